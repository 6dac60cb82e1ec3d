"""What the page of a capture shows: of what, how and when it was made, its hashes, the quotations found in it."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.model import Capture
from dossier.model.labels import CAPTURE_METHOD, FILE_ROLE, QUOTE_TIER
from dossier.pages.parts import Page, To, page, to
from dossier.reading.dossier import Dossier, Entry


@dataclass(frozen=True, slots=True)
class FileView:
    """A file of the copy."""

    role: str
    media_type: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class FoundView:
    """A quotation found in the copy."""

    claim: To
    exact: str
    start: int
    end: int
    tier: str


@dataclass(frozen=True, slots=True)
class CaptureView:
    """The page of a capture."""

    page: Page
    source: To
    method: str
    facts: tuple[tuple[str, str], ...]
    files: tuple[FileView, ...]
    timestamps: tuple[tuple[str, str, str], ...]
    quotes: tuple[FoundView, ...]


def capture_view(dossier: Dossier, entry: Entry[Capture]) -> CaptureView:
    """The view of a capture."""
    capture = entry.record
    source = to(dossier, capture.source)
    tool = "" if capture.tool is None else f"{capture.tool.name} {capture.tool.version}"
    named = {
        "Begun (UTC)": capture.started.text,
        "Ended (UTC)": capture.finished.text,
        "Address asked for": capture.requested_url,
        "Address that answered": capture.final_url,
        "HTTP status": None if capture.http_status is None else str(capture.http_status),
        "Made by": capture.collector,
        "Software": tool,
        "Kept": capture.storage,
    }
    return CaptureView(
        page=page(dossier, entry, f"Preserved copy of “{source.text}”: hashes, method and time."),
        source=source,
        method=CAPTURE_METHOD[capture.method],
        facts=tuple((label, value) for label, value in named.items() if value),
        files=tuple(FileView(FILE_ROLE[one.role], one.media_type, one.bytes, one.sha256) for one in capture.files),
        timestamps=tuple((one.authority, one.time.text, one.over_sha256) for one in capture.timestamps),
        quotes=tuple(
            FoundView(to(dossier, one.claim), one.exact, one.start, one.end, QUOTE_TIER[one.tier])
            for one in capture.quotes
        ),
    )

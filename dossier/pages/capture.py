"""The content of the page of a preserved copy."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model import Capture
from dossier.model.foreign_titles import foreign
from dossier.pages.content import Aside, Block, Hash, Item, Items, Paragraph, Prose, Quotation, Section, Words
from dossier.pages.further import last_blocks
from dossier.pages.page_content import PageContent
from dossier.pages.parts import facts, page_content, record_link, review
from dossier.reading.dossier import Dossier, Entry


def capture_content(dossier: Dossier, entry: Entry[Capture]) -> PageContent:
    """The content of the page of a preserved copy. Nothing of it is ever frozen."""
    capture = entry.record
    title = record_link(dossier, capture.source).words
    return page_content(
        dossier,
        entry,
        f"Preserved copy of “{title}”: hashes, method and time.",
        (),
        (
            Section("lead", tuple(_lead(dossier, capture)), is_frozen=False),
            Section("files", tuple(_files(capture)), is_frozen=False),
            Section("timestamps", tuple(_timestamps(capture)), is_frozen=False),
            Section("quotes", tuple(_quotes(dossier, capture)), is_frozen=False),
        ),
    )


def _lead(dossier: Dossier, capture: Capture) -> Iterator[Block]:
    yield review(capture)
    tool = None if capture.tool is None else f"{capture.tool.name} {capture.tool.version}"
    yield facts(
        ("Copy of", (record_link(dossier, capture.source),)),
        ("Method", (Words(capture.method.label),)),
        ("Begun (UTC)", capture.started.text),
        ("Ended (UTC)", capture.finished.text),
        ("Address asked for", capture.requested_url),
        ("Redirected by way of", "; ".join(capture.redirects)),
        ("Address that answered", capture.final_url),
        ("HTTP status", None if capture.http_status is None else str(capture.http_status)),
        ("Made by", capture.collector),
        ("Software", tool),
        ("Kept", capture.storage),
    )
    yield Paragraph(
        (
            Words(
                "The copy itself is kept, not published, because it is another’s work. A hash that matches shows that "
                "the file is the recorded file. It does not show who wrote it, or that it is true."
            ),
        )
    )
    yield from last_blocks(dossier, capture)


def _files(capture: Capture) -> Iterator[Items]:
    items = []
    for file in capture.files:
        size = Aside((Prose(file.media_type), Words(f", {file.bytes:,} bytes")))
        line = Paragraph((Words(f"{file.role.label} "), size))
        items.append(Item((line, Paragraph((Words("SHA-256 "), Hash(file.sha256)), role="meta"))))
    if items:
        yield Items(tuple(items), "cards")


def _timestamps(capture: Capture) -> Iterator[Items]:
    items = []
    for stamp in capture.timestamps:
        line = Paragraph((Prose(stamp.authority), Words(f", {stamp.time.text}")))
        hashes = (Words("over SHA-256 "), Hash(stamp.over_sha256), Words("; token "), Hash(stamp.token_sha256))
        items.append(Item((line, Paragraph(hashes, role="meta"))))
    if items:
        yield Items(tuple(items), "cards")


def _quotes(dossier: Dossier, capture: Capture) -> Iterator[Items]:
    items = []
    source = dossier.source(capture.source)
    language = None if source is None else foreign(source.language)
    for quote in capture.quotes:
        place = f"characters {quote.start:,} to {quote.end:,}, found {quote.tier.label}; quoted by "
        text = (Words(place), record_link(dossier, quote.claim))
        items.append(Item((Quotation(quote.exact, language), Paragraph(text, role="meta"))))
    if items:
        yield Items(tuple(items), "cards")

"""JSON documents with which `/verify/` and `/check-citations/` compare what a reader has.

Both pages work in the reader's browser. They load these documents and send nothing. The bytes of a page change when a
browser saves it, so its words are compared as well: the visible text of `<main>` in Unicode form NFC, with each run of
white space as one space, trimmed. `dossier-words.js` computes the same.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from dossier.model.addresses import RevisionPath
from dossier.releases.aftermath.status import Status

SCHEMA = "dossier-known/1"

# Listed here because `str.split` and ECMAScript's `\s` disagree on what white space is.
_WHITE_SPACE = re.compile("[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")
_INVISIBLE_TAGS = frozenset({"script", "style", "template", "noscript", "iframe"})
_PARAGRAPH = re.compile(r"p([1-9][0-9]*)")


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page as a reader sees it."""

    # The visible text of the only `<main>`, normalised. None if the page has no `<main>` or several.
    text: str | None
    # The highest number of a paragraph.
    paragraphs: int


@dataclass(frozen=True, slots=True)
class BrowserRevision:
    """A frozen revision as it is on the branch, and its current status."""

    identifier: str
    revision: int
    release: str
    # The address of the living page below the root of the site, such as `claims/CLM-2026-0042/`.
    living: str
    # The absolute address that the page prints.
    permalink: str
    page: bytes
    record: bytes
    # The most serious status comes first.
    statuses: Sequence[str]
    # Read once: both documents need it, and reading thousands of pages takes seconds.
    visible: PageText = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "visible", read_page(self.page))


@dataclass(frozen=True, slots=True)
class ReplacedFile:
    """A file that a redaction replaced. Readers may still have a copy of the old file."""

    path: str
    sha256: str
    identifier: str
    revision: int
    release: str
    redacted_in: str


def known_revisions(
    releases: Sequence[str],
    frozen: Sequence[BrowserRevision],
    drafts: Mapping[str, str],
    replaced: Iterable[ReplacedFile] = (),
) -> bytes:
    """The content of `/verify/known.json`: the hashes and statuses of all revisions, and the words for each status.

    `releases` are versions, oldest first. `drafts` has the address of the living page of each record by identifier,
    including records that were never released. A hash leads to a list of files, because a revision that reverts an
    earlier change has the same `record.json` as an earlier revision.
    """
    files: dict[str, list[dict[str, Any]]] = {}
    texts: dict[str, list[dict[str, Any]]] = {}
    records: dict[str, dict[str, Any]] = {
        name: {"living": living, "newest": 0, "revisions": {}} for name, living in drafts.items()
    }
    for revision in frozen:
        page, record = (
            _published_file(path, revision.identifier, revision.revision, revision.release)
            for path in RevisionPath(revision.identifier, revision.revision).files
        )
        files.setdefault(_sha256(revision.page), []).append(page)
        files.setdefault(_sha256(revision.record), []).append(record)
        if revision.visible.text is not None:
            texts.setdefault(_sha256(revision.visible.text.encode()), []).append(page)
        entry = records.setdefault(revision.identifier, {"living": revision.living, "newest": 0, "revisions": {}})
        entry["newest"] = max(entry["newest"], revision.revision)
        entry["revisions"][str(revision.revision)] = _describe(revision)
    for old in replaced:
        place = _published_file(old.path, old.identifier, old.revision, old.release)
        files.setdefault(old.sha256, []).append({**place, "redacted": old.redacted_in})
    statuses = {status.value: {"label": status.label, "sentence": status.sentence} for status in Status}
    return _json(
        {
            "schema": SCHEMA,
            "releases": list(releases),
            "statuses": statuses,
            "files": files,
            "texts": texts,
            "records": records,
        }
    )


def original_texts(frozen: Iterable[BrowserRevision]) -> bytes:
    """The content of `/verify/originals.json`: page text and record of each revision, to show how a copy differs.

    They come from the files as they are now, so redacted words are in neither.
    """
    return _json(
        {
            f"{revision.identifier}/{revision.revision}": {
                "text": revision.visible.text,
                "record": revision.record.decode(),
            }
            for revision in frozen
        }
    )


def read_page(page: bytes) -> PageText:
    """The visible text of a frozen page."""
    reader = _PageReader()
    reader.feed(page.decode())
    reader.close()
    return PageText(normalise("".join(reader.pieces)) if reader.mains == 1 else None, reader.paragraphs)


def normalise(text: str) -> str:
    r"""The text in Unicode form NFC, with each run of white space as one space, trimmed.

    >>> normalise(" a\u00a0\n b ")
    'a b'
    """
    return _WHITE_SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


class _PageReader(HTMLParser):
    """Collects the text inside `<main>`. A tag separates words, a comment does not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.mains = 0
        self.paragraphs = 0
        self._is_inside = False
        self._invisible_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self.mains += 1
            self._is_inside = True
        paragraph = _PARAGRAPH.fullmatch(dict(attrs).get("id") or "")
        if self._is_inside and paragraph is not None:
            self.paragraphs = max(self.paragraphs, int(paragraph.group(1)))
        self.pieces.append(" ")
        if tag in _INVISIBLE_TAGS:
            self._invisible_depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._is_inside = False
        if tag in _INVISIBLE_TAGS:
            self._invisible_depth -= 1
        self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        if self._is_inside and self._invisible_depth == 0:
            self.pieces.append(data)


def _describe(revision: BrowserRevision) -> dict[str, Any]:
    first, *also = revision.statuses
    described: dict[str, Any] = {"status": first, "permalink": revision.permalink, "release": revision.release}
    if also:
        described["also"] = also
    return {**described, "paragraphs": revision.visible.paragraphs}


def _published_file(path: str, identifier: str, revision: int, release: str) -> dict[str, Any]:
    return {"path": path, "id": identifier, "revision": revision, "release": release}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _json(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{text}\n".encode()

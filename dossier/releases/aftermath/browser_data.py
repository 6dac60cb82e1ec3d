"""JSON documents with which `/verify/` and `/check-citations/` compare what a reader has.

Both pages work in the reader's browser. They load these documents and send nothing. The bytes of a page change when a
browser saves it, so its words are compared as well: the visible text of `<main>` in Unicode form NFC, with each run of
white space as one space, trimmed. `dossier-words.js` computes the same.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from dossier.reading.dossier import Dossier
from dossier.releases.aftermath.published import FrozenRevision
from dossier.releases.aftermath.status import RevisionStatus, Status
from dossier.releases.store.canonical_json import digest

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
    """A frozen revision, its current status, and the text of its page."""

    frozen: FrozenRevision
    status: RevisionStatus
    # The living page of the record, from the root of the site.
    living: str
    # Read once: both documents need it, and reading thousands of pages takes seconds.
    visible: PageText = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "visible", read_page(self.frozen.page))


def living_pages(dossier: Dossier) -> dict[str, str]:
    """The address of the living page of each record, from the root of the site, by identifier."""
    return {name: dossier.subject.living_page(entry.kind, name) for name, entry in dossier.entries.items()}


def known_revisions(releases: Sequence[str], revisions: Sequence[BrowserRevision], drafts: Mapping[str, str]) -> bytes:
    """The content of `/verify/known.json`: the hashes and statuses of all revisions, and the words for each status.

    `releases` are versions, oldest first. `drafts` has the address of the living page of each record by identifier,
    including records that were never released. A hash leads to a list of files, because a revision that was issued
    again has the same `record.json` as the revision before. Readers may still have a copy of a file that a
    redaction or suspension replaced, so its old hash is there as well.
    """
    files: dict[str, list[dict[str, Any]]] = {}
    texts: dict[str, list[dict[str, Any]]] = {}
    records: dict[str, dict[str, Any]] = {
        name: {"living": living, "newest": 0, "revisions": {}} for name, living in drafts.items()
    }
    for each in revisions:
        frozen, revision = each.frozen, each.frozen.revision
        page, record = (_published_file(path, frozen) for path in revision.files)
        files.setdefault(digest(frozen.page), []).append(page)
        files.setdefault(digest(frozen.content), []).append(record)
        if each.visible.text is not None:
            texts.setdefault(digest(each.visible.text.encode()), []).append(page)
        entry = records.setdefault(revision.identifier, {"living": each.living, "newest": 0, "revisions": {}})
        entry["newest"] = max(entry["newest"], revision.number)
        entry["revisions"][str(revision.number)] = _describe(each)
    for frozen in (each.frozen for each in revisions):
        for redaction in frozen.redactions:
            old = {**_published_file(redaction.file.path, frozen), "redacted": redaction.release.version}
            files.setdefault(redaction.file.old_sha256, []).append(old)
        for suspension in frozen.suspensions:
            replaced = {"release": frozen.release.version, "suspended": suspension.version}
            old = {**_published_file(suspension.file.path, frozen), **replaced}
            files.setdefault(suspension.file.sha256, []).append(old)
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


def original_texts(revisions: Iterable[BrowserRevision]) -> bytes:
    """The content of `/verify/originals.json`: page text and record of each revision, to show how a copy differs.

    They come from the files as they are now, so redacted words are in neither. Suspended revisions are not there.
    """
    return _json(
        {
            str(each.frozen.revision): {"text": each.visible.text, "record": each.frozen.content.decode()}
            for each in revisions
            if each.frozen.suspension is None
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
    first, *also = revision.status.statuses
    frozen = revision.frozen
    described: dict[str, Any] = {"status": first, "permalink": frozen.permalink, "release": frozen.release.version}
    if also:
        described["also"] = also
    if revision.status.sentences:
        described["sentences"] = revision.status.sentences
    return {**described, "paragraphs": revision.visible.paragraphs}


def _published_file(path: str, frozen: FrozenRevision) -> dict[str, Any]:
    revision = frozen.revision
    release = frozen.release.version if frozen.suspension is None else frozen.suspension.version
    return {"path": path, "id": revision.identifier, "revision": revision.number, "release": release}


def _json(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{text}\n".encode()

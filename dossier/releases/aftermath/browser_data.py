"""Turn the frozen revisions into what the pages `/verify/` and `/check-citations/` know, as two JSON documents.

Both pages work in the reader's browser alone: what they compare with is loaded with them, and nothing is sent. A page
that a browser saved is no longer the same bytes, so its words are compared too: the visible text of `<main>`, in
Unicode form NFC, every run of white space as one space, trimmed. `assets/dossier-words.js` computes the same.
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

SCHEMA = "dossier-known/1"

# White space is listed, for `str.split` and ECMAScript's `\s` do not mean the same characters.
_BLANKS = re.compile("[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")
_UNSEEN = frozenset({"script", "style", "template", "noscript", "iframe"})
_PARAGRAPH = re.compile(r"p([1-9][0-9]*)")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page holds: the visible text of its only `<main>`, normalised, or None; how many numbered paragraphs."""

    text: str | None
    paragraphs: int


@dataclass(frozen=True, slots=True)
class Frozen:
    """A frozen revision as it stands on the branch, and how it stands today."""

    identifier: str
    revision: int
    release: str
    # The address of the living page below the root of the site, such as `claims/CLM-2026-0042/`.
    living: str
    # As it was printed; absolute.
    permalink: str
    page: bytes
    record: bytes
    # The status that matters most comes first.
    statuses: Sequence[str]
    # Read once: both documents need it, and of thousands of pages it takes seconds.
    seen: Seen = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "seen", read(self.page))


@dataclass(frozen=True, slots=True)
class Replaced:
    """A file that a redaction replaced: readers may still hold a copy of the one before."""

    path: str
    sha256: str
    identifier: str
    revision: int
    release: str
    redacted_in: str


def known(
    releases: Sequence[str],
    frozen: Sequence[Frozen],
    drafts: Mapping[str, str],
    replaced: Iterable[Replaced] = (),
) -> bytes:
    """The content of `/verify/known.json`: hashes and statuses of all revisions.

    `releases` go from the first to the newest; `drafts` are the living pages, by identifier, of all records, whether
    ever released or not. Several files may have the same bytes, as a record.json and that of its revert have.
    """
    files: dict[str, list[dict[str, Any]]] = {}
    texts: dict[str, list[dict[str, Any]]] = {}
    records: dict[str, dict[str, Any]] = {
        name: {"living": living, "newest": 0, "revisions": {}} for name, living in drafts.items()
    }
    for one in frozen:
        paths = {path: _place(path, one.identifier, one.revision, one.release) for path in _paths(one)}
        page, record = paths
        files.setdefault(_sha256(one.page), []).append(paths[page])
        files.setdefault(_sha256(one.record), []).append(paths[record])
        if one.seen.text is not None:
            texts.setdefault(_sha256(one.seen.text.encode()), []).append(paths[page])
        about = records.setdefault(one.identifier, {"living": one.living, "newest": 0, "revisions": {}})
        about["newest"] = max(about["newest"], one.revision)
        about["revisions"][str(one.revision)] = _revision(one)
    for old in replaced:
        place = _place(old.path, old.identifier, old.revision, old.release)
        files.setdefault(old.sha256, []).append({**place, "redacted": old.redacted_in})
    return _json({"schema": SCHEMA, "releases": list(releases), "files": files, "texts": texts, "records": records})


def originals(frozen: Iterable[Frozen]) -> bytes:
    """The content of `/verify/originals.json`: page text and record of each revision, to show in what a copy differs.

    Taken from the files as they stand, so that redacted words are in neither.
    """
    found = {
        f"{one.identifier}/{one.revision}": {"text": one.seen.text, "record": one.record.decode()} for one in frozen
    }
    return _json(found)


def read(page: bytes) -> Seen:
    """What a frozen page holds."""
    reader = _Reader()
    reader.feed(page.decode())
    reader.close()
    return Seen(normalised("".join(reader.pieces)) if reader.mains == 1 else None, reader.paragraphs)


def normalised(text: str) -> str:
    r"""The text in Unicode form NFC, every run of white space as one space, trimmed.

    >>> normalised(" a\u00a0\n b ")
    'a b'
    """
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


class _Reader(HTMLParser):
    """Collects the text inside `<main>`; every tag separates words, a comment does not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.mains = 0
        self.paragraphs = 0
        self._is_inside = False
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self.mains += 1
            self._is_inside = True
        found = _PARAGRAPH.fullmatch(dict(attrs).get("id") or "")
        if self._is_inside and found is not None:
            self.paragraphs = max(self.paragraphs, int(found.group(1)))
        self.pieces.append(" ")
        if tag in _UNSEEN:
            self._unseen += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._is_inside = False
        if tag in _UNSEEN:
            self._unseen -= 1
        self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        if self._is_inside and self._unseen == 0:
            self.pieces.append(data)


def _revision(one: Frozen) -> dict[str, Any]:
    chief, *also = one.statuses
    about: dict[str, Any] = {"status": chief, "permalink": one.permalink, "release": one.release}
    if also:
        about["also"] = also
    return {**about, "paragraphs": one.seen.paragraphs}


def _paths(one: Frozen) -> tuple[str, str]:
    """The paths of the page and of the record, below the root of the site."""
    folder = f"r/{one.identifier}/{one.revision}"
    return f"{folder}/index.html", f"{folder}/record.json"


def _place(path: str, identifier: str, revision: int, release: str) -> dict[str, Any]:
    return {"path": path, "id": identifier, "revision": revision, "release": release}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _json(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{text}\n".encode()

"""Rules about what is in a published file, whose hash is right.

They are section 14 F of `docs/format.md`: a record, a page that prints the digest of its record, a notice of a
suspension, and marks at the places that redactions report.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from dossier.model.addresses import Revision
from dossier.releases.store.canonical_json import is_record
from dossier.releases.store.marked_places import places_without_mark
from dossier.releases.store.salt import salt_of_notice
from dossier.releases.store.suspensions import Suspension, notice_record

# What is before each printed digest. To search for it and then match takes a third of the time of a pattern for both.
_BEFORE_DIGEST = "</a>: <code>"
_DIGEST = re.compile("([0-9a-f]{64})</code>")
_CONTENT = re.compile('([^"]*)">')
_LINK = 'href="record.json">'


@dataclass(frozen=True, slots=True)
class PublishedContents:
    """The rules, and what they need of the whole tree after its last release."""

    # The hash of each file, by path.
    hashes: Mapping[str, str]
    # The places of marks that redactions report, by path.
    places: Mapping[str, Collection[str]]
    suspended: Mapping[str, Suspension]

    def faults(self, path: str, content: bytes) -> Iterator[str]:
        """Yield each fault of a file, as the end of a sentence about it."""
        revision = Revision.parse(path)
        suspension = self.suspended.get(path)
        if revision is not None and suspension is not None:
            yield from _notice_faults(revision, path, content, suspension)
            return
        if revision is not None and path.endswith("/index.html"):
            yield from self._page_faults(revision, content)
        elif revision is not None and not is_record(content, revision.identifier):
            yield f"is not a record of `{revision.identifier}` in canonical JSON (RFC 8785)"
        if path in self.places:
            yield from _mark_faults(path, content, self.places[path])

    def _page_faults(self, revision: Revision, content: bytes) -> Iterator[str]:
        page = _text(content)
        if page is None:
            yield "is not UTF-8"
            return
        if _metas(page, "dossier-revision") != [str(revision)]:
            yield f"does not say that it is revision `{revision}`"
        if [*_printed_digests(page)] != [self.hashes.get(revision.record)]:
            yield f"does not print the digest of `{revision.record}`"


def _notice_faults(revision: Revision, path: str, content: bytes, suspension: Suspension) -> Iterator[str]:
    if path == revision.record:
        salt = salt_of_notice(content)
        if salt is None or content != notice_record(revision, suspension.version, suspension.file.reason, salt):
            yield "is suspended, and is not the notice of its suspension"
        return
    page = _text(content)
    if page is None:
        yield "is not UTF-8"
        return
    metas = {"dossier-revision": str(revision), "dossier-suspended": suspension.version}
    for name, value in metas.items():
        if _metas(page, name) != [value]:
            yield f"is suspended, and does not say `{name}` `{value}`"


def _mark_faults(path: str, content: bytes, places: Collection[str]) -> Iterator[str]:
    try:
        missing = places_without_mark(path, content, places)
    except (ValueError, RecursionError):
        yield "is reported as redacted, and cannot be read"
        return
    for place in missing:
        yield f"is reported as redacted at `{place}`, and has no mark there"


def _text(content: bytes) -> str | None:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None


def _metas(page: str, name: str) -> list[str]:
    return [match[1] for _, match in _matches_after(f'<meta name="{name}" content="', _CONTENT, page)]


def _printed_digests(page: str) -> Iterator[str]:
    """Yield each digest that is printed next to a link to the record.

    One pattern for link and digest would take quadratic time on a page with many links.
    """
    for start, match in _matches_after(_BEFORE_DIGEST, _DIGEST, page):
        if _LINK in page[max(0, page.rfind("<", 0, start)) : start]:
            yield match[1]


def _matches_after(words: str, pattern: re.Pattern[str], page: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield each match of the pattern right after these words, with the place at which the words start."""
    start = page.find(words)
    while start >= 0:
        match = pattern.match(page, start + len(words))
        if match is not None:
            yield start, match
        start = page.find(words, start + len(words))

"""Words that a redaction removed, and that the evidence still has.

A new revision, a living page or a preserved copy would publish them again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dossier.errors import DossierError
from dossier.model.addresses import Revision
from dossier.model.redaction import MARK, WITHOUT_MARK
from dossier.model.written_text import digest_of_fields
from dossier.reading.dossier import Dossier
from dossier.releases.publish.redacted_copies import digests_in_copies, fields_of_copies
from dossier.releases.publish.redacted_fields import (
    RedactedField,
    RevisionTexts,
    field_at,
    fields_with_other_words,
    texts_by_place,
    unsafe_reviews,
)
from dossier.releases.store.release_json import Release
from dossier.releases.store.suspensions import suspensions

# Returns the published bytes of a suspended file from its path and hash, or None if nothing has them.
Original = Callable[[str, str], bytes | None]


@dataclass(frozen=True, slots=True)
class ReleasedRecords:
    """The releases of a verified tree, oldest first, and the records in it."""

    releases: Sequence[Release]
    # Yields the path and content of each of these files.
    read: Callable[[Sequence[str]], Iterable[tuple[str, bytes]]]
    original: Original

    def revisions(self, names: Collection[str]) -> Iterator[tuple[str, list[RevisionTexts]]]:
        """Yield the identifier and the revisions, oldest first, of each of these records that has a mark or may."""
        made: dict[str, list[tuple[int, str]]] = {}
        for number, release in enumerate(self.releases):
            for new in release.revisions:
                if new.id in names:
                    made.setdefault(new.id, []).append((number, new.place.record))
        contents = self._contents([path for revisions in made.values() for _, path in revisions])
        redactions = _redactions(self.releases)
        for name, revisions in made.items():
            if any((content := contents[path]) is None or MARK.encode() in content for _, path in revisions):
                yield name, [_past(name, made_by, contents[path], redactions.get(path)) for made_by, path in revisions]

    def _contents(self, paths: Sequence[str]) -> Mapping[str, bytes | None]:
        active = suspensions(self.releases)
        suspended = {path: self.original(path, active[path].file.sha256) for path in paths if path in active}
        return {**dict(self.read(sorted({*paths} - suspended.keys()))), **suspended}


_REMEDY = (
    "about the marks:\n"
    f'  - use quotation marks if the value begins with the mark, as in `title: "{MARK} v Vale"`\n'
    "  - put new entries of a list after the others\n"
    f"  - {WITHOUT_MARK}\n"
    "  - a review may have the digest of the text now, or of a text that is published as it was read; otherwise put "
    "the mark in its place\n"
    "  - a sentence with a mark gets no new words, and the rest of the field no names and numbers that the record "
    "never had\n"
    "  - if other words are meant, say so with `--replace-redacted ID:FIELD`"
)


@dataclass(slots=True)
class _RecordRedactions:
    """The newest release that redacted a record, and the fields that any release redacted in it."""

    last: int = 0
    fields: set[RedactedField] = field(default_factory=set)


def refuse_republication(
    released: ReleasedRecords,
    dossier: Dossier,
    names: Collection[str],
    now: Callable[[str], bytes],
    replaced: Container[str],
) -> None:
    """Raise DossierError if any of these records or a preserved copy has other words in place of redacted words.

    `now` returns the `record.json` of a record as the evidence has it. `replaced` has the fields whose new words are
    meant to take the place of the redacted words, each as `ID:FIELD`.
    """
    redacted = frozenset(found for redactions in _redactions(released.releases).values() for found in redactions.fields)
    fields = [*fields_of_copies(dossier, redacted)]
    digests = [*digests_in_copies(dossier, redacted)]
    for name, revisions in released.revisions(names):
        content = now(name)
        fields += fields_with_other_words(revisions, texts_by_place(name, content))
        if any(name == found.record for found in redacted):
            digests += unsafe_reviews(name, content, [revision.digest for revision in revisions])
    refused = dict.fromkeys([*(found for found in fields if str(found) not in replaced), *digests])
    if refused:
        listed = "\n".join(f"  `{record}`: `{path}`" for record, path in refused)
        raise DossierError(
            f"put {MARK} into these fields of the evidence, as the newest revision has them: they were redacted, or "
            "repeat a redacted field, and have other words now:\n"
            f"{listed}\n{_REMEDY}"
        )


def _redactions(releases: Iterable[Release]) -> dict[str, _RecordRedactions]:
    """The redactions of each `record.json` that was ever redacted, by path."""
    redactions: dict[str, _RecordRedactions] = {}
    for number, release in enumerate(releases):
        for file in release.redacted:
            revision = Revision.parse(file.path)
            if revision is not None and file.path == revision.record:
                found = redactions.setdefault(file.path, _RecordRedactions())
                found.last = number
                found.fields.update(field_at(revision.identifier, place) for place in file.changed)
    return redactions


def _past(name: str, release: int, content: bytes | None, redactions: _RecordRedactions | None) -> RevisionTexts:
    texts = None if content is None else texts_by_place(name, content)
    digest = None if content is None else digest_of_fields(json.loads(content)["record"])
    if redactions is None:
        return RevisionTexts(release, texts, release, frozenset(), digest)
    return RevisionTexts(release, texts, redactions.last, frozenset(redactions.fields), digest)

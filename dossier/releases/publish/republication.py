"""Words that a redaction removed, and that the evidence still has.

A new revision, a living page or a preserved copy would publish them again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dossier.errors import DossierError
from dossier.model.addresses import Revision
from dossier.model.capture import Capture
from dossier.model.redaction import MARK
from dossier.reading.dossier import Dossier
from dossier.releases.publish.redacted_fields import (
    RedactedField,
    RevisionTexts,
    field_at,
    fields_with_other_words,
    texts_by_place,
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

    `now` returns the `record.json` of a record as the evidence has it. `replaced` has the identifiers of records whose
    new words are meant to take the place of the redacted words.
    """
    in_records = (
        found
        for name, revisions in released.revisions(names)
        for found in fields_with_other_words(revisions, texts_by_place(name, now(name)))
    )
    fields = [*in_records, *_fields_of_copies(released.releases, dossier)]
    refused = [found for found in dict.fromkeys(fields) if found.record not in replaced]
    if refused:
        listed = "\n".join(f"  `{record}`: `{path}`" for record, path in refused)
        raise DossierError(
            "these fields were redacted, or repeat a redacted field, and the evidence has other words in them:\n"
            f"{listed}\n"
            f"put {MARK} in place of the words as the newest revision has it, in quotation marks if the value begins "
            'with it, as in `title: "[redacted] v Vale"`, and new entries of a list after the others; if other words '
            "are meant to take the place of the redacted words, say so with `--replace-redacted ID`"
        )


def _fields_of_copies(releases: Iterable[Release], dossier: Dossier) -> Iterator[RedactedField]:
    """Yield the fields of preserved copies with a quotation or an address that its record may have lost to a redaction.

    Preserved copies have no revisions. So if words of a quotation were redacted, each quotation of the claim must be in
    the claim now, or have a mark. If the address of a source was redacted, the same is so for each address.
    """
    redacted = {found for redactions in _redactions(releases).values() for found in redactions.fields}
    if not redacted:
        return
    for entry in dossier.captures():
        copy = entry.record
        for quote in copy.quotes:
            claim = dossier.claim(quote.claim)
            present = [each.quote.exact.strip() for each in claim.evidence if each.quote] if claim else []
            is_redacted = RedactedField(quote.claim, "evidence.quote.exact") in redacted
            if is_redacted and MARK not in quote.exact and quote.exact.strip() not in present:
                yield RedactedField(copy.id, "quotes.exact")
        source = dossier.source(copy.source)
        if source is not None and RedactedField(source.id, "url") in redacted:
            for path, address in _addresses(copy):
                if MARK not in address and address != source.url:
                    yield RedactedField(copy.id, path)


def _addresses(copy: Capture) -> Iterator[tuple[str, str]]:
    yield from (("redirects", address) for address in copy.redirects)
    yield from ((path, address) for path in ("requested_url", "final_url") if (address := getattr(copy, path)))


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
    if redactions is None:
        return RevisionTexts(release, texts, release, frozenset())
    return RevisionTexts(release, texts, redactions.last, frozenset(redactions.fields))

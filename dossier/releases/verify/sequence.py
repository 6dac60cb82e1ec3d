"""Turn what each release lists and tells into faults: where one does not follow from those before it.

Revisions are counted without a gap, each is a page and a record, and a file listed once is listed again only by a
release that tells why it was redacted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dossier.releases.store.ledger import LedgerLine
from dossier.releases.store.manifest import SUMS
from dossier.releases.store.release_json import Added, Changed, Reissued, Release

OWN = ("VERIFY.md", "index.html", "release.json")

_REVISION = re.compile(r"r/([A-Za-z0-9-]+)/([1-9][0-9]*)/(index\.html|record\.json)")


@dataclass(frozen=True, slots=True)
class SequenceFault:
    """A file, and what is not so with it."""

    path: str
    what: str

    def __str__(self) -> str:
        return f"`{self.path}` {self.what}"


@dataclass(frozen=True, slots=True)
class VerifiedRelease:
    """A release: its line in the ledger, the hashes that it lists, and what it tells."""

    line: LedgerLine
    listed: Mapping[str, str]
    told: Release

    @property
    def folder(self) -> str:
        """Where its own files stand."""
        return f"releases/{self.line.version}"


def succession(accounts: Sequence[VerifiedRelease]) -> Iterator[SequenceFault]:
    """Yield what does not follow; the first release comes first."""
    hashes: dict[str, str] = {}
    counted: dict[str, int] = {}
    before: LedgerLine | None = None
    for account in accounts:
        yield from _told(account, before)
        yield from _redacted(account, hashes)
        yield from _own(account, hashes)
        yield from _revisions(account, hashes, counted)
        hashes.update(account.listed)
        before = account.line
        if account.told.records != len(counted):
            what = f"tells of {account.told.records} records, and {len(counted)} are published"
            yield SequenceFault(f"{account.folder}/release.json", what)


def _told(account: VerifiedRelease, before: LedgerLine | None) -> Iterator[SequenceFault]:
    line, told, path = account.line, account.told, f"{account.folder}/release.json"
    previous = None if before is None else before.version
    pairs = (
        ("itself", told.version, line.version),
        ("the release before", told.previous, previous),
        ("the source commit", told.source_commit, line.source_commit),
    )
    for what, said, is_so in pairs:
        if said != is_so:
            yield SequenceFault(path, f"names {what} `{said}`, and the ledger `{is_so}`")
    is_stamped = told.timestamp is not None and told.timestamp.authority is not None
    if is_stamped is not (line.timestamp is not None):
        yield SequenceFault(path, f"tells of {'a' if is_stamped else 'no'} time-stamp, and the ledger does not")


def _redacted(account: VerifiedRelease, hashes: Mapping[str, str]) -> Iterator[SequenceFault]:
    sums = f"{account.folder}/{SUMS}"
    redacted = {one.path: one.old_sha256 for one in account.told.redacted}
    for path in sorted(account.listed.keys() & hashes.keys()):
        if redacted.get(path) != hashes[path]:
            yield SequenceFault(path, f"is listed again by `{sums}`, and no redaction of it is told of")
    for path in sorted(redacted.keys() - (account.listed.keys() & hashes.keys())):
        yield SequenceFault(sums, f"does not list `{path}`, which is told of as redacted")


def _own(account: VerifiedRelease, hashes: Mapping[str, str]) -> Iterator[SequenceFault]:
    """Yield which of the release's own files are not listed, and what else is."""
    sums = f"{account.folder}/{SUMS}"
    own = {f"{account.folder}/{name}" for name in OWN}
    for path in sorted(own - account.listed.keys()):
        yield SequenceFault(sums, f"does not list `{path}`")
    for path in sorted(account.listed.keys() - own - hashes.keys()):
        if _REVISION.fullmatch(path) is None:
            yield SequenceFault(sums, f"lists `{path}`, which is no part of a release")


def _revisions(account: VerifiedRelease, hashes: Mapping[str, str], counted: dict[str, int]) -> Iterator[SequenceFault]:
    """Yield where the new revisions are not those told of, and count them."""
    told = account.told
    path = f"{account.folder}/release.json"
    listed = {one for one in account.listed.keys() - hashes.keys() if _REVISION.fullmatch(one)}
    new: tuple[Added | Changed | Reissued, ...] = (*told.added, *told.changed, *told.reissued)
    for one in new:
        last = counted.get(one.id, 0)
        counted[one.id] = one.revision
        if one.revision != last + 1:
            yield SequenceFault(path, f"counts revision {one.revision} of `{one.id}` after {last or 'none'}")
        for name in ("index.html", "record.json"):
            file = f"r/{one.id}/{one.revision}/{name}"
            if file not in listed:
                yield SequenceFault(f"{account.folder}/{SUMS}", f"does not list `{file}`, which is told of as new")
            listed.discard(file)
    for file in sorted(listed):
        yield SequenceFault(f"{account.folder}/{SUMS}", f"lists `{file}`, which is not told of as new")
    yield from _digests(account, hashes)


def _digests(account: VerifiedRelease, hashes: Mapping[str, str]) -> Iterator[SequenceFault]:
    told, path = account.told, f"{account.folder}/release.json"
    with_digest: tuple[Added | Changed, ...] = (*told.added, *told.changed)
    for one in with_digest:
        if account.listed.get(f"r/{one.id}/{one.revision}/record.json", one.digest) != one.digest:
            yield SequenceFault(path, f"gives `r/{one.id}/{one.revision}/record.json` another digest than is listed")
    before = {one.id: (one.revision, one.previous_digest) for one in told.changed}
    for again in told.reissued:
        record = f"r/{again.id}/{again.revision}/record.json"
        before[again.id] = (again.revision, account.listed.get(record, ""))
    for name, (revision, digest) in before.items():
        record = f"r/{name}/{revision - 1}/record.json"
        # Redacted by the same release, it has two digests.
        if record in hashes and digest not in {hashes[record], account.listed.get(record)}:
            yield SequenceFault(path, f"gives `{record}` another digest than it had")

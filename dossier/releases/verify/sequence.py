"""Rules about how each release follows from the releases before it.

The revisions of a record are numbered without a gap. Each revision has a page and a record. A file that is already
listed may be listed again only by a release that reports that it redacted, suspended or put back the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dossier.model.addresses import REVISIONS, release_description, release_folder
from dossier.releases.store.ledger import LedgerLine
from dossier.releases.store.manifest import OWN_FILES, SUMS
from dossier.releases.store.release_json import Release
from dossier.releases.store.suspensions import Suspension, update
from dossier.releases.verify.redactions import redaction_faults
from dossier.releases.verify.suspensions import suspension_faults


@dataclass(frozen=True, slots=True)
class SequenceFault:
    """A problem with a file. The text completes a sentence that begins with the path."""

    path: str
    text: str

    def __str__(self) -> str:
        # Two names that look alike differ in their escapes (docs/format.md, section 15).
        path = "".join(each if " " <= each <= "~" else each.encode("unicode_escape").decode() for each in self.path)
        return f"`{path}` {self.text}"


@dataclass(frozen=True, slots=True)
class VerifiedRelease:
    """A release whose ledger line, manifest and `release.json` were read and have the right hashes."""

    line: LedgerLine
    # The hash of each file in the manifest, by path.
    listed: Mapping[str, str]
    description: Release

    @property
    def folder(self) -> str:
        """The folder of the files of the release itself."""
        return release_folder(self.line.version)


def check_sequence(releases: Sequence[VerifiedRelease]) -> Iterator[SequenceFault]:
    """Yield each fault in how the releases follow each other. The oldest release comes first."""
    hashes: dict[str, str] = {}
    last_revisions: dict[str, int] = {}
    versions: set[str] = set()
    active: dict[str, Suspension] = {}
    previous: LedgerLine | None = None
    for release in releases:
        yield from _check_description(release, previous)
        yield from _check_listed_again(release, hashes, versions, active, last_revisions)
        yield from _check_purpose(release, previous)
        yield from _check_listed_files(release, hashes)
        yield from _check_revisions(release, hashes, last_revisions)
        hashes.update(release.listed)
        update(active, release.description)
        versions.add(release.line.version)
        previous = release.line
        if release.description.records != len(last_revisions):
            text = f"reports {release.description.records} records, but {len(last_revisions)} are published"
            yield SequenceFault(release_description(release.line.version), text)


def _check_description(release: VerifiedRelease, previous: LedgerLine | None) -> Iterator[SequenceFault]:
    line, description, path = release.line, release.description, release_description(release.line.version)
    pairs = (
        ("version", description.version, line.version),
        ("previous release", description.previous, None if previous is None else previous.version),
        ("source commit", description.source_commit, line.source_commit),
    )
    for name, reported, recorded in pairs:
        if reported != recorded:
            yield SequenceFault(path, f"gives the {name} `{reported}`, but the ledger gives `{recorded}`")
    corrected = {record.id for record in description.changed if record.corrections}
    if set(description.corrected) != corrected or len(description.corrected) != len(corrected):
        yield SequenceFault(path, "does not name the corrected records as `corrected`")
    new = {record.id for record in (*description.added, *description.changed)}
    if not set(description.withdrawn) <= new or len(description.withdrawn) > len(set(description.withdrawn)):
        yield SequenceFault(path, "names a record as `withdrawn` that is not new or changed, or names it twice")
    rewritten = description.source_rewritten
    if rewritten is not None and (previous is None or rewritten.previous != previous.source_commit):
        yield SequenceFault(path, "reports a rewritten source with another commit before it than the ledger has")
    if rewritten is not None and rewritten.previous == description.source_commit:
        yield SequenceFault(path, "reports a rewritten source, and the commit is that of the release before")
    if description.is_stamped and line.timestamp is None:
        yield SequenceFault(path, "reports a timestamp, but the ledger lists no timestamp")
    if not description.is_stamped and line.timestamp is not None:
        yield SequenceFault(path, "reports no timestamp, but the ledger lists a timestamp")


def _check_purpose(release: VerifiedRelease, previous: LedgerLine | None) -> Iterator[SequenceFault]:
    """Yield the fault of a release that changes published files and does something else as well."""
    description = release.description
    if not description.replaced_paths:
        return
    others = (description.revisions, description.corrected, description.withdrawn, description.archives)
    has_other_source = previous is None or description.source_commit != previous.source_commit
    if any(others) or has_other_source or description.source_rewritten is not None:
        path = release_description(release.line.version)
        yield SequenceFault(path, "changes published files, and must do nothing else with the same source")


def _check_listed_again(
    release: VerifiedRelease,
    hashes: Mapping[str, str],
    versions: Collection[str],
    active: Mapping[str, Suspension],
    last_revisions: Mapping[str, int],
) -> Iterator[SequenceFault]:
    """Yield each file that is listed again and not reported as changed, or reported in a way that is not allowed."""
    description, sums = release.description, f"{release.folder}{SUMS}"
    for path, text in redaction_faults(description.redacted, hashes, versions):
        yield SequenceFault(path, text)
    for path, text in suspension_faults(description, release.listed, hashes, active, last_revisions):
        yield SequenceFault(path, text)
    reported: dict[str, set[str]] = {}
    for redacted in description.redacted:
        reported.setdefault(redacted.path, set()).add(redacted.old_sha256)
    for suspended in description.suspended:
        reported.setdefault(suspended.path, set()).add(suspended.sha256)
    for lifted in description.lifted:
        reported.setdefault(lifted.path, set()).add(lifted.sha256)
    # A further suspension of a file names what was published, and not the notice in its place.
    again = {file.path: active[file.path].file.sha256 for file in description.suspended if file.path in active}
    for path in sorted(release.listed.keys() & hashes.keys()):
        if reported.get(path) != {again.get(path, hashes[path])}:
            yield SequenceFault(path, f"is listed again in `{sums}`, but no redaction or suspension of it is reported")
        elif release.listed[path] == hashes[path]:
            yield SequenceFault(path, f"is reported as changed by release {release.line.version}, and has not changed")
    for path in sorted(reported.keys() - (release.listed.keys() & hashes.keys())):
        yield SequenceFault(sums, f"does not list `{path}`, which is reported as changed")


def _check_listed_files(release: VerifiedRelease, hashes: Mapping[str, str]) -> Iterator[SequenceFault]:
    """Yield files of the release itself that its manifest lacks, and listed files that belong to no release."""
    sums = f"{release.folder}{SUMS}"
    own = {f"{release.folder}{name}" for name in OWN_FILES}
    for path in sorted(own - release.listed.keys()):
        yield SequenceFault(sums, f"does not list `{path}`")
    # The difference of two sets of keys would take time in proportion to all files of all earlier releases.
    for path in sorted(path for path in release.listed.keys() - own if path not in hashes):
        if not path.startswith(REVISIONS):
            yield SequenceFault(sums, f"lists `{path}`, which is not part of a release")


def _check_revisions(
    release: VerifiedRelease, hashes: Mapping[str, str], last_revisions: dict[str, int]
) -> Iterator[SequenceFault]:
    """Yield new revisions that are out of sequence or not both listed and reported. Updates `last_revisions`."""
    description, sums = release.description, f"{release.folder}{SUMS}"
    listed = {path for path in release.listed if path not in hashes and path.startswith(REVISIONS)}
    unreported = set(listed)
    for name, times in Counter(entry.id for entry in description.revisions).items():
        if times > 1:
            yield SequenceFault(release_description(release.line.version), f"reports {times} revisions of `{name}`")
    added = {id(entry) for entry in description.added}
    for entry in description.revisions:
        last = last_revisions.get(entry.id, 0)
        last_revisions[entry.id] = entry.revision
        if entry.revision != last + 1 or (id(entry) in added) is not (last == 0):
            before = f"revision {last}" if last else "no revision"
            text = f"reports revision {entry.revision} of `{entry.id}` after {before}, or as if it were another"
            yield SequenceFault(release_description(release.line.version), text)
        for path in entry.place.files:
            if path not in listed:
                yield SequenceFault(sums, f"does not list `{path}`, which is reported as new")
            unreported.discard(path)
    for path in sorted(unreported):
        yield SequenceFault(sums, f"lists `{path}`, which is not reported as new")
    yield from _check_digests(release, hashes)


def _check_digests(release: VerifiedRelease, hashes: Mapping[str, str]) -> Iterator[SequenceFault]:
    description, path = release.description, release_description(release.line.version)
    digests = {entry.place: entry.digest for entry in description.added}
    digests |= {entry.place: entry.digest for entry in description.changed}
    for revision, digest in digests.items():
        if release.listed.get(revision.record, digest) != digest:
            yield SequenceFault(path, f"gives `{revision.record}` a digest that differs from the manifest")
    for entry in description.changed:
        before = entry.place.previous
        known = None if before is None else hashes.get(before.record)
        if known is not None and (entry.previous_digest != known or entry.digest == known):
            yield SequenceFault(path, f"gives `{entry.place}` a previous digest that it did not have, or still has")
    for reissued in description.reissued:
        before = reissued.place.previous
        known = None if before is None else hashes.get(before.record)
        if known is not None and release.listed.get(reissued.place.record) != known:
            yield SequenceFault(path, f"reports `{reissued.place}` as issued again, and its record is another")

"""Published releases, revisions and files, read and verified. [io]"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from dossier.configuration import CONFIG
from dossier.diagnostics import Diagnostic
from dossier.errors import DossierError
from dossier.model.addresses import LEDGER, Revision
from dossier.model.identifiers import KIND_OF_PREFIX, Kind
from dossier.model.subject import SUBJECT
from dossier.reading.dossier import Dossier
from dossier.reading.files import EVIDENCE
from dossier.reading.prose import PAGES
from dossier.releases.freeze.revision import snapshot
from dossier.releases.publish.changes import read_releases
from dossier.releases.publish.comparison import Released
from dossier.releases.publish.evidence_commit import descends, require_committed
from dossier.releases.publish.republication import Original, ReleasedRecords, refuse_republication
from dossier.releases.store import ledger
from dossier.releases.store.branch import CommitTree
from dossier.releases.store.kept_files import KEPT, KeptFiles
from dossier.releases.store.manifest import ATTRIBUTES
from dossier.releases.store.release_json import (
    ChangedRecord,
    CorrectionNote,
    NewRevision,
    RedactedFile,
    ReissuedRecord,
    Release,
)
from dossier.releases.store.suspensions import Suspension, suspended_records, suspensions
from dossier.releases.verify.trees import local_tree, refuse_if_continued
from dossier.releases.verify.verify import MismatchError, verify_or_raise
from dossier.system.git import Repository
from dossier.system.terminal import progress, shown_path

# Everything that people write for the site.
_BUILT = (EVIDENCE, PAGES, SUBJECT, CONFIG)


@dataclass(frozen=True, slots=True)
class Redaction:
    """A file that a redaction replaced, and the release that did it."""

    file: RedactedFile
    release: Release


@dataclass(frozen=True, slots=True)
class SuspensionChange:
    """A release that suspended a file, with the reason as it is published now, or put it back (None)."""

    release: Release
    reason: str | None


@dataclass(frozen=True, slots=True)
class FrozenRevision:
    """A revision as it is on the branch."""

    revision: Revision
    release: Release
    page: bytes
    content: bytes
    corrections: tuple[CorrectionNote, ...] = ()
    # The reason, if it was issued again without a change.
    reissued: str | None = None
    # The suspensions of its page and its record, which are then notices.
    suspensions: tuple[Suspension, ...] = ()
    # All suspensions of its record, and their ends, oldest first.
    suspension_changes: tuple[SuspensionChange, ...] = ()
    # Redactions of the page or the record, newest first.
    redactions: tuple[Redaction, ...] = ()

    @property
    def permalink(self) -> str:
        """The permanent address that its page prints."""
        return self.revision.permalink(self.release.site_url)

    @property
    def suspension(self) -> Suspension | None:
        """The suspension, or None if it is not suspended."""
        return self.suspensions[0] if self.suspensions else None

    @property
    def description(self) -> Mapping[str, Any]:
        """The content of its `record.json`."""
        description: dict[str, Any] = json.loads(self.content)
        return description

    @property
    def record(self) -> Mapping[str, Any]:
        """The record as its author wrote it, or nothing if it is suspended."""
        record: dict[str, Any] = self.description.get("record", {})
        return record

    @property
    def title(self) -> str | None:
        """The title as frozen, or None if it is suspended. The living page may have another title by now."""
        record = self.record
        found = next((str(record[name]) for name in ("statement", "title", "name") if name in record), None)
        return None if found is None else " ".join(found.split())

    @property
    def kind(self) -> Kind:
        """The kind of the record. A notice does not say if a suspended body is in focus."""
        numbered = KIND_OF_PREFIX.get(self.revision.identifier.partition("-")[0], Kind.FOCUS)
        return Kind(self.description.get("kind", numbered))


@dataclass(frozen=True)
class Published:
    """A tree of all released files in memory. What is verified is what is written, even if the folder changes."""

    # By path from the root of the site.
    files: Mapping[str, bytes]
    # Finds the published bytes of suspended files, which are not among the files.
    original: Original = lambda _path, _sha256: None

    def paths(self) -> Iterable[str]:
        """The paths of all files."""
        return self.files.keys()

    def read(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the path and content of each of these files that was released."""
        return ((path, self.files[path]) for path in paths if path in self.files)

    @cached_property
    def releases(self) -> tuple[Release, ...]:
        """The releases, oldest first."""
        return read_releases(self, ledger.parse(self.files[LEDGER]))

    @cached_property
    def revisions(self) -> Mapping[str, tuple[FrozenRevision, ...]]:
        """The revisions of each record that was ever released, oldest first."""
        revisions: dict[str, list[FrozenRevision]] = {}
        for release in self.releases:
            for new in release.revisions:
                revisions.setdefault(new.id, []).append(self._revision(new, release))
        return {name: tuple(revisions[name]) for name in sorted(revisions)}

    def revision(self, place: Revision) -> FrozenRevision:
        """The revision at this place. Raises StopIteration if there is none."""
        return next(each for each in self.revisions[place.identifier] if each.revision == place)

    def newest_records(self) -> dict[str, bytes]:
        """The newest `record.json` of each record as it was published. One whose bytes are gone is left out."""
        found = {name: self.as_published(revisions[-1]) for name, revisions in self.revisions.items()}
        return {name: content for name, content in found.items() if content is not None}

    def as_published(self, frozen: FrozenRevision) -> bytes | None:
        """The `record.json` of a revision as it was before any suspension, or None if its bytes are gone."""
        path = frozen.revision.record
        suspension = self.suspensions.get(path)
        return frozen.content if suspension is None else self.original(path, suspension.file.sha256)

    @property
    def released_records(self) -> ReleasedRecords:
        """The releases, and what reads the records in them."""
        return ReleasedRecords(self.releases, self.read, self.original)

    def refuse_republication(self, dossier: Dossier, replaced: Container[str]) -> None:
        """Raise DossierError if a record or a preserved copy has other words in place of redacted words."""
        names = self.revisions.keys() & dossier.entries.keys()
        refuse_republication(
            self.released_records, dossier, names, lambda name: snapshot(dossier, dossier.entries[name]), replaced
        )

    def require_source(self, root: Path) -> None:
        """Raise DossierError unless the files in `root` are those of a commit that descends from the last source.

        An older commit would deny what was released since, for example that a record was withdrawn. So would files that
        differ from their commit.
        """
        last, repository = self.releases[-1], Repository(root)
        repository.check()
        commit = repository.commit("HEAD")
        if commit is None or not descends(repository, commit, last.source_commit):
            raise DossierError(
                f"this evidence ({(commit or 'no commit')[:12]}) does not descend from {last.source_commit[:12]}, the "
                f"source of release {last.version}: the site would deny what was released since; "
                "build from a newer commit, or, if the history had to be replaced, release once with "
                "`--source-rewritten`"
            )
        require_committed(repository, commit, _BUILT, "build for publication")

    def forbidden_changes(self, root: Path, dossier: Dossier) -> list[Diagnostic]:
        """The errors for which a release of the commit in `root` is refused, such as an undeclared correction."""
        commit = str(Repository(root).commit("HEAD"))
        released = Released(self.releases, self.newest_records(), self.records_out)
        return released.forbidden_changes(root, dossier, commit)

    @cached_property
    def redactions(self) -> Mapping[str, tuple[Redaction, ...]]:
        """The redactions of each path that was ever redacted, newest first."""
        redactions: dict[str, tuple[Redaction, ...]] = {}
        for release in self.releases:
            for file in release.redacted:
                redactions[file.path] = (Redaction(file, release), *redactions.get(file.path, ()))
        return redactions

    @cached_property
    def suspensions(self) -> Mapping[str, Suspension]:
        """The active suspensions, by path."""
        return suspensions(self.releases)

    @cached_property
    def suspension_changes(self) -> Mapping[str, tuple[SuspensionChange, ...]]:
        """All suspensions of each path that was ever suspended, and their ends, oldest first."""
        changes: dict[str, tuple[SuspensionChange, ...]] = {}
        for release in self.releases:
            reasons: dict[str, str | None] = {file.path: file.reason for file in release.suspended}
            for path, reason in (reasons | dict.fromkeys(file.path for file in release.lifted)).items():
                changes[path] = (*changes.get(path, ()), SuspensionChange(release, reason))
        return changes

    @cached_property
    def records_out(self) -> Mapping[str, Suspension]:
        """The records that are taken out of the living site because they are suspended, with the suspension."""
        newest = {name: revisions[-1].revision for name, revisions in self.revisions.items()}
        return suspended_records(newest, self.suspensions)

    def _revision(self, new: NewRevision, release: Release) -> FrozenRevision:
        page, record = new.place.files
        return FrozenRevision(
            new.place,
            release,
            self.files[page],
            self.files[record],
            corrections=new.corrections if isinstance(new, ChangedRecord) else (),
            reissued=new.reason if isinstance(new, ReissuedRecord) else None,
            suspensions=tuple(self.suspensions[path] for path in (page, record) if path in self.suspensions),
            suspension_changes=self.suspension_changes.get(record, ()),
            redactions=(*self.redactions.get(page, ()), *self.redactions.get(record, ())),
        )


def pages_in(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the address, from the root of the site, and the content of each page among the files."""
    for path, content in files.items():
        if path.endswith("/index.html"):
            yield path.removesuffix("index.html"), content


def read_published(location: str, root: Path) -> Published:
    """All releases in the folder `location`, or at that git ref of the repository at `root`.

    The settings for git are left out: they belong to the branch, and not to a site.

    Raises DossierError if there is neither, if a remote has later releases, or if a file is not as it was released.
    """
    tree = local_tree(location, root)
    if tree is None:
        folder = shown_path(root)
        raise DossierError(f"`{location}` is neither a folder nor a branch or commit of the repository at `{folder}`")
    refuse_if_continued(tree, location, root)
    paths = sorted(tree.paths())
    published = Published(dict(tree.read(paths)))
    for path in paths:
        if path not in published.files:
            raise DossierError(f"`{path}` in `{location}` is not a regular file")
    try:
        with progress("Verifying what was released") as step:
            verify_or_raise(published, step)
    except MismatchError as error:
        raise DossierError(f"`{location}` does not verify: {error}") from None
    original = partial(KeptFiles(root / KEPT, root).original, tree if isinstance(tree, CommitTree) else None)
    return Published({path: content for path, content in published.files.items() if path != ATTRIBUTES}, original)


def write_frozen_files(published: Published, site: Path) -> None:
    """Write every frozen file to the site, byte for byte. Raises FileExistsError if the site has such a file."""
    for path, content in published.files.items():
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(content)

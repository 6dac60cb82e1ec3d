"""Releases that suspend revisions, and releases that put them back. [io]"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from dossier.errors import DossierError
from dossier.model.addresses import Revision
from dossier.pages.revisions import SuspensionStep
from dossier.releases.freeze.notice import notice_page
from dossier.releases.freeze.page import day_in_words
from dossier.releases.publish.append import Outcome
from dossier.releases.publish.replacement import PublishedReleases, Replacement, Replacer
from dossier.releases.redact.order import Named
from dossier.releases.store.release_json import LiftedFile, Release, SuspendedFile
from dossier.releases.store.suspensions import notice_record
from dossier.releases.suspend.closure import Lifting, Suspended, Unsuspended, revisions_of
from dossier.releases.suspend.remaining import is_repeated_in


@dataclass(frozen=True, slots=True)
class Suspender:
    """Suspends revisions, or puts them back, in releases of their own."""

    replacer: Replacer

    def suspend(self, names: Sequence[Named], reason: str, day: date) -> Outcome[Release]:
        """Make a release with notices in the place of these revisions, whose bytes are kept before the branch moves.

        A suspended record gets notices with the new reason. Raises MoreToNameError if other records show their text,
        and DossierError if they are suspended for this reason already or were never published, or if the branch does
        not verify. The branch then stays as it was.
        """
        self.replacer.kept.check()

        def replace(published: PublishedReleases) -> Replacement:
            causes = self._to_suspend(names, reason, published)
            paths = {path for revision in causes for path in revision.files}
            # The notices of an earlier suspension need not be kept.
            standing = sorted(paths - published.state.suspensions.keys())
            self.replacer.kept.write(content for _, content in published.tree.read(standing))
            files, entries = self._notices(causes, dict.fromkeys(causes.values(), reason), published, day)
            return Replacement(files, "suspension", suspended=entries)

        return self.replacer.release(day, replace)

    def lift(self, names: Sequence[Named], day: date) -> Outcome[Release]:
        """Make a release that puts the published bytes of these revisions back.

        Those that repeat the text of a record that stays suspended are suspended because of it from now on. Raises
        MoreToNameError if they name records that would stay suspended, and DossierError if they are not suspended or
        their bytes are not found. The branch then stays as it was.
        """

        def replace(published: PublishedReleases) -> Replacement:
            lifting, state = self._to_lift(names, published), published.state
            paths = sorted(path for revision in lifting.back for path in revision.files)
            causes = lifting.because_of_others
            of_records = {each.file.record: each.file.reason for each in state.suspended.values()}
            files, entries = self._notices(causes, of_records, published, day)
            files |= {path: self._original(path, published) for path in paths}
            lifted = tuple(LiftedFile(path, state.hashes[path]) for path in paths)
            return Replacement(files, "end of a suspension", suspended=entries, lifted=lifted)

        return self.replacer.release(day, replace)

    def _notices(
        self, causes: Mapping[Revision, str], reasons: Mapping[str, str], published: PublishedReleases, day: date
    ) -> tuple[dict[str, bytes], tuple[SuspendedFile, ...]]:
        """The notices in the place of revisions, each because of a record that has a reason, and their entries."""
        version, state = published.next_version, published.state
        files: dict[str, bytes] = {}
        entries: list[SuspendedFile] = []
        for revision, cause in sorted(causes.items()):
            reason = reasons[cause]
            step = SuspensionStep(version, day_in_words(day.isoformat()), reason)
            salt, about = self.replacer.new_salt(), self.replacer.about
            files[revision.page] = notice_page(revision, step, about.name, self.replacer.publisher, salt)
            files[revision.record] = notice_record(revision, version, reason, salt)
            for path in sorted(revision.files):
                before = state.suspensions.get(path)
                sha256 = state.hashes[path] if before is None else before.file.sha256
                entries.append(SuspendedFile(path, sha256, reason, cause))
        return files, tuple(sorted(entries, key=lambda entry: entry.path))

    def _to_lift(self, names: Sequence[Named], published: PublishedReleases) -> Lifting:
        suspended = published.state.suspended
        causes = {revision: suspension.file.record for revision, suspension in suspended.items()}

        @cache
        def original(revision: Revision) -> bytes:
            if revision not in suspended:
                return next(content for _, content in published.tree.read([revision.record]))
            return self._original(revision.record, published)

        return Suspended(published.state.newest, causes, original).to_lift(names)

    def _to_suspend(self, names: Sequence[Named], reason: str, published: PublishedReleases) -> dict[Revision, str]:
        state = published.state
        for name in names:
            last = revisions_of(name, state.newest)[-1]
            suspension = state.suspended.get(last)
            if suspension and (suspension.file.record, suspension.file.reason) == (last.identifier, reason):
                raise DossierError(f"`{last}` is suspended already, for this reason, by release {suspension.version}")
        suspended = {revision: each.file.record for revision, each in state.suspended.items()}
        records = _records(published)
        known = {revision: records[revision] for revision in records.keys() - state.suspended.keys()}
        # In the hour of an order, a suspension must not fail because published bytes are missing.
        found = ((revision, self.replacer.original(revision.record, published)) for revision in sorted(suspended))
        known |= {revision: content for revision, content in found if content is not None}
        causes = Unsuspended(state.newest, known, state.suspended_records, suspended).to_suspend(names)
        for revision, cause in causes.items():
            if revision.identifier == cause and revision in known and is_repeated_in(reason, known[revision]):
                raise DossierError(f"the reason repeats a sentence of `{revision}`, and the reason is published")
        return causes

    def _original(self, path: str, published: PublishedReleases) -> bytes:
        """The published bytes of a suspended file. Raises DossierError if they are nowhere to be found."""
        found = self.replacer.original(path, published)
        if found is None:
            raise DossierError(
                f"the published bytes of `{path}` are missing: neither `{self.replacer.kept.folder}` nor an earlier "
                f"commit of `{self.replacer.branch.name}` has a file with the SHA-256 "
                f"{published.state.suspensions[path].file.sha256}; give the folder with `--keep`"
            )
        return found


def _records(published: PublishedReleases) -> dict[Revision, bytes]:
    """The `record.json` of each revision."""
    revisions = (Revision.parse(path) for path in published.state.hashes)
    records = {revision.record: revision for revision in revisions if revision is not None}
    return {records[path]: content for path, content in published.tree.read(sorted(records))}

"""The commit whose records are released, read and checked. [io]"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from dossier.checks import run_checks
from dossier.configuration import CONFIG
from dossier.diagnostics import Diagnostic, Severity
from dossier.errors import DossierError
from dossier.model.identifiers import Kind
from dossier.model.review_rule import ReviewRule
from dossier.model.subject import SUBJECT
from dossier.reading.captures import CAPTURES
from dossier.reading.committed import changed_files
from dossier.reading.dossier import Dossier
from dossier.reading.files import EVIDENCE
from dossier.reading.hidden import JUDGED, hidden_file, hidden_part
from dossier.reading.load import Loaded, load
from dossier.reading.prose import PAGES
from dossier.reading.subject_records import story_records, tile_bodies
from dossier.releases.freeze.revision import snapshot
from dossier.releases.publish.comparison import Released
from dossier.releases.publish.suspended_records import files_left_out, without_suspended
from dossier.system.git import Repository, TreeEntry
from dossier.system.git_trees import check_names
from dossier.system.terminal import progress, shown_path


class RecordsError(DossierError):
    """The records or the prose have errors, so nothing is released."""

    def __init__(self, diagnostics: Iterable[Diagnostic], records: int) -> None:
        super().__init__("there are errors, and nothing was released")
        self.diagnostics = sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key)
        self.records = records


@dataclass(frozen=True, slots=True)
class EvidenceCommit:
    """A commit whose records and prose passed all checks."""

    root: Path
    commit: str
    files: Mapping[str, bytes]
    dossier: Dossier
    snapshots: Mapping[str, bytes]
    # The records that are left out because they are suspended.
    suspended: frozenset[str] = frozenset()
    warnings: tuple[Diagnostic, ...] = ()

    @classmethod
    def read(
        cls, root: Path, day: date, suspended: frozenset[str] = frozenset(), rule: ReviewRule | None = None
    ) -> EvidenceCommit:
        """The records of the commit that is checked out in `root`, without the suspended records.

        `rule` says which reviews they must have.

        Raises RecordsError if they or the prose have errors, and DossierError if the evidence has uncommitted changes
        or still names a suspended record.
        """
        repository = Repository(root)
        commit = source_commit(repository)
        check_names(repository, commit)
        hidden = [hidden_file(path, is_error=True) for path in hidden_paths(repository, commit)]
        files = evidence_files(repository, commit)
        # Read from the commit and not from the folder, so that no ignored or changed file gets in.
        whole = load_evidence(files | _pages(repository, commit), root, day)
        loaded = without_suspended(whole, suspended)
        _refuse_suspended(whole.dossier, suspended)
        left_out = files_left_out(whole.dossier, loaded.dossier)
        files = {path: content for path, content in files.items() if path not in left_out}
        dossier = replace(loaded.dossier, review_rule=rule)
        # Every file in the folder is from the commit, so the hidden files that it reports are those of the list.
        problems = [problem for problem in loaded.diagnostics if problem.code != "hidden-file"]
        # Without an error, all that is left are warnings.
        found = (*hidden, *problems, *run_checks(dossier))
        _raise_errors(found, dossier)
        entries = ((name, entry) for name, entry in dossier.entries.items() if entry.kind is not Kind.CAPTURE)
        snapshots = {name: snapshot(dossier, entry) for name, entry in entries}
        return cls(root, commit, files, dossier, snapshots, suspended, found)

    def check_follows(self, released: Released, *, is_rewritten: bool = False) -> None:
        """Check that this commit descends from the commit released last, and that every correction is declared.

        If the source was rewritten, it must not descend. Raises DossierError if the descent is not as it must be, and
        RecordsError if a check against what was released fails.
        """
        last = released.releases[-1].source_commit
        repository = Repository(self.root)
        is_gone = is_rewritten and not repository.is_shallow() and repository.commit(last) is None
        is_descendant = not is_gone and descends(repository, self.commit, last)
        if is_rewritten and is_descendant:
            raise DossierError(
                f"this source ({self.commit[:12]}) descends from {last[:12]}, which was released last: release it "
                "without `--source-rewritten`"
            )
        if not is_rewritten and not is_descendant:
            raise DossierError(
                f"this source ({self.commit[:12]}) does not descend from {last[:12]}, which was released last: "
                "releasing it would publish old evidence as new; if the history had to be replaced, say so with "
                "`--source-rewritten`"
            )
        _raise_errors(released.forbidden_changes(self.root, self.dossier, self.commit), self.dossier)


def _refuse_suspended(dossier: Dossier, suspended: frozenset[str]) -> None:
    """Raise DossierError if the story or a map names a suspended record: the file is in the archive of the evidence."""
    named = (
        *(("the story", "the sentence", *found) for found in story_records(dossier)),
        *(("a map", "the name", *found) for found in tile_bodies(dossier)),
    )
    for where, words, name, span in named:
        if name in suspended:
            raise DossierError(
                f"{SUBJECT}:{span.line}: {where} names `{name}`, which is suspended: take {words} out until the "
                "suspension ends"
            )


def _raise_errors(diagnostics: Iterable[Diagnostic], dossier: Dossier) -> None:
    errors = [diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR]
    if errors:
        raise RecordsError(errors, len(dossier.names))


LICENCE = "LICENSE-evidence"
# Permalinks print the publisher, the contact and the address of the settings.
_RELEASED = (EVIDENCE, SUBJECT, CONFIG)


def source_commit(repository: Repository) -> str:
    """The id of the commit that is checked out.

    Raises DossierError if there is no commit, or if the evidence or the settings differ from it. The ledger will name
    this commit, and nobody can look up what was never committed.
    """
    repository.check()
    commit = repository.commit("HEAD")
    if commit is None:
        raise DossierError(f"`{shown_path(repository.root)}` has no commit to release")
    require_committed(repository, commit, _RELEASED, "release")
    return commit


def require_committed(repository: Repository, commit: str, paths: Collection[str], next_step: str) -> None:
    """Raise DossierError, which ends with the next step, if a file in or at these paths differs from the commit."""
    changed = list(changed_files(repository, commit, *paths))
    if changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise DossierError(f"`{changed[0]}`{more} is not as committed: commit or remove it, then {next_step}")


def descends(repository: Repository, commit: str, ancestor: str) -> bool:
    """True if `commit` is `ancestor` or descends from it.

    Raises DossierError if the history that is here does not show it.
    """
    reason = "the clone is shallow" if repository.is_shallow() else None
    try:
        is_descendant = repository.descends(commit, ancestor)
        if is_descendant or reason is None:
            return is_descendant
    except DossierError as error:
        reason = reason or str(error)
    raise DossierError(
        f"it is not known whether this source descends from {ancestor[:12]}, which was released last ({reason}): "
        "fetch the whole history, and try again; if it had to be replaced, release once with `--source-rewritten`"
    )


def evidence_files(repository: Repository, commit: str) -> dict[str, bytes]:
    """The evidence files of a commit, its subject and its licence, by path relative to the dossier."""
    return _regular_files(repository, repository.tree(commit, EVIDENCE, SUBJECT, LICENCE))


def hidden_paths(repository: Repository, commit: str) -> tuple[str, ...]:
    """The hidden files and folders of a commit among the records, pages and preserved copies."""
    entries = repository.tree(commit, *JUDGED, with_sizes=True)
    parts = (hidden_part(entry.printable_path, entry.size) for entry in entries)
    return tuple(dict.fromkeys(part for part in parts if part is not None))


def _pages(repository: Repository, commit: str) -> dict[str, bytes]:
    """The pages and images of a commit, by path relative to the dossier. They are judged, but not in the release."""
    return _regular_files(repository, repository.tree(commit, PAGES))


def _regular_files(repository: Repository, tree_entries: Iterable[TreeEntry]) -> dict[str, bytes]:
    """The contents of these files, by path. Raises DossierError if any is not a regular file."""
    entries = list(tree_entries)
    for entry in entries:
        if not entry.is_regular or ".." in PurePosixPath(entry.printable_path).parts:
            raise DossierError(f"`{entry.printable_path}` is not a regular file in the commit")
    return {entry.printable_path: content for entry, content in repository.blobs(entries)}


def load_evidence(files: dict[str, bytes], root: Path, day: date) -> Loaded:
    """The records among files of a commit, with the preserved copies that are in `root`, and their problems."""
    with TemporaryDirectory(prefix="dossier-") as folder:
        write_evidence(files, Path(folder))
        with progress("Reading records") as step:
            return load(Path(folder), day, final=True, step=step, captures=root / CAPTURES)


def write_evidence(files: dict[str, bytes], folder: Path) -> None:
    """Write files of a commit to a folder."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

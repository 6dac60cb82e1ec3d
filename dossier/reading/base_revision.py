"""The dossier at a git commit, and all identifiers in its history. [io]

Nothing is checked out. Only git's plumbing commands are run, so that no filter or diff driver of the repository's
configuration is used.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dossier.errors import DossierError
from dossier.model import Record
from dossier.model.addresses import LEDGER
from dossier.model.identifiers import Kind, matches
from dossier.model.subject import SUBJECT, Subject
from dossier.reading.decode import decode
from dossier.reading.dossier import Dossier, Entry, entry, link_records
from dossier.reading.files import EVIDENCE
from dossier.reading.load import without_garbage_collection
from dossier.reading.subject import LocatedSubject, parse_subject
from dossier.reading.yaml_nodes import MAX_BYTES, parse
from dossier.system.git import Repository, TreeEntry, output_of
from dossier.system.terminal import shown_path

_PUBLISHED = ("refs/remotes/origin/main", "refs/heads/main")


@dataclass(frozen=True, slots=True)
class _CommittedFile:
    """A record file of a commit."""

    kind: Kind
    name: str
    tree_entry: TreeEntry

    @property
    def path(self) -> str:
        """The path of the file, relative to the folder of the dossier."""
        return self.tree_entry.printable_path


def load_base(root: Path, ref: str, day: date, subject: Subject) -> Dossier:
    """The dossier in `root` at the commit `ref`, or an empty dossier if that commit has no evidence.

    Problems of the base are not reported, because the change did not cause them: a record that cannot be decoded has
    only its name, and other files are ignored. `subject` is the present subject, for a commit without a usable
    `subject.yml`. Raises DossierError if git is not installed, `root` is not in a git
    repository, or `ref` is not the name of a commit, or holds releases.
    """
    repository = Repository(root)
    commit = _commit(repository, ref)
    if any(repository.tree(commit, LEDGER)):
        raise DossierError(
            f"`{ref}` holds releases, not evidence: compare with a branch of the evidence, such as `main`"
        )
    subject = _subject(repository, commit) or subject
    files = list(_record_files(repository, commit, subject))
    entries: dict[str, Entry[Record]] = {}
    names: dict[str, tuple[Kind, tuple[str, ...]]] = {}
    with without_garbage_collection():
        contents = repository.blobs([file.tree_entry for file in files])
        for file, (_, content) in zip(files, contents, strict=True):
            kind, paths = names.get(file.name, (file.kind, ()))
            names[file.name] = (kind, (*paths, file.path))
            decoded_entry = _entry(file, content, subject)
            if decoded_entry is not None:
                entries.setdefault(file.name, decoded_entry)
        return replace(link_records(entries, names, subject, day), used=_used(repository, commit))


def identifiers_ever_used(root: Path, refs: Sequence[str]) -> frozenset[str] | None:
    """Every identifier of a record in the history of these refs and of the published branch.

    None outside a git repository. If there is no published branch, the history of HEAD is included. If there is one,
    the numbers of an unmerged branch that were taken back are free again. Raises DossierError if a ref is not the name
    of a commit, or if the clone is shallow, because a number could then be used twice.
    """
    repository = _repository(root)
    if repository is None:
        return None
    published = _published(repository) or repository.commit("HEAD")
    commits = [_commit(repository, ref) for ref in refs]
    return _identifiers_in_history(repository, [*commits, *([published] if published else [])])


def identifiers_before_fork(root: Path, refs: Sequence[str]) -> frozenset[str]:
    """Every identifier of a record in the history that HEAD has in common with these refs.

    Without refs, with the published branch. A number that the branch took after that may be the number of another
    record in the ref today. Raises DossierError if there is nothing to compare with, or if the clone is shallow.
    """
    repository = _repository(root)
    if repository is None:
        raise DossierError(f"{shown_path(root)} is not in a git repository, so published numbers are not known")
    head = _commit(repository, "HEAD")
    published = _published(repository)
    if not refs and published is None:
        raise DossierError("there is no branch `main` or `origin/main`: name the published branch with --base")
    commits = [_commit(repository, ref) for ref in refs] or [str(published)]
    forks = [repository.run("merge-base", "--all", head, commit).stdout.decode("ascii").split() for commit in commits]
    if not all(forks):
        raise DossierError("this branch has no commit in common with the base: choose another with --base")
    return _identifiers_in_history(repository, [fork for group in forks for fork in group])


def _repository(root: Path) -> Repository | None:
    """The repository with its whole history, or None outside a repository or without git."""
    if shutil.which("git") is None:
        return None
    repository = Repository(root)
    if "not a git repository" in (repository.problem() or ""):
        return None
    # There may be used identifiers in a repository that git refuses to read, such as that of another user.
    repository.check()
    if repository.is_shallow():
        raise DossierError("the clone is shallow, so used numbers may be missing: run `git fetch --unshallow`")
    return repository


def _published(repository: Repository) -> str | None:
    """The newest commit of the published branch: `origin/main`, or else `main`."""
    return next((commit for ref in _PUBLISHED if (commit := repository.commit(ref))), None)


def _used(repository: Repository, commit: str) -> frozenset[str]:
    """Every identifier in the history of a commit, or an empty set in a shallow clone."""
    return frozenset() if repository.is_shallow() else _identifiers_in_history(repository, [commit])


def _identifiers_in_history(repository: Repository, commits: Sequence[str]) -> frozenset[str]:
    if not commits:
        return frozenset()
    failure = "git cannot list the history"
    history = output_of(repository.run("rev-list", *commits), failure)
    # Without `-m`, names that a merge added would be missing.
    options = (
        "--stdin",
        "-m",
        "-r",
        "--root",
        "--no-renames",
        "--diff-filter=A",
        "--name-only",
        "-z",
        "--no-commit-id",
    )
    listed = repository.run("diff-tree", *options, "--relative", "--", EVIDENCE, stdin=history)
    paths = (line.decode("utf-8", "replace") for line in output_of(listed, failure).split(b"\0"))
    return frozenset(path.rsplit("/", 1)[-1].removesuffix(".yaml") for path in paths if path.endswith(".yaml"))


def _commit(repository: Repository, ref: str) -> str:
    """The object id of the commit `ref`."""
    repository.check()
    if not ref or "\0" in ref:
        raise DossierError("the base is not the name of a commit")
    commit = repository.commit(ref)
    if commit is None:
        raise DossierError(f"the repository has no commit `{ref}`; a shallow clone needs `git fetch --unshallow`")
    return commit


def _subject(repository: Repository, commit: str) -> Subject | None:
    """The subject of a commit, or None if it has no usable `subject.yml`."""
    for tree_entry in repository.tree(commit, SUBJECT, with_sizes=True):
        if tree_entry.is_regular and (tree_entry.size or 0) <= MAX_BYTES:
            for _, content in repository.blobs([tree_entry]):
                located = parse_subject(content)
                return located.subject if isinstance(located, LocatedSubject) else None
    return None


def _record_files(repository: Repository, commit: str, subject: Subject) -> Iterator[_CommittedFile]:
    """Yield the record files of a commit in the order of their paths.

    The folder of the dossier may be any folder of a repository.
    """
    for tree_entry in repository.tree(commit, EVIDENCE, with_sizes=True):
        if not tree_entry.is_regular or (tree_entry.size or 0) > MAX_BYTES:
            continue
        parts = tree_entry.printable_path.split("/")
        stem = parts[-1].removesuffix(".yaml")
        kind = subject.kind_of_folder(parts[1]) if len(parts) > 2 and stem != parts[-1] else None
        if kind is not None and matches(stem, kind):
            yield _CommittedFile(kind, stem, tree_entry)


def _entry(file: _CommittedFile, content: bytes, subject: Subject) -> Entry[Record] | None:
    parsed = parse(content, file.path)
    decoded = decode(parsed, subject.models[file.kind], file.path)
    if decoded.value is None or parsed.root is None or decoded.value.id != file.name:
        return None
    return entry(file.kind, decoded.value, file.path, parsed.root)

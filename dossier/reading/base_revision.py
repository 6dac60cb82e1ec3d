"""Read the dossier as a git ref has it, without a checkout, and the names that its records ever had. [io]

Plumbing commands alone are run: no filter or diff driver that a repository's configuration could name takes part.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dossier.errors import DossierError
from dossier.model import Record
from dossier.model.identifiers import Kind, matches
from dossier.reading.decode import decode
from dossier.reading.dossier import Dossier, Entry, entry, link
from dossier.reading.files import EVIDENCE
from dossier.reading.load import without_collector
from dossier.reading.yaml_nodes import MAX_BYTES, parse
from dossier.system.git import git, reason
from dossier.system.terminal import shown_path

_FOLDERS = {kind.folder: kind for kind in Kind}
_FILE_MODES = frozenset({b"100644", b"100755"})
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")

_PUBLISHED = ("refs/remotes/origin/main", "refs/heads/main")


@dataclass(frozen=True, slots=True)
class _Blob:
    """A record file of a commit."""

    path: str
    kind: Kind
    name: str
    object_id: str


def load_base(root: Path, ref: str, day: date) -> Dossier:
    """The dossier in `root` as the commit that `ref` names had it; empty where that commit had no evidence.

    A record that cannot be decoded is known by its name only; files that are no records are passed over: what is wrong
    with the base is not the fault of the change. Raises DossierError where git is not installed, `root` lies in no
    repository, or the ref names no commit.
    """
    commit = _commit(root, ref)
    blobs = list(_blobs(root, commit))
    entries: dict[str, Entry[Record]] = {}
    names: dict[str, tuple[Kind, tuple[str, ...]]] = {}
    with without_collector():
        for blob, content in zip(blobs, _contents(root, [blob.object_id for blob in blobs]), strict=True):
            kind, paths = names.get(blob.name, (blob.kind, ()))
            names[blob.name] = (kind, (*paths, blob.path))
            taken = _entry(blob, content)
            if taken is not None:
                entries.setdefault(blob.name, taken)
        return link(entries, names, day)


def names_ever(root: Path, refs: Sequence[str]) -> frozenset[str] | None:
    """Every identifier that a record had in any commit that HEAD or these refs reach; None outside a repository.

    Without refs the published branch is asked too, where there is one: `origin/main`, else `main`. Raises DossierError
    where a ref names no commit, or where the history is cut short: a number once used could then be given again.
    """
    if shutil.which("git") is None:
        return None
    asked = git(root, "rev-parse", "--is-shallow-repository")
    if asked.returncode:
        why = reason(asked)
        if "not a git repository" in why:
            return None
        # A repository that git will not read, such as another user's, has names all the same.
        raise DossierError(f"git reads no repository at `{shown_path(root)}`: {why}")
    if asked.stdout.strip() == b"true":
        raise DossierError("the clone is shallow, and lacks numbers once used: run `git fetch --unshallow`")
    commits = [_commit(root, ref) for ref in refs]
    published = () if refs else next(((ref,) for ref in _PUBLISHED if _is_commit(root, ref)), ())
    commits += [_commit(root, ref) for ref in ("HEAD", *published) if _is_commit(root, ref)]
    if not commits:
        return frozenset()
    history = git(root, "rev-list", *commits)
    # `-m`, or a name that came with a merge is passed over.
    how = ("--stdin", "-m", "-r", "--root", "--no-renames", "--diff-filter=A", "--name-only", "-z", "--no-commit-id")
    listed = git(root, "diff-tree", *how, "--relative", "--", EVIDENCE, answer_to=history.stdout)
    for done in (history, listed):
        if done.returncode:
            raise DossierError(f"git cannot list what was: {reason(done)}")
    paths = (line.decode("utf-8", "replace") for line in listed.stdout.split(b"\0"))
    return frozenset(path.rsplit("/", 1)[-1].removesuffix(".yaml") for path in paths if path.endswith(".yaml"))


def _is_commit(root: Path, ref: str) -> bool:
    return not git(root, "rev-parse", "--verify", "--quiet", ref + "^{commit}").returncode


def _commit(root: Path, ref: str) -> str:
    """The object id of the commit a ref names."""
    asked = git(root, "rev-parse", "--git-dir")
    if asked.returncode:
        raise DossierError(f"git reads no repository at `{shown_path(root)}`: {reason(asked)}")
    if not ref or "\0" in ref:
        raise DossierError("the base is no name of a commit")
    found = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}")
    commit = found.stdout.decode("ascii", "replace").strip()
    if found.returncode or _COMMIT.fullmatch(commit) is None:
        raise DossierError(f"the repository has no commit `{ref}`; a shallow clone needs `git fetch --unshallow`")
    return commit


def _blobs(root: Path, commit: str) -> Iterator[_Blob]:
    """The record files of a commit, in the order of their paths, relative to `root`.

    git takes and gives the paths relative to the folder it is started in, so `root` may lie deep in a repository.
    """
    listed = git(root, "ls-tree", "-r", "-z", "-l", commit, "--", EVIDENCE)
    if listed.returncode:
        raise DossierError(f"git cannot list the base: {reason(listed)}")
    for line in listed.stdout.split(b"\0"):
        about, _, name = line.partition(b"\t")
        mode, _, object_id, size = (*about.split(), b"", b"", b"", b"")[:4]
        # The size of an object that is missing is no number; it is reported when it is read.
        if mode not in _FILE_MODES or (size.isdigit() and int(size) > MAX_BYTES):
            continue
        path = name.decode("utf-8", "replace")
        parts = path.split("/")
        stem = parts[-1].removesuffix(".yaml")
        kind = _FOLDERS.get(parts[1]) if len(parts) > 2 and stem != parts[-1] else None
        if kind is not None and matches(stem, kind):
            yield _Blob(path, kind, stem, object_id.decode("ascii"))


def _contents(root: Path, object_ids: list[str]) -> Iterator[bytes]:
    """The content of each object, in the order asked."""
    if not object_ids:
        return
    asked = "".join(f"{one}\n" for one in object_ids).encode("ascii")
    answer = git(root, "cat-file", "--batch", answer_to=asked)
    if answer.returncode:
        raise DossierError(f"git cannot read the base: {reason(answer)}")
    # For each object, as gitformat says: `<id> SP <type> SP <size> LF <content> LF`.
    at = 0
    for one in object_ids:
        end = answer.stdout.find(b"\n", at)
        header = answer.stdout[at:end].split()
        if len(header) != 3 or header[1] != b"blob":
            raise DossierError(f"the repository lacks the object {one}: fetch the base in full")
        begin = end + 1
        at = begin + int(header[2]) + 1
        yield answer.stdout[begin : at - 1]


def _entry(blob: _Blob, content: bytes) -> Entry[Record] | None:
    parsed = parse(content, blob.path)
    decoded = decode(parsed, blob.kind, blob.path)
    if decoded.record is None or parsed.root is None or decoded.record.id != blob.name:
        return None
    return entry(blob.kind, decoded.record, blob.path, parsed.root)

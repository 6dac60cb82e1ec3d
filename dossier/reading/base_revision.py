"""The dossier at a git commit, and all identifiers in its history. [io]

Nothing is checked out. Only git's plumbing commands are run, so that no filter or diff driver of the repository's
configuration is used.
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
from dossier.model.identifiers import KIND_OF_FOLDER, Kind, matches
from dossier.reading.decode import decode
from dossier.reading.dossier import Dossier, Entry, entry, link_records
from dossier.reading.files import EVIDENCE
from dossier.reading.load import without_garbage_collection
from dossier.reading.yaml_nodes import MAX_BYTES, parse
from dossier.system.git import failure_reason, git
from dossier.system.terminal import shown_path

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
    """The dossier in `root` at the commit `ref`, or an empty dossier if that commit has no evidence.

    Problems of the base are not reported, because the change did not cause them: a record that cannot be decoded has
    only its name, and other files are ignored. Raises DossierError if git is not installed, `root` is not in a git
    repository, or `ref` is not the name of a commit.
    """
    commit = _commit(root, ref)
    blobs = list(_blobs(root, commit))
    entries: dict[str, Entry[Record]] = {}
    names: dict[str, tuple[Kind, tuple[str, ...]]] = {}
    with without_garbage_collection():
        for blob, content in zip(blobs, _contents(root, [blob.object_id for blob in blobs]), strict=True):
            kind, paths = names.get(blob.name, (blob.kind, ()))
            names[blob.name] = (kind, (*paths, blob.path))
            decoded_entry = _entry(blob, content)
            if decoded_entry is not None:
                entries.setdefault(blob.name, decoded_entry)
        return link_records(entries, names, day)


def identifiers_ever_used(root: Path, refs: Sequence[str]) -> frozenset[str] | None:
    """Every identifier of a record in the history of HEAD and of these refs, or None outside a git repository.

    Without refs, the history of the published branch is included: `origin/main`, or else `main`. Raises DossierError
    if a ref is not the name of a commit, or if the clone is shallow, because a number could then be used twice.
    """
    if shutil.which("git") is None:
        return None
    answer = git(root, "rev-parse", "--is-shallow-repository")
    if answer.returncode:
        failure = failure_reason(answer)
        if "not a git repository" in failure:
            return None
        # There may be used identifiers in a repository that git refuses to read, such as that of another user.
        raise DossierError(f"git cannot read a repository at `{shown_path(root)}`: {failure}")
    if answer.stdout.strip() == b"true":
        raise DossierError("the clone is shallow, so used numbers may be missing: run `git fetch --unshallow`")
    commits = [_commit(root, ref) for ref in refs]
    published = () if refs else next(((ref,) for ref in _PUBLISHED if _is_commit(root, ref)), ())
    commits += [_commit(root, ref) for ref in ("HEAD", *published) if _is_commit(root, ref)]
    if not commits:
        return frozenset()
    history = git(root, "rev-list", *commits)
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
    listed = git(root, "diff-tree", *options, "--relative", "--", EVIDENCE, stdin=history.stdout)
    for done in (history, listed):
        if done.returncode:
            raise DossierError(f"git cannot list the history: {failure_reason(done)}")
    paths = (line.decode("utf-8", "replace") for line in listed.stdout.split(b"\0"))
    return frozenset(path.rsplit("/", 1)[-1].removesuffix(".yaml") for path in paths if path.endswith(".yaml"))


def _is_commit(root: Path, ref: str) -> bool:
    return not git(root, "rev-parse", "--verify", "--quiet", ref + "^{commit}").returncode


def _commit(root: Path, ref: str) -> str:
    """The object id of the commit `ref`."""
    repository = git(root, "rev-parse", "--git-dir")
    if repository.returncode:
        raise DossierError(f"git cannot read a repository at `{shown_path(root)}`: {failure_reason(repository)}")
    if not ref or "\0" in ref:
        raise DossierError("the base is not the name of a commit")
    answer = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}")
    commit = answer.stdout.decode("ascii", "replace").strip()
    if answer.returncode or _COMMIT.fullmatch(commit) is None:
        raise DossierError(f"the repository has no commit `{ref}`; a shallow clone needs `git fetch --unshallow`")
    return commit


def _blobs(root: Path, commit: str) -> Iterator[_Blob]:
    """Yield the record files of a commit in the order of their paths, which are relative to `root`.

    git uses paths relative to the folder it is started in, so `root` may be any folder of a repository.
    """
    listed = git(root, "ls-tree", "-r", "-z", "-l", commit, "--", EVIDENCE)
    if listed.returncode:
        raise DossierError(f"git cannot list the base: {failure_reason(listed)}")
    for line in listed.stdout.split(b"\0"):
        details, _, name = line.partition(b"\t")
        mode, _, object_id, size = (*details.split(), b"", b"", b"", b"")[:4]
        # A missing object has `-` as its size. It is reported when it is read.
        if mode not in _FILE_MODES or (size.isdigit() and int(size) > MAX_BYTES):
            continue
        path = name.decode("utf-8", "replace")
        parts = path.split("/")
        stem = parts[-1].removesuffix(".yaml")
        kind = KIND_OF_FOLDER.get(parts[1]) if len(parts) > 2 and stem != parts[-1] else None
        if kind is not None and matches(stem, kind):
            yield _Blob(path, kind, stem, object_id.decode("ascii"))


def _contents(root: Path, object_ids: list[str]) -> Iterator[bytes]:
    """Yield the content of each object, in this order."""
    if not object_ids:
        return
    requests = "".join(f"{object_id}\n" for object_id in object_ids).encode("ascii")
    answer = git(root, "cat-file", "--batch", stdin=requests)
    if answer.returncode:
        raise DossierError(f"git cannot read the base: {failure_reason(answer)}")
    # git-cat-file(1): `<id> SP <type> SP <size> LF <content> LF` for each object.
    position = 0
    for object_id in object_ids:
        end = answer.stdout.find(b"\n", position)
        header = answer.stdout[position:end].split()
        if len(header) != 3 or header[1] != b"blob":
            raise DossierError(f"the repository lacks the object {object_id}: fetch the base in full")
        begin = end + 1
        position = begin + int(header[2]) + 1
        yield answer.stdout[begin : position - 1]


def _entry(blob: _Blob, content: bytes) -> Entry[Record] | None:
    parsed = parse(content, blob.path)
    decoded = decode(parsed, blob.kind, blob.path)
    if decoded.record is None or parsed.root is None or decoded.record.id != blob.name:
        return None
    return entry(blob.kind, decoded.record, blob.path, parsed.root)

"""Reads a branch of frozen files and adds commits to it. [io]

Nothing is checked out and nothing is force-pushed. The objects of a commit are written first, and no ref points to
them. Then the branch moves from the tip that was read to the new commit in a single step. If somebody else moved the
branch in the meantime, nothing happens. A process killed at any moment therefore leaves the branch either at the
old tip or at the new commit.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from dossier.errors import DossierError
from dossier.model.addresses import LEDGER
from dossier.releases.store.canonical_json import digest
from dossier.system.git import GitResult, Repository, TreeEntry, failure_reason, output_of
from dossier.system.git_trees import check_names
from dossier.system.terminal import shown_path

_ATTEMPTS = 4
# The remote that releases are pushed to.
_ORIGIN = "origin"
# For a repository and environment that name no committer, such as a fresh machine of a workflow.
_DEFAULT_IDENTITY = {
    f"GIT_{role}_{part}": value
    for role in ("AUTHOR", "COMMITTER")
    for part, value in (("NAME", "dossier release"), ("EMAIL", "release@dossier.invalid"))
}


@dataclass(frozen=True)
class CommitTree:
    """The files of a commit."""

    repository: Repository
    commit: str

    def paths(self) -> Iterable[str]:
        """The paths of all files."""
        return self._entries.keys()

    def read(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the path and content of each of these files that is a regular file.

        A link, a program or a submodule is none. Raises DossierError if the repository lacks the content of a file.
        """
        entries = (self._entries[path] for path in paths if path in self._entries)
        for entry, content in self.repository.blobs([entry for entry in entries if entry.mode == "100644"]):
            yield entry.path, content

    def earlier(self, path: str, sha256: str) -> bytes | None:
        """The file with this hash as an earlier commit of the branch has it, or None if none has it."""
        listed = self.repository.run("rev-list", self.commit, "--", path)
        for commit in output_of(listed, "git cannot list the history of the branch").decode("ascii").split():
            for _, content in CommitTree(self.repository, commit).read([path]):
                if digest(content) == sha256:
                    return content
        return None

    @cached_property
    def _entries(self) -> Mapping[str, TreeEntry]:
        check_names(self.repository, self.commit)
        return {entry.path: entry for entry in self.repository.tree(self.commit)}


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a repository, and the remote that holds the original if releases are pushed."""

    repository: Repository
    name: str
    remote: str | None = None

    @property
    def ref(self) -> str:
        """The full name of the branch."""
        return f"refs/heads/{self.name}"

    def check(self) -> None:
        """Raise DossierError if the repository does not exist, or the branch has a bad name or is checked out.

        A branch must not move under the files of a work tree, and a repository can have several work trees.
        """
        self.repository.check()
        if self.repository.run("check-ref-format", self.ref).returncode or self.name.startswith("-"):
            raise DossierError(f"`{self.name}` cannot be the name of a branch")
        listed = self.repository.run("worktree", "list", "--porcelain", "-z")
        # git-worktree(1): the lines of a work tree end with NUL, and an empty line follows them.
        for tree in output_of(listed, "git cannot list the work trees").decode("utf-8", "replace").split("\0\0"):
            folder, *details = tree.split("\0")
            is_removed = any(line.startswith("prunable") for line in details)
            if f"branch {self.ref}" in details and not is_removed:
                local = self._local_tip(self.ref)
                if local is not None:
                    self.require_releases(local)
                place = shown_path(folder.removeprefix("worktree "))
                raise DossierError(
                    f"the branch `{self.name}` is checked out at `{place}`: switch to another branch there first"
                )

    def others_with(self, path: str) -> list[str]:
        """The names of other branches, here or as last fetched, that have a file with this path."""
        listed = self.repository.run("for-each-ref", "--format=%(refname)", "refs/heads", "refs/remotes")
        names = output_of(listed, "the branches are unreadable").decode("utf-8", "replace").split()
        return [
            name.removeprefix("refs/heads/").removeprefix("refs/remotes/")
            for name in names
            if name != self.ref and not self.repository.run("cat-file", "-e", f"{name}:{path}").returncode
        ]

    def require_releases(self, commit: str) -> None:
        """Raise DossierError if a commit of the branch has no file of a release, as a branch for other files."""
        listed = self.repository.run("ls-tree", "--full-tree", "--name-only", commit, "--", "r", "releases")
        if not output_of(listed, f"git cannot list commit {commit[:12]}"):
            raise DossierError(
                f"`{self.name}` holds no releases: they need a branch of their own, such as `published`, which the "
                "first release creates"
            )

    def tip(self) -> str | None:
        """The newest commit of the branch, with its objects fetched. None means that there certainly is no such branch.

        If releases are pushed, this is the commit of the remote, or the local commit if that holds later releases.
        Raises DossierError if the remote cannot be read, or if each side has releases that the other lacks.
        """
        local = self._local_tip(self.ref)
        if self.remote is None:
            return local or self._tracking_tip()
        remote = self._fetch_tip()
        last_seen = self._local_tip(f"refs/remotes/{self.remote}/{self.name}")
        if last_seen is not None and not self._descends(remote, last_seen):
            raise DossierError(
                f"`{self.name}` at `{self.remote}` was rolled back or rewritten: it no longer holds commit "
                f"{last_seen[:12]}; if that was intended, delete the tracking branch here"
            )
        if local is None or local == remote or self._descends(remote, local):
            return remote
        if self._descends(local, remote):
            return local
        raise self._diverged(self.remote)

    def require_up_to_date(self) -> None:
        """Raise DossierError if a branch that is not pushed lacks releases of `origin`: its own could never be pushed.

        `origin` is asked if it can be reached. What was last fetched counts as well.
        """
        if self.remote is not None:
            return
        tip = self._local_tip(self.ref) or self._tracking_tip()
        for there in dict.fromkeys((self._tracking_tip(), replace(self, remote=_ORIGIN).tip_if_reachable())):
            if there is None or self._is_known_descendant(tip, there):
                continue
            if tip is not None and self._is_complete(there):
                self.require_releases(tip)
                if self._ledger(tip).startswith(self._ledger(there)):
                    # Its history was purged.
                    continue
                if not self._descends(there, tip):
                    raise self._diverged(_ORIGIN)
            raise DossierError(
                f"`{self.name}` at `{_ORIGIN}` has releases that are not here, and a release without them could not be "
                f"pushed: use `--push`, or first run `git fetch {_ORIGIN} {self.name}:{self.name}`"
            )

    def commit(self, tip: str | None, files: Mapping[str, bytes], message: str) -> str:
        """Write a commit on the tip that adds or replaces these files, and return its id. No ref points to it yet."""
        blobs = self._write_blobs(files.values())
        with tempfile.TemporaryDirectory(prefix="dossier-") as folder:
            own_index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            if tip is not None:
                output_of(self.repository.run("read-tree", tip, extra=own_index), "the branch is unreadable")
            entries = b"".join(
                f"100644 {blob}\t".encode() + path.encode() + b"\0" for path, blob in zip(files, blobs, strict=True)
            )
            added = self.repository.run("update-index", "-z", "--index-info", stdin=entries, extra=own_index)
            output_of(added, "the files cannot be added")
            written = self.repository.run("write-tree", extra=own_index)
            tree = output_of(written, "the files cannot be added").decode().strip()
        parents = () if tip is None else ("-p", tip)
        commit = self.repository.run("commit-tree", tree, *parents, stdin=message.encode(), extra=self._identity())
        return output_of(commit, "the release cannot be committed").decode().strip()

    def advance(self, old: str | None, new: str) -> bool:
        """Move the branch from the old commit to the new commit. Return False if somebody else moved it first.

        Raises DossierError if the branch cannot be moved although nobody else moved it.
        """
        for attempt in range(_ATTEMPTS):
            time.sleep(0.3 * attempt)
            if self.remote is None:
                local = self._local_tip(self.ref)
                tip = local or self._tracking_tip()
                is_unmoved = tip == old
            else:
                local = None
                tip = self.remote_tip()
                # Releases that were made here earlier and not pushed are pushed as well.
                is_unmoved = tip == old or self._is_known_descendant(old, tip)
            if tip == new:
                break
            if not is_unmoved:
                return False
            moved = self._move_local(new, local) if self.remote is None else self._push(new)
            if not moved.returncode:
                break
        else:
            raise DossierError(f"the branch `{self.name}` cannot be moved: {failure_reason(moved)}")
        if self.remote is not None:
            self._move_local_if_behind(new)
        return True

    def remote_tip(self) -> str | None:
        """The newest commit of the branch in the remote, or None if the remote has no such branch."""
        if self.remote is None:
            return None
        answer = self.repository.run("ls-remote", "--refs", "--", self.remote, self.ref)
        listed = output_of(answer, f"`{self.remote}` cannot be read, so it is not known whether `{self.name}` exists")
        commits = [entry.split("\t")[0] for entry in listed.decode("utf-8", "replace").splitlines()]
        return commits[0] if commits else None

    def tip_if_reachable(self) -> str | None:
        """The newest commit of the branch in the remote, or None if the remote cannot be read or has no such branch."""
        try:
            return self.remote_tip()
        except DossierError:
            return None

    def _fetch_tip(self) -> str | None:
        """Fetch the objects of the tip of the remote, and return its id."""
        for attempt in range(_ATTEMPTS):
            time.sleep(0.3 * attempt)
            tip = self.remote_tip()
            if tip is None or self._is_complete(tip):
                return tip
            # Fetched by id, because the branch may move, and without a ref, because another process may lock a ref.
            options = ("--quiet", "--no-tags", "--refmap=", "--no-write-fetch-head", "--no-auto-maintenance")
            fetched = self.repository.run("fetch", *options, "--", str(self.remote), tip)
            if not fetched.returncode and self._is_complete(tip):
                return tip
        raise DossierError(f"`{self.name}` cannot be fetched from `{self.remote}`: {failure_reason(fetched)}")

    def _is_complete(self, commit: str) -> bool:
        """True if the repository has the commit with all its objects."""
        return not self.repository.run("rev-list", "--objects", "--quiet", commit, "--not", "--all").returncode

    def _local_tip(self, ref: str) -> str | None:
        listed = self.repository.output_line(
            "the repository is unreadable", "for-each-ref", "--format=%(refname) %(objectname)", ref
        )
        return next((entry.split()[1] for entry in listed.splitlines() if entry.split()[0] == ref), None)

    def _diverged(self, remote: str) -> DossierError:
        return DossierError(
            f"`{self.name}` here and at `{remote}` each hold releases that the other lacks: "
            "delete the local branch and release again"
        )

    def _ledger(self, commit: str) -> bytes:
        return dict(CommitTree(self.repository, commit).read([LEDGER])).get(LEDGER, b"")

    def _tracking_tip(self) -> str | None:
        """The tip of the branch when it was last fetched. A clone has it without a local branch of that name."""
        return self._local_tip(f"refs/remotes/{_ORIGIN}/{self.name}")

    def _is_known_descendant(self, commit: str | None, ancestor: str | None) -> bool:
        """True if `commit` descends from `ancestor`. False if the repository lacks `ancestor`."""
        return ancestor is None or (self._is_complete(ancestor) and self._descends(commit, ancestor))

    def _descends(self, commit: str | None, ancestor: str | None) -> bool:
        """True if `commit` is `ancestor` or descends from it. `None` counts as an ancestor of everything."""
        if ancestor is None:
            return True
        if commit is None:
            return False
        return self.repository.descends(commit, ancestor)

    def _write_blobs(self, contents: Iterable[bytes]) -> list[str]:
        """Write a blob for each content in a single process, and return the ids of the blobs."""
        stream = bytearray()
        marks = bytearray()
        for number, content in enumerate(contents, 1):
            stream += b"blob\nmark :%d\ndata %d\n" % (number, len(content)) + content + b"\n"
            marks += b"get-mark :%d\n" % number
        written = self.repository.run("fast-import", "--quiet", "--date-format=now", stdin=bytes(stream + marks))
        return output_of(written, "the files cannot be written").decode().split()

    def _identity(self) -> dict[str, str]:
        is_known = not self.repository.run("var", "GIT_COMMITTER_IDENT").returncode
        return {} if is_known else dict(_DEFAULT_IDENTITY)

    def _move_local(self, new: str, old: str | None) -> GitResult:
        # An empty old value means that the branch must not exist. git compares and moves under the same lock.
        return self.repository.run("update-ref", "-m", "dossier release", self.ref, new, old or "")

    def _push(self, new: str) -> GitResult:
        # With `remote.<name>.mirror`, git would refuse to push a single branch.
        options = ("-c", f"remote.{self.remote}.mirror=false", "push", "--quiet", "--no-verify", "--")
        return self.repository.run(*options, str(self.remote), f"{new}:{self.ref}")

    def _move_local_if_behind(self, new: str) -> None:
        """Move the local branch if that loses no commit. Only the branch of the remote must move."""
        local = self._local_tip(self.ref)
        if self._descends(new, local):
            self._move_local(new, local)

"""Read a branch of frozen files and add to it: no checkout, no force, one move of one ref, or none at all. [io]

The objects of a commit are written first and nothing refers to them; then the branch moves from the tip that was read
to the new commit, or, where somebody else moved it meanwhile, stays as it is. Killed at any moment, it is either before
or after.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dossier.errors import DossierError
from dossier.system.git import Done, answers, git, line, reason, said
from dossier.system.terminal import shown_path

_ATTEMPTS = 4
# Used where neither the repository nor the environment says who commits, as on a fresh machine of a workflow.
_NOBODY = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "dossier release"), ("EMAIL", "release@dossier.invalid"))
}


@dataclass(slots=True)
class CommitTree:
    """The files of a commit."""

    repo: Path
    commit: str
    _blobs: dict[str, str] = field(default_factory=dict)

    def paths(self) -> Iterable[str]:
        """Every path there is."""
        return self._listed().keys()

    def read(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Yield each file asked for with its content; raises DossierError where the repository lacks it."""
        blobs = self._listed()
        asked = [blobs[path] for path in paths if path in blobs]
        if not asked:
            return
        with answers(self.repo, asked, "cat-file", "--batch", "--buffer") as stream:
            for path in paths:
                if path not in blobs:
                    continue
                # `<id> SP <type> SP <size> LF <content> LF`, as git-cat-file(1) says.
                header = stream.readline().split()
                if len(header) != 3 or header[1] != b"blob":
                    raise DossierError(f"the repository lacks the content of `{path}`: fetch the branch in full")
                content = stream.read(int(header[2]))
                stream.read(1)
                yield path, content

    def _listed(self) -> dict[str, str]:
        if not self._blobs:
            listed = said(git(self.repo, "ls-tree", "-r", "-z", "--full-tree", self.commit), "the branch is unreadable")
            for entry in listed.split(b"\0")[:-1]:
                about, _, path = entry.partition(b"\t")
                mode, _, blob = about.decode().split()
                if mode != "100644":
                    raise DossierError(f"`{path.decode('utf-8', 'replace')}` is no plain file on the branch")
                self._blobs[path.decode("utf-8", "surrogateescape")] = blob
        return self._blobs


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a repository and, where releases are pushed, its original in a remote."""

    repo: Path
    name: str
    remote: str | None = None

    @property
    def ref(self) -> str:
        """The full name of the branch."""
        return f"refs/heads/{self.name}"

    def check(self) -> None:
        """Raise DossierError where there is no such repository, the name is none, or the branch is checked out."""
        line(self.repo, f"there is no repository at `{shown_path(self.repo)}`", "rev-parse", "--git-dir")
        if git(self.repo, "check-ref-format", self.ref).returncode or self.name.startswith("-"):
            raise DossierError(f"`{self.name}` cannot be the name of a branch")
        head = git(self.repo, "symbolic-ref", "--quiet", "HEAD").stdout.decode("utf-8", "replace").strip()
        bare = line(self.repo, "the repository is unreadable", "rev-parse", "--is-bare-repository")
        if head == self.ref and bare == "false":
            where = shown_path(self.repo)
            raise DossierError(f"the branch `{self.name}` is checked out at `{where}`: switch to another one first")

    def tip(self) -> str | None:
        """The newest commit of the branch, whose files are at hand; None only where it is certain that there is none.

        Where releases are pushed, that is the remote's, or the local one if it holds releases made since. Raises
        DossierError where the remote cannot be read, or where both have releases that the other lacks.
        """
        local = self._local(self.ref)
        if self.remote is None:
            return local or self._tracked()
        remote = self._fetched()
        seen = self._local(f"refs/remotes/{self.remote}/{self.name}")
        if seen is not None and not self._descends(remote, seen):
            raise DossierError(
                f"`{self.name}` at `{self.remote}` was rolled back or rewritten: it no longer holds {seen[:12]}, "
                "which it once held; if that was meant, delete the tracking branch here"
            )
        if local is None or local == remote or self._descends(remote, local):
            return remote
        if self._descends(local, remote):
            return local
        raise DossierError(
            f"`{self.name}` here and at `{self.remote}` each hold releases that the other lacks: "
            "delete the local branch, and release again"
        )

    def commit(self, tip: str | None, files: Mapping[str, bytes], message: str) -> str:
        """A commit upon the tip with these files added or replaced; nothing refers to it yet."""
        blobs = self._write(files.values())
        with tempfile.TemporaryDirectory(prefix="dossier-") as folder:
            own_index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            if tip is not None:
                said(git(self.repo, "read-tree", tip, extra=own_index), "the branch is unreadable")
            entries = b"".join(
                f"100644 {blob}\t".encode() + path.encode() + b"\0" for path, blob in zip(files, blobs, strict=True)
            )
            added = git(self.repo, "update-index", "-z", "--index-info", answer_to=entries, extra=own_index)
            said(added, "the files cannot be added")
            tree = said(git(self.repo, "write-tree", extra=own_index), "the files cannot be added").decode().strip()
        parents = () if tip is None else ("-p", tip)
        made = git(self.repo, "commit-tree", tree, *parents, answer_to=message.encode(), extra=self._author())
        return said(made, "the release cannot be committed").decode().strip()

    def advance(self, old: str | None, new: str) -> bool:
        """Move the branch from one commit to the next; False where somebody else moved it first.

        Raises DossierError where it stays and nobody moved it.
        """
        for attempt in range(_ATTEMPTS):
            time.sleep(0.3 * attempt)
            if self.remote is None:
                local = self._local(self.ref)
                tip = local or self._tracked()
                is_mine = tip == old
            else:
                local = None
                tip = self.remote_tip()
                # Releases made here before, and not pushed then, go along.
                is_mine = tip == old or self._holds(old, tip)
            if tip == new:
                break
            if not is_mine:
                return False
            moved = self._update(new, local) if self.remote is None else self._push(new)
            if not moved.returncode:
                break
        else:
            raise DossierError(f"the branch `{self.name}` does not move: {reason(moved)}")
        if self.remote is not None:
            self._follow(new)
        return True

    def remote_tip(self) -> str | None:
        """The newest commit of the branch in the remote; None where the remote says that it has no such branch."""
        if self.remote is None:
            return None
        asked = git(self.repo, "ls-remote", "--refs", "--", self.remote, self.ref)
        listed = said(asked, f"`{self.remote}` cannot be read, so it is not known whether `{self.name}` exists")
        found = [one.split("\t")[0] for one in listed.decode("utf-8", "replace").splitlines()]
        return found[0] if found else None

    def _fetched(self) -> str | None:
        """The remote's tip, with its objects at hand."""
        for attempt in range(_ATTEMPTS):
            time.sleep(0.3 * attempt)
            tip = self.remote_tip()
            if tip is None or self._has(tip):
                return tip
            # By its id and without a ref: the branch may move meanwhile, and a ref may be locked by somebody else.
            how = ("--quiet", "--no-tags", "--refmap=", "--no-write-fetch-head", "--no-auto-maintenance")
            fetched = git(self.repo, "fetch", *how, "--", str(self.remote), tip)
            if not fetched.returncode and self._has(tip):
                return tip
        raise DossierError(f"`{self.name}` cannot be fetched from `{self.remote}`: {reason(fetched)}")

    def _has(self, commit: str) -> bool:
        """Whether the commit and all that it holds are here."""
        return not git(self.repo, "rev-list", "--objects", "--quiet", commit, "--not", "--all").returncode

    def _local(self, ref: str) -> str | None:
        listed = line(
            self.repo, "the repository is unreadable", "for-each-ref", "--format=%(refname) %(objectname)", ref
        )
        return next((one.split()[1] for one in listed.splitlines() if one.split()[0] == ref), None)

    def _tracked(self) -> str | None:
        """The branch as it was when last fetched: one that a clone has not checked out exists all the same."""
        return self._local(f"refs/remotes/origin/{self.name}")

    def _holds(self, commit: str | None, ancestor: str | None) -> bool:
        """Whether a commit is known to follow upon one that may not be here."""
        return ancestor is None or (self._has(ancestor) and self._descends(commit, ancestor))

    def _descends(self, commit: str | None, ancestor: str | None) -> bool:
        """Whether a commit is another one or follows upon it; every one follows upon none."""
        if ancestor is None:
            return True
        if commit is None:
            return False
        asked = git(self.repo, "merge-base", "--is-ancestor", ancestor, commit)
        if asked.returncode not in {0, 1}:
            raise DossierError(f"the branch `{self.name}` is unreadable: {reason(asked)}")
        return asked.returncode == 0

    def _write(self, contents: Iterable[bytes]) -> list[str]:
        """The ids of blobs with these contents, written in one go."""
        stream = bytearray()
        marks = bytearray()
        for number, content in enumerate(contents, 1):
            stream += b"blob\nmark :%d\ndata %d\n" % (number, len(content)) + content + b"\n"
            marks += b"get-mark :%d\n" % number
        made = git(self.repo, "fast-import", "--quiet", "--date-format=now", answer_to=bytes(stream + marks))
        return said(made, "the files cannot be written").decode().split()

    def _author(self) -> dict[str, str]:
        is_known = not git(self.repo, "var", "GIT_COMMITTER_IDENT").returncode
        return {} if is_known else dict(_NOBODY)

    def _update(self, new: str, old: str | None) -> Done:
        # An empty name says that the branch must not exist; git compares and moves under one lock.
        return git(self.repo, "update-ref", "-m", "dossier release", self.ref, new, old or "")

    def _push(self, new: str) -> Done:
        return git(self.repo, "push", "--quiet", "--no-verify", "--", str(self.remote), f"{new}:{self.ref}")

    def _follow(self, new: str) -> None:
        """Let the local branch follow where it can: what counts is the remote's."""
        local = self._local(self.ref)
        if self._descends(new, local):
            self._update(new, local)

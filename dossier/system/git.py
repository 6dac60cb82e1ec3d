"""Run git without hooks, filters, pagers or prompts. [io]"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from dossier.errors import DossierError
from dossier.system.terminal import shown_path

# git sets these for its hooks. They then point to the repository, the objects or the history of the hook, not to ours.
_HOOK_VARIABLES = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE"}
    | {"GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH", "GIT_SHALLOW_FILE"}
)
# What git says of a folder that is in no repository.
_NONE = "not a git repository"
_SETTINGS = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    # A commit must mean the same everywhere: no replaced objects, and no download of missing objects.
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    # Grafts give commits other parents, so that any commit could seem to descend from any other.
    "GIT_GRAFT_FILE": os.devnull,
}
# The settings of a repository or user must neither run other programs nor push more than the branch.
_OVERRIDES = (
    f"core.hooksPath={os.devnull}",
    "core.fsmonitor=false",
    # git runs this in a shell to learn the refs of a repository from which it borrows objects.
    "core.alternateRefsCommand=:",
    # This file repeats the parents of commits, and git would believe it before the commits.
    "core.commitGraph=false",
    "fetch.recurseSubmodules=no",
    "push.followTags=false",
    "push.gpgSign=false",
    "push.recurseSubmodules=no",
    # An empty value removes the options that were set before.
    "push.pushOption=",
    # Objects and branches are on disk before a command ends, all objects of a command at once.
    "core.fsync=objects,reference,derived-metadata",
    "core.fsyncMethod=batch",
)
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")

GitResult = subprocess.CompletedProcess[bytes]


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """A file, link or submodule in a commit."""

    # git stores paths as bytes, in any encoding.
    name: bytes
    # Such as `100644` for a regular file.
    mode: str
    object_id: str
    # In bytes. None if it was not asked for, or if the entry is not a file.
    size: int | None = None

    @property
    def path(self) -> str:
        """The path, from which the bytes can be restored with `surrogateescape`."""
        return self.name.decode("utf-8", "surrogateescape")

    @property
    def printable_path(self) -> str:
        """The path for messages and for the names of new files. Different entries can have the same."""
        return self.name.decode("utf-8", "replace")

    @property
    def is_regular(self) -> bool:
        """True if it is a regular file, which may be executable."""
        return self.mode in {"100644", "100755"}


@dataclass(frozen=True, slots=True)
class Repository:
    """The git repository that contains the folder `root`, or is it."""

    root: Path

    def run(self, *arguments: str, stdin: bytes = b"", extra: Mapping[str, str] | None = None) -> GitResult:
        """The finished git command, run in the folder `root`.

        `stdin` is its standard input, `extra` holds environment variables. Raises DossierError if git is not
        installed.
        """
        try:
            return subprocess.run(
                self._command(arguments),
                input=stdin,
                capture_output=True,
                check=False,
                env=_environment() | dict(extra or {}),
            )
        except FileNotFoundError:
            raise DossierError("git is not installed, and branches are read and written with git") from None

    def output_line(self, failure: str, *arguments: str) -> str:
        """The only line that a command prints, which must succeed. `failure` is as for `output_of`."""
        return output_of(self.run(*arguments), failure).decode("utf-8", "replace").strip()

    def problem(self) -> str | None:
        """The reason why git cannot read the repository, or None if it can."""
        answer = self.run("rev-parse", "--git-dir")
        return failure_reason(answer) if answer.returncode else None

    def check(self) -> None:
        """Raise DossierError if git cannot read the repository."""
        problem = self.problem()
        if problem is not None:
            first = (
                "; if there is none yet, run `git init --initial-branch=main` and commit" if _NONE in problem else ""
            )
            raise DossierError(f"git cannot read a repository at `{shown_path(self.root)}`: {problem}{first}")

    def is_shallow(self) -> bool:
        """True if the repository lacks a part of its history."""
        return self.run("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"

    def commit(self, ref: str, *, or_at_origin: bool = False) -> str | None:
        """The id of the commit that has this name, or None if there is none.

        With `or_at_origin`, the name can be that of a tracking branch of `origin`. A clone has the branch of releases
        as a tracking branch, even if it is not checked out.

        Raises DossierError if the name means several commits. git would take a tag, which anybody who may push can add.
        """
        if not ref or "\0" in ref:
            return None
        if ref == "HEAD" or ref.startswith("refs/") or _COMMIT.fullmatch(ref):
            return self._resolve(ref)
        found = self._meanings(f"refs/{ref}", f"refs/heads/{ref}", f"refs/remotes/{ref}")
        if or_at_origin and not found:
            found = self._meanings(f"refs/remotes/origin/{ref}")
        found |= self._meanings(f"refs/tags/{ref}")
        if len(set(found.values())) > 1:
            raise DossierError(f"`{ref}` is ambiguous, write one of: {', '.join(found)}")
        return next(iter(found.values()), None) or self._resolve(ref)

    def _meanings(self, *refs: str) -> dict[str, str]:
        """The commits of those of the refs that exist."""
        commits = {ref: self._resolve(ref) for ref in refs}
        return {ref: commit for ref, commit in commits.items() if commit is not None}

    def _resolve(self, name: str) -> str | None:
        answer = self.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        commit = answer.stdout.decode("ascii", "replace").strip()
        return commit if not answer.returncode and _COMMIT.fullmatch(commit) else None

    def descends(self, commit: str, ancestor: str) -> bool:
        """True if `commit` is `ancestor` or descends from it in the part of the history that is in the repository.

        Raises DossierError if the repository lacks either commit.
        """
        answer = self.run("merge-base", "--is-ancestor", ancestor, commit)
        if answer.returncode not in {0, 1}:
            raise DossierError(f"git cannot read the history of commit {commit[:12]}: {failure_reason(answer)}")
        return answer.returncode == 0

    def tree(self, commit: str, *below: str, with_sizes: bool = False) -> Iterator[TreeEntry]:
        """Yield the entries of a commit in the order of their paths.

        Without `below`, these are all entries, with their paths from the root of the repository. With `below`, they
        are the entries in or at these paths. Then all paths are relative to the folder `root`.

        Raises DossierError if the repository lacks the commit, or with sizes an entry.
        """
        options = ("-r", "-z", *(("-l",) if with_sizes else ()), *(() if below else ("--full-tree",)))
        listed = output_of(self.run("ls-tree", *options, commit, "--", *below), f"git cannot list commit {commit[:12]}")
        # git-ls-tree(1): `<mode> SP <type> SP <object>[ SP <size>] TAB <path> NUL` for each entry.
        for line in listed.split(b"\0")[:-1]:
            details, _, name = line.partition(b"\t")
            mode, _, object_id, *size = details.decode("ascii").split()
            yield TreeEntry(name, mode, object_id, int(size[0]) if size and size[0].isdigit() else None)

    def blobs(self, entries: Sequence[TreeEntry]) -> Iterator[tuple[TreeEntry, bytes]]:
        """Yield each of these entries with its content, while git still reads the rest.

        Raises DossierError if the repository lacks the content of an entry.
        """
        for entry, (kind, content) in zip(entries, self.objects([entry.object_id for entry in entries]), strict=False):
            if kind != b"blob":
                path = entry.printable_path
                raise DossierError(f"the repository lacks the content of `{path}`: fetch its commit in full")
            yield entry, content

    def objects(self, object_ids: Sequence[str]) -> Iterator[tuple[bytes, bytes]]:
        """Yield the type and the content of each of these objects. The type is empty if the object is missing."""
        if not object_ids:
            return
        with self._stream(object_ids, "cat-file", "--batch", "--buffer") as stream:
            for _ in object_ids:
                # git-cat-file(1): `<id> SP <type> SP <size> LF <content> LF` for each object.
                header = stream.readline().split()
                size = int(header[2]) if len(header) == 3 else 0
                content = stream.read(size)
                is_whole = len(header) == 3 and len(content) == size and stream.read(1) == b"\n"
                yield (header[1], content) if is_whole else (b"", b"")

    @contextmanager
    def _stream(self, questions: Sequence[str], *arguments: str) -> Iterator[IO[bytes]]:
        """The output of a command as a stream, while the command still runs. `questions` are its input lines."""
        # The input is a file and not a pipe: with two pipes, both programs could wait for each other.
        with TemporaryFile() as stdin:
            stdin.write("".join(f"{text}\n" for text in questions).encode())
            stdin.seek(0)
            with subprocess.Popen(
                self._command(arguments),
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            ) as process:
                if process.stdout is None:
                    raise DossierError("git gives no output")
                try:
                    yield process.stdout
                finally:
                    process.kill()

    def _command(self, arguments: Sequence[str]) -> list[str]:
        overrides = (option for setting in _OVERRIDES for option in ("-c", setting))
        return ["git", "--no-pager", *overrides, "-C", str(self.root), *arguments]


def output_of(done: GitResult, failure: str) -> bytes:
    """The output of a command that must succeed.

    Raises DossierError if it failed, with `failure` (such as "git cannot list the branch") and git's reason.
    """
    if done.returncode:
        raise DossierError(f"{failure}: {failure_reason(done)}")
    return done.stdout


def failure_reason(done: GitResult) -> str:
    """The reason that git gives for a failure, on a single line."""
    lines = [text.strip() for text in done.stderr.decode("utf-8", "replace").splitlines() if text.strip()]
    errors = [text for text in lines if text.startswith(("fatal:", "error:", "!", "remote: error"))] or lines
    return errors[0].removeprefix("fatal: ").removeprefix("error: ") if errors else "git gives no reason"


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _HOOK_VARIABLES} | _SETTINGS

"""Run git's plumbing by argument lists, so that no hook, filter, pager or prompt takes part. [io]"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from dossier.errors import DossierError

# Set by git for its hooks, and then meant for the repository of the hook.
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE")
_QUIET = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    # Neither a replacement of an object nor a fetch of a missing one may change what a commit says.
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
}

Done = subprocess.CompletedProcess[bytes]


def git(root: Path, *arguments: str, answer_to: bytes = b"", extra: Mapping[str, str] | None = None) -> Done:
    """What git answers in a folder; raises DossierError where it cannot be started."""
    try:
        return subprocess.run(
            _command(root, arguments),
            input=answer_to,
            capture_output=True,
            check=False,
            env=_environment() | dict(extra or {}),
        )
    except FileNotFoundError:
        raise DossierError("git is not installed, and a branch is read and written by git") from None


def said(done: Done, what: str) -> bytes:
    """The answer of a command that must succeed; raises DossierError with `what` failed and git's reason."""
    if done.returncode:
        raise DossierError(f"{what}: {reason(done)}")
    return done.stdout


def line(root: Path, what: str, *arguments: str) -> str:
    """The one line that a command which must succeed answers."""
    return said(git(root, *arguments), what).decode("utf-8", "replace").strip()


def reason(done: Done) -> str:
    """Why a command failed, in git's words, on one line."""
    lines = [one.strip() for one in done.stderr.decode("utf-8", "replace").splitlines() if one.strip()]
    telling = [one for one in lines if one.startswith(("fatal:", "error:", "!", "remote: error"))] or lines
    return telling[0].removeprefix("fatal: ").removeprefix("error: ") if telling else "git gives no reason"


@contextmanager
def answers(root: Path, asked: Sequence[str], *arguments: str) -> Iterator[IO[bytes]]:
    """The stream of what git answers to these lines, while it still answers."""
    # A file, not a pipe: a pipe that both sides fill would block both.
    with TemporaryFile() as questions:
        questions.write("".join(f"{one}\n" for one in asked).encode())
        questions.seek(0)
        with subprocess.Popen(
            _command(root, arguments),
            stdin=questions,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        ) as process:
            if process.stdout is None:
                raise DossierError("git gives no answer")
            try:
                yield process.stdout
            finally:
                process.kill()


def _command(root: Path, arguments: Sequence[str]) -> list[str]:
    return ["git", "--no-pager", "-c", f"core.hooksPath={os.devnull}", "-C", str(root), *arguments]


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK} | _QUIET

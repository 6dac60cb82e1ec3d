"""Run git without hooks, filters, pagers or prompts. [io]"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from dossier.errors import DossierError

# git sets these for its hooks. They then point to the repository of the hook, not to ours.
_HOOK_VARIABLES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE")
_SETTINGS = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    # A commit must mean the same everywhere: no replaced objects, and no download of missing objects.
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
}

GitResult = subprocess.CompletedProcess[bytes]


def git(root: Path, *arguments: str, stdin: bytes = b"", extra: Mapping[str, str] | None = None) -> GitResult:
    """The finished git command, run in the folder `root`.

    `stdin` is its standard input, `extra` holds environment variables. Raises DossierError if git is not
    installed.
    """
    try:
        return subprocess.run(
            _command(root, arguments),
            input=stdin,
            capture_output=True,
            check=False,
            env=_environment() | dict(extra or {}),
        )
    except FileNotFoundError:
        raise DossierError("git is not installed, and branches are read and written with git") from None


def output_of(done: GitResult, what: str) -> bytes:
    """The output of a command that must succeed.

    Raises DossierError if it failed, with `what` (such as "git cannot list the branch") and git's reason.
    """
    if done.returncode:
        raise DossierError(f"{what}: {failure_reason(done)}")
    return done.stdout


def output_line(root: Path, what: str, *arguments: str) -> str:
    """The only line that a command prints, which must succeed. `what` is as for `said`."""
    return output_of(git(root, *arguments), what).decode("utf-8", "replace").strip()


def failure_reason(done: GitResult) -> str:
    """The reason that git gives for a failure, on a single line."""
    lines = [text.strip() for text in done.stderr.decode("utf-8", "replace").splitlines() if text.strip()]
    errors = [text for text in lines if text.startswith(("fatal:", "error:", "!", "remote: error"))] or lines
    return errors[0].removeprefix("fatal: ").removeprefix("error: ") if errors else "git gives no reason"


@contextmanager
def output_stream(root: Path, asked: Sequence[str], *arguments: str) -> Iterator[IO[bytes]]:
    """The output of a command as a stream, while the command still runs. `asked` are its input lines."""
    # The input is a file and not a pipe: with two pipes, both programs could wait for each other.
    with TemporaryFile() as questions:
        questions.write("".join(f"{text}\n" for text in asked).encode())
        questions.seek(0)
        with subprocess.Popen(
            _command(root, arguments),
            stdin=questions,
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


def _command(root: Path, arguments: Sequence[str]) -> list[str]:
    return ["git", "--no-pager", "-c", f"core.hooksPath={os.devnull}", "-C", str(root), *arguments]


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _HOOK_VARIABLES} | _SETTINGS

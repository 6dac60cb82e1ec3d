"""The installation of lock files by pip, with its progress."""

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from bootstrap.problem import SetUpError
from bootstrap.surroundings import clean_environment

FETCHED = re.compile(r"(?:Collecting|Requirement already satisfied:) ([A-Za-z0-9._-]+)")
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


def install(pip: Iterable[str], locks: Iterable[Path], root: Path) -> None:
    """Install exactly the locked files, each checked by its hash. Raises `SetUpError` if pip fails.

    A lock names a file of the project by its path from the root.
    """
    locks = list(locks)
    total = len({name for lock in locks for name in LOCKED.findall(lock.read_text("utf-8"))})
    command = [*pip, "install", "--require-hashes", "--only-binary=:all:"]
    command += ["--disable-pip-version-check", "--no-input", "--progress-bar=off"]
    command += [part for lock in locks for part in ("-r", str(lock))]
    output: list[str] = []
    with subprocess.Popen(
        command,
        cwd=root,
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        try:
            _show_progress(process, total, output)
        except BaseException:
            # Without this, pip would go on writing into the environment after an interruption.
            process.terminate()
            raise
    _show("")
    if process.returncode:
        raise SetUpError(f"pip could not install the locked packages:\n\n{''.join(output[-30:])}")


def _show_progress(process: subprocess.Popen[str], total: int, output: list[str]) -> None:
    fetched = 0
    for line in process.stdout or ():
        output.append(line)
        if match := FETCHED.match(line):
            fetched = min(fetched + 1, total)
            _show(f"  {fetched}/{total} {match[1]}")
        elif line.startswith("Installing collected packages"):
            _show(f"  {total}/{total} fetched; unpacking")


def _show(text: str) -> None:
    """Replace the progress line on a terminal. Prints nothing into a pipe or file."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)

"""Run pip on lock files and show how far it has come."""

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from bootstrap.problem import SetUpError
from bootstrap.surroundings import clean_environment

FETCHED = re.compile(r"(?:Collecting|Requirement already satisfied:) ([A-Za-z0-9._-]+)")
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


def install(pip: Iterable[str], locks: Iterable[Path]) -> None:
    """Install exactly what the locks name, each file proved by its hash; `SetUpError` where pip fails."""
    locks = list(locks)
    total = len({name for lock in locks for name in LOCKED.findall(lock.read_text("utf-8"))})
    command = [*pip, "install", "--require-hashes", "--only-binary=:all:"]
    command += ["--disable-pip-version-check", "--no-input", "--progress-bar=off"]
    command += [part for lock in locks for part in ("-r", str(lock))]
    said: list[str] = []
    with subprocess.Popen(
        command,
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        try:
            _follow(process, total, said)
        except BaseException:
            # An interrupted set-up leaves no pip behind that goes on writing into the environment.
            process.terminate()
            raise
    _show("")
    if process.returncode:
        raise SetUpError(f"pip could not install what the lock files name:\n\n{''.join(said[-30:])}")


def _follow(process: subprocess.Popen[str], total: int, said: list[str]) -> None:
    fetched = 0
    for line in process.stdout or ():
        said.append(line)
        if found := FETCHED.match(line):
            fetched = min(fetched + 1, total)
            _show(f"  {fetched}/{total} {found[1]}")
        elif line.startswith("Installing collected packages"):
            _show(f"  {total}/{total} fetched; unpacking")


def _show(text: str) -> None:
    """Replace the line of progress on a terminal; say nothing in a pipe."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)

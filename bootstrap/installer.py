"""The search for a pip that can install into a new environment."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bootstrap.index import WheelNotFetchedError, fetch_locked_wheel
from bootstrap.problem import SetUpError
from bootstrap.surroundings import clean_environment

APT = "sudo apt install python3-venv"

Command = tuple[str, ...]


def find_pip(python: Path, lock: Path) -> Command:
    """A command that runs a pip for the environment of `python`. Raises `SetUpError`, with a remedy, if none works."""
    for command in _local_commands(python):
        if _succeeds((*command, "--version")):
            return command
    try:
        wheel = fetch_locked_wheel(lock, python.parent)
    except WheelNotFetchedError as problem:
        raise SetUpError(
            f"this Python has neither ensurepip nor pip, and pip could not be fetched ({problem}): run `{APT}`"
        ) from None
    # Python can run pip from inside its wheel.
    return (str(python), str(wheel / "pip"))


def _local_commands(python: Path) -> Iterator[Command]:
    """Yield commands that may run a pip without a download. Each is prepared just before it is yielded."""
    # -P: nothing may be imported from the current folder.
    own = (str(python), "-P", "-m", "pip")
    yield own
    if _succeeds((str(python), "-P", "-m", "ensurepip", "--default-pip")):
        yield own
    # If this program runs in `.venv`, the base is the interpreter outside it: `.venv` may just have been removed.
    base: str = getattr(sys, "_base_executable", sys.executable)
    yield (base, "-P", "-m", "pip", "--python", str(python))


def _succeeds(command: Command) -> bool:
    try:
        done = subprocess.run(command, env=clean_environment(), capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0

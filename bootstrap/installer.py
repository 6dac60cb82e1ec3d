"""Find a pip that can fill an environment made without one: ensurepip's, an installed one, or the locked wheel."""

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
    """Return the command that is a pip for the environment of `python`; `SetUpError` with the way out if none is."""
    for command in _at_hand(python):
        if _succeeds((*command, "--version")):
            return command
    try:
        wheel = fetch_locked_wheel(lock, python.parent)
    except WheelNotFetchedError as problem:
        raise SetUpError(
            f"this Python has neither ensurepip nor pip, and pip could not be fetched ({problem}): run `{APT}`"
        ) from None
    # A wheel is an archive that Python can run from; pip installs itself this way too.
    return (str(python), str(wheel / "pip"))


def _at_hand(python: Path) -> Iterator[Command]:
    """Yield the commands that may be a pip without anything fetched, preparing each just before it is tried."""
    # -P: nothing is imported from the folder that somebody happens to stand in.
    own = (str(python), "-P", "-m", "pip")
    yield own
    if _succeeds((str(python), "-P", "-m", "ensurepip", "--default-pip")):
        yield own
    # Inside an environment this is the interpreter it was made from: the environment may just have been removed.
    base: str = getattr(sys, "_base_executable", sys.executable)
    yield (base, "-P", "-m", "pip", "--python", str(python))


def _succeeds(command: Command) -> bool:
    try:
        done = subprocess.run(command, env=clean_environment(), capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0

"""Turn the arguments of `build.py` into a ready environment and the program that was asked for."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from bootstrap.environment import Environment
from bootstrap.problem import SetUpError

ROOT = Path(__file__).resolve().parent.parent
RUN = Path("requirements/run.txt")
TEST = Path("requirements/test.txt")


def main(arguments: list[str]) -> NoReturn:
    """Make the environment ready and become the program asked for; exit 2 where that cannot be done."""
    is_test = arguments[:1] == ["test"]
    environment = Environment(ROOT)
    try:
        environment.ensure(RUN, TEST) if is_test else environment.ensure(RUN)
    except SetUpError as error:
        sys.exit(_failed(str(error)))
    except OSError as error:
        sys.exit(_failed(f"the environment could not be made: {error}"))
    except KeyboardInterrupt:
        print("\nbuild.py: interrupted; the next run starts the set-up again", file=sys.stderr)
        sys.exit(130)
    # -P: a folder of records is data, so nothing that lies in it may be imported.
    python = [str(environment.python), "-P", "-m"]
    if is_test:
        os.chdir(ROOT)
        _become([*python, "pytest", *arguments[1:]])
    if not _names_root(arguments):
        arguments = [_from_root(argument) for argument in arguments]
        os.chdir(ROOT)
    _become([*python, "dossier", *(arguments or ["build"])])


def _names_root(arguments: list[str]) -> bool:
    return any(argument == "--root" or argument.startswith("--root=") for argument in arguments)


def _from_root(argument: str) -> str:
    """Return the path of a record, typed where its author stands, as it is found from the root."""
    path = Path(argument)
    is_record = not argument.startswith("-") and (path.suffix == ".yaml" or len(path.parts) > 1) and path.exists()
    return os.path.relpath(path.absolute(), ROOT) if is_record else argument


def _become(command: list[str]) -> NoReturn:
    """Hand this process over to the command, so that its exit code and its signals are its own."""
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform == "win32":
        # There `exec` starts a second process and lets the first one end at once.
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted


def _failed(reason: str) -> int:
    print(f"build.py: {reason}", file=sys.stderr)
    return 2

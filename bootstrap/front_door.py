"""The work of `build.py`: set up the environment, then run the program."""

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from bootstrap.environment import Environment
from bootstrap.problem import SetUpError

ROOT = Path(__file__).resolve().parent.parent
RUN = Path("requirements/run.txt")
TEST = Path("requirements/test.txt")
# Read by the commands, so that they can name a command line that works.
STARTED_AS = "DOSSIER_STARTED_AS"
# What `test` runs in a dossier that has the engine as a wheel, and so has no tests of the engine.
DOSSIER_TESTS = (["check"], ["schema", "--check"], ["build"])


def main(arguments: list[str]) -> NoReturn:
    """Set up the environment, then replace this process by the program. Exits with 2 if the set-up fails."""
    is_test = arguments[:1] == ["test"]
    has_engine = (ROOT / TEST).exists()
    environment = Environment(ROOT)
    try:
        environment.ensure(RUN, TEST) if is_test and has_engine else environment.ensure(RUN)
    except SetUpError as error:
        sys.exit(_failed(str(error)))
    except OSError as error:
        sys.exit(_failed(f"the environment could not be set up: {error}"))
    except KeyboardInterrupt:
        print("\nbuild.py: interrupted; the next run starts the set-up again", file=sys.stderr)
        sys.exit(130)
    # -P: a folder of records is data, so nothing in it may be imported.
    python = [str(environment.python), "-P", "-m"]
    if is_test:
        os.chdir(ROOT)
        if not has_engine:
            sys.exit(_run_dossier_tests(python))
        _replace_process([*python, "pytest", *arguments[1:]])
    # `init` is about another folder than that of `build.py`.
    if arguments[:1] != ["init"] and not _names_root(arguments):
        arguments = [_from_root(argument) for argument in arguments]
        os.chdir(ROOT)
    os.environ[STARTED_AS] = f"python3 {shlex.quote(sys.argv[0])}"
    _replace_process([*python, "dossier", *(arguments or ["build"])])


def _run_dossier_tests(python: list[str]) -> int:
    """Check the dossier and build its site. Returns the first exit code that is not 0, or else 0."""
    commands = ([*python, "dossier", *arguments] for arguments in DOSSIER_TESTS)
    return next((code for command in commands if (code := subprocess.call(command))), 0)


def _names_root(arguments: list[str]) -> bool:
    return any(argument == "--root" or argument.startswith("--root=") for argument in arguments)


def _from_root(argument: str) -> str:
    """The path of a record from the root, if the argument is a path from the current folder. Else the argument."""
    path = Path(argument)
    is_record = not argument.startswith("-") and (path.suffix == ".yaml" or len(path.parts) > 1) and path.exists()
    return os.path.relpath(path.absolute(), ROOT) if is_record else argument


def _replace_process(command: list[str]) -> NoReturn:
    """Replace this process by the command, which then receives all signals and sets the exit code."""
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform == "win32":
        # On Windows `exec` starts a second process, and the first ends at once.
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted


def _failed(reason: str) -> int:
    print(f"build.py: {reason}", file=sys.stderr)
    return 2

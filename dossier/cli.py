"""The command line: its commands and their exit codes. [io]

Exit codes: 0 success, 1 problems in the records, 2 usage error or a failure outside the records.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from contextlib import nullcontext
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from dossier import __version__
from dossier.errors import DossierError
from dossier.system.epoch import source_date_epoch
from dossier.system.terminal import clean, complete_output, error_text, system_message

# Each command with its module and its line of help. A module is imported only when its command runs.
COMMANDS = {
    "init": ("init", "start a new dossier in an empty folder"),
    "check": ("check", "check the records and print their problems"),
    "build": ("build", "check the records and build the site in build/site"),
    "serve": ("serve", "show the site in a browser and rebuild it after each change"),
    "new": ("new", "write a new record, with a placeholder for its number"),
    "import": ("import_sources", "write source records from a library file: CSL-JSON, BibTeX, RIS or CSV"),
    "assign-ids": ("assign_ids", "replace each placeholder by a number, in file names and references"),
    "cite": ("cite", "print the citation of a record"),
    "digest": ("digest", "print the digest of a record's text, which a review names"),
    "explain": ("explain", "explain the code of a message"),
    "redact": ("redact", "remove text from frozen revisions, in a new release that records the removal"),
    "release": ("release", "freeze the changed records and add them to the release branch"),
    "suspend": ("suspend", "put a notice in the place of published revisions, or put them back"),
    "verify": ("verify", "check that published releases are unchanged"),
    "schema": ("schema", "write the JSON Schemas for editors, and the issue form for evidence"),
}

# What they changed is published, so their output goes on and their exit code says what became of the release.
_PUBLISHING = frozenset({"redact", "release", "suspend"})


def main(argv: list[str] | None = None) -> int:
    """Run a command and return its exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    try:
        source_date_epoch()
        module, options = _parse(arguments)
        with complete_output() if options.command in _PUBLISHING else nullcontext():
            return int(module.run(options, _root(options.root)))
    except DossierError as error:
        print(error_text(str(error)), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the program that reads the output ended, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except OSError as error:
        print(error_text(system_message(error)), file=sys.stderr)
        return 2
    except Exception as error:
        if os.environ.get("DOSSIER_DEBUG"):
            raise
        message = clean(" ".join(str(error).split())[:300])
        print(
            f"error: a fault in the program itself, not in your records ({type(error).__name__}: {message})",
            file=sys.stderr,
        )
        print("run it again with DOSSIER_DEBUG=1 for the details, and report them", file=sys.stderr)
        return 2


class _Parser(argparse.ArgumentParser):
    """A parser whose messages cannot control the terminal with the words of an argument."""

    def error(self, message: str) -> NoReturn:
        super().error(clean(message))


def _parse(arguments: list[str]) -> tuple[ModuleType, argparse.Namespace]:
    parser = _Parser(prog="dossier", description="A compiler for evidence.")
    parser.add_argument("--version", action="version", version=f"dossier {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    wanted = next((argument for argument in arguments if argument in COMMANDS), None)
    for name, (_, help_) in COMMANDS.items():
        # No abbreviations, because `build.py` looks for `--root` by its full name.
        sub = commands.add_parser(name, help=help_, description=help_[0].upper() + help_[1:] + ".", allow_abbrev=False)
        sub.add_argument(
            "--root", default=".", metavar="DIR", help="the folder of the dossier (default: the current folder)"
        )
        if name == wanted:
            _module(name).add(sub)
    options = parser.parse_args(arguments)
    return _module(options.command), options


def _root(argument: str) -> Path:
    """The absolute path of the dossier's folder.

    Raises DossierError if it is not a folder that can be read.
    """
    if not argument:
        raise DossierError("`--root` is empty: name the folder of the dossier")
    try:
        # The dot at the end also tests the permission to open files in the folder.
        with os.scandir(f"{argument}/."):
            pass
        root = Path(os.path.normpath(Path(argument).absolute()))
        # After a symbolic link, `..` means the parent of its target.
        return root if root.exists() and root.samefile(argument) else Path(argument).resolve()
    except FileNotFoundError:
        if Path(argument).is_symlink():
            raise DossierError(f"{clean(argument)} is a broken link") from None
        raise DossierError(f"there is no folder {clean(argument)}") from None
    except NotADirectoryError:
        raise DossierError(f"{clean(argument)} is not a folder") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise DossierError(f"the folder {clean(argument)} cannot be read: {reason}") from None


def _module(command: str) -> ModuleType:
    return importlib.import_module(f"dossier.commands.{COMMANDS[command][0]}")

"""The command line: which command is meant, and what its end means to the shell. [io]

Exit codes: 0 all is well, 1 the records have problems, 2 the tool was used wrongly or its surroundings failed.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from pathlib import Path
from types import ModuleType

from dossier import __version__
from dossier.errors import DossierError
from dossier.system.terminal import clean, system_message

# Each command with its module and its line of help; a module is imported only when its command is run.
COMMANDS = {
    "check": ("check", "judge the records, and print what is wrong with them"),
    "build": ("build", "judge the records, and build the site in build/site"),
    "serve": ("serve", "show the site in a browser, and rebuild what changes"),
    "new": ("new", "write a new record with a placeholder for its number"),
    "import": ("import_sources", "write sources from a library: CSL-JSON, BibTeX, RIS or CSV"),
    "assign-ids": ("assign_ids", "give every placeholder its number, in file names and references"),
    "cite": ("cite", "print the citation of a record"),
    "explain": ("explain", "say what a code in a message means"),
    "redact": ("redact", "remove a text from frozen revisions, by a release that says so"),
    "release": ("release", "freeze what changed, and append it to the branch of releases"),
    "verify": ("verify", "see that what was released is still what was released"),
    "schema": ("schema", "write the JSON Schemas that editors use"),
}


def main(argv: list[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    try:
        module, options = _read(arguments)
        return int(module.run(options, _root(options.root)))
    except DossierError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of the output went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except OSError as error:
        print(f"error: {system_message(error)}", file=sys.stderr)
        return 2
    except Exception as error:
        if os.environ.get("DOSSIER_DEBUG"):
            raise
        what = " ".join(str(error).split())[:300]
        print(
            f"error: a fault in the program itself, not in your records ({type(error).__name__}: {what})",
            file=sys.stderr,
        )
        print("run it again with DOSSIER_DEBUG=1 for the details, and report them", file=sys.stderr)
        return 2


def _read(arguments: list[str]) -> tuple[ModuleType, argparse.Namespace]:
    parser = argparse.ArgumentParser(prog="dossier", description="A compiler for evidence.")
    parser.add_argument("--version", action="version", version=f"dossier {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    wanted = next((one for one in arguments if one in COMMANDS), None)
    for name, (_, help_) in COMMANDS.items():
        # No abbreviations: `build.py` looks for `--root` by its full name.
        sub = commands.add_parser(name, help=help_, description=help_[0].upper() + help_[1:] + ".", allow_abbrev=False)
        sub.add_argument("--root", default=".", metavar="DIR", help="the folder of the dossier (this folder)")
        if name == wanted:
            _module(name).add(sub)
    options = parser.parse_args(arguments)
    return _module(options.command), options


def _root(given: str) -> Path:
    """The folder of the dossier as an absolute path; raises DossierError if it is not a folder that can be read."""
    if not given:
        raise DossierError("`--root` is empty: name the folder of the dossier")
    try:
        # The dot at the end asks for the right to open files in the folder, not only to list them.
        with os.scandir(f"{given}/."):
            pass
        root = Path(os.path.normpath(Path(given).absolute()))
        # After a link, `..` leads to the folder above the link's target.
        return root if root.exists() and root.samefile(given) else Path(given).resolve()
    except FileNotFoundError:
        if Path(given).is_symlink():
            raise DossierError(f"{clean(given)} is a link that leads to nothing") from None
        raise DossierError(f"there is no folder {clean(given)}") from None
    except NotADirectoryError:
        raise DossierError(f"{clean(given)} is not a folder") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise DossierError(f"the folder {clean(given)} cannot be read: {reason}") from None


def _module(command: str) -> ModuleType:
    return importlib.import_module(f"dossier.commands.{COMMANDS[command][0]}")

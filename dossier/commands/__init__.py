"""The commands, one module each: their arguments and their output. [io]"""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from dossier.errors import DossierError
from dossier.system.terminal import shown_path

# The command with which `build.py` was started, if it started this program.
STARTED_AS = "DOSSIER_STARTED_AS"
# The folder of `build.py`, which it takes for the root unless `--root` is given.
_CHECKOUT = Path(__file__).resolve().parents[2]

# The help of an option of `release` and `build`.
REPLACE_REDACTED = (
    "publish the new words of this redacted field, such as `CLM-2026-0001:note`; may be repeated; if no mark is left, "
    "the field may have any words from then on; for a place outside the records, such as `pages/about.md:line 3`, "
    "its words mean somebody or something else"
)

_Word = TypeVar("_Word", bound=StrEnum)


def check_command(root: Path, *paths: str) -> str:
    """The command line that checks these paths."""
    return command_line("check", *root_option(root), *paths)


def command_line(*arguments: str) -> str:
    """The command line with these arguments, beginning with the command that started this program."""
    return f"{os.environ.get(STARTED_AS, 'dossier')} {shlex.join(arguments)}"


def root_option(root: Path) -> list[str]:
    """The option that names the root, or nothing if the program takes this root by itself."""
    default_root = _CHECKOUT if STARTED_AS in os.environ else Path.cwd()
    return [] if shown_path(root) == shown_path(default_root) else ["--root", shown_path(root)]


@contextmanager
def answers_kept(arguments: Callable[[], list[str]]) -> Iterator[None]:
    """Print a command line with the author's answers if the questions inside the block are interrupted.

    It is also printed if the block fails after an answer. `arguments` returns the arguments with the answers so far.
    """
    before = arguments()
    try:
        yield
    except BaseException:
        if arguments() != before:
            print("\nnothing was written; this command has your answers and asks for the rest:", file=sys.stderr)
            print(command_line(*arguments()), file=sys.stderr)
        raise


def printable_option(name: str, text: str, *, otherwise: str = "leave the option out") -> str:
    """The text of an option that is printed or published, without white space at its ends.

    Raises DossierError if it is empty, or has a line break or an invisible character. `otherwise` is what to give in
    place of an empty text.
    """
    # Imported only here, because reading records takes longer to load than `verify`, which reads none.
    from dossier.reading.text import first_forbidden

    text = text.strip()
    if not text:
        raise DossierError(f"`--{name}` is empty: give a text, or {otherwise}")
    # `first_forbidden` allows line breaks and tabs, which a text in a file can have.
    character = first_forbidden(text) or next((letter for letter in text if letter in "\n\r\t"), None)
    if character is not None:
        raise DossierError(f"`--{name}` has the character U+{ord(character):04X}: write it on one line, in plain text")
    return text


def word_of(vocabulary: type[_Word]) -> Callable[[str], _Word]:
    """A parser for an argument that is a word of the vocabulary. Its error names all words."""

    def parse(text: str) -> _Word:
        try:
            return vocabulary(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"`{text}` is not one of: {', '.join(vocabulary)}") from None

    return parse

"""`dossier import`: write sources from a library of another tool, new ones only, all or none. [io]"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.diagnostics import Diagnostic, Severity, Span, terminal
from dossier.diagnostics.formats import Format, choose
from dossier.drafting.options import parse_options
from dossier.errors import DossierError
from dossier.model.identifiers import Kind
from dossier.model.vocabulary import Genre, Tier
from dossier.reading.files import EVIDENCE
from dossier.reading.load import load, today
from dossier.reading.text import read_text
from dossier.system.atomic import create_all
from dossier.system.terminal import clean, shown_path

if TYPE_CHECKING:
    from dossier.imports.entries import Gathering
    from dossier.imports.plan import Plan

MAX_BYTES = 10_000_000


class Library(StrEnum):
    """The formats that are read."""

    CSL = "csl"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSV = "csv"


_SUFFIXES = {".json": Library.CSL, ".bib": Library.BIBTEX, ".ris": Library.RIS, ".csv": Library.CSV}


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", help="the library, in UTF-8")
    parser.add_argument("--format", type=Library, choices=list(Library), help="the format (by the ending of the name)")
    parser.add_argument("--genre", type=Genre, choices=list(Genre), metavar="GENRE", help=f"one of: {', '.join(Genre)}")
    parser.add_argument("--tier", type=Tier, choices=list(Tier), help="the tier of sources for which the file has none")
    parser.add_argument(
        "--language", metavar="TAG", help="the language (BCP 47) of sources for which the file has none"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be written, and write nothing")


def run(options: argparse.Namespace, root: Path) -> int:
    """Print what was written, what is there already and what is wrong; 1 where an error let nothing be written."""
    defaults = _defaults(options)
    format_ = options.format or _SUFFIXES.get(Path(options.file).suffix.lower())
    if format_ is None:
        raise DossierError(f"the ending of `{clean(options.file)}` does not tell its format: give it with --format")
    content = _content(Path(options.file))
    typed, problems = _text(content, options.file)
    gathering = None if problems else _gather(format_, typed, options.file)
    if gathering is not None:
        problems = [*gathering.diagnostics, *_too_many(gathering)]
    if gathering is None or _has_error(problems):
        _report(problems, typed)
        print("nothing was written")
        return 1
    made = _plan(gathering, defaults, root)
    problems = [*problems, *made.diagnostics]
    _report(problems, typed)
    if _has_error(problems):
        print("nothing was written")
        return 1
    if not options.dry_run:
        _write(root, made)
    _say(made, is_dry=options.dry_run)
    return 0


def _defaults(options: argparse.Namespace) -> dict[str, str]:
    named = {name: getattr(options, name) for name in ("genre", "tier", "language")}
    wanted = {name: str(value) for name, value in named.items() if value is not None}
    if "language" in wanted:
        parse_options(Kind.SOURCE, [f"language={wanted['language']}"])
    return wanted


def _content(path: Path) -> bytes:
    """The bytes of the file, one more than are read at most where there are too many."""
    # A pipe or device is refused before it is opened: it may never end.
    if not path.is_file():
        raise DossierError(f"there is no file {clean(str(path))}")
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def _text(content: bytes, path: str) -> tuple[str, list[Diagnostic]]:
    """The text of the file, or what keeps it from being read at all."""
    if len(content) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1_000_000} MB"
        return "", [Diagnostic("import-too-large", message, Span(path), "split it into several files")]
    typed, found = read_text(content, path)
    wrong = [one for one in found if one.code == "not-utf-8"]
    if not wrong and "\0" in typed:
        # Other characters are judged where they are taken over: the abstract of an article is not.
        line = typed.count("\n", 0, typed.index("\0")) + 1
        column = typed.index("\0") - typed.rfind("\n", 0, typed.index("\0"))
        span = Span(path, line, column, line, column + 1)
        wrong = [Diagnostic("import-syntax", "the character U+0000 stands in no text", span, "export the library anew")]
    return typed, wrong


def _gather(format_: Library, typed: str, path: str) -> Gathering:
    # Each with what it needs: `check` and the other commands start without them.
    match format_:
        case Library.CSL:
            from dossier.imports import csl_json

            return csl_json.read(typed, path)
        case Library.RIS:
            from dossier.imports import ris

            return ris.read(typed, path)
        case Library.CSV:
            from dossier.imports import csv

            return csv.read(typed, path)
    from dossier.imports import bibtex

    # Both report on the terminal what is a diagnostic here.
    for name in ("bibtexparser", "pylatexenc"):
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False
    return bibtex.read(typed, path)


def _too_many(gathering: Gathering) -> list[Diagnostic]:
    from dossier.imports.entries import MOST_ENTRIES

    span = Span(gathering.path)
    if len(gathering.entries) > MOST_ENTRIES:
        message = f"the file has more than {MOST_ENTRIES:,} entries"
        return [Diagnostic("import-too-large", message, span, "split it into several files")]
    if not gathering.entries and not gathering.problems:
        message = "the file holds no entry"
        return [Diagnostic("import-syntax", message, span, "export the library anew, or name its format with --format")]
    return []


def _plan(gathering: Gathering, defaults: dict[str, str], root: Path) -> Plan:
    from dossier.imports.plan import plan

    loaded = load(root, today())
    unread = [one.path for one in loaded.files if one.kind is Kind.SOURCE and one.name not in loaded.dossier.entries]
    if unread:
        # One of them may be the same document.
        raise DossierError(f"{unread[0]} cannot be read: `dossier check` says why")
    sources = [one.record for one in loaded.dossier.sources()]
    return plan(gathering.entries, defaults, sources, {one.name for one in loaded.files}, today())


def _write(root: Path, made: Plan) -> None:
    folder = root
    for part in (EVIDENCE, Kind.SOURCE.folder):
        folder /= part
        # Records in it would not be read; and it may lead out of the dossier.
        if folder.is_symlink():
            raise DossierError(f"{shown_path(folder)} is a link: choose a folder of the dossier itself")
    create_all((root / one.path, one.content) for one in made.new)


def _has_error(problems: list[Diagnostic]) -> bool:
    return any(one.severity is Severity.ERROR for one in problems)


def _report(problems: list[Diagnostic], typed: str) -> None:
    lines = typed.replace("\r\n", "\n").split("\n")
    colour = choose(Format.FULL, os.environ, is_terminal=sys.stdout.isatty()).colour
    for block in terminal.render(sorted(problems, key=lambda one: one.sort_key), lambda _: lines, colour=colour):
        print(f"{block}\n")


def _say(made: Plan, *, is_dry: bool) -> None:
    for there in made.there:
        print(f"`{clean(there.name)}` is already there as {there.identifier}")
    for new in made.new:
        print(new.path)
    done = "would be written" if is_dry else "written"
    print(f"{len(made.new):,} {done}, {len(made.there):,} already there")

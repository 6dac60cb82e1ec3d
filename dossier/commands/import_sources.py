"""`dossier import`: write new sources from a library of another tool. [io]

Sound entries are written, and the others are listed with what is wrong with each.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.commands import check_command, word_of
from dossier.diagnostics import Diagnostic, Severity, Span, terminal
from dossier.diagnostics.formats import Format, choose_style
from dossier.drafting.options import parse_options
from dossier.errors import DossierError
from dossier.model import Source
from dossier.model.identifiers import Kind
from dossier.model.vocabulary import Genre, Tier
from dossier.reading.files import EVIDENCE
from dossier.reading.load import load, today
from dossier.reading.text import read_text
from dossier.system.atomic import create_files
from dossier.system.terminal import clean, shown_path

if TYPE_CHECKING:
    from dossier.imports.entries import ImportedLibrary
    from dossier.imports.plan import Plan

MAX_BYTES = 10_000_000


class LibraryFormat(StrEnum):
    """The formats that can be imported."""

    CSL = "csl"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSV = "csv"


_SUFFIXES = {
    ".json": LibraryFormat.CSL,
    ".bib": LibraryFormat.BIBTEX,
    ".ris": LibraryFormat.RIS,
    ".csv": LibraryFormat.CSV,
}


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", help="import this library, in UTF-8")
    parser.add_argument(
        "--format",
        type=word_of(LibraryFormat),
        choices=list(LibraryFormat),
        help="read the library in this format (by the ending of its name)",
    )
    parser.add_argument(
        "--genre",
        type=word_of(Genre),
        choices=list(Genre),
        metavar="GENRE",
        help=f"use this genre for entries without a genre (else proposed by type); one of: {', '.join(Genre)}",
    )
    parser.add_argument(
        "--tier",
        type=word_of(Tier),
        choices=list(Tier),
        help="use this tier for entries without a tier (else proposed by type)",
    )
    parser.add_argument(
        "--language",
        metavar="TAG",
        help="use this language (BCP 47) for entries without a language (else `und`: not known)",
    )
    parser.add_argument("--all-or-none", action="store_true", help="write nothing if any entry cannot be imported")
    parser.add_argument("--dry-run", action="store_true", help="print what would be written, and write nothing")


def run(options: argparse.Namespace, root: Path) -> int:
    """Print the new records, the sources already recorded, and all problems.

    Returns 1 if there is an error: an entry was left out, or a part of the file could not be read.
    """
    defaults = _defaults(options)
    format_ = options.format or _SUFFIXES.get(Path(options.file).suffix.lower())
    if format_ is None:
        raise DossierError(f"the ending of `{clean(options.file)}` does not identify its format: give it with --format")
    content = _content(Path(options.file))
    text, problems = _decode(content, options.file)
    library = None if problems else _read_library(format_, text, options.file)
    if library is None or (problems := _count_problems(library)):
        _print_problems(problems, text)
        print("nothing was written")
        return 1
    plan = _make_plan(library, defaults, root)
    problems = [*library.diagnostics, *plan.diagnostics]
    _print_problems(problems, text)
    has_error = any(problem.severity is Severity.ERROR for problem in problems)
    if has_error and options.all_or_none:
        print("nothing was written")
        return 1
    if not options.dry_run:
        _write(root, plan)
    _print_result(plan, is_dry_run=options.dry_run)
    return 1 if has_error else 0


def _defaults(options: argparse.Namespace) -> dict[str, str]:
    values = {name: getattr(options, name) for name in ("genre", "tier", "language")}
    defaults = {name: str(value) for name, value in values.items() if value is not None}
    if "language" in defaults:
        # This raises DossierError if the tag is malformed.
        parse_options(Source, [f"language={defaults['language']}"])
    return defaults


def _content(path: Path) -> bytes:
    """The bytes of the file. If it is too large, only the first `MAX_BYTES + 1` bytes."""
    # A pipe or device is refused before it is opened, because it may never end.
    if not path.is_file():
        raise DossierError(f"there is no file {clean(str(path))}")
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def _decode(content: bytes, path: str) -> tuple[str, list[Diagnostic]]:
    """The text of the file, and the problems that make it unreadable in any format."""
    if len(content) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1_000_000} MB"
        return "", [Diagnostic("import-too-large", message, Span(path), "split it into several files")]
    text, problems = read_text(content, path)
    unreadable = [problem for problem in problems if problem.code == "not-utf-8"]
    if not unreadable and "\0" in text:
        # Other forbidden characters are reported only in fields that are imported. An abstract, for example, is not.
        at = text.index("\0")
        line = text.count("\n", 0, at) + 1
        column = at - text.rfind("\n", 0, at)
        span = Span(path, line, column, line, column + 1)
        message = "the file contains a NUL character (U+0000)"
        unreadable = [Diagnostic("import-syntax", message, span, "export the library again")]
    return text, unreadable


def _read_library(format_: LibraryFormat, text: str, path: str) -> ImportedLibrary:
    # Each reader is imported only if it is used, because their parsers are slow to load.
    match format_:
        case LibraryFormat.CSL:
            from dossier.imports.csl_json import read_csl_json

            return read_csl_json(text, path)
        case LibraryFormat.RIS:
            from dossier.imports.ris import read_ris

            return read_ris(text, path)
        case LibraryFormat.CSV:
            from dossier.imports.csv import read_csv

            return read_csv(text, path)
    from dossier.imports.bibtex import read_bibtex

    # Both libraries log to the terminal what this command reports as diagnostics.
    for name in ("bibtexparser", "pylatexenc"):
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False
    return read_bibtex(text, path)


def _count_problems(library: ImportedLibrary) -> list[Diagnostic]:
    """A diagnostic if the library has too many entries, or no entry and no other problem."""
    from dossier.imports.entries import MOST_ENTRIES

    span = Span(library.path)
    if len(library.entries) > MOST_ENTRIES:
        message = f"the file has more than {MOST_ENTRIES:,} entries"
        return [Diagnostic("import-too-large", message, span, "split it into several files")]
    if not library.entries and not library.problems:
        message = "the file has no entries"
        return [
            Diagnostic("import-syntax", message, span, "export the library again, or name its format with --format")
        ]
    return []


def _make_plan(library: ImportedLibrary, defaults: dict[str, str], root: Path) -> Plan:
    from dossier.imports.plan import plan

    loaded = load(root, today())
    unreadable = [
        file.path for file in loaded.files if file.kind is Kind.SOURCE and file.name not in loaded.dossier.entries
    ]
    if unreadable:
        # It may be a source of the same document as an entry.
        raise DossierError(f"{unreadable[0]} cannot be read: `{check_command(root, unreadable[0])}` says why")
    sources = [entry.record for entry in loaded.dossier.sources()]
    return plan(library.entries, defaults, sources, {file.name for file in loaded.files}, today())


def _write(root: Path, plan: Plan) -> None:
    folder = root
    for part in (EVIDENCE, Kind.SOURCE.collection):
        folder /= part
        # Records behind a link are not read, and the link may lead out of the dossier.
        if folder.is_symlink():
            raise DossierError(f"{shown_path(folder)} is a link: choose a folder of the dossier itself")
    create_files((root / record.path, record.content) for record in plan.new)


def _print_problems(problems: list[Diagnostic], text: str) -> None:
    lines = text.replace("\r\n", "\n").split("\n")
    colour = choose_style(Format.FULL, os.environ, is_terminal=sys.stdout.isatty()).colour
    in_order = sorted(problems, key=lambda problem: problem.sort_key)
    for block in terminal.render(in_order, lambda _: lines, colour=colour):
        print(f"{block}\n")


def _print_result(plan: Plan, *, is_dry_run: bool) -> None:
    for entry in plan.present:
        print(f"`{clean(entry.name)}` is already recorded as {entry.identifier}")
    for record in plan.new:
        proposals = ", ".join(f"{name} {value}" for name, value in record.proposed.items())
        print(f"{record.path} (proposed: {proposals})" if proposals else record.path)
    if any(record.proposed for record in plan.new):
        print("look at what is proposed: it is guessed from the type and the publisher of the entry")
    done = "would be written" if is_dry_run else "written"
    left_out = f", {plan.left_out:,} left out" if plan.left_out else ""
    print(f"{len(plan.new):,} {done}, {len(plan.present):,} already recorded{left_out}")

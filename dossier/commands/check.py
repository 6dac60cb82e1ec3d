"""`dossier check`: judge the records and print what is wrong with them. [io]"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from dossier import __version__
from dossier.checks import judge, passed_over
from dossier.checks.explain import explanation
from dossier.diagnostics import Diagnostic, Severity, github, json_report, sarif, terminal
from dossier.diagnostics.formats import Format, choose
from dossier.errors import DossierError
from dossier.reading.dossier import Dossier
from dossier.reading.files import RecordFile, find
from dossier.reading.load import Loaded, load, load_some, today
from dossier.system.terminal import progress, shown_path


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="record files, folders or identifiers; all by default")
    parser.add_argument("--base", metavar="REF", help="also judge the change against this git ref")
    parser.add_argument("--strict", action="store_true", help="let warnings fail the check")
    parser.add_argument("--final", action="store_true", help="judge the records as they would be published")
    parser.add_argument("--format", type=Format, choices=list(Format), default=Format.AUTO, help="who reads the report")


def run(options: argparse.Namespace, root: Path) -> int:
    """Print the report; 0 where nothing stands against publication, else 1."""
    chosen: list[str] = []
    if options.paths:
        # The names of ten thousand files take longer to find than the records of one to read: find them once.
        names = find(root)
        chosen = _chosen(root, options.paths, *names)
        loaded = load_some(root, today(), chosen, final=options.final, names=names)
    else:
        loaded = read(root, final=options.final)
    base = None
    if options.base is not None:
        from dossier.reading.base_revision import load_base

        base = load_base(root, options.base, today())
    found = problems(loaded, base)
    if options.paths:
        found = _about(found, set(chosen))
    _print(found, loaded, options, root, len(chosen))
    return verdict(found, strict=options.strict)


def read(root: Path, *, final: bool) -> Loaded:
    """The records of the dossier."""
    with progress("Reading records") as step:
        return load(root, today(), final=final, step=step)


def problems(loaded: Loaded, base: Dossier | None = None) -> list[Diagnostic]:
    """All that is wrong, in the order of files and lines."""
    return sorted([*loaded.diagnostics, *judge(loaded.dossier, base)], key=lambda one: one.sort_key)


def verdict(found: Iterable[Diagnostic], *, strict: bool) -> int:
    """The exit code: 1 where there is an error, or with `strict` a warning."""
    return int(any(strict or one.severity is Severity.ERROR for one in found))


def write(found: list[Diagnostic], records: int, wanted: Format, root: Path) -> None:
    """Print the report in the format wanted."""
    choice = choose(wanted, os.environ, is_terminal=sys.stdout.isatty())
    match choice.format:
        case Format.GITHUB:
            blocks: Iterator[str] = github.render(found)
        case Format.JSON:
            blocks = json_report.render(found, records)
        case Format.SARIF:
            blocks = sarif.render(found, explanation, __version__)
        case _:
            blocks = (f"{block}\n" for block in terminal.render(found, _lines(root), colour=choice.colour))
    for block in blocks:
        print(block)
    if choice.format in {Format.FULL, Format.GITHUB}:
        print(terminal.summary(found, records))


def _print(found: list[Diagnostic], loaded: Loaded, options: argparse.Namespace, root: Path, chosen: int) -> None:
    write(found, len(loaded.files) if loaded.dossier.complete else chosen, options.format, root)
    if not loaded.dossier.complete and choose(options.format, os.environ, is_terminal=False).format is Format.FULL:
        print(f"not run, for they need every record: {', '.join(passed_over())} (`check` without a path runs them)")


def _chosen(root: Path, paths: list[str], files: list[RecordFile], problems_of_names: list[Diagnostic]) -> list[str]:
    """The record files meant by paths, folders and identifiers, relative to the root."""
    known = {found.path for found in files} | {problem.span.path for problem in problems_of_names}
    return [path for wanted in paths for path in _one(root, wanted, files, known)]


def _one(root: Path, wanted: str, files: list[RecordFile], known: set[str]) -> list[str]:
    named = [found.path for found in files if found.name == wanted]
    if named:
        return named
    for place in (Path(wanted).absolute(), root / wanted):
        # Links are not resolved: what a record's path is must not depend on where a link leads.
        path = Path(os.path.normpath(place))
        if not path.is_relative_to(root):
            continue
        name = path.relative_to(root).as_posix()
        below = sorted(one for one in known if one == name or one.startswith(f"{name}/") or name == ".")
        if below:
            return below
    raise DossierError(f"there is no record at `{wanted}` below {shown_path(root / 'evidence')}")


def _about(found: list[Diagnostic], paths: set[str]) -> list[Diagnostic]:
    """The problems that show in these files, or point at them."""
    return [one for one in found if one.span.path in paths or any(label.span.path in paths for label in one.related)]


def _lines(root: Path) -> terminal.Lines:
    @cache
    def lines(path: str) -> list[str]:
        try:
            content = (root / path).read_bytes()
        except OSError:
            return []
        # As the parser counts them: other programs' line breaks are refused in records.
        return content.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").split("\n")

    return lines

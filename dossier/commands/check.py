"""`dossier check`: check the records and print all problems. [io]"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from dossier import __version__
from dossier.checks import run_checks
from dossier.checks.explain import explanation
from dossier.commands import check_command, word_of
from dossier.commands.shown_records import shown_records
from dossier.diagnostics import Diagnostic, Severity, github, json_report, sarif, terminal
from dossier.diagnostics.formats import Format, choose_style
from dossier.errors import DossierError
from dossier.reading.dossier import Dossier
from dossier.reading.files import RecordFile, find_record_files
from dossier.reading.load import Loaded, load, load_files, today
from dossier.reading.subject import NO_SUBJECT, required_subject
from dossier.reading.yaml_nodes import MAX_BYTES
from dossier.system.regular_files import read_regular_file
from dossier.system.terminal import progress, shown_path

# The help of `--final`.
FINAL = "check as for publication: refuse placeholders, held records and blanks in the pages"


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="check only these record files, folders or identifiers"
    )
    parser.add_argument("--base", metavar="REF", help="also check the changes since this git ref")
    parser.add_argument(
        "--committed", action="store_true", help="also refuse files that differ from the commit that is checked out"
    )
    parser.add_argument(
        "--published",
        metavar="REF|DIR",
        help="the released files (a branch, a commit or a folder): leave out suspended records, and check with "
        "`--base` that each new mark of a redaction is there",
    )
    parser.add_argument("--strict", action="store_true", help="fail if there are warnings")
    parser.add_argument("--final", action="store_true", help=f"{FINAL}, and missing reviews")
    parser.add_argument(
        "--format",
        type=word_of(Format),
        choices=list(Format),
        default=Format.AUTO,
        help="write the report in this format",
    )


def run(options: argparse.Namespace, root: Path) -> int:
    """Print the report. Returns 1 if there is an error, or if there is a warning and `--strict` is given."""
    chosen: list[str] = []
    if options.paths:
        # Listing ten thousand files takes longer than reading a few records: list them only once.
        names = find_record_files(root, required_subject(root))
        chosen = _chosen_files(root, options.paths, *names)
        loaded = load_files(root, today(), chosen, final=options.final, names=names)
    else:
        loaded = load_records(root, final=options.final)
    published = None
    if options.published is not None:
        from dossier.releases.aftermath.published import read_published
        from dossier.releases.publish.suspended_records import base_without_suspended

        published = read_published(options.published, root)
        loaded = shown_records(loaded, published)
    if options.final:
        from dossier.reading.review_rule import review_rule

        loaded = replace(loaded, dossier=replace(loaded.dossier, review_rule=review_rule(root)))
    base = None
    if options.base is not None:
        from dossier.reading.base_revision import load_base

        base = load_base(root, options.base, today(), loaded.dossier.subject)
        if published is not None:
            from dossier.releases.publish.frozen_base import with_redacted_texts

            base = base_without_suspended(base, loaded.dossier, published.records_out, published.revisions)
            base = with_redacted_texts(base, published.newest_records())
    diagnostics = find_problems(loaded, base)
    if options.committed:
        from dossier.reading.committed import uncommitted

        diagnostics = sorted([*uncommitted(root), *diagnostics], key=lambda diagnostic: diagnostic.sort_key)
    if options.paths:
        diagnostics = _of_files(diagnostics, set(chosen))
    print_report(diagnostics, len(loaded.files) if loaded.dossier.complete else len(chosen), options.format, root)
    style = choose_style(options.format, os.environ, is_terminal=False)
    if options.paths and style.format is Format.FULL:
        print(f"not compared with all other records, for example to find duplicates: run `{check_command(root)}`")
    return exit_code(diagnostics, strict=options.strict)


def load_records(root: Path, *, final: bool) -> Loaded:
    """All records of the dossier, read with a progress bar. `final` means that they are about to be published."""
    with progress("Reading records") as step:
        return load(root, today(), final=final, step=step)


def find_problems(loaded: Loaded, base: Dossier | None = None) -> list[Diagnostic]:
    """All problems of the records, sorted by file and line. With a base, those of the changes since then too."""
    # Without a subject, no record was read, so nothing else can be said.
    judged = () if loaded.dossier.subject is NO_SUBJECT else run_checks(loaded.dossier, base)
    diagnostics = [*loaded.diagnostics, *judged]
    return sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key)


def exit_code(diagnostics: Iterable[Diagnostic], *, strict: bool) -> int:
    """1 if there is an error, or with `strict` a warning, else 0."""
    return int(any(strict or diagnostic.severity is Severity.ERROR for diagnostic in diagnostics))


def print_report(diagnostics: list[Diagnostic], records: int, wanted: Format, root: Path) -> None:
    """Print the diagnostics in the wanted format. `records` is the number of records that were checked."""
    choice = choose_style(wanted, os.environ, is_terminal=sys.stdout.isatty())
    match choice.format:
        case Format.GITHUB:
            blocks: Iterator[str] = github.render(diagnostics)
        case Format.JSON:
            blocks = json_report.render(diagnostics, records)
        case Format.SARIF:
            blocks = sarif.render(diagnostics, explanation, __version__)
        case _:
            # The end of a long report is what its reader sees first, so errors come last.
            errors_last = sorted(diagnostics, key=lambda diagnostic: diagnostic.severity is Severity.ERROR)
            blocks = (f"{block}\n" for block in terminal.render(errors_last, _lines(root), colour=choice.colour))
    for block in blocks:
        print(block)
    if choice.format in {Format.FULL, Format.GITHUB}:
        print(terminal.summary(diagnostics, records))


def _chosen_files(
    root: Path, arguments: list[str], files: list[RecordFile], name_problems: list[Diagnostic]
) -> list[str]:
    """The record files that the arguments mean, as paths from the root."""
    known = {file.path for file in files} | {problem.span.path for problem in name_problems}
    return [path for argument in arguments for path in _matching_files(root, argument, files, known)]


def _matching_files(root: Path, argument: str, files: list[RecordFile], known: set[str]) -> list[str]:
    if not argument:
        raise DossierError("the path of a record is empty: name a record, a file or a folder, or give no path at all")
    with_name = [file.path for file in files if file.name == argument]
    if with_name:
        return with_name
    for place in (Path(argument).absolute(), root / argument):
        # Links are not resolved: the path of a record must not depend on the target of a link.
        path = Path(os.path.normpath(place))
        if not path.is_relative_to(root):
            continue
        name = path.relative_to(root).as_posix()
        below = sorted(
            known_path for known_path in known if known_path == name or known_path.startswith(f"{name}/") or name == "."
        )
        if below:
            return below
    raise DossierError(f"there is no record at `{argument}` in {shown_path(root / 'evidence')}")


def _of_files(diagnostics: list[Diagnostic], paths: set[str]) -> list[Diagnostic]:
    """The diagnostics that point at these files, themselves or by a note."""
    return [
        diagnostic
        for diagnostic in diagnostics
        if any(span.path in paths for span in (diagnostic.span, *(label.span for label in diagnostic.related)))
    ]


def _lines(root: Path) -> terminal.Lines:
    @cache
    def lines(path: str) -> list[str]:
        try:
            content = read_regular_file(root / path, MAX_BYTES)
        except OSError:
            return []
        if content is None:
            return []
        # The same lines as the parser counts: a record may contain no other line breaks.
        return content.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").split("\n")

    return lines

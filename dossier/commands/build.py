"""`dossier build`: check the records, and build the site. [io]"""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.checks import held_record
from dossier.commands import REPLACE_REDACTED
from dossier.commands.check import FINAL, exit_code, find_problems, load_records, print_report
from dossier.commands.places_of_text import warn_of_lost_texts
from dossier.commands.shown_records import shown_records
from dossier.commands.unshown_releases import warn_of_releases
from dossier.configuration import about_of, site_settings
from dossier.diagnostics import Severity
from dossier.diagnostics.formats import Format
from dossier.diagnostics.terminal import summary
from dossier.reading.load import today
from dossier.site.site_size import HOST_LIMIT, REMEDY, SiteSize, measure_site
from dossier.system.terminal import progress, shown_path

if TYPE_CHECKING:
    from dossier.releases.aftermath.published import Published


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--strict", action="store_true", help="fail if there are warnings")
    parser.add_argument("--final", action="store_true", help=FINAL)
    parser.add_argument(
        "--published",
        metavar="REF|DIR",
        help="build for publication, with the released files of a branch or commit of this repository, or of a folder",
    )
    parser.add_argument("--replace-redacted", action="append", default=[], metavar="ID:FIELD", help=REPLACE_REDACTED)
    parser.add_argument("--no-search", action="store_true", help="leave the search index out")
    parser.add_argument(
        "--offline",
        type=Path,
        metavar="OUT",
        help="also write a copy into this new folder, outside of the dossier, that opens by a double-click on its "
        "index.html, without a server or a connection",
    )


def run(options: argparse.Namespace, root: Path) -> int:
    """Build `build/site`, print its size, and write the copy that `--offline` asks for.

    If there are errors, nothing is written and the exit code is 1.
    """
    if options.offline is not None:
        from dossier.site.offline.new_folder import refuse_taken

        refuse_taken(options.offline, root)
    loaded = load_records(root, final=options.final or options.published is not None)
    published = None
    if options.published is not None:
        # Imported here because a build without releases does not need them.
        from dossier.releases.aftermath.published import read_published

        published = read_published(options.published, root)
        loaded = shown_records(loaded, published)
    # A held record is a warning elsewhere, but the site and its downloads are made to be published.
    diagnostics = [
        replace(found, severity=Severity.ERROR) if found.code == held_record.CODE else found
        for found in find_problems(loaded)
    ]
    if published is not None and not exit_code(diagnostics, strict=options.strict):
        published.require_source(root)
        diagnostics += published.forbidden_changes(root, loaded.dossier)
    code = exit_code(diagnostics, strict=options.strict)
    if code:
        errors = [diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR]
        print_report(diagnostics if options.strict else errors, len(loaded.files), Format.AUTO, root)
        print("the site was not built", file=sys.stderr)
        return code
    from dossier.site.builder import Builder

    if published is not None:
        from dossier.releases.redact.repeated_words import refuse_repetition

        replaced = frozenset(options.replace_redacted)
        published.refuse_republication(loaded.dossier, replaced)
        warn_of_lost_texts(refuse_repetition(published.released_records, root, replaced))
    builder = Builder(root, with_search=not options.no_search, published=published)
    # Another build must wait until the copy is complete, or its site would be copied under the name of this site.
    with ExitStack() as build:
        with progress("Writing pages") as step:
            pages = build.enter_context(builder.built(loaded.dossier, step))
        counts = summary(diagnostics, len(loaded.files))
        # Without `--published`, `check` also lists the warnings of suspended records.
        check = "check" if published is None else f"check --published {options.published}"
        print(f"{counts}; `{check}` lists them" if diagnostics else counts)
        print(f"{pages:,} record pages in {shown_path(builder.site)}")
        _print_size(measure_site(builder.site, HOST_LIMIT))
        if options.offline is not None:
            _write_offline(builder.site, options.offline, root, published)
    if published is None:
        warn_of_releases(root, "this site calls each record", "show them", "build")
    return 0


def _write_offline(site: Path, out: Path, root: Path, published: Published | None) -> None:
    from dossier.site.offline.folder import write_copy
    from dossier.site.offline.note import copy_note

    releases = () if published is None else [release.version for release in published.releases]
    note = copy_note(about_of(site_settings(root)), today(), releases)
    pages = write_copy(site, out, note)
    print(f"{pages:,} pages in the copy {shown_path(out)}: open its index.html with a browser")


def _print_size(size: SiteSize) -> None:
    print(size)
    if size.is_near_limit:
        print(
            f"warning: that is {'more than' if size.is_over_limit else 'close to'} the limit: {REMEDY}",
            file=sys.stderr,
        )

"""`dossier build`: judge the records, and publish them as a site if nothing stands against it. [io]"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dossier.commands.check import problems, read, verdict, write
from dossier.diagnostics import Severity
from dossier.system.terminal import progress, shown_path
from dossier.diagnostics.formats import Format
from dossier.diagnostics.terminal import summary


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--strict", action="store_true", help="let warnings fail the build")
    parser.add_argument("--final", action="store_true", help="judge the records as they are published: no placeholders")
    parser.add_argument(
        "--published",
        metavar="REF|DIR",
        help="lay what was released beside the site: a branch or commit of this repository, or a folder",
    )
    parser.add_argument("--no-search", action="store_true", help="leave the search index out")


def run(options: argparse.Namespace, root: Path) -> int:
    """Build `build/site`; where the records have errors nothing is written and the code is 1."""
    loaded = read(root, final=options.final)
    found = problems(loaded)
    code = verdict(found, strict=options.strict)
    if code:
        shown = found if options.strict else [one for one in found if one.severity is Severity.ERROR]
        write(shown, len(loaded.files), Format.AUTO, root)
        print("the site was not built", file=sys.stderr)
        return code
    from dossier.releases.aftermath.published import read_published
    from dossier.site.builder import Builder

    published = None if options.published is None else read_published(options.published, root)
    builder = Builder(root, with_search=not options.no_search, published=published)
    with progress("Stamping pages") as step:
        pages = builder.build(loaded.dossier, step)
    print(f"{summary(found, len(loaded.files))}; `check` lists them" if found else summary(found, len(loaded.files)))
    print(f"{pages:,} record pages in {shown_path(builder.site)}")
    return 0

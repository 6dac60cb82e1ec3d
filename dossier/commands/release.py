"""`dossier release`: freeze the revisions of what changed, and append them to the branch of releases. [io]"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dossier.commands.check import write
from dossier.diagnostics.formats import Format
from dossier.errors import DossierError
from dossier.reading.load import today
from dossier.system.terminal import shown_path


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("version", nargs="?", metavar="VERSION", help="its name (this day's: 2026.11.23, 2026.11.23.2)")
    parser.add_argument("--onto", required=True, metavar="BRANCH", help="the branch that holds the releases")
    parser.add_argument("--repo", metavar="DIR", help="the repository of the branch (that of the dossier)")
    parser.add_argument("--push", action="store_true", help="append to the branch at `origin`, and never by force")
    parser.add_argument("--first", action="store_true", help="begin the branch: nothing was ever released")
    parser.add_argument("--reissue", action="append", default=[], metavar="ID", help="make its page anew, unchanged")
    parser.add_argument("--reason", metavar="TEXT", help="why pages are made anew")
    parser.add_argument("--without-timestamp", metavar="REASON", help="release unstamped, and record why")
    parser.add_argument("--signing-key", type=Path, metavar="PATH", help="sign the manifest with this SSH key")


def run(options: argparse.Namespace, root: Path) -> int:
    """Release; 0 where it was made or nothing had changed, 1 where records have errors, 2 where it is refused."""
    if bool(options.reissue) is not bool(options.reason):
        raise DossierError("`--reissue` and `--reason` go together: a page made anew says why")
    from dossier.configuration import release_settings
    from dossier.releases.publish.release import ASSETS, Order, Releaser
    from dossier.releases.publish.source import JudgedSource, RecordsError
    from dossier.releases.seal.seal import Sealing
    from dossier.releases.store.branch import Branch

    settings = release_settings(root)
    sealing = Sealing.of(settings, options.without_timestamp, options.signing_key)
    branch = Branch(
        root if options.repo is None else Path(options.repo), options.onto, "origin" if options.push else None
    )
    order = Order(
        options.version,
        options.first,
        dict.fromkeys(options.reissue, options.reason),
        sealing.timestamp,
        is_signed=sealing.key is not None,
    )
    branch.check()
    try:
        source = JudgedSource.read(root, today())
        outcome = Releaser(source, branch, settings.about, sealing.seal).release(order)
    except RecordsError as error:
        write(error.found, error.records, Format.AUTO, root)
        print(error, file=sys.stderr)
        return 1
    if outcome.release is None:
        print(f"nothing has changed since the last release: none is made ({branch.name} at {outcome.commit[:12]})")
        return 0
    made = outcome.release
    counts = {"added": made.added, "changed": made.changed, "corrected": made.corrected, "withdrawn": made.withdrawn}
    counts["issued again"] = made.reissued
    told = ", ".join(f"{len(many):,} {word}" for word, many in counts.items() if many)
    print(f"release {made.version}: {told}; {branch.name} at {outcome.commit[:12]}")
    print(f"archives and the head of the ledger: {shown_path(root / ASSETS)}")
    return 0

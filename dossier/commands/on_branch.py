"""Options of the commands that add a release to a branch. [io]"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.commands import printable_option

if TYPE_CHECKING:
    from dossier.configuration import ReleaseSettings
    from dossier.releases.publish.replacement import Replacer
    from dossier.releases.seal.seal import Sealer
    from dossier.releases.store.branch import Branch
    from dossier.releases.store.kept_files import KeptFiles

ONTO = "add the release to this branch"


def add_branch_options(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments except `--onto`."""
    parser.add_argument("--repo", metavar="DIR", help="use the branch in this repository (that of the dossier)")
    parser.add_argument("--push", action="store_true", help="push the branch to `origin`, never by force")
    parser.add_argument(
        "--without-timestamp",
        type=partial(printable_option, "without-timestamp"),
        metavar="REASON",
        help="release without a timestamp, and record the reason",
    )
    parser.add_argument("--signing-key", type=Path, metavar="PATH", help="sign the manifest with this SSH key")
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="DIR",
        help="what suspensions replaced is in this folder (`suspended` in the dossier)",
    )


def branch_of(options: argparse.Namespace, root: Path) -> Branch:
    """The branch to which the release is added."""
    from dossier.releases.store.branch import Branch
    from dossier.system.git import Repository

    repository = Repository(root if options.repo is None else Path(options.repo))
    return Branch(repository, options.onto, "origin" if options.push else None)


def sealer_of(options: argparse.Namespace, settings: ReleaseSettings) -> Sealer:
    """The timestamp and signature that the release gets. Raises DossierError if the options contradict the settings."""
    from dossier.releases.seal.seal import Sealer

    return Sealer.of(settings, options.without_timestamp, options.signing_key)


def kept_files_of(options: argparse.Namespace, root: Path) -> KeptFiles:
    """The published files that notices replace."""
    from dossier.releases.store.kept_files import KEPT, KeptFiles

    return KeptFiles(root / KEPT if options.keep is None else options.keep, root)


def replacer_of(options: argparse.Namespace, root: Path, settings: ReleaseSettings) -> Replacer:
    """The maker of a release that replaces published files."""
    from dossier.releases.publish.release import ASSETS
    from dossier.releases.publish.replacement import Replacer

    sealing, kept = sealer_of(options, settings), kept_files_of(options, root)
    is_signed = sealing.key is not None
    branch = branch_of(options, root)
    about, publisher = settings.about, settings.publisher
    return Replacer(branch, about, publisher, sealing.seal, sealing.timestamp, is_signed, root / ASSETS, kept)

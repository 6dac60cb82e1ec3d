"""`dossier redact`: remove a text from frozen revisions in a new release. [io]

The command then searches everything else that it can reach for the text.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.commands import printable_option
from dossier.errors import DossierError
from dossier.reading.load import today
from dossier.system.terminal import clean, shown_path

if TYPE_CHECKING:
    from dossier.releases.redact.text import TextToRedact
    from dossier.releases.store.branch import Branch

_MOST_SHOWN = 50


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "names",
        nargs="+",
        metavar="ID[/N]",
        help="redact this revision, or all revisions of a record that contain the text",
    )
    parser.add_argument("--text", required=True, type=Path, metavar="FILE", help="remove the text in this file")
    parser.add_argument(
        "--authority", required=True, metavar="TEXT", help="name who ordered the redaction; this is published"
    )
    parser.add_argument("--reason", required=True, metavar="TEXT", help="say why; this is published")
    parser.add_argument("--onto", required=True, metavar="BRANCH", help="add the release to this branch")
    parser.add_argument("--repo", metavar="DIR", help="use the branch in this repository (that of the dossier)")
    parser.add_argument("--push", action="store_true", help="push the branch to `origin`, never by force")
    parser.add_argument(
        "--without-timestamp", metavar="REASON", help="release without a timestamp, and record the reason"
    )
    parser.add_argument("--signing-key", type=Path, metavar="PATH", help="sign the manifest with this SSH key")


def run(options: argparse.Namespace, root: Path) -> int:
    """Redact the text.

    Returns 0 if a search finds the text nowhere else, and 1 if it does. Raises DossierError if it cannot be redacted.
    """
    from dossier.configuration import release_settings
    from dossier.releases.publish.release import ASSETS
    from dossier.releases.redact.release import RedactionOrder, Redactor, parse_revisions
    from dossier.releases.seal.seal import Sealer
    from dossier.releases.store.branch import Branch
    from dossier.system.git import Repository

    authority, reason = printable_option("authority", options.authority), printable_option("reason", options.reason)
    without = options.without_timestamp and printable_option("without-timestamp", options.without_timestamp)
    unwanted = _unwanted(options)
    settings = release_settings(root)
    sealing = Sealer.of(settings, without, options.signing_key)
    repository = Repository(root if options.repo is None else Path(options.repo))
    branch = Branch(repository, options.onto, "origin" if options.push else None)
    is_signed = sealing.key is not None
    redactor = Redactor(branch, settings.about, sealing.seal, sealing.timestamp, is_signed, root / ASSETS)
    wanted = RedactionOrder(parse_revisions(options.names), unwanted, authority, reason)
    outcome = redactor.redact(wanted, today())
    commit, release = outcome.commit, outcome.release
    print(f"release {release.version}: {len(release.redacted)} files redacted; {branch.name} at {commit[:12]}")
    for file in release.redacted:
        print(f"  {file.path}")
    remaining = list(_remaining_places(root, branch, commit, unwanted))
    if remaining:
        print(f"{len(remaining):,} files still contain the text:", file=sys.stderr)
        for place in [*remaining[:_MOST_SHOWN], *(["…"] if len(remaining) > _MOST_SHOWN else [])]:
            print(f"  {clean(place)}", file=sys.stderr)
        print(
            "replace it by [redacted] in the evidence and the pages, and build the site again; redact the other "
            "revisions too; a release page that repeats the text in the reason of a correction cannot be redacted yet",
            file=sys.stderr,
        )
    print(_further_steps(branch, commit))
    return 1 if remaining else 0


def _unwanted(options: argparse.Namespace) -> TextToRedact:
    from dossier.releases.redact.text import TextToRedact

    try:
        unwanted = TextToRedact(options.text.read_text(encoding="utf-8").strip())
    except UnicodeDecodeError:
        raise DossierError(f"`{options.text}` is not UTF-8") from None
    except ValueError as error:
        raise DossierError(f"`{options.text}`: {error}") from None
    for name in ("authority", "reason"):
        if unwanted.any_case.search(getattr(options, name)):
            raise DossierError(f"`--{name}` repeats the text to be removed")
    return unwanted


def _remaining_places(root: Path, branch: Branch, commit: str, unwanted: TextToRedact) -> Iterator[str]:
    """Yield the files that still contain the text: on the branch, in the evidence, the pages, and the built site."""
    from dossier.reading.files import EVIDENCE
    from dossier.releases.redact.release import find_text
    from dossier.releases.store.branch import CommitTree
    from dossier.releases.verify.trees import FolderTree

    yield from (f"{branch.name}: {path}" for path in find_text(CommitTree(branch.repository, commit), unwanted))
    for folder in (root / EVIDENCE, root / "pages", root / "build/site"):
        if folder.is_dir():
            yield from (shown_path(folder / path) for path in find_text(FolderTree(folder), unwanted))


def _further_steps(branch: Branch, commit: str) -> str:
    """The steps that this command cannot take, and who can take them."""
    from dossier.releases.store import release_json
    from dossier.releases.store.branch import CommitTree

    tree = CommitTree(branch.repository, commit)
    descriptions = [path for path in sorted(tree.paths()) if path.endswith("/release.json")]
    releases = [release_json.parse(content) for _, content in tree.read(descriptions)]
    archives = [archive.name for release in releases for archive in release.archives]
    lines = [
        "this command does not change:",
        "  - the site that readers see: build it again with `--published`, and deploy it",
        f"  - the archives of earlier releases: {', '.join(archives) or 'none'}; delete them in all places",
        f"  - the history of git: earlier commits of `{branch.name}` and of the evidence still contain the text;",
        f"    you can replace `{branch.name}` by a single orphan commit with the same tree, which verifies as before",
        "  - forks and clones of the repository, its issues and pull requests, caches of the host: ask the host",
        "  - web archives and search engines: ask each of them to remove the pages",
        "  - copies that readers saved: by the old hash, `/verify/` informs these readers of the redaction",
        "  - the old hashes in the manifests: a reader who guesses the removed words can confirm the guess with them",
    ]
    return "\n".join(lines)

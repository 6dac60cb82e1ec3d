"""`dossier redact`: remove a text from frozen revisions by a release of its own, and look where else it stands. [io]"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.errors import DossierError
from dossier.reading.load import today
from dossier.system.terminal import shown_path

if TYPE_CHECKING:
    from dossier.releases.redact.text import Unwanted
    from dossier.releases.store.branch import Branch

_SHOWN = 50


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("names", nargs="+", metavar="ID[/N]", help="a revision, or a record for all that hold the text")
    parser.add_argument("--text", required=True, type=Path, metavar="FILE", help="the file that holds the text")
    parser.add_argument("--authority", required=True, metavar="TEXT", help="who ordered it; printed")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="on what ground; printed")
    parser.add_argument("--onto", required=True, metavar="BRANCH", help="the branch that holds the releases")
    parser.add_argument("--repo", metavar="DIR", help="the repository of the branch (that of the dossier)")
    parser.add_argument("--push", action="store_true", help="append to the branch at `origin`, and never by force")
    parser.add_argument("--without-timestamp", metavar="REASON", help="release unstamped, and record why")
    parser.add_argument("--signing-key", type=Path, metavar="PATH", help="sign the manifest with this SSH key")


def run(options: argparse.Namespace, root: Path) -> int:
    """Redact; 0 where the text stands nowhere any more that can be searched, 1 where it does, 2 where it is refused."""
    from dossier.configuration import release_settings
    from dossier.releases.publish.release import ASSETS
    from dossier.releases.redact.release import Redactor, Wanted, parse_names, write_witness
    from dossier.releases.seal.seal import Sealing
    from dossier.releases.store.branch import Branch

    unwanted = _unwanted(options)
    settings = release_settings(root)
    sealing = Sealing.of(settings, options.without_timestamp, options.signing_key)
    branch = Branch(
        root if options.repo is None else Path(options.repo), options.onto, "origin" if options.push else None
    )
    redactor = Redactor(branch, settings.about, sealing.seal, sealing.timestamp, is_signed=sealing.key is not None)
    wanted = Wanted(parse_names(options.names), unwanted, options.authority.strip(), options.reason.strip())
    commit, release, witness = redactor.redact(wanted, today())
    write_witness(root / ASSETS, witness)
    print(f"release {release.version}: {len(release.redacted)} files redacted; {branch.name} at {commit[:12]}")
    for one in release.redacted:
        print(f"  {one.path}")
    left = list(_left(root, branch, commit, unwanted))
    if left:
        print(f"the text still stands in {len(left):,} files:", file=sys.stderr)
        for place in [*left[:_SHOWN], *(["…"] if len(left) > _SHOWN else [])]:
            print(f"  {place}", file=sys.stderr)
        print(
            "take it out of the evidence and the pages, put [redacted] in its place, and build anew; name the other "
            "revisions to `redact`; a release that repeats a text in the reason of a correction cannot be redacted yet",
            file=sys.stderr,
        )
    print(_cannot(branch, commit))
    return 1 if left else 0


def _unwanted(options: argparse.Namespace) -> Unwanted:
    from dossier.releases.redact.text import Unwanted

    try:
        unwanted = Unwanted(options.text.read_text(encoding="utf-8").strip())
    except UnicodeDecodeError:
        raise DossierError(f"`{options.text}` is not UTF-8") from None
    except ValueError as error:
        raise DossierError(f"`{options.text}`: {error}") from None
    for name in ("authority", "reason"):
        if not getattr(options, name).strip():
            raise DossierError(f"`--{name}` is empty, and it is printed where words were removed")
        if unwanted.anyhow.search(getattr(options, name)):
            raise DossierError(f"`--{name}` repeats the text that is to be removed")
    return unwanted


def _left(root: Path, branch: Branch, commit: str, unwanted: Unwanted) -> Iterator[str]:
    """Where the text still stands: on the branch, in the evidence and the pages, in the site as built."""
    from dossier.reading.files import EVIDENCE
    from dossier.releases.redact.release import remains_in_folder, remains_in_tree
    from dossier.releases.store.branch import CommitTree

    yield from (f"{branch.name}: {path}" for path in remains_in_tree(CommitTree(branch.repo, commit), unwanted))
    for folder in (EVIDENCE, "pages", "build/site"):
        yield from map(shown_path, remains_in_folder(root / folder, unwanted))


def _cannot(branch: Branch, commit: str) -> str:
    """What this command cannot do, and who can."""
    from dossier.releases.store import release_json
    from dossier.releases.store.branch import CommitTree

    tree = CommitTree(branch.repo, commit)
    described = [path for path in sorted(tree.paths()) if path.endswith("/release.json")]
    archives = [one.name for _, content in tree.read(described) for one in release_json.parse(content).archives]
    lines = [
        "what this cannot do:",
        "  - the site that readers see: build it anew with `--published`, and deploy it",
        f"  - the archives that went with earlier releases: {', '.join(archives) or 'none'}; take them down where kept",
        f"  - the history of git: commits of `{branch.name}` and of the evidence before this one still hold the text;",
        f"    `{branch.name}` may be replaced by one orphan commit with the same tree, and then verifies as before",
        "  - forks and clones of the repository, its issues and pull requests, caches of the host: ask the host",
        "  - web archives and search engines: ask each for removal",
        "  - copies that readers saved: `/verify/` tells them that the page was redacted, by the old hash",
        "  - a reader who guesses the removed words can confirm it by the old hashes, which stay in the manifests",
    ]
    return "\n".join(lines)

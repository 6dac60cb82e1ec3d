"""`dossier suspend`: put notices in the place of published revisions. [io]"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.commands import command_line, printable_option, root_option
from dossier.commands.on_branch import ONTO, add_branch_options, replacer_of
from dossier.errors import DossierError
from dossier.reading.load import today
from dossier.system.terminal import clean, shown_path

if TYPE_CHECKING:
    from dossier.releases.publish.append import Outcome
    from dossier.releases.store.branch import Branch
    from dossier.releases.store.release_json import Release


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "names", nargs="+", metavar="ID[/N]", help="suspend this revision, or a record with all its revisions"
    )
    purpose = parser.add_mutually_exclusive_group(required=True)
    purpose.add_argument("--reason", metavar="TEXT", help="say why; this is published")
    purpose.add_argument(
        "--reason-withheld", action="store_true", help="publish that the law does not let you give the reason"
    )
    purpose.add_argument("--lift", action="store_true", help="put back what was published, byte for byte")
    parser.add_argument("--onto", required=True, metavar="BRANCH", help=ONTO)
    add_branch_options(parser)
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep what was published in this folder (`suspended` in the dossier)"
    )


def run(options: argparse.Namespace, root: Path) -> int:
    """Make the release. Returns 0, and raises DossierError if it is refused."""
    from dossier.configuration import release_settings
    from dossier.releases.redact.order import parse_revisions
    from dossier.releases.store.suspensions import WITHHELD
    from dossier.releases.suspend.closure import MoreToNameError
    from dossier.releases.suspend.release import Suspender

    withhold = "`--reason-withheld`"
    reason = WITHHELD if options.reason is None else printable_option("reason", options.reason, otherwise=withhold)
    settings = release_settings(root)
    replacer = replacer_of(options, root, settings, options.keep)
    suspender = Suspender(replacer, settings.publisher)
    names = parse_revisions(options.names)
    try:
        outcome = suspender.lift(names, today()) if options.lift else suspender.suspend(names, reason, today())
    except MoreToNameError as error:
        listed = "\n".join(f"  {name}" for name in error.names)
        raise DossierError(
            f"{error}:\n{listed}\nthe complete command is:\n{_command(options, root, error.names)}"
        ) from None
    release = outcome.release
    files = release.lifted or release.suspended
    word = "put back" if options.lift else "suspended"
    print(f"release {release.version}: {len(files)} files {word}; {replacer.branch.name} at {outcome.commit[:12]}")
    causes = {file.path: file.record for file in release.suspended}
    for file in files:
        cause = causes.get(file.path, "")
        print(f"  {file.path}" + (f" (shows the text of {cause})" if cause not in file.path else ""))
    if not options.lift:
        folder = shown_path(replacer.kept.folder)
        print(f"what was published is kept in {folder}: do not lose it, and show it to nobody")
    for line in _further_steps(options, root, replacer.branch, outcome):
        print(line)
    return 0


def _command(options: argparse.Namespace, root: Path, missing: Sequence[str]) -> str:
    """The command line with all names."""
    whole = {name for name in missing if "/" not in name}
    names = [name for name in options.names if name.strip("/").removeprefix("r/").partition("/")[0] not in whole]
    given = {
        "reason": options.reason,
        "onto": options.onto,
        "repo": options.repo,
        "keep": options.keep,
        "without-timestamp": options.without_timestamp,
        "signing-key": options.signing_key,
    }
    parts = [part for name, value in given.items() if value is not None for part in (f"--{name}", str(value))]
    flags = [f"--{name}" for name in ("reason-withheld", "lift", "push") if getattr(options, name.replace("-", "_"))]
    return clean(command_line("suspend", *root_option(root), *names, *missing, *flags, *parts))


def _further_steps(options: argparse.Namespace, root: Path, branch: Branch, outcome: Outcome[Release]) -> Iterator[str]:
    """Yield the steps that this command cannot take, and who can take them."""
    yield "this command does not change:"
    yield "  - the site that readers see: build it again with `--published`, and deploy it"
    if options.lift:
        yield "  - the evidence: put the files of these records back if they were taken out, and remove `hold`"
        yield "  - the folder that keeps suspended files: delete it once the text is redacted or may be shown"
        yield "  - what others removed because of the suspension: archives, copies, pages in caches"
        return
    names = {file.record for file in outcome.release.suspended}
    for path in _evidence_files(root, names):
        yield f"  - `{path}`: it stays readable in the repository until you take it out; no release needs it"
    archives, repeating = _earlier_releases(branch, outcome, names)
    yield f"  - the archives of earlier releases, which hold it: {', '.join(archives) or 'none'}; take them down"
    if repeating:
        yield f"  - reasons for corrections on the pages of releases {', '.join(repeating)}: `redact` can remove words"
    yield f"  - the history of git: earlier commits of `{branch.name}` and of the evidence still have the text"
    yield "  - forks and clones of the repository, its issues and pull requests, caches of the host: ask the host"
    yield "  - web archives, search engines and copies that readers saved: ask each of them"


def _evidence_files(root: Path, names: set[str]) -> list[str]:
    from dossier.reading.files import find_record_files
    from dossier.reading.subject import required_subject

    return [file.path for file in find_record_files(root, required_subject(root))[0] if file.name in names]


def _earlier_releases(branch: Branch, outcome: Outcome[Release], names: set[str]) -> tuple[list[str], list[str]]:
    """The archives that hold these records, and the releases whose pages repeat a reason for a change of them."""
    from dossier.model.addresses import LEDGER
    from dossier.releases.publish.changes import read_releases
    from dossier.releases.store import ledger
    from dossier.releases.store.branch import CommitTree

    tree = CommitTree(branch.repository, outcome.commit)
    lines = ledger.parse(next(content for _, content in tree.read([LEDGER])))
    archives: list[str] = []
    repeating: list[str] = []
    is_published = False
    for release in read_releases(tree, lines):
        is_published = is_published or any(new.id in names for new in release.revisions)
        archives += [archive.name for archive in release.archives] if is_published else []
        has_reason = any(each.id in names and each.corrections for each in release.changed)
        if has_reason or any(each.id in names for each in release.reissued):
            repeating.append(release.version)
    return archives, repeating

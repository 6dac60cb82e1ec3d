"""`dossier suspend`: put notices in the place of published revisions. [io]"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.commands import command_line, printable_option, root_option
from dossier.commands.on_branch import ONTO, add_branch_options, replacer_of
from dossier.errors import DossierError
from dossier.model.identifiers import KIND_OF_PREFIX, Kind
from dossier.model.subject import SUBJECT
from dossier.reading.load import today
from dossier.system.terminal import clean, shown_path

if TYPE_CHECKING:
    from dossier.releases.publish.append import Outcome
    from dossier.releases.publish.replacement import Replacer
    from dossier.releases.store.branch import Branch
    from dossier.releases.store.release_json import Release, SuspendedFile
    from dossier.releases.suspend.closure import MoreToNameError

_MAY_NOT_BE_SHOWN = (
    "if these may not be shown, suspend again what you named, with the reason that applies now; if they may be shown, "
    "the command is"
)
_COMPLETE = (
    "if any of these may stay, first take the reference out of its file and release it, and then suspend; to suspend "
    "them all, the command is"
)
_MOST_SHOWN = 50
# The options that `suspend` and `redact` share.
_FLAGS = ("push",)
_OPTIONS = ("onto", "repo", "keep", "without-timestamp", "signing-key")
# The folders of what people write.
_WRITTEN = ("evidence", "pages", "docs")


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


def run(options: argparse.Namespace, root: Path) -> int:
    """Make the release. Returns 0, and raises DossierError if it is refused."""
    from dossier.configuration import release_settings
    from dossier.releases.redact.order import parse_revisions
    from dossier.releases.store.suspensions import WITHHELD
    from dossier.releases.suspend.closure import MoreToNameError
    from dossier.releases.suspend.reasons import refuse_suspended_words
    from dossier.releases.suspend.release import Suspender

    withhold = "`--reason-withheld`"
    reason = WITHHELD if options.reason is None else printable_option("reason", options.reason, otherwise=withhold)
    settings = release_settings(root)
    replacer = replacer_of(options, root, settings)
    if not options.lift:
        words = {"reason": reason, "without-timestamp": options.without_timestamp}
        refuse_suspended_words(replacer.branch, replacer.kept, words)
    suspender = Suspender(replacer)
    names = parse_revisions(options.names)
    try:
        outcome = suspender.lift(names, today()) if options.lift else suspender.suspend(names, reason, today())
    except MoreToNameError as error:
        lead = _MAY_NOT_BE_SHOWN if options.lift else _COMPLETE
        command = _command(options, root, [*error.names, *error.indirect])
        raise DossierError(f"{error}:\n{_listed(error)}\n{lead}:\n{command}") from None
    _print_release(options, replacer, outcome)
    releases = _releases(replacer.branch, outcome)
    for line in _further_steps(options, root, replacer.branch, outcome, releases):
        print(line)
    if not options.lift:
        _print_remaining(root, replacer, outcome)
    if options.reason_withheld:
        _print_earlier_reasons(options, root, outcome, releases)
    return 0


def _listed(error: MoreToNameError) -> str:
    """The records that must be named as well, one a line: first those that refer to what the user named."""
    lines = [f"  {name}" for name in error.names]
    if error.indirect:
        lines += ["these refer to those:", *(f"  {name}" for name in error.indirect)]
    return "\n".join(lines)


def _print_release(options: argparse.Namespace, replacer: Replacer, outcome: Outcome[Release]) -> None:
    release, tip = outcome.release, f"{replacer.branch.name} at {outcome.commit[:12]}"
    if options.lift:
        print(f"release {release.version}: {len(release.lifted)} files put back; {tip}")
        for lifted in release.lifted:
            print(f"  {lifted.path}")
        for file in release.suspended:
            print(f"  {file.path} stays suspended {_because(file)}")
        return
    print(f"release {release.version}: {len(release.suspended)} files suspended; {tip}")
    for file in release.suspended:
        print(f"  {file.path}" + (f" {_because(file)}" if f"/{file.record}/" not in file.path else ""))
    folder = shown_path(replacer.kept.folder)
    print(f"what was published is kept in {folder}: do not lose it, and show it to nobody")


def _because(file: SuspendedFile) -> str:
    return f"(refers to {file.record} or repeats its text)"


def _print_remaining(root: Path, replacer: Replacer, outcome: Outcome[Release]) -> None:
    """Print the lines of `subject.yml` with names of the suspended records, and the files with their sentences."""
    from dossier.model.addresses import Revision
    from dossier.releases.suspend.remaining import files_with, lines_with_words, names, numbers, sentences

    own: dict[str, str] = {}
    for file in outcome.release.suspended:
        revision = Revision.parse(file.path)
        if revision is not None and file.path == revision.record and file.record == revision.identifier:
            own[file.path] = file.sha256
    kept = [record for sha256 in own.values() if (record := replacer.kept.find(sha256)) is not None]
    wanted = frozenset[str]().union(*map(sentences, kept))
    of_decisions = frozenset[str]().union(*map(numbers, kept))
    identifiers = {file.record for file in outcome.release.suspended}
    words = identifiers.union(wanted, *map(names, kept))
    lines = [*lines_with_words((root / SUBJECT).read_text("utf-8"), words)]
    if lines:
        print(
            f"`{SUBJECT}` NAMES THE RECORDS, or has a sentence of them, and no build notices every such place: take it "
            f"out of {', '.join(lines)}"
        )
    found = [*files_with(wanted, of_decisions, _readable_files(root, replacer.branch, outcome.commit, identifiers))]
    if found:
        print(f"THE TEXT IS STILL in these files ({len(found):,}): they have sentences or case numbers of the records")
        for path in found[:_MOST_SHOWN]:
            print(f"  {clean(path)}")
        if len(found) > _MOST_SHOWN:
            print("  …")
        print(
            f"take the sentences out of the evidence, `{SUBJECT}` and the pages, and suspend or redact the published "
            "revisions"
        )


def _print_earlier_reasons(
    options: argparse.Namespace, root: Path, outcome: Outcome[Release], releases: Sequence[Release]
) -> None:
    """Print which earlier releases give a reason for suspending the same files, and the command that removes it."""
    from dossier.model.redaction import MARK
    from dossier.releases.store.suspensions import WITHHELD

    paths = {file.path for file in outcome.release.suspended}
    reasons = {
        (release.version, file.reason)
        for release in releases
        for file in release.suspended
        if file.path in paths and file.reason not in {WITHHELD, MARK}
    }
    if not reasons:
        return
    versions = sorted({version for version, _ in reasons})
    texts = [part for _ in {reason for _, reason in reasons} for part in ("--text", "FILE")]
    texts += ["--authority", "TEXT", "--reason", "TEXT"]
    command = command_line("redact", *root_option(root), *versions, *texts, *_given(options, _FLAGS, _OPTIONS))
    print("AN EARLIER REASON IS STILL PUBLISHED by these releases, on their pages and in their `release.json`:")
    for version, reason in sorted(reasons):
        print(f"  {version}: {clean(reason)}")
    print(f"living pages that have a history show it as well; to put {MARK} in its place, write it into a FILE:")
    print(clean(command))


def _readable_files(root: Path, branch: Branch, commit: str, names: set[str]) -> Iterator[tuple[str, bytes]]:
    """Yield each published file, and what people wrote for the site, except the files of these records."""
    from dossier.releases.store.branch import CommitTree
    from dossier.releases.verify.trees import FolderTree

    tree = CommitTree(branch.repository, commit)
    yield from tree.read([path for path in sorted(tree.paths()) if path.endswith((".html", ".json"))])
    for path in sorted(root.iterdir()):
        if path.is_file() and not path.is_symlink():
            yield path.name, path.read_bytes()
    for folder in _WRITTEN:
        if (root / folder).is_dir():
            written = FolderTree(root / folder)
            paths = (path for path in sorted(written.paths()) if Path(path).stem not in names)
            yield from ((f"{folder}/{path}", content) for path, content in written.read(list(paths)))


def _command(options: argparse.Namespace, root: Path, missing: Sequence[str]) -> str:
    """The command line with all names."""
    whole = {name for name in missing if "/" not in name}
    names = [name for name in options.names if name.strip("/").removeprefix("r/").partition("/")[0] not in whole]
    given = _given(options, ("reason-withheld", "lift", *_FLAGS), ("reason", *_OPTIONS))
    return clean(command_line("suspend", *root_option(root), *names, *missing, *given))


def _given(options: argparse.Namespace, flags: Sequence[str], names: Sequence[str]) -> list[str]:
    """Those of these flags and options that the user gave, as on the command line."""
    values = {name: getattr(options, name.replace("-", "_")) for name in (*flags, *names)}
    present = [f"--{name}" for name in flags if values[name]]
    parts = [part for name in names if values[name] is not None for part in (f"--{name}", str(values[name]))]
    return [*present, *parts]


def _further_steps(
    options: argparse.Namespace,
    root: Path,
    branch: Branch,
    outcome: Outcome[Release],
    releases: Sequence[Release],
) -> Iterator[str]:
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
        yield f"  - `{path}`: readable in the repository until you take it out; releases need it again after `--lift`"
    if any(_is_of(name, Kind.SOURCE) for name in names):
        yield "  - the preserved copies of these sources, and their records in `evidence/captures/`"
    if any(_is_of(name, Kind.PROCEEDING) for name in names):
        yield "  - sources that are the decisions of these proceedings: their frozen pages still cite later decisions,"
        yield "    and living pages say that the later course is not known; suspend these sources as well if need be"
    archives, repeating = _earlier_releases(releases, names)
    yield f"  - the archives of earlier releases, which hold it: {', '.join(archives) or 'none'}; take them down"
    if repeating:
        yield f"  - reasons for corrections on the pages of releases {', '.join(repeating)}: `redact` can remove words"
    yield f"  - the history of git: earlier commits of `{branch.name}` and of the evidence still have the text"
    yield "  - forks and clones of the repository, its issues and pull requests, caches of the host: ask the host"
    yield "  - web archives, search engines and copies that readers saved: ask each of them"


def _is_of(name: str, kind: Kind) -> bool:
    return KIND_OF_PREFIX.get(name.partition("-")[0]) is kind


def _evidence_files(root: Path, names: set[str]) -> list[str]:
    from dossier.reading.files import find_record_files
    from dossier.reading.subject import required_subject

    return [file.path for file in find_record_files(root, required_subject(root))[0] if file.name in names]


def _releases(branch: Branch, outcome: Outcome[Release]) -> Sequence[Release]:
    """All releases, oldest first."""
    from dossier.model.addresses import LEDGER
    from dossier.releases.publish.changes import read_releases
    from dossier.releases.store import ledger
    from dossier.releases.store.branch import CommitTree

    tree = CommitTree(branch.repository, outcome.commit)
    return read_releases(tree, ledger.parse(next(content for _, content in tree.read([LEDGER]))))


def _earlier_releases(releases: Sequence[Release], names: set[str]) -> tuple[list[str], list[str]]:
    """The archives that hold these records, and the releases whose pages repeat a reason for a change of them."""
    archives: list[str] = []
    repeating: list[str] = []
    is_published = False
    for release in releases:
        is_published = is_published or any(new.id in names for new in release.revisions)
        archives += [archive.name for archive in release.archives] if is_published else []
        has_reason = any(each.id in names and each.corrections for each in release.changed)
        if has_reason or any(each.id in names for each in release.reissued):
            repeating.append(release.version)
    return archives, repeating

"""`dossier release`: freeze the changed records, and append them to the branch. [io]"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dossier.commands import REPLACE_REDACTED, printable_option
from dossier.commands.check import print_report
from dossier.commands.on_branch import ONTO, add_branch_options, branch_of, kept_files_of, sealer_of
from dossier.commands.places_of_text import warn_of_lost_texts
from dossier.diagnostics.formats import Format
from dossier.diagnostics.terminal import summary
from dossier.errors import DossierError
from dossier.reading.load import today
from dossier.system.terminal import shown_path


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "version",
        nargs="?",
        metavar="VERSION",
        help="give the release this name (that of today, such as 2026.11.23 or 2026.11.23.2)",
    )
    goal = parser.add_mutually_exclusive_group(required=True)
    goal.add_argument("--onto", metavar="BRANCH", help=ONTO)
    goal.add_argument(
        "--rehearse",
        action="store_true",
        help="release, correct, redact, suspend and roll back on a copy, and print each promise, kept or broken",
    )
    add_branch_options(parser)
    parser.add_argument("--first", action="store_true", help="create the branch, for the first release of the dossier")
    parser.add_argument(
        "--reissue", action="append", default=[], metavar="ID", help="freeze the page of this unchanged record again"
    )
    parser.add_argument(
        "--archives",
        action="store_true",
        help="release nothing: make the archives of the earlier release VERSION again, to be kept elsewhere",
    )
    parser.add_argument("--reason", metavar="TEXT", help="say why pages are frozen again")
    rewritten_help = (
        "release a source that does not descend from the last one, because its history had to be replaced; FILE has "
        "the lines `authority: …` (who ordered it) and `reason: …`, which are published"
    )
    parser.add_argument("--source-rewritten", type=Path, metavar="FILE", help=rewritten_help)
    parser.add_argument("--replace-redacted", action="append", default=[], metavar="ID:FIELD", help=REPLACE_REDACTED)


def run(options: argparse.Namespace, root: Path) -> int:
    """Make a release.

    Returns 0 if it was made or nothing had changed, and 1 if the checks find errors. Raises DossierError if the release
    is refused. With `--rehearse` no release is made, and 1 means that a promise is broken.
    """
    if options.rehearse:
        from dossier.commands.rehearsal.rehearse import rehearse

        return rehearse(root)
    if options.archives:
        return _make_archives_again(options, root)
    if bool(options.reissue) is not bool(options.reason):
        raise DossierError("`--reissue` and `--reason` go together: a page that is frozen again gives the reason")
    reason = options.reason and printable_option("reason", options.reason)
    from dossier.configuration import release_settings
    from dossier.reading.review_rule import rule_of
    from dossier.releases.publish.evidence_commit import EvidenceCommit, RecordsError
    from dossier.releases.publish.release import ASSETS, ReleaseOrder, Releaser, suspended_at
    from dossier.releases.redact.repeated_words import refuse_repetition_on
    from dossier.releases.suspend.reasons import refuse_suspended_words

    settings = release_settings(root)
    sealing, branch = sealer_of(options, settings), branch_of(options, root)
    order = ReleaseOrder(
        options.version,
        options.first,
        dict.fromkeys(options.reissue, reason),
        frozenset(options.replace_redacted),
        options.source_rewritten and _rewriting(options.source_rewritten),
        sealing.timestamp,
        is_signed=sealing.key is not None,
    )
    branch.check()
    kept = kept_files_of(options, root)
    words = {"reason": reason, "without-timestamp": options.without_timestamp}
    if order.rewriting is not None:
        words |= dict(zip(("authority of the rewriting", "reason of the rewriting"), order.rewriting, strict=True))
    refuse_suspended_words(branch, kept, words)
    try:
        source = EvidenceCommit.read(root, today(), suspended_at(branch), rule_of(settings.review))
        warn_of_lost_texts(refuse_repetition_on(branch, kept, root, order.replaced))
        outcome = Releaser(source, branch, settings.about, settings.publisher, sealing.seal, kept).release(order)
    except RecordsError as error:
        print_report(error.diagnostics, error.records, Format.AUTO, root)
        print(error, file=sys.stderr)
        return 1
    if source.warnings:
        counts = summary(source.warnings, len(source.dossier.names))
        # `check` looks for the branch in the repository of the dossier.
        published = f" --published {branch.name}" if options.repo is None else ""
        print(f"{counts}; `check --final{published}` lists them", file=sys.stderr)
    if outcome.not_compared:
        print(
            f"warning: no new revision of {', '.join(f'`{name}`' for name in outcome.not_compared)}: the newest one is "
            "suspended because of another record, and what was published, with which it must be compared, is "
            f"neither in `{shown_path(kept.folder)}` nor in the history of `{branch.name}`; give the folder that "
            "`suspend` kept with `--keep`, or end the suspension",
            file=sys.stderr,
        )
    if outcome.release is None:
        print(f"nothing has changed since the last release; no release made ({branch.name} at {outcome.commit[:12]})")
        return 0
    release = outcome.release
    changes = {
        "added": release.added,
        "changed": release.changed,
        "corrected": release.corrected,
        "withdrawn": release.withdrawn,
        "issued again": release.reissued,
    }
    counts = ", ".join(f"{len(records):,} {word}" for word, records in changes.items() if records) or "no new revision"
    print(f"release {release.version}: {counts}; {branch.name} at {outcome.commit[:12]}")
    print(f"archives and ledger head: {shown_path(root / ASSETS)}")
    return 0


def _rewriting(path: Path) -> tuple[str, str]:
    """The authority and the reason in a file with a line for each. Raises DossierError if it has anything else."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise DossierError(f"`{shown_path(path)}` is not UTF-8") from None
    fields = [line.partition(":") for line in text.splitlines() if line.strip()]
    if sorted(name for name, _, _ in fields) != ["authority", "reason"]:
        raise DossierError(f"`{shown_path(path)}` must have two lines, `authority: …` and `reason: …`, and no other")
    authority, reason = (printable_option("source-rewritten", value) for _, _, value in sorted(fields))
    return authority, reason


def _make_archives_again(options: argparse.Namespace, root: Path) -> int:
    """Write the archives of an earlier release. Raises DossierError if they cannot be made as they were."""
    if options.version is None:
        raise DossierError("`--archives` needs the name of a release, such as 2026.11.23")
    others = ("push", "first", "reissue", "replace_redacted", "without_timestamp", "signing_key")
    if any(getattr(options, other) for other in others):
        raise DossierError("`--archives` releases nothing: give only the version, `--onto` and `--repo`")
    from dossier.releases.publish.append import verified_state, write_assets
    from dossier.releases.publish.rebuild import rebuilt_archives
    from dossier.releases.publish.release import ASSETS
    from dossier.releases.store.branch import Branch, CommitTree
    from dossier.system.git import Repository

    branch = Branch(Repository(root if options.repo is None else Path(options.repo)), options.onto)
    branch.check()
    tip = branch.tip()
    if tip is None:
        raise DossierError(f"there is no branch `{branch.name}`")
    tree, state = CommitTree(branch.repository, tip), verified_state(branch, tip)
    write_assets(root / ASSETS, rebuilt_archives(root, tree, state, options.version), is_new_release=False)
    print(f"archives of release {options.version}: {shown_path(root / ASSETS)}")
    return 0

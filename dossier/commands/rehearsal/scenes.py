"""The scenes of a rehearsal, in order, each with its promise. [io]"""

from __future__ import annotations

from collections.abc import Callable

from dossier.checks import history_mismatch, reversed_authority
from dossier.commands.rehearsal import edits
from dossier.commands.rehearsal.play import Play, SkippedError
from dossier.commands.rehearsal.removals import hold, redaction, suspension
from dossier.commands.rehearsal.rewritings import old_build, old_name, purge_of_branch, purge_of_main, rollback
from dossier.commands.rehearsal.stage import BRANCH, BrokenPromiseError
from dossier.model.addresses import Revision
from dossier.model.identifiers import Kind
from dossier.releases.aftermath.status import Status


def first_release(play: Play) -> None:
    """Release everything for the first time."""
    stage = play.stage
    stage.succeed("assign-ids")
    play.first_source = stage.commit("Number the records")
    stage.refuse("--first", "release", *stage.release_options())
    stage.release("--first")
    play.keep_witness()
    frozen = stage.frozen()
    for name, entry in play.dossier().entries.items():
        missing = [path for path in Revision(name, 1).files if path not in frozen]
        if entry.kind is not Kind.CAPTURE and missing:
            raise BrokenPromiseError(f"`{missing[0]}` was not released")


def verified_everywhere(play: Play) -> None:
    """Verify the branch, the built site as a folder, and the site at an address."""
    stage = play.stage
    stage.build()
    play.verify(BRANCH)
    play.verify(str(stage.site), "--site")
    with stage.served() as address:
        play.verify(address)


def unchanged(play: Play) -> None:
    """Release without a change."""
    play.stage.next_day()
    play.expect_no_release()


def correction(play: Play) -> None:
    """Change what a claim says, first without and then with a declared correction."""
    stage, dossier = play.stage, play.dossier()
    texts = play.texts(dossier)
    entry = edits.claim_to_correct(dossier, texts)
    if entry is None:
        raise SkippedError("no claim has a statement that can be changed")
    claim = entry.record
    stage.next_day()
    changed = edits.with_statement(texts[claim.id], edits.changed_statement(claim))
    play.write(entry, changed, "Change a claim")
    stage.refuse("undeclared-correction", "release", *stage.release_options())
    play.write(entry, edits.with_correction(changed, claim.statement, stage.today), "Declare the correction")
    play.publish()
    play.expect_status(claim.id, Status.CORRECTED)


def reversal(play: Play) -> None:
    """Let a made-up appeal reverse the decision on which most records depend."""
    stage, dossier = play.stage, play.dossier()
    texts = play.texts(dossier)
    chosen = edits.decision_to_reverse(dossier, texts)
    if chosen is None:
        raise SkippedError("no decision could be reversed")
    stage.next_day()
    entry = chosen.proceeding
    name, text = edits.appeal(entry.record, stage.today)
    path = play.path(entry).with_name(f"{name}.yaml")
    path.write_text(text, "utf-8")
    play.path(entry).write_text(edits.with_reversal(texts[entry.record.id], name, stage.today), "utf-8")
    stage.succeed("assign-ids")
    recorded = play.dossier()
    numbered = recorded.proceeding(entry.record.id)
    by = name if numbered is None else numbered.history[-1].proceeding
    # What the decision itself had reversed is not reversed any more.
    for restored in {found.span.path for found in history_mismatch.check(recorded)}:
        file = stage.root / restored
        file.write_text(edits.with_unknown_status(file.read_text("utf-8")), "utf-8")
    silent = {found.span.path for found in reversed_authority.check(recorded)}
    for claim in (each for each in recorded.live_claims() if each.path in silent):
        file = stage.root / claim.path
        file.write_text(edits.with_later_history(file.read_text("utf-8"), claim.record, by), "utf-8")
    stage.commit("Record an appeal")
    play.publish()
    for each in (entry.record.id, *chosen.sources):
        play.expect_status(each, Status.REVERSED)
    for each in chosen.claims:
        play.expect_notice(each, "reversed")


# Each promise with the scene that shows it. A scene raises BrokenPromiseError, or SkippedError if no record suits.
SCENES: tuple[tuple[str, Callable[[Play], None]], ...] = (
    ("a first release must be asked for, and freezes every record", first_release),
    ("released files are the same on the branch, in the built site and at an address", verified_everywhere),
    ("without a change there is no release", unchanged),
    ("a change of substance needs a declared correction; the cited page stays, and its notice says so", correction),
    ("the notices of a reversed decision, its sources and the claims that rest on it say so", reversal),
    ("redacted words are in no published file, no guess finds them, and nothing publishes them again", redaction),
    ("a held record stops releases and builds for publication", hold),
    ("a suspended record is in no published file, and comes back byte for byte", suspension),
    ("no release has a name before that of the last", old_name),
    ("a build of older evidence is refused next to newer releases", old_build),
    ("the branch verifies after its history was purged", purge_of_branch),
    ("after a purge of the evidence's history, only a recorded exception goes on", purge_of_main),
    ("a branch that was rolled back is caught", rollback),
)

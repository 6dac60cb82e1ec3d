"""Scenes in which history is old, purged or rolled back. [io]"""

from __future__ import annotations

from dossier.commands.rehearsal.play import Play
from dossier.commands.rehearsal.stage import BRANCH, MAIN, BrokenPromiseError
from dossier.releases.publish.append import verified_state
from dossier.releases.store.branch import Branch

_OLD_NAME = "2000.01.01"
_EXCEPTION = "authority: Nobody, this is a rehearsal\nreason: A rehearsal of a purge.\n"


def old_name(play: Play) -> None:
    """Give a release a name before that of the last."""
    stage = play.stage
    again = _reissue(play)
    stage.refuse("is not above", "release", _OLD_NAME, *again, *stage.release_options())
    stage.next_day()
    play.publish(*again)


def old_build(play: Play) -> None:
    """Build the evidence of the first release next to all releases."""
    stage = play.stage
    head = stage.git("rev-parse", "HEAD")
    stage.git("checkout", "--quiet", "--detach", play.first_source)
    try:
        stage.refuse("does not descend", "build", "--published", BRANCH)
    finally:
        stage.git("checkout", "--quiet", MAIN)
        stage.git("reset", "--quiet", "--hard", head)


def purge_of_branch(play: Play) -> None:
    """Replace the branch of releases by a single commit with the same tree."""
    stage = play.stage
    tree = stage.git("rev-parse", f"refs/heads/{BRANCH}^{{tree}}")
    _move_branch(play, stage.git("commit-tree", tree, "-m", "Purge the history"))
    play.verify(BRANCH)


def purge_of_main(play: Play) -> None:
    """Replace the history of the evidence by a single commit, and go on."""
    stage = play.stage
    orphan = stage.git("commit-tree", "HEAD^{tree}", "-m", "Purge the history")
    stage.git("reset", "--quiet", "--hard", orphan)
    stage.git("push", "--quiet", "origin", f"+HEAD:refs/heads/{MAIN}")
    stage.git("reflog", "expire", "--expire=now", "--all")
    stage.git("gc", "--quiet", "--prune=now")
    stage.next_day()
    stage.refuse("descend", "release", *_reissue(play), *stage.release_options())
    file = stage.folder / "exception.yml"
    file.write_text(_EXCEPTION, "utf-8")
    play.publish("--source-rewritten", str(file))
    if "A rehearsal of a purge." not in play.verify(BRANCH):
        raise BrokenPromiseError("`verify` does not print why the history was rewritten")


def rollback(play: Play) -> None:
    """Take the last release off the branch."""
    stage = play.stage
    stage.next_day()
    play.publish(*_reissue(play))
    older = stage.git("rev-parse", f"{stage.tip()}^")
    stage.git("push", "--quiet", str(stage.original), f"+{older}:refs/heads/{BRANCH}")
    witness = str(play.witnesses[-1])
    stage.refuse("rolled back", "verify", older, "--witness", witness)
    # The clone saw the newer release, so it knows as well.
    stage.git("update-ref", "-d", f"refs/heads/{BRANCH}")
    stage.refuse("rolled back", "release", *_reissue(play), *stage.release_options())


def _move_branch(play: Play, commit: str) -> None:
    """Move the branch of releases here and in the original, as a person does after a purge."""
    stage = play.stage
    stage.git("push", "--quiet", "origin", f"+{commit}:refs/heads/{BRANCH}")
    stage.git("update-ref", f"refs/heads/{BRANCH}", commit)
    stage.git("update-ref", f"refs/remotes/origin/{BRANCH}", commit)


def _reissue(play: Play) -> tuple[str, ...]:
    """The options that release a record again, so that there is something to release without a change."""
    state = verified_state(Branch(play.stage.repository, BRANCH), play.stage.tip())
    name = min(state.newest.keys() - state.suspended_records)
    return "--reissue", name, "--reason", "A rehearsal."

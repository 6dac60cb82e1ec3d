"""Scenes in which words or records must not be published. [io]"""

from __future__ import annotations

import json
from collections.abc import Mapping

from dossier.commands.rehearsal import edits
from dossier.commands.rehearsal.play import Play, SkippedError
from dossier.commands.rehearsal.stage import BRANCH, BrokenPromiseError, Finished
from dossier.model import Claim
from dossier.model.addresses import KNOWN_REVISIONS, Revision
from dossier.model.redaction import MARK
from dossier.reading.dossier import Entry
from dossier.releases.redact.formats import places_with_text
from dossier.releases.redact.wanted import TextToRedact
from dossier.releases.store import release_json
from dossier.releases.store.canonical_json import digest

_MOST_PASSAGES = 20
_GUESSES = 10_000
_AUTHORITY = ("--authority", "Nobody: this is a rehearsal", "--reason", "A rehearsal of a redaction.")


def redaction(play: Play) -> None:
    """Redact a few words of a claim, first on the branch and then in the evidence."""
    stage, dossier = play.stage, play.dossier()
    texts = play.texts(dossier)
    before = stage.frozen()
    stage.next_day()
    found = edits.passages(dossier, texts, play.texts_outside_records(dossier))
    entry, passage = _redact(play, list(found)[:_MOST_PASSAGES], before)
    play.keep_witness()
    after = stage.frozen()
    redacted = _redacted_in_newest(after)
    play.expect_unchanged(before, redacted)
    _expect_no_match(before, after, redacted, passage)
    stage.refuse("redacted", "build", "--published", BRANCH)
    play.write(entry, edits.with_marks(texts[entry.record.id], entry.record, passage), "Redact the evidence")
    play.expect_no_release()
    stage.build(with_search=True)
    if "redacted:" not in play.verify(BRANCH):
        raise BrokenPromiseError("`verify` does not print the redaction")
    play.expect_nowhere(passage)


def _redact(
    play: Play, candidates: list[tuple[Entry[Claim], TextToRedact]], frozen: Mapping[str, bytes]
) -> tuple[Entry[Claim], TextToRedact]:
    """Redact the first passage that is not refused, in all records that have it."""
    refused = Finished(0, "")
    for entry, passage in candidates:
        file = play.stage.folder / "passage.txt"
        file.write_text(passage.text, "utf-8")
        holders = [path for path, content in frozen.items() if any(places_with_text(content, (passage,)))]
        names = sorted({revision.identifier for path in holders if (revision := Revision.parse(path))})
        options = play.stage.release_options("--text", str(file), *_AUTHORITY)
        refused = play.stage.run("redact", *names, *options)
        if refused.code == 0:
            return entry, passage
    if not candidates:
        raise SkippedError("no claim has a few words that no other record has")
    raise BrokenPromiseError(f"none of {len(candidates)} passages could be redacted: {refused.reason}")


def _redacted_in_newest(frozen: Mapping[str, bytes]) -> set[str]:
    """The paths that the newest release redacted."""
    releases = [release_json.parse(content) for path, content in frozen.items() if path.endswith("/release.json")]
    named = {release.previous for release in releases}
    newest = next(release for release in releases if release.version not in named)
    return {file.path for file in newest.redacted}


def _expect_no_match(
    before: Mapping[str, bytes], after: Mapping[str, bytes], redacted: set[str], passage: TextToRedact
) -> None:
    """Raise BrokenPromiseError if a guess in place of the mark has the old hash. The removed words are a guess too."""
    for path in redacted:
        old, redacted_text = digest(before[path]), after[path].decode()
        guesses = (passage.text, *(f"guess {number}" for number in range(_GUESSES)))
        if any(digest(redacted_text.replace(MARK, guess).encode()) == old for guess in guesses):
            raise BrokenPromiseError(f"a guess finds the removed words of `{path}` by its old hash")


def hold(play: Play) -> None:
    """Hold a claim, and try to publish."""
    stage, dossier = play.stage, play.dossier()
    texts = play.texts(dossier)
    entry = next(edits.claims_to_change(dossier, texts), None)
    if entry is None:
        raise SkippedError("no claim could be held")
    head = stage.git("rev-parse", "HEAD")
    play.write(entry, edits.with_hold(texts[entry.record.id]), "Hold a claim")
    try:
        stage.refuse("held-record", "release", *stage.release_options())
        stage.refuse("held-record", "build", "--published", BRANCH)
    finally:
        stage.git("reset", "--quiet", "--hard", head)


def suspension(play: Play) -> None:
    """Suspend a claim, look for it everywhere, and lift the suspension."""
    stage, dossier = play.stage, play.dossier()
    entry = edits.unnamed_claim(dossier, play.texts(dossier))
    if entry is None:
        raise SkippedError("each claim is named by another record")
    name, before, known = entry.record.id, stage.frozen(), _known(play)
    stage.next_day()
    kept = ("--keep", str(stage.folder / "kept"))
    stage.succeed("suspend", name, "--reason", "A rehearsal.", *kept, *stage.release_options())
    play.keep_witness()
    stage.build(with_search=True)
    play.expect_nowhere(TextToRedact(entry.record.statement))
    play.verify(BRANCH)
    stage.next_day()
    stage.succeed("suspend", "--lift", name, *kept, *stage.release_options())
    play.keep_witness()
    play.expect_unchanged(before)
    stage.build()
    if _known(play) != known:
        raise BrokenPromiseError(f"the status of `{name}` is another one than before the suspension")


def _known(play: Play) -> str:
    """The description of the status of each revision on the site."""
    records = json.loads((play.stage.site / KNOWN_REVISIONS).read_bytes())["records"]
    return json.dumps(records, sort_keys=True)

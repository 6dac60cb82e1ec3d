"""Rules of suspensions: revisions that go together, and faults that `verify` names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import rfc8785

from dossier.model.addresses import Revision
from dossier.releases.freeze.notice import notice_page
from dossier.releases.store.naming import naming, records_out
from dossier.releases.store.release_json import LiftedFile, NewRevision, RedactedFile, Release, SuspendedFile, parse
from dossier.releases.store.suspensions import Suspension, notice_record, suspensions
from dossier.releases.suspend.closure import Closure, missing_to_lift
from dossier.releases.verify.suspensions import notice_faults, suspension_faults
from tests.shared.frozen_samples import release

CLAIM, OTHER, SOURCE, FORCE = "CLM-2026-0001", "CLM-2026-0002", "SRC-2026-0001", "vale-police"
FIRST, SECOND = Revision(CLAIM, 1), Revision(CLAIM, 2)


def record(identifier: str, kind: str, resolved: dict[str, Any], **fields: Any) -> bytes:
    content: dict[str, Any] = {
        "id": identifier,
        "kind": kind,
        "record": {"id": identifier, **fields},
        "resolved": resolved,
    }
    return rfc8785.dumps(content)


def claim(name: str, statement: str, *sources: str, **fields: Any) -> bytes:
    resolved = {"sources": {source: {} for source in sources}, "bodies": {FORCE: {"name": "Vale Police"}}}
    return record(name, "claim", resolved, statement=statement, **fields)


def force(*backlinks: tuple[str, str]) -> bytes:
    links = [{"claim": name, "statement": statement} for name, statement in backlinks]
    return record(FORCE, "focus", {"backlinks": links}, name="Vale Police")


RECORDS = {
    Revision(SOURCE, 1): record(SOURCE, "source", {}, title="A report"),
    FIRST: claim(CLAIM, "It was old news.", SOURCE),
    SECOND: claim(CLAIM, "It is so."),
    Revision(OTHER, 1): claim(OTHER, "It is not so.", note=f"See {CLAIM}."),
    Revision(OTHER, 2): claim(OTHER, "It is not so."),
    Revision(FORCE, 1): force((CLAIM, "It was old news.")),
    Revision(FORCE, 2): force((CLAIM, "It is so."), (OTHER, "It is not so.")),
}
NEWEST = {name: max(each for each in RECORDS if each.identifier == name) for name in (SOURCE, CLAIM, OTHER, FORCE)}


@pytest.mark.parametrize(
    ("names", "missing"),
    [
        # The force repeats the claim, and an older revision of another claim names it. Neither record goes.
        ([(CLAIM, None)], [f"{OTHER}/1", f"{FORCE}/1", f"{FORCE}/2"]),
        # The newest revision stands for the record, but who names a number may want the older pages to stay.
        ([(CLAIM, 2)], [f"{OTHER}/1", f"{FORCE}/1", f"{FORCE}/2"]),
        # Of an older revision, only what it alone says must go.
        ([(CLAIM, 1)], [f"{FORCE}/1"]),
        ([(CLAIM, 1), (FORCE, 1)], []),
        ([(SOURCE, None)], [f"{CLAIM}/1"]),
        ([(FORCE, None)], [CLAIM, OTHER]),
        ([(FORCE, 2)], []),
    ],
)
def test_what_shows_a_suspended_text_is_suspended_too(names: list[tuple[str, int | None]], missing: list[str]) -> None:
    closure = Closure(NEWEST, RECORDS, frozenset())
    assert sorted(closure.missing(names)) == sorted(missing)


def test_a_later_decision_is_named_by_its_words() -> None:
    later = {"later": [{"title": "A v B", "neutral_citation": "[2026] X 1"}]}
    records = {
        Revision("PRO-2026-0001", 1): record("PRO-2026-0001", "proceeding", {}, title="A v B"),
        Revision(SOURCE, 1): record(SOURCE, "source", later, title="The first judgment"),
    }
    newest = {revision.identifier: revision for revision in records}
    assert Closure(newest, records, frozenset()).missing([("PRO-2026-0001", None)]) == [SOURCE]


def test_a_body_stays_only_while_another_record_names_it() -> None:
    suspended = {Revision(FORCE, 1), Revision(FORCE, 2), SECOND}
    assert records_out(NEWEST, suspended, [RECORDS[NEWEST[OTHER]]]) == {CLAIM}
    assert records_out(NEWEST, suspended, [RECORDS[NEWEST[SOURCE]]]) == {CLAIM, FORCE}
    by_record = {CLAIM: {SECOND}, FORCE: {Revision(FORCE, 2)}}
    out = frozenset({CLAIM, FORCE})
    assert missing_to_lift({SECOND}, by_record, out, lambda revision: naming(RECORDS[revision])) == [FORCE]
    assert missing_to_lift({SECOND}, by_record, frozenset({CLAIM}), lambda revision: naming(RECORDS[revision])) == []


OLD, NOTICE, REASON = "a" * 64, "b" * 64, "An order"
SUSPENDED = tuple(SuspendedFile(path, OLD, REASON) for path in FIRST.files)
LIFTED = tuple(LiftedFile(path, NOTICE) for path in FIRST.files)
ACTIVE = {path: Suspension(file, "2026.11.20") for path, file in zip(FIRST.files, SUSPENDED, strict=True)}
REDACTED = RedactedFile(FIRST.record, NOTICE, "The court", "A name", ("/record/statement",))


@pytest.mark.parametrize(
    ("fields", "hash_", "active", "fault"),
    [
        ({"suspended": SUSPENDED}, NOTICE, {}, None),
        ({"lifted": LIFTED}, OLD, ACTIVE, None),
        ({"suspended": SUSPENDED}, OLD, {}, "has not changed"),
        ({"suspended": SUSPENDED}, NOTICE, ACTIVE, "release 2026.11.20 suspended it already"),
        ({"suspended": SUSPENDED[:1]}, NOTICE, {}, "without the other file of its revision"),
        ({"suspended": (SUSPENDED[0], replace(SUSPENDED[1], reason="y"))}, NOTICE, {}, "for another reason"),
        ({"suspended": SUSPENDED, "lifted": LIFTED}, NOTICE, {}, "reported twice"),
        ({"suspended": (SuspendedFile("releases/2026.11.20/index.html", OLD, "x"),)}, NOTICE, {}, "neither the page"),
        ({"lifted": LIFTED}, OLD, {}, "was not suspended"),
        ({"lifted": LIFTED}, "c" * 64, ACTIVE, "is not the file that was suspended"),
        ({"lifted": LIFTED[1:]}, OLD, ACTIVE, "without the other file"),
        ({"redacted": (REDACTED,)}, "c" * 64, ACTIVE, "is reported as redacted, and is suspended"),
        ({"reissued": (NewRevision(CLAIM, 2),)}, "c" * 64, ACTIVE, "reports `CLM-2026-0001/2`"),
    ],
)
def test_a_release_that_breaks_the_rules_is_named(
    fields: dict[str, Any], hash_: str, active: dict[str, Suspension], fault: str | None
) -> None:
    broken = replace(release("2026.11.23"), **fields)
    faults = [text for _, text in suspension_faults(broken, dict.fromkeys(FIRST.files, hash_), active)]
    assert (faults == []) if fault is None else any(fault in text for text in faults), faults


def test_a_suspended_file_is_the_notice_of_its_suspension() -> None:
    page, notice = notice_page(FIRST, "2026.11.20", REASON, "The Vale"), notice_record(FIRST, "2026.11.20", REASON)
    contents = dict(zip(FIRST.files, (page, notice), strict=True))
    assert not [fault for path in contents for fault in notice_faults(path, contents[path], ACTIVE[path])]
    for path, wrong in (
        (FIRST.record, notice_record(FIRST, "2026.11.20", "Another")),
        (FIRST.record, notice + b"\n"),
        (FIRST.page, notice_page(SECOND, "2026.11.20", REASON, "The Vale")),
        (FIRST.page, notice_page(FIRST, "2026.11.23", REASON, "The Vale")),
    ):
        assert [*notice_faults(path, wrong, ACTIVE[path])], wrong


def test_a_description_keeps_suspensions_active_until_they_end() -> None:
    suspending: Release = replace(release("2026.11.20"), suspended=SUSPENDED)
    lifting = replace(release("2026.11.23"), lifted=LIFTED)
    assert parse(suspending.to_bytes()) == suspending
    assert suspensions([suspending]).keys() == set(FIRST.files)
    assert suspensions([suspending, lifting]) == {}
    with pytest.raises(ValueError, match="suspended"):
        parse(replace(suspending, suspended=(replace(SUSPENDED[0], reason=" "),)).to_bytes())

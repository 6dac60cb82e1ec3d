"""Rules of suspensions: revisions that go together, and faults that `verify` names."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import rfc8785

from dossier.errors import DossierError
from dossier.model.addresses import Revision
from dossier.pages.revisions import SuspensionStep
from dossier.releases.freeze.notice import living_notice, notice_page
from dossier.releases.store.release_json import LiftedFile, NewRevision, RedactedFile, Release, SuspendedFile, parse
from dossier.releases.store.suspensions import Suspension, notice_record, suspended_records, suspensions
from dossier.releases.suspend.closure import Lifting, MoreToNameError, Suspended, Unsuspended
from dossier.releases.suspend.remaining import files_with, is_repeated_in, numbers, sentences
from dossier.releases.verify.contents import PublishedContents
from dossier.releases.verify.suspensions import suspension_faults
from tests.shared.frozen_samples import PUBLISHER, release

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
    Revision(OTHER, 1): claim(OTHER, "It is not so.", withdrawn={"replaced_by": CLAIM}),
    # A mention in prose takes nothing along.
    Revision(OTHER, 2): claim(OTHER, "It is not so.", note=f"See {CLAIM}."),
    Revision(FORCE, 1): force((CLAIM, "It was old news.")),
    Revision(FORCE, 2): force((CLAIM, "It is so."), (OTHER, "It is not so.")),
}
NEWEST = {name: max(each for each in RECORDS if each.identifier == name) for name in (SOURCE, CLAIM, OTHER, FORCE)}


STANDING = Unsuspended(NEWEST, RECORDS, frozenset())


@pytest.mark.parametrize(
    ("names", "others"),
    [
        # The force repeats the claim, and an older revision of another claim refers to it. Neither record goes.
        ([(CLAIM, None)], {f"{OTHER}/1": CLAIM, f"{FORCE}/1": CLAIM, f"{FORCE}/2": CLAIM}),
        # The newest revision stands for the record, but who names a number may want the older pages to stay.
        ([(CLAIM, 2)], {f"{OTHER}/1": CLAIM, f"{FORCE}/1": CLAIM, f"{FORCE}/2": CLAIM}),
        # Of an older revision, only what it alone says must go.
        ([(CLAIM, 1)], {f"{FORCE}/1": CLAIM}),
        ([(CLAIM, 1), (FORCE, 1)], {}),
        ([(SOURCE, None)], {f"{CLAIM}/1": SOURCE}),
    ],
)
def test_what_shows_a_suspended_text_is_suspended_too(
    names: list[tuple[str, int | None]], others: dict[str, str]
) -> None:
    own = {each for each in RECORDS if (each.identifier, None) in names or (each.identifier, each.number) in names}
    causes = STANDING.to_suspend(names)
    assert {str(each): cause for each, cause in causes.items() if each not in own} == others
    assert {each: each.identifier for each in own} == {each: cause for each, cause in causes.items() if each in own}


def test_records_that_name_a_suspended_record_must_be_named() -> None:
    with pytest.raises(DossierError, match=f"`{CLAIM.lower()}/2` was never published; did you mean `{CLAIM}`?"):
        STANDING.to_suspend([(CLAIM.lower(), 2)])
    for number in (0, 3):
        with pytest.raises(DossierError, match=f"`{CLAIM}/{number}` was never published"):
            STANDING.to_suspend([(CLAIM, number)])
    for force_alone in ([(FORCE, None)], [(FORCE, 2)]):
        with pytest.raises(MoreToNameError) as error:
            STANDING.to_suspend(force_alone)
        assert error.value.names == [CLAIM, OTHER]
    assert STANDING.to_suspend([(FORCE, None), (CLAIM, None), (OTHER, None)]).keys() == RECORDS.keys() - {
        Revision(SOURCE, 1)
    }


def test_records_that_refer_to_a_suspended_record_come_before_those_that_refer_to_them() -> None:
    newest = {name: Revision(name, 1) for name in (SOURCE, CLAIM, OTHER)}
    records = {
        newest[SOURCE]: RECORDS[newest[SOURCE]],
        newest[CLAIM]: claim(CLAIM, "It is so.", SOURCE),
        newest[OTHER]: claim(OTHER, "It is not so.", withdrawn={"replaced_by": CLAIM}),
    }
    with pytest.raises(MoreToNameError) as error:
        Unsuspended(newest, records, frozenset()).to_suspend([(SOURCE, None)])
    assert (error.value.names, error.value.indirect) == ([CLAIM], [OTHER])


def test_a_body_is_named_by_the_record_that_it_replaces() -> None:
    replaced = record("old-police", "focus", {}, name="Old Police", withdrawn={"replaced_by": FORCE})
    newest = {FORCE: Revision(FORCE, 1), "old-police": Revision("old-police", 1)}
    with pytest.raises(MoreToNameError) as error:
        Unsuspended(newest, {newest[FORCE]: force(), newest["old-police"]: replaced}, frozenset()).to_suspend(
            [(FORCE, None)]
        )
    assert error.value.names == ["old-police"]
    # What names a record that is suspended already is found as well.
    with pytest.raises(MoreToNameError) as error:
        Unsuspended({**newest, CLAIM: FIRST}, {newest["old-police"]: replaced}, frozenset({FORCE})).to_suspend(
            [(CLAIM, None)]
        )
    assert error.value.names == ["old-police"]


@pytest.mark.parametrize(
    ("printed", "fields"),
    [
        ({"title": "A v B", "neutral_citation": "[2026] X 1"}, {"title": "A v B"}),
        # A citation prints no title that is our own, and then the case number, or else the day.
        ({"kind": "penalty", "forum": "The Tribunal", "case_number": "T/9"}, {"title": "Ours", "case_number": "T/9"}),
        ({"kind": "penalty", "forum": "The Tribunal", "decided": "2026-01"}, {"title": "Ours", "decided": "2026-01"}),
    ],
)
def test_a_later_decision_is_named_by_its_words(printed: dict[str, str], fields: dict[str, str]) -> None:
    decision = Revision("PRO-2026-0001", 1)
    proceeding: dict[str, Any] = json.loads(record("PRO-2026-0001", "proceeding", {}, forum="court", **fields))
    proceeding["record"]["kind"] = "penalty"
    proceeding["resolved"]["bodies"] = {"court": {"name": "The Tribunal"}}
    records = {
        decision: rfc8785.dumps(proceeding),
        Revision(SOURCE, 1): record(SOURCE, "source", {"later": [printed]}, title="The first judgment"),
    }
    newest = {revision.identifier: revision for revision in records}
    with pytest.raises(MoreToNameError) as error:
        Unsuspended(newest, records, frozenset()).to_suspend([("PRO-2026-0001", None)])
    assert error.value.names == [SOURCE]
    suspended = Suspended(newest, {each: each.identifier for each in records}, records.__getitem__)
    with pytest.raises(MoreToNameError) as error:
        suspended.to_lift([(SOURCE, None)])
    assert error.value.names == ["PRO-2026-0001"]
    assert suspended.to_lift([("PRO-2026-0001", None)]).back == (decision,)
    # An older revision is suspended alone if the newest has the same words.
    newer = Revision("PRO-2026-0001", 2)
    again = Unsuspended({**newest, "PRO-2026-0001": newer}, {**records, newer: records[decision]}, frozenset())
    assert again.to_suspend([("PRO-2026-0001", 1)]) == {decision: "PRO-2026-0001"}
    # The decision is to be named because of what it refers to, and its words count all the same.
    brief = Revision("SRC-2026-0002", 1)
    proceeding["record"]["sources"] = [brief.identifier]
    records |= {decision: rfc8785.dumps(proceeding), brief: record(brief.identifier, "source", {}, title="A brief")}
    with pytest.raises(MoreToNameError) as error:
        Unsuspended(newest | {brief.identifier: brief}, records, frozenset()).to_suspend([(brief.identifier, None)])
    assert (error.value.names, error.value.indirect) == (["PRO-2026-0001"], [SOURCE])


def test_what_repeats_two_suspended_records_comes_back_with_the_second() -> None:
    first = STANDING.to_suspend([(CLAIM, None)])
    left = {each: content for each, content in RECORDS.items() if each not in first}
    second = Unsuspended(NEWEST, left, frozenset({CLAIM})).to_suspend([(OTHER, None)])
    assert first[Revision(FORCE, 2)] == CLAIM
    assert second == {Revision(OTHER, 2): OTHER}
    causes = first | second
    lifted = Suspended(NEWEST, causes, RECORDS.__getitem__).to_lift([(CLAIM, None)]).back
    assert lifted == (FIRST, SECOND, Revision(FORCE, 1))
    rest = {each: cause for each, cause in causes.items() if each not in lifted}
    assert Revision(FORCE, 2) in rest
    assert set(Suspended(NEWEST, rest, RECORDS.__getitem__).to_lift([(OTHER, None)]).back) == rest.keys()


def test_a_body_is_suspended_while_a_notice_is_in_its_place_because_of_a_claim() -> None:
    causes = STANDING.to_suspend([(CLAIM, None)])
    first = dict(causes)
    # Its published bytes may be missing.
    left = {each: content for each, content in RECORDS.items() if each not in causes}
    second = Unsuspended(NEWEST, left, frozenset({CLAIM}), first).to_suspend([(FORCE, None), (OTHER, None)])
    assert second == {Revision(FORCE, 2): FORCE, Revision(OTHER, 2): OTHER}
    causes |= second
    suspended = Suspended(NEWEST, causes, RECORDS.__getitem__)
    # The claim names the body, and comes back with it only.
    with pytest.raises(MoreToNameError) as error:
        suspended.to_lift([(CLAIM, None)])
    assert error.value.names == [FORCE]
    # Who names a revision wants its page back.
    with pytest.raises(MoreToNameError) as error:
        suspended.to_lift([(FORCE, 2), (OTHER, None)])
    assert error.value.names == [CLAIM]
    # The body comes back, and its page stays suspended because of the claim.
    lifting = suspended.to_lift([(FORCE, None), (OTHER, None)])
    assert (lifting.back, lifting.because_of_others) == ((Revision(OTHER, 2),), {Revision(FORCE, 2): CLAIM})
    causes = {each: cause for each, cause in causes.items() if each not in lifting.back}
    causes |= lifting.because_of_others
    lifting = Suspended(NEWEST, causes, RECORDS.__getitem__).to_lift([(CLAIM, None)])
    assert lifting == Lifting(tuple(sorted(causes)), {})
    # An older page can be suspended for its own sake as well.
    known = {**left, Revision(FORCE, 2): RECORDS[Revision(FORCE, 2)]}
    third = Unsuspended(NEWEST, known, frozenset({CLAIM}), first).to_suspend([(FORCE, 1)])
    assert third == {Revision(FORCE, 1): FORCE}
    # If the reason of the claim changes, so does that of all that shows its text.
    again = Unsuspended(NEWEST, left, frozenset({CLAIM}), first)
    assert again.to_suspend([(CLAIM, None)]) == first
    # An older revision that was not named keeps its reason.
    assert first.items() - again.to_suspend([(CLAIM, 2)]).items() == {(FIRST, CLAIM)}


def test_an_older_text_is_found_where_it_is_quoted_or_has_no_space() -> None:
    """The newest revision quotes the old sentence in its correction, and a citation repeats an old name."""
    author = {"family": "Marsh", "given": "Ida"}
    old_source, new_source = (
        record(SOURCE, "source", {}, title="A report", authors=[each]) for each in (author, {"literal": "Nobody"})
    )
    citing = record(CLAIM, "claim", {"sources": {SOURCE: {"authors": [author]}}}, statement="It is so.")
    records = {Revision(SOURCE, 1): old_source, Revision(SOURCE, 2): new_source, FIRST: citing}
    newest = {SOURCE: Revision(SOURCE, 2), CLAIM: FIRST}
    assert Unsuspended(newest, records, frozenset()).to_suspend([(SOURCE, 1)]) == {
        Revision(SOURCE, 1): SOURCE,
        FIRST: SOURCE,
    }
    was = "It was old news."
    corrected = record(CLAIM, "claim", {}, statement="It is so.", corrections=[{"was": was}])
    records = {FIRST: record(CLAIM, "claim", {}, statement=was), SECOND: corrected}
    with pytest.raises(MoreToNameError) as error:
        Unsuspended({CLAIM: SECOND}, records, frozenset()).to_suspend([(CLAIM, 1)])
    assert error.value.names == [CLAIM]
    # A body that quotes its old text is named for its own sake, although it repeats a suspended claim as well.
    renamed = record(FORCE, "focus", {"backlinks": [{"claim": CLAIM, "statement": was}]}, corrections=[{"was": "Old"}])
    records = {Revision(FORCE, 1): record(FORCE, "focus", {}, name="Old"), Revision(FORCE, 2): renamed, FIRST: citing}
    with pytest.raises(MoreToNameError) as error:
        Unsuspended({FORCE: Revision(FORCE, 2), CLAIM: FIRST}, records, frozenset()).to_suspend(
            [(FORCE, 1), (CLAIM, None)]
        )
    assert error.value.names == [FORCE]


def test_what_shows_a_suspended_older_revision_is_not_put_back() -> None:
    causes = {FIRST: CLAIM, Revision(FORCE, 1): CLAIM}
    with pytest.raises(MoreToNameError) as error:
        Suspended(NEWEST, causes, RECORDS.__getitem__).to_lift([(FORCE, 1)])
    assert error.value.names == [CLAIM]
    # Nothing of the body comes back, because it is suspended for the sake of the claim alone.
    with pytest.raises(MoreToNameError) as error:
        Suspended(NEWEST, STANDING.to_suspend([(CLAIM, None)]), RECORDS.__getitem__).to_lift([(FORCE, None)])
    assert error.value.names == [CLAIM]
    # A claim comes back without its older revision, which names another that was suspended after it.
    causes = {**STANDING.to_suspend([(OTHER, None)]), **dict.fromkeys((FIRST, SECOND), CLAIM)}
    lifting = Suspended(NEWEST, causes, RECORDS.__getitem__).to_lift([(OTHER, None)])
    assert (lifting.back, lifting.because_of_others[Revision(OTHER, 1)]) == ((Revision(OTHER, 2),), CLAIM)
    # It was suspended for another claim, which comes back.
    causes = {FIRST: CLAIM, Revision(FORCE, 1): OTHER, Revision(OTHER, 1): OTHER, Revision(OTHER, 2): OTHER}
    lifted = Suspended(NEWEST, causes, RECORDS.__getitem__).to_lift([(OTHER, None)]).back
    assert lifted == (Revision(OTHER, 1), Revision(OTHER, 2))


def test_a_body_is_not_suspended_itself_because_it_repeats_a_claim() -> None:
    active = {
        each.record: Suspension(SuspendedFile(each.record, OLD, REASON, cause), "2026.11.20")
        for each, cause in STANDING.to_suspend([(CLAIM, None)]).items()
    }
    assert suspended_records(NEWEST, active).keys() == {CLAIM}


def test_sentences_that_other_files_repeat_are_found() -> None:
    japanese = "警察署が令状なしに監視カメラを使用した"
    short = "Nobody replied. Is it a b c?"
    note = f"It is so – at least in “Mill Street”. {short} {japanese}。\nA formula that all the records have."
    wanted = sentences(claim(CLAIM, "The force used four cameras.", note=note, url="https://a.example/a-b-c-d-e-f"))
    assert wanted == {
        "The force used four cameras.",
        "It is so – at least in “Mill Street”.",
        f"{japanese}。",
        "A formula that all the records have.",
    }
    formula = [
        (f"r/CLM-2026-000{number}/1/index.html", b"<p>A formula that all the records have.") for number in range(9)
    ]
    # The number of joined cases is as long as a sentence.
    joined = "Joined cases C-1/23, C-2/23 and C-3/23"
    cases = [(f"evidence/sources/SRC-2026-001{number}.yaml", joined.encode()) for number in range(4)]
    # Two revisions of one record repeat a sentence, each in two files.
    repeated = [(path, b"The force used four cameras.") for number in (3, 4) for path in Revision(CLAIM, number).files]
    found = files_with(
        wanted | {joined},
        {"KW-17", joined},
        [
            ("pages/a.md", b"[It is so](b.md) - at\nleast in 'Mill Street'"),
            ("evidence/claims/CLM-2026-0003.yaml", f"# {japanese}".encode()),
            ("r/CLM-2026-0003/1/record.json", b'{"note":"THE FORCE used \\u0066our cameras."}'),
            ("r/CLM-2026-0004/1/record.json", b'{"note":"The force used five cameras."}'),
            *formula,
            *repeated,
            *cases,
            ("evidence/sources/SRC-2026-0001.yaml", b"case_number: KW-171"),
            ("evidence/sources/SRC-2026-0002.yaml", b"case_number: KW-17"),
        ],
    )
    expected = ["pages/a.md", "evidence/claims/CLM-2026-0003.yaml", "r/CLM-2026-0003/1/record.json"]
    expected += [path for path, _ in (*repeated, *cases)]
    assert [*found] == [*expected, "evidence/sources/SRC-2026-0002.yaml"]
    decision = record("PRO-2026-0001", "proceeding", {}, title="Ours", case_number="KW-17")
    assert [*numbers(decision), *numbers(RECORDS[FIRST])] == ["KW-17"]


def test_a_reason_repeats_no_statement_however_short() -> None:
    assert is_repeated_in("The order says IT IS NOT SO, and why.", RECORDS[Revision(OTHER, 1)])
    # So few letters are everywhere, and a source has no statement.
    assert not is_repeated_in("The order says that it is so.", RECORDS[SECOND])
    assert not is_repeated_in("An order", RECORDS[Revision(SOURCE, 1)])


OLD, NOTICE, REASON, SALT = "a" * 64, "b" * 64, "An order", "c0" * 16
STEP = SuspensionStep("2026.11.20", "20 November 2026", REASON)
SUSPENDED = tuple(SuspendedFile(path, OLD, REASON, CLAIM) for path in FIRST.files)
LIFTED = tuple(LiftedFile(path, NOTICE) for path in FIRST.files)
ACTIVE = {path: Suspension(file, "2026.11.20") for path, file in zip(FIRST.files, SUSPENDED, strict=True)}
BECAUSE_OF_ANOTHER = {
    path: Suspension(replace(file, record=OTHER), "2026.11.20")
    for path, file in zip(FIRST.files, SUSPENDED, strict=True)
}
REDACTED = RedactedFile(FIRST.record, NOTICE, "The court", "A name", ("/record/statement",))


@pytest.mark.parametrize(
    ("fields", "hash_", "active", "fault"),
    [
        ({"suspended": SUSPENDED}, NOTICE, {}, None),
        ({"lifted": LIFTED}, OLD, ACTIVE, None),
        ({"suspended": SUSPENDED}, NOTICE, ACTIVE, None),
        ({"suspended": SUSPENDED[:1]}, NOTICE, {}, "without the other file of its revision"),
        ({"suspended": (SUSPENDED[0], replace(SUSPENDED[1], reason="y"))}, NOTICE, {}, "for another reason"),
        ({"suspended": (SUSPENDED[0], replace(SUSPENDED[1], record=FORCE))}, NOTICE, {}, "or record"),
        (
            {"suspended": tuple(replace(file, record=OTHER) for file in SUSPENDED)},
            NOTICE,
            {},
            "was not published before",
        ),
        ({"suspended": SUSPENDED, "lifted": LIFTED}, NOTICE, {}, "reported twice"),
        (
            {"suspended": (SuspendedFile("releases/2026.11.20/index.html", OLD, "x", CLAIM),)},
            NOTICE,
            {},
            "neither the page",
        ),
        ({"lifted": LIFTED}, OLD, {}, "was not suspended"),
        ({"lifted": LIFTED}, "c" * 64, ACTIVE, "is not the file that was suspended"),
        ({"lifted": LIFTED[1:]}, OLD, ACTIVE, "without the other file"),
        ({"redacted": (REDACTED,)}, "c" * 64, ACTIVE, "is reported as redacted, and is suspended"),
        ({"reissued": (NewRevision(CLAIM, 2),)}, "c" * 64, ACTIVE, "reports `CLM-2026-0001/2`"),
        ({"reissued": (NewRevision(CLAIM, 2),)}, "c" * 64, BECAUSE_OF_ANOTHER, None),
    ],
)
def test_a_release_that_breaks_the_rules_is_named(
    fields: dict[str, Any], hash_: str, active: dict[str, Suspension], fault: str | None
) -> None:
    broken = replace(release("2026.11.23"), **fields)
    listed, before = dict.fromkeys(FIRST.files, hash_), {*FIRST.files, "releases/2026.11.20/index.html"}
    faults = [text for _, text in suspension_faults(broken, listed, before, active, {CLAIM: 1, FORCE: 2})]
    assert (faults == []) if fault is None else any(fault in text for text in faults), faults


def test_a_notice_says_what_was_suspended_when_and_by_whom() -> None:
    on_day = "<b>Suspended</b> on 20 November 2026"
    link = '<a href="../../{}releases/2026.11.20/">2026.11.20</a>. Reason: <bdi>An order</bdi>.</p>'
    whole = f"<p>{on_day} by <bdi>The Vale Record Society</bdi>, <bdi>1 Mill Street, Ashby</bdi>, in release {link}"
    frozen = notice_page(FIRST, STEP, "The Vale", PUBLISHER, SALT).decode()
    assert f": <code>{SALT}</code></p>\n</footer>" in frozen
    assert f'<h1 id="history">Claim {CLAIM}, revision 1</h1>\n{whole.format("../")}' in frozen
    living = living_notice(FORCE, STEP, "The Vale", PUBLISHER).decode()
    assert f'<h1 id="history">Body {FORCE}</h1>\n{whole.format("")}' in living
    assert '<a href="mailto:editors@vale.example.org">editors@vale.example.org</a>' in living
    without = living_notice(FORCE, STEP, "The Vale", None).decode()
    assert f"<p>{on_day}, in release {link.format('')}" in without
    assert "in private" not in without


def test_a_suspended_file_is_the_notice_of_its_suspension() -> None:
    page, notice = (
        notice_page(FIRST, STEP, "The Vale", PUBLISHER, SALT),
        notice_record(FIRST, "2026.11.20", REASON, SALT),
    )
    contents = dict(zip(FIRST.files, (page, notice), strict=True))
    rules = PublishedContents({}, {}, ACTIVE)
    assert not [fault for path in contents for fault in rules.faults(path, contents[path])]
    for path, wrong in (
        (FIRST.record, notice_record(FIRST, "2026.11.20", "Another", SALT)),
        (FIRST.record, notice + b"\n"),
        (FIRST.record, notice.replace(f'"salt":"{SALT}",'.encode(), b"")),
        (FIRST.record, notice_record(FIRST, "2026.11.20", REASON, SALT.upper())),
        (FIRST.page, notice_page(SECOND, STEP, "The Vale", PUBLISHER, SALT)),
        (FIRST.page, notice_page(FIRST, replace(STEP, release="2026.11.23"), "The Vale", PUBLISHER, SALT)),
        (FIRST.page, page + b'<meta name="dossier-suspended" content="2026.11.20">'),
    ):
        assert [*rules.faults(path, wrong)], wrong


def test_a_description_keeps_suspensions_active_until_they_end() -> None:
    suspending: Release = replace(release("2026.11.20"), suspended=SUSPENDED)
    lifting = replace(release("2026.11.23"), lifted=LIFTED)
    assert parse(suspending.to_bytes()) == suspending
    assert suspensions([suspending]).keys() == set(FIRST.files)
    assert suspensions([suspending, lifting]) == {}
    with pytest.raises(ValueError, match="suspended"):
        parse(replace(suspending, suspended=(replace(SUSPENDED[0], reason=" "),)).to_bytes())

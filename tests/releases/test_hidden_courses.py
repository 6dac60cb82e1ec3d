"""Decisions whose later course is in suspended proceedings, and claims on them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from dossier.checks import unlinked_decision
from dossier.cite.fate import fate_as_looked_up, later_course
from dossier.cite.formats.box import FORMATS, CitationFormat
from dossier.commands.shown_records import shown_records
from dossier.model.addresses import Revision
from dossier.reading.dossier import Dossier
from dossier.reading.load import Loaded, load
from dossier.releases.aftermath.hidden_courses import hidden_courses, lost_proceedings
from dossier.releases.aftermath.published import FrozenRevision, Published
from dossier.releases.freeze.revision import snapshot
from dossier.releases.store.release_json import SuspendedFile
from dossier.releases.store.suspensions import Suspension
from tests.cite.test_fate import FIRST, SECOND, THIRD, _claim, _dossier, _history, _source, _step
from tests.shared.frozen_samples import release
from tests.shared.releasing import BRANCH, make_working_clone, runner
from tests.shared.toy import DAY

JUDGMENT, CLAIM = "SRC-2026-0101", "CLM-2026-0101"
COURSE = "ater course not known: records of it are suspended"
OUTCOME = "The plates stay with the council"
"""Words of the suspended proceeding alone."""
REVERSED = "[2024] AVUT 2"


def test_nothing_tells_the_course_that_a_suspension_hides(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    works = make_working_clone(tmp_path)
    root, run = works.root, runner(works, capsys, monkeypatch)

    reversal = _history(_step("reversed", SECOND), _step("remitted", SECOND), outcome=OUTCOME, status="reversed")
    # It lists the judgment, so without the first proceeding the judgment might be taken for its decision.
    second = {"title": "Vale v Ashby", "decided": "2023-01-01", "sources": [JUDGMENT]}
    _dossier(tmp_path / "made", **{FIRST: reversal, SECOND: second})
    _source(root, 1, neutral_citation="[2023] AVRT 1")
    _claim(root, {"source": JUDGMENT, "stance": "supports", "says": "holds it"})
    for name in (FIRST, SECOND):
        record = tmp_path / f"made/toy/evidence/proceedings/{name}.yaml"
        (root / f"evidence/proceedings/{name}.yaml").write_bytes(record.read_bytes())
    (root / ".gitignore").write_text("/build/\n/captures/\n/suspended/\n", "utf-8")
    claim = root / f"evidence/claims/{CLAIM}.yaml"
    effect = {"later_history": {"effect": "not-known", "text": f"Nobody has looked at {SECOND}."}}
    claim.write_text(claim.read_text("utf-8") + yaml.safe_dump(effect), "utf-8")
    works.commit()
    run("release", "--first", "--onto", BRANCH)
    assert f"revd and remitted {REVERSED}" in run("cite", JUDGMENT, "--published", BRANCH)
    run("suspend", FIRST, "--reason", "An order", "--onto", BRANCH)
    assert "unlinked-decision" not in run("check", "--published", BRANCH)

    for name, form in ((name, form) for name in (JUDGMENT, CLAIM) for form in CitationFormat):
        cited = run("cite", name, "--published", BRANCH, "--style", form)
        assert REVERSED not in cited.replace("&#91;", "[").replace("&#93;", "]"), form
        assert (COURSE in cited) == (name == CLAIM or form in {*FORMATS, CitationFormat.PLAIN}), form
    run("build", "--published", BRANCH, "--no-search")
    site = root / "build/site"
    for path in (f"claims/{CLAIM}/", f"sources/{JUDGMENT}/", f"status/{CLAIM}/1/", f"status/{JUDGMENT}/1/"):
        text = re.sub("</?b>", "", (site / path / "index.html").read_text("utf-8"))
        assert COURSE in text, path
        assert "revd" not in text.partition('id="history"')[0], path
    known = json.loads((site / "verify/known.json").read_text("utf-8"))["records"]
    assert known[JUDGMENT]["revisions"]["1"]["sentences"] == {"course-not-known": f"L{COURSE}."}
    rests = f"It rests on [2023] AVRT 1, l{COURSE}."
    assert known[CLAIM]["revisions"]["1"]["sentences"] == {"effect-not-known": rests}
    formats = json.loads((site / f"api/v1/claims/{CLAIM}.json").read_text("utf-8"))["formats"]["page"]
    assert all(COURSE in text for text in formats.values())
    with_words = [path for path in site.rglob("*") if path.is_file() and OUTCOME.encode() in path.read_bytes()]
    assert with_words == []

    claim.write_text(claim.read_text("utf-8") + f"proceedings: [{FIRST}]\n", "utf-8")
    assert f"the evidence still refers to them:\n  evidence/claims/{CLAIM}.yaml" in run(
        *("cite", JUDGMENT, "--published", BRANCH), code=2
    )

    # What was read of another record of the decision counts for all commands, although more may be hidden.
    other = (root / f"evidence/proceedings/{FIRST}.yaml").read_text("utf-8").replace(FIRST, THIRD)
    (root / f"evidence/proceedings/{THIRD}.yaml").write_text(other, "utf-8")
    claim.write_text(claim.read_text("utf-8").partition("later_history:")[0], "utf-8")
    works.commit()
    run = runner(works, capsys, monkeypatch, with_warnings=True)
    for command in (["check", "--published", BRANCH], ["build", "--published", BRANCH], ["release", "--onto", BRANCH]):
        assert f"error[reversed-authority]: `{THIRD}` was reversed by `{SECOND}`" in run(*command, code=1), command


def _published(history: dict[str, list[Dossier]], suspended: dict[str, str], kept: dict[str, bytes]) -> Published:
    """Releases with the revisions of these proceedings, as each of their dossiers has them.

    `suspended` has the record on whose account each suspended path is. `kept` has what is left of their bytes.
    """
    published = Published({}, lambda path, _sha256: kept.get(path))
    active = {path: Suspension(SuspendedFile(path, "", "", name), "2026.11.23") for path, name in suspended.items()}
    revisions: dict[str, list[FrozenRevision]] = {}
    for name, dossiers in history.items():
        for number, dossier in enumerate(dossiers, 1):
            place = Revision(name, number)
            notices = (active[place.record],) if place.record in active else ()
            content = b"{}" if notices else snapshot(dossier, dossier.entries[name])
            revision = FrozenRevision(place, release("2026.11.20"), b"", content, suspensions=notices)
            revisions.setdefault(name, []).append(revision)
    vars(published).update(releases=(release("2026.11.20"), release("2026.11.23")), suspensions=active)
    vars(published).update(revisions={name: tuple(each) for name, each in revisions.items()})
    return published


def test_a_later_decision_that_was_taken_out_before_its_suspension_is_not_forgotten(tmp_path: Path) -> None:
    """No proceeding may name a suspended one, so it has to be taken out first."""
    affirmed = {FIRST: _history(_step("affirmed", SECOND))}
    before = _dossier(tmp_path / "before", **affirmed, **{SECOND: _history(_step("reversed", THIRD))})
    _dossier(tmp_path, **affirmed, **{SECOND: {"status": "not-known"}})
    citations = ("[2023] AVRT 1", "[2024] AVUT 2", "[2025] AVCA 3")
    first, second, third = (
        _source(tmp_path / "toy", number, neutral_citation=each) for number, each in enumerate(citations, 1)
    )
    whole, claim = _claim(tmp_path / "toy", {"source": first, "stance": "supports", "says": "holds it"})
    shown = whole.without([THIRD])
    of_third, of_second = Revision(THIRD, 1).record, Revision(SECOND, 1).record
    kept = {of_second: snapshot(before, before.entries[SECOND])}
    # The older revision stays, goes with the suspended record, or is lost with it.
    for suspended, bytes_ in (({}, {}), ({of_second: THIRD}, kept), ({of_second: THIRD}, {})):
        history = {FIRST: [before], SECOND: [before, whole], THIRD: [whole]}
        published = _published(history, {of_third: THIRD, **suspended}, bytes_)
        hidden = hidden_courses(published, whole, shown)
        assert hidden == {FIRST, SECOND, first, second, third}
        cut = replace(shown, hidden_courses=hidden)
        assert later_course(cut, cut.entries[FIRST].record) == f"L{COURSE}."
        assert later_course(cut, claim) == f"It rests on [2023] AVRT 1, l{COURSE}."
        # Nobody may say instead that nothing was read.
        for name in (SECOND, second):
            fate = fate_as_looked_up(cut, cut.entries[name].record)
            assert fate is not None, name
            assert fate.sentence == f"L{COURSE}.", name
    # The first proceeding counts as the evidence has it, too: it may not be published yet.
    published = _published({SECOND: [before, whole], THIRD: [whole]}, {of_third: THIRD}, {})
    assert hidden_courses(published, whole, shown) == hidden
    # What was never named, and what names no suspended proceeding, is not hidden.
    assert hidden_courses(_published({FIRST: [whole], THIRD: [whole]}, {of_third: THIRD}, {}), whole, shown) == {third}
    assert hidden_courses(_published(history, {}, {}), whole, whole) == frozenset()


def test_a_judgment_whose_proceeding_is_suspended_has_no_known_course(tmp_path: Path) -> None:
    """Its reversal can be recorded while it is suspended, and no release and no page may say so."""
    _dossier(tmp_path)
    judgment = _source(tmp_path / "toy", 1, neutral_citation="[2023] AVRT 1")
    whole, claim = _claim(tmp_path / "toy", {"source": judgment, "stance": "supports", "says": "holds it"})
    without, path = whole.without([FIRST]), Revision(FIRST, 1).record
    kept = {path: snapshot(whole, whole.entries[FIRST])}
    # The evidence still has the file, or only the published bytes are left, or nothing is.
    for evidence, bytes_ in ((whole, {}), (without, kept), (without, {})):
        published = _published({FIRST: [whole]}, {path: FIRST}, bytes_)
        cut = replace(without, hidden_courses=hidden_courses(published, evidence, without))
        is_lost = evidence is not whole and not bytes_
        assert (cut.hidden_courses == {judgment}) != is_lost
        assert later_course(cut, cut.entries[judgment].record) == f"L{COURSE}."
        assert later_course(cut, claim) == f"It rests on [2023] AVRT 1, l{COURSE}."
        assert lost_proceedings(published, evidence) == ([FIRST] if is_lost else [])


def test_if_nothing_is_left_of_a_suspended_proceeding_the_course_of_no_decision_is_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may have been the proceeding of any of them, also of those that were added since."""
    _dossier(tmp_path)
    root = tmp_path / "toy"
    citations = ({"neutral_citation": "[2023] AVRT 1"}, {"official_id": "[2024] AVUT 2"}, {"genre": "court-judgment"})
    decisions = {_source(root, number, **each) for number, each in enumerate(citations, 1)}
    report = _source(root, 4, type="article-newspaper", genre="commentary")
    whole, _ = _claim(root, {"source": report, "stance": "supports", "says": "holds it"})
    without, path = whole.without([FIRST]), Revision(FIRST, 1).record
    shown = shown_records(Loaded(without, (), ()), _published({FIRST: [whole]}, {path: FIRST}, {}))
    hidden = shown.dossier.hidden_courses
    assert f"warning: nothing is left of `{FIRST}` but the notice of a suspension" in capsys.readouterr().err
    assert decisions <= hidden
    assert report not in hidden
    # A suspension on account of a claim has taken the text of a proceeding, which may have named the suspended one.
    others = dict.fromkeys((Revision(name, 1).record for name in (SECOND, report)), CLAIM)
    history = {FIRST: [whole], SECOND: [whole, whole], report: [whole, whole]}
    published = _published(history, {path: FIRST, **others}, {path: snapshot(whole, whole.entries[FIRST])})
    hidden = hidden_courses(published, without, without)
    assert SECOND in hidden
    assert report not in hidden
    # A claim of which nothing is left is not the proceeding of any decision.
    published = _published({CLAIM: [whole]}, {Revision(CLAIM, 1).record: CLAIM}, {})
    assert hidden_courses(published, whole.without([CLAIM]), whole.without([CLAIM])) == frozenset()


def test_a_suspended_proceeding_with_a_redacted_number_hides_the_course_of_its_judgment(tmp_path: Path) -> None:
    redacted = {"neutral_citation": None, "case_number": "[redacted]", "decided": "2023-05-01"}
    _dossier(tmp_path, **{FIRST: redacted})
    judgment = _source(tmp_path / "toy", 1, type="document", genre="official-document", official_id="[2023] AVRT 1")
    other = _source(tmp_path / "toy", 2, genre="court-judgment", neutral_citation="[redacted]", issued="2020-01-01")
    whole, claim = _claim(tmp_path / "toy", {"source": judgment, "stance": "supports", "says": "holds it"})
    assert "whose number was redacted" in str(later_course(whole, claim))
    without, path = whole.without([FIRST]), Revision(FIRST, 1).record
    kept = {path: snapshot(whole, whole.entries[FIRST])}
    for evidence, bytes_ in ((whole, kept), (without, kept), (whole, {})):
        # What hides the course of the other judgment is its own number, which was redacted.
        assert hidden_courses(_published({FIRST: [whole]}, {path: FIRST}, bytes_), evidence, without) == {judgment}
    assert "its number was redacted" in str(later_course(without, without.entries[other].record))


def test_a_decision_that_named_a_suspended_proceeding_has_no_known_course(tmp_path: Path) -> None:
    """Nothing may refer to a suspended proceeding, so the source no longer names it, or says that there is none."""
    _dossier(tmp_path, **{FIRST: {"neutral_citation": None}})
    name = _source(tmp_path / "toy", 1, decision_of=[FIRST])
    before = load(tmp_path / "toy", DAY).dossier
    _source(tmp_path / "toy", 1, decision_of="none-on-record")
    whole, claim = _claim(tmp_path / "toy", {"source": name, "stance": "supports", "says": "holds it"})
    without, path = whole.without([FIRST]), Revision(FIRST, 1).record
    published = _published({FIRST: [before], name: [before, whole]}, {path: FIRST}, {})
    cut = replace(without, hidden_courses=hidden_courses(published, whole, without))
    assert cut.hidden_courses == {name}
    assert later_course(cut, claim) == f"It rests on {name}, l{COURSE}."
    assert [each for each in unlinked_decision.check(cut) if name in each.span.path] == []


def test_a_judgment_is_hidden_although_the_suspended_proceeding_makes_its_number_ambiguous(tmp_path: Path) -> None:
    """Without its division, the number can mean either of two judgments until a proceeding is suspended."""
    first, second = ({"neutral_citation": f"[2023] EWHC 1 ({division})"} for division in ("Admin", "Ch"))
    before = _dossier(tmp_path / "before", **{FIRST: first | _history(_step("affirmed", SECOND)), SECOND: second})
    _dossier(tmp_path, **{FIRST: first, SECOND: second})
    judgment = _source(tmp_path / "toy", 1, neutral_citation="[2023] EWHC 1")
    whole, _ = _claim(tmp_path / "toy", {"source": judgment, "stance": "supports", "says": "holds it"})
    path = Revision(SECOND, 1).record
    kept = {path: snapshot(whole, whole.entries[SECOND])}
    published = _published({FIRST: [before, whole], SECOND: [whole]}, {path: SECOND}, kept)
    assert hidden_courses(published, whole, whole.without([SECOND])) == {FIRST, judgment}

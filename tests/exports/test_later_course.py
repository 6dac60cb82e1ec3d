"""Every export says what later decisions did to a judgment."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from dossier.cite import plain
from dossier.cite.formats.box import CitationFormat, citation, cited_page
from dossier.cite.with_history import cite_source
from dossier.configuration import About
from dossier.exports.bundle import Publication, publication
from dossier.exports.calendar import CALENDAR
from dossier.exports.summary import record_summary
from dossier.model.addresses import Revision
from dossier.model.vocabulary import PenaltyState, Standing, Validity
from dossier.pages.claim_list import claim_list
from dossier.pages.fate import authority_words
from dossier.pages.hubs import hubs
from dossier.pages.names import named_records
from dossier.pages.plain_text import plain_text
from dossier.pages.record import content_of
from dossier.pages.sections import hub_pages
from dossier.reading.dossier import Dossier
from dossier.reading.load import load
from dossier.reading.penalties import validity
from dossier.releases.freeze.page import frozen_page
from dossier.releases.freeze.revision import snapshot
from dossier.site.block_printer import Printer
from dossier.site.fragments import hub_fragments
from dossier.site.schema_org import json_ld
from tests.cite.test_fate import (
    AFFIRMED,
    BY_THIRD,
    CASES,
    FIRST,
    SECOND,
    THIRD,
    _claim,
    _dossier,
    _history,
    _source,
    _step,
)
from tests.cite.test_redacted_numbers import _changed
from tests.exports.test_exports import table
from tests.shared.frozen_samples import imprint, release
from tests.shared.toy import DAY

ABOUT = About("Vale", "", "https://vale.example.org/", "CC-BY-4.0", "")
SOURCE, CLAIM, BODY = "SRC-2026-0101", "CLM-2026-0101", "ashby-vale-police"
WORDS = f"{AFFIRMED[0].upper()}{AFFIRMED[1:]}, which was reversed by {BY_THIRD}."
RESTS = f"It rests on [2023] AVRT 1, {WORDS[0].lower()}{WORDS[1:]}"
FALLEN = "No longer holds"
IMPRINT = imprint(release("2026.11.23"), "Vale")
HUBS = (("sources/index", "sources"), ("bibliography", "cases"))


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """A judgment that is called final, was affirmed, and fell when that was reversed, and a claim on it that fell."""
    folder = tmp_path_factory.mktemp("later")
    histories = {FIRST: _history(_step("affirmed", SECOND), status="final"), SECOND: _history(_step("reversed", THIRD))}
    _dossier(folder, **histories)
    _source(folder / "toy", 1, neutral_citation="[2023] AVRT 1")
    read = _claim(folder / "toy", {"source": SOURCE, "stance": "supports", "says": "holds it"})[0]
    review = {"on": "2026-11-20", "by": "Ida Marsh", "role": "editor", "text": "a" * 64}
    fields = {
        "later_history": {"effect": "fallen", "text": f"{THIRD} reversed it."},
        "concerns": [{"body": BODY, "involvement": next(iter(read.subject.involvements)).value}],
    }
    for name, more in ((f"claims/{CLAIM}", fields), (f"sources/{SOURCE}", {})):
        path = folder / f"toy/evidence/{name}.yaml"
        path.write_text(path.read_text("utf-8") + yaml.safe_dump({**more, "reviewed": [review]}), "utf-8")
    return load(folder / "toy", DAY).dossier


@pytest.fixture(scope="module")
def exports(dossier: Dossier) -> Publication:
    return publication(dossier, ABOUT)


def test_structured_data_says_it(dossier: Dossier) -> None:
    status = {}
    for name in (FIRST, SOURCE, CLAIM):
        entry = dossier.entries[name]
        status[name] = json_ld(dossier, entry, ABOUT, record_summary(dossier, entry, ABOUT))["creativeWorkStatus"]
    assert status == {
        FIRST: ["Final", "Reversed", WORDS],
        SOURCE: ["Reversed", WORDS],
        CLAIM: [Standing.FOUND_BY_COURT.label, FALLEN, RESTS],
    }
    withdrawn = dossier.entries["CLM-2026-0007"]
    described = json_ld(dossier, withdrawn, ABOUT, record_summary(dossier, withdrawn, ABOUT))
    assert described["creativeWorkStatus"][0] == "Withdrawn"
    assert described["mainEntityOfPage"]["creativeWorkStatus"] == "This record no longer applies."


def test_the_graph_of_entities_says_it(exports: Publication) -> None:
    lines = exports.files["data/v1/followthemoney.json"].splitlines()
    entities: dict[str, Any] = {each["id"]: each["properties"] for each in map(json.loads, lines)}
    assert (entities[f"vale-{FIRST}"]["status"], entities[f"vale-{FIRST}"]["notes"]) == (["Final", "Reversed"], [WORDS])
    assert entities[f"vale-{SOURCE}"]["keywords"][1:] == ["Reversed"]
    assert entities[f"vale-{SOURCE}"]["notes"] == [WORDS]
    link = entities[f"vale-{CLAIM}-evidence-1-{BODY}"]
    assert link["status"] == [Standing.FOUND_BY_COURT.label, FALLEN]
    assert link["description"] == ["holds it", f"{THIRD} reversed it.", RESTS]


def test_tables_documents_feeds_and_the_calendar_say_it(exports: Publication) -> None:
    for name, folder, words in ((FIRST, "proceedings", WORDS), (SOURCE, "sources", WORDS), (CLAIM, "claims", RESTS)):
        assert json.loads(exports.files[f"api/v1/{folder}/{name}.json"])["later_course"] == words
        [row] = [row for row in table(exports, folder) if row["id"] == name]
        assert row["later_course"] == words
    texts = {
        each["url"].split("/")[-2]: each["content_text"] for each in json.loads(exports.files["feed.json"])["items"]
    }
    assert texts[CLAIM].endswith(f"{FALLEN}.\n\n{RESTS}")
    assert texts[SOURCE].endswith(f"\n\n{WORDS}")
    assert WORDS.removesuffix(".") in exports.files[CALENDAR].decode().replace("\r\n ", "").replace("\\,", ",")


def test_a_claim_that_other_sources_support_says_it_everywhere(dossier: Dossier) -> None:
    claim = dossier.claim(CLAIM)
    assert claim is not None
    evidence = (*claim.evidence, claim.evidence[0].model_copy(update={"source": "SRC-2026-0006"}))
    fields = {"evidence": evidence, "later_history": None, "standing": Standing.REPORTED}
    shared = _changed(dossier, {CLAIM: fields})
    entry = shared.entries[CLAIM]
    sentence = (
        f"One of its sources is {RESTS.removeprefix('It rests on ').removesuffix('.')}; other sources support it."
    )
    files = publication(shared, ABOUT)
    assert json.loads(files.files[f"api/v1/claims/{CLAIM}.json"])["later_course"] == sentence
    [row] = [row for row in table(files, "claims") if row["id"] == CLAIM]
    assert row["later_course"] == sentence
    assert sentence in json_ld(shared, entry, ABOUT, record_summary(shared, entry, ABOUT))["creativeWorkStatus"]
    assert sentence in files.files["data/v1/followthemoney.json"].decode()
    assert f"title='{sentence.removesuffix('.')}'" in str(content_of(shared, entry))
    [listed] = [each for each in claim_list(shared).rows if each.record == CLAIM]
    words = f"{Standing.REPORTED.label} (one of its sources is a decision that was reversed)"
    assert plain_text(listed.cells[2].text) == words
    page = cited_page(shared, entry.record, "Vale", None)
    for form in CitationFormat:
        text = " ".join(plain(citation(page, form)).replace("&#91;", "[").replace("&#93;", "]").split())
        assert sentence.removesuffix(".") in text or sentence[0].lower() + sentence[1:-1] in text, form


def test_lists_of_claims_and_bodies_say_it(dossier: Dossier) -> None:
    [row] = [row for row in claim_list(dossier).rows if row.record == CLAIM]
    standing = f"{Standing.FOUND_BY_COURT.label} (no longer holds; rests on a decision that was reversed)"
    assert plain_text(row.cells[2].text) == standing
    [line] = [each.line for each in named_records(dossier) if each.identifier == BODY]
    assert "but no longer holds" in line


NOT_TOLD = "Later course not known: the result of the appeal to [2024] AVUT 2 is not on record."


def test_lists_and_references_of_living_pages_say_what_no_citation_of_a_source_holds(tmp_path: Path) -> None:
    root = tmp_path / "toy"
    _dossier(tmp_path, **{FIRST: _history(_step("appealed-to", SECOND), sources=[SOURCE])})
    _source(root, 1, neutral_citation="[2023] AVRT 1", jurisdiction="GB", topics=["mill-street"])
    dossier, claim = _claim(root, {"source": SOURCE, "stance": "supports", "says": "holds it"})
    assert NOT_TOLD not in plain(cite_source(dossier, dossier.entries[SOURCE].record))  # type: ignore[arg-type]
    view = hubs(dossier)
    pages = {page.path: page for page in hub_pages(dossier.subject.focus)}
    listed = {name: hub_fragments(pages[f"{name}.md"], view)[part] for name, part in HUBS}
    groups = {group.page: str(group) for group in view.groups}
    assert {name: str(html).count(NOT_TOLD) for name, html in listed.items()} == {name: 1 for name, _ in HUBS}
    assert [NOT_TOLD in groups[page] for page in ("countries/gb/", "topics/mill-street/")] == [True, True]
    for name in (claim.id, FIRST):
        content = content_of(dossier, dossier.entries[name])
        [printed] = [Printer("../../").blocks(each.blocks) for each in content.sections if each.name == "references"]
        assert printed.count(NOT_TOLD) == 1
        frozen = frozen_page(dossier, Revision(name, 1), snapshot(dossier, dossier.entries[name]), IMPRINT)
        assert "AVRT 1" in frozen.decode()
        assert NOT_TOLD not in frozen.decode()


def test_a_list_of_claims_says_what_became_of_a_decision_in_few_words(tmp_path: Path) -> None:
    for number, (case, words) in enumerate(
        (
            ("in part", "that was reversed in part"),
            ("a day of its own", "that was varied"),
            ("remitted in part", "that was remitted in part"),
            ("reversal remitted", "in whose case a later step was changed"),
            ("appeal that is decided", "whose later course is not known"),
            ("reversal reversed", ""),
            ("nothing", ""),
        )
    ):
        _dossier(tmp_path / str(number), **CASES[case][0])
        root = tmp_path / str(number) / "toy"
        judgment = _source(root, 1, neutral_citation="[2023] AVRT 1")
        dossier, claim = _claim(root, {"source": judgment, "stance": "supports", "says": "holds it"})
        assert authority_words(dossier, claim) == (f" (rests on a decision {words})" if words else ""), case


def test_a_penalty_of_a_decision_whose_affirmation_was_reversed_is_not_in_force(dossier: Dossier) -> None:
    first = dossier.proceeding(FIRST)
    fined = dossier.proceeding("PRO-2026-0002")
    assert first is not None
    assert fined is not None
    penalty = fined.penalties[0].model_copy(update={"state": PenaltyState.IMPOSED})
    assert validity(dossier, first, penalty) is Validity.NO
    second = first.model_copy(update={"id": "PRO-2026-0199"})
    assert validity(dossier, second, penalty) is Validity.YES

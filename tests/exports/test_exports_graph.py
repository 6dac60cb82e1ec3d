"""FollowTheMoney entities follow its schemata, and say no more than the records.

The library is too heavy to install for a test, so this module repeats the parts of `followthemoney` 4.11.2 on which the
export relies. In a run by hand, that library accepted every entity of this dossier and dropped no value.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dossier.configuration import About
from dossier.exports.followthemoney import followthemoney
from dossier.model import Proceeding, Record
from dossier.model.proceeding import Payment
from dossier.model.vocabulary import PaymentState, PenaltyState, ProceedingStatus
from dossier.reading.dossier import Dossier
from dossier.reading.load import load
from tests.shared.places import ROOT
from tests.shared.toy import DAY, TOY

ABOUT = About("Cameras of Ashby Vale", "", "https://cameras.example.org/vale/", "CC-BY-4.0", "")
DOCUMENTS = {"Article", "HyperText"}
BODIES = {"PublicBody", "Company", "Organization"}
_BODY = {
    "name": "name",
    "alias": "name",
    "country": "country",
    "website": "url",
    "topics": "topic",
    "wikidataId": "identifier",
    "registrationNumber": "identifier",
    "description": "text",
}
_DOCUMENT = {
    "title": "string",
    "author": "string",
    "publisher": "string",
    "publishedAt": "date",
    "sourceUrl": "url",
    "language": "language",
    "country": "country",
    "keywords": "string",
    "notes": "text",
}
_INTEREST = {
    "role": "string",
    "status": "string",
    "startDate": "date",
    "endDate": "date",
    "date": "date",
    "summary": "text",
    "description": "text",
    "recordId": "string",
    "proof": "document",
}
# For each schema, the types of the properties that we use, and the properties that it requires.
SCHEMATA: dict[str, tuple[dict[str, str], set[str]]] = {
    "PublicBody": (_BODY, {"name"}),
    "Company": (_BODY, {"name"}),
    "Organization": (_BODY, {"name"}),
    "Article": (_DOCUMENT, set()),
    "HyperText": (_DOCUMENT, set()),
    "Documentation": ({**_INTEREST, "document": "document", "entity": "thing"}, {"document", "entity"}),
    "UnknownLink": ({**_INTEREST, "subject": "thing", "object": "thing"}, {"subject", "object"}),
    "CourtCase": (
        {
            "name": "name",
            "type": "string",
            "status": "string",
            "notes": "text",
            "caseNumber": "identifier",
            "court": "string",
            "country": "country",
            "fileDate": "date",
            "closeDate": "date",
            "summary": "text",
            "description": "text",
            "proof": "document",
        },
        {"name"},
    ),
    "CourtCaseParty": ({**_INTEREST, "party": "thing", "case": "case"}, {"party", "case"}),
    "Sanction": (
        {
            **_INTEREST,
            "entity": "thing",
            "authority": "string",
            "country": "country",
            "program": "string",
            "provisions": "string",
        },
        {"entity"},
    ),
}
PATTERNS = {
    "country": r"[a-z]{2}",
    "language": r"[a-z]{3}",
    "date": r"\d{4}(-\d\d(-\d\d)?)?",
    "url": r"https?://\S+",
    "topic": r"gov(\.(judicial|igo))?",
    "identifier": r".{1,64}",
    "name": r"(?s).{1,384}",
    "string": r"(?s).{1,1024}",
    "text": r"(?s).{1,65000}",
}


@pytest.mark.parametrize("root", [TOY, ROOT], ids=["toy", "this"])
def test_entities_follow_the_schemata(root: Path) -> None:
    entities = read(load(root, DAY).dossier)
    known = {entity["id"]: entity["schema"] for entity in entities}
    assert len(known) == len(entities)
    for entity in entities:
        assert re.fullmatch(r"cameras-of-ashby-vale-[A-Za-z0-9-]+", entity["id"])
        types, required = SCHEMATA[entity["schema"]]
        assert required <= set(entity["properties"])
        for name, values in entity["properties"].items():
            for value in values:
                kind = types[name]
                if kind in PATTERNS:
                    assert re.fullmatch(PATTERNS[kind], value), (entity["id"], name, value)
                else:
                    assert known[value] in {"document": DOCUMENTS, "case": {"CourtCase"}, "thing": BODIES}[kind]


def test_withdrawn_records_are_left_out() -> None:
    dossier = load(TOY, DAY).dossier
    text = followthemoney(dossier, ABOUT).decode()
    for name in ("CLM-2026-0007", "county-roads-unit"):
        record = dossier.entries[name].record
        assert record.withdrawn
        assert name not in text
        never_withdrawn = with_record(dossier, record.model_copy(update={"withdrawn": None}))
        assert name in followthemoney(never_withdrawn, ABOUT).decode()


def test_private_persons_are_left_out() -> None:
    dossier = load(TOY, DAY).dossier
    complaint = dossier.proceeding("PRO-2026-0001")
    assert complaint is not None
    assert "A resident of Mill Street" in [party.described_as for party in complaint.parties]
    text = followthemoney(dossier, ABOUT).decode()
    assert complaint.title in text
    assert "A resident of Mill Street" not in text


def test_every_penalty_that_was_imposed_or_reduced_is_a_sanction() -> None:
    dossier = load(TOY, DAY).dossier
    record = dossier.entries["PRO-2026-0002"].record
    assert isinstance(record, Proceeding)
    assert record.penalties[0].state is PenaltyState.ANNULLED
    assert sanctions(dossier, record) == []
    council, walkers = "ashby-vale-council", "vale-walkers"
    for status in ProceedingStatus:
        for state in PenaltyState:
            penalty = record.penalties[0].model_copy(update={"state": state, "against": None})
            other = penalty.model_copy(update={"against": walkers})
            changed = record.model_copy(update={"status": status, "penalties": (penalty, other)})
            is_exported = state in {PenaltyState.IMPOSED, PenaltyState.REDUCED}
            # The respondent has to pay if the penalty names nobody.
            expected = [f"cameras-of-ashby-vale-{name}" for name in (council, walkers)] if is_exported else []
            assert sanctions(dossier, changed) == expected


def test_a_sanction_says_what_became_of_it() -> None:
    dossier = load(TOY, DAY).dossier
    record = dossier.entries["PRO-2026-0002"].record
    assert isinstance(record, Proceeding)
    paid = Payment(state=PaymentState.UNPAID, claim="CLM-2026-0004")
    reduced = record.penalties[0].model_copy(update={"state": PenaltyState.REDUCED, "paid": paid})
    entities = read(with_record(dossier, record.model_copy(update={"penalties": (reduced,)})))
    sanction = next(entity["properties"] for entity in entities if entity["schema"] == "Sanction")
    assert sanction["summary"] == ["25000 GBP; Reduced; Unpaid"]
    assert sanction["provisions"] == ["Regulation on cameras by roads, art 6(1)"]
    assert "cameras-of-ashby-vale-SRC-2026-0001" in sanction["proof"]
    case = next(entity["properties"] for entity in entities if entity["properties"].get("caseNumber") == ["KW-17"])
    assert case["name"] == [
        "Roads Regulator, penalty (KW-17, 11 February 2025), revd Ashby Vale Council v Roads Regulator [2025] AVRT 4"
    ]
    assert record.title in case["description"]


def with_record(dossier: Dossier, record: Record) -> Dossier:
    """The dossier with this record instead of the record that has the same identifier."""
    entries = {**dossier.entries, record.id: replace(dossier.entries[record.id], record=record)}
    return replace(dossier, entries=entries)


def sanctions(dossier: Dossier, record: Record) -> list[str]:
    """The bodies that are sanctioned if the dossier has this record instead of its own."""
    entities = read(with_record(dossier, record))
    return [entity["properties"]["entity"][0] for entity in entities if entity["schema"] == "Sanction"]


def read(dossier: Dossier) -> list[dict[str, Any]]:
    return [json.loads(line) for line in followthemoney(dossier, ABOUT).decode().split("\n")[:-1]]

"""A subject's models accept its own terms, kinds and identifiers."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from dossier.model import FocusBody, Organisation
from dossier.model.claim import Claim
from dossier.model.identifiers import Kind
from dossier.model.subject import Subject, subject_of
from dossier.model.subject_file import FocusWords, IdentifierScheme, InvolvementTerm, KindTerm, SubjectFile
from dossier.model.vocabulary import OrganisationKind, Voice
from tests.shared.toy import TOY_SUBJECT

WORDS: dict[str, Any] = {"meaning": "What it says", "example": "A case", "counter_example": "Another case"}


def file(**more: Any) -> SubjectFile:
    return SubjectFile(
        focus=FocusWords(
            name="airline",
            plural="airlines",
            article="an",
            folder="carriers",
            kinds=(
                KindTerm(term="charter", label="Charter", like=OrganisationKind.COMPANY, **WORDS),
                KindTerm(term="club", label="Flying club", **WORDS),
            ),
        ),
        organisation_kinds=(KindTerm(term="airport", label="Airport", like=OrganisationKind.GOVERNMENT, **WORDS),),
        involvements=(
            InvolvementTerm(term="late", label="Late", voice=Voice.REPORTED, **WORDS),
            InvolvementTerm(term="regret", label="Regret", voice=Voice.ADMISSION, **WORDS),
            InvolvementTerm(term="excuse", label="Excuse", voice=Voice.ANSWER, **WORDS),
        ),
        identifiers=(IdentifierScheme(scheme="iata", label="IATA", meaning="The code of two letters"),),
        **more,
    )


@pytest.fixture
def airlines() -> Subject:
    return subject_of(file())


def accepts(subject: Subject, kind: Kind, /, **fields: Any) -> bool:
    """True if the model of a kind accepts these fields, added to the others that it requires."""
    plain: dict[Kind, dict[str, Any]] = {
        Kind.CLAIM: {
            "id": "CLM-2026-0001",
            "statement": "It was late.",
            "date": "2026",
            "standing": "reported",
            "evidence": [{"source": "SRC-2026-0001", "stance": "supports", "says": "so"}],
            "adverse_to": [],
        },
        Kind.FOCUS: {"id": "example-air", "name": "Example Air", "country": "GB"},
        Kind.ORGANISATION: {"id": "tower", "name": "The Tower", "country": "GB"},
    }
    try:
        subject.models[kind].model_validate({**plain[kind], **fields})
    except ValidationError:
        return False
    return True


def test_claims_have_the_involvements_of_the_subject_only(airlines: Subject) -> None:
    for subject, term in ((airlines, "late"), (TOY_SUBJECT, "denial")):
        other = TOY_SUBJECT if subject is airlines else airlines
        assert accepts(subject, Kind.CLAIM, concerns=[{"body": "example-air", "involvement": term}])
        assert not accepts(other, Kind.CLAIM, concerns=[{"body": "example-air", "involvement": term}])


def test_bodies_have_the_kinds_of_the_subject_and_of_every_dossier(airlines: Subject) -> None:
    kinds = ["charter", "club", "airport", "court", "territorial-force"]
    for kind, accepted in ((Kind.FOCUS, ["charter", "club", "court"]), (Kind.ORGANISATION, ["airport", "court"])):
        assert [term for term in kinds if accepts(airlines, kind, kind=term)] == accepted


@pytest.mark.parametrize("kind", [Kind.FOCUS, Kind.ORGANISATION])
def test_bodies_have_identifiers_of_the_schemes_only(airlines: Subject, kind: Kind) -> None:
    assert accepts(airlines, kind, kind="court", identifiers={"iata": "XX"})
    assert accepts(airlines, kind, kind="court")
    for wrong in ({"wikidata": "Q1"}, {"iata": "X\nX"}, {"iata": ""}, {"iata": 7}, ["iata"], "XX"):
        assert not accepts(airlines, kind, kind="court", identifiers=wrong)
    assert not accepts(TOY_SUBJECT, kind, kind="court", identifiers={"iata": "XX"})


def test_the_identifiers_of_a_body_come_in_the_order_of_the_schemes() -> None:
    values = {"company_number": "7", "wikidata": "Q1"}
    plain = {"id": "x", "name": "X", "country": "GB", "kind": "company", "identifiers": values}
    body = TOY_SUBJECT.models[Kind.ORGANISATION].model_validate(plain)
    assert isinstance(body, Organisation)
    pairs = [(scheme.label, value) for scheme, value in TOY_SUBJECT.identifiers_of(body)]
    assert pairs == [("Wikidata", "Q1"), ("Company number", "7")]
    without = TOY_SUBJECT.models[Kind.ORGANISATION].model_validate({**plain, "identifiers": None})
    assert isinstance(without, Organisation)
    assert TOY_SUBJECT.identifiers_of(without) == []


def test_models_are_narrower_than_those_of_every_dossier(airlines: Subject) -> None:
    for kind, base in ((Kind.CLAIM, Claim), (Kind.FOCUS, FocusBody), (Kind.ORGANISATION, Organisation)):
        model = airlines.models[kind]
        assert issubclass(model, base)
        assert list(model.model_fields) == list(base.model_fields)
        for name, field in model.model_fields.items():
            assert field.description == base.model_fields[name].description
            assert field.is_required() == base.model_fields[name].is_required()
            assert field.default == base.model_fields[name].default


def test_a_kind_has_the_words_of_the_subject(airlines: Subject) -> None:
    assert (airlines.name(Kind.FOCUS), airlines.plural(Kind.FOCUS)) == ("airline", "airlines")
    assert (airlines.name(Kind.CLAIM), airlines.plural(Kind.CLAIM)) == ("claim", "claims")
    assert (airlines.phrase(Kind.FOCUS), airlines.phrase(Kind.ORGANISATION)) == ("an airline", "an organisation")
    assert TOY_SUBJECT.phrase(Kind.FOCUS) == "a force"
    assert (airlines.folder(Kind.FOCUS), airlines.folder(Kind.CLAIM)) == ("carriers", "claims")
    assert airlines.folders() == ["claims", "sources", "carriers", "organisations", "proceedings", "captures"]
    assert {folder: airlines.kind_of_folder(folder) for folder in ("carriers", "claims", "focus", "forces")} == {
        "carriers": Kind.FOCUS,
        "claims": Kind.CLAIM,
        "focus": None,
        "forces": None,
    }
    assert airlines.living_page(Kind.FOCUS, "example-air") == "carriers/example-air/"
    assert airlines.parse_living_page("carriers/example-air/") == (Kind.FOCUS, "example-air")
    assert airlines.parse_living_page("forces/example-air/") is None


def test_a_kind_of_body_is_a_kind_of_every_dossier_or_like_one(airlines: Subject) -> None:
    kinds = [*airlines.focus_kinds, *airlines.organisation_kinds]
    assert {str(kind): airlines.standard_kind(kind) for kind in kinds} == {
        "charter": OrganisationKind.COMPANY,
        "club": None,
        "airport": OrganisationKind.GOVERNMENT,
        **{kind.value: kind for kind in OrganisationKind},
    }


def test_only_the_voice_of_others_is_no_own_answer(airlines: Subject) -> None:
    assert {term.value: term.is_own_answer for term in airlines.involvements} == {
        "late": False,
        "regret": True,
        "excuse": True,
    }


def test_equal_files_have_the_same_models(airlines: Subject) -> None:
    again = subject_of(file())
    assert again == airlines
    assert all(again.models[kind] is airlines.models[kind] for kind in Kind)
    other = subject_of(file(questions=({"question": "Was it late?", "involvements": ("late",)},)))
    assert other != airlines

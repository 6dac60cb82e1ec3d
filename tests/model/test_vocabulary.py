"""Each term has a label, a meaning, an example and a counter-example."""

from __future__ import annotations

import pickle

import pytest
from pydantic import TypeAdapter

from dossier.model.vocabulary import AuthorState, CheckLevel, Standing, Term, Undated
from dossier.model.vocabulary.term import Definition
from dossier.reading.subject import required_subject
from tests.shared.places import ROOT
from tests.shared.toy import TOY_SUBJECT
from tests.shared.vocabularies import vocabularies

SUBJECTS = [TOY_SUBJECT, required_subject(ROOT)]
VOCABULARIES = list(dict.fromkeys(terms for subject in SUBJECTS for terms in vocabularies(subject)))


def test_there_are_vocabularies() -> None:
    assert {Standing, Undated} <= set(VOCABULARIES)


@pytest.mark.parametrize("terms", VOCABULARIES, ids=lambda terms: str(terms.__name__))
def test_every_term_is_defined(terms: type[Term]) -> None:
    for term in terms:
        for text in (term.label, term.meaning, term.example, term.counter_example):
            assert len(text) > 2
            assert text == text.strip()
            assert text.count("`") % 2 == 0
        assert len({term.meaning, term.example, term.counter_example}) == 3


@pytest.mark.parametrize("terms", VOCABULARIES, ids=lambda terms: str(terms.__name__))
def test_no_two_terms_of_a_vocabulary_share_a_text(terms: type[Term]) -> None:
    for texts in ([term.label for term in terms], [term.meaning for term in terms]):
        assert len(set(texts)) == len(texts)


def test_every_standing_has_a_summary() -> None:
    assert all(standing.summary.endswith(".") for standing in Standing)


def test_a_term_that_two_vocabularies_share_is_defined_once() -> None:
    assert AuthorState.NOT_SEEN.meaning is Undated.NOT_SEEN.meaning


def test_a_term_is_its_text_in_every_way_that_a_plain_string_enum_is() -> None:
    standing = Standing("found-by-court")
    assert standing is Standing.FOUND_BY_COURT
    assert standing == standing.value == str(standing) == f"{standing}" == "found-by-court"
    assert pickle.loads(pickle.dumps(standing)) is standing
    with pytest.raises(ValueError, match="guessed"):
        Standing("guessed")


def test_pydantic_reads_and_describes_the_texts_only() -> None:
    adapter = TypeAdapter(CheckLevel)
    assert adapter.validate_python("excerpt") is CheckLevel.EXCERPT
    assert adapter.dump_json(CheckLevel.EXCERPT) == b'"excerpt"'
    assert adapter.json_schema() == {
        "description": "How much of a source was read.",
        "enum": ["full-text", "excerpt", "not-opened"],
        "title": "CheckLevel",
        "type": "string",
    }


def test_a_definition_that_lacks_an_example_is_refused() -> None:
    with pytest.raises(TypeError, match="counter_example"):
        Definition("seen", "Seen", "It was seen", example="A page")  # type: ignore[call-arg]

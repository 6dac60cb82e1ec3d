"""Quotations are found where a reader would find them, and nowhere else."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dossier.checks import quotation_search
from dossier.checks.quotation_search import Match, find, normalise, prepare
from dossier.model.vocabulary import QuoteTier

TYPED, NORMALISED = QuoteTier.VERBATIM, QuoteTier.NORMALISED

# Letters that decompose, parts of syllables, marks, and all that the normalisation knows of.
CHARACTERS = st.sampled_from("ab1²ȩ́́가각한ো ে \t\n\u00a0\u2009\u00ad\u200b\u200d\u2060-–—−‐\"'“”‘’«».…,KÅ\u2000`")
TEXTS = st.text(st.one_of(CHARACTERS, st.characters()), max_size=60)
WORDS = st.lists(st.text(st.sampled_from("abcdeé123"), min_size=1, max_size=8), min_size=1, max_size=12)


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(quotation_search).failed == 0


@pytest.mark.parametrize(
    ("exact", "text", "found"),
    [
        ("did not use it", "The force did not use it.", "did not use it"),
        ("the force's “pilot”", 'It ended the force’s "pilot" then', 'the force’s "pilot"'),
        ("a trial - and no more", "It was a trial—and\nno\u00a0more.", "a trial—and\nno\u00a0more"),
        ("registered", "They regi\u00adstered\u200b in May", "regi\u00adstered"),
        ("résumé", "A re\u0301sume\u0301 was sent", "re\u0301sume\u0301"),
        ("한국", "은 \u1112\u1161\u11ab국 (", "\u1112\u1161\u11ab국"),
        ("不使用", "警方不使用该软件", "不使用"),
    ],
)
def test_finds_what_is_set_otherwise(exact: str, text: str, found: str) -> None:
    start = text.index(found)
    tier = TYPED if exact == found else NORMALISED
    assert find(exact, prepare(text)) == (Match(start, start + len(found), tier),)


@pytest.mark.parametrize(
    ("exact", "text"),
    [
        ("never used it", "The force rarely used it."),
        ("able to say", "The force was unable to say."),
        ("we can", "They said: we can’t."),
        ("cafe", "A cafe\u0301."),
        ("10²", "Some 102 cases."),
        ("re-sign", "He chose to resign."),
        ("The force said … nothing", "The force said that it knew nothing"),
        ("the force", "The Force"),
        ('"no"', "'no'"),
    ],
)
def test_does_not_find_what_is_not_there(exact: str, text: str) -> None:
    assert find(exact, prepare(text)) == ()


def test_the_words_around_tell_places_apart() -> None:
    text = prepare("We did. They said “we did” twice; we did.")
    assert len(find("we did", text)) == 2
    assert find("we did", text, prefix="They said “") == (Match(19, 25, TYPED),)
    assert find("we did", text, suffix=".") == (Match(34, 40, TYPED),)
    assert find("we did", text, prefix="They said", suffix=".") == ()


def test_words_as_typed_win_over_words_set_otherwise() -> None:
    text = prepare("It’s over. It's over.")
    assert find("It's over", text) == (Match(11, 20, TYPED),)


def test_nothing_is_found_in_nothing() -> None:
    assert find("word", prepare("")) == ()
    assert find("\u00ad", prepare("word")) == ()


@given(TEXTS)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(TEXTS)
def test_each_character_knows_what_it_stands_for(text: str) -> None:
    prepared = prepare(text)
    assert len(prepared.text) == len(prepared.starts) == len(prepared.ends)
    for char, start, end in zip(prepared.text, prepared.starts, prepared.ends, strict=True):
        assert 0 <= start < end <= len(text)
        assert char == " " or char in normalise(text[start:end])


@given(WORDS, st.sampled_from([" ", "\n", "\u00a0\n ", " \u00ad", "—", " – "]), st.data())
def test_finds_every_run_of_words(words: list[str], gap: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    text = gap.join(words)
    spoken = gap.join(words[first:last])
    places = find(spoken, prepare(text))
    assert places
    assert all(normalise(text[one.start : one.end]) == normalise(spoken) for one in places)


@given(WORDS, st.data())
def test_never_finds_what_differs_by_a_letter(words: list[str], data: st.DataObject) -> None:
    quoted = " ".join(words)
    index = data.draw(st.integers(0, len(quoted) - 1))
    assume(quoted[index] != " ")
    change = data.draw(st.sampled_from(["", "x", "xx"]))
    assert find(quoted, prepare(quoted[:index] + change + quoted[index + 1 :])) == ()


@given(TEXTS, TEXTS)
def test_letters_and_digits_found_are_those_quoted(exact: str, text: str) -> None:
    def letters(words: str) -> str:
        return "".join(char for char in normalise(words) if char.isalnum())

    for one in find(exact, prepare(text + exact + text)):
        assert letters((text + exact + text)[one.start : one.end]) == letters(exact)

"""Tests that quotations are found exactly if a reader would find them."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dossier.checks.quotation_search import Match, find_quotation, normalise, normalise_with_offsets
from dossier.model.vocabulary import QuoteTier

VERBATIM, NORMALISED = QuoteTier.VERBATIM, QuoteTier.NORMALISED

# Letters that decompose, parts of syllables, marks, and every character that the normalisation changes.
CHARACTERS = st.sampled_from("ab1²ȩ́́가각한ো ে \t\n\u00a0\u2009\u00ad\u200b\u200d\u2060-–—−‐\"'“”‘’«».…,KÅ\u2000`")
TEXTS = st.text(st.one_of(CHARACTERS, st.characters()), max_size=60)
WORDS = st.lists(st.text(st.sampled_from("abcdeé123"), min_size=1, max_size=8), min_size=1, max_size=12)


def find(exact: str, text: str, *, prefix: str | None = None, suffix: str | None = None) -> tuple[Match, ...]:
    return find_quotation(exact, normalise_with_offsets(text), prefix=prefix, suffix=suffix)


@pytest.mark.parametrize(
    ("exact", "text", "match"),
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
def test_finds_the_same_words_in_another_typesetting(exact: str, text: str, match: str) -> None:
    start = text.index(match)
    tier = VERBATIM if exact == match else NORMALISED
    assert find(exact, text) == (Match(start, start + len(match), tier),)


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
def test_does_not_find_different_words(exact: str, text: str) -> None:
    assert find(exact, text) == ()


def test_prefix_and_suffix_choose_between_places() -> None:
    text = "We did. They said “we did” twice; we did."
    assert len(find("we did", text)) == 2
    assert find("we did", text, prefix="They said “") == (Match(19, 25, VERBATIM),)
    assert find("we did", text, suffix=".") == (Match(34, 40, VERBATIM),)
    assert find("we did", text, prefix="They said", suffix=".") == ()


def test_verbatim_places_win_over_normalised_places() -> None:
    text = "It’s over. It's over."
    assert find("It's over", text) == (Match(11, 20, VERBATIM),)


def test_an_empty_text_or_quotation_has_no_match() -> None:
    assert find("word", "") == ()
    assert find("\u00ad", "word") == ()


@given(TEXTS)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(TEXTS)
def test_each_character_has_the_offsets_of_its_original(text: str) -> None:
    normalised = normalise_with_offsets(text)
    assert len(normalised.text) == len(normalised.starts) == len(normalised.ends)
    for char, start, end in zip(normalised.text, normalised.starts, normalised.ends, strict=True):
        assert 0 <= start < end <= len(text)
        assert char == " " or char in normalise(text[start:end])


@given(WORDS, st.sampled_from([" ", "\n", "\u00a0\n ", " \u00ad", "—", " – "]), st.data())
def test_finds_every_run_of_words(words: list[str], gap: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    text = gap.join(words)
    exact = gap.join(words[first:last])
    matches = find(exact, text)
    assert matches
    assert all(normalise(text[match.start : match.end]) == normalise(exact) for match in matches)


@given(WORDS, st.data())
def test_never_finds_words_that_differ_by_a_letter(words: list[str], data: st.DataObject) -> None:
    quoted = " ".join(words)
    index = data.draw(st.integers(0, len(quoted) - 1))
    assume(quoted[index] != " ")
    change = data.draw(st.sampled_from(["", "x", "xx"]))
    assert find(quoted, quoted[:index] + change + quoted[index + 1 :]) == ()


@given(TEXTS, TEXTS)
def test_a_match_has_the_letters_and_digits_of_the_quotation(exact: str, text: str) -> None:
    def letters(words: str) -> str:
        return "".join(char for char in normalise(words) if char.isalnum())

    whole = text + exact + text
    for match in find(exact, whole):
        assert letters(whole[match.start : match.end]) == letters(exact)

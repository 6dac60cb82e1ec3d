"""Invisible characters are accepted only if the text around uses them."""

from __future__ import annotations

import pytest

from dossier.reading.text import first_forbidden
from dossier.reading.yaml_nodes import parse

NEEDED = {
    "Persian": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "Persian after a digit": "\u06f3\u200c\u0628\u0639\u062f\u06cc",
    "Hindi": "\u0915\u094d\u200d\u0937",
    "Sinhala": "\u0dc1\u0dca\u200d\u0dbb\u0dd3",
    "Malayalam, at the end of a word": "\u0d05\u0d35\u0d28\u0d4d\u200d ",
    "a family": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "a red heart on fire": "\u2764\ufe0f\u200d\U0001f525",
    "a woman with a skin tone": "\U0001f469\U0001f3fd\u200d\u2695\ufe0f",
    "a keycap": "1\ufe0f\u20e3",
    "a scale as text": "\u2696\ufe0e",
    "a Japanese place": "\u845b\U000e0100\u57ce",
    "an Arabic exclamation": "\u0645\u0631\u062d\u0628\u0627!\u200f",
    "Hebrew with a name in Latin": "\u05e9\u05dc\u05d5\u05dd (C++)\u200e, \u05e9\u05dc\u05d5\u05dd",
    "a mark at the beginning": "\u200f(1) \u05e9\u05dc\u05d5\u05dd",
}
NOT_NEEDED = {
    "a joiner in English": "Air\u200dport",
    "a non-joiner in English": "Air\u200cport",
    "a joiner after Arabic": "\u0645\u200dA",
    "a joiner before a space": "\u0645\u200d ",
    "a non-joiner in an emoji": "\U0001f468\u200c\U0001f469",
    "a joiner after an emoji": "\U0001f468\u200dA",
    "a selector after a letter": "A\ufe0f",
    "a selector after a digit": "1\ufe0f",
    "a selector for ideographs after a letter": "A\U000e0100",
    "a selector at the beginning": "\ufe0f",
    "a mark in English": "Air\u200eport",
    "a mark in another line": "Air\u200f\n\u05e9\u05dc\u05d5\u05dd",
    "an override in Hebrew": "\u05e9\u202e\u05dc",
    "an embedding in Hebrew": "\u05e9\u202b\u05dc",
    "a flag of tags": "\U0001f3f4\U000e0067\U000e007f",
    "a zero width space in Arabic": "\u0645\u200b\u0645",
    "a soft hyphen": "Air\xadport",
}


@pytest.mark.parametrize("text", NEEDED.values(), ids=NEEDED)
def test_a_character_that_the_text_needs_is_accepted(text: str) -> None:
    assert first_forbidden(text) is None
    escaped = text.encode("unicode_escape").decode("ascii")
    for value in (text, f"'{text}'", f'"{escaped}"'):
        assert parse(f"title: {value}\n".encode(), "x.yaml").diagnostics == [], value


@pytest.mark.parametrize("text", NOT_NEEDED.values(), ids=NOT_NEEDED)
def test_a_character_that_the_text_does_not_need_is_refused(text: str) -> None:
    assert first_forbidden(text) is not None
    found = parse(f"title: |\n  {text}\n".replace("\n\u05e9", "\n  \u05e9").encode(), "x.yaml").diagnostics
    assert {problem.code for problem in found} == {"forbidden-character"}


@pytest.mark.parametrize(("text", "name"), [("Air\xadport", "soft hyphen"), ("Air\u200bport", "zero width space")])
def test_the_message_names_the_character(text: str, name: str) -> None:
    (problem,) = parse(f"title: {text}\n".encode(), "x.yaml").diagnostics
    assert f"({name})" in problem.message

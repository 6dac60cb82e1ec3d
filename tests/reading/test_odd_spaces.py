"""Characters that only look like a space are named at their place."""

from __future__ import annotations

import pytest

from tests.shared.claim_text import CLAIM, claim_problems

# The place of the character in the text.
MARK = "▒"
NOT_A_SPACE = "looks like a space, but YAML does not read it as a space"


@pytest.mark.parametrize("character", ["\u00a0", "\u2003", "\u202f", "\u3000"])
@pytest.mark.parametrize(
    ("right", "wrong", "code", "words"),
    [
        ("id: CLM", "id:▒CLM", "syntax", NOT_A_SPACE),
        ("standing: reported", "standing:▒reported", "syntax", NOT_A_SPACE),
        ("standing: reported", "standing▒: reported", "syntax", NOT_A_SPACE),
        ("standing: reported", "standing: ▒reported", "unknown-value", "`standing` has the character"),
        ("standing: reported", "standing: reported▒", "unknown-value", "at its end"),
        ("date: 2025", "date: 2025▒", "unreadable-date", "`date` has the character"),
        ("evidence:", "evidence:▒", "syntax", NOT_A_SPACE),
        ("  - source", "  -▒source", "syntax", NOT_A_SPACE),
        ("source: SRC-2026-0001", "source: SRC-2026-0001▒", "unreadable-identifier", "`source` has the character"),
        ("    stance", "▒   stance", "syntax", NOT_A_SPACE),
        ("    stance", "  ▒ stance", "syntax", NOT_A_SPACE),
        ("stance: supports", "stance:▒supports", "syntax", NOT_A_SPACE),
        ("    says: It", "    says:▒It", "syntax", NOT_A_SPACE),
        ("adverse_to: []", "adverse_to:▒[]", "syntax", NOT_A_SPACE),
        ("adverse_to: []", "adverse_to: []\nreply: {status:▒declined}", "syntax", NOT_A_SPACE),
        (
            "adverse_to: []",
            "adverse_to: []\ntopics: [▒cameras]",
            "not-one-line",
            "an item of `topics` has the character",
        ),
    ],
)
def test_an_odd_space_is_named_at_its_place(right: str, wrong: str, code: str, words: str, character: str) -> None:
    assert CLAIM.count(right) == 1
    marked = CLAIM.replace(right, wrong)
    before = marked.partition(MARK)[0]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    (problem,) = claim_problems(marked.replace(MARK, character))
    assert (problem.code, problem.span.line, problem.span.column) == (code, line, column)
    assert words in problem.message
    assert problem.help.startswith("delete it")


@pytest.mark.parametrize("text", ["|\n  \u00a0note:\u00a0text\n  \u00a0- more", "200\u00a0000 people", "'\u00a0text'"])
def test_odd_spaces_in_text_are_allowed(text: str) -> None:
    assert claim_problems(f"{CLAIM}note: {text}\n") == ()
    assert [each.code for each in claim_problems(f"{CLAIM}note: {text}\nstaus: x\n")] == ["unknown-field"]


def test_an_odd_space_after_another_mistake_does_not_hide_it() -> None:
    broken = CLAIM.replace("standing: reported", "standing reported")
    problems = claim_problems(f"{broken}note: |\n  \u00a0text\n")
    assert [each.message for each in problems] == ["this is neither a `name: value` line nor part of the text above"]


def test_a_space_in_quotation_marks_is_named() -> None:
    (problem,) = claim_problems(CLAIM.replace("standing: reported", 'standing: " reported"'))
    assert (problem.code, problem.message) == ("unknown-value", "`standing` has a space at its beginning")

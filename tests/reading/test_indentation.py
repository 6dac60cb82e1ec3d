"""The help for wrong indentation names the line and column that fit."""

from __future__ import annotations

import pytest

from tests.shared.claim_text import CLAIM as CLAIM_TEXT
from tests.shared.claim_text import claim_problems

CLAIM = f"# A comment.\n{CLAIM_TEXT}"
TOPICS = "adverse_to: []\ntopics:\n  - cameras\n"
REPLY = "adverse_to: []\nreply:\n  status: declined\n"


@pytest.mark.parametrize(
    ("right", "wrong", "line", "help_"),
    [
        ("date: 2025", " date: 2025", 4, "begin it in column 1, like `statement` in line 3"),
        ("    stance", "     stance", 8, "begin it in column 5, like `source` in line 7"),
        ("    stance", "   stance", 8, "begin it in column 5, like `source` in line 7"),
        (
            "    stance",
            "  stance",
            8,
            "begin it in column 5, like `source` in line 7, or in column 1, like `evidence` in line 6",
        ),
        ("says: It says so.", 'says: "It says so."\n     note: x', 10, "begin it in column 5, like `says` in line 9"),
        ("adverse_to", " adverse_to", 10, "begin it in column 1, like `evidence` in line 6"),
        ("adverse_to: []\n", f"{TOPICS} - police\n", 13, "begin it in column 3, like the `-` in line 12"),
        ("adverse_to: []\n", f"{TOPICS}   - police\n", 13, "begin it in column 3, like the `-` in line 12, or put"),
        ("adverse_to: []\n", f"{REPLY}   reason: x\n", 13, "begin it in column 3, like `status` in line 12"),
        (
            "adverse_to: []\n",
            f"{REPLY} reason: x\n",
            13,
            "begin it in column 3, like `status` in line 12, or in column 1, like `reply` in line 11",
        ),
        ("  - source", "- source", 8, "begin it in column 3, like `source` in line 7"),
        ("id: CLM", " id: CLM", 3, "begin all fields of the record in column 1; `id` in line 2 begins further right"),
        (
            "evidence:",
            "evidence: none",
            7,
            "give the fields of one group the same indentation, in spaces; a field with",
        ),
        ("cameras.", "cameras\n  in one place: the park.", 4, "put quotation marks around the whole text"),
    ],
)
def test_the_help_names_the_column_that_fits(right: str, wrong: str, line: int, help_: str) -> None:
    assert CLAIM.count(right) == 1
    text = CLAIM.replace(right, wrong)
    (problem,) = claim_problems(text)
    assert (problem.code, problem.span.line) == ("syntax", line)
    assert problem.help.startswith(help_)


def test_the_line_breaks_of_windows_make_no_difference() -> None:
    text = CLAIM.replace("adverse_to", " adverse_to").replace("\n", "\r\n")
    (problem,) = claim_problems(text)
    assert problem.help == "begin it in column 1, like `evidence` in line 6"


@pytest.mark.parametrize("text", ['"one\n  - two"', "|\n  one\n  - two", "one - two\n  three"])
def test_dashes_in_text_are_allowed(text: str) -> None:
    assert claim_problems(f"{CLAIM}note: {text}\n") == ()

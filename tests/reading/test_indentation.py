"""The help for wrong indentation names the line and column that fit."""

from __future__ import annotations

import pytest

from dossier.model.identifiers import Kind
from dossier.reading.decode import decode
from dossier.reading.yaml_nodes import parse
from tests.shared.toy import TOY_SUBJECT

CLAIM = """# A comment.
id: CLM-2026-0001
statement: The council used cameras.
date: 2025
standing: reported
evidence:
  - source: SRC-2026-0001
    stance: supports
    says: It says so.
adverse_to: []
"""
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
    (problem,) = decode(parse(text.encode(), "x.yaml"), TOY_SUBJECT.models[Kind.CLAIM], "x.yaml").diagnostics
    assert (problem.code, problem.span.line) == ("syntax", line)
    assert problem.help.startswith(help_)


def test_the_line_breaks_of_windows_make_no_difference() -> None:
    text = CLAIM.replace("adverse_to", " adverse_to").replace("\n", "\r\n")
    (problem,) = decode(parse(text.encode(), "x.yaml"), TOY_SUBJECT.models[Kind.CLAIM], "x.yaml").diagnostics
    assert problem.help == "begin it in column 1, like `evidence` in line 6"


@pytest.mark.parametrize("text", ['"one\n  - two"', "|\n  one\n  - two", "one - two\n  three"])
def test_dashes_in_text_are_allowed(text: str) -> None:
    parsed = parse(f"{CLAIM}note: {text}\n".encode(), "x.yaml")
    assert decode(parsed, TOY_SUBJECT.models[Kind.CLAIM], "x.yaml").diagnostics == ()

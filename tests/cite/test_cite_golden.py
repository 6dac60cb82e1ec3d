"""Golden examples of citations, with their emphasis."""

from __future__ import annotations

import re

import pytest

from dossier.cite import Runs, Style, cite, plain
from tests.cite.golden import bluebook, oscola_documents, oscola_law
from tests.cite.golden.examples import Example, Origin

EXAMPLES = (*oscola_law.EXAMPLES, *oscola_documents.EXAMPLES, *bluebook.EXAMPLES)
CASES = [(example, style) for example in EXAMPLES for style in example.styles]


@pytest.mark.parametrize(("example", "style"), CASES, ids=lambda value: getattr(value, "rule", value))
def test_a_citation_is_what_its_rule_asks_for(example: Example, style: Style) -> None:
    assert marked(cite(example.cited, style, example.pinpoint, example.later)) == example.expected


def marked(runs: Runs) -> str:
    """The text of a citation with `*` before and after each run in italics, as the examples write it."""
    return "".join(f"*{run.text}*" if run.italic else run.text for run in runs)


def test_there_are_sixty_different_examples_and_each_names_its_rule() -> None:
    assert len(EXAMPLES) >= 60
    assert len({example.expected for example in EXAMPLES}) == len(EXAMPLES)
    for example in EXAMPLES:
        assert re.search(r"(OSCOLA [45]|Bluebook)", example.rule) or example.origin is Origin.OURS, example


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule)
@pytest.mark.parametrize("style", Style)
def test_no_style_leaves_a_gap_in_an_example(example: Example, style: Style) -> None:
    runs = cite(example.cited, style, example.pinpoint, example.later)
    text = plain(runs)
    assert all(run.text for run in runs)
    assert text == text.strip()
    assert not re.search(r" {2}|,,| ,|\(\)|\( |None|\*", text), text
    assert not text.endswith((",", ";"))

"""Tests that each code has a page, a case and its module."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from dossier.checks import CHECKS, COMPARISONS
from dossier.checks.explain import codes, explanation
from tests.shared.places import CASES, ENGINE

# A file that cannot be opened can neither be stored in a folder nor made by a test that runs as root. Imported
# libraries are not records.
WITHOUT_CASE = {
    "unreadable-file": "tests/reading/test_files.py",
    "short-review": "tests/releases/test_review_rule.py",
} | {
    f"import-{word}": "tests/imports/test_import.py" for word in ("missing", "syntax", "too-large", "unmapped", "value")
}

# Modules of the package that are not rules.
NOT_RULES = {
    *(
        "authority_changes",
        "correction_changes",
        "decision_changes",
        "explain",
        "marked_texts",
        "preserved_quotes",
        "quotation_search",
    ),
    "text_values",
}

# The position of the code among the arguments. The code of a scalar is that of the diagnostic it leads to.
_POSITIONS = {"Diagnostic": 0}
_POSITIONS_IN_FIELDS = {"Diagnostic": 0, "ScalarType": 1, "__init__": 1}


def _codes_in_source() -> Iterator[str]:
    """Every code written in the engine: of a diagnostic, of a scalar, of a check."""
    for path in sorted(ENGINE.rglob("*.py")):
        positions = _POSITIONS_IN_FIELDS if path.name.endswith("_types.py") else _POSITIONS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from _codes_in_call(node, positions)
    yield from (check.CODE for check in CHECKS)
    yield from (comparison.CODE for comparison in COMPARISONS)


def _codes_in_call(call: ast.Call, positions: dict[str, int]) -> Iterator[str]:
    position = positions.get(ast.unparse(call.func).rpartition(".")[2])
    if position is not None:
        by_keyword = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
        for argument in by_keyword or call.args[position : position + 1]:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value


def test_every_code_of_the_engine_is_explained() -> None:
    written = set(_codes_in_source())
    assert {"syntax", "unreadable-date", "dangling-reference"} <= written
    assert written - set(codes()) == set()


def test_the_engine_has_every_explained_code() -> None:
    assert set(codes()) - set(_codes_in_source()) == set()


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    folders = {path.name for path in CASES.iterdir() if path.is_dir()}
    assert folders == set(codes()) - set(WITHOUT_CASE)


@pytest.mark.parametrize("module", [*CHECKS, *COMPARISONS], ids=lambda module: module.CODE)
def test_a_check_is_named_for_its_code(module: object) -> None:
    name = str(getattr(module, "__name__", ""))
    assert name == f"dossier.checks.{str(getattr(module, 'CODE', '')).replace('-', '_')}"


def test_every_check_module_is_registered() -> None:
    modules = {path.stem for path in (ENGINE / "checks").glob("*.py")} - {"__init__"} - NOT_RULES
    assert {str(getattr(module, "CODE", "")).replace("-", "_") for module in (*CHECKS, *COMPARISONS)} == modules


@pytest.mark.parametrize("code", codes())
def test_a_page_states_the_rule_its_reason_and_the_remedy(code: str) -> None:
    page = explanation(code)
    assert page is not None
    lines = page.splitlines()
    assert lines[0].endswith(".")
    headings = [line for line in lines[1:] if line and not line.startswith(" ")]
    assert headings == ["Why it matters", "Reported", "Instead"]
    assert max(len(line) for line in lines) <= 120


@pytest.mark.parametrize("code", ["", "no-such-code", "../explain", "Syntax", "syntax.txt"])
def test_an_unknown_code_has_no_page(code: str) -> None:
    assert explanation(code) is None

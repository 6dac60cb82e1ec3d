"""One word is the code, the check module, the case folder and the page that explains it; none is missing."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from dossier.checks import CHECKS, COMPARISONS
from dossier.checks.explain import codes, explanation
from tests.shared.places import CASES, ENGINE

# A file that the system does not open cannot be stored in a folder, nor made by a test that runs as root; a
# library that is imported is no record.
WITHOUT_CASE = {"unreadable-file": "tests/reading/test_files.py"} | {
    f"import-{word}": "tests/imports/test_import.py" for word in ("missing", "syntax", "too-large", "unmapped", "value")
}


# What the rules share, and the explanations.
NO_RULES = {"correction_changes", "explain", "preserved_quotes", "quotation_search"}

# Where the code stands among the arguments; a scalar's is that of the diagnostic it gives.
_PLACES = {"Diagnostic": 0}
_PLACES_IN_FIELDS = {"Diagnostic": 0, "Scalar": 1, "__init__": 1}


def _literals() -> Iterator[str]:
    """Every code that stands as a word in the engine: of a diagnostic, of a scalar, of a check."""
    for path in sorted(ENGINE.rglob("*.py")):
        places = _PLACES_IN_FIELDS if path.parts[-2:] == ("model", "field_types.py") else _PLACES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from _of_call(node, places)
    yield from (check.CODE for check in CHECKS)
    yield from (comparison.CODE for comparison in COMPARISONS)


def _of_call(call: ast.Call, places: dict[str, int]) -> Iterator[str]:
    place = places.get(ast.unparse(call.func).rpartition(".")[2])
    if place is not None:
        named = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
        for given in named or call.args[place : place + 1]:
            if isinstance(given, ast.Constant) and isinstance(given.value, str):
                yield given.value


def test_every_code_of_the_engine_is_explained() -> None:
    found = set(_literals())
    assert {"syntax", "unreadable-date", "dangling-reference"} <= found
    assert found - set(codes()) == set()


def test_every_explained_code_is_one_of_the_engine() -> None:
    assert set(codes()) - set(_literals()) == set()


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    folders = {path.name for path in CASES.iterdir() if path.is_dir()}
    assert folders == set(codes()) - set(WITHOUT_CASE)


@pytest.mark.parametrize("module", [*CHECKS, *COMPARISONS], ids=lambda module: module.CODE)
def test_a_check_is_named_for_its_code(module: object) -> None:
    name = str(getattr(module, "__name__", ""))
    assert name == f"dossier.checks.{str(getattr(module, 'CODE', '')).replace('-', '_')}"


def test_every_check_module_is_registered() -> None:
    modules = {path.stem for path in (ENGINE / "checks").glob("*.py")} - {"__init__"} - NO_RULES
    assert {str(getattr(module, "CODE", "")).replace("-", "_") for module in (*CHECKS, *COMPARISONS)} == modules


@pytest.mark.parametrize("code", codes())
def test_a_page_says_what_why_and_what_instead(code: str) -> None:
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

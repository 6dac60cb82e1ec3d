"""A record with a bad field is judged for its other fields."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dossier.checks import CHECKS_OF_PARTS, run_checks
from dossier.model.identifiers import Kind
from dossier.reading.dossier import entry
from dossier.reading.load import load, load_files
from dossier.reading.partial import partial_record
from dossier.reading.yaml_nodes import Mapping, parse
from tests.shared.toy import DAY, TOY, copy_toy

CLAIM = "evidence/claims/CLM-2026-0001.yaml"
# No field accepts it: it is neither text nor a list nor a mapping of known fields.
BAD: dict[str, Any] = {"no": {"such": "field"}}


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_bad_field_hides_no_other_problem_of_its_record(is_whole: bool, tmp_path: Path) -> None:
    root = copy_toy(tmp_path / "dossier")
    file = root / CLAIM
    text = file.read_text("utf-8")
    assert "\ndate: " in text
    assert "source: SRC-2026-0001" in text
    lines = ["date: early 2021" if line.startswith("date: ") else line for line in text.split("\n")]
    file.write_text("\n".join(lines).replace("source: SRC-2026-0001", "source: SRC-2026-0999", 1), "utf-8")
    loaded = load(root, DAY) if is_whole else load_files(root, DAY, [CLAIM])
    problems = (*loaded.diagnostics, *run_checks(loaded.dossier))
    codes = {problem.code for problem in problems if problem.span.path == CLAIM}
    assert codes - {"quote-without-capture"} == {"unreadable-date", "dangling-reference"}


def test_an_unreadable_item_of_a_list_hides_no_other_item(tmp_path: Path) -> None:
    root = copy_toy(tmp_path / "dossier")
    file = root / CLAIM
    lines = [line for line in file.read_text("utf-8").split("\n") if not line.startswith("adverse_to")]
    file.write_text("\n".join(lines) + "\nadverse_to: [Not a name, no-such-body]\n", "utf-8")
    loaded = load(root, DAY)
    found = [problem for problem in run_checks(loaded.dossier) if problem.code == "dangling-reference"]
    assert [problem.span.column for problem in found] == [26]


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("", {"unreadable-date", "adverse-without-reply"}),
        ("replay: {status: declined}", {"unreadable-date", "unknown-field"}),
        ("reply: none", {"unreadable-date", "wrong-shape"}),
    ],
)
def test_a_missing_reply_is_reported_together_with_other_problems(line: str, codes: set[str], tmp_path: Path) -> None:
    root = copy_toy(tmp_path / "dossier")
    path = "evidence/claims/CLM-2026-0009.yaml"
    (root / path).write_text(
        "id: CLM-2026-0009\nstatement: It used cameras.\ndate: someday\nstanding: alleged\nevidence:\n"
        f"  - {{source: SRC-2026-0001, stance: supports, says: so}}\nadverse_to: [ashby-vale-police]\n{line}\n",
        "utf-8",
    )
    loaded = load_files(root, DAY, [path])
    problems = (*loaded.diagnostics, *run_checks(loaded.dossier))
    assert {problem.code for problem in problems if problem.span.path == path} == codes


@pytest.mark.parametrize("change", ["bad", "missing"])
def test_no_check_reports_a_consequence_of_a_field_that_is_left_out(change: str) -> None:
    whole = load(TOY, DAY).dossier
    judged = 0
    for name, found in whole.entries.items():
        if found.kind is Kind.CAPTURE:
            continue
        others = {other: record for other, record in whole.entries.items() if other != name}
        parsed = parse((TOY / found.path).read_bytes(), found.path)
        for path in list(_paths(parsed.plain)):
            plain = copy.deepcopy(parsed.plain)
            _change(plain, path, change)
            if change == "missing" and path == ("reply",):
                continue  # then `adverse-without-reply` is right
            record = partial_record(whole.subject.models[found.kind], plain, name)
            if record is None:
                continue
            assert isinstance(parsed.root, Mapping)
            partial = {name: entry(found.kind, record, found.path, parsed.root, is_partial=True)}
            dossier = replace(whole, entries=others, partial_entries=partial).with_partial_records()
            problems = [problem for check in CHECKS_OF_PARTS for problem in check.check(dossier)]
            assert problems == [], (name, path)
            judged += 1
    assert judged > 100


def _paths(plain: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every value below a value."""
    steps: Any = plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ()
    for step, inner in steps:
        yield (*path, step)
        yield from _paths(inner, (*path, step))


def _change(plain: Any, path: tuple[str | int, ...], change: str) -> None:
    """Make the value at a path unreadable, or remove it if it is in a mapping."""
    for step in path[:-1]:
        plain = plain[step]
    if change == "missing" and isinstance(plain, dict):
        del plain[path[-1]]
    else:
        plain[path[-1]] = BAD

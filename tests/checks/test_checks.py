"""Tests that every check has the same form and tolerates broken dossiers."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Sequence
from inspect import signature
from pathlib import Path
from typing import get_type_hints

import pytest

from dossier.checks import CHECKS, COMPARISONS, Check, Comparison, run_checks
from dossier.diagnostics import Severity
from dossier.model.subject import SUBJECT
from dossier.reading.load import load, load_files
from tests.shared.places import CASES
from tests.shared.toy import DAY, put_subject

# The cases of other codes have files that cannot be read, so there is nothing to judge.
DOSSIERS = [CASES / module.CODE for module in CHECKS if (CASES / module.CODE / "evidence").is_dir()]


@pytest.mark.parametrize("module", CHECKS, ids=lambda module: module.CODE)
def test_a_check_is_named_after_its_code_and_explains_itself(module: Check) -> None:
    name, doc = str(vars(module)["__name__"]), str(module.__doc__)
    assert name.rpartition(".")[2].replace("_", "-") == module.CODE
    for part in ("\n\nWhy it matters\n    ", "\n\nReported\n    ", "\n\nInstead\n    "):
        assert part in doc
    assert doc.split("\n", maxsplit=1)[0].endswith(".")


@pytest.mark.parametrize("module", [*CHECKS, *COMPARISONS], ids=lambda module: module.CODE)
def test_a_module_has_the_form_of_its_protocol(module: Check | Comparison) -> None:
    protocol = Check if module in CHECKS else Comparison
    for name, kind in get_type_hints(protocol).items():
        assert type(getattr(module, name)) is kind, name
    assert get_type_hints(module.check) == get_type_hints(protocol.check)
    assert list(signature(module.check).parameters) == list(signature(protocol.check).parameters)[1:]


@pytest.mark.parametrize("case", DOSSIERS, ids=lambda path: path.name)
def test_checks_tolerate_missing_and_broken_records(case: Path, tmp_path: Path) -> None:
    shutil.copytree(case, tmp_path / "whole")
    if not (case / SUBJECT).is_file():
        put_subject(tmp_path / "whole")
    files = sorted((tmp_path / "whole/evidence").rglob("*.yaml"))
    for number, file in enumerate(files):
        content = file.read_bytes()
        for broken in (None, b"", content + b"unknown: field\n", content.split(b"\n")[0]):
            file.unlink() if broken is None else file.write_bytes(broken)
            loaded = load(tmp_path / "whole", DAY)
            assert broken is None or loaded.diagnostics, file
            list(run_checks(loaded.dossier))
            file.write_bytes(content)
        paths = [path.relative_to(tmp_path / "whole").as_posix() for path in files[number : number + 2]]
        part = load_files(tmp_path / "whole", DAY, paths).dossier
        assert all(diagnostic.code not in _needs_all() for diagnostic in run_checks(part))


@pytest.mark.parametrize("case", DOSSIERS, ids=lambda path: path.name)
def test_checks_tolerate_dangling_and_cyclic_references(case: Path, tmp_path: Path) -> None:
    shutil.copytree(case / "evidence", tmp_path / "evidence")
    put_subject(tmp_path)
    files = sorted(file for file in (tmp_path / "evidence").rglob("*-2026-*.yaml") if "NEW" not in file.name)
    chance = random.Random(case.name)
    for _ in range(20):
        for file in files:
            other = chance.choice([path.stem for path in files if path.stem[:3] == file.stem[:3]])
            missing = file.stem[:9] + "0999"
            text = (case / "evidence" / file.relative_to(tmp_path / "evidence")).read_text("utf-8")
            file.write_text(_with_reference(text, file.stem, chance.choice([other, missing])), "utf-8")
        assert list(run_checks(load(tmp_path, DAY).dossier))


@pytest.mark.parametrize("code", ["placeholder-identifier", "unfilled-blank"])
@pytest.mark.parametrize(("final", "severity"), [(False, Severity.WARNING), (True, Severity.ERROR)])
def test_what_may_wait_in_a_draft_is_an_error_if_the_dossier_is_final(
    code: str, final: bool, severity: Severity, tmp_path: Path
) -> None:
    root = shutil.copytree(CASES / code, tmp_path / "dossier")
    put_subject(root)
    dossier = load(root, DAY, final=final).dossier
    assert {(diagnostic.code, diagnostic.severity) for diagnostic in run_checks(dossier)} == {(code, severity)}


def _needs_all() -> Sequence[str]:
    return [module.CODE for module in CHECKS if module.NEEDS_ALL]


def _with_reference(text: str, name: str, other: str) -> str:
    """The record with a reference to another: as origin of a source, in a history, or as replacement."""
    text = re.sub(r"^(derived_from|withdrawn|history):.*\n(  .*\n)*", "", text, flags=re.MULTILINE)
    match name[:3]:
        case "SRC":
            return text + f"derived_from: [{other}]\n"
        case "PRO":
            return text + f"history:\n  - relation: affirmed\n    proceeding: {other}\n"
    return text + f"withdrawn: {{date: 2026-11-01, reason: Gone, replaced_by: {other}}}\n"

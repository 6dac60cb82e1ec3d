"""What all tests share: sites built once; in CI, a test whose tool is absent fails instead of being skipped."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.hostile import Hostile, make_hostile

TOY = Path(__file__).parent / "toy"
DAY = date(2026, 11, 23)
EPOCH = "1795392000"  # the same day


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, None]:
    outcome = yield
    report = outcome.get_result()
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but in CI it must run: {report.longrepr}"


@pytest.fixture(scope="session")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the toy dossier with its site built, search index included; tests only read it."""
    root = tmp_path_factory.mktemp("toy") / "dossier"
    shutil.copytree(TOY, root)
    _build(root)
    return root


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """The toy dossier with hostile text in every field, built without the checks that would refuse it."""
    made = make_hostile(TOY, tmp_path_factory.mktemp("hostile") / "dossier")
    _build(made.root)
    return made


def _build(root: Path) -> None:
    # Imported here: most tests never build a site, and the site generator takes a second to load.
    from dossier.load import load
    from dossier.site import Builder

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        for name in ("DOSSIER_URL", "DOSSIER_REPOSITORY"):
            patch.delenv(name, raising=False)
        loaded = load(root, DAY)
        assert not loaded.diagnostics
        Builder(root).build(loaded.dossier)

"""Fixtures of all tests: settings, sites built once, and a browser.

In CI, a test whose tool is missing fails instead of being skipped.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.shared.browser import FLAGS
from tests.shared.hostile import Hostile, make_hostile
from tests.shared.local_server import serving
from tests.shared.patience import PATIENCE
from tests.shared.tools import tool
from tests.shared.toy import DAY, EPOCH, TOY, copy_toy

# A busy machine must not make a test fail, so neither an example nor the generation of examples has a time limit.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """As many workers as cores, but none for named files or keywords, which then start sooner."""
    names_files = any(Path(argument.split("::")[0]).is_file() for argument in config.args)
    return 0 if names_files or config.option.keyword else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first. At the end of a run, one would keep a process busy while the others wait."""
    slow = {item.path for item in items if item.get_closest_marker("slow") is not None}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session", autouse=True)
def _same_environment() -> Iterator[None]:
    """Every test runs on the same day, and without the settings of the person who runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        for name in ("DOSSIER_REPOSITORY", "DOSSIER_STARTED_AS", "DOSSIER_URL"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _commands_can_be_interrupted() -> Iterator[None]:
    """A shell that runs the tests in the background ignores Ctrl-C, and what the tests start would inherit that."""
    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, previous)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, None]:
    outcome = yield
    report = outcome.get_result()
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but in CI it must run: {report.longrepr}"


@pytest.fixture(scope="session")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the toy dossier with its built site and search index. Tests only read it."""
    root = copy_toy(tmp_path_factory.mktemp("toy") / "dossier")
    _build(root)
    return root


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """The toy dossier with hostile text in every field, built without the checks that would refuse it."""
    dossier = make_hostile(TOY, tmp_path_factory.mktemp("hostile") / "dossier")
    _build(dossier.root)
    return dossier


@pytest.fixture(scope="module")
def toy_address(toy: Path) -> Iterator[str]:
    with serving(toy / "build/site") as address:
        yield address


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Any]]:
    """A function that starts Chromium with further flags. Its caller closes the browser."""
    from playwright.sync_api import sync_playwright

    path = tool("chromium")
    with sync_playwright() as driver:
        yield lambda *flags: driver.chromium.launch(
            executable_path=path, args=[*FLAGS, *flags], timeout=PATIENCE * 1000
        )


@pytest.fixture(scope="session")
def chromium(launch: Callable[..., Any]) -> Iterator[Any]:
    """A browser for all tests of the process. Each page is opened in a context of its own, without earlier data."""
    browser = launch()
    yield browser
    browser.close()


def _build(root: Path) -> None:
    # Imported here because most tests never build a site, and loading the site generator takes a second.
    from dossier.reading.load import load
    from dossier.site.builder import Builder

    loaded = load(root, DAY)
    assert not loaded.diagnostics
    Builder(root).build(loaded.dossier)

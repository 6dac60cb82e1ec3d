"""A full test run uses all cores; tests asked for by name start without workers."""

from __future__ import annotations

from argparse import Namespace
from typing import cast

import pytest

from tests.conftest import pytest_xdist_auto_num_workers


@pytest.mark.parametrize(
    ("arguments", "keyword", "workers"),
    [
        (["tests"], "", None),
        (["tests"], "signature", 0),
        ([__file__], "", 0),
        (["tests", f"{__file__}::test_it"], "", 0),
    ],
)
def test_only_many_files_are_worth_workers(arguments: list[str], keyword: str, workers: int | None) -> None:
    config = Namespace(args=arguments, option=Namespace(keyword=keyword))
    assert pytest_xdist_auto_num_workers(cast("pytest.Config", config)) == workers

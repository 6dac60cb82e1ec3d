"""Which runs of the tests use several processes."""

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
def test_only_a_full_run_uses_workers(arguments: list[str], keyword: str, workers: int | None) -> None:
    config = Namespace(args=arguments, option=Namespace(keyword=keyword))
    assert pytest_xdist_auto_num_workers(cast("pytest.Config", config)) == workers

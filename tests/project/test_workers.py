"""Which runs of the tests use several processes."""

from __future__ import annotations

from argparse import Namespace
from typing import cast

import pytest

from tests.conftest import pytest_collection_modifyitems, pytest_xdist_auto_num_workers


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


def test_files_with_a_slow_test_come_first_and_keep_their_order() -> None:
    named = [("a", False), ("b", False), ("b", True), ("b", False), ("c", False), ("d", True)]
    items = [
        Namespace(path=path, number=number, get_closest_marker=lambda _, slow=is_slow: object() if slow else None)
        for number, (path, is_slow) in enumerate(named)
    ]
    pytest_collection_modifyitems(cast("list[pytest.Item]", items))
    assert [item.number for item in items] == [1, 2, 3, 5, 0, 4]

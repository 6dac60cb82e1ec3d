"""Both verifiers name the same files of damaged trees."""

from __future__ import annotations

import random

import pytest

from tests.shared.frozen_tree import Files, make_frozen_releases, published_trees
from tests.shared.mutations import mutated
from tests.shared.verdicts import disagreement

# The benchmark `benchmarks/agreement.py` tries more.
TIMES = 200


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Files]:
    return published_trees(make_frozen_releases(tmp_path_factory.mktemp("frozen")))


def test_both_hold_what_was_released(trees: dict[str, Files]) -> None:
    for name, files in trees.items():
        found = disagreement(files)
        assert found is None, (name, found)


@pytest.mark.parametrize("name", ["released", "redacted", "suspended", "lifted"])
def test_both_name_the_same_files_of_a_damaged_tree(trees: dict[str, Files], name: str) -> None:
    wrong = 0
    for seed in range(TIMES // 4):
        files = mutated(trees[name], random.Random(f"{name} {seed}"))
        found = disagreement(files)
        assert found is None, (name, seed, found)
        wrong += files != trees[name]
    assert wrong > TIMES // 5

"""The examples in the docstrings of the engine are true."""

from __future__ import annotations

import doctest
import importlib
from types import ModuleType

import pytest

from tests.shared.places import ENGINE, ROOT

WITH_EXAMPLES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in ENGINE.rglob("*.py")
    if ">>>" in path.read_text("utf-8")
)


def test_several_packages_have_examples() -> None:
    assert len({name.split(".")[1] for name in WITH_EXAMPLES}) > 4


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_of_a_module_are_true(name: str) -> None:
    results = doctest.testmod(importlib.import_module(name.removesuffix(".__init__")))
    assert results.attempted
    assert not results.failed


def test_an_example_that_is_false_fails() -> None:
    module = ModuleType("false", ">>> 1 + 1\n3\n")
    test = doctest.DocTestFinder().find(module)[0]
    assert doctest.DocTestRunner(verbose=False).run(test, out=lambda _: None).failed == 1

"""What a test says that starts a program which not every machine has."""

from __future__ import annotations

import pytest

from ci.tools import path_of


def tool(name: str) -> str:
    """The path of a program that `ci.tools` lists; without it the test is skipped, by its name."""
    path = path_of(name)
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path

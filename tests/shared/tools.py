"""Programs that tests need and some machines lack."""

from __future__ import annotations

import pytest

from ci.tools import path_of


def tool(name: str) -> str:
    """The path of a program that `ci.tools` lists. If it is not installed, the test is skipped."""
    path = path_of(name)
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path

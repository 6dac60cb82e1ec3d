"""Programs and libraries that tests need and some machines lack."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ci.tools import path_of
from tests.shared.places import ROOT

LIBRARY = ROOT / ".cache" / "pages" / "node_modules"


def tool(name: str) -> str:
    """The path of a program that `ci.tools` lists. If it is not installed, the test is skipped."""
    path = path_of(name)
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path


def library(path: str) -> Path:
    """A file of the tools that judge pages."""
    found = Path(os.environ.get("DOSSIER_PAGE_TOOLS", LIBRARY)) / path
    if not found.is_file():
        pytest.skip(f"{path} is not installed: see requirements/pages")
    return found

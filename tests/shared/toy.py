"""The toy dossier, and the day on which tests build it."""

import shutil
from datetime import date
from pathlib import Path

from tests.shared.places import TESTS

TOY = TESTS / "toy"
DAY = date(2026, 11, 23)
EPOCH = "1795392000"  # the same day


def copy_toy(root: Path) -> Path:
    """The folder, with a copy of the toy dossier, but not of a site that somebody built in place."""
    return shutil.copytree(TOY, root, ignore=shutil.ignore_patterns("build"))

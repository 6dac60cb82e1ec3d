"""The toy dossier, and the date on which tests build it."""

import shutil
from datetime import date
from pathlib import Path

from tests.shared.places import TESTS

TOY = TESTS / "toy"
DAY = date(2026, 11, 23)
EPOCH = "1795392000"  # the same date


def copy_toy(root: Path) -> Path:
    """The folder, after the toy dossier was copied to it, without any site that was built in place."""
    return shutil.copytree(TOY, root, ignore=shutil.ignore_patterns("build"))

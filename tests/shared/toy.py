"""The toy dossier, its subject, and the day of the tests."""

import shutil
from datetime import date
from pathlib import Path

from dossier.model.subject import SUBJECT
from dossier.reading.subject import required_subject
from tests.shared.places import TESTS

TOY = TESTS / "toy"
TOY_SUBJECT = required_subject(TOY)
DAY = date(2026, 11, 23)
EPOCH = "1795392000"  # the same date


def copy_toy(root: Path) -> Path:
    """The folder, after the toy dossier was copied to it, without any site that was built in place."""
    return shutil.copytree(TOY, root, ignore=shutil.ignore_patterns("build"))


def put_subject(root: Path) -> None:
    """Write the toy's `subject.yml` into the folder of another dossier, which lacks the records that the toy names."""
    text = (TOY / SUBJECT).read_text("utf-8").partition("\nmaps:\n")[0]
    (root / SUBJECT).write_text(f"{text}\n", "utf-8")

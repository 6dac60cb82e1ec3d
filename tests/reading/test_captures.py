"""Preserved copies are read without links, up to their size."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dossier.reading.load import load
from tests.shared.toy import DAY, copy_toy

CAPTURE = "CAP-2026-0001"


def move_and_link(path: Path) -> None:
    moved = path.rename(path.parents[1] / "elsewhere" if path.name != "captures" else path.with_name("elsewhere"))
    path.symlink_to(moved)


def link_to(target: str) -> Callable[[Path], None]:
    def replace(path: Path) -> None:
        path.rename(path.with_name("elsewhere"))
        path.symlink_to(target)

    return replace


def replace_by_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def grow(path: Path) -> None:
    os.truncate(path, 1 << 40)


@pytest.mark.parametrize(
    ("path", "change", "found"),
    [
        ("captures", link_to("/etc"), ("not-a-file", "captures")),
        ("captures", move_and_link, ("not-a-file", "captures")),
        (f"captures/{CAPTURE}", link_to("/etc"), ("not-a-file", f"captures/{CAPTURE}")),
        ("text", move_and_link, ("capture-altered", f"evidence/captures/{CAPTURE}.yaml")),
        ("text", replace_by_pipe, ("capture-altered", f"evidence/captures/{CAPTURE}.yaml")),
        ("text", grow, ("capture-altered", f"evidence/captures/{CAPTURE}.yaml")),
    ],
)
def test_only_the_recorded_file_is_read(
    tmp_path: Path, path: str, change: Callable[[Path], None], found: tuple[str, str]
) -> None:
    root = copy_toy(tmp_path / "dossier")
    text = next((root / "captures" / CAPTURE).iterdir())
    assert not load(root, DAY).diagnostics
    change(text if path == "text" else root / path)
    assert [(problem.code, problem.span.path) for problem in load(root, DAY).diagnostics] == [found]


def test_a_text_of_an_unreadable_size_is_not_read(tmp_path: Path) -> None:
    root = copy_toy(tmp_path / "dossier")
    record, size = root / f"evidence/captures/{CAPTURE}.yaml", 1 << 30
    text = next((root / "captures" / CAPTURE).iterdir())
    with text.open("wb") as file:
        file.truncate(size)
    lines = record.read_text("utf-8")
    assert "bytes: 398" in lines
    record.write_text(lines.replace("bytes: 398", f"bytes: {size}"), "utf-8")
    assert "too-large" in [problem.code for problem in load(root, DAY).diagnostics]

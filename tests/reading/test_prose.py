"""Tests of the reader of prose: which files it reads."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dossier.reading.prose import page_problems, read_prose
from dossier.reading.yaml_nodes import MAX_BYTES


def test_pages_are_read_with_their_paths_from_the_root(tmp_path: Path) -> None:
    assert read_prose(tmp_path) == {}
    (tmp_path / "pages/more").mkdir(parents=True)
    for name, content in {
        "about.md": b"\xef\xbb\xbf# About\r\n",
        "more/latin.md": b"caf\xe9",
        "diagram.txt": b"[FILL IN]",
        ".draft.md": b"[FILL IN]",
    }.items():
        (tmp_path / "pages" / name).write_bytes(content)
    assert read_prose(tmp_path) == {"pages/about.md": "# About\n", "pages/more/latin.md": "caf\ufffd"}


def test_what_is_not_a_regular_file_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "secret.md").write_text("secret", "utf-8")
    (tmp_path / "pages/link.md").symlink_to("../secret.md")
    os.mkfifo(tmp_path / "pages/pipe.md")
    assert read_prose(tmp_path) == {}
    (tmp_path / "other").mkdir()
    (tmp_path / "other/pages").symlink_to(tmp_path)
    assert read_prose(tmp_path / "other") == {}
    assert [problem.span.path for problem in page_problems(tmp_path / "other")] == ["pages"]


def test_a_large_page_is_not_read_whole(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    with (tmp_path / "pages/about.md").open("wb") as file:
        file.truncate(1 << 40)
    assert [problem.code for problem in page_problems(tmp_path)] == ["too-large"]
    assert len(read_prose(tmp_path)["pages/about.md"]) == MAX_BYTES


@pytest.mark.parametrize(
    "name",
    [
        *("r./x.md", "r /x.md", "r..md", "ｒ/x.md", "r\u00a0/x.md", "r\\CLM-2026-0001\\9.md", "r．/x.md"),
        *("r%2FCLM-2026-0001%2F9.md", "r\u200b/x.md", "con.webp", "more/a:b.md", "oﬀice.md"),
    ],
)
def test_a_name_that_may_be_taken_for_another_is_reported(tmp_path: Path, name: str) -> None:
    page = tmp_path / "pages" / name
    page.parent.mkdir(parents=True)
    page.write_text("# A\n", "utf-8")
    assert [problem.code for problem in page_problems(tmp_path)] == ["reserved-name"]


@pytest.mark.parametrize("name", ["über-uns.md", "u\u0308ber.md", "Юридическое лицо.md", "more/a-b_c.v2.md"])
def test_ordinary_names_are_not_reported(tmp_path: Path, name: str) -> None:
    page = tmp_path / "pages" / name
    page.parent.mkdir(parents=True)
    page.write_text("# A\n", "utf-8")
    assert list(page_problems(tmp_path)) == []

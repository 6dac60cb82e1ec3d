"""Two builds of one commit are byte-identical on any machine."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dossier.site.search_order import _decode, _encode, ordered
from tests.shared.patience import PATIENCE
from tests.shared.places import ROOT
from tests.shared.toy import EPOCH, copy_toy


def test_two_builds_are_byte_identical(tmp_path: Path) -> None:
    here = _build(tmp_path / "one", LC_ALL="POSIX", PYTHONHASHSEED="1", TZ="Pacific/Kiritimati", HOME=str(tmp_path))
    there = _build(
        tmp_path / "another, with a longer name",
        LC_ALL="C.UTF-8",
        PYTHONHASHSEED="4711",
        TZ="America/Lima",
        LANG="tr_TR",
    )
    # A set of two members can have the same order with two seeds, but hardly with five.
    others = [_build(tmp_path / f"seed {seed}", PYTHONHASHSEED=seed) for seed in ("2", "3", "4")]
    assert len([name for name in here if name.endswith("index.html")]) > 40
    assert any(name.endswith(".pf_filter") for name in here)
    for other in (there, *others):
        assert list(here) == list(other)
        assert [name for name in here if here[name] != other[name]] == []


def test_the_order_of_the_search_index_keeps_what_it_says(toy: Path) -> None:
    folder = toy / "build/site/pagefind"
    overview = next(folder.glob("*.pf_meta")).read_bytes()
    filters = {path.stem: path.read_bytes() for path in (folder / "filter").iterdir()}
    before = {name: _decode(content) for name, content in filters.items()}
    assert len(before) > 1
    shuffled = {name: _encode([label, values[::-1]]) for name, (label, values) in before.items()}
    content = _decode(overview)
    content[3] = content[3][::-1]

    again, renamed = ordered(_encode(content), shuffled, "en")

    assert again == overview
    assert renamed == filters


@pytest.mark.parametrize("content", [b"", b"other", b"pagefind_dcd\x80\x80", b"pagefind_dcd\x84\x80\x80\x80\xa0"])
def test_another_form_of_index_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"mark|one value|kind"):
        ordered(gzip.compress(content), {}, "en")


def _build(root: Path, **settings: str) -> dict[str, bytes]:
    """The files of the site of the toy dossier by path, built by a Python of its own."""
    copy_toy(root)
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": EPOCH, **settings}
    command = [sys.executable, "-m", "dossier", "build", "--root", str(root)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    site = root / "build/site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}

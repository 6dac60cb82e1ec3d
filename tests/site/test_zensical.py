"""Zensical builds the same pages as MkDocs, which it will replace."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.commands.build import build

from dossier.configuration import CONFIG, RepositoryLinks
from dossier.model.identifiers import Kind
from dossier.pages.sections import hub_pages
from dossier.reading.subject import required_subject
from dossier.site.mkdocs import configure
from dossier.site.shells import Tokens
from dossier.site.staging import stage
from tests.shared.patience import PATIENCE
from tests.shared.places import ROOT
from tests.shared.toy import TOY

ZENSICAL = Path(sys.executable).parent / "zensical"


@pytest.mark.parametrize("dossier", [TOY, ROOT], ids=["toy", "this"])
def test_zensical_builds_the_same_pages(dossier: Path, tmp_path: Path) -> None:
    shutil.copy(dossier / CONFIG, tmp_path)
    subject = required_subject(dossier)
    docs, by_mkdocs = tmp_path / "build/docs", tmp_path / "mkdocs"
    stage(dossier, docs, RepositoryLinks("https://git.example.org/vale"), Tokens(), subject)
    build(configure(tmp_path, docs, by_mkdocs))

    # With CI set, Zensical prints its progress as plain lines.
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "CI": "true"}
    command = [str(ZENSICAL), "build", "--clean"]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    pages = _pages(by_mkdocs)
    assert len(pages) >= len(hub_pages(subject.focus)) + len(Kind)
    assert _pages(tmp_path / "build/site") == pages
    tables = {name: _tables(by_mkdocs / name) for name in pages}
    assert any(tables.values()) == (dossier == ROOT)
    assert {name: _tables(tmp_path / "build/site" / name) for name in pages} == tables


def _pages(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("index.html"))


def _tables(page: Path) -> list[str]:
    """The tables of terms on a page."""
    return re.findall(r'(?s)<div[^>]+aria-label="Terms.*?</table></div>', page.read_text("utf-8"))

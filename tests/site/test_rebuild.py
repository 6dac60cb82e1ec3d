"""A rebuild by `serve` makes the same site as a new build."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from dossier.commands.serve import Watcher
from dossier.reading.load import load
from dossier.site.builder import Builder
from dossier.site.lookup_log import record_lookups
from tests.shared.toy import DAY, copy_toy

# The field whose words other pages print as the name of the record.
_NAME = re.compile(r"^(statement|title|name): (?:>-\n  )?(\"?)", re.MULTILINE)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_toy(tmp_path / "dossier")


def test_a_new_or_removed_record_changes_the_pages_that_name_it(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    watcher = Watcher(root, with_search=False)
    watcher.run()
    claim = root / "evidence/claims/CLM-2026-0008.yaml"
    another = claim.with_name("CLM-2026-0009.yaml")
    another.write_text(claim.read_text("utf-8").replace(claim.stem, another.stem), "utf-8")
    capsys.readouterr()
    watcher.run()
    assert 1 < int(capsys.readouterr().out.split(" pages")[0]) < 34, "its own page, and some others"
    assert _site(root) == _fresh(root, tmp_path / "with")
    another.unlink()
    watcher.run()
    assert _site(root) == _fresh(root, tmp_path / "without")


@pytest.mark.parametrize("kind", ["claims", "sources", "forces", "organisations", "proceedings"])
def test_the_name_of_a_record_changes_on_every_page_that_prints_it(root: Path, tmp_path: Path, kind: str) -> None:
    watcher = Watcher(root, with_search=False)
    watcher.run()
    before = _site(root)
    records = sorted((root / "evidence" / kind).iterdir())[:2]
    for path in records:
        _rename(path, "Quite otherwise ")
        watcher.run()
    after = _site(root)
    assert after == _fresh(root, tmp_path / "fresh")
    page = f"{kind}/{records[0].stem}/index.html"
    assert before[page] != after[page]


def test_lookups_are_current_until_a_record_that_was_looked_up_changes(root: Path) -> None:
    dossier = load(root, DAY).dossier
    recorded, log = record_lookups(dossier)
    assert recorded.claim("CLM-2026-0001") is dossier.claim("CLM-2026-0001")
    assert recorded.source("SRC-2026-9999") is None
    assert "mill" not in recorded.names
    assert log.is_current(dossier)
    assert log.is_current(load(root, DAY).dossier), "equal records count as unchanged"
    _rename(root / "evidence/claims/CLM-2026-0002.yaml", "Otherwise ")
    assert log.is_current(load(root, DAY).dossier), "this record was not looked up"
    _rename(root / "evidence/claims/CLM-2026-0001.yaml", "Otherwise ")
    assert not log.is_current(load(root, DAY).dossier)


def test_lookups_of_all_records_are_never_current(root: Path) -> None:
    dossier = load(root, DAY).dossier
    recorded, log = record_lookups(dossier)
    assert len(list(recorded.forces())) == len(list(dossier.forces()))
    assert not log.is_current(dossier)


def _rename(path: Path, word: str) -> None:
    text = path.read_text("utf-8")
    path.write_text(_NAME.sub(lambda match: match.group() + word, text, count=1), "utf-8")


def _fresh(root: Path, elsewhere: Path) -> dict[str, bytes]:
    shutil.copytree(root, elsewhere, ignore=shutil.ignore_patterns("build"))
    loaded = load(elsewhere, DAY)
    assert not loaded.diagnostics
    Builder(elsewhere, with_search=False).build(loaded.dossier)
    return _site(elsewhere)


def _site(root: Path) -> dict[str, bytes]:
    """The files of the site without the downloads, which a rebuild leaves as they were."""
    site = root / "build/site"
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    downloads = ("data/", "feed.", "verify/known.json", "calendar", "ro-crate", "api/v1/index.json")
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(downloads)}

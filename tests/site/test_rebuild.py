"""A rebuild by `serve` makes the same site as a new build."""

from __future__ import annotations

import os
import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from dossier.commands.serve import Watcher
from dossier.reading.dossier import Dossier
from dossier.reading.load import load
from dossier.site.builder import Builder
from dossier.site.lookup_log import ChangedKeys, changes_between, record_lookups
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
    another = claim.with_name("CLM-2026-0010.yaml")
    text = claim.read_text("utf-8").replace("statement: ", "statement: It is said that ")
    another.write_text(text.replace(claim.stem, another.stem), "utf-8")
    capsys.readouterr()
    watcher.run()
    assert 1 < int(capsys.readouterr().out.split(" pages")[0]) < 38, "its own page, and some others"
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


WITHDRAWN = "withdrawn:\n  date: 2026-11-18\n  reason: It was made of another page.\n  replaced_by: CAP-2026-0001\n"
# For each hub of records, an edit after which it shows something else.
EDITS = {
    "index.html": ("claims/CLM-2026-0004", "standing: disputed", "standing: reported"),
    "claims/index.html": ("claims/CLM-2026-0002", "topics: [Penalty]", "topics: [Fines]"),
    "forces/index.html": ("forces/ashby-vale-police", "country: GB", "country: IE"),
    "organisations/index.html": ("organisations/kerbwatch", "country: IE", "country: GB"),
    "proceedings/index.html": ("proceedings/PRO-2026-0001", "title: Complaint of the", "title: Complaint of some"),
    "sources/index.html": ("sources/SRC-2026-0001", "level: full-text", "level: excerpt"),
    "captures/index.html": ("captures/CAP-2026-0002", WITHDRAWN, ""),
    "timeline/index.html": ("claims/CLM-2026-0008", "date: 2024-11-05", "date: 2024-11-04"),
    "penalties/index.html": ("proceedings/PRO-2026-0002", "amount: ", "amount: 1"),
    "bibliography/index.html": ("sources/SRC-2026-0001", "publication: Vale Gazette", "publication: Vale Mail"),
}


def test_a_hub_is_written_if_it_shows_something_else(root: Path, tmp_path: Path) -> None:
    watcher = Watcher(root, with_search=False)
    watcher.run()
    for hub, (record, old, new) in EDITS.items():
        before = _site(root)[hub]
        _replace(root / f"evidence/{record}.yaml", old, new)
        watcher.run()
        assert _site(root)[hub] != before, hub
    assert _site(root) == _fresh(root, tmp_path / "fresh")


def test_a_hub_that_shows_the_same_is_not_written(root: Path) -> None:
    watcher = Watcher(root, with_search=False)
    watcher.run()
    hubs = [root / "build/site" / hub for hub in (*EDITS, "data/index.html", "releases/index.html")]
    for path in hubs:
        os.utime(path, (0, 0))
    _rename(root / "evidence/claims/CLM-2026-0002.yaml", "Otherwise ")
    watcher.run()
    written = {path.relative_to(root / "build/site").as_posix() for path in hubs if path.stat().st_mtime}
    # The home page counts claims by topic. The claim says that the penalty was not paid.
    assert written == {"index.html", "claims/index.html", "penalties/index.html", "timeline/index.html"}


@pytest.mark.parametrize("undone", [False, True], ids=["kept", "undone"])
@pytest.mark.parametrize("page", ["sources/SRC-2026-0002", "bibliography"])
def test_after_a_failed_rebuild_the_next_rebuild_leaves_nothing_out(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], page: str, undone: bool
) -> None:
    watcher = Watcher(root, with_search=False)
    watcher.run()
    source = root / "evidence/sources/SRC-2026-0002.yaml"
    text = source.read_bytes()
    _rename(source, "Otherwise ")
    # The page cannot be written while a folder has the name under which it is prepared.
    blocked = root / "build/site" / page / "index.html.new"
    blocked.mkdir()
    watcher.run()
    assert "error: " in capsys.readouterr().err
    blocked.rmdir()
    if undone:
        source.write_bytes(text)
    watcher.run()
    assert _site(root) == _fresh(root, tmp_path / "fresh")


def test_a_link_that_breaks_is_reported_until_its_target_is_back(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    about = root / "pages/about.md"
    about.write_text(f"{about.read_text('utf-8')}\n[x](claims/index.md#topic-penalty)\n", "utf-8")
    claims = [root / f"evidence/claims/CLM-2026-000{number}.yaml" for number in (2, 3)]
    watcher = Watcher(root, with_search=False)
    watcher.run()
    for claim in claims:
        assert "nowhere" not in capsys.readouterr().err
        _replace(claim, "[Penalty]", "[Mill Street]")
        watcher.run()
    assert "about/: `../claims/#topic-penalty`" in capsys.readouterr().err
    _rename(root / "evidence/claims/CLM-2026-0004.yaml", "Otherwise ")
    watcher.run()
    assert "about/: `../claims/#topic-penalty`" in capsys.readouterr().err
    _replace(claims[0], "[Mill Street]", "[Penalty]")
    watcher.run()
    assert "nowhere" not in capsys.readouterr().err
    assert _site(root) == _fresh(root, tmp_path / "fresh")


def test_lookups_are_affected_by_a_change_of_a_record_that_was_looked_up(root: Path) -> None:
    dossier = load(root, DAY).dossier
    recorded, log = record_lookups(dossier)
    assert recorded.claim("CLM-2026-0001") is dossier.claim("CLM-2026-0001")
    assert recorded.source("SRC-2026-9999") is None
    assert "mill" not in recorded.names
    assert not _changes(root, dossier).affect(log), "equal records count as unchanged"
    _rename(root / "evidence/claims/CLM-2026-0002.yaml", "Otherwise ")
    assert not _changes(root, dossier).affect(log), "this record was not looked up"
    _rename(root / "evidence/claims/CLM-2026-0001.yaml", "Otherwise ")
    assert _changes(root, dossier).affect(log)


@pytest.mark.parametrize("name", ["SRC-2026-9999", "SRC-2026-0001"])
def test_lookups_are_affected_by_a_record_that_appears_or_disappears(root: Path, name: str) -> None:
    dossier = load(root, DAY).dossier
    recorded, log = record_lookups(dossier)
    assert (recorded.source(name) is None) == (name == "SRC-2026-9999")
    path = root / "evidence/sources/SRC-2026-0001.yaml"
    path.with_name("SRC-2026-9999.yaml").write_text(
        path.read_text("utf-8").replace(path.stem, "SRC-2026-9999"), "utf-8"
    )
    path.unlink()
    assert _changes(root, dossier).affect(log)


def test_lookups_are_affected_by_another_day(root: Path) -> None:
    dossier = load(root, DAY).dossier
    _, log = record_lookups(dossier)
    assert changes_between(dossier, load(root, DAY + timedelta(days=1)).dossier).affect(log)


def test_lookups_of_all_records_are_affected_by_any_rebuild(root: Path) -> None:
    dossier = load(root, DAY).dossier
    recorded, log = record_lookups(dossier)
    assert len(list(recorded.focus_bodies())) == len(list(dossier.focus_bodies()))
    assert changes_between(dossier, dossier).affect(log)


def _changes(root: Path, before: Dossier) -> ChangedKeys:
    return changes_between(before, load(root, DAY).dossier)


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


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

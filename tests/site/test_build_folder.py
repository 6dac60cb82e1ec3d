"""Builds follow no links, and do not run at the same time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dossier.cli import main
from dossier.commands.serve import Watcher
from dossier.errors import DossierError
from dossier.releases.publish.append import write_assets
from dossier.releases.publish.archives import Asset
from dossier.system.lock import folder_lock
from tests.shared.places import ROOT
from tests.shared.toy import copy_toy

BUSY = "another build is running in this folder"
# Takes the lock, forks, prints the id of the other process, and is killed.
KILLED = """
import os, signal, sys
from pathlib import Path
from dossier.system.lock import folder_lock

with folder_lock(Path(sys.argv[1]), "busy"):
    if (child := os.fork()) == 0:
        os.close(1)
        signal.pause()
    print(child, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_toy(tmp_path / "dossier")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder with a file that nothing may touch."""
    folder = tmp_path / "outside"
    (folder / "claims").mkdir(parents=True)
    (folder / "claims/index.html").write_text("mine", "utf-8")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["new-site", "new-docs", "old-site", "old-docs", "site", "docs"])
def test_a_link_in_the_build_folder_is_replaced(root: Path, outside: Path, name: str) -> None:
    (root / "build").mkdir()
    (root / "build" / name).symlink_to(outside)
    assert main(["build", "--no-search", "--root", str(root)]) == 0
    assert files(outside) == {"claims/index.html": b"mine"}
    assert sorted(path.name for path in (root / "build").iterdir()) == ["docs", "site"]
    assert not [path for path in (root / "build").iterdir() if path.is_symlink()]


def test_a_build_folder_that_is_a_link_is_refused(
    root: Path, outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "build").symlink_to(outside)
    assert main(["build", "--no-search", "--root", str(root)]) == 2
    assert "is a link, and is not followed: remove it" in capsys.readouterr().err
    # With an error in the records, `serve` makes an empty site.
    (root / "evidence/claims/CLM-2026-0003.yaml").write_text("x: y\n", "utf-8")
    assert main(["serve", "--no-search", "--root", str(root)]) == 2
    assert "is a link, and is not followed: remove it" in capsys.readouterr().err
    assert files(outside) == {"claims/index.html": b"mine"}
    assert not (outside / "site").exists()


def test_assets_of_a_release_are_not_written_through_links(tmp_path: Path, outside: Path) -> None:
    assets = [Asset("head.json", b"{}")]
    for link in ("build", "build/release-assets"):
        path = tmp_path / link
        path.parent.mkdir(exist_ok=True)
        path.symlink_to(outside)
        with pytest.raises(DossierError, match="is a link, and is not followed"):
            write_assets(tmp_path / "build/release-assets", assets, is_new_release=True)
        path.unlink()
    folder = tmp_path / "build/release-assets"
    folder.mkdir()
    (folder / "head.json").symlink_to(outside / "new")
    write_assets(folder, assets, is_new_release=False)
    assert files(folder) == {"head.json": b"{}"}
    assert files(outside) == {"claims/index.html": b"mine"}


def test_a_second_build_in_the_folder_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "build").mkdir()
    with folder_lock(root / "build", "busy"):
        assert main(["build", "--no-search", "--root", str(root)]) == 2
        assert capsys.readouterr().err == f"error: {BUSY}\n"
        assert list((root / "build").iterdir()) == []
    assert main(["build", "--no-search", "--root", str(root)]) == 0


def test_the_lock_of_a_killed_process_is_released(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    try:
        with folder_lock(tmp_path, "busy"):
            pass
    finally:
        os.kill(int(done.stdout), signal.SIGKILL)


def test_serve_waits_for_another_build_and_then_builds(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "build").mkdir()
    watcher = Watcher(root, with_search=False)
    with folder_lock(root / "build", "busy"):
        thread = threading.Thread(target=watcher.run)
        thread.start()
        thread.join(timeout=1)
        assert thread.is_alive()
        assert list((root / "build").iterdir()) == []
    thread.join()
    assert capsys.readouterr().err == ""
    assert (root / "build/site/index.html").is_file()


def test_serve_builds_the_whole_site_after_it_was_removed_or_replaced(root: Path) -> None:
    watcher = Watcher(root, with_search=False)
    watcher.run()
    site = root / "build/site"
    expected = files(site)

    shutil.rmtree(root / "build")
    watcher.run()
    assert files(site) == expected

    assert main(["build", "--no-search", "--root", str(root)]) == 0
    (site / "about/index.html").write_text("changed by another build", "utf-8")
    watcher.run()
    assert files(site) == expected


def test_serve_removes_the_page_of_a_record_that_changed_its_kind(root: Path) -> None:
    body = "id: vale-friends\nname: Friends of the Vale\ncountry: GB\nkind: "
    kinds = {"organisations": "ngo", "forces": "territorial-force"}
    watcher = Watcher(root, with_search=False)
    before = None
    for folder in ("organisations", "forces", "organisations"):
        for other, kind in kinds.items():
            path = root / f"evidence/{other}/vale-friends.yaml"
            path.unlink(missing_ok=True)
            if other == folder:
                path.write_text(f"{body}{kind}\n", "utf-8")
        watcher.run()
        pages = {path.parent.parent.name for path in (root / "build/site").glob("*/vale-friends/index.html")}
        documents = {path.parent.name for path in (root / "build/site/api/v1").glob("*/vale-friends.json")}
        assert pages == {folder}
        assert documents == {"focus" if folder == "forces" else folder}
        if folder == "organisations":
            site = {path: text for path, text in files(root / "build/site").items() if path.endswith(".html")}
            assert before is None or site == before
            before = site

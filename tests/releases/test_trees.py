"""Links and folders never take the place of files and branches."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dossier.cli import main
from dossier.errors import DossierError
from dossier.releases.aftermath.published import read_published
from dossier.releases.store.branch import CommitTree
from dossier.releases.store.canonical_json import MOST_BYTES
from dossier.releases.verify.sequence import SequenceFault
from dossier.releases.verify.trees import FolderTree, local_tree
from tests.shared.releasing import git

NAME = "origin/published"


def test_a_folder_with_the_name_of_a_branch_is_ambiguous(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "commit", "--quiet", "--allow-empty", "--message=Release")
    git(tmp_path, "update-ref", f"refs/remotes/{NAME}", "main")
    monkeypatch.chdir(tmp_path)
    assert isinstance(local_tree(NAME, tmp_path), CommitTree)
    for folder in (NAME, "main", "published", f"refs/remotes/{NAME}", "other"):
        (tmp_path / folder).mkdir(parents=True)
    for name in (NAME, "main", "published"):
        with pytest.raises(DossierError, match=f"`{name}` is a folder and also a branch or commit: write `./{name}`"):
            local_tree(name, tmp_path)
    for name in (f"./{NAME}", str(tmp_path / NAME), f"../{tmp_path.name}/main", "other", f"{NAME}/"):
        assert isinstance(local_tree(name, tmp_path), FolderTree), name
    assert isinstance(local_tree(f"refs/remotes/{NAME}", tmp_path), CommitTree)
    assert local_tree("./refs/nothing", tmp_path) is local_tree("refs/remotes", tmp_path) is None
    assert main(["verify", NAME, "--repo", str(tmp_path)]) == 2
    assert f"write `./{NAME}` for the folder" in capsys.readouterr().err
    # A folder can be verified on a machine without git.
    monkeypatch.setenv("PATH", "")
    assert isinstance(local_tree("other", tmp_path), FolderTree)


def test_what_lacks_releases_of_a_remote_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    (tmp_path / "releases").mkdir()
    tips: list[str] = []
    for ledger in ("1\n", "1\n2\n", "1\n3\n"):
        (tmp_path / "releases/ledger.jsonl").write_text(ledger, "utf-8")
        git(tmp_path, "add", "--all")
        parent = ("-p", tips[0]) if tips else ()
        tips.append(git(tmp_path, "commit-tree", git(tmp_path, "write-tree"), "-m", "Release", *parent))
    first, second, other = tips
    # A purge replaces the history and keeps the files.
    purged = git(tmp_path, "commit-tree", f"{second}^{{tree}}", "-m", "Release")
    # What is wrong with a later ledger is said by its verification.
    forged = git(tmp_path, "commit-tree", f"{other}^{{tree}}", "-p", second, "-m", "Release")
    for here, at_origin, remedy in (
        (first, second, f"run `git fetch` and `git branch -f published {NAME}`"),
        (other, second, "delete it and make its own releases again"),
        (second, second, None),
        (forged, second, None),
        (second, first, None),
        (second, purged, None),
        (purged, second, None),
        (purged, first, None),
    ):
        git(tmp_path, "update-ref", "refs/heads/published", here)
        git(tmp_path, "update-ref", f"refs/remotes/{NAME}", at_origin)
        for name in ("published", "heads/published", "refs/heads/published"):
            if remedy is not None:
                with pytest.raises(DossierError, match=f"name `{NAME}` instead, or {remedy}"):
                    local_tree(name, tmp_path)
            else:
                assert isinstance(local_tree(name, tmp_path), CommitTree), (here, at_origin)
        # What names no local branch means what it says.
        for name, commit in ((NAME, at_origin), (f"refs/remotes/{NAME}", at_origin), (here, here)):
            tree = local_tree(name, tmp_path)
            assert isinstance(tree, CommitTree)
            assert tree.commit == commit
    git(tmp_path, "update-ref", "refs/heads/published", first)
    git(tmp_path, "update-ref", f"refs/remotes/{NAME}", second)
    assert main(["verify", "published", "--repo", str(tmp_path)]) == 2
    assert f"`published` here lacks releases of `{NAME}`" in capsys.readouterr().err
    # Another name for the remote, and other names for the commit, make no difference.
    git(tmp_path, "tag", "pub", first)
    (tmp_path / "copy/releases").mkdir(parents=True)
    (tmp_path / "copy/releases/ledger.jsonl").write_text("1\n", "utf-8")
    folder = str(tmp_path / "copy")
    for remote in ("origin", "upstream"):
        git(tmp_path, "update-ref", "-d", f"refs/remotes/{NAME}")
        git(tmp_path, "update-ref", f"refs/remotes/{remote}/published", second)
        with pytest.raises(DossierError, match=f"git branch -f published {remote}/published"):
            local_tree("published", tmp_path)
        # `build`, `cite` and `check` read it here.
        for name in ("published", "published~0", first, "pub", folder):
            with pytest.raises(DossierError, match=f"lacks releases of `{remote}/published`, .*: name `{remote}/"):
                read_published(name, tmp_path)
        # Anybody may still verify what it was.
        for name in ("published~0", first, "pub", folder):
            assert local_tree(name, tmp_path) is not None
        with pytest.raises(DossierError, match="does not verify"):
            read_published(f"{remote}/published", tmp_path)


def test_only_regular_files_of_a_folder_are_read(tmp_path: Path) -> None:
    root, page = tmp_path / "root", tmp_path / "root/r/page"
    page.parent.mkdir(parents=True)
    page.write_bytes(b"page")
    with (root / "large").open("wb") as stream:
        stream.truncate(MOST_BYTES + 5)
    (root / "file").symlink_to(page)
    (root / "folder").symlink_to(page.parent)
    os.mkfifo(root / "pipe")
    (root / ".git").mkdir()
    (root / ".git/config").write_bytes(b"")
    tree = FolderTree(root)
    paths = sorted(tree.paths())
    assert paths == ["file", "folder", "large", "pipe", "r/page"]
    read = dict(tree.read([*paths, "folder/page", ".git/config"]))
    # A byte too many shows that a file is too large.
    assert {path: len(content) for path, content in read.items()} == {"large": MOST_BYTES + 1, "r/page": 4}
    # Another process changes the folder after it was listed.
    page.unlink()
    for is_link in (True, False):
        if is_link:
            page.symlink_to(root / "large")
        else:
            os.mkfifo(page)
        with pytest.raises(DossierError, match="r/page` is no longer a regular file"):
            list(tree.read(["r/page"]))
        page.unlink()


def test_names_of_files_that_look_alike_are_told_apart() -> None:
    assert str(SequenceFault("r/\u00e9/1", "is missing")) == r"`r/\xe9/1` is missing"
    assert str(SequenceFault("r/e\u0301/1", "is missing")) == r"`r/e\u0301/1` is missing"

"""A folder never takes the place of a branch."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.cli import main
from dossier.errors import DossierError
from dossier.releases.store.branch import CommitTree
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

"""Commits, their entries and their history are read from real repositories."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from dossier.errors import DossierError
from dossier.releases.store.branch import Branch
from dossier.system.git import Repository, TreeEntry

# A line break, a tab, a quotation mark, and bytes that are not UTF-8: git quotes such names in its usual output.
ODD_NAMES = (b"folder/a\nb", b"folder/a\tb", b'folder/"a"', b"folder/\xff", "folder/ü".encode())


def git(root: Path, *arguments: str) -> str:
    settings = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *settings, *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    (folder / "folder").mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    for name in ODD_NAMES:
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(name)
    (folder / "empty").write_bytes(b"")
    (folder / "program").write_bytes(b"\n100644 blob\0\n")
    (folder / "program").chmod(0o755)
    (folder / "link").symlink_to("program")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=First")
    return folder


def test_all_entries_of_a_commit_are_read_with_their_contents(root: Path) -> None:
    repository = Repository(root)

    entries = list(repository.tree("main"))

    names = sorted([*ODD_NAMES, b"empty", b"link", b"program"])
    assert [entry.name for entry in entries] == names
    assert [os.fsencode(entry.path) for entry in entries] == names
    assert {entry.name: entry.mode for entry in entries if entry.mode != "100644"} == {
        b"link": "120000",
        b"program": "100755",
    }
    assert [entry.name for entry in entries if not entry.is_regular] == [b"link"]
    contents = {entry.name: content for entry, content in repository.blobs(entries)}
    assert contents == {name: name for name in ODD_NAMES} | {
        b"empty": b"",
        b"link": b"program",
        b"program": b"\n100644 blob\0\n",
    }


def test_the_entries_below_a_path_are_relative_to_the_folder(root: Path) -> None:
    inner = Repository(root / "folder")

    assert [entry.name for entry in inner.tree("main", "a\nb", "nowhere")] == [b"a\nb"]
    assert [entry.name for entry in Repository(root).tree("main", "folder")] == sorted(ODD_NAMES)
    assert len(list(inner.tree("main"))) == len(ODD_NAMES) + 3


def test_sizes_are_read_on_demand(root: Path) -> None:
    sizes = {entry.name: entry.size for entry in Repository(root).tree("main", with_sizes=True)}

    assert (sizes[b"empty"], sizes[b"program"]) == (0, 14)
    assert {entry.size for entry in Repository(root).tree("main")} == {None}


def test_missing_content_is_reported_with_its_path(root: Path) -> None:
    entries = list(Repository(root).tree("main"))
    missing = next(entry for entry in entries if entry.name == b"program").object_id
    (root / ".git/objects" / missing[:2] / missing[2:]).unlink()

    with pytest.raises(DossierError, match="lacks the content of `program`"):
        list(Repository(root).blobs(entries))
    with pytest.raises(DossierError, match="lacks the content of `no file`"):
        list(Repository(root).blobs([TreeEntry(b"no file", "100644", git(root, "rev-parse", "main"))]))
    with pytest.raises(DossierError, match="git cannot list commit 000000000000"):
        list(Repository(root).tree("0" * 40))


def test_a_stream_can_be_left_early(root: Path) -> None:
    repository = Repository(root)
    contents = repository.blobs(list(repository.tree("main")) * 2_000)

    assert next(contents)[0].name == b"empty"
    # git is ended although it has not written everything. Otherwise this would wait for it.
    del contents


def test_a_commit_is_found_here_or_at_origin(root: Path, tmp_path: Path) -> None:
    git(root, "branch", "published")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(root), str(clone))
    repository, tip = Repository(clone), git(root, "rev-parse", "main")

    assert repository.commit("main") == repository.commit(tip) == repository.commit("HEAD") == tip
    assert repository.commit("published") is None
    assert repository.commit("published", or_at_origin=True) == tip
    assert repository.commit("nowhere", or_at_origin=True) is None


def test_a_name_of_several_commits_is_refused(root: Path, tmp_path: Path) -> None:
    git(root, "branch", "published")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(root), str(clone))
    tip = git(clone, "rev-parse", "HEAD")
    git(clone, "tag", "published")
    repository = Repository(clone)
    assert repository.commit("published", or_at_origin=True) == tip

    git(clone, "commit", "--quiet", "--allow-empty", "--message=Planted")
    for tag in ("published", "origin/published", "main", "remotes/origin/published"):
        git(clone, "tag", "--force", tag)
    git(clone, "update-ref", "refs/heads/main", tip)
    git(clone, "branch", "other", "refs/tags/main")
    git(clone, "branch", "origin/main", "refs/tags/main")

    planted = git(clone, "rev-parse", "refs/tags/main")
    for name in ("published", "origin/published", "main", "main~0", "remotes/origin/published", "origin/main"):
        with pytest.raises(DossierError, match=f"`{name}` is ambiguous, write one of: refs/"):
            repository.commit(name, or_at_origin=True)
    assert repository.commit("refs/heads/main") == repository.commit("refs/remotes/origin/published") == tip
    assert repository.commit("refs/tags/main") == repository.commit("other") == planted
    # A full object id is never the name of a branch.
    git(clone, "update-ref", f"refs/heads/{tip}", planted)
    assert repository.commit(tip) == tip


def test_a_push_moves_only_the_branch(root: Path, tmp_path: Path) -> None:
    original = tmp_path / "original.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(root), str(original))
    git(root, "remote", "add", "origin", str(original))
    git(root, "fetch", "--quiet", "origin")
    ran = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{ran}'\n", "utf-8")
    program.chmod(0o755)
    for name, value in {
        "push.followTags": "true",
        "push.gpgSign": "true",
        "push.pushOption": "ci.skip",
        "push.recurseSubmodules": "on-demand",
        "remote.origin.mirror": "true",
        "core.fsmonitor": str(program),
    }.items():
        git(root, "config", name, value)
    branch = Branch(Repository(root), "published", "origin")
    new = branch.commit(git(root, "rev-parse", "main"), {"new": b"1"}, "New\n")
    git(root, "tag", "--annotate", "--message=Private", "private", new)
    git(root, "branch", "private", new)
    before = git(original, "for-each-ref")
    ran.unlink(missing_ok=True)

    assert branch.advance(None, new)

    assert git(original, "for-each-ref") == f"{before}\n{new} commit\trefs/heads/published"
    assert not ran.exists()


@pytest.mark.parametrize("ref", ["", "-h", "--all", "^main", "main..main", "HEAD:folder", "a\0b", "main --help"])
def test_other_texts_are_not_names_of_commits(root: Path, ref: str) -> None:
    assert Repository(root).commit(ref) is None


def test_a_commit_descends_from_itself_and_earlier_commits(root: Path, tmp_path: Path) -> None:
    git(root, "commit", "--quiet", "--allow-empty", "--message=Second")
    repository = Repository(root)
    first, second = git(root, "rev-parse", "main~1"), git(root, "rev-parse", "main")

    assert repository.descends(second, first)
    assert repository.descends(first, first)
    assert not repository.descends(first, second)
    assert not repository.is_shallow()
    with pytest.raises(DossierError, match="git cannot read the history of commit"):
        repository.descends(second, "1" * 40)
    git(tmp_path, "clone", "--quiet", "--depth=1", root.as_uri(), "shallow")
    assert Repository(tmp_path / "shallow").is_shallow()


def test_a_folder_without_a_repository_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    assert "not a git repository" in (Repository(tmp_path).problem() or "")
    with pytest.raises(DossierError, match="git cannot read a repository at"):
        Repository(tmp_path).check()

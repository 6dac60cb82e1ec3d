"""Commits, their entries and their history are read from real repositories."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from dossier.errors import DossierError
from dossier.releases.store.branch import Branch, CommitTree
from dossier.system.git import Repository, TreeEntry
from dossier.system.git_trees import check_names

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
        "core.alternateRefsCommand": str(program),
    }.items():
        git(root, "config", name, value)
    # A repository that borrows objects asks the program for the refs of the lender.
    git(tmp_path, "clone", "--quiet", "--bare", str(root), "lender.git")
    (root / ".git/objects/info/alternates").write_text(f"{tmp_path}/lender.git/objects\n", "utf-8")
    branch = Branch(Repository(root), "published", "origin")
    new = branch.commit(git(root, "rev-parse", "main"), {"new": b"1"}, "New\n")
    git(root, "tag", "--annotate", "--message=Private", "private", new)
    git(root, "branch", "private", new)
    theirs = git(original, "commit-tree", "-m", "Theirs", "main^{tree}")
    git(original, "update-ref", "refs/heads/theirs", theirs)
    before = git(original, "for-each-ref")
    ran.unlink(missing_ok=True)

    assert Branch(branch.repository, "theirs", "origin").tip() == theirs
    branch.repository.run("status")
    assert branch.advance(None, new)

    after = git(original, "for-each-ref").splitlines()
    assert set(after) - set(before.splitlines()) == {f"{new} commit\trefs/heads/published"}
    assert len(after) == len(before.splitlines()) + 1
    assert not ran.exists()
    # Another process releases here at the same time, and has not pushed yet.
    following, here = (branch.commit(new, {"new": text}, "New\n") for text in (b"2", b"3"))
    git(root, "update-ref", branch.ref, here)
    assert branch.advance(new, following)
    assert git(original, "rev-parse", branch.ref) == following
    assert git(root, "rev-parse", branch.ref) == here


def made_commit(root: Path, *entries: tuple[str, bytes, str], folder: bytes = b"") -> str:
    """A commit of a tree with these entries (mode, name, id), or with a folder that has them."""

    def write(content: bytes) -> str:
        hashed = ["git", "hash-object", "-t", "tree", "-w", "--literally", "--stdin"]
        return subprocess.run(hashed, cwd=root, input=content, check=True, capture_output=True).stdout.decode().strip()

    tree = write(b"".join(f"{mode} ".encode() + name + b"\0" + bytes.fromhex(id_) for mode, name, id_ in entries))
    if folder:
        tree = write(b"40000 " + folder + b"\0" + bytes.fromhex(tree))
    return git(root, "commit-tree", "-m", "Made", tree)


def test_folders_with_names_that_git_never_writes_are_refused(root: Path) -> None:
    first, second = (git(root, "rev-parse", f"main:{name}") for name in ("empty", "program"))
    inner = git(root, "rev-parse", "main:folder")
    repository = Repository(root)
    file, other, folder = ("100644", b"a", first), ("100644", b"a", second), ("40000", b"a", inner)
    for entries in ((file, other), (file, folder), (folder, folder)):
        for place in (b"", b"deep"):
            with pytest.raises(DossierError, match="has the name `a` twice"):
                check_names(repository, made_commit(root, *entries, folder=place))
    for name in (b"a/b", b".", b"..", b".git", b".GIT", b"/"):
        commit = made_commit(root, folder, ("100644", name, first))
        with pytest.raises(DossierError, match="has the name"):
            list(CommitTree(repository, commit).paths())
    check_names(repository, git(root, "rev-parse", "main"))
    check_names(repository, made_commit(root, file, ("100644", b"a.b", second), ("160000", b"submodule", "1" * 40)))


def forge_parent(graph: Path, child: str, parent: str) -> None:
    """Give a commit another parent in a commit-graph (gitformat-commit-graph(5))."""
    content = bytearray(graph.read_bytes())
    header = range(8, 8 + 12 * content[6], 12)
    chunks = {bytes(content[at : at + 4]): int.from_bytes(content[at + 4 : at + 12]) for at in header}
    start, data = chunks[b"OIDL"], chunks[b"CDAT"]
    position = {content[at : at + 20].hex(): number for number, at in enumerate(range(start, data, 20))}
    at = data + 36 * position[child] + 20
    content[at : at + 4] = position[parent].to_bytes(4)
    graph.chmod(0o644)
    graph.write_bytes(content)


def test_neither_grafts_nor_the_commit_graph_change_the_history(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for message in ("Second", "Third"):
        git(root, "commit", "--quiet", "--allow-empty", f"--message={message}")
    first, second, third = (git(root, "rev-parse", f"main~{number}") for number in (2, 1, 0))
    stranger = made_commit(root)
    repository = Repository(root)
    (root / ".git/info/grafts").write_text(f"{second} {first} {stranger}\n", "utf-8")
    assert git(root, "merge-base", stranger, third) == stranger
    assert not repository.descends(third, stranger)
    (root / ".git/info/grafts").unlink()
    git(root, "branch", "stranger", stranger)
    git(root, "-c", "commitGraph.generationVersion=1", "commit-graph", "write", "--reachable")
    forge_parent(root / ".git/objects/info/commit-graph", second, stranger)
    assert git(root, "merge-base", stranger, third) == stranger
    assert not repository.descends(third, stranger)
    monkeypatch.setenv("GIT_SHALLOW_FILE", str(root / "shallow"))
    (root / "shallow").write_text(f"{second}\n", "utf-8")
    assert not repository.is_shallow()
    assert repository.descends(third, first)


def test_a_branch_that_any_work_tree_has_checked_out_is_not_moved(root: Path, tmp_path: Path) -> None:
    branch = Branch(Repository(root), "published")
    commit = branch.commit(None, {"releases/ledger.jsonl": b""}, "Released")
    git(root, "branch", "published", commit)
    branch.check()
    git(root, "worktree", "add", "--quiet", str(tmp_path / "other"), "published")
    for place in (root, tmp_path / "other"):
        with pytest.raises(DossierError, match=r"`published` is checked out at `.*other`: switch to another branch"):
            Branch(Repository(place), "published").check()
    git(tmp_path / "other", "switch", "--quiet", "--detach")
    branch.check()
    with pytest.raises(
        DossierError, match="`main` holds no releases: they need a branch of their own, such as `published`"
    ):
        Branch(Repository(root), "main").check()
    # Nobody works in a folder that is gone.
    git(tmp_path / "other", "switch", "--quiet", "published")
    shutil.rmtree(tmp_path / "other")
    branch.check()
    # git takes it for an option.
    with pytest.raises(DossierError, match="`-x` cannot be the name of a branch"):
        Branch(Repository(root), "-x").check()


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
    with pytest.raises(
        DossierError, match=r"git cannot read a repository at .* run `git init --initial-branch=main` and commit"
    ):
        Repository(tmp_path).check()

"""The base is read from real git repositories, at any ref."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from dossier.errors import DossierError
from dossier.model.identifiers import Kind
from dossier.reading.base_revision import load_base
from dossier.reading.yaml_nodes import MAX_BYTES
from tests.shared.toy import DAY, TOY_SUBJECT

SOURCE = """\
id: SRC-2026-0001
type: report
genre: academic
title: {title}
authors: none
issued: 2021
official_id: R 1
language: en
tier: primary
checked: {{level: excerpt, on: 2026-11-20}}
"""


def git(root: Path, *arguments: str) -> str:
    settings = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *settings, *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def write(root: Path, name: str, text: str) -> Path:
    path = root / "evidence" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    write(tmp_path, "sources/SRC-2026-0001.yaml", SOURCE.format(title="Before"))
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=Base")
    return tmp_path


def test_the_commit_is_read_and_not_the_folder(repository: Path) -> None:
    write(repository, "sources/SRC-2026-0001.yaml", SOURCE.format(title="After"))
    write(repository, "sources/SRC-2026-0002.yaml", "staged")
    git(repository, "add", "--all")

    base = load_base(repository, "HEAD", DAY, TOY_SUBJECT)

    source = base.source("SRC-2026-0001")
    assert source is not None
    assert source.title == "Before"
    assert dict(base.names) == {"SRC-2026-0001": (Kind.SOURCE, ("evidence/sources/SRC-2026-0001.yaml",))}
    assert base.today == DAY


@pytest.mark.parametrize("ref", ["main", "refs/heads/main", "v1", "HEAD~0"])
def test_any_name_of_a_commit_is_accepted(repository: Path, ref: str) -> None:
    git(repository, "tag", "--annotate", "--message=One", "v1")

    assert list(load_base(repository, ref, DAY, TOY_SUBJECT).entries) == ["SRC-2026-0001"]
    assert list(load_base(repository, git(repository, "rev-parse", "main"), DAY, TOY_SUBJECT).entries) == [
        "SRC-2026-0001"
    ]


def test_only_the_dossier_in_the_given_folder_is_read(repository: Path) -> None:
    deep = repository / "subjects" / "other"
    write(deep, "sources/2025/SRC-2026-0001.yaml", SOURCE.format(title="Deep: “ü”").replace("Deep: “ü”", '"Deep: “ü”"'))
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message=Deep")

    source = load_base(deep, "HEAD", DAY, TOY_SUBJECT).source("SRC-2026-0001")

    assert source is not None
    assert source.title == "Deep: “ü”"
    assert load_base(deep, "HEAD", DAY, TOY_SUBJECT).names["SRC-2026-0001"][1] == (
        "evidence/sources/2025/SRC-2026-0001.yaml",
    )


def test_a_base_without_evidence_is_empty(repository: Path) -> None:
    (repository / "new").mkdir()

    assert not load_base(repository / "new", "HEAD", DAY, TOY_SUBJECT).names


def test_broken_records_keep_their_name_and_other_files_are_ignored(repository: Path) -> None:
    write(repository, "sources/SRC-2026-0002.yaml", "id: [")
    write(repository, "sources/SRC-2026-0003.yaml", SOURCE.format(title="Under another name"))
    write(repository, "sources/SRC-2026-0004.yaml", "#" * (MAX_BYTES + 1))
    write(repository, "sources/notes.txt", "x")
    write(repository, "sources/SRC-2026-0005.yml", "x")
    write(repository, "elsewhere/SRC-2026-0006.yaml", "x")
    (repository / "evidence/sources/SRC-2026-0007.yaml").symlink_to("SRC-2026-0001.yaml")
    (repository / "evidence/sources/\nSRC-2026-0008.yaml").write_text("x", encoding="utf-8")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message=More")

    base = load_base(repository, "HEAD", DAY, TOY_SUBJECT)

    assert list(base.entries) == ["SRC-2026-0001"]
    assert sorted(base.names) == ["SRC-2026-0001", "SRC-2026-0002", "SRC-2026-0003"]


@pytest.mark.parametrize(
    "ref",
    ["none", "", "-h", "--all", "^main", "main..main", "HEAD:evidence", "a\0b", "main --help", "@{-9}", "--output=x"],
)
def test_a_ref_that_is_not_a_commit_is_refused(repository: Path, ref: str) -> None:
    with pytest.raises(DossierError, match="commit"):
        load_base(repository, ref, DAY, TOY_SUBJECT)
    assert sorted(path.name for path in repository.iterdir()) == [".git", "evidence"]


def test_a_folder_outside_a_repository_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    with pytest.raises(DossierError, match="git cannot read a repository"):
        load_base(tmp_path, "HEAD", DAY, TOY_SUBJECT)


def test_missing_git_is_reported(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository / "evidence"))

    with pytest.raises(DossierError, match="git is not installed"):
        load_base(repository, "HEAD", DAY, TOY_SUBJECT)


def test_a_damaged_repository_is_reported(repository: Path) -> None:
    blob = git(repository, "rev-parse", "HEAD:evidence/sources/SRC-2026-0001.yaml")
    (repository / ".git/objects" / blob[:2] / blob[2:]).unlink()

    with pytest.raises(DossierError, match=r"git cannot|lacks the content"):
        load_base(repository, "HEAD", DAY, TOY_SUBJECT)


def test_neither_hook_variables_nor_replaced_objects_change_the_base(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = git(repository, "rev-parse", "HEAD:evidence/sources/SRC-2026-0001.yaml")
    write(repository, "sources/SRC-2026-0001.yaml", SOURCE.format(title="Forged"))
    new = git(repository, "hash-object", "-w", "evidence/sources/SRC-2026-0001.yaml")
    git(repository, "replace", old, new)
    monkeypatch.setenv("GIT_DIR", "/nowhere")

    source = load_base(repository, "HEAD", DAY, TOY_SUBJECT).source("SRC-2026-0001")

    assert source is not None
    assert source.title == "Before"


def test_no_filter_of_the_repository_runs(repository: Path) -> None:
    git(repository, "config", "filter.trap.smudge", "touch trapped")
    git(repository, "config", "diff.trap.textconv", "touch trapped")
    (repository / ".git/info").mkdir(exist_ok=True)
    (repository / ".git/info/attributes").write_text("*.yaml filter=trap diff=trap\n", encoding="utf-8")

    load_base(repository, "HEAD", DAY, TOY_SUBJECT)

    assert not list(repository.rglob("trapped"))
    # The trap itself works.
    (repository / "evidence/sources/SRC-2026-0001.yaml").unlink()
    git(repository, "checkout", "--quiet", "--", ".")
    assert list(repository.rglob("trapped"))


def test_a_branch_of_releases_is_no_base(repository: Path) -> None:
    """It has no evidence, so nothing would differ from it."""
    (repository / "releases").mkdir()
    (repository / "releases" / "ledger.jsonl").write_text("{}\n", encoding="utf-8")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message=Release")
    with pytest.raises(DossierError, match="`HEAD` holds releases, not evidence"):
        load_base(repository, "HEAD", DAY, TOY_SUBJECT)

"""Tests of the rehearsal of releases."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dossier.commands.rehearsal import edits
from dossier.commands.rehearsal.scenes import SCENES
from dossier.commands.rehearsal.settings import fill_blanks
from dossier.commands.rehearsal.stage import open_stage
from dossier.reading.load import load
from tests.shared.releasing import WorkingClone, git, make_working_clone
from tests.shared.toy import DAY, TOY, copy_toy

CLAIM = "CLM-2026-0001"


def rehearse(works: WorkingClone, **settings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "dossier", "release", "--rehearse"]
    environment = {**works.environment(), **settings}
    return subprocess.run(command, cwd=works.root, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_every_promise_is_kept_and_the_repository_is_as_it_was(tmp_path: Path) -> None:
    works = make_working_clone(tmp_path)
    before = git(works.root, "for-each-ref"), git(works.original, "for-each-ref")
    done = rehearse(works)
    lines = done.stdout.splitlines()
    assert [line for line in lines if line.startswith("kept: ")] == [f"kept: {promise}" for promise, _ in SCENES], (
        done.stdout + done.stderr
    )
    assert done.returncode == 0
    assert (git(works.root, "for-each-ref"), git(works.original, "for-each-ref")) == before
    assert git(works.root, "status", "--porcelain") == ""


def test_a_missing_setting_has_a_visible_substitute_and_a_held_record_is_a_broken_promise(tmp_path: Path) -> None:
    works = make_working_clone(tmp_path)
    works.edit(CLAIM, ("id: CLM", "hold: {kind: embargo, reason: A test., condition: Never.}\nid: CLM"))
    config = works.root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("editors@vale.example.org", ""), "utf-8")
    page = works.root / "pages/about.md"
    page.write_text(f"{page.read_text('utf-8')}\n[FILL IN: who\npays]\n", "utf-8")
    works.commit()
    done = rehearse(works, DOSSIER_URL="http://127.0.0.1:8000/")
    assert done.returncode == 1
    assert done.stderr.startswith("rehearsing on a copy: this takes some minutes\n")
    first, *others = done.stdout.splitlines()
    assert first.startswith(f"broken: {SCENES[0][0]}: `release` ")
    assert f"error[held-record]: this names `{CLAIM}`" in first
    assert not any(line.startswith("kept: ") for line in others)
    assert any("`extra.contact`" in line and "rehearsal@dossier.invalid" in line for line in others)
    assert any("`site_url`" in line and "https://rehearsal.dossier.invalid/" in line for line in others)
    assert any("`[FILL IN: who pays]` in `pages/about.md`" in line for line in others)
    assert not any("`extra.publisher.name`" in line for line in others)
    assert len(fill_blanks(works.root)) == 1
    assert "(Nobody has written this yet: this is a rehearsal.)" in page.read_text("utf-8")
    assert fill_blanks(works.root) == ()


def test_git_ignores_in_the_copy_what_builds_and_suspensions_write(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    root = copy_toy(repository / "do*s [1]")
    (root / "build").mkdir()
    (root / "build/committed.built").write_text("A build.", "utf-8")
    git(repository, "init", "--quiet", "--initial-branch=main")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message=Begin")
    with open_stage(root) as stage:
        assert {str(each).partition(":")[0] for each in stage.missing} >= {
            "`/build/` in `.gitignore`",
            "`/suspended/` in `.gitignore`",
        }
        for folder in ("build", "suspended"):
            (stage.root / folder).mkdir(exist_ok=True)
            (stage.root / folder / "new.built").write_text("New.", "utf-8")
        stage.commit("Edit")
        assert stage.git("ls-files", "*.built") == ""
        assert stage.git("ls-files", "*subject.yml")
    (root / ".gitignore").write_text("/build/\n/suspended/\n", "utf-8")
    with open_stage(root) as stage:
        assert not any(each.file == ".gitignore" for each in stage.missing)


def test_only_the_statement_of_a_claim_changes(tmp_path: Path) -> None:
    root = copy_toy(tmp_path / "toy")
    before = load(root, DAY).dossier
    texts = {name: (root / entry.path).read_text("utf-8") for name, entry in before.entries.items()}
    changed = [entry.record.id for entry in edits.claims_to_change(before, texts)]
    assert len(changed) > 5
    for name in changed:
        (root / before.entries[name].path).write_text(edits.with_statement(texts[name], f'Said "{name}": so.'), "utf-8")
    after = load(root, DAY)
    for name, entry in before.entries.items():
        expected = {"statement": f'Said "{name}": so.'} if name in changed else {}
        assert after.dossier.entries[name].record == entry.record.model_copy(update=expected)


@pytest.mark.parametrize("indent", ["", "  "])
def test_a_reversal_is_added_to_a_history_with_and_without_indentation(indent: str) -> None:
    history = f"history:\n{indent}- relation: affirmed\n{indent}  proceeding: PRO-2026-0002\n"
    changed = edits.with_reversal(f"id: PRO-2026-0001\n{history}status: final\n", "PRO-2026-0009", DAY)
    assert changed == (
        f"id: PRO-2026-0001\n{history}"
        f"{indent}- relation: reversed\n{indent}  proceeding: PRO-2026-0009\n{indent}  date: {DAY}\n"
        f"{indent}  affects:\n{indent}    extent: whole\nstatus: reversed\n"
    )


def test_words_of_the_story_or_a_page_are_no_passage_to_redact() -> None:
    dossier = load(TOY, DAY).dossier
    texts = {name: (TOY / entry.path).read_text("utf-8") for name, entry in dossier.entries.items()}
    first, *_ = (passage for _, passage in edits.passages(dossier, texts, ()))
    later = [passage for _, passage in edits.passages(dossier, texts, [f"A story with {first.text.upper()}."])]
    assert later
    assert first not in later

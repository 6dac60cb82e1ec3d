"""Appending a release to the branch while other releases come first."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dossier.configuration import release_settings
from dossier.errors import DossierError
from dossier.model.addresses import LEDGER
from dossier.releases.publish.append import Addition, _pause, append
from dossier.releases.publish.archives import Asset
from dossier.releases.publish.commit_files import Seal
from dossier.releases.publish.evidence_commit import EvidenceCommit
from dossier.releases.publish.release import ASSETS, ReleaseOrder, Releaser
from dossier.releases.publish.replacement import Replacer
from dossier.releases.redact.order import RedactionOrder
from dossier.releases.redact.release import Redactor
from dossier.releases.redact.wanted import TextToRedact
from dossier.releases.store import ledger
from dossier.releases.store.branch import Branch, CommitTree
from dossier.releases.store.kept_files import KEPT, KeptFiles
from dossier.releases.store.release_json import Release
from dossier.releases.verify.verify import verify_or_raise
from dossier.system.git import Repository
from tests.shared.frozen_samples import PUBLISHER
from tests.shared.releasing import BRANCH, WorkingClone, git, make_working_clone

DAY = date(2026, 11, 24)
RELEASE = Release("2026.11.24", "2026-11-24", "https://cameras.example.org/vale/", "0" * 40, None, 1)


@pytest.fixture
def works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkingClone:
    """A repository with one release, which tests append to in this process."""
    works = make_working_clone(tmp_path)
    assert works.release("--first").returncode == 0
    works.day += 1
    for name in ("DOSSIER_URL", "SOURCE_DATE_EPOCH"):
        monkeypatch.setenv(name, works.environment()[name])
    return works


def release_first(works: WorkingClone, times: int) -> Callable[[bytes], Seal]:
    """A sealer that lets another release come first, so many times, before it returns an empty seal."""
    other = WorkingClone(works.root.parent / "other", works.original, day=works.day)
    git(works.root.parent, "clone", "--quiet", str(works.original), str(other.root))
    reasons = iter([f"It was number {number}." for number in range(times)])

    def seal(_: bytes) -> Seal:
        for reason in reasons:
            done = other.release("--reissue", "SRC-2026-0003", "--reason", reason)
            assert done.returncode == 0, done.stdout + done.stderr
            break
        return Seal()

    return seal


def next_addition(works: WorkingClone, branch: Branch) -> Addition[Release]:
    """A release of the newest commit that verifies on the branch."""
    works.edit("CLM-2026-0002", ("finds it, at length", "finds it"))
    works.commit()
    settings = release_settings(works.root)
    source = EvidenceCommit.read(works.root, DAY)
    kept = KeptFiles(works.root / KEPT, works.root)
    releaser = Releaser(source, branch, settings.about, settings.publisher, lambda _: Seal(), kept)
    addition = releaser._addition(ReleaseOrder(), branch.tip())
    assert addition.release is not None
    return Addition(addition.release, addition.files, addition.assets, addition.message)


def versions_on_branch(works: WorkingClone) -> list[str]:
    """The versions in the ledger of a branch that verifies."""
    verify_or_raise(CommitTree(Repository(works.original), works.tip()))
    return [line.version for line in ledger.parse(works.read(LEDGER))]


def assets(works: WorkingClone) -> list[str]:
    return sorted(path.name for path in (works.root / ASSETS).iterdir())


def test_a_release_is_made_again_when_others_come_first(works: WorkingClone) -> None:
    works.edit("CLM-2026-0002", ("finds it, at length", "finds it"))
    works.commit()
    settings = release_settings(works.root)
    source = EvidenceCommit.read(works.root, DAY)
    branch = Branch(Repository(works.root), BRANCH, "origin")
    kept = KeptFiles(works.root / KEPT, works.root)
    releaser = Releaser(source, branch, settings.about, settings.publisher, release_first(works, 2), kept)
    outcome = releaser.release(ReleaseOrder())
    assert outcome.commit == works.tip()
    assert outcome.release is not None
    assert (outcome.release.version, outcome.release.previous) == ("2026.11.24.3", "2026.11.24.2")
    assert versions_on_branch(works) == ["2026.11.23", "2026.11.24", "2026.11.24.2", "2026.11.24.3"]
    assert assets(works) == [
        *("data-2026.11.24.3.zip", "evidence-2026.11.24.3.tar.gz", "ledger-head-2026.11.24.3.json"),
    ]


def test_a_text_in_the_name_of_a_record_is_refused(works: WorkingClone) -> None:
    tip = works.tip()
    branch = Branch(Repository(works.root), BRANCH, "origin")
    about = release_settings(works.root).about
    kept = KeptFiles(works.root / KEPT, works.root)
    assets_folder = works.root / ASSETS
    replacer = Replacer(
        branch, about, PUBLISHER, lambda _: Seal(), None, is_signed=False, assets_folder=assets_folder, kept=kept
    )
    redactor = Redactor(replacer)
    for name, text, found in (
        ("CLM-2026-0001", "CLM-2026-0001", "CLM-2026-0001"),
        ("CLM-2026-0001", "dossier-record", "dossier-record/1"),
        ("CLM-2026-0001", "reported-trial", "reported-trial"),
        ("CLM-2026-0001", "2 September 2024", "2024-09-02"),
        ("CLM-2026-0001", "SRC-2026-0001", "SRC-2026-0001"),
        ("CLM-2026-0001", "ashby-vale-police", "ashby-vale-police"),
        ("ashby-vale-police", "CLM-2026-0001", "CLM-2026-0001"),
    ):
        with pytest.raises(DossierError, match=f"the text is a part of `{found}`"):
            redactor.redact(RedactionOrder([(name, None)], (TextToRedact(text),), "A court", "An order"), DAY)
    for number in (0, 2):
        order = RedactionOrder([("CLM-2026-0001", number)], (TextToRedact("We returned it."),), "A court", "An order")
        with pytest.raises(DossierError, match=f"`CLM-2026-0001/{number}` was never published"):
            redactor.redact(order, DAY)
    assert works.tip() == tip


def test_a_release_that_does_not_verify_leaves_the_branch(works: WorkingClone, tmp_path: Path) -> None:
    def prepare(_: str | None) -> Addition[Release]:
        return Addition(RELEASE, {"r/CLM-2026-0001/1/record.json": b"{}"}, (), "Ours\n")

    tip = works.tip()
    with pytest.raises(DossierError, match=r"would not verify.*`r/CLM-2026-0001/1/record\.json` is not the file"):
        append(Branch(Repository(works.root), BRANCH, "origin"), tmp_path / "assets", prepare)
    assert works.tip() == tip
    assert not (tmp_path / "assets").exists()


def test_a_redaction_is_made_again_when_others_come_first(works: WorkingClone) -> None:
    secret = "We returned it."
    assert secret.encode() in works.read("r/CLM-2026-0001/1/record.json")
    about = release_settings(works.root).about
    branch = Branch(Repository(works.root), BRANCH, "origin")
    kept, assets_folder = KeptFiles(works.root / KEPT, works.root), works.root / ASSETS
    sealer = release_first(works, 2)
    replacer = Replacer(branch, about, PUBLISHER, sealer, None, is_signed=False, assets_folder=assets_folder, kept=kept)
    redactor = Redactor(replacer)
    wanted = RedactionOrder([("CLM-2026-0001", None)], (TextToRedact(secret),), "A court", "An order")
    outcome = redactor.redact(wanted, DAY)
    assert outcome.commit == works.tip()
    assert (outcome.release.version, outcome.release.previous) == ("2026.11.24.3", "2026.11.24.2")
    assert versions_on_branch(works) == ["2026.11.23", "2026.11.24", "2026.11.24.2", "2026.11.24.3"]
    assert secret.encode() not in works.read("r/CLM-2026-0001/1/record.json")
    assert assets(works) == ["ledger-head-2026.11.24.3.json"]


def test_after_25_lost_races_the_branch_stays_and_the_message_says_so(
    works: WorkingClone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    branch = Branch(Repository(works.root), BRANCH)
    tips: list[str | None] = []
    ours = next_addition(works, branch)

    def prepare(tip: str | None) -> Addition[Release]:
        tips.append(tip)
        other = branch.commit(tip, {}, f"Another commit, number {len(tips)}\n")
        assert branch.advance(tip, other)
        return ours

    with pytest.raises(DossierError, match="other releases came first 25 times"):
        append(branch, tmp_path / "assets", prepare)
    assert len(set(tips)) == 25
    assert set(ours.files) > {LEDGER}
    assert not (set(ours.files) - {LEDGER}) & set(CommitTree(Repository(works.root), branch.tip() or "").paths())
    # `advance` sleeps as well, for no time in its first attempt.
    waits = [pause for pause in pauses if pause]
    assert len(waits) == 24
    assert waits == sorted(waits)


@pytest.mark.parametrize(("remote", "step"), [(None, "_move_local"), ("origin", "_push")])
def test_a_release_that_comes_at_the_last_moment_is_not_lost(
    works: WorkingClone, monkeypatch: pytest.MonkeyPatch, remote: str | None, step: str
) -> None:
    branch = Branch(Repository(works.root), BRANCH, remote)
    tip, move = branch.tip(), getattr(Branch, step)
    ours, theirs = (branch.commit(tip, {}, f"{whose}\n") for whose in ("Ours", "Theirs"))

    def move_second(self: Branch, new: str, *old: str | None) -> Any:
        if new == ours:
            move(self, theirs, *old)
        return move(self, new, *old)

    monkeypatch.setattr(Branch, step, move_second)
    assert not branch.advance(tip, ours)
    assert branch.tip() == theirs


def test_processes_that_lost_a_race_wait_for_different_times(monkeypatch: pytest.MonkeyPatch) -> None:
    def pause(process: int) -> float:
        monkeypatch.setattr(os, "getpid", lambda: process)
        return _pause(3)

    assert len({pause(process) for process in range(100, 105)}) == 5


def test_a_release_keeps_its_assets_before_the_branch_moves(works: WorkingClone, tmp_path: Path) -> None:
    hook = works.original / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho refused by the host >&2\nexit 1\n")
    hook.chmod(0o755)
    folder = tmp_path / "assets"
    tip = works.tip()

    branch = Branch(Repository(works.root), BRANCH, "origin")
    addition = replace(next_addition(works, branch), assets=(Asset("ledger-head.json", b"{}"),))
    with pytest.raises(DossierError, match="cannot be moved"):
        append(branch, folder, lambda _: addition)
    assert works.tip() == tip
    assert [path.name for path in folder.iterdir()] == ["ledger-head.json"]

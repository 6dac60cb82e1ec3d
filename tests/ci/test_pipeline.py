"""Tests of publishing, job by job, at a simulated host."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ci import commands
from ci.commands import Level
from dossier.cli import main
from dossier.releases.publish import archives
from tests.commands.test_assign_ids import write_claim, write_file, write_source
from tests.shared.host import SimulatedHost, simulated_host
from tests.shared.places import ROOT
from tests.shared.releasing import git
from tests.shared.toy import TOY, put_subject
from tests.shared.warm_engine import client
from tests.shared.workflow import Pipeline, Run

ADDRESS = "https://cameras.example.org/dossier/"
CLAIM = "CLM-2026-0001"
SOURCE = "SRC-2026-0001"
FIRST, SECOND, THIRD = "2026.11.23", "2026.11.24", "2026.11.25"
DONE = {
    "number": "success",
    "release": "success",
    "attest": "success",
    "build": "success",
    "deploy": "success",
    "read-back": "success",
}


@dataclass
class Publishing:
    """A small dossier, its clone with a maintainer, and the pipeline that publishes it."""

    pipeline: Pipeline
    clone: Path

    @property
    def host(self) -> SimulatedHost:
        return self.pipeline.host

    def correct(self, old: str, new: str) -> str:
        """Correct the statement of the claim on main, a day later. Returns the commit."""
        self.pipeline.day += 1
        path = self.clone / f"evidence/claims/{CLAIM}.yaml"
        text = path.read_text("utf-8")
        assert f"statement: {old}\n" in text
        text = text.replace(f"statement: {old}\n", f"statement: {new}\n")
        entry = f"  - {{date: 2026-11-{23 + self.pipeline.day}, was: {old}, reason: It was wrong.}}\n"
        path.write_text(text + entry, "utf-8")
        return self.push()

    def push(self) -> str:
        git(self.clone, "add", "--all")
        git(self.clone, "commit", "--quiet", "--allow-empty", "--message=Merge")
        git(self.clone, "push", "--quiet", "origin", "HEAD:main")
        return git(self.clone, "rev-parse", "HEAD")

    def live(self, path: str) -> str:
        return (self.host.live / path).read_text("utf-8")

    def versions(self) -> list[str]:
        """The releases in the ledger on the branch."""
        ledger = git(self.pipeline.original, "cat-file", "blob", "published:releases/ledger.jsonl")
        return [json.loads(line)["version"] for line in ledger.splitlines()]

    def assert_true(self) -> None:
        """Everything that was released is live, kept by the host and attested, and the living page is the newest."""
        ledger = git(self.pipeline.original, "cat-file", "blob", "published:releases/ledger.jsonl")
        assert self.live("releases/ledger.jsonl") == f"{ledger}\n"
        lines = [json.loads(line) for line in ledger.splitlines()]
        kept = self.host.published()
        assert sorted(kept) == [line["version"] for line in lines]
        assert self.host.tags() == {line["version"]: line["source_commit"] for line in lines}
        assert self.host.attested == {line["sha256sums"] for line in lines}
        for version, files in kept.items():
            described = json.loads(self.live(f"releases/{version}/release.json"))
            listed = {each["name"]: f"sha256:{each['sha256']}" for each in described["archives"]}
            assert files.items() >= listed.items()
            assert set(files) == {*listed, f"ledger-head-{version}.json"}
        statement = next(line for line in self.claim().splitlines() if line.startswith("statement: "))
        assert statement.removeprefix("statement: ") in self.live(f"claims/{CLAIM}/index.html")

    def claim(self) -> str:
        return git(self.pipeline.original, "cat-file", "blob", f"main:evidence/claims/{CLAIM}.yaml")


def make_dossier(folder: Path, front_door: str) -> Path:
    """A clone with a small dossier, and its original at the host."""
    original, clone = folder / "original.git", folder / "clone"
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(original))
    clone.mkdir()
    git(clone, "init", "--quiet", "--initial-branch=main")
    git(clone, "remote", "add", "origin", str(original))
    put_subject(clone)
    shutil.copy(TOY / "mkdocs.yml", clone)
    shutil.copytree(ROOT / "ci", clone / "ci", ignore=shutil.ignore_patterns("__pycache__"))
    write_file(clone, "build.py", front_door)
    write_file(clone, ".gitignore", "/build/\n__pycache__/\n")
    write_file(clone, "pages/index.md", "# Cameras\n\nWords.\n")
    write_file(clone, "pages/about.md", "# About\n\nWords.\n")
    write_source(clone, SOURCE)
    claim = write_claim(clone, CLAIM, SOURCE)
    claim.write_text(claim.read_text("utf-8") + "corrections:\n  - {date: 2026-11-01, was: Else., reason: A slip.}\n")
    return clone


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("programs")
    # A link would lose the environment with the packages.
    (folder / "python3").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', "utf-8")
    (folder / "python3").chmod(0o755)
    return folder


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory, programs: Path) -> Iterator[tuple[Publishing, Run]]:
    """The dossier after its first release, and the run that made it. Tests work on copies."""
    folder = tmp_path_factory.mktemp("released")
    clone = make_dossier(folder, client())
    with simulated_host(folder / "original.git", folder / "live") as host:
        pipeline = Pipeline(folder, folder / "original.git", host, programs, {"DOSSIER_URL": ADDRESS})
        publishing = Publishing(pipeline, clone)
        # Folders and a branch with the names that the jobs use could stop each of them.
        for name in ("origin/published", "published", "release-trial"):
            write_file(clone, f"{name}/releases/ledger.jsonl", "")
        publishing.push()
        git(clone, "push", "--quiet", "origin", "HEAD:refs/heads/build/site")
        run = pipeline.start(first=True)
        assert run.results == DONE, run.printed
        yield publishing, run


@pytest.fixture
def publishing(released: tuple[Publishing, Run], tmp_path: Path) -> Iterator[Publishing]:
    """A copy of the dossier after its first release."""
    before = released[0]
    with simulated_host(tmp_path / "original.git", tmp_path / "live") as host:
        for name in ("original.git", "live", "clone"):
            shutil.copytree(before.pipeline.folder / name, tmp_path / name, dirs_exist_ok=True)
        git(tmp_path / "clone", "remote", "set-url", "origin", str(host.original))
        copied = json.dumps(list(before.host.releases.values())).replace(before.host.address, host.address)
        host.releases = {release["id"]: release for release in json.loads(copied)}
        host.contents, host.attested = dict(before.host.contents), set(before.host.attested)
        variables = dict(before.pipeline.variables)
        yield Publishing(
            Pipeline(tmp_path, host.original, host, before.pipeline.programs, variables), tmp_path / "clone"
        )


@pytest.fixture
def first_run(released: tuple[Publishing, Run], publishing: Publishing) -> Run:
    """The run that made the first release, in the copy."""
    run = released[1]
    return Run(publishing.pipeline, run.definitions, dict(run.inputs), run.attempt, dict(run.jobs), list(run.artifacts))


def messages(printed: str, level: Level = Level.ERROR) -> list[str]:
    return [each.message for each in commands.read(printed.splitlines()) if each.level is level]


def only_error(run: Run, job: str) -> str:
    """The only error of a run, in which this job failed. It is in the summary of the job as well."""
    assert run.jobs[job].result == "failure", run.printed
    [message] = messages(run.printed)
    assert message in run.jobs[job].summary
    return message


def test_the_first_release_needs_permission_and_an_address(tmp_path: Path, programs: Path) -> None:
    clone = make_dossier(tmp_path, client())
    with simulated_host(tmp_path / "original.git", tmp_path / "live") as host:
        pipeline = Pipeline(tmp_path, tmp_path / "original.git", host, programs)
        Publishing(pipeline, clone).push()
        assert "`DOSSIER_URL` is not set" in only_error(pipeline.start(first=True), "release")
        pipeline.variables["DOSSIER_URL"] = ADDRESS
        assert "tick `first release`" in only_error(pipeline.start(), "release")
        write_file(clone, "pages/about.md", "# About\n\n[Nothing](nowhere.md)\n")
        git(clone, "commit", "--quiet", "--all", "--message=Break")
        git(clone, "push", "--quiet", "origin", "HEAD:main")
        assert "nowhere.md" in only_error(pipeline.start(first=True), "release")
        # A fork does not have the variable.
        pipeline.variables["DOSSIER_PUBLISH"] = ""
        assert set(pipeline.start(first=True).results.values()) == {"skipped"}
        assert not git(pipeline.original, "branch", "--list", "published")
        assert host.published() == {}
        assert host.tags() == {}


def test_the_first_release_is_complete(released: tuple[Publishing, Run]) -> None:
    publishing, run = released
    publishing.assert_true()
    writes = [line.partition(" /repos")[0] for line in publishing.host.requests if not line.startswith("GET")]
    # A tag that the host makes together with a release can need a permission that no workflow has.
    assert publishing.host.requests.index("POST /repos/vale/cameras/git/refs") < publishing.host.requests.index(
        "POST /repos/vale/cameras/releases"
    )
    assert len(writes) == 6
    assert all("target_commitish" not in release for release in publishing.host.releases.values())
    assert "a-token" not in run.printed
    assert messages(run.printed) == []


def test_without_changes_only_what_is_missing_is_made(publishing: Publishing) -> None:
    publishing.host.attested.clear()
    publishing.pipeline.variables["DOSSIER_URL"] = "https://vale.example.org/"
    # As a run does that is repeated after its first attempt made the first release.
    run = publishing.pipeline.start(first=True)
    assert run.results == DONE, run.printed
    publishing.assert_true()
    assert publishing.versions() == [FIRST]
    [warning] = messages(run.printed, Level.WARNING)
    assert f"2 permalinks of releases {FIRST} to {FIRST} keep {ADDRESS}" in warning


def test_no_job_of_an_old_run_takes_back_what_two_merges_in_a_row_corrected(
    publishing: Publishing, first_run: Run
) -> None:
    publishing.correct("Something was so.", "Something else was so.")

    def merge_another(_: str) -> None:
        # At the first question to the host, the run has its commit already.
        publishing.host.refuse = lambda _: None
        publishing.correct("Something else was so.", "A third thing was so.")

    publishing.host.refuse = merge_another
    second_run = publishing.pipeline.start()
    assert second_run.results == DONE, second_run.printed
    assert "Something else was so." in publishing.live(f"claims/{CLAIM}/index.html")
    third_run = publishing.pipeline.start()
    assert third_run.results == DONE, third_run.printed
    publishing.assert_true()
    status = publishing.live(f"status/{CLAIM}/1/index.html")
    assert "corrected" in status.lower()
    for run, job in ((first_run, "release"), (first_run, "build"), (first_run, "deploy"), (second_run, "build")):
        run.repeat(job)
        assert "failure" not in run.results.values(), run.printed
        assert run.results["read-back"] == "skipped"
        assert any("out of date" in text for text in messages(run.printed, Level.WARNING))
        assert len(publishing.versions()) == 3
        assert publishing.live(f"status/{CLAIM}/1/index.html") == status
        publishing.assert_true()
    first_run.repeat()
    assert first_run.results == {**DONE, "attest": "skipped"}, first_run.printed
    publishing.assert_true()
    third_run.repeat("deploy")
    assert third_run.results["read-back"] == "success", third_run.printed
    publishing.assert_true()
    # Even without these scripts, no site is built from evidence that is older than the releases.
    git(publishing.clone, "fetch", "--quiet", "origin")
    git(publishing.clone, "checkout", "--quiet", "HEAD^")
    command = ["python3", "build.py", "build", "--published", "refs/remotes/origin/published"]
    done = run_command(publishing, command)
    assert done.returncode == 2
    assert (
        f"the source of release {publishing.versions()[-1]}: the site would deny what was released since" in done.stderr
    )


def test_what_a_killed_run_left_out_is_made_later_and_a_rollback_stops_everything(publishing: Publishing) -> None:
    host = publishing.host
    publishing.correct("Something was so.", "Something else was so.")
    host.refuse = lambda request: 403 if request.endswith("/git/refs") else None
    run = publishing.pipeline.start()
    assert "HTTP 403: Resource not accessible by integration" in only_error(run, "release")
    assert publishing.versions() == [FIRST, SECOND]
    uploads: list[str] = []

    def kill(request: str) -> None:
        uploads.extend([request] if "/uploads/" in request else [])
        if len(uploads) == 2:
            publishing.pipeline.kill()

    host.refuse = kill
    run.repeat("failed")
    assert run.results["release"] == "failure"
    assert len(uploads) == 2
    assert sorted(host.published()) == [FIRST]
    # An upload that was cut off.
    [draft] = [release for release in host.releases.values() if release["draft"]]
    draft["assets"][0] |= {"state": "starter", "size": 0, "digest": None}
    host.refuse = lambda _: None
    publishing.correct("Something else was so.", "A third thing was so.")
    run = publishing.pipeline.start()
    assert run.results == DONE, run.printed
    assert publishing.versions() == [FIRST, SECOND, THIRD]
    publishing.assert_true()
    # The weekly workflow finds nothing, and then a file that was removed and a page that was changed.
    weekly = publishing.pipeline.start("verify")
    assert weekly.results == {"live": "success"}, weekly.printed
    del host.releases[2]["assets"][1]
    page = host.live / f"r/{CLAIM}/2/index.html"
    page.write_text(page.read_text("utf-8") + " ", "utf-8")
    weekly = publishing.pipeline.start("verify")
    site, files = messages(weekly.printed)
    assert f"release {SECOND} lacks `" in files
    assert f"`r/{CLAIM}/2/index.html` is not the file that was released" in site
    roll_back(publishing)


def roll_back(publishing: Publishing) -> None:
    """Roll the branch back by one release, and remove what shows it bit by bit."""
    git(publishing.pipeline.original, "update-ref", "refs/heads/published", "published^")
    message = only_error(publishing.pipeline.start(), "release")
    assert f"the host keeps the ledger head of {THIRD}, and the branch lacks that release" in message
    # The release of the host may be gone as well. Its tag still shows it.
    del publishing.host.releases[3]
    message = only_error(publishing.pipeline.start(), "release")
    assert f"the host has the tag {THIRD}, and the branch lacks that release" in message
    git(publishing.pipeline.original, "tag", "--delete", THIRD)
    publishing.host.releases[1]["assets"][0]["digest"] = f"sha256:{'0' * 64}"
    message = only_error(publishing.pipeline.start(), "release")
    assert f"the ledger head of {FIRST} at the host differs from the branch" in message
    git(publishing.pipeline.original, "update-ref", "-d", "refs/heads/published")
    message = only_error(publishing.pipeline.start(first=True), "release")
    assert f"the ledger head of {FIRST}, and the branch lacks" in message
    weekly = publishing.pipeline.start("verify")
    assert f"the ledger head of {FIRST}, and the branch lacks" in "".join(messages(weekly.printed))


def test_archives_with_removed_words_are_not_made_again(publishing: Publishing) -> None:
    clone = publishing.clone
    git(clone, "fetch", "--quiet", "origin")
    write_file(clone.parent, "words", "Something was so")
    publishing.pipeline.day += 1
    options = ("--authority", "A court", "--reason", "An order", "--onto", "published", "--push")
    redact = ["python3", "build.py", "redact", CLAIM, "--text", str(clone.parent / "words"), *options]
    redacted = run_command(publishing, redact)
    assert redacted.returncode == 0, redacted.stdout + redacted.stderr
    assert publishing.versions() == [FIRST, SECOND]
    publishing.host.releases.clear()
    path = clone / f"evidence/claims/{CLAIM}.yaml"
    path.write_text(path.read_text("utf-8").replace("Something was so.", '"[redacted]."'), "utf-8")
    publishing.push()
    run = publishing.pipeline.start()
    assert run.results == DONE, run.printed
    kept = publishing.host.published()
    assert {version: list(files) for version, files in kept.items()} == {
        version: [f"ledger-head-{version}.json"] for version in (FIRST, SECOND)
    }
    assert [release["make_latest"] for release in publishing.host.releases.values()] == ["false", "true"]
    assert publishing.pipeline.start("verify").results == {"live": "success"}


def test_archives_that_come_out_differently_are_not_written(
    publishing: Publishing, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    git(publishing.clone, "fetch", "--quiet", "origin")
    command = ["release", FIRST, "--onto", "published", "--archives", "--root", str(publishing.clone)]
    assert main(command) == 0
    folder = publishing.clone / "build/release-assets"
    assert len(list(folder.iterdir())) == 2
    shutil.rmtree(folder)
    monkeypatch.setattr(archives, "_ZIP_EPOCH", (1981, 1, 1, 0, 0, 0))
    assert main(command) == 2
    assert "come out differently" in capsys.readouterr().err
    assert main([*command[:1], *command[2:]]) == 2
    assert main([*command, "--push"]) == 2
    assert main([*command[:1], THIRD, *command[2:]]) == 2
    assert not folder.exists()


def test_a_site_that_is_too_large_stops_the_release(publishing: Publishing) -> None:
    script = publishing.clone / "ci/trial.py"
    text = script.read_text("utf-8")
    script.write_text(text.replace("limit: int = HOST_LIMIT", "limit: int = 1_000_000"), "utf-8")
    publishing.correct("Something was so.", "Something else was so.")
    assert "the host accepts 1.0 MB" in only_error(publishing.pipeline.start(), "release")
    assert publishing.versions() == [FIRST]
    assert publishing.host.tags().keys() == {FIRST}


def test_a_site_without_a_later_redaction_is_not_deployed(publishing: Publishing, first_run: Run) -> None:
    first_run.jobs["build"].outputs["published"] = "0" * 40
    before = publishing.live("index.html")
    publishing.host.live.joinpath("index.html").write_text("newer", "utf-8")
    first_run.repeat("deploy")
    assert "the releases changed after this site was built" in only_error(first_run, "deploy")
    assert publishing.live("index.html") == "newer" != before


def run_command(publishing: Publishing, command: list[str]) -> subprocess.CompletedProcess[str]:
    """A command of a maintainer in the clone."""
    moment = str(1795392000 + 86400 * publishing.pipeline.day)
    variables = {"SOURCE_DATE_EPOCH": moment, "DOSSIER_URL": ADDRESS}
    environment = {**os.environ, **variables, "PATH": f"{publishing.pipeline.programs}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(command, cwd=publishing.clone, env=environment, capture_output=True, text=True, check=False)

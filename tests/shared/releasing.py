"""A git clone of a dossier, and its bare original with releases."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dossier.cli import main
from tests.shared.places import ROOT
from tests.shared.toy import TOY
from tests.shared.warm_engine import run_warm

BRANCH = "published"


def git(root: Path, *arguments: str) -> str:
    settings = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *settings, *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@dataclass(slots=True)
class WorkingClone:
    """A clone in which records are edited, and from which releases are pushed to `original`."""

    root: Path
    original: Path
    engine: Path = ROOT
    # True if a command runs in an engine that is loaded already, False if each command starts one.
    is_warm: bool = True
    day: int = 0
    settings: dict[str, str] = field(default_factory=dict)

    def edit(self, name: str, *changes: tuple[str, str]) -> None:
        """Replace parts of the text of a record. The old text must be there."""
        path = next((self.root / "evidence").glob(f"*/{name}.yaml"))
        text = path.read_text("utf-8")
        for old, new in changes:
            assert old in text, (name, old)
            text = text.replace(old, new)
        path.write_text(text, "utf-8")

    def commit(self, message: str = "Edit") -> str:
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--allow-empty", f"--message={message}")
        return git(self.root, "rev-parse", "HEAD")

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "dossier", "release", "--onto", BRANCH, *arguments]

    def environment(self) -> dict[str, str]:
        moment = 1795392000 + 86400 * self.day
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root),
            "PYTHONPATH": str(self.engine),
            "SOURCE_DATE_EPOCH": str(moment),
            "DOSSIER_URL": "https://cameras.example.org/vale/",
            "DOSSIER_DEBUG": "1",
            **self.settings,
        }

    def release(self, *arguments: str, push: bool = True) -> subprocess.CompletedProcess[str]:
        """The finished command `dossier release`."""
        return self.run(*self.command(*(["--push"] if push else []), *arguments)[3:])

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """The finished command `dossier`, run in the clone."""
        if self.is_warm and self.engine == ROOT:
            return run_warm([*arguments], self.root, self.environment())
        command = [sys.executable, "-m", "dossier", *arguments]
        return subprocess.run(
            command, cwd=self.root, env=self.environment(), capture_output=True, text=True, check=False
        )

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """A running command `dossier release --push`."""
        return subprocess.Popen(
            self.command("--push", *arguments),
            cwd=self.root,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def tree(self) -> dict[str, str]:
        """The files on the release branch of the original, with the ids of their blobs."""
        listed = git(self.original, "ls-tree", "-r", BRANCH)
        return {line.split("\t")[1]: line.split()[2] for line in listed.splitlines()}

    def read(self, path: str) -> bytes:
        """The content of a file on the release branch of the original."""
        return subprocess.run(
            ["git", "cat-file", "blob", f"{BRANCH}:{path}"], cwd=self.original, check=True, capture_output=True
        ).stdout

    def tip(self) -> str:
        return git(self.original, "rev-parse", BRANCH)


def runner(
    works: WorkingClone,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *,
    with_warnings: bool = False,
) -> Callable[..., str]:
    """A function that runs a command in this process, and returns its output, or its errors if it is to fail.

    `code` is the exit code to expect. With warnings, the output has what it prints as errors after it.
    """
    for name in ("DOSSIER_URL", "DOSSIER_DEBUG", "SOURCE_DATE_EPOCH"):
        monkeypatch.setenv(name, works.environment()[name])

    def run(*arguments: str, code: int = 0) -> str:
        found = main([*arguments, "--root", str(works.root)])
        printed = capsys.readouterr()
        assert found == code, "".join(printed)
        if with_warnings:
            return "".join(printed)
        return printed.out if code == 0 else printed.err

    return run


def make_working_clone(folder: Path, source: Path = TOY) -> WorkingClone:
    """The toy dossier in a clone, with an original that has no releases."""
    original, root = folder / "original.git", folder / "works"
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(original))
    shutil.copytree(source, root, ignore=shutil.ignore_patterns("build"))
    (root / ".gitignore").write_text("/build/\n/captures/\n", "utf-8")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "remote", "add", "origin", str(original))
    # As on a server, the program that receives a push continues if the program that pushes is killed.
    git(root, "config", "remote.origin.receivepack", "setsid git-receive-pack")
    works = WorkingClone(root, original)
    works.commit("Begin")
    git(root, "push", "--quiet", "origin", "main")
    return works

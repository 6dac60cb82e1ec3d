"""Tests of the programs that publish, with a simulated host."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from ci import read_back, release, size_budget, witness
from tests.shared.browser import serving
from tests.shared.releasing import WorkingClone, git, make_working_clone

ENGINE = (sys.executable, "-m", "dossier")
# Replaces the program `gh` of the host: it stores each release as a file in a folder.
GH = """#!/usr/bin/env python3
import json, os, pathlib, sys
releases = pathlib.Path(os.environ["HOST_RELEASES"])
what, version, *more = sys.argv[2:]
path = releases / f"{version}.json"
with (releases / "calls").open("a") as file:
    file.write(" ".join(sys.argv[1:]) + "\\n")
if what == "view":
    if not path.exists():
        sys.exit("release not found")
    print(path.read_text())
elif what == "create":
    if os.environ.get("HOST_FAILS"):
        sys.exit("HTTP 502")
    path.write_text(json.dumps({"isDraft": False, "files": [arg for arg in more if arg.startswith("/")]}))
elif what == "upload":
    path.write_text(json.dumps({"isDraft": True, "files": [arg for arg in more if arg.startswith("/")]}))
elif what == "edit":
    path.write_text(json.dumps({**json.loads(path.read_text()), "isDraft": False}))
"""


@pytest.fixture
def works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkingClone:
    """A dossier in its repository, with the environment variables of the workflow."""
    works = make_working_clone(tmp_path)
    releases = tmp_path / "releases"
    releases.mkdir()
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "gh").write_text(GH, "utf-8")
    (programs / "gh").chmod(stat.S_IRWXU)
    for name, value in works.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("HOST_RELEASES", str(releases))
    monkeypatch.setenv("GH_TOKEN", "a-token")
    monkeypatch.setenv("GITHUB_REPOSITORY", "vale/cameras")
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))
    monkeypatch.delenv("FIRST_RELEASE", raising=False)
    return works


def output(works: WorkingClone) -> str:
    path = works.root.parent / "output"
    return path.read_text("utf-8") if path.exists() else ""


def host_releases(works: WorkingClone) -> dict[str, Any]:
    """The host's releases, by version."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in (works.root.parent / "releases").glob("*.json")}


def test_the_first_release_needs_permission(works: WorkingClone, monkeypatch: pytest.MonkeyPatch) -> None:
    assert release.main(works.root, ENGINE) == 2
    assert not git(works.original, "branch", "--list", "published")
    monkeypatch.setenv("FIRST_RELEASE", "true")
    assert release.main(works.root, ENGINE) == 0
    head = json.loads(works.read("releases/ledger.jsonl").splitlines()[-1])
    assert output(works) == f"version=2026.11.23\nsums={head['sha256sums']}\n"
    files = host_releases(works)["2026.11.23"]["files"]
    names = ["data-2026.11.23.zip", "evidence-2026.11.23.tar.gz", "ledger-head-2026.11.23.json"]
    assert [Path(file).name for file in files] == names
    calls = (works.root.parent / "releases/calls").read_text("utf-8")
    assert f"--target {head['source_commit']}" in calls
    assert "a-token" not in calls
    assert "a-token" not in "".join(path.read_text("utf-8") for path in (works.root / ".git").glob("config*"))


def test_the_next_run_completes_a_failed_run(works: WorkingClone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRST_RELEASE", "true")
    monkeypatch.setenv("HOST_FAILS", "yes")
    assert release.main(works.root, ENGINE) == 1
    assert output(works) == ""
    monkeypatch.delenv("HOST_FAILS")
    monkeypatch.delenv("FIRST_RELEASE")
    assert release.main(works.root, ENGINE) == 0
    assert output(works).startswith("version=2026.11.23\n")
    assert release.main(works.root, ENGINE) == 0
    assert output(works).count("version=") == 1
    (works.root.parent / "releases/2026.11.23.json").write_text('{"isDraft": true}', "utf-8")
    assert release.main(works.root, ENGINE) == 0
    assert host_releases(works)["2026.11.23"]["isDraft"] is False


def test_the_token_is_sent_to_the_host_only() -> None:
    variables = release.credentials({"GH_TOKEN": "a-token", "GITHUB_SERVER_URL": "https://git.example.org"})
    assert variables["GIT_CONFIG_KEY_0"] == "http.https://git.example.org/.extraheader"
    configured = subprocess.run(
        ["git", "config", "--get-urlmatch", "http.extraheader", "https://git.example.org/vale/cameras"],
        env={**os.environ, **variables},
        check=True,
        capture_output=True,
        text=True,
    )
    assert configured.stdout.startswith("AUTHORIZATION: basic ")
    elsewhere = [*configured.args[:-1], "https://evil.example.com/vale/cameras"]
    assert subprocess.run(elsewhere, env={**os.environ, **variables}, check=False, capture_output=True).stdout == b""
    assert release.credentials({}) == {}


def test_the_size_of_a_site_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "a").write_bytes(b"0" * 300_000)
    (tmp_path / "below/b").write_bytes(b"0" * 500_000)
    assert size_budget.main(tmp_path, limit=1_000_001) == 0
    assert capsys.readouterr().out == "the site takes 0.8 MB in 2 files; the host accepts 1.0 MB\n"
    assert size_budget.main(tmp_path, limit=1_000_000) == 0
    assert "::warning title=size-budget::the site takes 0.8 MB in 2 files" in capsys.readouterr().out
    assert size_budget.main(tmp_path, limit=800_000) == 0
    assert "::warning title=size-budget::" in capsys.readouterr().out
    assert size_budget.main(tmp_path, limit=799_999) == 1
    assert "::error title=size-budget::" in capsys.readouterr().out
    assert size_budget.main(tmp_path / "nowhere") == 1
    (tmp_path / "empty").mkdir()
    assert size_budget.main(tmp_path / "empty") == 1


def test_the_live_site_is_read_until_it_is_complete(
    works: WorkingClone, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert works.release("--first").returncode == 0
    git(works.root, "fetch", "--quiet", "origin", "+refs/heads/published:refs/remotes/origin/published")
    live = works.root.parent / "live"
    live.mkdir()
    archive = subprocess.run(["git", "archive", "published"], cwd=works.original, check=True, capture_output=True)
    unpack = ["tar", "-x", "-C", str(live)]
    pauses: list[float] = []

    def deploy(pause: float) -> None:
        pauses.append(pause)
        subprocess.run(unpack, input=archive.stdout, check=True)

    with serving(live) as address:
        monkeypatch.setenv("DOSSIER_URL", address)
        assert read_back.main(works.root, patience=30, pause=10, sleep=deploy) == 0
        assert pauses == [10]
        assert "files of the newest release are live" in capsys.readouterr().out
        page = live / "r/CLM-2026-0001/1/index.html"
        page.write_bytes(page.read_bytes() + b" ")
        assert read_back.main(works.root, patience=20, pause=10, sleep=pauses.append) == 1
        assert "1 of " in (printed := capsys.readouterr().out)
        assert "`r/CLM-2026-0001/1/index.html`" in printed


class Host(BaseHTTPRequestHandler):
    """Answers requests for releases as the host's API does."""

    def do_GET(self) -> None:
        base = f"http://{self.headers['Host']}"
        names = ("2026.11.23.9", "2026.11.23.10", "2026.11.24")
        if self.path.startswith("/repos/vale/cameras/releases"):
            releases = [
                {"draft": name == "2026.11.24", "assets": [{"name": "other.zip", "url": "x"}, ledger_head(base, name)]}
                for name in names
            ]
            content = json.dumps(releases if self.path.endswith("&page=1") else []).encode()
        elif self.path.startswith("/asset/") and self.headers["Authorization"] == "Bearer a-token":
            content = self.path.encode()
        else:
            self.send_error(404)
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Print no log."""


def ledger_head(base: str, name: str) -> dict[str, str]:
    return {"name": f"ledger-head-{name}.json", "url": f"{base}/asset/{name}"}


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        monkeypatch.setenv("GITHUB_API_URL", address)
        monkeypatch.setenv("GITHUB_REPOSITORY", "vale/cameras")
        monkeypatch.setenv("GH_TOKEN", "a-token")
        yield address
        server.shutdown()
        thread.join()


def test_the_newest_published_head_is_the_witness(host: str, tmp_path: Path) -> None:
    target = tmp_path / "build/witness.json"
    assert host
    assert witness.main(target) == 0
    assert target.read_bytes() == b"/asset/2026.11.23.10"


def test_a_host_without_releases_is_an_error(
    host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert host
    monkeypatch.setenv("GITHUB_REPOSITORY", "vale/nothing")
    assert witness.main(tmp_path / "witness.json") == 1
    assert "::error title=witness::" in capsys.readouterr().out
    assert not (tmp_path / "witness.json").exists()

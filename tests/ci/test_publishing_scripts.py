"""Tests of the parts of jobs that publish."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ci import host_releases, read_back, size_budget, superseded, witness
from ci.credentials import credentials
from ci.host import Host, HostAsset, HostRelease
from ci.ledger import HostFile, ReleasedVersion
from ci.read_back import Clock
from dossier.errors import DossierError
from dossier.system.git import Repository
from tests.shared.local_server import serving
from tests.shared.releasing import git


def test_the_token_is_sent_to_the_host_only() -> None:
    variables = credentials({"GH_TOKEN": "a-token", "GITHUB_SERVER_URL": "https://git.example.org"})
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
    assert credentials({}) == {}


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


class Time:
    """A clock that only moves if a program sleeps, and calls `deploy` then."""

    def __init__(self, deploy: Callable[[], None]) -> None:
        self.seconds = 0.0
        self.pauses: list[float] = []
        self.deploy = deploy

    def sleep(self, pause: float) -> None:
        self.seconds += pause
        self.pauses.append(pause)
        self.deploy()

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.seconds, self.sleep)


def test_the_live_site_is_read_until_it_is_complete_or_the_time_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root, live = tmp_path / "root", tmp_path / "live"
    page = "r/CLM-2026-0001/1/index.html"
    files = release_files(root, {page: b"frozen"})
    live.mkdir()

    def deploy() -> None:
        for path, content in files.items():
            (live / path).parent.mkdir(parents=True, exist_ok=True)
            (live / path).write_bytes(content)

    with serving(live) as address:
        monkeypatch.setenv("DOSSIER_URL", address)
        time = Time(deploy)
        assert read_back.main(root, patience=30, pause=10, clock=time.clock) == 0
        assert time.pauses == [10]
        assert "2 files are live" in capsys.readouterr().out
        (live / page).write_bytes(b"frozen ")
        time = Time(lambda: None)
        assert read_back.main(root, patience=25, pause=10, clock=time.clock) == 1
        assert time.pauses == [10, 10]
        assert f"1 of 2 files are not live as they were published: `{page}`" in capsys.readouterr().out
        # Answers that arrive after the end do not count, however many files are still to be read.
        late = iter([0.0, *[50.0] * 9])
        assert read_back.main(root, patience=25, clock=Clock(lambda: next(late), time.sleep)) == 1
        assert "2 of 2 files" in capsys.readouterr().out


def release_files(root: Path, pages: dict[str, bytes]) -> dict[str, bytes]:
    """The pages and the ledger of a release, on the branch of releases of a new repository."""
    sums = "".join(f"{HostFile.of(content).sha256}  {path}\n" for path, content in pages.items())
    line = {"version": "2026.11.23", "source_commit": "0" * 40, "sha256sums": HostFile.of(sums.encode()).sha256}
    files = {**pages, "releases/ledger.jsonl": f"{json.dumps(line)}\n".encode()}
    described = {"site_url": "https://example.org/", "archives": []}
    unread = {"SHA256SUMS": sums, "release.json": json.dumps(described)}
    for path, content in {
        **files,
        **{f"releases/2026.11.23/{name}": text.encode() for name, text in unread.items()},
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    git(root, "init", "--quiet", "--initial-branch=published")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=Release")
    return files


def test_new_files_are_read_first_and_then_a_sample_of_old_files() -> None:
    old = released("2026.11.23", {f"r/CLM-2026-{number:04}/1/index.html": "a" * 64 for number in range(1000)})
    new = released("2026.11.24", {"r/CLM-2026-0000/2/index.html": "b" * 64})
    expected = list(read_back.expected_hashes([old, new]))
    assert expected[:2] == ["releases/ledger.jsonl", "r/CLM-2026-0000/2/index.html"]
    assert len(expected) == 202
    again = list(read_back.expected_hashes([old, new, released("2026.11.25", {})]))
    assert set(again[1:]) != set(expected[2:])


def released(version: str, listed: dict[str, str], source_commit: str = "") -> ReleasedVersion:
    return ReleasedVersion(version, source_commit, "", b"", "", listed, {})


def test_what_the_host_lacks_or_has_at_another_commit_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(tmp_path, "init", "--quiet")
    # Nothing answers there, and nothing may be asked.
    line, host = released("2026.11.23", {}, "a" * 40), Host("http://127.0.0.1:1", "")
    assert host_releases.missing_files((line,), []) == ["release 2026.11.23 has no release of the host"]
    asset = HostAsset(1, line.head_name, "", 0, HostFile.of(b"another").sha256, is_complete=True)
    kept = HostRelease(1, "2026.11.23", is_draft=False, upload_address="", assets={line.head_name: asset})
    assert host_releases.missing_files((line,), [kept]) == [
        "`ledger-head-2026.11.23.json` at the host is not the file that was released"
    ]
    archived = replace(line, archives={"data.zip": HostFile.of(b"data")})
    (tmp_path / host_releases.ASSETS).mkdir(parents=True)
    for content in (b"data", b"other"):
        (tmp_path / host_releases.ASSETS / "data.zip").write_bytes(content)
        found = host_releases._present(tmp_path, archived)
        assert found == ({"data.zip": content} if content == b"data" else {})
    tags = {"2026.11.23": "b" * 40, "v1": "c" * 40}
    [fault] = witness._tag_faults((line,), tags)
    assert fault == f"the tag 2026.11.23 at the host is at {'b' * 12}, and the branch names {'a' * 12}"
    with pytest.raises(DossierError, match="is at bbbbbbbbbbbb, and not at the commit released"):
        host_releases._has_tag(tmp_path, host, line, tags)
    assert host_releases._has_tag(tmp_path, host, line, {"2026.11.23": "a" * 40})
    assert not host_releases._has_tag(tmp_path, host, line, {})
    assert "its commit is no longer on main" in capsys.readouterr().out


def test_a_run_is_out_of_date_if_it_is_repeated_or_older_than_the_releases(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commits = []
    for name in ("first", "second", "third"):
        git(tmp_path, "commit", "--quiet", "--allow-empty", f"--message={name}")
        commits.append(git(tmp_path, "rev-parse", "HEAD"))
    first, second, third = commits
    git(tmp_path, "update-ref", superseded.MAIN, third)

    def newer(commit: str, last: str, *, is_repeated: bool) -> str | None:
        git(tmp_path, "checkout", "--quiet", "--detach", commit)
        releases = (released("2026.11.23", {}, last),)
        return superseded.newer_commit(Repository(tmp_path), releases, is_repeated=is_repeated)

    assert newer(third, second, is_repeated=True) is None
    # The runs of a queue start in order.
    assert newer(second, first, is_repeated=False) is None
    assert newer(second, first, is_repeated=True) == third
    assert newer(first, second, is_repeated=False) == third
    # Its source is gone since main was purged.
    assert newer(second, "f" * 40, is_repeated=False) is None
    git(tmp_path, "commit", "--quiet", "--allow-empty", "--message=taken off main")
    aside = git(tmp_path, "rev-parse", "HEAD")
    assert newer(aside, first, is_repeated=False) == third

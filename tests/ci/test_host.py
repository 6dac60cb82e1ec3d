"""Tests of what the jobs ask of the host."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from ci import (
    engine,
    host_files,
    host_releases,
    ledger,
    read_back,
    release,
    site_address,
    size_budget,
    superseded,
    trial,
    witness,
)
from ci.host import Host, HostAsset, HostError, HostRelease
from ci.ledger import HostFile
from dossier.errors import DossierError
from tests.shared.host import REPOSITORY, SimulatedHost, simulated_host
from tests.shared.local_server import Silent, running
from tests.shared.releasing import git

FIRST, SECOND = "2026.11.9", "2026.11.10"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with two releases of its only other commit. It is its own original."""
    root = tmp_path / "root"
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "remote", "add", "origin", str(root))
    git(root, "commit", "--quiet", "--allow-empty", "--message=Records")
    source = git(root, "rev-parse", "HEAD")
    git(root, "checkout", "--quiet", "-b", "published")
    lines = [
        {"version": version, "source_commit": source, "sha256sums": f"{number}" * 64}
        for number, version in enumerate((FIRST, SECOND))
    ]
    put(root, "releases/ledger.jsonl", "".join(f"{json.dumps(line)}\n" for line in lines))
    for version in (FIRST, SECOND):
        put(root, f"releases/{version}/SHA256SUMS", "")
        put(root, f"releases/{version}/release.json", json.dumps({"site_url": "https://a.org/", "archives": []}))
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=Releases")
    git(root, "checkout", "--quiet", "main")
    return root


@pytest.fixture
def simulated(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimulatedHost]:
    """The host of the repository, which the environment names."""
    with simulated_host(root, tmp_path / "live") as host:
        for name, value in (("API_URL", host.address), ("REPOSITORY", REPOSITORY)):
            monkeypatch.setenv(f"GITHUB_{name}", value)
        monkeypatch.setenv("GH_TOKEN", "a-token")
        yield host


def put(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")


def complete(root: Path) -> None:
    host_releases.complete(root, Host.of_environment(), {})


def writes(simulated: SimulatedHost) -> list[str]:
    return [request for request in simulated.requests if not request.startswith("GET")]


def test_each_release_of_the_ledger_gets_its_files_once(
    root: Path, simulated: SimulatedHost, capsys: pytest.CaptureFixture[str]
) -> None:
    # As a host with more releases than fit on a page.
    simulated.page_size = 1
    # A person made the tag, with a message.
    git(root, "tag", "--annotate", "--message=First", FIRST, "main")
    complete(root)
    lines = ledger.read(root)
    expected = {line.version: {line.head_name: f"sha256:{HostFile.of(line.head).sha256}"} for line in lines}
    assert simulated.published() == expected
    # Nobody asks for archives that a release does not list.
    assert capsys.readouterr().out == ""
    assert git(root, "rev-parse", SECOND) == git(root, "rev-parse", "main")
    # A draft that a killed run left next to the release changes nothing, whichever the host names first.
    published = simulated.releases[2]
    draft = {**published, "draft": True, "assets": []}
    for pair in ((published, draft), (draft, published)):
        simulated.releases = {1: simulated.releases[1], **dict(enumerate(pair, 2))}
        simulated.requests.clear()
        complete(root)
        assert writes(simulated) == []
    # The weekly workflow counts no draft.
    assert host_files.main(root) == 0
    simulated.releases = {1: simulated.releases[1], 2: {**published, "draft": True}}
    assert host_files.main(root) == 1
    assert f"release {SECOND} has no release of the host" in capsys.readouterr().out
    # A draft may hold what the release does not list, and an upload that was cut off.
    foreign = {**published["assets"][0], "id": 8, "name": "words-that-were-removed.zip"}
    cut_off = {**published["assets"][0], "id": 9, "state": "starter"}
    simulated.releases = {1: simulated.releases[1], 2: {**published, "draft": True, "assets": [foreign, cut_off]}}
    complete(root)
    assert simulated.published() == expected
    # A tag with a message at another commit.
    git(root, "tag", "--annotate", "--force", "--message=Second", SECOND, "published")
    del simulated.releases[2]
    with pytest.raises(DossierError, match=f"the tag {SECOND} is at "):
        complete(root)
    assert host_files.main(root) == 1


def test_what_the_host_kept_is_compared_also_without_its_digests(
    root: Path, simulated: SimulatedHost, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newest = tmp_path / "kept/head.json"
    assert witness.main(newest, root) == 1
    assert "no release of the host has a head" in capsys.readouterr().out
    complete(root)
    [asset] = simulated.releases[2]["assets"]
    asset["digest"] = None
    assert witness.main(newest, root) == 0
    assert newest.read_bytes() == ledger.read(root)[-1].head
    simulated.contents[asset["id"]] = b"x" * asset["size"]
    assert witness.main(newest, root) == 1
    assert f"the ledger head of {SECOND} at the host differs" in capsys.readouterr().out
    # An upload that was cut off shows nothing.
    asset["state"] = "starter"
    assert witness.main(newest, root) == 0
    assert newest.read_bytes() == ledger.read(root)[0].head
    # A host that does not answer has not agreed.
    simulated.refuse = lambda _: 500
    for program in (witness, host_files):
        assert program.main(root=root) == 1
        assert "the host's releases cannot be read: GET " in capsys.readouterr().out


def test_nothing_is_released_before_the_host_has_all_earlier_releases(
    root: Path, simulated: SimulatedHost, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = 0
    calls: list[list[str]] = []

    def run_engine(arguments: list[str], *_: object) -> int:
        calls.append(arguments)
        return code

    monkeypatch.setattr(engine, "main", run_engine)
    monkeypatch.setenv("GITHUB_OUTPUT", str(root / "output"))
    simulated.refuse = lambda request: 403 if request.startswith("POST") else None
    assert release.main(root) == 1
    assert calls == []
    assert "the host's releases are not complete" in capsys.readouterr().out
    # A release that the engine refuses is not one to attest.
    simulated.refuse, code = lambda _: None, 2
    assert release.main(root) == 2
    assert not (root / "output").exists()
    code = 0
    simulated.attested.add("1" * 64)
    assert release.main(root) == 0
    assert (root / "output").read_text("utf-8") == f'unattested=[{{"version": "{FIRST}", "sums": "{"0" * 64}"}}]\n'
    # The host limits requests, so only the newest releases are asked about.
    monkeypatch.setattr(release, "_MOST_ASKED", 1)
    assert release.main(root) == 0
    assert (root / "output").read_text("utf-8").splitlines()[-1] == "unattested=[]"
    # If the host does not say what is attested, nothing is attested twice.
    simulated.attested.clear()
    simulated.refuse = lambda request: 500 if "attestations" in request else None
    assert release.main(root) == 0
    assert (root / "output").read_text("utf-8").splitlines()[-1] == "unattested=[]"
    assert "none is attested now" in capsys.readouterr().out


def test_a_trial_ends_at_its_first_failure_and_leaves_no_branch(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    codes: list[int] = []
    calls: list[list[str]] = []

    def run_engine(arguments: list[str], _: Path) -> int:
        assert git(root, "rev-parse", trial.BRANCH) == git(root, "rev-parse", "published")
        calls.append(arguments)
        return codes.pop(0)

    monkeypatch.setattr(engine, "main", run_engine)
    monkeypatch.setattr(size_budget, "main", lambda *_: codes.pop(0))
    # A trial that was killed left its branch.
    git(root, "branch", trial.BRANCH, "main")
    released = ["--published", f"refs/heads/{trial.BRANCH}"]
    expected = [
        # What is suspended on the branch may be held.
        ["check", "--final", "--format", "github", *released],
        ["release", "--onto", trial.BRANCH],
        ["build", *released],
        ["verify", trial.SITE, "--site"],
    ]
    for steps in range(5):
        codes[:], calls[:] = [*[0] * steps, 3], []
        assert trial.main(root) == 3
        assert calls == expected[: steps + 1]
    codes[:] = [0] * 5
    assert trial.main(root) == 0
    assert not git(root, "branch", "--list", trial.BRANCH)
    git(root, "branch", "-D", "published")
    calls.clear()
    assert trial.main(root) == 1
    assert calls == []
    assert "otherwise somebody deleted the branch: put it back" in capsys.readouterr().out


def test_archives_are_made_again_without_the_token(
    root: Path, simulated: SimulatedHost, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = replace(ledger.read(root)[0], archives={"data.zip": HostFile.of(b"data")})
    made: list[str] = []

    def run_engine(_: object, root: Path, environment: dict[str, str]) -> tuple[int, list[str]]:
        assert environment.keys().isdisjoint({"GH_TOKEN", "GITHUB_TOKEN"})
        for text in made:
            put(root, str(host_releases.ASSETS / "data.zip"), text)
        return (0 if made else 2), ["error: its commit is gone"]

    monkeypatch.setattr(engine, "run", run_engine)
    monkeypatch.setenv("GITHUB_TOKEN", "a-token")
    assert host_releases._archives(root, line) == {}
    assert "its ledger head only: its commit is gone" in capsys.readouterr().out
    made.append("other")
    assert host_releases._archives(root, line) == {}
    assert "its ledger head only: they came out differently" in capsys.readouterr().out
    made.append("data")
    assert host_releases._archives(root, line) == {"data.zip": b"data"}
    assert capsys.readouterr().out == ""


def test_the_archives_of_each_release_with_bytes_that_are_gone_are_left_out() -> None:
    # The first file is suspended by the second release and put back by the fourth.
    listed = [{"a": "old"}, {"a": "notice"}, {"b": "new"}, {"a": "old"}, {"c": "new"}]
    assert ledger._with_replaced_files(listed) == {1, 2}
    # It is redacted by the fourth.
    assert ledger._with_replaced_files([*listed[:3], {"a": "redacted"}]) == {0, 1, 2}


def test_a_branch_that_cannot_be_read_stops_every_program(
    root: Path, simulated: SimulatedHost, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOSSIER_URL", "https://cameras.example.org/")
    git(root, "update-ref", superseded.MAIN, "main")
    git(root, "checkout", "--quiet", "published")
    for text in ("{}\n", "no JSON\n", "[]\n"):
        put(root, "releases/ledger.jsonl", text)
        git(root, "commit", "--quiet", "--all", "--message=Break")
        for program in (superseded, site_address, witness, release, host_files, read_back):
            assert program.main(root=root) == 1, (program, text)
            assert "the branch `published` cannot be read" in capsys.readouterr().out
    git(root, "update-ref", "-d", "refs/heads/published")
    assert read_back.main(root) == 1
    assert "there is no branch `published`" in capsys.readouterr().out
    assert simulated.requests == []


def test_the_token_does_not_follow_a_redirect_and_odd_answers_are_errors() -> None:
    received: list[str | None] = []
    answers: list[tuple[int, bytes]] = []

    class Store(Silent, BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            received.append(self.headers["Authorization"])
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"data")

    class Api(Silent, BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            received.append(self.headers["Authorization"])
            status, content = answers.pop()
            self.send_response(status)
            self.send_header("Location", store)
            self.end_headers()
            self.wfile.write(content)

    with running(Store) as store, running(Api) as api:
        host = Host(api, "a-token")
        asset = HostAsset(1, "data.zip", f"{api}/asset", 4, "", is_complete=True)
        answers.append((302, b""))
        assert host.content(asset) == b"data"
        assert received == ["Bearer a-token", None]
        answers.append((200, b'{"attestations": []}'))
        assert not host.is_attested("0" * 64)
        for answer, words in (((200, b"<html>"), "is not JSON"), ((503, b"[]"), "HTTP 503: Service Unavailable")):
            answers.append(answer)
            with pytest.raises(HostError, match=words):
                host.is_attested("0" * 64)
    for address, words in ((api, "refused"), ("file:///etc/passwd", "is not an HTTP address")):
        with pytest.raises(HostError, match=words):
            host.content(replace(asset, address=address))


def test_a_file_of_the_host_must_be_whole_and_the_same() -> None:
    file = HostFile.of(b"data")
    fields: dict[str, Any] = {"id": 1, "name": "data.zip", "url": "", "size": 4}
    whole = {**fields, "digest": f"sha256:{file.sha256}", "state": "uploaded"}
    for changed, expected in (
        ({}, True),
        ({"digest": None}, True),
        ({"state": "starter"}, False),
        ({"size": 5, "digest": None}, False),
        ({"digest": f"sha256:{'0' * 64}"}, False),
    ):
        release = {"id": 1, "tag_name": "", "draft": False, "upload_url": "", "assets": [{**whole, **changed}]}
        [asset] = HostRelease.parse(release).assets.values()
        assert asset.is_file(file) is expected, changed

"""Suspended revisions can be read nowhere, and come back unchanged."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from shlex import split

import pytest

from ci import engine, judge
from dossier.cli import main
from dossier.releases.aftermath.published import read_published
from dossier.releases.redact.formats import places_with_text
from dossier.releases.redact.wanted import TextToRedact
from dossier.releases.store.branch import Branch
from dossier.releases.store.ledger import parse
from tests.shared.releasing import BRANCH, WorkingClone, git, make_working_clone

CLAIM, SUCCESSOR, FORCE = "CLM-2026-0001", "CLM-2026-0007", "ashby-vale-police"
# A change of another claim, which mentions the suspended claim in prose. That takes nothing along.
MENTION = ("finds it, at length", f"finds it, at some length, as {CLAIM} does")
CHANGED = ("for six weeks.\ndate: 2024", "for seven weeks.\ndate: 2024")
DIGEST_OF_COPY = "c003e88ee99ac64a2e4920c4dcd4c307f46d817c1743adc01cca8721c9343c69"
WITHHELD = "a legal requirement that we may not describe"
# The words of both claims, in every field that a page, an export or another record may show.
WORDS = (
    "Ashby Vale Police used the cameras",
    "Two words need care",
    "the council, as the Vale Gazette reports it",
    "reports that the force borrowed the system",
    "The article gives no dates",
    "It said of six months what was so of six weeks",
    "The claim was withdrawn first",
    "used the system for six months",
    "Ashby Vale Police “borrowed” the system for six weeks",
    "the longest time that a plate was kept",
)


@dataclass
class Suspending:
    """A released dossier. `run` runs a command in this process, and `printed` is what it printed."""

    works: WorkingClone
    capture: pytest.CaptureFixture[str]
    patch: pytest.MonkeyPatch
    printed: str = ""

    @property
    def root(self) -> Path:
        return self.works.root

    def run(self, *arguments: str) -> int:
        self.patch.setenv("SOURCE_DATE_EPOCH", self.works.environment()["SOURCE_DATE_EPOCH"])
        code = main([*arguments, *(() if "--root" in arguments else ("--root", str(self.root)))])
        self.printed = "".join(self.capture.readouterr())
        return code

    def branch(self, command: str, *arguments: str) -> int:
        return self.run(command, *arguments, "--onto", BRANCH)

    def build(self) -> int:
        return self.run("build", "--published", BRANCH)

    def read(self, path: str) -> bytes:
        return git(self.root, "cat-file", "blob", f"{BRANCH}:{path}").encode()

    def blobs(self) -> dict[str, str]:
        listed = (line.split("\t") for line in git(self.root, "ls-tree", "-r", BRANCH).splitlines())
        return {path: details.split()[2] for details, path in listed}

    def site(self, path: str) -> str:
        return (self.root / "build/site" / path).read_text("utf-8")

    def remaining(self) -> list[str]:
        """Each place in the frozen tree, the built site and the archives that has any of the words."""
        texts = tuple(TextToRedact(word) for word in WORDS)
        return [f"{name}: {place}" for name, content in self._published() for place in places_with_text(content, texts)]

    def _published(self) -> Iterator[tuple[str, bytes]]:
        for folder in ("build/site", "build/release-assets"):
            files = (path for path in sorted((self.root / folder).rglob("*")) if path.is_file())
            yield from ((path.relative_to(self.root).as_posix(), path.read_bytes()) for path in files)
        yield from ((path, self.read(path)) for path in self.blobs() if path.startswith(("r/", "releases/")))


@pytest.fixture
def suspending(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Suspending:
    works = make_working_clone(tmp_path)
    for name in ("DOSSIER_URL", "DOSSIER_DEBUG"):
        monkeypatch.setenv(name, works.environment()[name])
    suspending = Suspending(works, capsys, monkeypatch)
    assert suspending.branch("release", "--first") == 0, suspending.printed
    works.day += 1
    return suspending


def suspend(suspending: Suspending) -> None:
    """Suspend a claim with all that shows its text, as the refusal says."""
    (suspending.root / ".gitignore").write_text("/build/\n/captures/\n/suspended/\n", "utf-8")
    suspending.works.commit()
    assert suspending.branch("suspend", "SRC-2026-0009", "--reason-withheld") == 2
    assert f"  {CLAIM}\nthese refer to those:\n  {SUCCESSOR}\n" in suspending.printed
    assert suspending.branch("suspend", CLAIM, "--reason-withheld") == 2
    assert "first take the reference out of its file and release it, and then suspend" in suspending.printed
    command = suspending.printed.strip().splitlines()[-1]
    assert SUCCESSOR in split(command)
    assert FORCE not in command
    reason = "--reason=It is disputed that ASHBY VALE POLICE used the cameras for six months."
    assert suspending.run(*(reason if each == "--reason-withheld" else each for each in split(command)[1:])) == 2
    assert "the reason repeats a sentence of `CLM-2026-0007/1`" in suspending.printed
    assert suspending.run(*split(command)[1:]) == 0, suspending.printed


def test_a_suspended_claim_can_be_read_nowhere_and_comes_back(suspending: Suspending) -> None:
    before = suspending.blobs()
    assert suspending.build() == 0
    assert len(suspending.remaining()) > 20
    # What is kept must not be committed, and nothing happens if it would be.
    assert suspending.branch("suspend", CLAIM, "--reason", "x") == 2
    assert "add `/suspended/` to `.gitignore`" in suspending.printed
    assert suspending.branch("suspend", CLAIM, "--reason", "") == 2
    assert "`--reason` is empty: give a text, or `--reason-withheld`" in suspending.printed
    assert suspending.blobs() == before

    suspend(suspending)
    originals = check_notice(suspending)
    assert suspending.run("cite", CLAIM, "--published", BRANCH) == 2
    assert f"`{CLAIM}` is suspended since release 2026.11.24, and is not cited" in suspending.printed
    release_without_it(suspending)
    assert suspending.remaining() == [], "\n".join(suspending.remaining())
    check_addresses(suspending, originals)
    put_back(suspending, before)


def check_notice(suspending: Suspending) -> set[str]:
    """Return the hashes of what was published."""
    words = "readable in the repository until you take it out; releases need it again after `--lift`"
    assert f"`evidence/claims/CLM-2026-0001.yaml`: {words}" in suspending.printed
    assert "data-2026.11.23.zip" in suspending.printed
    originals = {sha256(file.read_bytes()).hexdigest() for file in (suspending.root / "suspended").iterdir()}
    assert originals == {file.name for file in (suspending.root / "suspended").iterdir()}
    description = json.loads(suspending.read("releases/2026.11.24/release.json"))
    assert {file["sha256"] for file in description["suspended"]} == originals
    assert {file["reason"] for file in description["suspended"]} == {WITHHELD}
    notice = json.loads(suspending.read(f"r/{CLAIM}/1/record.json"))
    assert notice["salt"] in suspending.read(f"r/{CLAIM}/1/index.html").decode()
    assert notice == {
        "id": CLAIM,
        "reason": WITHHELD,
        "release": "2026.11.24",
        "revision": 1,
        "salt": notice["salt"],
        "schema": "dossier-suspension/1",
    }
    assert suspending.run("verify", BRANCH) == 0
    assert f"suspended: `r/{CLAIM}/1/index.html`, by release 2026.11.24: {WITHHELD}" in suspending.printed
    assert suspending.branch("suspend", CLAIM, "--reason-withheld") == 2
    assert "suspended already, for this reason, by release 2026.11.24" in suspending.printed
    # The page of the force is suspended because of the claim. To suspend the force itself, more must be named.
    assert suspending.branch("suspend", FORCE, "--reason-withheld") == 2
    assert "these refer to what is suspended, and must be suspended too:" in suspending.printed
    return originals


def release_without_it(suspending: Suspending) -> None:
    works = suspending.works
    # A release goes on without it, even if the evidence still has it, holds it or corrects it.
    works.edit(CLAIM, ("id: CLM", "hold: {kind: legal-restriction, reason: Order, condition: It ends}\nid: CLM"))
    works.edit(CLAIM, CHANGED)
    works.edit("CLM-2026-0002", MENTION)
    works.commit()
    assert suspending.branch("release") == 2
    assert "the story names `CLM-2026-0001`" in suspending.printed
    subject = (suspending.root / "subject.yml").read_text("utf-8")
    shorter = re.sub(r"  - date: 2025\n.*\n.*CLM-2026-0001.*\n", "", subject)
    (suspending.root / "subject.yml").write_text(shorter, "utf-8")
    works.commit()
    check_purged_branch(suspending)
    assert suspending.branch("release") == 0, suspending.printed
    # The force gets its next revision, without the claim.
    assert "2 changed" in suspending.printed
    assert json.loads(suspending.read(f"r/{FORCE}/2/record.json"))["id"] == FORCE
    assert suspending.run("verify", BRANCH) == 0
    assert suspending.build() == 0, suspending.printed
    assert f"; `check --published {BRANCH}` lists them" in suspending.printed


def check_purged_branch(suspending: Suspending) -> None:
    """A release on a branch whose history was replaced compares with what is kept, and goes on without it."""
    tree = git(suspending.root, "rev-parse", f"{BRANCH}^{{tree}}")
    git(suspending.root, "branch", "purged", git(suspending.root, "commit-tree", tree, "-m", "Purge"))
    kept = suspending.root / "suspended"
    elsewhere = kept.rename(suspending.root / "build" / "elsewhere")
    assert suspending.run("release", "--onto", "purged") == 0, suspending.printed
    assert f"warning: no new revision of `{FORCE}`" in suspending.printed
    assert "1 changed" in suspending.printed
    assert suspending.run("release", "--onto", "purged", "--keep", str(elsewhere)) == 0, suspending.printed
    assert "warning: " not in suspending.printed
    assert "1 changed" in suspending.printed
    # Without what was published, nobody knows if it has the words, unless they may stay in these records.
    (suspending.root / "text").write_text("finds it, at some length", "utf-8")
    redact = ("redact", "CLM-2026-0002", "--text", str(suspending.root / "text"), "--authority", "x", "--reason", "y")
    assert suspending.run(*redact, "--onto", "purged") == 2
    assert "the published bytes are missing" in suspending.printed
    leave = [part for name in (CLAIM, SUCCESSOR, FORCE) for part in ("--leave", name)]
    assert suspending.run(*redact, "--onto", "purged", *leave) == 0
    (suspending.root / "text").unlink()
    # A suspension goes on without it, because an order cannot wait.
    assert suspending.run("suspend", CLAIM, SUCCESSOR, "--reason", "Another order", "--onto", "purged") == 0
    assert suspending.run("verify", "purged") == 0
    elsewhere.rename(kept)


def check_addresses(suspending: Suspending, originals: set[str]) -> None:
    # Every address answers, with the notice.
    for path in (f"claims/{CLAIM}/index.html", f"r/{CLAIM}/1/index.html"):
        assert "in release <a href=" in suspending.site(path)
        assert f"Reason: <bdi>{WITHHELD}</bdi>." in suspending.site(path)
        assert "on 24 November 2026 by <bdi>" in suspending.site(path)
    status = suspending.site(f"status/{CLAIM}/1/index.html")
    assert re.search(r'<b>Suspended</b>\s+by release <a href="[^"]*">2026.11.24</a>', status)
    assert f"claims/{CLAIM}/#history" in status
    # The preserved copy was reviewed with the quotation, which is left out.
    for path in ("api/v1/captures/CAP-2026-0001.json", "data/v1/capture_reviewed.csv", "data/v1/captures.jsonl"):
        assert "CAP-2026-0001" in suspending.site(path)
        assert DIGEST_OF_COPY not in suspending.site(path)
    assert CLAIM not in suspending.site("sitemap.xml").replace(f"r/{CLAIM}", "")
    assert not (suspending.root / f"build/site/api/v1/claims/{CLAIM}.json").exists()
    known = json.loads(suspending.site("verify/known.json"))
    assert known["records"][CLAIM]["revisions"]["1"]["status"] == "suspended"
    assert known["records"][CLAIM]["living"] == f"claims/{CLAIM}/"
    for digest in originals:
        assert [file["suspended"] for file in known["files"][digest]] == ["2026.11.24"]
    assert known["files"][sha256(suspending.read(f"r/{CLAIM}/1/record.json")).hexdigest()][0]["release"] == "2026.11.24"
    # A mention leads to the notice, on the living page and on a new frozen page.
    mention = f'<a href="{{}}claims/{CLAIM}/">{CLAIM}</a>'
    living = mention.format("../../").replace("<a", '<a class="d-id"')
    assert living in suspending.site("claims/CLM-2026-0002/index.html")
    assert mention.format("../../../") in suspending.site("r/CLM-2026-0002/2/index.html")
    # The force repeated the claim. It stays, and only the page that repeated it is suspended.
    history = suspending.site(f"forces/{FORCE}/index.html")
    assert "<strong>Suspended</strong> on 24 November 2026 by release 2026.11.24. Reason:" in history
    assert "<strong>Put back</strong>" not in history
    assert "<b>Current</b>" in suspending.site(f"status/{FORCE}/2/index.html")
    assert f"forces/{FORCE}/" in suspending.site("sitemap.xml")

    (suspending.root / "text").write_text("Ashby Vale Police", "utf-8")
    order = ("--text", str(suspending.root / "text"), "--authority", "x", "--reason", "y")
    assert suspending.branch("redact", CLAIM, *order) == 2
    assert f"`{CLAIM}/1` is suspended, and only a notice is left to redact" in suspending.printed
    check_taken_out(suspending)
    # The end of the suspension would publish the words again.
    (suspending.root / "text").write_text("Ashby Vale Police [[used the cameras]] of Ashby", "utf-8")
    assert suspending.branch("redact", "CLM-2026-0002", *order) == 2
    (suspending.root / "text").unlink()


def check_taken_out(suspending: Suspending) -> None:
    """A pull request takes the files of suspended records out of the evidence. The notice stays at their addresses."""
    works = suspending.works
    git(works.root, "rm", "--quiet", *(f"evidence/claims/{name}.yaml" for name in (CLAIM, SUCCESSOR)))
    works.commit()
    assert suspending.run("check", "--base", "HEAD~1") == 1
    assert "error[identifier-removed]" in suspending.printed
    git(works.root, "update-ref", "refs/remotes/origin/published", BRANCH)
    # The engine of this process saves the judge from setting up a checkout of its own.
    suspending.patch.setattr(engine, "run", lambda arguments, **_: (suspending.run(*arguments), []))
    assert judge.check(works.root) == (0, []), suspending.printed
    assert suspending.branch("release") == 0
    assert suspending.build() == 0, suspending.printed
    assert WITHHELD in suspending.site(f"claims/{CLAIM}/index.html")


def put_back(suspending: Suspending, before: dict[str, str]) -> None:
    works = suspending.works
    # What is put back comes from the folder, or from the history of the branch if the folder was lost or changed.
    assert suspending.branch("suspend", "--lift", SUCCESSOR) == 2
    assert f"--lift --onto {BRANCH}" in suspending.printed
    kept = suspending.root / "suspended"
    next(kept.iterdir()).write_text("changed", "utf-8")
    assert suspending.branch("suspend", "--lift", CLAIM, SUCCESSOR) == 0, suspending.printed
    after = suspending.blobs()
    assert {path: after[path] for path in before if "CLM-2026-0002" not in path and path.startswith("r/")} == {
        path: blob for path, blob in before.items() if "CLM-2026-0002" not in path and path.startswith("r/")
    }
    assert suspending.run("verify", BRANCH) == 0
    back = "by release 2026.11.24.3, byte for byte what was suspended by release 2026.11.24: "
    assert f"put back: `r/{CLAIM}/1/record.json`, {back}" in suspending.printed
    assert f"suspended: `r/{CLAIM}/1/record.json`" not in suspending.printed
    git(works.root, "revert", "--no-edit", "HEAD")
    assert suspending.run("check", "--base", "HEAD~1", "--published", BRANCH) == 0, suspending.printed
    works.edit(CLAIM, ("hold: {kind: legal-restriction, reason: Order, condition: It ends}\n", ""))
    # What changed during the suspension needs its correction, although other releases were made since.
    works.commit()
    for command in (["release", "--onto", BRANCH], ["build", "--published", BRANCH]):
        assert suspending.run(*command) == 1
        assert suspending.printed.count("error[undeclared-correction]") == 1
    works.edit(CLAIM, CHANGED[::-1])
    works.edit("CLM-2026-0002", MENTION[::-1])
    works.commit()
    # To take it back needs none: nobody could read it.
    assert suspending.branch("release") == 0, suspending.printed
    assert suspending.build() == 0, suspending.printed
    assert "<b>Current</b>" in suspending.site(f"status/{CLAIM}/1/index.html")
    history = suspending.site(f"claims/{CLAIM}/index.html")
    assert f"by release 2026.11.24. Reason: <span dir=auto>{WITHHELD}</span>" in history.replace('"', "")
    assert "<strong>Put back</strong> on 24 November 2026 by release 2026.11.24.3, byte for byte." in history
    assert len(suspending.remaining()) > 20


def test_what_is_put_back_makes_the_state_what_it_was(suspending: Suspending) -> None:
    def state() -> str:
        return parse(suspending.read("releases/ledger.jsonl") + b"\n")[-1].state

    before, blobs = state(), suspending.blobs()
    suspend(suspending)
    assert state() != before
    # Without its folder and its history, a suspension cannot end.
    tip = git(suspending.root, "rev-parse", BRANCH)
    tree = git(suspending.root, "rev-parse", f"{BRANCH}^{{tree}}")
    git(suspending.root, "update-ref", f"refs/heads/{BRANCH}", git(suspending.root, "commit-tree", tree, "-m", "x"))
    kept = suspending.root / "suspended"
    kept.rename(suspending.root / "build" / "elsewhere")
    lift = ("suspend", "--lift", CLAIM, SUCCESSOR)
    assert suspending.branch(*lift) == 2
    assert re.search(r"the published bytes of `r/.*` are missing", suspending.printed)
    assert suspending.branch(*lift, "--keep", str(suspending.root / "build" / "elsewhere")) == 0
    assert state() == before
    # With its history it can, without the folder.
    git(suspending.root, "update-ref", f"refs/heads/{BRANCH}", tip)
    assert suspending.branch(*lift) == 0
    assert state() == before
    after = suspending.blobs()
    assert {path: after[path] for path in blobs if path.startswith("r/")} == {
        path: blob for path, blob in blobs.items() if path.startswith("r/")
    }


def test_a_killed_suspension_has_kept_everything_before_the_branch_moves(suspending: Suspending) -> None:
    """The branch stays as it was, and the second attempt succeeds."""
    before = suspending.blobs()
    moved = Branch.advance

    def killed(_: Branch, __: str | None, new: str) -> bool:
        description = git(suspending.root, "cat-file", "blob", f"{new}:releases/2026.11.24/release.json")
        wanted = {file["sha256"] for file in json.loads(description)["suspended"]}
        for name in wanted:
            assert sha256((suspending.root / "suspended" / name).read_bytes()).hexdigest() == name
        raise KeyboardInterrupt

    suspending.patch.setattr(Branch, "advance", killed)
    (suspending.root / ".gitignore").write_text("/build/\n/captures/\n/suspended/\n", "utf-8")
    names = (CLAIM, SUCCESSOR)
    # The page of the force is suspended as well, but the words of its own record are not.
    reason = "An order for the Chief Constable of Ashby Vale"
    assert suspending.branch("suspend", *names, "--reason", reason) == 130
    assert suspending.blobs() == before
    # A file that was only half written is written again.
    next((suspending.root / "suspended").iterdir()).write_bytes(b"{")
    suspending.patch.setattr(Branch, "advance", moved)
    # A page, the story and a comment repeat a sentence in other spellings, and name nothing.
    repeated = "ASHBY VALE POLICE used the\ncameras of *Ashby* Vale Council for six&nbsp;weeks"
    for name, text in (
        ("pages/about.md", f"\n{repeated}.\n"),
        ("subject.yml", f"# {repeated}\n".replace("\n", " ")),
        ("evidence/claims/CLM-2026-0003.yaml", "# ashby vale police used the\n# system for six months\n"),
    ):
        with (suspending.root / name).open("a", encoding="utf-8") as file:
            file.write(text)
    assert suspending.branch("suspend", *names, "--reason", reason) == 0
    assert f"r/{FORCE}/1/index.html (refers to {CLAIM} or repeats its text)" in suspending.printed
    listed = suspending.printed.partition("THE TEXT IS STILL in these files (4)")[2].splitlines()
    copy, claim = "evidence/captures/CAP-2026-0001.yaml", "evidence/claims/CLM-2026-0003.yaml"
    assert listed[1:-1] == [f"  {path}" for path in ("subject.yml", copy, claim, "pages/about.md")]
    assert listed[-1].startswith("take the sentences out of the evidence, `subject.yml` and the pages")
    withhold(suspending, reason)
    assert all(sha256(file.read_bytes()).hexdigest() == file.name for file in (suspending.root / "suspended").iterdir())


def test_each_line_of_the_subject_that_names_a_suspended_body_is_listed(suspending: Suspending) -> None:
    (suspending.root / ".gitignore").write_text("/build/\n/captures/\n/suspended/\n", "utf-8")
    subject = suspending.root / "subject.yml"
    named = subject.read_text("utf-8").replace("{name: Hills,", "{name: Ashby Vale Police area,")
    subject.write_text(named.replace("Are searches reported", "Are searches by ASHBY VALE POLICE reported"), "utf-8")
    assert suspending.branch("suspend", FORCE, "--reason-withheld") == 2
    assert suspending.run(*split(suspending.printed.strip().splitlines()[-1])[1:]) == 0, suspending.printed
    [listed] = re.findall(r"^`subject.yml` NAMES THE RECORDS.* take it out of (.*)$", suspending.printed, re.MULTILINE)
    names = re.compile("ashby.vale.police|CLM-2026-0001", re.IGNORECASE)
    lines = enumerate(subject.read_text("utf-8").splitlines(), 1)
    assert listed.split(", ") == [f"line {number}" for number, line in lines if names.search(line)]


def withhold(suspending: Suspending, reason: str) -> None:
    """The reason of a second suspension is withheld. The first reason can be removed from its release."""
    notice = suspending.read(f"r/{CLAIM}/1/record.json")
    kept = sorted((suspending.root / "suspended").iterdir())
    # The new reason is published as well, and may repeat nothing of what was suspended.
    assert suspending.branch("suspend", CLAIM, SUCCESSOR, "--reason", f"Ashby Vale Police {WORDS[7]}.") == 2
    assert f"the reason repeats a sentence of `{CLAIM}/1`" in suspending.printed
    assert suspending.branch("suspend", CLAIM, SUCCESSOR, "--reason-withheld") == 0
    assert sorted((suspending.root / "suspended").iterdir()) == kept
    assert "AN EARLIER REASON IS STILL PUBLISHED by these releases, on their pages" in suspending.printed
    assert f"  2026.11.24: {reason}\n" in suspending.printed
    command = split(suspending.printed.strip().splitlines()[-1])[1:]
    assert command[:2] == ["redact", "--root"]
    file = suspending.root / "build" / "reason"
    file.write_text(reason, "utf-8")
    assert suspending.run(*(str(file) if part == "FILE" else part for part in command)) == 0, suspending.printed
    assert reason not in suspending.read("releases/2026.11.24/index.html").decode()
    # The hash of the first notice stays, and nothing published has its salt, without which nobody can confirm a guess.
    assert sha256(notice).hexdigest().encode() in suspending.read("releases/2026.11.24/SHA256SUMS")
    salt = json.loads(notice)["salt"]
    assert not [path for path in suspending.blobs() if salt.encode() in suspending.read(path)]
    published = read_published(BRANCH, suspending.root)
    changes = published.suspension_changes[f"r/{FORCE}/1/record.json"]
    assert [change.reason for change in changes] == ["[redacted]", WITHHELD]
    # A reason that was redacted is not listed again.
    assert suspending.branch("suspend", CLAIM, SUCCESSOR, "--reason", "Another order") == 0
    assert suspending.branch("suspend", CLAIM, SUCCESSOR, "--reason-withheld") == 0
    assert "  2026.11.24.4: Another order\n" in suspending.printed
    assert "  2026.11.24: " not in suspending.printed

"""Refused releases: each says why and leaves the branch as it was."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from dossier.cli import main
from dossier.errors import DossierError
from dossier.model.addresses import LEDGER
from dossier.model.subject import SUBJECT
from dossier.releases.aftermath.published import read_published
from dossier.releases.publish.evidence_commit import descends, evidence_files, source_commit
from dossier.releases.store import ledger
from dossier.releases.store.branch import Branch, CommitTree
from dossier.system.git import Repository
from tests.shared.releasing import BRANCH, WorkingClone, git, make_working_clone


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> WorkingClone:
    """A repository with one release and a later edit. Tests work on copies of it."""
    works = make_working_clone(tmp_path_factory.mktemp("original"))
    assert works.release("--first").returncode == 0
    works.day += 1
    works.edit("CLM-2026-0002", ("finds it, at length", "finds it"))
    works.commit()
    return works


@pytest.fixture
def works(original: WorkingClone, tmp_path: Path) -> WorkingClone:
    git(tmp_path, "clone", "--quiet", "--mirror", str(original.original), "original.git")
    subprocess.run(["cp", "-r", str(original.root), str(tmp_path / "works")], check=True)
    copy = WorkingClone(tmp_path / "works", tmp_path / "original.git", day=original.day)
    git(copy.root, "remote", "set-url", "origin", str(copy.original))
    return copy


def refused(works: WorkingClone, *arguments: str, code: int = 2, push: bool = True) -> str:
    """The output of a release that is refused."""
    before = git(works.original, "for-each-ref")
    done = works.release(*arguments, push=push)
    assert done.returncode == code, done.stdout + done.stderr
    assert git(works.original, "for-each-ref") == before
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def tamper(works: WorkingClone, path: str, content: bytes | None) -> None:
    """Change, add or remove a file of the branch with an extra commit."""
    folder = works.root.parent / "tampering"
    git(works.root.parent, "clone", "--quiet", "--branch", BRANCH, str(works.original), str(folder))
    if content is None:
        (folder / path).unlink()
    else:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=Tamper")
    git(folder, "push", "--quiet", "origin", BRANCH)


def test_an_existing_version(works: WorkingClone) -> None:
    assert "there is a release 2026.11.23 already" in refused(works, "2026.11.23")


def test_a_version_below_the_last(works: WorkingClone) -> None:
    assert "2026.11.22.9 is not above 2026.11.23, the version of the last release" in refused(works, "2026.11.22.9")


@pytest.mark.parametrize("version", ["v1", "2026.11.31", "2026.1.5", "2026.11.24.1", "latest", "../x"])
def test_a_name_that_no_release_can_have(works: WorkingClone, version: str) -> None:
    assert f"`{version}` is not the name of a release" in refused(works, version)


def test_a_missing_branch_without_first(works: WorkingClone) -> None:
    git(works.original, "update-ref", "-d", f"refs/heads/{BRANCH}")
    for ref in (f"refs/heads/{BRANCH}", f"refs/remotes/origin/{BRANCH}"):
        git(works.root, "update-ref", "-d", ref)
    assert "there is no branch `published`" in refused(works)
    assert "there is no branch `published`" in refused(works, push=False)


def test_first_with_an_existing_branch(works: WorkingClone) -> None:
    assert "holds releases already" in refused(works, "--first")
    git(works.root, "update-ref", "-d", f"refs/heads/{BRANCH}")
    # The branch still exists if only the last fetch shows it.
    assert "holds releases already" in refused(works, "--first", push=False)
    # A branch of other files does not hold releases, and its files are not called changed.
    git(works.root, "update-ref", f"refs/heads/{BRANCH}", "HEAD")
    for arguments in ((), ("--first",)):
        assert "`published` holds no releases: they need a branch" in refused(works, *arguments, push=False)


def test_a_second_first_release_on_a_mistyped_branch(works: WorkingClone) -> None:
    done = works.run("release", "--onto", "publised", "--first")
    assert done.returncode == 2
    assert "`published` holds releases already: release onto that branch" in done.stderr


def test_settings_that_are_not_as_committed(works: WorkingClone) -> None:
    config = works.root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("editors@vale", "others@vale"), "utf-8")
    assert "`mkdocs.yml` is not as committed" in refused(works)


def test_a_version_after_today(works: WorkingClone) -> None:
    works.edit("CLM-2026-0002", ("finds it", "finds it again"))
    works.commit()
    assert "2099.01.01 is after today" in refused(works, "2099.01.01")


def test_a_remote_that_cannot_be_read_is_not_empty(works: WorkingClone) -> None:
    git(works.root, "remote", "set-url", "origin", str(works.root.parent / "nowhere.git"))
    output = refused(works, "--first")
    assert "`origin` cannot be read, so it is not known whether `published` exists" in output


def test_a_remote_that_was_rolled_back(works: WorkingClone) -> None:
    assert works.release().returncode == 0
    works.edit("CLM-2026-0002", ("finds it", "finds this"))
    works.commit()
    git(works.original, "update-ref", f"refs/heads/{BRANCH}", f"{BRANCH}^")
    assert "was rolled back or rewritten" in refused(works)


def test_a_stale_copy_of_the_branch(works: WorkingClone) -> None:
    """A release on it could never be pushed. `redact` and `suspend` append to the branch in the same way."""
    branch = Branch(Repository(works.root), BRANCH)
    stale = git(works.root, "rev-parse", BRANCH)
    git(works.original, "update-ref", f"refs/heads/{BRANCH}", later_commit(works.original))
    way_on = f"use `--push`, or first run `git fetch origin {BRANCH}:{BRANCH}`"
    assert f"`{BRANCH}` at `origin` has releases that are not here, and" in (output := refused(works, push=False))
    assert way_on in output
    assert git(works.root, "rev-parse", BRANCH) == stale
    # What was last fetched counts if the remote cannot be reached.
    git(works.root, "fetch", "--quiet", "origin")
    git(works.root, "remote", "set-url", "origin", str(works.root.parent / "nowhere.git"))
    with pytest.raises(DossierError, match=way_on):
        branch.require_up_to_date()
    theirs = git(works.root, "rev-parse", f"origin/{BRANCH}")
    # A new history of the same releases, for which the owner of the branch has to push by force.
    git(works.root, "update-ref", branch.ref, git(works.root, "commit-tree", f"{theirs}^{{tree}}", "-m", "Purged"))
    branch.require_up_to_date()
    tampered = branch.commit(stale, {LEDGER: b"{}\n"}, "Ours\n")
    git(works.root, "update-ref", branch.ref, tampered)
    with pytest.raises(DossierError, match="each hold releases that the other lacks"):
        branch.require_up_to_date()
    git(works.root, "update-ref", "-d", branch.ref)
    branch.require_up_to_date()
    git(works.root, "remote", "remove", "origin")
    git(works.root, "update-ref", branch.ref, stale)
    assert works.release(push=False).returncode == 0


def later_commit(root: Path) -> str:
    """A commit after the tip of the branch, which only has another line in the ledger."""
    branch, tip = Branch(Repository(root), BRANCH), git(root, "rev-parse", BRANCH)
    [(_, lines)] = CommitTree(branch.repository, tip).read([LEDGER])
    return branch.commit(tip, {LEDGER: lines + b"{}\n"}, "Theirs\n")


def test_an_older_source(works: WorkingClone) -> None:
    assert works.release().returncode == 0
    git(works.root, "checkout", "--quiet", "--detach", "HEAD^")
    works.edit("CLM-2026-0005", ("id: ", "# A remark.\nid: "))
    works.commit()
    assert "does not descend from" in refused(works)
    with pytest.raises(DossierError, match="if the history had to be replaced, release once with `--source-rewritten`"):
        read_published(BRANCH, works.root).require_source(works.root)


def test_a_rewritten_source(works: WorkingClone, capsys: pytest.CaptureFixture[str]) -> None:
    """After main was purged, a release says so and on whose authority. Nothing else can go on."""
    last = ledger.parse(works.read(LEDGER))[-1].source_commit
    order = works.root.parent / "order.txt"
    rewritten = ("--source-rewritten", str(order))
    order.write_text("authority: Vale County Court\nwhy: An order\n", "utf-8")
    assert "must have two lines, `authority: …` and `reason: …`" in refused(works, *rewritten)
    order.write_text("authority: Vale County Court\nreason: An order of 26 November: purge\n", "utf-8")
    assert "descends from" in refused(works, *rewritten)
    # The history is replaced, and the commit that was released is gone.
    works.edit("CLM-2026-0002", ("finds it", "finds it, at length"))
    shutil.rmtree(works.root / ".git")
    git(works.root, "init", "--quiet", "--initial-branch=main")
    git(works.root, "remote", "add", "origin", str(works.original))
    works.commit()
    output = refused(works)
    assert "it is not known whether this source descends" in output
    assert "if it had to be replaced, release once with `--source-rewritten`" in output
    works.edit("CLM-2026-0001", ("for six weeks.\ndate", "for nine weeks.\ndate"))
    works.commit()
    assert "error[undeclared-correction]: `statement` differs" in refused(works, *rewritten, code=1)
    works.edit("CLM-2026-0001", ("for nine weeks.\ndate", "for six weeks.\ndate"))
    works.commit()
    done = works.release(*rewritten)
    assert (done.returncode, "release 2026.11.24: no new revision" in done.stdout) == (0, True), done.stderr
    order_as_published = {
        "authority": "Vale County Court",
        "previous": last,
        "reason": "An order of 26 November: purge",
    }
    assert json.loads(works.read("releases/2026.11.24/release.json"))["source_rewritten"] == order_as_published
    page = works.read("releases/2026.11.24/index.html").decode()
    assert f"does not descend from <code>{last}</code>" in page
    assert "By <bdi>Vale County Court</bdi>: <bdi>An order of 26 November: purge</bdi>" in page
    assert main(["verify", BRANCH, "--repo", str(works.original)]) == 0
    said = f"source rewritten: release 2026.11.24 does not descend from commit {last}; by Vale County Court: An order"
    assert said in capsys.readouterr().out
    # The next release follows as usual.
    works.day += 1
    works.edit("CLM-2026-0002", ("finds it, at length", "finds it"))
    works.commit()
    assert works.release().returncode == 0


def test_a_source_whose_history_was_not_fetched(works: WorkingClone) -> None:
    git(works.root, "push", "--quiet", "origin", "main")
    shallow = works.root.parent / "shallow"
    address = works.original.as_uri()
    git(works.root.parent, "clone", "--quiet", "--depth=1", "--branch=main", address, str(shallow))
    clone = WorkingClone(shallow, works.original, day=works.day)
    # A commit that was not fetched may still exist.
    order = works.root.parent / "order.txt"
    order.write_text("authority: Vale County Court\nreason: An order\n", "utf-8")
    for arguments in ((), ("--source-rewritten", str(order))):
        assert "(the clone is shallow): fetch the whole history" in refused(clone, *arguments)
    # The same if the commit is here, and what is between is not. With all between them, the descent is known.
    head, last = (git(works.root, "rev-parse", name) for name in ("HEAD", "HEAD^"))
    git(shallow, "fetch", "--quiet", "--depth=1", "origin", last)
    with pytest.raises(DossierError, match="the clone is shallow"):
        descends(Repository(shallow), head, last)
    git(works.root, "commit", "--quiet", "--allow-empty", "--message=Edit")
    git(works.root, "push", "--quiet", "origin", "main")
    git(shallow, "fetch", "--quiet", "--depth=2", "origin", "main")
    newer = git(shallow, "rev-parse", "FETCH_HEAD")
    assert Repository(shallow).is_shallow()
    assert descends(Repository(shallow), newer, head)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("", "the site has no address"),
        ("http://127.0.0.1:8000/", "is this machine's own address"),
        ("http://localhost/", "is this machine's own address"),
        ("http://[::1]/", "is this machine's own address"),
    ],
)
def test_an_address_that_others_cannot_reach(works: WorkingClone, address: str, why: str) -> None:
    works.settings = {"DOSSIER_URL": address}
    assert why in refused(works)


def test_evidence_that_was_never_committed(tmp_path: Path) -> None:
    with pytest.raises(DossierError, match="git cannot read a repository"):
        source_commit(Repository(tmp_path))
    git(tmp_path, "init", "--quiet")
    with pytest.raises(DossierError, match="has no commit to release"):
        source_commit(Repository(tmp_path))


def test_evidence_with_uncommitted_changes(works: WorkingClone) -> None:
    works.edit("CLM-2026-0005", ("id: ", "# A remark.\nid: "))
    assert "`evidence/claims/CLM-2026-0005.yaml` is not as committed" in refused(works)
    git(works.root, "checkout", "--quiet", ".")
    (works.root / "evidence/claims/CLM-2026-0100.yaml").write_text("id: CLM-2026-0100\n", "utf-8")
    assert "`evidence/claims/CLM-2026-0100.yaml` is not as committed" in refused(works)
    (works.root / "evidence/claims/CLM-2026-0100.yaml").unlink()
    # A name may have bytes that are no text.
    odd = Path(os.fsdecode(os.fsencode(works.root / "evidence") + b"/\xff.yaml"))
    odd.touch()
    assert "`evidence/�.yaml` is not as committed" in refused(works)
    odd.unlink()
    with (works.root / SUBJECT).open("a", encoding="utf-8") as file:
        file.write("# A remark.\n")
    assert f"`{SUBJECT}` is not as committed" in refused(works)


def test_a_file_that_git_ignores_is_not_released(works: WorkingClone) -> None:
    (works.root / ".gitignore").write_text("/build/\n/captures/\nhill-walkers.yaml\n", "utf-8")
    works.commit()
    folder = works.root / "evidence/organisations"
    text = (folder / "vale-walkers.yaml").read_text("utf-8").replace("id: vale-walkers", "id: hill-walkers")
    (folder / "hill-walkers.yaml").write_text(text, "utf-8")
    assert works.release().returncode == 0
    assert not [path for path in works.tree() if "hill-walkers" in path]


def test_records_with_errors(works: WorkingClone) -> None:
    works.edit("CLM-2026-0005", ("date: ", "date: 2031 # "))
    # The preserved copies are not in the commit, and a release compares the quotations with them.
    for name in ("CLM-2026-0001", "CAP-2026-0001"):
        works.edit(name, ("“borrowed” the system for six weeks", "“borrowed” the system for ten weeks"))
    works.commit()
    output = refused(works, code=1)
    assert "error[quote-not-in-source]" in output
    assert "error[impossible-date]" in output
    assert "--> evidence/claims/CLM-2026-0005.yaml:" in output
    assert "nothing was released" in output


def test_a_change_that_declares_no_correction(works: WorkingClone, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither a release nor the living site may have it: both say the same."""
    works.edit("CLM-2026-0001", ("for six weeks.\ndate", "for nine weeks.\ndate"))
    (works.root / "evidence/claims/CLM-2026-0003.yaml").unlink()
    works.commit()
    output = refused(works, code=1).replace("there are errors, and nothing was released", "the site was not built")
    assert "error[undeclared-correction]" in output
    assert "error[identifier-removed]" in output
    assert main(["build", "--root", str(works.root), "--no-search", "--published", BRANCH]) == 1
    assert "".join(capsys.readouterr()) == output
    assert not (works.root / "build/site").exists()


def test_a_mark_without_a_redaction(works: WorkingClone, capsys: pytest.CaptureFixture[str]) -> None:
    works.edit("PRO-2026-0003", ('neutral_citation: "[2025] AVRT 4"', 'neutral_citation: "[redacted]"'))
    works.edit(
        "CLM-2026-0003", ("The Roads Tribunal held that the regulator had no power", "The [redacted] had no power")
    )
    works.commit()
    assert refused(works, code=1).count("undeclared-correction") == 2
    arguments = ["check", "--root", str(works.root), "--base", "HEAD~2", "--format", "full"]
    assert main(arguments) == 0
    capsys.readouterr()
    assert main([*arguments, "--published", BRANCH]) == 1
    printed = capsys.readouterr().out
    assert printed.count("undeclared-correction") == 2
    assert "AVRT 4" not in printed


def test_a_placeholder(works: WorkingClone) -> None:
    path = works.root / "evidence/claims"
    git(works.root, "mv", str(path / "CLM-2026-0005.yaml"), str(path / "CLM-2026-NEW-later.yaml"))
    works.edit("CLM-2026-NEW-later", ("id: CLM-2026-0005", "id: CLM-2026-NEW-later"))
    works.commit()
    assert "error[placeholder-identifier]" in refused(works, code=1)


def test_a_blank_in_the_prose(works: WorkingClone) -> None:
    about = works.root / "pages/about.md"
    about.write_text(f"{about.read_text('utf-8')}\n[FILL IN: who pays\nfor it]\n", "utf-8")
    works.commit()
    # The commit is released and not the folder, so the blank counts even if it is filled in by now.
    about.write_text("# About\n", "utf-8")
    output = refused(works, code=1)
    assert "error[unfilled-blank]: `[FILL IN: who pays for it]` is a blank" in output
    assert "--> pages/about.md:" in output


def test_hidden_files_and_scripts_of_the_commit(works: WorkingClone) -> None:
    names = [
        "evidence/claims/.gitattributes",
        "pages/.drafts/about.md",
        "pages/.drafts/more.md",
        "captures/CAP-2026-0001/.note",
        "pages/evil.js",
    ]
    for name in (*names, "pages/.gitkeep"):
        (works.root / name).parent.mkdir(parents=True, exist_ok=True)
        (works.root / name).write_text("" if name.endswith(".gitkeep") else "x", "utf-8")
    git(works.root, "add", "--force", "captures/CAP-2026-0001/.note")
    works.commit()
    # Only the commit counts.
    for name in names[1:]:
        (works.root / name).unlink()
    output = refused(works, code=1)
    for name in (names[0], "pages/.drafts", names[3]):
        assert f"hidden, so it is not read\n  --> {name}\n" in output
    assert "error[not-a-page]: `evil.js`" in output
    assert "4 errors" in output


def test_a_release_runs_no_program_of_the_user(works: WorkingClone) -> None:
    ran, program = works.root.parent / "ran", works.root.parent / "program"
    program.write_text(f"#!/bin/sh\ntouch '{ran}'\ncat\n", "utf-8")
    program.chmod(0o755)
    for name in ("core.fsmonitor", "filter.any.clean", "filter.any.smudge", "diff.any.textconv", "diff.external"):
        git(works.root, "config", name, str(program))
    (works.root / ".git/info/attributes").write_text("*.yaml filter=any diff=any\n", "utf-8")
    # The times of the files differ from those that git noted, so that it would compare their contents.
    for path in (works.root / "evidence").rglob("*.yaml"):
        path.write_bytes(path.read_bytes())
    ran.unlink(missing_ok=True)
    done = works.release()
    assert done.returncode == 0, done.stderr
    assert not ran.exists()


def test_a_page_of_prose_that_is_a_link(works: WorkingClone) -> None:
    (works.root / "pages/link.md").symlink_to("about.md")
    works.commit()
    assert "`pages/link.md` is not a regular file in the commit" in refused(works)


def test_a_commit_with_a_name_twice(works: WorkingClone) -> None:
    """Two programs could read different records from it."""
    blob = bytes.fromhex(git(works.root, "hash-object", "-w", ".gitignore"))
    listed = subprocess.run(["git", "cat-file", "tree", "HEAD^{tree}"], cwd=works.root, check=True, capture_output=True)
    write = ["git", "hash-object", "-t", "tree", "-w", "--literally", "--stdin"]
    twice = listed.stdout + 2 * (b"100644 twice\0" + blob)
    tree = subprocess.run(write, cwd=works.root, check=True, capture_output=True, input=twice).stdout.decode().strip()
    git(works.root, "update-ref", "HEAD", git(works.root, "commit-tree", "-p", "HEAD", "-m", "Twice", tree))
    assert "has the name `twice` twice" in refused(works)


def test_a_commit_with_a_path_out_of_its_folder(tmp_path: Path) -> None:
    """An old commit, of which the archives are made again, is read without its names being checked."""
    git(tmp_path, "init", "--quiet")
    (tmp_path / "file").write_text("text", "utf-8")
    write = ("git", "hash-object", "-t", "tree", "-w", "--literally", "--stdin")
    content = b"100644 file\0" + bytes.fromhex(git(tmp_path, "hash-object", "-w", "file"))
    for name in (b"..", b"evidence"):
        tree = subprocess.run(write, cwd=tmp_path, check=True, capture_output=True, input=content).stdout.decode()
        content = b"40000 " + name + b"\0" + bytes.fromhex(tree.strip())
    tree = subprocess.run(write, cwd=tmp_path, check=True, capture_output=True, input=content).stdout.decode()
    commit = git(tmp_path, "commit-tree", "-m", "Out", tree.strip())
    with pytest.raises(DossierError, match=r"`evidence/\.\./file` is not a regular file in the commit"):
        evidence_files(Repository(tmp_path), commit)


def test_a_removed_record(works: WorkingClone) -> None:
    git(works.root, "rm", "--quiet", "evidence/claims/CLM-2026-0005.yaml")
    works.commit()
    assert "error[identifier-removed]" in refused(works, code=1)


@pytest.mark.parametrize("arguments", [("--reissue", "CLM-2026-0001"), ("--reason", "It was unreadable.")])
def test_a_reissue_without_a_reason(works: WorkingClone, arguments: tuple[str, ...]) -> None:
    assert "`--reissue` and `--reason` go together" in refused(works, *arguments)


def test_a_reissue_of_an_unknown_record(works: WorkingClone) -> None:
    output = refused(works, "--reissue", "CLM-2026-0999", "--reason", "It was unreadable.")
    assert "`CLM-2026-0999` has no revision that could be issued again\n" in output
    output = refused(works, "--reissue", "clm-2026-0001", "--reason", "It was unreadable.")
    assert "`clm-2026-0001` has no revision that could be issued again; did you mean `CLM-2026-0001`?" in output


@pytest.mark.parametrize(
    ("path", "change", "why"),
    [
        ("r/CLM-2026-0001/1/index.html", b"<p>", "is not the file that was released"),
        ("r/CLM-2026-0001/1/record.json", b"{}", "is not the file that was released"),
        ("r/CLM-2026-0001/1/record.json", None, "is missing"),
        ("r/CLM-2026-0001/2/record.json", b"{}", "is not listed by any release"),
        ("releases/2026.11.23/index.html", b"<p>", "is not the file that was released"),
        ("releases/2026.11.23/SHA256SUMS", b"", "does not have the hash that the ledger gives"),
        ("releases/2026.11.23/SHA256SUMS.tsr", b"x", "is present, but the ledger does not list it"),
        ("releases/ledger.jsonl", None, "is missing"),
        ("releases/ledger.jsonl", b"", "names no release"),
        ("releases/ledger.jsonl", b"{}\n", "has no ledger entry in line 1"),
    ],
)
def test_a_branch_that_was_tampered_with(works: WorkingClone, path: str, change: bytes | None, why: str) -> None:
    tamper(works, path, change)
    output = refused(works)
    assert "the branch `published` does not verify" in output
    assert f"`{path}` {why}" in output


def test_a_ledger_that_does_not_chain(works: WorkingClone) -> None:
    assert works.release().returncode == 0
    first, second = works.read(LEDGER).splitlines(keepends=True)
    line = ledger.parse(first)[0]
    other = replace(line, state="0" * 64).to_bytes() + b"\n"
    tamper(works, LEDGER, other + second)
    works.edit("CLM-2026-0002", ("finds it", "finds this"))
    works.commit()
    assert "does not chain: line 2 (2026.11.24) lacks the hash of the line before" in refused(works)


def test_a_branch_that_is_checked_out(works: WorkingClone) -> None:
    git(works.root, "symbolic-ref", "HEAD", f"refs/heads/{BRANCH}")
    assert "the branch `published` is checked out" in refused(works)


@pytest.mark.parametrize("name", ["../x", "a..b", "with space"])
def test_an_impossible_name_of_a_branch(works: WorkingClone, name: str) -> None:
    done = works.release("--onto", name)
    assert (done.returncode, "cannot be the name of a branch" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("name: The Vale Record Society", 'name: ""', "set `extra.publisher.name`"),
        ("contact: editors@vale.example.org", 'contact: ""', "how to reach its publisher in private"),
        ("contact: editors@vale.example.org", "contact: editors", "neither an e-mail address nor a web address"),
        ("contact: editors@vale.example.org", "contact: https://localhost/x", "this machine's own address"),
        ("    address: 1 Mill Street, Ashby", "    town: Ashby", "`extra.publisher` can only have"),
    ],
)
def test_a_dossier_for_which_nobody_answers(works: WorkingClone, old: str, new: str, words: str) -> None:
    path = works.root / "mkdocs.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    works.commit()
    assert words in refused(works)


def test_a_warning_is_counted_and_refuses_nothing(works: WorkingClone) -> None:
    subject = works.root / SUBJECT
    story = "story:\n  - {date: 2025, text: The regulator fines the council., records: [PRO-2026-0002]}\n"
    subject.write_text(subject.read_text("utf-8").partition("story:\n")[0] + story, "utf-8")
    works.commit()
    done = works.release()
    assert done.returncode == 0, done.stderr
    [line] = [line for line in done.stderr.splitlines() if "warning" in line]
    counts, _, check = line.partition("; `")
    done = works.run(*check.partition("`")[0].split())
    assert done.returncode == 0, done.stderr
    assert "warning[outdated-story]: `PRO-2026-0002` was reversed" in done.stdout
    assert counts == done.stdout.splitlines()[-1]
    assert counts.startswith("0 errors, 1 warning in")

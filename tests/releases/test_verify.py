"""Verification names every change, addition or removal of a released file."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from dossier.cli import main
from dossier.model.addresses import LEDGER
from dossier.releases.store import ledger
from dossier.releases.store.branch import Branch
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.manifest import ATTRIBUTES, ReleaseTreeState
from dossier.releases.store.release_json import RedactedFile
from dossier.system.git import Repository
from tests.shared.authority import Authority
from tests.shared.frozen_tree import (
    CLAIM,
    FIRST,
    REDACTION,
    SECOND,
    THIRD,
    Files,
    FrozenReleases,
    make_frozen_releases,
    redacted,
    redirecting,
    served,
    write_files,
)

OF_FIRST, OF_SECOND, OF_THIRD = (f"releases/{version}" for version in (FIRST, SECOND, THIRD))
# A file of each class that a release has.
CLASSES = (
    f"{CLAIM}/1/index.html",
    f"{CLAIM}/1/record.json",
    f"{CLAIM}/3/record.json",
    f"{OF_FIRST}/index.html",
    f"{OF_FIRST}/release.json",
    f"{OF_FIRST}/VERIFY.md",
    f"{OF_FIRST}/SHA256SUMS",
    f"{OF_FIRST}/SHA256SUMS.tsr",
    f"{OF_SECOND}/SHA256SUMS.tsr",
    f"{OF_FIRST}/tsa.pem",
    f"{OF_SECOND}/tsa.pem",
    f"{OF_SECOND}/SHA256SUMS.sig",
    f"{OF_SECOND}/allowed_signers",
    f"{OF_THIRD}/SHA256SUMS",
    LEDGER,
)

IDENTITY = {f"GIT_{role}_{part}": "test" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
# The last release has none of these, because it has neither a timestamp nor a signature.
SEALS = tuple(f"{OF_THIRD}/{name}" for name in ("SHA256SUMS.tsr", "tsa.pem", "SHA256SUMS.sig", "allowed_signers"))

REISSUED = {"id": "CLM-2026-0002", "reason": "Unreadable."}
REWRITTEN = {"authority": "Vale County Court", "reason": "An order of 26 November 2026"}
Verify = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> FrozenReleases:
    return make_frozen_releases(tmp_path_factory.mktemp("frozen"))


@pytest.fixture
def verify(frozen: FrozenReleases, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Verify:
    """A function that verifies files as a folder, commit or site, and returns the exit code and output."""

    def run(files: Files, *arguments: str, how: str = "folder") -> tuple[int, str]:
        if how == "ref":
            commit = Branch(Repository(frozen.repository), "published").commit(None, files, "Tampered")
            code = main(["verify", commit, "--repo", str(frozen.repository), *arguments])
        elif how == "folder":
            code = main(["verify", str(write_files(files, tmp_path / "site")), *arguments])
        else:
            with served(write_files(files, tmp_path / "site")) as address:
                code = main(["verify", address, *arguments])
        output = capsys.readouterr()
        assert not output.err
        return code, output.out

    return run


def witness(frozen: FrozenReleases, version: str, folder: Path) -> tuple[str, str]:
    path = folder / f"witness-{version}.json"
    path.write_bytes(frozen.witnesses[version])
    return "--witness", str(path)


@pytest.mark.parametrize("how", ["folder", "ref", "url"])
def test_an_unchanged_tree_holds(frozen: FrozenReleases, verify: Verify, tmp_path: Path, how: str) -> None:
    witnesses = (*witness(frozen, FIRST, tmp_path), *witness(frozen, THIRD, tmp_path))
    (tmp_path / "tsa.pem").write_bytes(frozen.authority.trusted)
    code, output = verify(frozen.files, *witnesses, "--tsa", str(tmp_path / "tsa.pem"), how=how)
    assert code == 0
    first, timestamps, *notes = output.splitlines()
    files = sum(1 for path in frozen.files if Path(path).name in {"index.html", "record.json", "release.json"}) + 3
    assert re.fullmatch(
        rf"holds: 3 releases, {files} files, ledger head 2026\.11\.25, as 2 witnesses have seen it, "
        r"timestamp of 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC for release 2026\.11\.24 verified, "
        r"signature for release 2026\.11\.24 by SHA256:\S+ verified",
        first,
    )
    by = r"2 timestamps by `CN=Test authority`, SHA-256 [0-9a-f]{64}; the releases name the authority http://\S+"
    assert re.fullmatch(by, timestamps)
    assert [note for note in notes if "over HTTP" in note] == notes
    assert bool(notes) is (how == "url")


def test_without_a_witness_a_note_says_what_cannot_be_seen(frozen: FrozenReleases, verify: Verify) -> None:
    assert "cannot be seen without a witness" in verify(frozen.files)[1]


def test_a_timestamp_of_another_authority_is_named(
    frozen: FrozenReleases, verify: Verify, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stranger, tsa = Authority.make(tmp_path / "stranger", "Stranger").trusted, tmp_path / "tsa.pem"
    tsa.write_bytes(stranger)
    code, output = verify(frozen.files, "--tsa", str(tsa))
    assert code == 1
    assert f"`{OF_FIRST}/SHA256SUMS.tsr` is signed by `CN=Test authority`, SHA-256 " in output
    assert len(output.splitlines()) == 2
    assert "give `--tsa` to compare" in verify(frozen.files)[1]
    tsa.write_bytes(b"none")
    assert main(["verify", str(tmp_path / "site"), "--tsa", str(tsa)]) == 2
    assert "has no certificates in PEM" in capsys.readouterr().err
    # The settings of a dossier name the authority of its own branch.
    works = frozen.repository.parent / "works"
    own = ("verify", "published", "--root", str(works))
    assert main(list(own)) == 0
    assert "--tsa" not in capsys.readouterr().out
    (works / "tsa.pem").write_bytes(stranger)
    try:
        assert main(list(own)) == 1
    finally:
        (works / "tsa.pem").write_bytes(frozen.authority.trusted)


@pytest.mark.parametrize("how", ["folder", "ref", "url"])
@pytest.mark.parametrize("path", CLASSES)
def test_a_changed_file_is_named(frozen: FrozenReleases, verify: Verify, path: str, how: str) -> None:
    changed = bytearray(frozen.files[path])
    changed[len(changed) // 2] ^= 0x02
    code, output = verify(frozen.files | {path: bytes(changed)}, how=how)
    assert code == 1
    assert len(output.splitlines()) == 1
    sealed = {"tsa.pem": "SHA256SUMS.tsr", "allowed_signers": "SHA256SUMS.sig"}
    named = re.sub(r"[^/]+$", lambda name: sealed.get(name[0], name[0]), path)
    assert output.startswith(f"does not hold: `{named}` ")


@pytest.mark.parametrize("path", CLASSES)
def test_a_file_with_an_added_byte_is_named(frozen: FrozenReleases, verify: Verify, path: str) -> None:
    code, output = verify(frozen.files | {path: frozen.files[path] + b"\n"})
    assert code == 1
    assert path.rsplit("/", 1)[0] in output


@pytest.mark.parametrize("how", ["folder", "ref", "url"])
@pytest.mark.parametrize("path", CLASSES)
def test_a_dropped_file_is_named(frozen: FrozenReleases, verify: Verify, path: str, how: str) -> None:
    code, output = verify({other: content for other, content in frozen.files.items() if other != path}, how=how)
    assert (code, output) == (1, f"does not hold: `{path}` is missing\n")


@pytest.mark.parametrize("how", ["folder", "ref"])
@pytest.mark.parametrize(
    "path",
    [
        f"{CLAIM}/1/notes.html",
        f"{CLAIM}/4/index.html",
        f"{CLAIM}/index.html",
        "r/CLM-2026-0099/1/index.html",
        "releases/2026.11.22/release.json",
        f"{OF_FIRST}/SHA256SUMS.bak",
        *SEALS,
        "index.html",
        ".well-known/x",
    ],
)
def test_an_added_file_is_named(frozen: FrozenReleases, verify: Verify, path: str, how: str) -> None:
    code, output = verify(frozen.files | {path: b"added"}, how=how)
    what = "is present, but the ledger does not list it" if path in SEALS else "is not listed by any release"
    assert (code, output) == (1, f"does not hold: `{path}` {what}\n")


def test_the_living_pages_of_a_site_are_skipped(frozen: FrozenReleases, verify: Verify) -> None:
    living = dict.fromkeys(("index.html", "claims/a/index.html", "releases/index.html", f"{CLAIM}/index.html"), b"")
    living |= {"sitemap.xml": b""}
    code, output = verify(frozen.files | living)
    assert (code, output.startswith("this looks like a built site: give `--site`")) == (1, True)
    code, output = verify(frozen.files | living, "--site")
    assert (code, "note: living files were not judged: one such as `_redirects`" in output) == (0, True)
    assert "living files" not in verify(frozen.files)[1]
    code, output = verify(frozen.files | living | {f"{CLAIM}/4/index.html": b""}, "--site")
    assert (code, output) == (1, f"does not hold: `{CLAIM}/4/index.html` is not listed by any release\n")


def test_a_tree_without_any_release_is_not_called_tampered_with(verify: Verify) -> None:
    named = f"does not hold: `{LEDGER}` is missing, and so is every file of a release: name the branch of releases, "
    for how in ("folder", "ref"):
        code, output = verify({"mkdocs.yml": b"", "releases/index.html": b""}, how=how)
        assert (code, output) == (1, f"{named}such as `published`\n")


def test_links_are_not_followed(frozen: FrozenReleases, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = write_files(frozen.files, tmp_path / "site")
    page = site / CLAIM / "1/index.html"
    page.rename(tmp_path / "moved")
    page.symlink_to(tmp_path / "moved")
    (site / CLAIM / "2").rename(tmp_path / "folder")
    (site / CLAIM / "2").symlink_to(tmp_path / "folder")
    os.mkfifo(site / "pipe")
    assert main(["verify", str(site)]) == 1
    output = capsys.readouterr().out
    assert f"`{CLAIM}/1/index.html` is not a regular file" in output
    assert f"`{CLAIM}/2/index.html` is missing" in output
    for path in (f"{CLAIM}/2", "pipe"):
        assert f"`{path}` is not listed by any release" in output


def test_the_git_folder_of_a_checkout_is_skipped(frozen: FrozenReleases, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", "--branch", "published", str(frozen.repository), str(clone)], check=True)
    assert main(["verify", str(clone)]) == 0
    # A branch that exists only as a tracking branch is found by its own name.
    subprocess.run(["git", "switch", "--quiet", "--detach"], cwd=clone, check=True)
    subprocess.run(["git", "branch", "--quiet", "-D", "published"], cwd=clone, check=True)
    assert main(["verify", "published", "--repo", str(clone)]) == 0


def checkout(frozen: FrozenReleases, files: Files, folder: Path) -> Path:
    """A checkout of the files, by a git that writes the line breaks of Windows."""
    commit = Branch(Repository(frozen.repository), "published").commit(None, files, "Checked out")
    folder.mkdir()
    command = ["git", "-c", "core.autocrlf=true", f"--work-tree={folder}", "checkout", "--quiet", commit, "--", "."]
    index = {"GIT_INDEX_FILE": str(folder.with_suffix(".index"))}
    subprocess.run(command, cwd=frozen.repository, env=os.environ | index, check=True)
    return folder


def test_changed_line_breaks_are_no_forgery(
    frozen: FrozenReleases, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert frozen.files[ATTRIBUTES] == b"* -text\n"
    assert main(["verify", str(checkout(frozen, frozen.files, tmp_path / "kept"))]) == 0
    files = {path: content for path, content in frozen.files.items() if path != ATTRIBUTES}
    changed = checkout(frozen, files, tmp_path / "changed")
    capsys.readouterr()
    assert main(["verify", str(changed)]) == 1
    named = (
        rf"does not hold: `{LEDGER}` has CRLF in place of LF, as \d\d+ other files, and is as released otherwise: .*"
    )
    assert re.fullmatch(named, capsys.readouterr().out.strip())
    # A forged file is named in addition.
    (changed / f"{CLAIM}/1/index.html").write_bytes(b"<p>\r\n")
    assert main(["verify", str(changed)]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert re.fullmatch(named, first)
    assert second == f"does not hold: `{CLAIM}/1/index.html` is not the file that was released"


def test_only_one_file_may_be_unlisted_and_its_bytes_are_fixed(frozen: FrozenReleases, verify: Verify) -> None:
    files = {path: content for path, content in frozen.files.items() if path != ATTRIBUTES}
    assert verify(files)[0] == 0
    for how in ("folder", "ref"):
        code, output = verify(files | {ATTRIBUTES: b"* -text\n*.html text\n"}, how=how)
        assert (code, output) == (1, f"does not hold: `{ATTRIBUTES}` is not the file that was released\n")
    code, output = verify(frozen.files | {f"r/{ATTRIBUTES}": b"* -text\n"}, how="ref")
    assert (code, output) == (1, f"does not hold: `r/{ATTRIBUTES}` is not listed by any release\n")


def test_every_fault_of_a_branch_is_listed(frozen: FrozenReleases, capsys: pytest.CaptureFixture[str]) -> None:
    """A link or a program hides no forged record."""
    repository = Repository(frozen.repository)
    forged = frozen.files | {f"{CLAIM}/1/record.json": b"{}"}
    commit = Branch(repository, "published").commit(None, forged, "Forged")
    program = repository.output_line("", "rev-parse", f"{commit}:{CLAIM}/1/index.html")
    entries = {"link": f"120000 {program}", f"{CLAIM}/1/index.html": f"100755 {program}", "sub": f"160000 {commit}"}
    index = {"GIT_INDEX_FILE": str(frozen.repository.parent / "faults.index")}
    repository.run("read-tree", commit, extra=index)
    lines = "".join(f"{entry}\t{path}\n" for path, entry in entries.items())
    repository.run("update-index", "--index-info", stdin=lines.encode(), extra=index)
    tree = repository.run("write-tree", extra=index).stdout.decode().strip()
    commit = repository.run("commit-tree", "-m", "Faults", tree, extra=IDENTITY).stdout.decode().strip()
    assert main(["verify", commit, "--repo", str(frozen.repository)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"does not hold: `{CLAIM}/1/record.json` is not the file that was released",
        f"does not hold: `{CLAIM}/1/index.html` is not a regular file",
        "does not hold: `link` is not listed by any release",
        "does not hold: `sub` is not listed by any release",
    ]


def test_many_faults_give_a_short_report(frozen: FrozenReleases, verify: Verify) -> None:
    code, output = verify(frozen.files | {f"stray/{number}": b"" for number in range(3000)}, how="ref")
    assert code == 1
    assert (len(output.splitlines()), output.splitlines()[-1]) == (51, "and 2,950 more")


@pytest.mark.parametrize("field", ["previous", "sha256sums", "timestamp", "signature", "state", "source_commit"])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_every_field_of_the_ledger_counts(frozen: FrozenReleases, verify: Verify, number: int, field: str) -> None:
    """This includes the last line, whose hash is in no later line."""
    lines = frozen.files[LEDGER].splitlines()
    entry = json.loads(lines[number])
    entry[field] = None if field in {"timestamp", "signature"} and entry[field] else "ab" * 32
    lines[number] = rfc8785.dumps(entry)
    code, output = verify(frozen.files | {LEDGER: b"\n".join(lines) + b"\n"})
    assert code == 1
    if number < 2:
        assert output.startswith(f"does not hold: `{LEDGER}` does not chain: line {number + (field != 'previous') + 1}")
    else:
        assert output.startswith("does not hold: `releases/")


def rewritten(files: Files, *, without: str | None = None) -> Files:
    """The files a forger would publish: all hashes computed again, without timestamps and signatures."""
    forged = {path: content for path, content in files.items() if not re.search(r"\.(tsr|sig|pem)$|signers$", path)}
    lines: list[ledger.LedgerLine] = []
    listed: set[str] = set()
    for line in ledger.parse(files[LEDGER]):
        folder = f"releases/{line.version}"
        if line.version == without:
            continue
        description = json.loads(forged[f"{folder}/release.json"]) | {"timestamp": None}
        for entry in (*description["added"], *description["changed"]):
            entry["digest"] = digest(forged[f"r/{entry['id']}/{entry['revision']}/record.json"])
        for entry in description["changed"]:
            entry["previous_digest"] = digest(forged[f"r/{entry['id']}/{entry['revision'] - 1}/record.json"])
        forged[f"{folder}/release.json"] = rfc8785.dumps(description) + b"\n"
        sums = [entry.split("  ")[1] for entry in forged[f"{folder}/SHA256SUMS"].decode().splitlines()]
        content = "".join(f"{digest(forged[path])}  {path}\n" for path in sums).encode()
        forged[f"{folder}/SHA256SUMS"] = content
        listed.update(sums)
        state = ReleaseTreeState(hashes={path: digest(forged[path]) for path in listed})
        lines.append(
            ledger.LedgerLine(
                ledger.head_hash(lines),
                line.version,
                line.source_commit,
                digest(content),
                None,
                None,
                state.newest_hash,
            )
        )
    forged[LEDGER] = b"".join(line.to_bytes() + b"\n" for line in lines)
    return forged


@pytest.mark.parametrize("how", ["folder", "ref", "url"])
def test_only_a_witness_reveals_a_forged_history(
    frozen: FrozenReleases, verify: Verify, tmp_path: Path, how: str
) -> None:
    record = frozen.files[RECORD].replace(b"length", b"leisure")
    page = frozen.files[PAGE].replace(digest(frozen.files[RECORD]).encode(), digest(record).encode())
    forged = rewritten(frozen.files | {RECORD: record, PAGE: page})
    assert verify(forged, how=how)[0] == 0
    code, output = verify(forged, *witness(frozen, FIRST, tmp_path), how=how)
    assert code == 1
    assert output == (f"does not hold: `{LEDGER}` was rewritten: line 1 ({FIRST}) differs from the witness\n")


@pytest.mark.parametrize("how", ["folder", "ref", "url"])
def test_only_a_witness_reveals_a_rollback(frozen: FrozenReleases, verify: Verify, tmp_path: Path, how: str) -> None:
    kept = {path: content for path, content in frozen.files.items() if not path.startswith((OF_THIRD, f"{CLAIM}/3/"))}
    lines = frozen.files[LEDGER].splitlines(keepends=True)
    kept[LEDGER] = b"".join(lines[:2])
    # These are the files that the branch had before, so nothing in them reveals the rollback.
    assert verify(kept, how=how)[0] == 0
    assert verify(kept, *witness(frozen, SECOND, tmp_path), how=how)[0] == 0
    code, output = verify(kept, *witness(frozen, THIRD, tmp_path), how=how)
    assert code == 1
    assert output == (
        f"does not hold: `{LEDGER}` lacks release {THIRD}, which the witness has: "
        "the ledger was rolled back or rewritten\n"
    )


def test_a_malformed_witness_is_refused(
    frozen: FrozenReleases, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = write_files(frozen.files, tmp_path / "site")
    for content in (b"", b"{}\n", frozen.files[LEDGER], frozen.witnesses[FIRST] + b"\n"):
        (tmp_path / "witness").write_bytes(content)
        assert main(["verify", str(site), "--witness", str(tmp_path / "witness")]) == 2
        assert "witness` " in capsys.readouterr().err


def test_a_tree_with_redactions_holds_and_they_are_counted(
    frozen: FrozenReleases, verify: Verify, tmp_path: Path
) -> None:
    files = redacted(frozen, (f"{CLAIM}/1/index.html", f"{CLAIM}/1/record.json", f"{CLAIM}/3/index.html"))
    reported = f"redacted: `{CLAIM}/1/index.html` at p6, by release {REDACTION}; by Vale County Court: order of 26"
    for how in ("folder", "ref", "url"):
        code, output = verify(files, *witness(frozen, THIRD, tmp_path), how=how)
        assert (code, f", 3 files redacted under release {REDACTION}" in output) == (0, True), output
        assert reported in output
        assert "that nothing else changed in a redacted file cannot be checked" in output
    # The file as it was before the redaction no longer holds.
    code, output = verify(files | {f"{CLAIM}/1/index.html": frozen.files[f"{CLAIM}/1/index.html"]})
    assert (code, output) == (1, f"does not hold: `{CLAIM}/1/index.html` is not the file that was released\n")


def test_a_file_listed_again_without_a_redaction_is_named(frozen: FrozenReleases, verify: Verify) -> None:
    code, output = verify(redacted(frozen, (PAGE, RECORD), forge_report=lambda _: []))
    assert code == 1
    assert output == "".join(
        f"does not hold: `{path}` is listed again in `releases/{REDACTION}/SHA256SUMS`, "
        "but no redaction or suspension of it is reported\n"
        for path in (PAGE, RECORD)
    )


PAGE, RECORD = f"{CLAIM}/1/index.html", f"{CLAIM}/1/record.json"
# What a release could report as a redaction, although it removes no words: the forgery, and the fault.
FORGED_REPORTS: dict[str, tuple[Callable[[list[RedactedFile]], list[RedactedFile]], str]] = {
    "no authority": (
        lambda report: [replace(file, authority=" ") for file in report],
        "`redacted` has an unexpected value",
    ),
    "no reason": (lambda report: [replace(file, reason="") for file in report], "`redacted` has an unexpected value"),
    "no place": (
        lambda report: [replace(file, changed=()) for file in report],
        f"`{RECORD}` is reported as redacted at no place",
    ),
    "page at no place": (
        lambda report: [replace(report[0], changed=())],
        f"`{PAGE}` is reported as redacted at no place",
    ),
    "twice": (lambda report: [*report, report[0]], f"`{PAGE}` is reported twice by the same release"),
    "other place": (lambda report: [replace(report[0], changed=("p1",)), report[1]], "at `p1`, and has no mark there"),
}
FORGED_FILES: dict[str, tuple[Callable[[Files], object], str]] = {
    "other page": (
        lambda files: files.update({PAGE: files[PAGE].replace(b'content="CLM-2026-0002/1"', b"")}),
        "revision `",
    ),
    "other digest": (
        lambda files: files.update({PAGE: files[PAGE].replace(digest(files[RECORD]).encode(), b"0" * 64)}),
        f"`{PAGE}` does not print the digest of `{RECORD}`",
    ),
    "other record": (
        lambda files: files.update({RECORD: files[RECORD].replace(b'"kind":"claim"', b'"kind":"source"')}),
        "is not a record of",
    ),
}


@pytest.mark.parametrize("name", FORGED_REPORTS)
def test_a_forged_report_of_a_redaction_is_named(frozen: FrozenReleases, verify: Verify, name: str) -> None:
    forge, fault = FORGED_REPORTS[name]
    code, output = verify(redacted(frozen, (PAGE, RECORD), forge_report=forge))
    assert code == 1
    assert fault in output


@pytest.mark.parametrize("name", FORGED_FILES)
def test_a_file_that_is_no_redaction_is_named(frozen: FrozenReleases, verify: Verify, name: str) -> None:
    forge, fault = FORGED_FILES[name]
    code, output = verify(redacted(frozen, (PAGE, RECORD), forge_files=forge))
    assert code == 1
    assert fault in output


def test_a_redaction_of_another_file_or_of_nothing_is_named(frozen: FrozenReleases, verify: Verify) -> None:
    path = f"{OF_FIRST}/VERIFY.md"

    def report(_: list[RedactedFile]) -> list[RedactedFile]:
        return [RedactedFile(path, digest(frozen.files[path]), "A court", "An order", ("main",))]

    changed = frozen.files[path].replace(b"ledger", b"[redacted]")
    _, output = verify(
        redacted(frozen, (), forge_report=report, forge_files=lambda files: files.update({path: changed}))
    )
    assert f"`{path}` is reported as redacted, and is neither a page nor a record" in output
    same = {path: frozen.files[path]}
    _, output = verify(redacted(frozen, (), forge_report=report, forge_files=lambda files: files.update(same)))
    assert f"`{path}` is reported as changed by release {REDACTION}, and has not changed" in output


def test_a_redacted_record_without_its_page_is_named(frozen: FrozenReleases, verify: Verify) -> None:
    _, output = verify(redacted(frozen, (RECORD,)))
    assert output == f"does not hold: `{PAGE}` does not print the digest of `{RECORD}`\n"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda description: description.update(source_commit="ab" * 20), "gives the source commit `abab"),
        (
            lambda description: description.update(previous=FIRST),
            f"gives the previous release `{FIRST}`, but the ledger gives `{SECOND}`",
        ),
        (lambda description: description.update(version="2026.11.29"), "gives the version `2026.11.29`"),
        (lambda description: description.update(records=3), "reports 3 records, but "),
        (
            lambda description: description.update(timestamp={"authority": "a"}),
            "reports a timestamp, but the ledger lists no timestamp",
        ),
        (
            lambda description: description["changed"][0].update(digest="ab" * 32),
            "record.json` a digest that differs from the manifest",
        ),
        (
            lambda description: description["changed"][0].update(previous_digest="ab" * 32),
            "` a previous digest that it did not have",
        ),
        (
            lambda description: description["changed"][0].update(revision=4),
            "reports revision 4 of `CLM-2026-0002` after revision 2",
        ),
        (lambda description: description.update(changed=[]), "record.json`, which is not reported as new"),
        (
            lambda description: description["reissued"].append({**REISSUED, "revision": 4}),
            "reports 2 revisions of `CLM-2026-0002`",
        ),
        (lambda description: description.update(corrected=["CLM-2026-0002"]), "does not name the corrected records"),
        (lambda description: description.update(withdrawn=["CLM-2026-0001"]), "as `withdrawn` that is not new"),
        (
            lambda description: description.update(source_rewritten={**REWRITTEN, "previous": "ab" * 20}),
            "reports a rewritten source with another commit before it",
        ),
    ],
)
def test_a_release_must_report_what_it_lists(
    frozen: FrozenReleases, verify: Verify, change: Callable[[dict[str, object]], None], message: str
) -> None:
    """The hashes of the release are all right, but its description is false."""
    path = f"{OF_THIRD}/release.json"
    description = json.loads(frozen.files[path])
    change(description)
    content = rfc8785.dumps(description) + b"\n"
    code, output = verify(resealed(frozen, {path: content}))
    assert code == 1
    assert message in output


def test_a_record_must_be_canonical_json_of_its_record(frozen: FrozenReleases, verify: Verify) -> None:
    path = f"{CLAIM}/3/record.json"
    description = json.loads(frozen.files[f"{OF_THIRD}/release.json"])
    record = json.loads(frozen.files[path])
    other = rfc8785.dumps(record | {"id": "CLM-2026-0001"})
    for content in (json.dumps(record).encode(), other, frozen.files[path] + b"\n", b"[]", b"{", b"1.50", b"NaN"):
        description["changed"][0]["digest"] = digest(content)
        files = resealed(frozen, {path: content, f"{OF_THIRD}/release.json": rfc8785.dumps(description) + b"\n"})
        code, output = verify(files)
        assert (code, f"`{path}` is not a record of `CLM-2026-0002`" in output) == (1, True), content


DEEP = [b"[" * 100_000, b'{"a":' * 100_000]
# A change of a description that keeps it canonical JSON.
HOSTILE_DESCRIPTIONS: dict[str, Callable[[dict[str, Any]], object]] = {
    "date": lambda fields: fields.update(date="zork"),
    "date of a number": lambda fields: fields.update(date=5),
    "date without dashes": lambda fields: fields.update(date="20261125"),
    "site_url": lambda fields: fields.update(site_url="javascript:alert(1)//"),
    "site_url of a list": lambda fields: fields.update(site_url=["https://a.example/"]),
    "records": lambda fields: fields.update(records="3"),
    "records of a truth": lambda fields: fields.update(records=True),
    "withdrawn": lambda fields: fields.update(withdrawn=5),
    "withdrawn of numbers": lambda fields: fields.update(withdrawn=[5]),
    "corrected": lambda fields: fields.update(corrected=["../x"]),
    "added": lambda fields: fields.update(added=[{"id": "a", "revision": "1", "digest": "1" * 64}]),
    "added to a path": lambda fields: fields.update(added=[{"id": "../../x", "revision": 1, "digest": "1" * 64}]),
    "changed": lambda fields: fields["changed"][0].update(revision=None),
    "changed of a list": lambda fields: fields["changed"][0].update(id=[1]),
    "changed with a correction": lambda fields: fields["changed"][0].update(corrections=[{"date": "x", "reason": "y"}]),
    "reissued": lambda fields: fields.update(reissued=[{"id": "a", "revision": 1, "reason": 5}]),
    "redacted": lambda fields: fields.update(
        redacted=[{"path": 5, "old_sha256": 1, "authority": "", "reason": "", "changed": []}]
    ),
    "source_rewritten": lambda fields: fields.update(source_rewritten=REWRITTEN | {"previous": "HEAD"}),
    "source_rewritten without a reason": lambda fields: fields.update(
        source_rewritten=REWRITTEN | {"previous": "1" * 40, "reason": " "}
    ),
    "archives": lambda fields: fields.update(archives=[{"name": "<script>x", "bytes": 1, "sha256": "1" * 64}]),
    "archives of texts": lambda fields: fields["archives"][0].update(bytes="a"),
    "timestamp": lambda fields: fields.update(timestamp={"authority": 5}),
    "source_commit": lambda fields: fields.update(source_commit="HEAD"),
    "previous": lambda fields: fields.update(previous=5),
    "version": lambda fields: fields.update(version={}),
}


@pytest.mark.parametrize("name", HOSTILE_DESCRIPTIONS)
def test_a_description_with_an_unexpected_value_is_named(frozen: FrozenReleases, verify: Verify, name: str) -> None:
    path = f"{OF_THIRD}/release.json"
    description = json.loads(frozen.files[path])
    HOSTILE_DESCRIPTIONS[name](description)
    code, output = verify(resealed(frozen, {path: rfc8785.dumps(description) + b"\n"}))
    assert code == 1
    field = name.split(maxsplit=1)[0]
    assert output == f"does not hold: `{path}` does not describe a release: its `{field}` has an unexpected value\n"


@pytest.mark.parametrize("content", DEEP, ids=["list", "mapping"])
def test_deep_json_is_named(frozen: FrozenReleases, verify: Verify, tmp_path: Path, content: bytes) -> None:
    path = f"{OF_THIRD}/release.json"
    code, output = verify(resealed(frozen, {path: content}))
    assert (code, output) == (1, f"does not hold: `{path}` does not describe a release\n")
    record = f"{CLAIM}/3/record.json"
    changed = json.loads(frozen.files[path])
    changed["changed"][0]["digest"] = digest(content)
    code, output = verify(resealed(frozen, {record: content, path: rfc8785.dumps(changed) + b"\n"}))
    assert (code, f"`{record}` is not a record of `CLM-2026-0002`" in output) == (1, True)
    code, output = verify({**frozen.files, LEDGER: content + b"\n"})
    assert (code, output) == (1, f"does not hold: `{LEDGER}` has no ledger entry in line 1\n")
    witness = tmp_path / "witness.json"
    witness.write_bytes(content + b"\n")
    assert main(["verify", str(tmp_path / "site"), "--witness", str(witness)]) == 2


@pytest.mark.parametrize("field", ["previous", "version", "source_commit", "sha256sums", "timestamp", "state"])
@pytest.mark.parametrize("value", [5, [], {}, True, int("1" * 64)], ids=str)
def test_a_ledger_with_a_value_of_another_type_is_named(
    frozen: FrozenReleases, verify: Verify, field: str, value: object
) -> None:
    first, *rest = frozen.files[LEDGER].splitlines(keepends=True)
    line = json.dumps(json.loads(first) | {field: value}, separators=(",", ":"), sort_keys=True).encode()
    code, output = verify({**frozen.files, LEDGER: b"".join([line + b"\n", *rest])})
    assert (code, output) == (1, f"does not hold: `{LEDGER}` has no ledger entry in line 1\n")


HOSTILE_RECORDS: dict[str, Callable[[dict[str, Any]], object]] = {
    "an unknown kind": lambda fields: fields.update(kind="zork"),
    "a number as kind": lambda fields: fields.update(kind=5),
    "a number as record": lambda fields: fields.update(record=5),
    "no record": lambda fields: fields.pop("record"),
    "a list as resolved": lambda fields: fields.update(resolved=[]),
    "no resolved": lambda fields: fields.pop("resolved"),
    "a number in resolved": lambda fields: fields["resolved"].update(sources=5),
    "another identifier": lambda fields: fields["record"].update(id="CLM-2026-0001"),
    "no statement": lambda fields: fields["record"].pop("statement"),
    "a text as reply": lambda fields: fields["record"].update(reply="received"),
    "a text as withdrawn": lambda fields: fields["record"].update(withdrawn="now"),
    "numbers as corrections": lambda fields: fields["record"].update(corrections=[5]),
}


@pytest.mark.parametrize("change", HOSTILE_RECORDS.values(), ids=HOSTILE_RECORDS)
@pytest.mark.parametrize("revision", [1, 3], ids=["old", "new"])
def test_a_record_of_another_shape_is_named(
    frozen: FrozenReleases, verify: Verify, change: Callable[[dict[str, Any]], object], revision: int
) -> None:
    path = f"{CLAIM}/{revision}/record.json"
    fields = json.loads(frozen.files[path])
    change(fields)
    code, output = verify(rewritten({**frozen.files, path: rfc8785.dumps(fields)}))
    assert code == 1
    assert f"does not hold: `{path}` is not a record of `CLM-2026-0002` in canonical JSON" in output


@pytest.mark.parametrize(
    "address",
    [
        *("http://[x", "http://a:99999999/", "http://a:b/", "http://", "https://\u2100.com/"),
        *(f"http://127.0.0.1:9/{end}" for end in ("?x", "#x")),
        *("http://a@127.0.0.1:9/", "http://127.0.0.1:0/", "http:///r/"),
    ],
)
def test_an_address_that_is_no_address_is_refused(capsys: pytest.CaptureFixture[str], address: str) -> None:
    assert main(["verify", address]) == 2
    assert capsys.readouterr().err == f"error: `{address}` is not the address of a site\n"


def resealed(frozen: FrozenReleases, changed: Files) -> Files:
    """The files with some changed, and a new manifest and ledger line for the last release, which has no seal."""
    files = frozen.files | changed
    sums = f"{OF_THIRD}/SHA256SUMS"
    paths = [line.split("  ")[1] for line in files[sums].decode().splitlines()]
    files[sums] = "".join(f"{digest(files[path])}  {path}\n" for path in paths).encode()
    *lines, last = files[LEDGER].splitlines()
    files[LEDGER] = b"\n".join([*lines, rfc8785.dumps(json.loads(last) | {"sha256sums": digest(files[sums])}), b""])
    return files


def test_a_failing_server_gives_no_verdict(
    frozen: FrozenReleases, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "http://127.0.0.1:9/"]) == 2
    assert "`http://127.0.0.1:9/releases/ledger.jsonl` does not answer: " in capsys.readouterr().err
    for name in ("no-such-branch", "\0"):
        assert main(["verify", name, "--repo", str(frozen.repository)]) == 2
    assert "is not an address, a folder, or a branch" in capsys.readouterr().err


def test_a_site_that_redirects_elsewhere_is_named(
    frozen: FrozenReleases, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with served(write_files(frozen.files, tmp_path / "site")) as target, redirecting(target) as address:
        assert main(["verify", address]) == 0
        host = target.removesuffix("/site/")
        assert f"note: files were read from {host}, to which the site redirects\n" in capsys.readouterr().out
        assert main(["verify", target]) == 0
        assert "redirects" not in capsys.readouterr().out


def test_no_model_of_a_record_is_loaded(frozen: FrozenReleases, tmp_path: Path) -> None:
    """To load them takes longer than to verify a thousand files."""
    program = "import sys; from dossier.cli import main; main(sys.argv[1:]); print('pydantic' in sys.modules)"
    site = write_files(frozen.files, tmp_path / "site")
    command = [sys.executable, "-c", program, "verify", str(site)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1795392000"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("holds: ")
    assert done.stdout.endswith("\nFalse\n")


def test_the_commands_of_verify_md_work(frozen: FrozenReleases, tmp_path: Path) -> None:
    """Coreutils, openssl and ssh-keygen are enough to verify a release."""
    files = redacted(frozen, (f"{CLAIM}/2/record.json",))
    site = write_files(files, tmp_path / "site")
    programs = []
    for version in (FIRST, THIRD, REDACTION):
        text = files[f"releases/{version}/VERIFY.md"].decode()
        for line in re.findall(r"^    (.+)$", text, re.MULTILINE):
            done = subprocess.run(["sh", "-ec", line], cwd=site, capture_output=True, text=True, check=False)
            assert done.returncode == 0, (line, done.stderr)
            programs.append(shlex.split(line)[0])
            if line.endswith("| sha256sum"):
                assert ledger.head_hash(ledger.parse(files[LEDGER])) in done.stdout
    assert {"sha256sum", "openssl", "ssh-keygen", "tail"} == set(programs)
    # They fail on changed files.
    (site / f"{CLAIM}/3/record.json").write_bytes(b"{}")
    (site / f"releases/{FIRST}/SHA256SUMS").write_bytes(b"")
    for version, program in ((THIRD, "sha256sum -c"), (FIRST, "openssl ts -verify"), (FIRST, "ssh-keygen")):
        text = files[f"releases/{version}/VERIFY.md"].decode()
        line = next(command for command in re.findall(r"^    (.+)$", text, re.MULTILINE) if command.startswith(program))
        assert subprocess.run(["sh", "-ec", line], cwd=site, capture_output=True, check=False).returncode != 0, line

"""Tests of the independent verifier with the example of `docs/format.md`."""

from __future__ import annotations

import hashlib
import http.server
import io
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

import pytest

import verifier.verify
from tests.shared.local_server import Silent, running
from tests.shared.verdicts import disagreement
from verifier.verify import (
    GITATTRIBUTES,
    LARGEST_FILE,
    LEDGER,
    NotAFile,
    NotCanonical,
    NoVerdict,
    Server,
    canonical,
    has_mark,
    is_address_of_site,
    is_day,
    is_filled_text,
    is_identifier,
    is_living,
    is_version,
    list_folder,
    marked_places_of_page,
    parse_json,
    parse_manifest,
    print_lines,
    read_from_folder,
    verify,
)

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "verifier" / "verify.py"
FIRST, SECOND = "2026.01.05", "2026.01.05.2"
Files = dict[str, bytes]


def example() -> Files:
    """The files of the example, cut out of the page by their names and compared with their sizes."""
    page = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    section = page[page.index("## 18. An example") :]
    files: Files = {}
    for name, size, no_break, block in re.findall(
        r"(?ms)^`([^`\n]+)` \((\d+) bytes(, no line break at the end)?\)\n\n```text\n(.*?\n)```$", section
    ):
        files[name] = block.encode()[:-1] if no_break else block.encode()
        assert len(files[name]) == int(size), name
    assert len(files) == 12
    return files


def named(files: Files, **options: Any) -> set[str]:
    """The paths that the verifier names. Without options, the engine must name the same."""
    if not options:
        found = disagreement(files)
        assert found is None, found
    return {path for path, _ in verify(files.__getitem__, files, **options)}


# --- The example


def test_example_holds() -> None:
    assert verify(example().__getitem__, example()) == []


def test_witness_of_example_holds() -> None:
    files = example()
    witness = files[LEDGER].splitlines(keepends=True)[-1]
    assert verify(files.__getitem__, files, [witness]) == []
    assert hashlib.sha256(witness[:-1]).hexdigest() in (ROOT / "docs" / "format.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [f"releases/{FIRST}/SHA256SUMS", "r/vale/1/record.json"])
def test_change_of_any_byte(path: str) -> None:
    files = example()
    for index in range(len(files[path])):
        changed = bytearray(files[path])
        changed[index] ^= 1
        assert named(files | {path: bytes(changed)}) == {path}


def test_change_of_any_file() -> None:
    files = example()
    for path in files:
        assert path in named(files | {path: files[path] + b"\n"})
        if path != GITATTRIBUTES:
            assert path in named({other: files[other] for other in files if other != path})


def test_remove_first_line_of_ledger() -> None:
    files = example()
    files[LEDGER] = files[LEDGER].splitlines(keepends=True)[1]
    assert named(files) == {LEDGER}


def test_remove_end_of_ledger() -> None:
    files = example()
    assert named(files | {LEDGER: files[LEDGER][:-1]}) == {LEDGER}
    assert [path for path, _ in verify({LEDGER: b""}.__getitem__, {LEDGER})] == [LEDGER]


def test_remove_second_line_of_ledger() -> None:
    files = example()
    lines = files[LEDGER].splitlines(keepends=True)
    files[LEDGER] = lines[0]
    of_second = {path for path in files if path.startswith(f"releases/{SECOND}/")}
    assert len(of_second) == 4
    assert named(files) == of_second | {"r/vale/1/record.json", "r/vale/1/index.html"}
    assert named(files, witnesses=[lines[1]]) == {LEDGER}


def test_add_file() -> None:
    files = example() | {"r/vale/2/index.html": b""}
    assert named(files) == {"r/vale/2/index.html"}


def test_carriage_return_in_gitattributes() -> None:
    files = example() | {GITATTRIBUTES: b"* -text\r\n"}
    assert named(files) == {GITATTRIBUTES}
    assert named(files, is_site=True) == set()


def test_changed_line_endings_are_named() -> None:
    path = f"releases/{FIRST}/VERIFY.md"
    files = example()
    files[path] = files[path].replace(b"\n", b"\r\n")
    assert [words for _, words in verify(files.__getitem__, files)] == [
        "has other line endings than it was published with: git changed them (R34)"
    ]


def test_living_files() -> None:
    files = example()
    living = {"index.html", "r/index.html", "r/vale/index.html", "releases/index.html", "status/vale/1/index.html"}
    assert named(files | dict.fromkeys(living, b""), is_site=True) == set()
    assert named(files | dict.fromkeys(living, b"")) == living
    assert not is_living("r/vale/index_html")
    assert not is_living("releases/2026.01.05/index.html")


def test_limit_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    files = example()
    kept = [content for path, content in files.items() if path.endswith(("/SHA256SUMS", "/release.json"))]
    monkeypatch.setattr(verifier.verify, "MOST_BYTES_IN_MEMORY", sum(map(len, kept)))
    assert verify(files.__getitem__, files) == []
    monkeypatch.setattr(verifier.verify, "MOST_BYTES_IN_MEMORY", sum(map(len, kept)) - 1)
    with pytest.raises(NoVerdict, match="manifests and descriptions have more than"):
        verify(files.__getitem__, files)


# --- Trees that the example does not reach


def write(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def record(identifier: str, name: str) -> bytes:
    fields = {"id": identifier, "kind": "organisation", "resolved": {}, "salt": "0" * 32, "schema": "dossier-record/1"}
    return write(fields | {"record": {"id": identifier, "name": name}})


def page(identifier: str, number: int, content: bytes) -> bytes:
    meta = f'<meta name="dossier-revision" content="{identifier}/{number}">'
    return f'{meta}<a href="record.json">record.json</a>: <code>{sha256(content)}</code>'.encode()


def notice(number: int, release: str, reason: str) -> Files:
    """The two notices of a revision of `vale`."""
    fields = {"id": "vale", "reason": reason, "release": release, "revision": number, "salt": "0" * 32}
    return {
        f"r/vale/{number}/record.json": write(fields | {"schema": "dossier-suspension/1"}),
        f"r/vale/{number}/index.html": (
            f'<meta name="dossier-revision" content="vale/{number}"><meta name="dossier-suspended" content="{release}">'
        ).encode(),
    }


def revision(number: int, name: str) -> Files:
    content = record("vale", name)
    return {
        f"r/vale/{number}/record.json": content,
        f"r/vale/{number}/index.html": page("vale", number, content),
    }


LISTS = ("added", "changed", "corrected", "withdrawn", "reissued", "redacted", "suspended", "lifted", "archives")


class Publisher:
    """A tree that grows by releases, of which each can have mistakes."""

    def __init__(self) -> None:
        self.files: Files = {}
        self.lines: list[bytes] = []
        self.state: dict[str, tuple[int, str]] = {}
        self.last: str | None = None
        self.commit = "a" * 40

    def release(self, version: str, published: Files, /, without: str = "", **fields: Any) -> None:
        """Publish files, with what `fields` say of the description. The manifest does not list `without`."""
        self.files |= published
        for path in (path for path in published if path.endswith("/record.json")):
            _, identifier, number, _ = path.split("/")
            if int(number) >= self.state.get(identifier, (0, ""))[0]:
                self.state[identifier] = (int(number), sha256(published[path]))
        folder = f"releases/{version}/"
        own = {
            folder + "release.json": write(self.description(version) | fields) + b"\n",
            folder + "index.html": b"page",
            folder + "VERIFY.md": b"how",
        }
        own.pop(folder + without, None)
        listed = sorted((own | published).items())
        manifest = "".join(f"{sha256(content)}  {path}\n" for path, content in listed).encode()
        self.files |= own | {folder + "SHA256SUMS": manifest}
        state = "".join(sorted(f"{name} {number} {hash_}\n" for name, (number, hash_) in self.state.items()))
        line = {
            "previous": sha256(self.lines[-1]) if self.lines else "0" * 64,
            "version": version,
            "source_commit": self.commit,
            "sha256sums": sha256(manifest),
            "timestamp": None,
            "signature": None,
            "state": sha256(state.encode()),
        }
        self.lines.append(write(line))
        self.files[LEDGER] = b"".join(line + b"\n" for line in self.lines)
        self.last = version

    def description(self, version: str) -> dict[str, Any]:
        return {name: [] for name in LISTS} | {
            "schema": "dossier-release/1",
            "version": version,
            "previous": self.last,
            "date": version.replace(".", "-")[:10],
            "site_url": "https://dossier.example/",
            "source_commit": self.commit,
            "source_rewritten": None,
            "records": 1,
            "timestamp": None,
            "salt": "1" * 32,
        }

    def add(self, **fields: Any) -> None:
        """Publish the first revision of `vale`."""
        published = revision(1, "first")
        entry = {"id": "vale", "revision": 1, "digest": sha256(published["r/vale/1/record.json"])}
        self.release("2026.01.01", published, **({"added": [entry]} | fields))

    def suspend(self, **entry: Any) -> None:
        """Suspend the first revision of `vale`."""
        published = notice(1, "2026.01.02", "order")
        self.release("2026.01.02", published, suspended=[self.suspension(path) | entry for path in published])

    def suspension(self, path: str) -> dict[str, Any]:
        return {"path": path, "sha256": sha256(self.files[path]), "reason": "order", "record": "vale"}

    def lift(self, published: Files) -> None:
        lifted = [{"path": path, "sha256": sha256(self.files[path])} for path in published]
        self.release("2026.01.03", published, lifted=lifted)

    def named(self) -> set[str]:
        return named(self.files)


BOTH = {"r/vale/1/record.json", "r/vale/1/index.html"}


def test_suspension_and_lifting_hold() -> None:
    publisher = Publisher()
    publisher.add()
    assert publisher.named() == set()
    publisher.suspend()
    assert publisher.named() == set()
    publisher.lift(revision(1, "first"))
    assert publisher.named() == set()


@pytest.mark.parametrize("names_notice", [False, True])
def test_suspension_of_a_suspended_revision(names_notice: bool) -> None:
    """The entry has the hash of what was published, so that the lifting brings it back."""
    publisher = Publisher()
    publisher.add()
    hashes = {path: sha256(publisher.files[path]) for path in BOTH}
    publisher.suspend()
    notices = notice(1, "2026.01.02.2", "another order")
    entries = [publisher.suspension(path) | {"reason": "another order"} for path in notices]
    if not names_notice:
        entries = [entry | {"sha256": hashes[entry["path"]]} for entry in entries]
    publisher.release("2026.01.02.2", notices, suspended=entries)
    assert publisher.named() == (BOTH if names_notice else set())
    publisher.lift(revision(1, "first"))
    assert publisher.named() == (BOTH if names_notice else set())


def test_lifting_brings_other_bytes() -> None:
    publisher = Publisher()
    publisher.add()
    publisher.suspend()
    publisher.lift(revision(1, "other"))
    assert publisher.named() == BOTH


@pytest.mark.parametrize("entry", [{"record": "dale"}, {"sha256": "0" * 64}, {"reason": "other"}])
def test_suspension_with_a_mistake(entry: dict[str, Any]) -> None:
    publisher = Publisher()
    publisher.add()
    publisher.suspend(**entry)
    assert publisher.named() == (BOTH if "reason" not in entry else {"r/vale/1/record.json"})


def test_notice_without_a_salt() -> None:
    publisher = Publisher()
    publisher.add()
    path, files = "r/vale/1/record.json", notice(1, "2026.01.02", "order")
    files[path] = files[path].replace(b'"salt":"' + b"0" * 32 + b'",', b"")
    publisher.release("2026.01.02", files, suspended=[publisher.suspension(each) for each in files])
    assert publisher.named() == {path}


def test_suspension_of_one_file() -> None:
    publisher = Publisher()
    publisher.add()
    path = "r/vale/1/record.json"
    publisher.release(
        "2026.01.02", {path: notice(1, "2026.01.02", "order")[path]}, suspended=[publisher.suspension(path)]
    )
    # The page prints the digest of the record, which is now that of the notice.
    assert publisher.named() == BOTH


def test_suspension_whose_files_disagree() -> None:
    publisher = Publisher()
    publisher.add()
    notices = notice(1, "2026.01.02", "order")
    entries = [publisher.suspension(path) for path in notices]
    entries[-1] |= {"reason": "another order"}
    publisher.release("2026.01.02", notices, suspended=entries)
    assert publisher.named() == BOTH


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("index.html", b"vale/1", b"vale/2"),
        ("index.html", b"2026.01.02", b"2026.01.01"),
        ("index.html", b"<meta", b"\xff<meta"),
        ("record.json", b"vale", b"dale"),
        ("record.json", b'"revision":1', b'"revision":2'),
        ("record.json", b"2026.01.02", b"2026.01.01"),
        ("record.json", b"order", b"another order"),
        ("record.json", b'"reason"', b'"other"'),
    ],
)
def test_notice_with_a_mistake(file: str, old: bytes, new: bytes) -> None:
    publisher = Publisher()
    publisher.add()
    notices, path = notice(1, "2026.01.02", "order"), f"r/vale/1/{file}"
    entries = [publisher.suspension(each) for each in notices]
    publisher.release("2026.01.02", notices | {path: notices[path].replace(old, new, 1)}, suspended=entries)
    assert publisher.named() == {path}


def test_page_without_its_record() -> None:
    publisher = Publisher()
    publisher.add()
    path = "r/vale/2/index.html"
    publisher.release("2026.01.02", {path: page("vale", 2, record("vale", "second"))}, changed=[CHANGED])
    assert publisher.named() == {path, "releases/2026.01.02/SHA256SUMS"}


def test_redaction_of_a_notice() -> None:
    publisher = Publisher()
    publisher.add()
    publisher.suspend()
    path = "r/vale/1/index.html"
    entry = {"path": path, "old_sha256": sha256(publisher.files[path]), "authority": "A", "reason": "R"}
    published = {path: publisher.files[path] + b"<main>[redacted]"}
    publisher.release("2026.01.03", published, redacted=[entry | {"changed": ["main"]}])
    assert publisher.named() == {path}


def test_revision_of_a_suspended_record() -> None:
    publisher = Publisher()
    publisher.add()
    publisher.suspend()
    published = revision(2, "second")
    changed = {
        "id": "vale",
        "revision": 2,
        "digest": sha256(published["r/vale/2/record.json"]),
        "previous_digest": sha256(publisher.files["r/vale/1/record.json"]),
        "corrections": [],
    }
    publisher.release("2026.01.03", published, changed=[changed])
    assert publisher.named() == {"releases/2026.01.03/release.json"}


def test_change_without_a_report() -> None:
    publisher = Publisher()
    publisher.add()
    publisher.release("2026.01.02", revision(1, "other"))
    assert publisher.named() == BOTH


def test_new_file_without_a_report() -> None:
    publisher = Publisher()
    publisher.add()
    publisher.release("2026.01.02", revision(2, "second"))
    assert publisher.named() == {"releases/2026.01.02/SHA256SUMS"}


@pytest.mark.parametrize(
    "fields",
    [
        {"records": 2},
        {"added": []},
        {"corrected": ["vale"]},
        {"withdrawn": ["dale"]},
        {"previous": "2025.01.01"},
        {"version": "2026.01.02"},
        {"source_commit": "b" * 40},
        {"timestamp": {"authority": "A"}},
        {"source_rewritten": {"authority": "A", "reason": "R", "previous": "a" * 40}},
        {"schema": "dossier-release/2"},
        {"unknown": 1},
        {"records": True},
        {"site_url": "ftp://dossier.example/"},
        {"salt": "1" * 31},
    ],
)
def test_description_with_a_mistake(fields: dict[str, Any]) -> None:
    publisher = Publisher()
    publisher.add(**fields)
    # Without an entry, the files of the revision are not new: R20 and R25.
    also = {"releases/2026.01.01/SHA256SUMS"} if "added" in fields else set()
    assert publisher.named() == {"releases/2026.01.01/release.json"} | also


OLD, NEW = sha256(record("vale", "first")), sha256(record("vale", "second"))
CHANGED = {"id": "vale", "revision": 2, "digest": NEW, "previous_digest": OLD, "corrections": []}
CORRECTED = CHANGED | {"corrections": [{"date": "2026-01-02", "reason": "R"}]}
FILES = ("index.html", "record.json")
REISSUED = {"reissued": [{"id": "vale", "revision": 2, "reason": "R"}]}
REWRITTEN = {"authority": "A", "reason": "R", "previous": "b" * 40}


@pytest.mark.parametrize(
    ("published", "fields", "expected"),
    [
        (revision(2, "second"), {"changed": [CHANGED]}, None),
        (revision(2, "second"), {"changed": [CORRECTED], "corrected": ["vale"], "withdrawn": ["vale"]}, None),
        (revision(2, "first"), REISSUED, None),
        (
            revision(2, "second") | revision(3, "third"),
            {"changed": [CHANGED, CHANGED | {"revision": 3, "digest": sha256(record("vale", "third"))}]},
            "release.json",
        ),
        (revision(2, "second"), {"changed": [CHANGED, CHANGED]}, "release.json"),
        (revision(2, "second"), {"added": [{"id": "vale", "revision": 2, "digest": NEW}]}, "release.json"),
        (revision(3, "second"), {"changed": [CHANGED | {"revision": 3}]}, "release.json"),
        (revision(2, "second"), {"changed": [CHANGED | {"digest": "0" * 64}]}, "release.json"),
        (revision(2, "second"), {"changed": [CHANGED | {"previous_digest": "0" * 64}]}, "release.json"),
        (revision(2, "first"), {"changed": [CHANGED | {"digest": OLD}]}, "release.json"),
        (revision(2, "second"), REISSUED, "release.json"),
        (revision(2, "second"), {"changed": [CORRECTED]}, "release.json"),
        (revision(2, "second"), {"changed": [CORRECTED], "corrected": ["dale"]}, "release.json"),
        (revision(2, "second"), {"changed": [CORRECTED], "corrected": ["vale", "vale"]}, "release.json"),
        (revision(2, "second"), {"changed": [CHANGED], "withdrawn": ["vale", "vale"]}, "release.json"),
        (revision(2, "second"), {"changed": [CHANGED], "source_rewritten": REWRITTEN}, "release.json"),
        (
            revision(2, "second"),
            {"changed": [CHANGED], "source_rewritten": REWRITTEN | {"previous": "a" * 40}},
            "release.json",
        ),
        ({"r/vale/2/record.json": record("vale", "second")}, {"changed": [CHANGED]}, "SHA256SUMS"),
        ({"releases/2026.01.01.2/VERIFY.md": b"x"}, {}, "SHA256SUMS"),
        ({}, {"lifted": [{"path": f"r/dale/1/{name}", "sha256": OLD} for name in FILES]}, "SHA256SUMS"),
        ({}, {"without": "VERIFY.md"}, "SHA256SUMS"),
        ({}, {"without": "index.html"}, "SHA256SUMS"),
    ],
)
def test_second_release_with_a_mistake(published: Files, fields: dict[str, Any], expected: str | None) -> None:
    publisher = Publisher()
    publisher.add()
    publisher.release("2026.01.02", published, **fields)
    assert publisher.named() == (set() if expected is None else {f"releases/2026.01.02/{expected}"})


def test_revision_that_was_published_before() -> None:
    publisher = Publisher()
    publisher.add()
    publisher.release("2026.01.02", revision(1, "first"), added=[{"id": "vale", "revision": 1, "digest": OLD}])
    assert publisher.named() == BOTH | {f"releases/2026.01.02/{name}" for name in ("release.json", "SHA256SUMS")}


DALE = {"r/dale/1/record.json": record("dale", "D"), "r/dale/1/index.html": page("dale", 1, record("dale", "D"))}
ADDED = {"id": "dale", "revision": 1, "digest": sha256(DALE["r/dale/1/record.json"])}


@pytest.mark.parametrize(
    ("published", "commit", "fields"),
    [
        ({}, "a", {"archives": [{"name": "a.zip", "bytes": 1, "sha256": "0" * 64}]}),
        (DALE, "a", {"added": [ADDED], "records": 2}),
        ({}, "b", {}),
    ],
)
def test_suspension_that_does_something_else(published: Files, commit: str, fields: dict[str, Any]) -> None:
    publisher = Publisher()
    publisher.add()
    publisher.commit = commit * 40
    notices = notice(1, "2026.01.02", "order")
    publisher.release("2026.01.02", notices | published, suspended=[*map(publisher.suspension, notices)], **fields)
    assert publisher.named() == {"releases/2026.01.02/release.json"}


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("entry", [{"changed": CHANGED}, {"reissued": REISSUED["reissued"][0]}])
def test_revision_without_the_one_before(entry: dict[str, dict[str, Any]], number: int) -> None:
    publisher = Publisher()
    publisher.add()
    fields: dict[str, Any] = {name: [each | {"id": "dale", "revision": number}] for name, each in entry.items()}
    publisher.release("2026.01.02", {}, records=2, **fields)
    assert publisher.named() == {f"releases/2026.01.02/{name}" for name in ("release.json", "SHA256SUMS")}


def test_rewritten_source_holds() -> None:
    publisher = Publisher()
    publisher.add()
    publisher.commit = "b" * 40
    rewritten = REWRITTEN | {"previous": "a" * 40}
    publisher.release("2026.01.02", revision(2, "second"), changed=[CHANGED], source_rewritten=rewritten)
    assert publisher.named() == set()


@pytest.mark.parametrize(("path", "record"), [(LEDGER, "nobody"), ("r/Vale/1/index.html", "vale")])
def test_suspension_of_what_is_no_file_of_a_revision(path: str, record: str) -> None:
    publisher = Publisher()
    publisher.add()
    entry = {"path": path, "sha256": "0" * 64, "reason": "order", "record": record}
    publisher.release("2026.01.02", {}, suspended=[entry])
    # Only R26 is for such a path.
    assert publisher.named() == {"releases/2026.01.02/SHA256SUMS"}


def test_first_release_that_suspends() -> None:
    publisher = Publisher()
    suspended = [{"path": "r/vale/1/index.html", "sha256": "0" * 64, "reason": "order", "record": "vale"}]
    publisher.release("2026.01.01", {}, records=0, suspended=suspended)
    assert "releases/2026.01.01/release.json" in publisher.named()


@pytest.mark.parametrize(
    ("published", "path", "places", "expected"),
    [
        ({"releases/2026.01.01/index.html": b"[redacted]"}, "releases/2026.01.01/index.html", ["head"], set()),
        ({"releases/2026.01.01/index.html": b"[redacted]"}, "releases/2026.01.01/index.html", ["main"], None),
        ({"releases/2026.01.01/index.html": b"\xff[redacted]"}, "releases/2026.01.01/index.html", ["head"], None),
        # The file must change.
        ({"releases/2026.01.01/index.html": b"page"}, "releases/2026.01.01/index.html", [], None),
        # A file of this kind cannot be redacted.
        ({"releases/2026.01.01/VERIFY.md": b"[redacted]"}, "releases/2026.01.01/VERIFY.md", ["head"], None),
        (
            {},
            "releases/2026.01.01/index.html",
            [],
            {"releases/2026.01.02/SHA256SUMS", "releases/2026.01.01/index.html"},
        ),
        (
            {},
            "releases/2026.01.02/index.html",
            [],
            {"releases/2026.01.02/SHA256SUMS", "releases/2026.01.02/index.html"},
        ),
    ],
)
def test_redaction_of_a_file_of_a_release(
    published: Files, path: str, places: list[str], expected: set[str] | None
) -> None:
    publisher = Publisher()
    publisher.add()
    old = sha256(publisher.files.get(path, b""))
    entry = {"path": path, "old_sha256": old, "authority": "A", "reason": "R", "changed": places}
    publisher.release("2026.01.02", published, redacted=[entry])
    assert publisher.named() == ({path} if expected is None else expected)


@pytest.mark.parametrize(
    ("times", "name", "content"),
    [
        (1, "index.html", b"[redacted]"),
        # Each file once.
        (2, "index.html", b"[redacted]"),
        # The file must change.
        (1, "index.html", b"page"),
        # A file of this kind cannot be redacted, although the other file has a mark.
        (1, "VERIFY.md", b'"forged"'),
    ],
)
def test_redaction_of_two_files_of_a_release(times: int, name: str, content: bytes) -> None:
    publisher = Publisher()
    publisher.add(timestamp={"without": "He was ill."})
    description, other = (f"releases/2026.01.01/{each}" for each in ("release.json", name))
    published = {description: publisher.files[description].replace(b"He", b"[redacted]"), other: content}
    order = {"authority": "A", "reason": "R"}
    entries = [
        {"path": path, "old_sha256": sha256(publisher.files[path]), "changed": places} | order
        for path, places in ((description, ["/timestamp/without"]), *(times * [(other, list[str]())]))
    ]
    publisher.release("2026.01.02", published, redacted=entries)
    assert publisher.named() == (set() if (times, content) == (1, b"[redacted]") else {other})


def test_lifting_of_what_was_not_suspended() -> None:
    publisher = Publisher()
    publisher.add()
    publisher.lift(revision(1, "forged"))
    assert publisher.named() == BOTH


def sealed(**fields: Any) -> Files:
    """A tree whose release has a timestamp and a signature. Nothing here checks what is in them."""
    publisher = Publisher()
    publisher.add(**({"timestamp": {"authority": "A"}} | fields))
    folder = "releases/2026.01.01/"
    seals = {"SHA256SUMS.tsr": b"t", "tsa.pem": b"c\n", "SHA256SUMS.sig": b"s\n", "allowed_signers": b"k\n"}
    hashes = {"timestamp": sha256(seals["SHA256SUMS.tsr"]), "signature": sha256(seals["SHA256SUMS.sig"])}
    line = write(json.loads(publisher.lines[0]) | hashes) + b"\n"
    return publisher.files | {folder + name: content for name, content in seals.items()} | {LEDGER: line}


def test_seals(tmp_path: Path) -> None:
    folder = "releases/2026.01.01/"
    assert named(sealed()) == set()
    assert named(sealed(timestamp=None)) == {folder + "release.json"}
    for name in ("SHA256SUMS.tsr", "tsa.pem", "SHA256SUMS.sig", "allowed_signers"):
        assert named({path: content for path, content in sealed().items() if path != folder + name}) == {folder + name}
        assert named(sealed() | {folder + name: b"\r\n"}) == {folder + name}
    write_folder(tmp_path, sealed())
    output = run(tmp_path).stdout
    assert "not checked here: the seals of release 2026.01.01" in output
    assert "openssl ts -verify -data releases/2026.01.01/SHA256SUMS" in output
    assert "ssh-keygen -Y verify -f releases/2026.01.01/allowed_signers" in output


def test_seals_that_the_ledger_does_not_have() -> None:
    publisher = Publisher()
    publisher.add()
    path = "releases/2026.01.01/SHA256SUMS.sig"
    assert named(publisher.files | {path: b""}) == {path}


def redact(publisher: Publisher, version: str, name: str, places: list[str]) -> None:
    """Redact both files of the first revision."""
    published = revision(1, name)
    entries = [
        {
            "path": path,
            "old_sha256": sha256(publisher.files[path]),
            "authority": "court",
            "reason": "order",
            "changed": places if path.endswith(".json") else [],
        }
        for path in published
    ]
    publisher.release(version, published, redacted=entries)


def test_later_redaction_keeps_marks() -> None:
    publisher = Publisher()
    publisher.add()
    redact(publisher, "2026.01.02", "[redacted] first", ["/record/name"])
    assert publisher.named() == set()
    redact(publisher, "2026.01.03", "[redacted]", ["/record/name"])
    assert publisher.named() == set()
    redact(publisher, "2026.01.04", "no mark", ["/record/name"])
    assert publisher.named() == {"r/vale/1/record.json"}


def test_redaction_at_no_place() -> None:
    publisher = Publisher()
    publisher.add()
    redact(publisher, "2026.01.02", "[redacted]", [])
    assert publisher.named() == BOTH


def test_redaction_while_suspended() -> None:
    publisher = Publisher()
    publisher.add()
    publisher.suspend()
    redact(publisher, "2026.01.03", "[redacted]", ["/record/name"])
    assert publisher.named() == BOTH


def test_wrong_state() -> None:
    publisher = Publisher()
    publisher.add()
    line = json.loads(publisher.lines[0]) | {"state": "0" * 64}
    assert named(publisher.files | {LEDGER: write(line) + b"\n"}) == {LEDGER}


@pytest.mark.parametrize(
    "change",
    [
        {"name": 1},
        {"id": "dale"},
        {"reply": None},
        {"withdrawn": []},
        {"corrections": [{"date": "2026-01-01"}]},
    ],
)
def test_record_with_a_mistake(change: dict[str, Any]) -> None:
    value = json.loads(record("vale", "first"))
    value["record"] |= change
    assert publish_record(write(value)) == {"r/vale/1/record.json"}


@pytest.mark.parametrize(
    "change", [{"kind": "claim"}, {"kind": "person"}, {"resolved": {"sources": 1}}, {"id": "dale"}, {"new": 1}]
)
def test_fields_around_a_record_with_a_mistake(change: dict[str, Any]) -> None:
    assert publish_record(write(json.loads(record("vale", "first")) | change)) == {"r/vale/1/record.json"}


def test_record_with_unknown_fields_holds() -> None:
    value = json.loads(record("vale", "first"))
    value["record"]["unknown"] = {"later": [1]}
    value["resolved"]["unknown"] = []
    assert publish_record(write(value)) == set()


def publish_record(content: bytes) -> set[str]:
    """The paths named after a record was published with its page."""
    publisher = Publisher()
    published = {"r/vale/1/record.json": content, "r/vale/1/index.html": page("vale", 1, content)}
    publisher.release("2026.01.01", published, added=[{"id": "vale", "revision": 1, "digest": sha256(content)}])
    return publisher.named()


# --- Names and texts


def test_names() -> None:
    assert is_identifier("CLM-2026-0042")
    assert is_identifier("a" * 64)
    assert not any(map(is_identifier, ("CLM-2026-042", "vale-", "Vale", "a" * 65, "vale\n", 1, None)))
    assert is_version("2026.02.28.9999")
    assert not any(map(is_version, ("2026.02.29", "2026.01.05.1", "1999.01.05", "2026.01.05.0", "2026.1.5")))
    assert is_day("2024-02-29")
    assert not is_day("0999-01-01")
    assert not is_filled_text(" \u3000\x1c")
    assert is_filled_text("\u200b")
    assert is_address_of_site("https://dossier.example/a/")
    assert not any(map(is_address_of_site, ("https:///", "https://a", "https://a b/", "https://a/?b/", "x/https://a/")))


@pytest.mark.parametrize(
    "content",
    [
        b"\n",
        b"0" * 64 + b" r/vale/1/record.json\n",
        b"0" * 64 + b"  r/vale/1/record.json",
        b"0" * 64 + b"  r/vale/1/record.json\r\n",
        b"0" * 64 + b"  r/vale/01/record.json\n",
        b"0" * 64 + b"  releases/2026.02.30/VERIFY.md\n",
        b"0" * 64 + b"  releases/ledger.jsonl\n",
        b"0" * 64 + b"  r/val\xc3\xa9/1/record.json\n",
        (b"0" * 64 + b"  r/vale/1/record.json\n") * 2,
        b"0" * 64 + b"  r/vale/1/record.json\n" + b"0" * 64 + b"  r/vale/1/index.html\n",
    ],
)
def test_manifest_that_is_refused(content: bytes) -> None:
    assert parse_manifest(content)[1]


def test_empty_manifest() -> None:
    assert parse_manifest(b"") == ({}, [])


# --- JSON


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" 1",
        b"1\n",
        b"-0",
        b"01",
        b"1.0",
        b"1e3",
        b"NaN",
        b"Infinity",
        b"9007199254740992",
        b"-9007199254740992",
        b"1" * 10_000,
        b"[1, 2]",
        b'{"b":1,"a":1}',
        b'{"a":1,"a":1}',
        b'"\\/"',
        b'"\\u0041"',
        b'"\\u000A"',
        b'"\\u000a"',
        b'"\n"',
        b'"\\ud800"',
        b'"\\ud83d\\ude00"',
        b'"\xed\xa0\x80"',
        b'"\xff"',
        b"\xef\xbb\xbf1",
        b"[" * 101 + b"]" * 101,
        b"[" * 1_000_000 + b"]" * 1_000_000,
        b'{"a":' * 1_000_000,
        '{"\ufffd":1,"\U0001f600":1}'.encode(),
    ],
)
def test_json_that_is_refused(content: bytes) -> None:
    with pytest.raises(NotCanonical):
        parse_json(content)


@pytest.mark.parametrize(
    "content",
    [
        b"9007199254740991",
        b"-9007199254740991",
        b'[null,true,false,0,"",{},[]]',
        b'"\\b\\t\\n\\f\\r\\"\\\\\\u0000\\u001f\x7f"',
        b"[" * 100 + b"]" * 100,
        b'"' + b"[" * 200 + b'"',
        b'["\\\\","[[","\\"["]',
        '{"":1,"\U0001f600":1,"\ufffd":"\u2028\xe9"}'.encode(),
    ],
)
def test_json_that_is_canonical(content: bytes) -> None:
    assert canonical(parse_json(content)).encode() == content


# --- Marks


def test_places_of_marks_in_json() -> None:
    value = {"a/b": ["x", "[redacted]"], "m~n": {"": "a [redacted] b"}, "[redacted]": 1}
    wanted = ["/a~1b/1", "/m~0n/", "/a~1b/0", "/a~1b/01", "/a/b/1", "/m~n/", "/m~0n", "m~0n/", "/a~1b/1/", ""]
    assert [place for place in wanted if has_mark(value, place)] == wanted[:2]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[redacted]", "head"),
        ("<title>[redacted]", "title"),
        ("<title></title>[redacted]", "head"),
        ("<h1>a</h1>[redacted]", "main"),
        ('<p class="a" id="b">[redacted]', "b"),
        ('<p id="b[redacted]">', "head"),
        ('<p id="b" href="#" id="c">', "b"),
        ('<header id="b">[redacted]', "header"),
        ("<h1[redacted]", "h1"),
        ("<h12>[redacted]", "head"),
        ('<p id="a<h1 [redacted]">', "h1"),
    ],
)
def test_place_of_a_mark_on_a_page(text: str, place: str) -> None:
    assert marked_places_of_page(text, {place, "another"}) == {place}


# --- Folders


def write_folder(root: Path, files: Files) -> None:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=60, check=False
    )


def test_folder_holds(tmp_path: Path) -> None:
    write_folder(tmp_path / "tree", example() | {".git/config": b"", "r/vale/1/.gitkeep": b""})
    (tmp_path / "tree/r/vale/1/.gitkeep").unlink()
    (tmp_path / "witness").write_bytes(example()[LEDGER].splitlines(keepends=True)[0])
    result = run(tmp_path / "tree", "--witness", tmp_path / "witness")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("holds: ")
    assert "not checked here: modes in git (R38)" in result.stdout
    assert not any(words in result.stdout for words in ("(R5)", "(R9)", "(R35)"))
    assert "\nWhat no verifier can know:\n- that what is published is true" in result.stdout
    assert "redacted `r/vale/1/record.json` by release 2026.01.05.2: Vale County Court: order of 5" in result.stdout


def test_folder_that_does_not_hold(tmp_path: Path) -> None:
    write_folder(tmp_path, example() | {"a\n\xe9`": b""} | {f"new/{number}": b"" for number in range(60)})
    result = run(tmp_path)
    lines = result.stdout.splitlines()
    assert result.returncode == 1
    assert lines[0].startswith("does not hold: `a\\n\\xe9`` is not listed")
    assert lines[50:] == ["... and 11 more"]


def test_built_site_is_recognised(tmp_path: Path) -> None:
    write_folder(tmp_path, example() | {"sitemap.xml": b"", "index.html": b""})
    assert run(tmp_path).stdout.startswith("this looks like a built site: give --site")
    assert run(tmp_path, "--site").returncode == 0


def test_each_change_has_its_own_words(tmp_path: Path) -> None:
    publisher = Publisher()
    publisher.add()
    write_folder(tmp_path, publisher.files)
    assert run(tmp_path).stdout.startswith("holds: 1 release, the last 2026.01.01; ")
    publisher.suspend()
    publisher.lift(revision(1, "first"))
    write_folder(tmp_path, publisher.files)
    path = "`r/vale/1/record.json` by release"
    assert f"suspended {path} 2026.01.02: order\n" in run(tmp_path).stdout
    assert f"lifted {path} 2026.01.03: the reason of the suspension was: order\n" in run(tmp_path).stdout


def test_no_reason_can_change_what_a_terminal_shows(tmp_path: Path) -> None:
    hostile, shown = "order\x1b[2J\nholds: 9 releases", "order\\x1b[2J\\nholds: 9 releases"
    publisher = Publisher()
    publisher.add()
    publisher.commit = "b" * 40
    rewritten = {"authority": "court", "reason": hostile, "previous": "a" * 40}
    publisher.release("2026.01.02", revision(2, "second"), changed=[CHANGED], source_rewritten=rewritten)
    suspended = [publisher.suspension(path) | {"reason": hostile} for path in BOTH]
    publisher.release("2026.01.03", notice(1, "2026.01.03", hostile), suspended=suspended)
    write_folder(tmp_path, publisher.files)
    lines = run(tmp_path).stdout.splitlines()
    assert lines[0].startswith("holds: 3 releases, the last 2026.01.03; ")
    instead = f"instead of commit {'a' * 40}: court: {shown}"
    assert lines[1] == f"evidence rewritten before release 2026.01.02, {instead}"
    assert lines[2].endswith(f" by release 2026.01.03: {shown}")
    publisher = Publisher()
    publisher.add()
    redact(publisher, "2026.01.02", "[redacted]", [f"/{hostile}"])
    write_folder(tmp_path / "redacted", publisher.files)
    fault = f"`r/vale/1/record.json` has no mark at `/{shown}`, where a release redacted it (R43)"
    assert run(tmp_path / "redacted").stdout == f"does not hold: {fault}\n"


def test_output_that_nobody_reads_to_its_end(tmp_path: Path) -> None:
    write_folder(tmp_path, example())
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing) as output:
        command = [sys.executable, "-I", str(PROGRAM), str(tmp_path)]
        done = subprocess.run(command, stdout=output, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_letters_that_the_terminal_does_not_have(monkeypatch: pytest.MonkeyPatch) -> None:
    content = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(content, encoding="ascii"))
    print_lines(["r\xe9dig\xe9"])
    assert content.getvalue() == b"r\\xe9dig\\xe9\n"


def test_links_are_not_followed(tmp_path: Path) -> None:
    write_folder(tmp_path, example())
    (tmp_path / "r").rename(tmp_path / "moved")
    (tmp_path / "r").symlink_to("moved")
    (tmp_path / GITATTRIBUTES).rename(tmp_path / "attributes")
    (tmp_path / GITATTRIBUTES).symlink_to("attributes")
    paths = list_folder(str(tmp_path))
    assert {path for path, _ in verify(read_from_folder(str(tmp_path), paths), paths)} == {
        *("r", "attributes", GITATTRIBUTES),
        *(f"{folder}/vale/1/{name}" for folder in ("r", "moved") for name in ("record.json", "index.html")),
    }


def test_huge_file_is_refused(tmp_path: Path) -> None:
    write_folder(tmp_path, example())
    with (tmp_path / "r/vale/1/index.html").open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)
    paths = list_folder(str(tmp_path))
    assert verify(read_from_folder(str(tmp_path), paths), paths) == [
        ("r/vale/1/index.html", "is larger than 32 MiB (R34)")
    ]
    assert named(example() | {LEDGER: b"\n" * (LARGEST_FILE + 1)}) == {LEDGER}


@pytest.mark.parametrize("witness", [b"", b"\n", b"{}\n", b"[" * 100_000, b"no line feed"])
def test_witness_that_is_not_a_line_of_a_ledger(witness: bytes, tmp_path: Path) -> None:
    line = example()[LEDGER].splitlines()[0]
    for content in (witness, line):
        with pytest.raises(NoVerdict):
            verify(example().__getitem__, example(), [content])
    write_folder(tmp_path, example())
    (tmp_path / "witness").write_bytes(witness)
    assert run(tmp_path, "--witness", tmp_path / "witness").returncode == 2


def test_no_verdict(tmp_path: Path) -> None:
    witness = (tmp_path, "--witness", tmp_path / "missing")
    limits = ((tmp_path, "--seconds", seconds) for seconds in (0, 86401))
    for arguments in [(), (tmp_path / "missing",), ("https://a?b",), witness, *limits]:
        result = run(*arguments)
        assert (result.returncode, result.stdout) == (2, ""), arguments
        assert result.stderr


def test_folder_without_a_ledger(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert result.returncode == 1
    assert result.stdout.splitlines() == [
        "no releases are here: give a folder with their files, such as a checkout of the branch `published`",
        f"does not hold: `{LEDGER}` is missing (R1)",
    ]


# --- Servers

Answer = Callable[[http.server.BaseHTTPRequestHandler, str], None]


def send(request: http.server.BaseHTTPRequestHandler, status: int, content: bytes = b"", **headers: str) -> None:
    request.send_response(status)
    for name, value in ({"Content_Length": str(len(content))} | headers).items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(content)


def answer_with(files: Files) -> Answer:
    def answer(request: http.server.BaseHTTPRequestHandler, path: str) -> None:
        send(request, 200 if path in files else 404, files.get(path, b"missing"))

    return answer


@contextmanager
def serving(answer: Answer) -> Iterator[str]:
    """The address of a server on this machine, with its files below /dossier/."""

    class Handler(Silent, http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            assert self.headers["Accept-Encoding"] == "identity"
            answer(self, self.path.removeprefix("/dossier/"))

    with running(Handler) as address:
        yield f"{address}/dossier"


def test_address_holds() -> None:
    with serving(answer_with(example() | {"extra": b""})) as address:
        result = run(address)
    assert (result.returncode, result.stderr) == (0, "")
    assert "not checked here: that nothing was added (R35)" in result.stdout
    assert "not checked here: that no release was removed, because no witness was given (R5)" in result.stdout


def test_address_does_not_hold() -> None:
    files = example() | {"r/vale/1/record.json": b" "}
    del files["r/vale/1/index.html"]
    with serving(answer_with(files)) as address:
        result = run(address)
    assert result.returncode == 1
    assert [line.split("`")[1] for line in result.stdout.splitlines()] == [
        "r/vale/1/index.html",
        "r/vale/1/record.json",
    ]


def fails(status: int, **headers: str) -> Answer:
    return lambda request, _: send(request, status, b"", **headers)


def calls_it_identity(request: http.server.BaseHTTPRequestHandler, path: str) -> None:
    send(request, 200 if path in example() else 404, example().get(path, b""), Content_Encoding=" Identity")


def redirects_inside(request: http.server.BaseHTTPRequestHandler, path: str) -> None:
    if path.startswith("/other/"):
        answer_with(example())(request, path.removeprefix("/other/"))
    else:
        send(request, 302, Location=f"/other/{path}")


def stops_in_the_middle(request: http.server.BaseHTTPRequestHandler, path: str) -> None:
    send(request, 200, example()[path][:-1], Content_Length=str(len(example()[path])))
    request.close_connection = True


def never_ends_a_header(request: http.server.BaseHTTPRequestHandler, path: str) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(40):
        try:
            request.wfile.write(b"x")
            request.wfile.flush()
        except OSError:
            return
        threading.Event().wait(0.1)


def closes_each_connection(request: http.server.BaseHTTPRequestHandler, path: str) -> None:
    """It does not say that it closes the connection."""
    answer_with(example())(request, path)
    request.close_connection = True


def sends_too_much(request: http.server.BaseHTTPRequestHandler, path: str) -> None:
    with suppress(OSError):
        send(request, 200, bytes(LARGEST_FILE + 10), Content_Length=str(2**40))
    request.close_connection = True


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (fails(500), 2),
        (fails(206), 2),
        (fails(404), 1),
        (fails(410), 1),
        (fails(302, Location="http://localhost:1/"), 2),
        (fails(302, Location="/dossier/again"), 2),
        (fails(200, Content_Encoding="gzip"), 2),
        (calls_it_identity, 0),
        (redirects_inside, 0),
        (stops_in_the_middle, 2),
        (closes_each_connection, 0),
        (sends_too_much, 1),
        (never_ends_a_header, 2),
    ],
)
def test_servers(answer: Answer, code: int) -> None:
    with serving(answer) as address:
        result = run(address, "--seconds", "2")
    assert result.returncode == code, result.stdout + result.stderr


def test_limit_of_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(example()[LEDGER])
    with serving(answer_with(example())) as address:
        for limit, is_over in ((2 * size, False), (2 * size - 1, True)):
            monkeypatch.setattr(verifier.verify, "MOST_BYTES_OF_A_SERVER", limit)
            server = Server(address)
            server.read(LEDGER)
            with pytest.raises(NoVerdict, match="the server sent more than") if is_over else nullcontext():
                server.read(LEDGER)
            server.connection().close()


def test_address_that_is_refused_before_a_request() -> None:
    for address in ("https://", "https://a?b", "https://a/#b", "https://b@a/", "https://a:b/", "https://[a/"):
        with pytest.raises(NoVerdict, match=r"must have a host, and no user|cannot be read"):
            Server(address)


def test_server_cannot_change_what_a_terminal_shows() -> None:
    for location, words in (
        ("http://a\x1b/", "http://a\\x1b: "),
        ("http://a\x1b[2J/", "http://a\\x1b[2J/, which is not"),
    ):
        with serving(fails(302, Location=location)) as address:
            result = run(address)
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr.startswith(f"no verdict: the server redirects to {words}")


def test_server_that_does_not_exist() -> None:
    assert run("http://127.0.0.1:1/").returncode == 2


def test_read_may_refuse() -> None:
    def read(path: str) -> bytes:
        raise NotAFile("is not a regular file")

    assert verify(read, [LEDGER]) == [(LEDGER, "is not a regular file (R1)")]

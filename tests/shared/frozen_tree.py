"""The files of real releases, timestamped and signed, for tests to change."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from dossier.model.addresses import LEDGER, Revision
from dossier.pages.revisions import SuspensionStep
from dossier.releases.freeze.notice import notice_page
from dossier.releases.publish.commit_files import Seal, listed_files, make_manifest, sealed_files
from dossier.releases.seal.signature import sign
from dossier.releases.seal.timestamp import request_timestamp
from dossier.releases.store import ledger
from dossier.releases.store.branch import CommitTree
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.manifest import ReleaseTreeState, parse
from dossier.releases.store.marked_places import marked_places
from dossier.releases.store.release_json import LiftedFile, RedactedFile, Release, SuspendedFile, TimestampStatement
from dossier.releases.store.suspensions import notice_record
from dossier.system.git import Repository
from tests.shared.authority import Authority
from tests.shared.frozen_samples import PUBLISHER
from tests.shared.local_server import Silent, running, serving
from tests.shared.releasing import make_working_clone
from tests.shared.tools import tool

Files = dict[str, bytes]

FIRST, SECOND, THIRD, REDACTION = "2026.11.23", "2026.11.24", "2026.11.25", "2026.11.26"
CLAIM = "r/CLM-2026-0002"


@dataclass(frozen=True, slots=True)
class FrozenReleases:
    """The files after three releases, the witness copy of each ledger head, and their repository."""

    files: Files
    witnesses: Mapping[str, bytes]
    repository: Path
    key: Path
    authority: Authority


def make_frozen_releases(folder: Path) -> FrozenReleases:
    """Three releases of the toy dossier, made with the command.

    The timestamp of the first release has a certificate chain. The third release has no timestamp.
    """
    authority = Authority.make(folder / "authority")
    key = folder / "key"
    subprocess.run([tool("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    works = make_working_clone(folder)
    with authority.served() as address:
        (works.root / "tsa.pem").write_bytes(authority.trusted)
        config = works.root / "mkdocs.yml"
        release = f"  release:\n    timestamp_authority: {address}\n    timestamp_certificates: tsa.pem\n"
        config.write_text(config.read_text("utf-8").replace("extra:\n", "extra:\n" + release), "utf-8")
        witnesses = {}
        for version, extra, section in (
            (FIRST, ("--first", "--signing-key", str(key)), "chain"),
            (SECOND, ("--signing-key", str(key)), "alone"),
            (THIRD, ("--without-timestamp", "the authority is being moved"), "alone"),
        ):
            authority.section = section
            if version != FIRST:
                works.edit("CLM-2026-0002", ("finds it, at length", f"finds it, at length, on {version}"))
            works.commit()
            done = works.release(*extra)
            assert done.returncode == 0, done.stdout + done.stderr
            witness = works.root / f"build/release-assets/ledger-head-{version}.json"
            witnesses[version] = witness.read_bytes()
            works.day += 1
    tree = CommitTree(Repository(works.original), works.tip())
    return FrozenReleases(dict(tree.read(sorted(tree.paths()))), witnesses, works.original, key, authority)


def tree_state(files: Files) -> ReleaseTreeState:
    """The state of the release tree, without verification."""
    lines = ledger.parse(files[LEDGER])
    hashes = {}
    for line in lines:
        hashes.update(parse(files[f"releases/{line.version}/SHA256SUMS"]))
    return ReleaseTreeState(lines, hashes)


def redacted(
    frozen: FrozenReleases,
    paths: tuple[str, ...],
    *,
    forge_files: Callable[[Files], object] = list,
    forge_report: Callable[[list[RedactedFile]], list[RedactedFile]] = list,
) -> Files:
    """The files after a further release that redacts a word in these paths.

    The redacted files and the report of the release can be forged before they are hashed.
    """
    files = dict(frozen.files)
    holdings = tree_state(files)
    changed = {path: files[path].replace(b"length", b"[redacted]") for path in paths}
    assert all(changed[path] != files[path] for path in paths)
    changed |= {page: _with_digest(files, changed, page) for page in paths if page.endswith("index.html")}
    report = forge_report([_redacted_file(path, files[path], changed[path]) for path in paths])
    forge_files(changed)
    release = Release(
        version=REDACTION,
        date="2026-11-26",
        site_url="https://cameras.example.org/vale/",
        source_commit=holdings.lines[-1].source_commit,
        previous=THIRD,
        records=len(holdings.newest),
        redacted=tuple(report),
        timestamp=TimestampStatement(authority="here"),
        salt="0" * 32,
    )
    listed = listed_files(release, changed, "Vale", PUBLISHER, is_signed=True)
    sums = make_manifest(listed)
    with frozen.authority.served() as address:
        stamped = request_timestamp(sums, address, frozen.authority.trusted)
    signed = sign(sums, frozen.key)
    seal = Seal(stamped.response, stamped.certificates, signed.signature, signed.signers)
    new_files, _ = sealed_files(holdings, release, listed, sums, seal)
    return files | new_files


def suspended(frozen: FrozenReleases, folder: str, *, is_lifted: bool = False) -> Files:
    """The files after a further release that suspends the revision in this folder on account of another record.

    If `is_lifted`, after two more releases: the revision is suspended for its own sake, and put back.
    """
    files = dict(frozen.files)
    revision = Revision.parse(f"{folder}/record.json")
    assert revision is not None
    after, notices = _with_notices(files, revision, files, REDACTION, "CLM-2026-0001")
    if not is_lifted:
        return after
    after, notices = _with_notices(after, revision, files, f"{REDACTION}.2", revision.identifier)
    back = tuple(LiftedFile(path, digest(notices[path])) for path in sorted(notices))
    return _further(after, f"{REDACTION}.3", {path: files[path] for path in notices}, lifted=back)


def _with_notices(files: Files, revision: Revision, published: Files, version: str, record: str) -> tuple[Files, Files]:
    """The files after a release that suspends a revision on account of a record, and the notices."""
    reason = f"an order of a court about {record}"
    entries = tuple(SuspendedFile(path, digest(published[path]), reason, record) for path in sorted(revision.files))
    step = SuspensionStep(version, "5 January 2026", reason)
    notices = {
        revision.page: notice_page(revision, step, "Vale", PUBLISHER, "0" * 32),
        revision.record: notice_record(revision, version, reason, "0" * 32),
    }
    return _further(files, version, notices, suspended=entries), notices


def published_trees(frozen: FrozenReleases) -> dict[str, Files]:
    """The tree after three releases, and after a further redaction, suspension or lifting, by name."""
    paths = (f"{CLAIM}/1/index.html", f"{CLAIM}/1/record.json", f"{CLAIM}/3/index.html", f"{CLAIM}/3/record.json")
    return {
        "released": frozen.files,
        "redacted": redacted(frozen, paths),
        "suspended": suspended(frozen, f"{CLAIM}/2"),
        "lifted": suspended(frozen, f"{CLAIM}/3", is_lifted=True),
    }


def _further(files: Files, version: str, changed: Files, **fields: Any) -> Files:
    """The files after a release that changes published files, without a timestamp and a signature."""
    holdings = tree_state(files)
    last = holdings.lines[-1]
    release = Release(
        version=version,
        date="2026-11-26",
        site_url="https://cameras.example.org/vale/",
        source_commit=last.source_commit,
        previous=last.version,
        records=len(holdings.newest),
        salt="0" * 32,
        **fields,
    )
    listed = listed_files(release, changed, "Vale", PUBLISHER, is_signed=False)
    new_files, _ = sealed_files(holdings, release, listed, make_manifest(listed), Seal())
    return files | new_files


def _with_digest(files: Files, changed: Files, page: str) -> bytes:
    """The redacted page with the digest of the redacted record."""
    record = page.replace("index.html", "record.json")
    old, new = (digest(each.get(record, files[record])).encode() for each in (files, changed))
    return changed[page].replace(old, new)


def _redacted_file(path: str, before: bytes, after: bytes) -> RedactedFile:
    places = marked_places(path, after) - marked_places(path, before)
    return RedactedFile(path, digest(before), "Vale County Court", "order of 26 November 2026", tuple(places))


def write_files(files: Mapping[str, bytes], folder: Path) -> Path:
    """The folder, after the files were written to it."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a web server for the folder, which is below the root of its host."""
    with serving(folder.parent) as host:
        yield f"{host}{folder.name}/"


@contextmanager
def redirecting(target: str) -> Iterator[str]:
    """The address of a web server that redirects everything to the target, whose address ends with a slash."""

    class Handler(Silent, BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(301)
            self.send_header("Location", target + self.path.removeprefix("/"))
            self.send_header("Content-Length", "0")
            self.end_headers()

    with running(Handler) as host:
        yield f"{host}/"

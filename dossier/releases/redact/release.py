"""Releases that redact words, and the search for what remains. [io]

No manifest that was ever made is edited: the new release lists the paths again and names their old hashes, and that
alone makes it legal that they differ from the older list.
"""

from __future__ import annotations

import gzip
import io
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dossier.configuration import About
from dossier.errors import DossierError
from dossier.model.dates import PartialDate
from dossier.releases.aftermath.published import paths
from dossier.releases.publish.commit_files import Seal, listed_files, sealed_files, sums_of
from dossier.releases.redact.text import RedactionNotice, Unwanted, holds, page_holds, redacted_page, redacted_record
from dossier.releases.store.branch import Branch, CommitTree
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.manifest import ReleaseTreeState
from dossier.releases.store.release_json import Redacted, Release, Timestamped
from dossier.releases.store.version import next_version
from dossier.releases.verify.verify import MismatchError, verify_or_raise
from dossier.system.terminal import progress

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"


def remains_in_tree(tree: CommitTree, unwanted: Unwanted) -> Iterator[str]:
    """Yield the path of each file of a commit that holds the text."""
    for path, content in tree.read(sorted(tree.paths())):
        if _holds(content, unwanted):
            yield path


def remains_in_folder(folder: Path, unwanted: Unwanted) -> Iterator[Path]:
    """Yield the path of each file below a folder that holds the text, packed files and indexes included."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and _holds(path.read_bytes(), unwanted):
            yield path


def _holds(content: bytes, unwanted: Unwanted) -> bool:
    return any(holds(one, unwanted) for one in _unpacked(content))


def _unpacked(content: bytes) -> Iterator[bytes]:
    yield content
    if content.startswith(_GZIP):
        try:
            yield gzip.decompress(content)
        except (OSError, EOFError, zlib.error):
            return
    if content.startswith(_ZIP):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for name in archive.namelist():
                    yield archive.read(name)
        except (zipfile.BadZipFile, RuntimeError, zlib.error):
            return


_MOST_TRIES = 25


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be redacted, on whose authority and why: a record, or one revision of it (`None` is every one)."""

    revisions: Sequence[tuple[str, int | None]]
    text: Unwanted
    authority: str
    reason: str


@dataclass(frozen=True, slots=True)
class Redactor:
    """Makes redaction releases upon a branch; `seal` gives what vouches for a manifest."""

    branch: Branch
    about: About
    seal: Callable[[bytes], Seal]
    timestamp: Timestamped | None
    is_signed: bool

    def redact(self, wanted: Wanted, day: date) -> tuple[str, Release, tuple[str, bytes]]:
        """The commit, the release, and the name and content of the ledger's head.

        Raises DossierError where a revision lacks the text or the branch does not hold; it then stays as it was.
        """
        self.branch.check()
        for attempt in range(_MOST_TRIES):
            time.sleep(0.05 * attempt)
            tip = self.branch.tip()
            if tip is None:
                raise DossierError(f"there is no branch `{self.branch.name}`, so nothing was ever released")
            tree = CommitTree(self.branch.repo, tip)
            holdings = _stock(tree, self.branch.name)
            release, files, witness = self._prepare(wanted, day, tree, holdings)
            commit = self.branch.commit(tip, files, f"Release {release.version}: redaction\n")
            if self.branch.advance(tip, commit):
                return commit, release, witness
        raise DossierError(f"other releases came first {_MOST_TRIES} times: redact again later")

    def _prepare(
        self, wanted: Wanted, day: date, tree: CommitTree, holdings: ReleaseTreeState
    ) -> tuple[Release, dict[str, bytes], tuple[str, bytes]]:
        version = next_version(day, holdings.versions)
        words = str(PartialDate.parse(day.isoformat()))
        notice = RedactionNotice(version, words, wanted.authority, wanted.reason)
        changed = _changed(wanted, notice, tree, holdings)
        last = holdings.lines[-1]
        release = Release(
            version=version,
            date=day.isoformat(),
            site_url=self.about.address,
            # No evidence is released: what was last released remains the source of the whole.
            source_commit=last.source_commit,
            previous=last.version,
            records=len(holdings.newest),
            redacted=tuple(
                Redacted(path, holdings.hashes[path], wanted.authority, wanted.reason) for path in sorted(changed)
            ),
            timestamp=self.timestamp,
        )
        is_stamped = self.timestamp is not None and self.timestamp.authority is not None
        listed = listed_files(release, changed, self.about.name, is_stamped=is_stamped, is_signed=self.is_signed)
        sums = sums_of(listed)
        files, witness = sealed_files(holdings, release, listed, sums, self.seal(sums))
        return release, files, witness


def write_witness(folder: Path, witness: tuple[str, bytes]) -> None:
    """Write the head of the ledger, which goes with the release, and no other file."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.is_file():
            old.unlink()
    name, content = witness
    (folder / name).write_bytes(content)


def parse_names(names: Sequence[str]) -> list[tuple[str, int | None]]:
    """The records and revisions that are named: `CLM-2026-0042`, or `CLM-2026-0042/3`; raises DossierError."""
    found: list[tuple[str, int | None]] = []
    for name in names:
        identifier, slash, number = name.strip("/").removeprefix("r/").partition("/")
        if slash and not (number.isascii() and number.isdecimal()):
            raise DossierError(f"`{name}` is no revision such as CLM-2026-0042/3")
        found.append((identifier, int(number) if slash else None))
    return found


def _changed(
    wanted: Wanted, notice: RedactionNotice, tree: CommitTree, holdings: ReleaseTreeState
) -> Mapping[str, bytes]:
    """The files without the text, by path."""
    changed: dict[str, bytes] = {}
    for identifier, number in wanted.revisions:
        newest = holdings.newest.get(identifier)
        if newest is None or not 1 <= (number or 1) <= newest.revision:
            what = identifier if number is None else f"{identifier}/{number}"
            raise DossierError(f"`{what}` was never published")
        numbers = range(1, newest.revision + 1) if number is None else [number]
        found = [made for one in numbers if (made := _without(identifier, one, wanted.text, notice, tree))]
        if not found:
            what = identifier if number is None else f"{identifier}/{number}"
            raise DossierError(f"`{what}` does not hold the text")
        for made in found:
            changed.update(made)
    return changed


def _without(
    identifier: str, number: int, text: Unwanted, notice: RedactionNotice, tree: CommitTree
) -> dict[str, bytes]:
    """The page and the record of a revision without the text; nothing where neither holds it."""
    page_path, record_path = paths(identifier, number)
    files = dict(tree.read([page_path, record_path]))
    page, record = files[page_path], files[record_path]
    left = redacted_record(record, text)
    if left == record and not page_holds(page, text):
        return {}
    made = {page_path: redacted_page(page, text, (digest(record), digest(left)), notice)}
    return made if left == record else {**made, record_path: left}


def _stock(tree: CommitTree, name: str) -> ReleaseTreeState:
    try:
        with progress("Verifying what was released") as step:
            return verify_or_raise(tree, step)
    except MismatchError as error:
        raise DossierError(f"the branch `{name}` does not hold: {error}") from None

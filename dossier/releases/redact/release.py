"""Releases that redact words, and the search for text that remains. [io]

No manifest is ever edited. The release of a redaction lists the changed paths again and names their old hashes. Only
that makes it legal for the files to differ from the older list.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from dossier.configuration import About
from dossier.errors import DossierError
from dossier.model.addresses import REVISIONS, Revision
from dossier.model.dates import PartialDate
from dossier.releases.publish.append import Addition, Outcome, append, verified_state
from dossier.releases.publish.archives import Asset
from dossier.releases.publish.commit_files import Seal, listed_files, make_manifest, sealed_files
from dossier.releases.redact.text import (
    RedactionNotice,
    TextToRedact,
    contains,
    names_with_text,
    page_contains,
    redact_page,
    redact_record,
)
from dossier.releases.store.branch import Branch, CommitTree
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.manifest import ReleaseTreeState
from dossier.releases.store.release_json import RedactedFile, Release, TimestampStatement
from dossier.releases.store.version import next_version
from dossier.releases.verify.trees import FolderTree

# Python refuses to read numbers of thousands of digits.
_NUMBER = re.compile(r"[0-9]{1,9}")
# The first bytes of a file of each format.
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class RedactionOrder:
    """A request to redact a text, with the authority and reason that are printed."""

    # Identifiers of records with the number of a revision, or None for all revisions that contain the text.
    revisions: Sequence[tuple[str, int | None]]
    text: TextToRedact
    authority: str
    reason: str


@dataclass(frozen=True, slots=True)
class Redactor:
    """Makes redaction releases on a branch."""

    branch: Branch
    about: About
    # Returns the timestamp and signature of a manifest.
    seal: Callable[[bytes], Seal]
    timestamp: TimestampStatement | None
    is_signed: bool
    # The witness of the release is written here.
    assets_folder: Path

    def redact(self, order: RedactionOrder, day: date) -> Outcome[Release]:
        """Make a release that removes the text, and append it to the branch.

        Raises DossierError if a revision does not contain the text, if the text is a part of an identifier, or if the
        branch does not verify. The branch then stays as it was.
        """
        return append(self.branch, self.assets_folder, partial(self._addition, order, day))

    def _addition(self, order: RedactionOrder, day: date, tip: str | None) -> Addition[Release]:
        """The release that removes the text from the files at the tip."""
        if tip is None:
            raise DossierError(f"there is no branch `{self.branch.name}`, so nothing was ever released")
        state = verified_state(self.branch, tip)
        version = next_version(day, state.versions)
        words = str(PartialDate.parse(day.isoformat()))
        notice = RedactionNotice(version, words, order.authority, order.reason)
        changed = _redacted_files(order, notice, CommitTree(self.branch.repository, tip), state)
        last = state.lines[-1]
        release = Release(
            version=version,
            date=day.isoformat(),
            site_url=self.about.address,
            # This release brings no evidence, so the source of the whole stays the commit released last.
            source_commit=last.source_commit,
            previous=last.version,
            records=len(state.newest),
            redacted=tuple(
                RedactedFile(path, state.hashes[path], order.authority, order.reason) for path in sorted(changed)
            ),
            timestamp=self.timestamp,
        )
        listed = listed_files(release, changed, self.about.name, is_signed=self.is_signed)
        sums = make_manifest(listed)
        files, witness = sealed_files(state, release, listed, sums, self.seal(sums))
        return Addition(release, files, (Asset(*witness),), f"Release {release.version}: redaction\n")


def parse_revisions(names: Sequence[str]) -> list[tuple[str, int | None]]:
    """The records and revisions from names such as `CLM-2026-0042` and `CLM-2026-0042/3`.

    Raises DossierError if a name is neither.
    """
    revisions: list[tuple[str, int | None]] = []
    for name in names:
        identifier, slash, number = name.strip("/").removeprefix(REVISIONS).partition("/")
        if slash and not _NUMBER.fullmatch(number):
            raise DossierError(f"`{name}` is not a revision such as CLM-2026-0042/3")
        revisions.append((identifier, int(number) if slash else None))
    return revisions


def find_text(tree: CommitTree | FolderTree, unwanted: TextToRedact) -> Iterator[str]:
    """Yield the path of each file that contains the text, also in gzip and zip files."""
    for path, content in tree.read(sorted(tree.paths())):
        if _contains(content, unwanted):
            yield path


def _redacted_files(
    order: RedactionOrder, notice: RedactionNotice, tree: CommitTree, state: ReleaseTreeState
) -> Mapping[str, bytes]:
    """The files that contain the text, by path, with the text removed."""
    changed: dict[str, bytes] = {}
    for identifier, number in order.revisions:
        name = identifier if number is None else f"{identifier}/{number}"
        newest = state.newest.get(identifier)
        if newest is None or not (number is None or 1 <= number <= newest.number):
            raise DossierError(f"`{name}` was never published")
        numbers = range(1, newest.number + 1) if number is None else [number]
        files: dict[str, bytes] = {}
        for each in numbers:
            files |= _redacted_revision(Revision(identifier, each), order.text, notice, tree)
        if not files:
            raise DossierError(f"`{name}` does not contain the text")
        changed |= files
    return changed


def _redacted_revision(
    revision: Revision, text: TextToRedact, notice: RedactionNotice, tree: CommitTree
) -> dict[str, bytes]:
    """The page and the record of a revision without the text. Empty if neither contains it."""
    files = dict(tree.read(revision.files))
    page, record = files[revision.page], files[revision.record]
    for name in names_with_text(record, text):
        raise DossierError(
            f"the text is a part of `{name}` in `{revision.record}`, and names by which records are found cannot be "
            "redacted: give more of the words around it"
        )
    new_record = redact_record(record, text)
    if new_record == record and not page_contains(page, text):
        return {}
    new_page = redact_page(page, text, (digest(record), digest(new_record)), notice)
    return {revision.page: new_page} if new_record == record else {revision.page: new_page, revision.record: new_record}


def _contains(content: bytes, unwanted: TextToRedact) -> bool:
    return any(contains(part, unwanted) for part in _unpack(content))


def _unpack(content: bytes) -> Iterator[bytes]:
    """Yield the file itself and, for a gzip or zip file, its contents. A damaged archive yields nothing more."""
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

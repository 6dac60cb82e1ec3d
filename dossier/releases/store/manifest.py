"""Manifests of releases, and the state of the release tree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dossier.model.addresses import RELEASES, Revision
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.ledger import LedgerLine
from dossier.releases.store.suspensions import Suspension, suspended_records, suspended_revisions
from dossier.releases.store.version import is_version

# The format of `sha256sum` in GNU coreutils: a hash, two spaces and a path.
_LINE = re.compile(r"([0-9a-f]{64})  ([0-9A-Za-z][0-9A-Za-z._/-]*)")


def to_bytes(hashes: Mapping[str, str]) -> bytes:
    r"""The manifest of files with these hashes: a line `<hex>  <path>` for each file, sorted by path.

    >>> to_bytes({"r/court/1/record.json": "ab" * 32})[62:]
    b'ab  r/court/1/record.json\n'
    """
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes)).encode()


def parse(content: bytes) -> dict[str, str]:
    """The hash of each listed file, by path.

    Raises ValueError, naming the line, if a line is malformed, out of order or repeated.
    """
    hashes: dict[str, str] = {}
    last_path = ""
    try:
        text = content.decode("ascii")
    except UnicodeDecodeError:
        raise ValueError("is not ASCII") from None
    if text and not text.endswith("\n"):
        raise ValueError("does not end with a line break")
    for number, line in enumerate(text.split("\n")[:-1], 1):
        match = _LINE.fullmatch(line)
        if match is None or not _can_be_listed(match.group(2)):
            raise ValueError(f"has no hash and path in line {number}")
        if match.group(2) <= last_path:
            raise ValueError(f"is not sorted at line {number}")
        last_path = match.group(2)
        hashes[last_path] = match.group(1)
    return hashes


def _can_be_listed(path: str) -> bool:
    """True for the path of a file of a revision, or of a file of a release that a manifest lists."""
    if Revision.parse(path) is not None:
        return True
    parts = path.split("/")
    return len(parts) == 3 and f"{parts[0]}/" == RELEASES and is_version(parts[1]) and parts[2] in OWN_FILES


SUMS = "SHA256SUMS"
# The files of a release itself that its manifest lists.
OWN_FILES = ("VERIFY.md", "index.html", "release.json")
# The files next to a manifest that it cannot list: its timestamp and signature, and what verifies them.
TIMESTAMP, SIGNATURE = "SHA256SUMS.tsr", "SHA256SUMS.sig"
CERTIFICATES, SIGNERS = "tsa.pem", "allowed_signers"
SEALS = (TIMESTAMP, CERTIFICATES, SIGNATURE, SIGNERS)
# No manifest lists this file, the only such file of the branch. It keeps git from changing line breaks in a checkout.
ATTRIBUTES = ".gitattributes"
ATTRIBUTES_CONTENT = b"* -text\n"


@dataclass(frozen=True)
class ReleaseTreeState:
    """The content of a tree of frozen files, which is empty before the first release."""

    # The lines of the ledger.
    lines: tuple[LedgerLine, ...] = ()
    # The SHA-256 digest of each listed file, by path.
    hashes: Mapping[str, str] = field(default_factory=dict)
    # The active suspensions, by path.
    suspensions: Mapping[str, Suspension] = field(default_factory=dict)

    @property
    def versions(self) -> frozenset[str]:
        """The versions of all releases."""
        return frozenset(line.version for line in self.lines)

    @cached_property
    def newest(self) -> Mapping[str, Revision]:
        """The newest revision of each record, by identifier."""
        newest: dict[str, Revision] = {}
        for path in self.hashes:
            revision = Revision.parse(path) if path.endswith("/record.json") else None
            if revision is not None:
                newest[revision.identifier] = max(revision, newest.get(revision.identifier, revision))
        return newest

    @cached_property
    def suspended(self) -> Mapping[Revision, Suspension]:
        """The suspended revisions."""
        return suspended_revisions(self.suspensions)

    @cached_property
    def suspended_records(self) -> frozenset[str]:
        """The records that are suspended themselves, which are taken out of the dossier."""
        return frozenset(suspended_records(self.newest, self.suspensions))

    @property
    def newest_hash(self) -> str:
        """The SHA-256 digest of the lines `ID NUMBER DIGEST` of all newest revisions, sorted bytewise."""
        newest = self.newest.values()
        lines = sorted(f"{each.identifier} {each.number} {self.hashes[each.record]}\n".encode() for each in newest)
        return digest(b"".join(lines))

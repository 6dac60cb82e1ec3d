"""Manifests of releases, and the state of the release tree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from dossier.releases.store.ledger import LedgerLine, Newest

# As GNU coreutils writes it: two spaces mean that the file was read as it is.
_LINE = re.compile(r"([0-9a-f]{64})  ([0-9A-Za-z][0-9A-Za-z._/-]*)")


def to_bytes(hashes: Mapping[str, str]) -> bytes:
    r"""The manifest of these files: one line `<hex>  <path>` each, sorted by path.

    >>> to_bytes({"r/ico/1/record.json": "ab" * 32})[62:]
    b'ab  r/ico/1/record.json\n'
    """
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes)).encode()


def parse(content: bytes) -> dict[str, str]:
    """The hash of each file listed; raises ValueError where a line is malformed, out of order or listed twice."""
    hashes: dict[str, str] = {}
    last = ""
    try:
        text = content.decode("ascii")
    except UnicodeDecodeError:
        raise ValueError("is not ASCII") from None
    if text and not text.endswith("\n"):
        raise ValueError("does not end with a line break")
    for number, line in enumerate(text.split("\n")[:-1], 1):
        found = _LINE.fullmatch(line)
        if found is None or "/../" in f"/{found.group(2)}/" or "//" in found.group(2):
            raise ValueError(f"has no hash and path in line {number}")
        if found.group(2) <= last:
            raise ValueError(f"is not sorted at line {number}")
        last = found.group(2)
        hashes[last] = found.group(1)
    return hashes


SUMS = "SHA256SUMS"
# What lies beside a manifest and cannot be listed in it: itself, what vouches for it, and how to check that.
STAMP, SIGNATURE = "SHA256SUMS.tsr", "SHA256SUMS.sig"
CERTIFICATES, SIGNERS = "tsa.pem", "allowed_signers"
SEALS = (STAMP, CERTIFICATES, SIGNATURE, SIGNERS)

_REVISION = re.compile(r"r/([A-Za-z0-9-]+)/([1-9][0-9]*)/record\.json")


@dataclass(frozen=True, slots=True)
class ReleaseTreeState:
    """What a tree of frozen files holds; nothing, before the first release."""

    lines: tuple[LedgerLine, ...] = ()
    hashes: Mapping[str, str] = field(default_factory=dict)
    newest: Mapping[str, Newest] = field(default_factory=dict)

    @property
    def versions(self) -> frozenset[str]:
        """The names that releases have."""
        return frozenset(line.version for line in self.lines)


def newest_of(hashes: Mapping[str, str]) -> dict[str, Newest]:
    """The newest revision of each record among these files."""
    newest: dict[str, Newest] = {}
    for path, sha256 in hashes.items():
        found = _REVISION.fullmatch(path)
        if found is not None:
            one = Newest(found[1], int(found[2]), sha256)
            newest[one.identifier] = max(one, newest.get(one.identifier, one))
    return newest

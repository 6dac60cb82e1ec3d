"""What a tree of frozen files holds: the ledger, the hash of every file, the newest revisions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from dossier.releases.ledger import Line, Newest

SUMS = "SHA256SUMS"
# What lies beside a manifest and cannot be listed in it: itself, what vouches for it, and how to check that.
STAMP, SIGNATURE = "SHA256SUMS.tsr", "SHA256SUMS.sig"
CERTIFICATES, SIGNERS = "tsa.pem", "allowed_signers"
SEALS = (STAMP, CERTIFICATES, SIGNATURE, SIGNERS)

_REVISION = re.compile(r"r/([A-Za-z0-9-]+)/([1-9][0-9]*)/record\.json")


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a tree of frozen files holds; nothing, before the first release."""

    lines: tuple[Line, ...] = ()
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

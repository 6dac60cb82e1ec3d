"""A request to redact texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dossier.errors import DossierError
from dossier.model.addresses import REVISIONS, Revision
from dossier.releases.redact.replacing import Texts

# Python refuses to read numbers of thousands of digits.
_NUMBER = re.compile(r"[0-9]{1,9}")

# The identifier of a record with the number of a revision, or None for all its revisions.
Named = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class RedactionOrder:
    """The texts and the revisions, with the authority and reason that are printed."""

    # Of all revisions of a record, only those with a text are redacted.
    revisions: Sequence[Named]
    texts: Texts
    authority: str
    reason: str
    # Records and revisions in which what is left of a text stays.
    leave: Sequence[Named] = ()

    def leaves(self, path: str) -> bool:
        """True if what is left of a text in a published file stays."""
        revision = Revision.parse(path)
        if revision is None:
            return False
        return (revision.identifier, None) in self.leave or (revision.identifier, revision.number) in self.leave


def parse_revisions(names: Sequence[str]) -> list[Named]:
    """The records and revisions from names such as `CLM-2026-0042` and `CLM-2026-0042/3`.

    Raises DossierError if a name is neither.
    """
    revisions: list[Named] = []
    for name in names:
        identifier, slash, number = name.strip("/").removeprefix(REVISIONS).partition("/")
        if slash and not _NUMBER.fullmatch(number):
            raise DossierError(f"`{name}` is not a revision such as CLM-2026-0042/3")
        revisions.append((identifier, int(number) if slash else None))
    return revisions

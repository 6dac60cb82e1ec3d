"""A request to redact texts, and its refusal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dossier.errors import DossierError
from dossier.model.addresses import RELEASES, REVISIONS, Revision
from dossier.releases.redact.replacing import Texts
from dossier.releases.store.version import is_version

# Python refuses to read numbers of thousands of digits.
_NUMBER = re.compile(r"[0-9]{1,9}")

# The identifier of a record with the number of a revision, or None for all its revisions.
Named = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class RedactionOrder:
    """The texts, the revisions and the releases, with the authority and reason that are printed."""

    # Of all revisions of a record, only those with a text are redacted.
    revisions: Sequence[Named]
    texts: Texts
    authority: str
    reason: str
    # Records, revisions and releases in which what is left of a text stays.
    leave: Sequence[Named] = ()
    # True if words with the letters and digits of a text go as well.
    is_loose: bool = False

    def leaves(self, path: str) -> bool:
        """True if what is left of a text in a published file stays."""
        revision = Revision.parse(path)
        if revision is None:
            return (release_of(path), None) in self.leave
        return (revision.identifier, None) in self.leave or (revision.identifier, revision.number) in self.leave

    @property
    def versions(self) -> frozenset[str]:
        """The releases whose own words are to be redacted."""
        return frozenset(name for name, _ in self.revisions if is_version(name))


def release_of(path: str) -> str:
    """The version of the release that a file describes, or another text for another file."""
    return path.removeprefix(RELEASES).partition("/")[0]


def name_of_file(path: str) -> str:
    """The revision or the release that a published file belongs to, as an order names it."""
    revision = Revision.parse(path)
    return release_of(path) if revision is None else str(revision)


def shown_name(identifier: str, number: int | None) -> str:
    """A revision, or all revisions of a record, as an order names them."""
    return identifier if number is None else f"{identifier}/{number}"


def parse_revisions(names: Sequence[str]) -> list[Named]:
    """The records and revisions from names such as `CLM-2026-0042` and `CLM-2026-0042/3`. Other names stay as they are.

    Raises DossierError if what follows a slash is no number.
    """
    revisions: list[Named] = []
    for name in names:
        identifier, slash, number = name.strip("/").removeprefix(REVISIONS).removeprefix(RELEASES).partition("/")
        if slash and not _NUMBER.fullmatch(number):
            raise DossierError(f"`{name}` is not a revision such as CLM-2026-0042/3")
        revisions.append((identifier, int(number) if slash else None))
    return revisions


class TextLeftError(DossierError):
    """Some of a text would be left in these revisions and releases, in these spellings of it and perhaps others.

    `would_go_loosely` is True if a loose order would redact some of it, and `is_left_on_page` if a record keeps the
    words in square brackets because its page has them at other places.
    """

    def __init__(
        self,
        message: str,
        names: Sequence[str],
        spellings: Texts,
        *,
        would_go_loosely: bool,
        is_left_on_page: bool = False,
    ) -> None:
        super().__init__(message)
        self.names = names
        self.spellings = spellings
        self.would_go_loosely = would_go_loosely
        self.is_left_on_page = is_left_on_page

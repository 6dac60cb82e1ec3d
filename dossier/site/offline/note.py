"""Day, state and address that each page of a copy names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dossier.configuration import About, address_problem
from dossier.model.dates import PartialDate


@dataclass(frozen=True, slots=True)
class CopyNote:
    """The day and the state of a copy, and the address of the site that it is a copy of."""

    site_name: str
    day: str
    # The newest release, or None if the site shows no release.
    release: str | None
    # Ends with a slash. Empty if other people cannot reach the site.
    address: str

    @property
    def state(self) -> str:
        """The state of what the copy holds: "unreleased draft" or, for instance, "releases up to 2026.11.23"."""
        return "unreleased draft" if self.release is None else f"releases up to {self.release}"


def copy_note(about: About, day: date, releases: Sequence[str]) -> CopyNote:
    """The note for a copy of the site that was built on this day with these releases, oldest first."""
    address = "" if address_problem(about.address) else f"{about.address.rstrip('/')}/"
    return CopyNote(about.name, str(PartialDate.parse(day.isoformat())), releases[-1] if releases else None, address)

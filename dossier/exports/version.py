"""The version of the exports, and what changed in each.

Within a version fields are added and never renamed, removed or given another meaning; whatever reads one version keeps
working until it ends.
"""

from __future__ import annotations

from dataclasses import dataclass

VERSION = "v1"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the exports: the version, the day, and what is different."""

    version: str
    date: str
    what: str


CHANGES = (Change("v1", "23 November 2026", "First version."),)

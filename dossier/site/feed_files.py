"""The feeds of bodies in focus, countries and cases, written and removed. [io]"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from dossier.configuration import About
from dossier.exports.followed import FollowedFeeds
from dossier.pages.groups import Group
from dossier.reading.dossier import Dossier
from dossier.system.atomic import replace_file


@dataclass(slots=True)
class FeedFiles:
    """Writes each feed that changed since it wrote the feeds last."""

    _written: dict[str, bytes] = field(default_factory=dict)

    @property
    def paths(self) -> frozenset[str]:
        """The paths of the feeds, from the root of the site."""
        return frozenset(self._written)

    def write(self, dossier: Dossier, about: About, groups: Iterable[Group], site: Path) -> None:
        """Write the feeds of a dossier into the folder of its site, and remove all others."""
        current = dict(FollowedFeeds(dossier, about).files(groups))
        for path in self._written.keys() - current.keys():
            (site / path).unlink(missing_ok=True)
        for path, content in current.items():
            if self._written.get(path) != content:
                replace_file(site / path, content)
        self._written = current

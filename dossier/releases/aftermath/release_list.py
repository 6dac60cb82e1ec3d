"""Releases with the titles of the records that each added or changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.model.addresses import Revision
from dossier.reading.dossier import Dossier
from dossier.releases.aftermath.published import Published
from dossier.releases.aftermath.release_words import release_words
from dossier.releases.aftermath.shown_titles import protected_sources, shown_title
from dossier.releases.freeze.page import day_in_words
from dossier.releases.store.release_json import NewRevision, Release

# A release lists so many titles, and all releases together list so many, so that the page stays light.
MOST_OF_RELEASE, MOST = 100, 600


@dataclass(frozen=True, slots=True)
class ListedRevision:
    """A revision that a release made, with its title as frozen and what happened to its record."""

    revision: Revision
    # None if living pages must not show it.
    title: str | None
    event: str


@dataclass(frozen=True, slots=True)
class ListedRelease:
    """A release with some of the revisions that it made, the most serious events first."""

    version: str
    day: str
    records: int
    # Such as "7 added, 2 changed (1 corrected)".
    words: str
    revisions: tuple[ListedRevision, ...] = ()
    # The number of revisions that it made.
    made: int = 0


def release_list(published: Published, dossier: Dossier) -> tuple[ListedRelease, ...]:
    """All releases, newest first."""
    protected = protected_sources(dossier, published)
    listed, room = [], MOST
    for release in reversed(published.releases):
        first = list(_by_event(release))[: min(MOST_OF_RELEASE, room)]
        room -= len(first)
        revisions = (
            ListedRevision(new.place, shown_title(published.revision(new.place), protected), event)
            for new, event in first
        )
        listed.append(
            ListedRelease(
                release.version,
                day_in_words(release.date),
                release.records,
                release_words(release),
                tuple(revisions),
                len(release.revisions),
            )
        )
    return tuple(listed)


def _by_event(release: Release) -> Iterator[tuple[NewRevision, str]]:
    """Yield each revision of a release with what happened to its record."""
    withdrawn, corrected = set(release.withdrawn), set(release.corrected)
    earlier = (*release.changed, *release.reissued)
    yield from ((new, "withdrawn") for new in earlier if new.id in withdrawn)
    left = [new for new in earlier if new.id not in withdrawn]
    yield from ((new, "corrected") for new in left if new.id in corrected)
    yield from ((new, "changed") for new in release.changed if new.id not in withdrawn | corrected)
    for new in release.added:
        yield new, "added, withdrawn" if new.id in withdrawn else "added"
    yield from ((new, "issued again") for new in release.reissued if new.id not in withdrawn)

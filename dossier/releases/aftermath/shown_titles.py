"""Titles of frozen revisions that living pages may show.

They come from the frozen records as they are now, so redacted words are in none of them. A suspended revision has no
title. The title of a source that became protected later may show whose it is.
"""

from __future__ import annotations

from dossier.model.identifiers import Kind
from dossier.reading.dossier import Dossier
from dossier.releases.aftermath.published import FrozenRevision, Published

_SOURCES = f"{Kind.SOURCE.prefix}-"


def protected_sources(dossier: Dossier, published: Published) -> frozenset[str]:
    """The protected sources: those in the evidence, and those whose newest revision is protected."""
    here = {entry.record.id for entry in dossier.sources() if entry.record.is_protected}
    gone = {
        name
        for name, revisions in published.revisions.items()
        if name.startswith(_SOURCES) and name not in dossier.entries and _is_protected(revisions[-1])
    }
    return frozenset(here | gone)


def shown_title(frozen: FrozenRevision, protected: frozenset[str]) -> str | None:
    """The title as frozen, or None if living pages must not show it. `protected` has the protected sources."""
    if frozen.revision.identifier in protected and not _is_protected(frozen):
        return None
    return frozen.title


def _is_protected(frozen: FrozenRevision) -> bool:
    return "protected" in frozen.record.get("unpublished", {})

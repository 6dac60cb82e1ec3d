"""The forum and the day of a decision, compared with its source."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from functools import lru_cache

from dossier.model import Body, Proceeding, Source
from dossier.model.dates import PartialDate
from dossier.reading.dossier import Dossier

_MONTH = timedelta(days=31)


def is_of_day(source: Source, proceeding: Proceeding) -> bool | None:
    """True if a source was issued on the day of a decision, of its publication, or between them. None if not known."""
    issued = source.issued
    days = [each for each in (proceeding.decided, proceeding.published) if each is not None]
    if not isinstance(issued, PartialDate) or not days:
        return None
    first, last = min(each.earliest for each in days), max(each.latest for each in days)
    if issued.earliest <= last and first <= issued.latest:
        return True
    # Without the day of the decision, it may have been made before it was published.
    return None if proceeding.decided is None and issued.latest < first else False


def is_soon_after(source: Source, proceeding: Proceeding) -> bool:
    """True if a source was issued within a month of the decision, as a reprint is."""
    issued, decided = source.issued, proceeding.decided
    if not isinstance(issued, PartialDate) or decided is None:
        return False
    return timedelta() <= issued.latest - decided.earliest <= _MONTH


def forums_of(dossier: Dossier, source: Source) -> Collection[str]:
    """The bodies on record that a source names as its court or, if it names no court on record, as its publisher."""
    publishers = {source.publisher_body, *_bodies_by_name(dossier).get(_folded_name(source.publisher), ())}
    return courts_of(dossier, source) or {each for each in publishers if each is not None}


def courts_of(dossier: Dossier, source: Source) -> Collection[str]:
    """The bodies on record that a source can mean by its court."""
    return _bodies_by_name(dossier).get(_folded_name(source.court), ())


@lru_cache(maxsize=4)
def _bodies_by_name(dossier: Dossier) -> Mapping[str, Collection[str]]:
    """The bodies with each name or alias, also without what follows it in brackets, such as a place."""
    found: dict[str, set[str]] = {}
    for name, entry in dossier.entries.items():
        body = entry.record
        if isinstance(body, Body):
            fields = (body.name, body.name_in_english, getattr(body, "abbreviation", None))
            for text in (*fields, *(alias.name for alias in body.aliases)):
                for key in (_folded_name(text), _folded_name(text).partition(" (")[0]) if text else ():
                    found.setdefault(key, set()).add(name)
    return found


def _folded_name(name: str | None) -> str:
    """A name without regard to case, spaces, the shape of an apostrophe, and an article."""
    return " ".join((name or "").casefold().replace("\u2019", "'").split()).removeprefix("the ")

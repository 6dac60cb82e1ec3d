"""The forum and the day of a decision, compared with its source."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

from dossier.model import Body, Proceeding, Source
from dossier.model.dates import PartialDate
from dossier.reading.dossier import Dossier
from dossier.reading.later_steps import later_steps


def is_of_time(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """False if a source was issued before a decision, or after a later decision changed it."""
    issued, decided = source.issued, proceeding.decided
    is_older = isinstance(issued, PartialDate) and decided is not None and issued.latest < decided.earliest
    return not is_older and not is_after_change(dossier, source, proceeding)


def is_after_change(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if a source was issued after a later decision changed a decision, so that it cannot be what was changed."""
    issued = source.issued
    changes = [step.date for step in later_steps(dossier, proceeding.id) if step.is_change]
    return isinstance(issued, PartialDate) and any(date and issued.earliest > date.latest for date in changes)


def is_of_day(source: Source, proceeding: Proceeding) -> bool:
    """True if a source was issued on the day of a decision, as far as both days are known."""
    issued, decided = source.issued, proceeding.decided
    if not isinstance(issued, PartialDate) or decided is None:
        return False
    return issued.earliest <= decided.latest and decided.earliest <= issued.latest


def is_by_forum(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if a source names the forum of a proceeding as its court or, if it names no court on record, publisher."""
    courts = courts_of(dossier, source)
    publishers = {source.publisher_body, *_bodies_by_name(dossier).get(_folded_name(source.publisher), ())}
    return proceeding.forum in (courts or publishers)


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

"""The forum and the day of a decision, compared with its source."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import IntEnum
from functools import lru_cache

from dossier.model import Body, Proceeding, Source
from dossier.model.dates import PartialDate
from dossier.reading.dossier import Dossier
from dossier.reading.later_steps import later_steps


class DayFit(IntEnum):
    """How well the day of a source fits that of a decision, from worst to best."""

    OTHER = 0
    """It is another day."""
    NOT_KNOWN = 1
    """Either day is not known."""
    BETWEEN = 2
    """It is between the decision and its publication."""
    POSSIBLE = 3
    """It may be the day of the decision or of its publication, which are given less exactly."""
    SAME = 4
    """It is the day of the decision or of its publication."""


def day_fit(source: Source, proceeding: Proceeding) -> DayFit:
    """How well the day of a source fits that of the decision, or of its publication."""
    issued = source.issued
    days = [each for each in (proceeding.decided, proceeding.published) if each is not None]
    if not isinstance(issued, PartialDate) or not days:
        return DayFit.NOT_KNOWN
    possible = [each for each in days if issued.earliest <= each.latest and each.earliest <= issued.latest]
    if possible:
        is_exact = any(issued.earliest == issued.latest == each.earliest == each.latest for each in possible)
        return DayFit.SAME if is_exact else DayFit.POSSIBLE
    if proceeding.decided is None and all(issued.latest < each.earliest for each in days):
        return DayFit.NOT_KNOWN
    is_between = min(each.latest for each in days) < issued.earliest < max(each.earliest for each in days)
    return DayFit.BETWEEN if is_between else DayFit.OTHER


def is_of_day(source: Source, proceeding: Proceeding) -> bool:
    """True if a source was issued on the day of a decision, of its publication, or between them."""
    return day_fit(source, proceeding) >= DayFit.BETWEEN


def is_of_time(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """False if a source was issued before a decision, or after a later decision changed it."""
    issued, decided = source.issued, proceeding.decided
    is_older = isinstance(issued, PartialDate) and decided is not None and issued.latest < decided.earliest
    return not is_older and not is_after_change(dossier, source, proceeding)


def is_after_change(dossier: Dossier, source: Source, proceeding: Proceeding) -> bool:
    """True if a source was issued after a later decision changed a decision, so that it cannot be what was changed."""
    issued = source.issued
    if is_of_day(source, proceeding):
        return False
    changes = [step.date for step in later_steps(dossier, proceeding.id) if step.is_change]
    return isinstance(issued, PartialDate) and any(date and issued.earliest > date.latest for date in changes)


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

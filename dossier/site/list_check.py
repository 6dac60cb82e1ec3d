"""Refuses lists and pictures that lack a record or have it twice."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from markupsafe import Markup

from dossier.errors import DossierError
from dossier.model.dates import Edtf
from dossier.pages.penalty_picture import MOST_BARS
from dossier.pages.question_matrix import MOST_BODIES, bodies_by_country
from dossier.pages.sections import Hub
from dossier.pages.tile_map import bodies_without_square
from dossier.reading.dossier import Dossier
from dossier.site.fragments import hub_fragments

_ROW = re.compile(r'<tr data-record="([^"]*)"')
_NUMBER = re.compile(r'<td data-label="[^"]*">(\d+)')
# The block with the picture of time, whose table has numbers of records.
_TIME = "time"


def complete_hub_fragments(page: Hub, view: object, dossier: Dossier) -> dict[str, Markup]:
    """The blocks of a hub by name. Raises DossierError if a list on it lacks a record or has it too often."""
    fragments = hub_fragments(page, view)
    for name, wanted in _wanted_rows(dossier).items():
        if name in fragments:
            refuse_other_rows(page.title, fragments[name], wanted)
    if _TIME in fragments:
        refuse_other_total(page.title, fragments[_TIME], _dated(dossier))
    return fragments


def refuse_other_rows(title: str, fragment: str, wanted: Iterable[str]) -> None:
    """Raise DossierError if the rows of a list are not about these records, each as often as it is given."""
    missing, found = Counter(wanted), Counter(html.unescape(name) for name in _ROW.findall(fragment))
    if missing == found:
        return
    lacking, excess = sorted(missing - found), sorted(found - missing)
    faults = [f"lacks {', '.join(lacking[:10])}"] if lacking else []
    faults += [f"has too many rows on {', '.join(excess[:10])}"] if excess else []
    raise DossierError(f"the list on the page `{title}` {' and '.join(faults)}")


def refuse_other_total(title: str, fragment: str, wanted: int) -> None:
    """Raise DossierError if the numbers in the table of a picture are not those of so many records."""
    total = sum(map(int, _NUMBER.findall(fragment)))
    if total != wanted:
        raise DossierError(f"the picture on the page `{title}` has {total} records, not {wanted}")


def _dated(dossier: Dossier) -> int:
    """The number of claims and proceedings that have a date."""
    claims = sum(isinstance(entry.record.date, Edtf) for entry in dossier.claims())
    proceedings = [entry.record for entry in dossier.proceedings()]
    return claims + sum(any((each.opened, each.decided, each.published)) for each in proceedings)


def _wanted_rows(dossier: Dossier) -> Mapping[str, list[str]]:
    """The identifiers of the records of each list or table, once for each row, by the block that has it.

    An area without a record has the identifier "".
    """
    claims = [entry.record for entry in dossier.claims()]
    proceedings = [entry.record for entry in dossier.proceedings()]
    penalties = [proceeding.id for proceeding in proceedings for _ in proceeding.penalties]
    subject = dossier.subject.file
    days = [(each.id, day) for each in proceedings for day in (each.opened, each.decided, each.published)]
    return {
        "claims": [claim.id for claim in claims],
        "bodies": [entry.record.id for entry in dossier.focus_bodies()],
        "focus": [entry.record.id for entry in dossier.focus_bodies()],
        "organisations": [entry.record.id for entry in dossier.organisations()],
        "proceedings": [proceeding.id for proceeding in proceedings],
        "sources": [entry.record.id for entry in dossier.sources()],
        "penalties": penalties,
        "maps": [
            name
            for drawn in dossier.subject.file.maps
            for name in (*(tile.body or "" for tile in drawn.tiles), *bodies_without_square(dossier, drawn))
        ],
        "questions": [body.id for body in bodies_by_country(dossier)[:MOST_BODIES]] if subject.questions else [],
        **({} if len(penalties) > MOST_BARS else {"sums": penalties}),
        "timeline": [
            *(claim.id for claim in claims if isinstance(claim.date, Edtf)),
            *(name for name, day in days if day is not None),
        ],
    }

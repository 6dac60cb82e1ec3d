"""Refuses lists and pictures that lack a record or have it twice."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Mapping

from markupsafe import Markup

from dossier.errors import DossierError
from dossier.model.dates import Edtf
from dossier.pages.list_pages import needs_pages
from dossier.pages.lists import RecordList
from dossier.pages.pictures.penalty_picture import MOST_BARS
from dossier.pages.pictures.question_matrix import MOST_BODIES, bodies_asked_about
from dossier.pages.pictures.tile_map import bodies_without_square
from dossier.pages.sections import LISTS, Hub, base_of
from dossier.reading.dossier import Dossier
from dossier.site.fragments import hub_fragments
from dossier.site.lists.further_pages import FurtherPage, further_page
from dossier.site.lists.list_printer import ListRows, list_rows, print_further_pages

_ROW = re.compile(r'<tr data-record="([^"]*)"')
_NUMBER = re.compile(r'<td data-label="[^"]*">(\d+)')
# The block with the picture of time, whose table has numbers of records.
_TIME = "time"


def complete_hub_fragments(page: Hub, view: object, dossier: Dossier) -> dict[str, Markup]:
    """The blocks of a hub by name. Raises DossierError if a list on it lacks a record or has it too often.

    The first page of a long list may lack records, which are on its further pages.
    """
    fragments = hub_fragments(page, view)
    for name, records in _wanted_rows(dossier).items():
        if name in fragments:
            is_long = name in LISTS and needs_pages(len(records))
            _refuse_other_rows(page, _rows(fragments[name]), Counter(records), may_lack=is_long)
    if _TIME in fragments:
        refuse_other_total(page.title, fragments[_TIME], _dated(dossier))
    return fragments


def complete_further_pages(page: Hub, listed: RecordList, dossier: Dossier) -> tuple[list[FurtherPage], ListRows]:
    """The further pages of the list of a hub, and its rows for the script. Both are empty if the list is not long.

    Raises DossierError if a record is not on the pages, or not in the rows, as often as it must be.
    """
    further = print_further_pages(listed, f"{base_of(page.path)}../")
    printed = [further_page(page, listed, each, block) for each, block in further]
    if not printed:
        return [], ListRows((), ())
    wanted, rows = _wanted_rows(dossier), list_rows(listed)
    [records] = [wanted[name] for _, name in page.parts if name in LISTS]
    _refuse_other_rows(page, _rows("".join(each.block for each in printed)), Counter(records))
    _refuse_other_rows(page, Counter(row[0] for row in rows.rows), Counter(records))
    return printed, rows


def _rows(fragment: str) -> Counter[str]:
    """The records of the rows in a fragment, each with the number of its rows."""
    return Counter(html.unescape(name) for name in _ROW.findall(fragment))


def _refuse_other_rows(page: Hub, found: Counter[str], wanted: Counter[str], *, may_lack: bool = False) -> None:
    """Raise DossierError if the rows of a list are not about these records, each as often as it is given."""
    lacking, excess = [] if may_lack else sorted(wanted - found), sorted(found - wanted)
    faults = [f"lacks {', '.join(lacking[:10])}"] if lacking else []
    faults += [f"has too many rows on {', '.join(excess[:10])}"] if excess else []
    if faults:
        raise DossierError(f"the list on the page `{page.title}` {' and '.join(faults)}")


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
        "questions": [body.id for body in bodies_asked_about(dossier)[:MOST_BODIES]] if subject.questions else [],
        **({} if len(penalties) > MOST_BARS else {"sums": penalties}),
        "timeline": [
            *(claim.id for claim in claims if isinstance(claim.date, Edtf)),
            *(name for name, day in days if day is not None),
        ],
    }

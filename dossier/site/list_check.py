"""Refuses lists that lack a record or have it twice."""

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
from dossier.pages.sections import LISTS, Hub, base_of
from dossier.reading.dossier import Dossier
from dossier.site.fragments import hub_fragments
from dossier.site.further_pages import FurtherPage, further_page
from dossier.site.list_printer import ListRows, list_rows, print_further_pages

_ROW = re.compile(r'<tr data-record="([^"]*)"')


def complete_hub_fragments(page: Hub, view: object, dossier: Dossier) -> dict[str, Markup]:
    """The blocks of a hub by name. Raises DossierError if a list on it lacks a record or has it too often.

    The first page of a long list may lack records, which are on its further pages.
    """
    fragments = hub_fragments(page, view)
    for name, records in _wanted_rows(dossier).items():
        if name in fragments:
            is_long = name in LISTS and needs_pages(len(records))
            _refuse_other_rows(page, _rows(fragments[name]), Counter(records), may_lack=is_long)
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


def _wanted_rows(dossier: Dossier) -> Mapping[str, list[str]]:
    """The identifiers of the records of each list, once for each row, by the block that has the list."""
    claims = [entry.record for entry in dossier.claims()]
    proceedings = [entry.record for entry in dossier.proceedings()]
    days = [(each.id, day) for each in proceedings for day in (each.opened, each.decided, each.published)]
    return {
        "claims": [claim.id for claim in claims],
        "bodies": [entry.record.id for entry in dossier.focus_bodies()],
        "focus": [entry.record.id for entry in dossier.focus_bodies()],
        "organisations": [entry.record.id for entry in dossier.organisations()],
        "proceedings": [proceeding.id for proceeding in proceedings],
        "sources": [entry.record.id for entry in dossier.sources()],
        "penalties": [proceeding.id for proceeding in proceedings for _ in proceeding.penalties],
        "timeline": [
            *(claim.id for claim in claims if isinstance(claim.date, Edtf)),
            *(name for name, day in days if day is not None),
        ],
    }

"""The definitions of terms, and the pages of prose that have them.

A page of prose asks for the table of a vocabulary with a line such as `[terms: standing]`. Each row has an anchor.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dossier.model.addresses import page_address
from dossier.model.vocabulary import Term
from dossier.pages.content import PageLink
from dossier.pages.group_links import word_of
from dossier.reading.dossier import Dossier

# The tables with the standings of claims and the statuses of proceedings.
STANDINGS, STATUSES = "standing", "status of a proceeding"
# A block of code, which stays as it is, or the line that asks for a table.
TABLE_LINE = re.compile(r"^(```|~~~).*?^\1|^\[terms:[ \t]*([^\[\]\n]*?)[ \t]*\][ \t]*$", re.MULTILINE | re.DOTALL)


def definition_anchor(table: str, value: str) -> str:
    """The anchor of a term in a table: "standing-disputed"."""
    return f"{word_of(table)}-{value}"


def definition_link(dossier: Dossier, table: str, term: Term) -> PageLink | None:
    """The link to the definition of a term, whose text is the definition, or None if no page has that table."""
    page = _pages(dossier).get(table)
    return (
        None
        if page is None
        else PageLink(term.summary or term.meaning, f"{page}#{definition_anchor(table, term.value)}")
    )


@lru_cache(maxsize=4)
def _pages(dossier: Dossier) -> dict[str, str]:
    """The page that has each table, by the name of the table."""
    found: dict[str, str] = {}
    for path, text in dossier.prose.items():
        page = page_address(path.partition("/")[2])
        for line in TABLE_LINE.finditer(text):
            if line[2] is not None:
                found.setdefault(line[2], page)
    return found

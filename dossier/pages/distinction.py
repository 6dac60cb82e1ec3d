"""The number by which a proceeding differs from others with its title.

The decisions in a case often have one name. The living page has the number after the title. It is not a part of the
title. A frozen page has only the title, because the number can depend on the titles of other records.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model import Proceeding, Record
from dossier.model.neutral_citation import printed_form
from dossier.model.redaction import MARK
from dossier.reading.decision_links import proceedings_with_title
from dossier.reading.dossier import Dossier


def distinction(dossier: Dossier, record: Record) -> str:
    """The neutral citation of a proceeding or, if others have its title, its case number or year in brackets.

    Empty for other kinds of record, for a title that has the number, and if no number is recorded.
    """
    if not isinstance(record, Proceeding):
        return ""
    number = next(_numbers(dossier, record), "")
    return "" if number.strip("()").casefold() in record.title.casefold() else number


def _numbers(dossier: Dossier, proceeding: Proceeding) -> Iterator[str]:
    """Yield the numbers by which a proceeding differs from others, the best first.

    What has the mark of a redaction is no number.
    """
    citation, number = proceeding.neutral_citation, proceeding.case_number
    if citation is not None and MARK not in citation:
        yield printed_form(citation)
    if len(proceedings_with_title(dossier, proceeding.title)) > 1:
        if number is not None and MARK not in number:
            yield f"({number})"
        day = proceeding.decided or proceeding.published or proceeding.opened
        if day is not None:
            yield f"({day.sort_key[0].year})"

"""Turn a pinpoint into the words for it in a citation of its source by OSCOLA, for beside a note's number."""

from __future__ import annotations

from dossier.cite.forms import Form, form_of
from dossier.cite.oscola_pinpoints import in_case, in_document, in_eu_case, in_law
from dossier.cite.runs import plain
from dossier.cite.styles import Style
from dossier.model.source import Source


def place_in(source: Source, pinpoint: str) -> str:
    """The place as the citation would have it, without what parts it from the words before: `[3]–[4]`, `art 3(2)`."""
    match form_of(source):
        case Form.CASE:
            runs = in_case(pinpoint, after_bracket=True)
        case Form.EU_CASE:
            runs = in_eu_case(pinpoint, Style.OSCOLA5)
        case Form.LAW | Form.EU_LAW:
            runs = in_law(pinpoint)
        case _:
            runs = in_document(pinpoint)
    return plain(runs).removeprefix(",").removeprefix(" ")

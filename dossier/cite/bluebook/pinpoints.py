"""Pinpoints and abbreviations of jurisdictions by The Bluebook."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.cite.oscola.pinpoints import bracketed_paragraphs
from dossier.cite.pinpoints import Pinpoint, Unit, join_numbers, parse_pinpoint
from dossier.cite.runs import Run

# Table T16: singular and plural.
_ABBREVIATED = {
    Unit.PARAGRAPH: ("¶", "¶¶"),
    Unit.ARTICLE: ("art.", "arts."),
    Unit.SECTION: ("§", "§§"),
    Unit.REGULATION: ("reg.", "regs."),
    Unit.RULE: ("r.", "rr."),
    Unit.SCHEDULE: ("sched.", "scheds."),
    Unit.RECITAL: ("recital", "recitals"),
    Unit.CHAPTER: ("ch.", "chs."),
    Unit.PART: ("pt.", "pts."),
}


def case_pinpoint(text: str | None) -> Iterator[Run]:
    """Yield the place in a judgment: paragraphs in square brackets after a comma.

    Courts that give neutral citations number paragraphs in this way (table T2).
    """
    pinpoint = None if text is None else parse_pinpoint(text)
    if pinpoint is not None and pinpoint.unit is Unit.PARAGRAPH:
        yield Run(f", {bracketed_paragraphs(pinpoint)}")
    else:
        yield from law_pinpoint(text)


def law_pinpoint(text: str | None) -> Iterator[Run]:
    """Yield the provision of a law after a comma (rule 12.9)."""
    pinpoint = None if text is None else parse_pinpoint(text)
    if pinpoint is not None:
        yield Run(f", {_unit_and_numbers(pinpoint)}")
    elif text is not None:
        yield Run(f", {text.strip()}")


def document_pinpoint(text: str | None, *, before_page: str = ", at ") -> Iterator[Run]:
    """Yield the place in a document (rules 3.2, 3.3).

    `before_page` is printed before a page: `, at ` in most documents, a space in a book, a comma after a first page.
    Paragraphs follow without a comma.
    """
    pinpoint = None if text is None else parse_pinpoint(text)
    if pinpoint is None:
        yield from law_pinpoint(text)
    elif pinpoint.unit in {Unit.PAGE, Unit.TIME}:
        yield Run(f"{before_page}{_unit_and_numbers(pinpoint)}")
    else:
        yield Run(f" {_unit_and_numbers(pinpoint)}")


def _unit_and_numbers(pinpoint: Pinpoint) -> str:
    if pinpoint.unit is Unit.TIME:  # of a recording (OSCOLA 5 §3.1.3)
        return join_numbers(pinpoint, before_last=", ")
    if pinpoint.unit is Unit.PAGE:
        return join_numbers(pinpoint, short=True, before_last=", ")
    return f"{_ABBREVIATED[pinpoint.unit][pinpoint.is_plural]} {join_numbers(pinpoint, before_last=' & ')}"


_COUNTRIES = {
    "AT": "Austria",
    "AU": "Austl.",
    "BE": "Belg.",
    "CA": "Can.",
    "CH": "Switz.",
    "DE": "Ger.",
    "DK": "Den.",
    "ES": "Spain",
    "FI": "Fin.",
    "FR": "Fr.",
    "GB": "UK",
    "GR": "Greece",
    "IE": "Ir.",
    "IT": "It.",
    "NL": "Neth.",
    "NO": "Nor.",
    "NZ": "N.Z.",
    "PT": "Port.",
    "SE": "Swed.",
}
_REGIONS = {
    "CA-AB": "Can. Alta.",
    "CA-BC": "Can. B.C.",
    "CA-ON": "Can. Ont.",
    "CA-QC": "Can. Que.",
    "GB-ENG": "Eng.",
    "GB-NIR": "N. Ir.",
    "GB-SCT": "Scot.",
    "GB-WLS": "Wales",
}


def jurisdiction_abbreviation(jurisdiction: str | None) -> str | None:
    """The abbreviation of a jurisdiction (ISO 3166 code), or None.

    None for the United States, which is home to the Bluebook, for the European Union, and for places not listed here.
    """
    if jurisdiction is None:
        return None
    return _REGIONS.get(jurisdiction) or _COUNTRIES.get(jurisdiction.partition("-")[0])

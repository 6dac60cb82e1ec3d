"""Pinpoints and places in Bluebook style."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.cite.oscola.pinpoints import bracketed
from dossier.cite.pinpoints import Pinpoint, Unit, listed, parse
from dossier.cite.runs import Run

# Table T16: for one and for several.
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


def in_case(text: str | None) -> Iterator[Run]:
    """Paragraphs of a judgment in square brackets, as courts with neutral citations number them (table T2)."""
    pinpoint = None if text is None else parse(text)
    if pinpoint is not None and pinpoint.unit is Unit.PARAGRAPH:
        yield Run(f", {bracketed(pinpoint)}")
    else:
        yield from in_law(text)


def in_law(text: str | None) -> Iterator[Run]:
    """The provision after a comma (rule 12.9)."""
    pinpoint = None if text is None else parse(text)
    if pinpoint is not None:
        yield Run(f", {_named(pinpoint)}")
    elif text is not None:
        yield Run(f", {text.strip()}")


def in_document(text: str | None, *, before_page: str = ", at ") -> Iterator[Run]:
    """Pages after `at`, in a book bare, after a first page with a comma; paragraphs without one (rules 3.2, 3.3)."""
    pinpoint = None if text is None else parse(text)
    if pinpoint is None:
        yield from in_law(text)
    elif pinpoint.unit in {Unit.PAGE, Unit.TIME}:
        yield Run(f"{before_page}{_named(pinpoint)}")
    else:
        yield Run(f" {_named(pinpoint)}")


def _named(pinpoint: Pinpoint) -> str:
    if pinpoint.unit is Unit.TIME:  # of a recording (OSCOLA 5 §3.1.3)
        return listed(pinpoint, last=", ")
    if pinpoint.unit is Unit.PAGE:
        return listed(pinpoint, short=True, last=", ")
    return f"{_ABBREVIATED[pinpoint.unit][pinpoint.is_plural]} {listed(pinpoint, last=' & ')}"


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


def place_of(jurisdiction: str | None) -> str | None:
    """The abbreviation of a jurisdiction (ISO 3166); None at home, in the Union, or where the table was not read."""
    if jurisdiction is None:
        return None
    return _REGIONS.get(jurisdiction) or _COUNTRIES.get(jurisdiction.partition("-")[0])

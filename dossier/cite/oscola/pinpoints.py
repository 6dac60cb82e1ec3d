"""Pinpoints and places in OSCOLA."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.cite.classify import CitationForm, form_of
from dossier.cite.pinpoints import Pinpoint, Unit, listed, parse
from dossier.cite.runs import Run, Style, plain
from dossier.model.source import Source


def place_in(source: Source, pinpoint: str) -> str:
    """The place as the citation would have it, without what parts it from the words before: `[3]–[4]`, `art 3(2)`."""
    match form_of(source):
        case CitationForm.CASE:
            runs = in_case(pinpoint, after_bracket=True)
        case CitationForm.EU_CASE:
            runs = in_eu_case(pinpoint, Style.OSCOLA5)
        case CitationForm.LAW | CitationForm.EU_LAW:
            runs = in_law(pinpoint)
        case _:
            runs = in_document(pinpoint)
    return plain(runs).removeprefix(",").removeprefix(" ")


# §§2.4.2, 2.5.2 and 3.1.3: abbreviations without full stops, for one and for several.
_ABBREVIATED = {
    Unit.PARAGRAPH: ("para", "paras"),
    Unit.ARTICLE: ("art", "arts"),
    Unit.SECTION: ("s", "ss"),
    Unit.REGULATION: ("reg", "regs"),
    Unit.RULE: ("r", "rr"),
    Unit.SCHEDULE: ("sch", "schs"),
    Unit.RECITAL: ("recital", "recitals"),
    Unit.CHAPTER: ("ch", "chs"),
    Unit.PART: ("pt", "pts"),
}


def in_case(text: str | None, *, after_bracket: bool) -> Iterator[Run]:
    """Paragraphs in square brackets, each number of a range in full (§§1.3.2, 2.1.6); pages as they are."""
    pinpoint = None if text is None else parse(text)
    if pinpoint is None:
        yield from _as_written(text)
    elif pinpoint.unit is Unit.PARAGRAPH:
        yield Run(f" {bracketed(pinpoint)}")
    elif pinpoint.unit is Unit.PAGE:
        # A page after a bracket takes no comma; after a number it must, or the two run together (4th edition, §2.1.6).
        yield Run(f"{' ' if after_bracket else ', '}{listed(pinpoint, short=True, last=', ')}")
    else:
        yield Run(f", {_named(pinpoint)}")


def in_eu_case(text: str | None, style: Style) -> Iterator[Run]:
    """Paragraphs in square brackets (§4.4.2); in the 4th edition `para` after a comma (§2.6.2)."""
    pinpoint = None if text is None else parse(text)
    if style is Style.OSCOLA4 and pinpoint is not None and pinpoint.unit is Unit.PARAGRAPH:
        yield Run(f", {_named(pinpoint)}")
    else:
        yield from in_case(text, after_bracket=False)


def in_law(text: str | None) -> Iterator[Run]:
    """The provision after a comma (§2.4.2)."""
    pinpoint = None if text is None else parse(text)
    if pinpoint is None:
        yield from _as_written(text)
    else:
        yield Run(f", {_named(pinpoint)}")


def in_document(text: str | None, *, is_after_page: bool = False) -> Iterator[Run]:
    """Paragraphs with `para`, pages bare, after a comma only where a first page stands before (§§3.1.3, 3.3)."""
    pinpoint = None if text is None else parse(text)
    if pinpoint is None:
        yield from _as_written(text)
    else:
        yield Run(f"{',' if is_after_page else ''} {_named(pinpoint)}")


def bracketed(pinpoint: Pinpoint) -> str:
    """Paragraphs of a judgment: `[42], [45]`, `[120]–[123]`."""
    spans = (f"[{one.first}]" + ("" if one.last is None else f"–[{one.last}]") for one in pinpoint.spans)
    return ", ".join(spans)


def _named(pinpoint: Pinpoint) -> str:
    if pinpoint.unit is Unit.TIME:  # of a recording (OSCOLA 5 §3.1.3)
        return listed(pinpoint, last=", ")
    if pinpoint.unit is Unit.PAGE:
        return listed(pinpoint, short=True, last=", ")
    return f"{_ABBREVIATED[pinpoint.unit][pinpoint.is_plural]} {listed(pinpoint)}"


def _as_written(text: str | None) -> Iterator[Run]:
    if text is not None:
        yield Run(f", {text.strip()}")

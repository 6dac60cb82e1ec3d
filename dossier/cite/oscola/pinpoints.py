"""Pinpoints by OSCOLA."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.cite.classify import CitationForm, form_of
from dossier.cite.pinpoints import Pinpoint, Unit, join_numbers, parse_pinpoint
from dossier.cite.runs import Run, Style, plain
from dossier.model.source import Source


def printed_pinpoint(source: Source, pinpoint: str) -> str:
    """The pinpoint as the citation of the source prints it, without the separator before it: `[3]–[4]`, `art 3(2)`."""
    match form_of(source):
        case CitationForm.CASE:
            runs = case_pinpoint(pinpoint, after_bracket=True)
        case CitationForm.EU_CASE:
            runs = eu_case_pinpoint(pinpoint, Style.OSCOLA5)
        case CitationForm.LAW | CitationForm.EU_LAW:
            runs = law_pinpoint(pinpoint)
        case _:
            runs = document_pinpoint(pinpoint)
    return plain(runs).removeprefix(",").removeprefix(" ")


# §§2.4.2, 2.5.2 and 3.1.3: abbreviations without full stops, singular and plural.
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


def case_pinpoint(text: str | None, *, after_bracket: bool) -> Iterator[Run]:
    """Yield the place in a judgment (§§1.3.2, 2.1.6).

    Paragraphs are in square brackets, with both numbers of a range in full. `after_bracket` is True if the citation
    ends with a round bracket.
    """
    pinpoint = None if text is None else parse_pinpoint(text)
    if pinpoint is None:
        yield from _as_written(text)
    elif pinpoint.unit is Unit.PARAGRAPH:
        yield Run(f" {bracketed_paragraphs(pinpoint)}")
    elif pinpoint.unit is Unit.PAGE:
        # A page takes no comma after a bracket, but after a number the two would run together (4th edition, §2.1.6).
        yield Run(f"{' ' if after_bracket else ', '}{join_numbers(pinpoint, short=True, before_last=', ')}")
    else:
        yield Run(f", {_unit_and_numbers(pinpoint)}")


def eu_case_pinpoint(text: str | None, style: Style) -> Iterator[Run]:
    """Yield the place in a judgment of the EU: `[19]` (§4.4.2), in the 4th edition `, para 19` (§2.6.2)."""
    pinpoint = None if text is None else parse_pinpoint(text)
    if style is Style.OSCOLA4 and pinpoint is not None and pinpoint.unit is Unit.PARAGRAPH:
        yield Run(f", {_unit_and_numbers(pinpoint)}")
    else:
        yield from case_pinpoint(text, after_bracket=False)


def law_pinpoint(text: str | None) -> Iterator[Run]:
    """Yield the provision of a law after a comma (§2.4.2)."""
    pinpoint = None if text is None else parse_pinpoint(text)
    if pinpoint is None:
        yield from _as_written(text)
    else:
        yield Run(f", {_unit_and_numbers(pinpoint)}")


def document_pinpoint(text: str | None, *, is_after_page: bool = False) -> Iterator[Run]:
    """Yield the place in a document: `para 3`, or a page as its number alone (§§3.1.3, 3.3).

    `is_after_page` is True if the citation ends with the first page, which a comma separates from the place.
    """
    pinpoint = None if text is None else parse_pinpoint(text)
    if pinpoint is None:
        yield from _as_written(text)
    else:
        yield Run(f"{',' if is_after_page else ''} {_unit_and_numbers(pinpoint)}")


def bracketed_paragraphs(pinpoint: Pinpoint) -> str:
    """Paragraphs of a judgment: `[42], [45]`, `[120]–[123]`."""
    ranges = ((f"[{each.first}]", "" if each.last is None else f"–[{each.last}]") for each in pinpoint.ranges)
    return ", ".join(first + last for first, last in ranges)


def _unit_and_numbers(pinpoint: Pinpoint) -> str:
    if pinpoint.unit is Unit.TIME:  # of a recording (OSCOLA 5 §3.1.3)
        return join_numbers(pinpoint, before_last=", ")
    if pinpoint.unit is Unit.PAGE:
        return join_numbers(pinpoint, short=True, before_last=", ")
    return f"{_ABBREVIATED[pinpoint.unit][pinpoint.is_plural]} {join_numbers(pinpoint)}"


def _as_written(text: str | None) -> Iterator[Run]:
    if text is not None:
        yield Run(f", {text.strip()}")

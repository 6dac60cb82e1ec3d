"""The citation box of a page, in every style and format.

The box holds citations to paste: of the document that the record describes, if there is one, and of the page itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dossier.cite import Decision, LaterDecision, Run, Runs, Style, cite, page_citation
from dossier.cite.fate import fate_of_record, later_course
from dossier.cite.formats.bibtex import bibtex
from dossier.cite.formats.csl_json import Item, item
from dossier.cite.formats.documents import CitedPage, decision_document, page_document
from dossier.cite.formats.plain import later_sentences, plain_citation
from dossier.cite.formats.ris import ris
from dossier.cite.formats.wikipedia import wikipedia
from dossier.cite.page import CitedRevision
from dossier.cite.with_history import decision_of, later_decisions, later_decisions_of_source
from dossier.model import Capture, Proceeding, Record, Source, title_of
from dossier.reading.dossier import Dossier, Entry


class CitationFormat(StrEnum):
    """The forms of a citation: the styles, and the formats of other tools."""

    OSCOLA5 = "oscola5"
    OSCOLA4 = "oscola4"
    BLUEBOOK = "bluebook"
    PLAIN = "plain"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"
    WIKIPEDIA = "wikipedia"

    @property
    def is_code(self) -> bool:
        """True if it is for a program and not for a reader, so that its lines and spaces matter."""
        return self in {CitationFormat.BIBTEX, CitationFormat.RIS, CitationFormat.CSL_JSON, CitationFormat.WIKIPEDIA}

    @property
    def takes_pinpoint(self) -> bool:
        """True if it can hold a pinpoint. In a reference manager the pinpoint is given with each use of the entry."""
        return self not in {CitationFormat.BIBTEX, CitationFormat.RIS, CitationFormat.CSL_JSON}


NAMES = {
    CitationFormat.OSCOLA5: "OSCOLA, 5th edition",
    CitationFormat.OSCOLA4: "OSCOLA, 4th edition",
    CitationFormat.BLUEBOOK: "Bluebook",
    CitationFormat.PLAIN: "Plain words",
    CitationFormat.BIBTEX: "BibTeX",
    CitationFormat.RIS: "RIS",
    CitationFormat.CSL_JSON: "CSL-JSON",
    CitationFormat.WIKIPEDIA: "Wikipedia",
}


# The pages print the styles; the formats are in the record's document.
FORMATS = tuple(form for form in CitationFormat if form.is_code)
_PRINTED = tuple(form for form in CitationFormat if not form.is_code)
# What the formats of a record's document are of.
ITSELF, PAGE = "itself", "page"


@dataclass(frozen=True, slots=True)
class CitedDecision:
    """A decision as it is cited, with the later decisions on it."""

    identifier: str
    decision: Decision
    later: tuple[LaterDecision, ...]
    # What is not known of its later course, or is pending, as a sentence. Else "".
    caveat: str = ""


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source as it is cited, with the later decisions on it if it is a judgment."""

    source: Source
    later: tuple[LaterDecision, ...]
    # What is not known of its later course, or is pending, as a sentence. Else "".
    caveat: str = ""


Cited = CitedPage | CitedDecision | CitedSource


@dataclass(frozen=True, slots=True)
class FormattedCitation:
    """A citation in a single form, ready to paste."""

    name: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class CitedThing:
    """A document or a page that can be cited, with its heading in the box."""

    title: str
    # Its name among the formats of the record's document.
    key: str
    cited: Cited

    def citations(self) -> Iterator[FormattedCitation]:
        """Yield its citation in each style for readers."""
        # Made when they are printed, because the citations for all pages of a large dossier would fill the memory.
        document = _document(self.cited)
        return (FormattedCitation(NAMES[form], _citation(self.cited, document, form, None)) for form in _PRINTED)


@dataclass(frozen=True, slots=True)
class CiteBox:
    """How to cite a record: first the document that it describes, if that can be cited, and last its page."""

    groups: tuple[CitedThing, ...]
    # The newest revision, by whose permalink the page is cited. None before the first release and during a suspension.
    revision: int | None


def cite_box(dossier: Dossier, entry: Entry[Record], site_name: str, cited_as: CitedRevision | None) -> CiteBox | None:
    """The box of a record's page. None for a preserved copy, because its source is cited instead."""
    if isinstance(entry.record, Capture):
        return None
    itself = cited_itself(dossier, entry.record)
    page = cited_page(dossier, entry.record, site_name, cited_as)
    groups = (
        (CitedThing("This page", PAGE, page),)
        if itself is None
        else (CitedThing(_name(entry.record), ITSELF, itself), CitedThing("This page about it", PAGE, page))
    )
    return CiteBox(groups, None if cited_as is None else cited_as.revision.number)


def formats(dossier: Dossier, record: Record, page: CitedPage) -> dict[str, dict[str, str]]:
    """The citations in each format for programs: those of the document or case on record, and those of its page.

    There are none for a preserved copy, because its source is cited. Formats have the names that `dossier cite` takes.
    """
    if isinstance(record, Capture):
        return {}
    itself = cited_itself(dossier, record)
    return ({} if itself is None else {ITSELF: _formats(itself)}) | {PAGE: _formats(page)}


def _formats(cited: Cited) -> dict[str, str]:
    source, later = _document(cited)
    return {form.value: _written(source, form, None, later) for form in FORMATS}


def cited_itself(dossier: Dossier, record: Record) -> CitedSource | CitedDecision | None:
    """The source or decision that a record describes, or None if it describes no such document."""
    fate = fate_of_record(dossier, record)
    caveat = "" if fate is None else fate.caveat
    match record:
        case Source():
            return CitedSource(record, later_decisions_of_source(dossier, record), caveat)
        case Proceeding():
            decision, later = decision_of(dossier, record), later_decisions(dossier, record.id)
            return CitedDecision(record.id, decision, later, caveat)
    return None


def cited_page(dossier: Dossier, record: Record, site_name: str, cited_as: CitedRevision | None) -> CitedPage:
    """The page of a record, with the title of its newest revision."""
    key = f"{record.id}-page" if isinstance(record, Source | Proceeding) else record.id
    later = later_course(dossier, record)
    if cited_as is None:
        return CitedPage(" ".join(title_of(record).split()), site_name, record.id, key, later=later)
    return CitedPage(cited_as.title, site_name, record.id, key, cited_as.permalink, cited_as.day, later)


def citation(cited: Cited, form: CitationFormat, pinpoint: str | None = None) -> Runs:
    """The citation in a single form, without its final full stop.

    A format for programs is a single run, line breaks included.
    """
    return _citation(cited, _document(cited), form, pinpoint)


def _citation(cited: Cited, document: tuple[Source, str], form: CitationFormat, pinpoint: str | None) -> Runs:
    if form in _STYLES:
        return _styled(cited, _STYLES[form], pinpoint)
    return (Run(_written(document[0], form, pinpoint, document[1])),)


_STYLES = {
    CitationFormat.OSCOLA5: Style.OSCOLA5,
    CitationFormat.OSCOLA4: Style.OSCOLA4,
    CitationFormat.BLUEBOOK: Style.BLUEBOOK,
}


def _styled(cited: Cited, style: Style, pinpoint: str | None) -> Runs:
    match cited:
        case CitedPage():
            return styled_page(cited, style, pinpoint)
        case CitedDecision():
            return cite(cited.decision, style, pinpoint, cited.later)
        case CitedSource():
            return cite(cited.source, style, pinpoint, cited.later)


def styled_page(page: CitedPage, style: Style = Style.OSCOLA5, pinpoint: str | None = None) -> Runs:
    """The citation of a page in a style for readers."""
    return page_citation(
        page.title,
        page.site_name,
        page.identifier,
        permalink=page.permalink,
        released=page.released,
        later=page.later,
        style=style,
        pinpoint=pinpoint,
    )


def _document(cited: Cited) -> tuple[Source, str]:
    """The document in the form of a source, and sentences on its later history."""
    match cited:
        case CitedPage():
            return page_document(cited), cited.later or ""
        case CitedDecision():
            later = later_sentences(cited.later, cited.decision, cited.caveat)
            return decision_document(cited.identifier, cited.decision), later
        case CitedSource():
            return cited.source, later_sentences(cited.later, caveat=cited.caveat)


def _written(document: Source, form: CitationFormat, pinpoint: str | None, later: str) -> str:
    match form:
        case CitationFormat.BIBTEX:
            return bibtex([document], {document.id: later}).decode().rstrip("\n")
        case CitationFormat.RIS:
            return ris([document], {document.id: later}).decode().replace("\r\n", "\n").rstrip("\n")
        case CitationFormat.CSL_JSON:
            return _json(item(document, later))
        case CitationFormat.WIKIPEDIA:
            return wikipedia(document, pinpoint, later)
    return plain_citation(document, pinpoint, later)


def _json(csl: Item) -> str:
    """A list with this item only, as reference managers read it from the clipboard, with a variable on each line."""
    # The indenting encoder of the standard library takes ten times as long.
    lines = (f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in csl.items())
    return "[{\n" + ",\n".join(lines) + "\n}]"


def _name(record: Record) -> str:
    return "The document itself" if isinstance(record, Source) else "The proceeding itself"

"""Every source has the fields that its citation needs.

Why it matters
    A citation is pasted into filings as it is. A court cannot find a judgment without its number. An author or a date
    that was never looked up leaves a gap that the other side will point at.

Reported
    type: legal_case
    title: Vale Council v Roads Regulator    # no neutral citation, report, ECLI, or case number and court
    ...
    authors: not-seen                        # a warning: printed as "(author not recorded)"

Instead
    These fields are needed, and it is an error if they are missing:
    - a judgment: the neutral citation with its chamber, or the report, or the ECLI, or the case number and the court;
    - a judgment of the Court of Justice of the European Union: the case number, in addition to the ECLI;
    - an article: the journal, and the year or the volume;
    - a document whose publisher is all that identifies it: it must be a book, chapter, thesis or report. A work that is
      named in `publication` is enough for an article, chapter, entry or paper with a date. Anything else needs an
      address, a number or a place in a publication.
    What nobody has looked up is a warning, one for each source: open the original and enter the author, the date, the
    address, the reference in the Official Journal, or the day on which you opened it (`accessed`; not needed if there
    is a DOI or a `persistent_url`). Never guess: the citation says in print what was not recorded, and that is honest.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.cite.classify import CitationForm, form_of, neutral_citation_and_part
from dossier.cite.dates_and_addresses import needs_access_date
from dossier.diagnostics import Diagnostic, Severity
from dossier.model import Proceeding, Source
from dossier.model.decision_numbers import neutral_citations
from dossier.model.neutral_citation import lacks_division, leading_citation, leading_key
from dossier.model.redaction import MARK
from dossier.model.source import ARTICLE_TYPES
from dossier.model.vocabulary import AuthorState, Undated
from dossier.reading.decision_links import divisions_of
from dossier.reading.dossier import Dossier, Entry

CODE = "incomplete-citation"
SEVERITY = Severity.WARNING
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield an error for each field that a citation needs, and one warning for each source with fields not seen."""
    for entry in dossier.sources():
        if entry.record.withdrawn is None and not entry.record.is_protected:
            yield from _chamber(entry)
            yield from _ambiguous(dossier, entry)
            yield from _name_alone(entry)
            yield from _needed_fields(entry)
            yield from _fields_not_seen(entry)
    for proceeding in dossier.proceedings():
        if proceeding.record.withdrawn is None:
            yield from _chamber(proceeding)
            yield from _ambiguous(dossier, proceeding)


_EXAMPLES = {"EWCA": "", "EWHC": "Admin", "UKFTT": "GRC", "UKUT": "AAC"}
_NUMBERS = ("neutral_citation", "case_number", "official_id", "report", "publication")


def _chamber(entry: Entry[Source] | Entry[Proceeding]) -> Iterator[Diagnostic]:
    text = entry.record.neutral_citation
    parsed = None if text is None else leading_citation(text)
    if text is not None and parsed is not None and parsed[0].lacks_chamber and MARK not in text:
        citation = parsed[0]
        message = f"`{text}` names no chamber or division, and {citation.court} has several"
        help_ = f"add the chamber or division in brackets, as in `{citation} ({_EXAMPLES[citation.court]})`"
        if citation.court == "EWCA":
            help_ = f"add the division before the number, as in `{str(citation).replace('EWCA', 'EWCA Civ')}`"
        yield Diagnostic(CODE, message, entry.at("neutral_citation"), help_, Severity.ERROR)


def _ambiguous(dossier: Dossier, entry: Entry[Source] | Entry[Proceeding]) -> Iterator[Diagnostic]:
    """Yield a warning for each citation without its division if different decisions on record have its number."""
    for name in _NUMBERS:
        text = getattr(entry.record, name, None) or ""
        citation, _ = leading_key(text) or ("", "")
        divisions = divisions_of(dossier, citation) if citation and lacks_division(citation) else {}
        if len(divisions) > 1 and citation in neutral_citations(entry.record):
            names = " and ".join(f"`{record}`" for record in divisions.values())
            message = f"`{text}` names no chamber or division, and {names} have this number in different ones"
            help_ = "add it, because otherwise the record is not linked to later decisions on its judgment"
            yield Diagnostic(CODE, message, entry.at(name), help_, SEVERITY)


def _name_alone(entry: Entry[Source]) -> Iterator[Diagnostic]:
    source = entry.record
    if source.is_identified_by_name_alone and not source.is_found_by_name:
        field = "publisher" if source.publication is None else "publication"
        lacks_date = field == "publication" and source.type in ARTICLE_TYPES
        message = f"a `{source.type}` is not found by its {field} {'without a date' if lacks_date else 'alone'}"
        help_ = "add `url`, `official_id`, `doi`, or `publication` with `volume` or `pages`"
        yield Diagnostic(CODE, message, entry.at(field), help_, Severity.ERROR)


def _needed_fields(entry: Entry[Source]) -> Iterator[Diagnostic]:
    source = entry.record
    match form_of(source):
        case CitationForm.CASE if not _identifies_case(source):
            message = "the judgment has no neutral citation, report or ECLI, and no case number with its court"
            help_ = "add `neutral_citation`, or `report`, or `case_number` and `court`"
            yield Diagnostic(CODE, message, entry.at("type"), help_, Severity.ERROR)
        case CitationForm.EU_CASE if source.case_number is None:
            message = "a case of the Court of Justice of the European Union is cited by its number, which is missing"
            yield Diagnostic(CODE, message, entry.at("ecli"), "add `case_number`, such as `C-403/03`", Severity.ERROR)
        case CitationForm.ARTICLE:
            yield from _article(entry)
        case _:
            pass


def _identifies_case(source: Source) -> bool:
    citation, _ = neutral_citation_and_part(source)
    by_number = source.case_number is not None and source.court is not None
    was_redacted = MARK in (source.official_id or "")
    return citation is not None or source.report is not None or source.ecli is not None or by_number or was_redacted


def _article(entry: Entry[Source]) -> Iterator[Diagnostic]:
    source = entry.record
    if source.publication is None:
        message, help_ = "the article has no journal", "add the name of the journal as `publication`"
        yield Diagnostic(CODE, message, entry.at("type"), help_, Severity.ERROR)
    if source.issued is Undated.UNDATED and source.volume is None:
        message, help_ = "the article has neither year nor volume", "add `issued`, or `volume`"
        yield Diagnostic(CODE, message, entry.at("issued"), help_, Severity.ERROR)


def _fields_not_seen(entry: Entry[Source]) -> Iterator[Diagnostic]:
    missing = dict(_missing(entry.record))
    if missing:
        first = next(iter(missing))
        message = f"not recorded, and so missing from the citation: {', '.join(missing.values())}"
        help_ = "open the original and enter what it shows; leave out what it does not show"
        # A missing field has no place in the file. The address shows which document to open.
        span = entry.at(first if first in {"authors", "issued"} else "url")
        yield Diagnostic(CODE, message, span, help_, SEVERITY)


_WITHOUT_ADDRESS = {CitationForm.CASE, CitationForm.EU_CASE, CitationForm.LAW, CitationForm.EU_LAW}


def _missing(source: Source) -> Iterator[tuple[str, str]]:
    """Yield each field that the citation lacks, with its name in plain words."""
    if source.authors is AuthorState.NOT_SEEN:
        yield "authors", "author"
    if source.issued is Undated.NOT_SEEN and form_of(source) not in {CitationForm.LAW, CitationForm.EU_LAW}:
        yield "issued", "date"
    if form_of(source) is CitationForm.EU_LAW and source.oj_reference is None:
        yield "oj_reference", "reference in the Official Journal"
    if form_of(source) in _WITHOUT_ADDRESS:
        return
    if source.lacks_address:
        yield "url", "address of the original"
    if needs_access_date(source) and source.accessed is None and not _is_in_print(source):
        yield "accessed", "day it was opened"


def _is_in_print(source: Source) -> bool:
    """True if the source is cited by a page on paper, so that its address is not printed."""
    return source.pages is not None and form_of(source) in {CitationForm.ARTICLE, CitationForm.NEWSPAPER}

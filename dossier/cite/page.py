"""Citations of the pages of a dossier, as pages of a website."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dossier.cite.authors_and_titles import in_single_quotes, with_curly_quotes, without_full_stop
from dossier.cite.bluebook import pinpoints as bluebook_pinpoints
from dossier.cite.dates_and_addresses import month_day_year
from dossier.cite.oscola import pinpoints as oscola_pinpoints
from dossier.cite.runs import Run, Runs, Style, merge_runs
from dossier.model.addresses import Revision
from dossier.model.dates import PartialDate
from dossier.model.labels import uncapitalised

UNRELEASED = "(unreleased draft)"


@dataclass(frozen=True, slots=True)
class CitedRevision:
    """The newest revision of a record, as citations of its page name it."""

    revision: Revision
    permalink: str
    title: str
    day: date
    """The day on which the revision was released."""


def page_citation(
    title: str,
    site_name: str,
    identifier: str,
    *,
    permalink: str | None,
    released: date | None,
    later: str | None = None,
    style: Style = Style.OSCOLA5,
    pinpoint: str | None = None,
) -> Runs:
    """The citation of a page of a dossier, without a final full stop.

    `permalink` is the address of the frozen page. It is never the living page, which changes. If it is None, the
    citation says that the page is an unreleased draft. `released` is the day of the release. `later` is a sentence on
    what became of the decision that the page is about, or that supports its claim. It comes last, in brackets.

    A permanent address needs no day of access (OSCOLA 5 §3.7.1). A reader whose law school asks for OSCOLA 4 adds it.
    """
    address: Runs = (
        (Run(UNRELEASED),)
        if permalink is None
        else (Run(permalink, href=permalink),)
        if style is Style.BLUEBOOK
        else (Run("<"), Run(permalink, href=permalink), Run(">"))
    )
    if later is not None:
        address += (Run(f" ({uncapitalised(later)})"),)
    title, site_name = without_full_stop(title), with_curly_quotes(site_name)
    if style is Style.BLUEBOOK:
        day = "" if released is None else f" ({month_day_year(released)})"
        site = (Run(f", {site_name}, {identifier}"), *bluebook_pinpoints.document_pinpoint(pinpoint), Run(day))
        separator = Run(" " if permalink is None else ", ")
        return merge_runs((Run(with_curly_quotes(title), italic=True), *site, separator, *address))
    day = "" if released is None else f", {PartialDate.parse(released.isoformat())}"
    site = (Run(" ("), Run(site_name, italic=True), Run(f", {identifier}{day})"))
    place = oscola_pinpoints.document_pinpoint(pinpoint)
    return merge_runs((Run(in_single_quotes(title)), *site, *place, Run(" "), *address))

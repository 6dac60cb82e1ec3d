"""Turn a page of a dossier into its citation: a page of a website with an identifier of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dossier.cite.authors_and_titles import curled, quoted, sentence
from dossier.cite.bluebook import pinpoints
from dossier.cite.dates_and_addresses import american
from dossier.cite.oscola import pinpoints as oscola_pinpoints
from dossier.cite.runs import Run, Runs, Style, merged
from dossier.model.dates import PartialDate

UNRELEASED = "(unreleased draft)"


@dataclass(frozen=True, slots=True)
class CitedRevision:
    """The newest revision of a record as citations name it."""

    revision: int
    permalink: str
    # The title of the revision, and the day of its release.
    title: str
    day: date


def page_citation(
    title: str,
    site_name: str,
    identifier: str,
    *,
    permalink: str | None,
    released: date | None,
    style: Style = Style.OSCOLA5,
    pinpoint: str | None = None,
) -> Runs:
    """The citation of a page of a dossier, without its final full stop.

    `permalink` is the frozen page, never the living one, which changes; without one the citation says that it is of an
    unreleased draft. The day is that of the release. A lasting address takes no day of access (OSCOLA 5 §3.7.1); the
    reader adds one where a teacher asks for OSCOLA 4.
    """
    place = (
        (Run(UNRELEASED),)
        if permalink is None
        else (Run(permalink, href=permalink),)
        if style is Style.BLUEBOOK
        else (Run("<"), Run(permalink, href=permalink), Run(">"))
    )
    if style is Style.BLUEBOOK:
        day = "" if released is None else f" ({american(released)})"
        before = " " if permalink is None else ", "
        where = (Run(f", {curled(site_name)}, {identifier}"), *pinpoints.in_document(pinpoint), Run(day))
        return merged((Run(curled(sentence(title)), italic=True), *where, Run(before), *place))
    day = "" if released is None else f", {PartialDate.parse(released.isoformat())}"
    site = (Run(" ("), Run(curled(site_name), italic=True), Run(f", {identifier}{day})"))
    return merged((Run(quoted(sentence(title))), *site, *oscola_pinpoints.in_document(pinpoint), Run(" "), *place))

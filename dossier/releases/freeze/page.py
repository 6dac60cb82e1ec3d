"""Frozen pages of records and pages of releases.

The words of a record's page follow from its revision, with what the release adds (ADR 16): publisher, contact, day,
links to the newest revisions, preserved copies, links in prose, the word for the bodies in focus in headings, and other
places of its digest.

The page of a release names records by identifier, and counts them by kind: a title or an old wording there would
outlast a redaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dossier.configuration import Publisher
from dossier.model import addresses
from dossier.model.addresses import Revision
from dossier.model.dates import PartialDate
from dossier.model.identifiers import KIND_OF_PREFIX, Kind
from dossier.pages.plain_text import shortened
from dossier.pages.record import content_of
from dossier.reading.dossier import Dossier
from dossier.releases.freeze.frozen_words import frozen_heading
from dossier.releases.freeze.paragraphs import (
    ROOT,
    FrozenReference,
    FrozenSection,
    frozen_references,
    frozen_sections,
    references_heading,
)
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.release_json import NewRevision, Release
from dossier.releases.store.salt import salt_of


@dataclass(frozen=True, slots=True)
class Imprint:
    """The part of a frozen page that is the same for all pages of a release."""

    release: Release
    site_name: str
    publisher: Publisher
    # The newest revision of each record after the release. Links lead to it.
    newest: Mapping[str, Revision]

    @property
    def day(self) -> str:
        """The day of the release in words."""
        return day_in_words(self.release.date)


@dataclass(frozen=True, slots=True)
class _FrozenPage:
    revision: Revision
    imprint: Imprint
    kind: str
    heading: Markup
    short_title: str
    sections: tuple[FrozenSection, ...]
    references: tuple[FrozenReference, ...]
    references_heading: str | None
    living: str
    digest: str
    salt: str | None
    # True if the page could name preserved copies.
    names_sources: bool
    css: Markup


def frozen_page(dossier: Dossier, revision: Revision, snapshot: bytes, imprint: Imprint) -> bytes:
    """The page `/r/ID/N/index.html` of a revision, UTF-8."""
    entry = dossier.entries[revision.identifier]
    content = content_of(_without_web_archives(dossier), entry)
    sections = tuple(frozen_sections(content, imprint.newest))
    references = tuple(frozen_references(content, imprint.newest))
    page = _FrozenPage(
        revision=revision,
        imprint=imprint,
        kind=content.kind_name,
        heading=frozen_heading(content.heading),
        short_title=shortened(content.title, 80),
        sections=sections,
        references=references,
        references_heading=references_heading(content),
        living=f"{ROOT}{content.page}",
        digest=digest(snapshot),
        salt=salt_of(snapshot),
        names_sources=bool(references) or entry.kind is Kind.SOURCE,
        css=style(),
    )
    return environment().get_template("frozen.html").render(page=page).lstrip().encode()


# All pages of a release are frozen from the same dossier.
@lru_cache(maxsize=1)
def _without_web_archives(dossier: Dossier) -> Dossier:
    """The dossier as the citations of frozen pages see it.

    Copies in web archives belong to the revision of their source alone. A run that archives every source must not
    change what a claim says.
    """
    entries = dict(dossier.entries)
    for entry in dossier.sources():
        if entry.record.archives:
            entries[entry.record.id] = replace(entry, record=entry.record.model_copy(update={"archives": ()}))
    return replace(dossier, entries=entries)


def day_in_words(text: str) -> str:
    """The date in words."""
    return str(PartialDate.parse(text))


@cache
def environment() -> Environment:
    """The templates of pages that never change: every value is escaped."""
    environment = Environment(
        loader=PackageLoader("dossier.releases"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {"addresses": addresses, "day": day_in_words}
    return environment


@cache
def style() -> Markup:
    """The style sheet that each page contains."""
    return Markup(environment().get_template("frozen.css").render().strip())  # noqa: S704  (a file of the engine)


def release_page(release: Release, site_name: str, publisher: Publisher) -> bytes:
    """The page `/releases/VERSION/index.html`, UTF-8."""
    template = environment().get_template("release.html")
    permalink = f"{release.site_url}{addresses.release_folder(release.version)}"
    names = {"site_name": site_name, "publisher": publisher, "permalink": permalink}
    return template.render(release=release, css=style(), by_kind=_by_kind, **names).encode()


def _by_kind(records: Iterable[NewRevision]) -> str:
    """The number of records of each kind, in words. The identifier of a body does not say which kind of body it is."""
    kinds = Counter(KIND_OF_PREFIX.get(record.id.partition("-")[0]) for record in records)
    words = {kind: ("body", "bodies") if kind is None else (kind.value, kind.collection) for kind in kinds}
    return ", ".join(f"{number:,} {words[kind][number > 1]}" for kind, number in kinds.items())

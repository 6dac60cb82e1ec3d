"""Frozen pages of records and pages of releases.

What stands in it follows from the revision alone, but for the hashes of preserved copies and links to records that
prose mentions, which are those known at the release.

It names records by identifier only: a title or an old wording here would outlast a redaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dossier.model import Body, Claim, Proceeding, Record, Source, title_of
from dossier.reading.dossier import Dossier, Entry
from dossier.releases.freeze import records
from dossier.releases.freeze import records as frozen_claim
from dossier.releases.freeze import records as frozen_proceeding
from dossier.releases.freeze import records as frozen_source
from dossier.releases.freeze.paragraphs import ROOT, Citation, Desk, Paragraph, Section
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.release_json import Release


@dataclass(frozen=True, slots=True)
class Stamped:
    """What a page says of its publication."""

    site_url: str
    site_name: str
    version: str
    revision: int
    previous: int | None

    def permalink(self, identifier: str) -> str:
        """The address at which the revision stays."""
        return f"{self.site_url.rstrip('/')}/r/{identifier}/{self.revision}/"


@dataclass(frozen=True, slots=True)
class _NumberedSection:
    heading: str | None
    paragraphs: tuple[tuple[int, Paragraph], ...]


@dataclass(frozen=True, slots=True)
class _FrozenPage:
    identifier: str
    kind: str
    title: str
    short_title: str
    sections: tuple[_NumberedSection, ...]
    citations: tuple[Citation, ...]
    site_name: str
    version: str
    revision: int
    previous: int | None
    permalink: str
    living: str
    digest: str
    css: Markup


def frozen_page(dossier: Dossier, entry: Entry[Record], snapshot: bytes, stamped: Stamped) -> bytes:
    """The page `/r/ID/N/index.html` of a revision, UTF-8."""
    desk = Desk(dossier, entry.record)
    sections = tuple(_numbered(_sections(desk)))
    identifier, title = entry.record.id, title_of(entry.record)
    page = _FrozenPage(
        identifier=identifier,
        kind=entry.kind.value,
        title=title,
        short_title=title if len(title) <= 80 else f"{title[:79].rsplit(' ', 1)[0]}…",
        sections=sections,
        citations=desk.citations(),
        site_name=stamped.site_name,
        version=stamped.version,
        revision=stamped.revision,
        previous=stamped.previous,
        permalink=stamped.permalink(identifier),
        living=f"{ROOT}{entry.kind.folder}/{identifier}/",
        digest=digest(snapshot),
        css=style(),
    )
    return environment().get_template("frozen.html").render(page=page).lstrip().encode()


@cache
def environment() -> Environment:
    """The templates of pages that never change: every value is escaped."""
    return Environment(
        loader=PackageLoader("dossier.releases"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def style() -> Markup:
    """The style sheet that stands in each page."""
    return Markup(environment().get_template("frozen.css").render().strip())  # noqa: S704  (a file of ours)


def _sections(desk: Desk) -> Iterator[Section]:
    match desk.record:
        case Claim() as claim:
            yield from frozen_claim.claim_sections(desk, claim)
        case Source() as source:
            yield from frozen_source.source_sections(desk, source)
        case Proceeding() as proceeding:
            yield from frozen_proceeding.proceeding_sections(desk, proceeding)
        case Body() as body:
            yield from records.body_sections(desk, body)
        case _:
            raise AssertionError(desk.record)


def _numbered(sections: Iterator[Section]) -> Iterator[_NumberedSection]:
    """The sections with their paragraphs numbered throughout, from 1."""
    number = 0
    for section in sections:
        numbered = []
        for paragraph in section.paragraphs:
            number += 1
            numbered.append((number, paragraph))
        yield _NumberedSection(section.heading, tuple(numbered))


def release_page(release: Release, site_name: str) -> bytes:
    """The page `/releases/VERSION/index.html`, UTF-8."""
    template = environment().get_template("release.html")
    permalink = f"{release.site_url}releases/{release.version}/"
    page = template.render(release=release, site_name=site_name, permalink=permalink, css=style())
    return page.encode()

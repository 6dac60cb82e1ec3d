"""Descriptions of records in the vocabulary of schema.org, as JSON-LD.

A claim is a `Claim` with its appearances, and not a `ClaimReview`, which would state a verdict.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from dossier.cite import name_of
from dossier.configuration import About
from dossier.exports.statuses import later_sentence, statuses
from dossier.exports.summary import RecordSummary
from dossier.model import Body, Capture, Claim, Proceeding, Record, Source
from dossier.model.claim import Place
from dossier.model.dates import Edtf
from dossier.model.iso_dates import iso_8601
from dossier.model.labels import WITHDRAWN
from dossier.model.source import Author
from dossier.model.vocabulary import AuthorState, CslType, Genre, OrganisationKind, Stance, TitleBasis, Undated
from dossier.reading.dossier import Dossier, Entry
from dossier.site.escaping import escaped_json

JsonLd = dict[str, Any]

_GENRES = {
    Genre.NEWS: "NewsArticle",
    Genre.STATUTE: "Legislation",
    Genre.ACADEMIC: "ScholarlyArticle",
    Genre.VIDEO: "VideoObject",
    Genre.PHOTOGRAPH: "Photograph",
    Genre.SOCIAL_POST: "SocialMediaPosting",
    Genre.DATA_SET: "Dataset",
}
_TYPES = {
    CslType.REPORT: "Report",
    CslType.BOOK: "Book",
    CslType.CHAPTER: "Chapter",
    CslType.THESIS: "Thesis",
    CslType.WEBPAGE: "WebPage",
    CslType.POST_WEBLOG: "BlogPosting",
}
_BODIES = {
    OrganisationKind.REGULATOR: "GovernmentOrganization",
    OrganisationKind.COURT: "GovernmentOrganization",
    OrganisationKind.COMPANY: "Corporation",
    OrganisationKind.NGO: "NGO",
    OrganisationKind.GOVERNMENT: "GovernmentOrganization",
    OrganisationKind.INTERNATIONAL: "Organization",
}
# How many of a kind are listed: what a page says in full need not be in its head as well.
_MOST = 5
_WIKIDATA = "https://www.wikidata.org/entity/"


def script(description: JsonLd) -> str:
    """The element that holds the JSON-LD."""
    return f'<script type="application/ld+json">{escaped_json(description)}</script>'


def json_ld(dossier: Dossier, entry: Entry[Record], about: About, summary: RecordSummary) -> JsonLd:
    """The description of a record, and of its page."""
    record = entry.record
    page = about.absolute(summary.page)
    match record:
        case Claim():
            description = _claim(dossier, record, about)
        case Source():
            description = {**_source(record), "creativeWorkStatus": _status(dossier, record)}
        case Body():
            description = _body(dossier, record)
        case Proceeding():
            description = _proceeding(dossier, record, about)
        case Capture():
            description = _capture(dossier, record)
        case _:
            raise AssertionError(entry.kind)
    description = {
        "@context": "https://schema.org",
        **description,
        "identifier": record.id,
        "mainEntityOfPage": {"@type": "WebPage", "@id": page, **_page(record, about)},
    }
    return {name: value for name, value in description.items() if value not in (None, [], "")}


def _page(record: Record, about: About) -> JsonLd:
    """The dates, the corrections, the licence and the withdrawal of the page."""
    reviewed = None if record.last_review is None else record.last_review.on.text
    corrections = [
        {"@type": "CorrectionComment", "datePublished": correction.date.text, "text": correction.reason}
        for correction in record.corrections
    ]
    properties: JsonLd = {
        "isPartOf": {"@type": "WebSite", "name": about.name, "url": about.address},
        "dateModified": max(
            (*(correction.date.text for correction in record.corrections), *filter(None, [reviewed])), default=None
        ),
        "lastReviewed": reviewed,
        "correction": corrections,
        "creativeWorkStatus": None if record.withdrawn is None else WITHDRAWN,
        "license": about.licence_url or about.copyright,
    }
    return {name: value for name, value in properties.items() if value}


def _claim(dossier: Dossier, claim: Claim, about: About) -> JsonLd:
    supporting = dict.fromkeys(evidence.source for evidence in claim.evidence if evidence.stance is Stance.SUPPORTS)
    others = (evidence.source for evidence in claim.evidence if evidence.source not in supporting)
    return {
        "@type": "Claim",
        "text": claim.statement,
        "inLanguage": "en",
        "creativeWorkStatus": _status(dossier, claim),
        "temporalCoverage": iso_8601(claim.date) if isinstance(claim.date, Edtf) else None,
        "contentLocation": [_place(place) for place in claim.places[:_MOST]],
        "keywords": list(claim.topics),
        "about": _bodies(dossier, (*(concern.body for concern in claim.concerns), *claim.organisations), about),
        "appearance": [_source_name(source) for source in _sources(dossier, supporting)],
        "citation": [_source_name(source) for source in _sources(dossier, others)],
    }


def _place(place: Place) -> JsonLd:
    described: JsonLd = {"@type": "Place", "name": place.name}
    if place.country != "INT":
        described["address"] = {"@type": "PostalAddress", "addressCountry": place.country}
    if place.latitude is not None and place.longitude is not None:
        coordinates = {"latitude": str(place.latitude), "longitude": str(place.longitude)}
        described["geo"] = {"@type": "GeoCoordinates", **coordinates}
    return described


def _status(dossier: Dossier, record: Record) -> str | list[str]:
    """The status of a record, and what later decisions did to it or to its authority."""
    sentence = later_sentence(dossier, record)
    words = [*statuses(dossier, record), *([] if sentence is None else [sentence])]
    return words[0] if len(words) == 1 else words


def _source_name(source: Source) -> JsonLd:
    """A source by its type and address, or by its title if it has no address. Its own page has the other properties."""
    whole = _source(source)
    address = next(name for name in ("url", "sameAs", "name") if name in whole)
    return {"@type": whole["@type"], address: whole[address]}


def _source(source: Source) -> JsonLd:
    schema = _GENRES.get(source.genre) or _TYPES.get(source.type, "CreativeWork")
    authors = () if isinstance(source.authors, AuthorState) else source.authors
    description: JsonLd = {
        "@type": schema,
        "name": source.title,
        "author": [_author(author) for author in authors],
        "publisher": None if source.publisher is None else {"@type": "Organization", "name": source.publisher},
        "datePublished": None if isinstance(source.issued, Undated) else iso_8601(source.issued),
        "inLanguage": source.language,
        "url": source.persistent_url or source.url,
        "sameAs": source.doi_address,
        "isbn": source.isbn,
        "archivedAt": [archive.url for archive in source.archives],
    }
    if schema == "Legislation":
        description["legislationIdentifier"] = source.official_id or source.oj_reference
        description["legislationJurisdiction"] = source.jurisdiction
    return {name: value for name, value in description.items() if value}


def _author(author: Author) -> JsonLd:
    if author.literal is not None:
        return {"@type": "Organization", "name": author.literal}
    named = {"@type": "Person", "name": name_of(author), "familyName": author.family, "givenName": author.given}
    return {name: value for name, value in named.items() if value}


def _body(dossier: Dossier, body: Body) -> JsonLd:
    names = {scheme.scheme: text for scheme, text in dossier.subject.identifiers_of(body)}
    wikidata = names.get("wikidata", "")
    return {
        "@type": _type_of(dossier, body),
        "name": body.name,
        "alternateName": [name for name in (body.name_in_english, *(alias.name for alias in body.aliases)) if name],
        "url": body.url,
        "sameAs": None if not wikidata.startswith("Q") else _WIKIDATA + wikidata,
        "areaServed": body.territory,
    }


def _type_of(dossier: Dossier, body: Body) -> str:
    """The type of a body, by the kind of every dossier that its kind is like."""
    kind = dossier.subject.standard_kind(body.kind)
    return "Organization" if kind is None else _BODIES[kind]


def _proceeding(dossier: Dossier, proceeding: Proceeding, about: About) -> JsonLd:
    parties = (party.organisation for party in proceeding.parties if party.organisation is not None)
    decided = proceeding.decided
    is_named = proceeding.title_basis is TitleBasis.AS_PUBLISHED
    laws = (breach.source for breach in proceeding.breaches)
    return {
        "@type": "CreativeWork",
        "name": proceeding.title if is_named else None,
        "description": None if is_named else proceeding.title,
        "alternateName": proceeding.neutral_citation,
        "creator": next(iter(_bodies(dossier, (proceeding.forum,), about)), None),
        "creativeWorkStatus": _status(dossier, proceeding),
        "dateCreated": None if decided is None or decided.is_interval else iso_8601(decided),
        "about": _bodies(dossier, parties, about),
        "abstract": proceeding.outcome,
        "mentions": [_source_name(law) for law in _sources(dossier, laws)],
        "citation": [_source_name(source) for source in _sources(dossier, proceeding.sources)],
    }


def _capture(dossier: Dossier, capture: Capture) -> JsonLd:
    media = [
        {
            "@type": "MediaObject",
            "encodingFormat": file.media_type,
            "contentSize": str(file.bytes),
            "sha256": file.sha256,
        }
        for file in capture.files
    ]
    return {
        "@type": "CreativeWork",
        "name": f"Preserved copy {capture.id}",
        "isBasedOn": next((_source(source) for source in _sources(dossier, (capture.source,))), None),
        "dateCreated": None if capture.finished.moment is None else capture.finished.text,
        "associatedMedia": media,
    }


def _sources(dossier: Dossier, identifiers: Iterable[str]) -> list[Source]:
    found = (dossier.source(name) for name in dict.fromkeys(identifiers))
    return list(islice((source for source in found if source is not None), _MOST))


def _bodies(dossier: Dossier, identifiers: Iterable[str], about: About) -> list[JsonLd]:
    found = (dossier.body(name) for name in dict.fromkeys(identifiers))
    return [
        {
            "@type": _type_of(dossier, body),
            "@id": about.absolute(dossier.subject.living_page(body.kind_of_record, body.id)),
            "name": body.name,
        }
        for body in islice((body for body in found if body is not None), _MOST)
    ]

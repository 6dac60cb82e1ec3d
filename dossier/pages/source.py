"""What the page of a source shows: its citation, what it is relied on for, what it repeats, how far it was checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.cite import Run
from dossier.cite.with_history import cite_source
from dossier.model import Source
from dossier.model.identifiers import Kind
from dossier.model.labels import GENRE, TIER, jurisdiction, language
from dossier.model.vocabulary import CheckLevel, Stance, TitleBasis
from dossier.pages.parts import Kept, Notice, Page, To, checked_words, kept_copy, page, pinpoint_words, to
from dossier.reading.dossier import Dossier, Entry


@dataclass(frozen=True, slots=True)
class Use:
    """A claim that relies on the source, and for what."""

    claim: To
    stance: str
    says: str
    pinpoint: str | None


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """A copy kept by a web archive."""

    url: str
    service: str
    date: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """The page of a source."""

    page: Page
    citation: tuple[Run, ...]
    facts: tuple[tuple[str, str], ...]
    url: str | None
    kept: Kept | None
    archives: tuple[ArchiveView, ...]
    publisher: To | None
    checked: str
    seen_elsewhere: bool
    uses: tuple[Use, ...]
    proceedings: tuple[To, ...]
    repeats: tuple[To, ...]
    repeated_by: tuple[To, ...]
    captures: tuple[To, ...]


_STANCE = {Stance.SUPPORTS: "Supports", Stance.CONTRADICTS: "Contradicts", Stance.CONTEXT: "Context"}


def source_view(dossier: Dossier, entry: Entry[Source]) -> SourceView:
    """The view of a source."""
    source = entry.record
    return SourceView(
        page=page(dossier, entry, f"{GENRE[source.genre]}: {source.title}", _notices(source)),
        citation=cite_source(dossier, source),
        facts=tuple(source_facts(source)),
        url=source.url,
        kept=kept_copy(source),
        archives=tuple(ArchiveView(one.url, one.service, str(one.date)) for one in source.archives),
        publisher=None if source.publisher_body is None else to(dossier, source.publisher_body),
        checked=checked_words(source),
        seen_elsewhere=source.seen_at is not None,
        uses=_uses(dossier, source.id),
        proceedings=_namers(dossier, source.id, Kind.PROCEEDING),
        repeats=tuple(to(dossier, name) for name in source.derived_from),
        repeated_by=_repeaters(dossier, source.id),
        captures=_namers(dossier, source.id, Kind.CAPTURE),
    )


def _notices(source: Source) -> Iterator[Notice]:
    if source.checked.level is CheckLevel.EXCERPT:
        text = "What is said of it rests on that excerpt; the document may say more, or qualify it."
        yield Notice("unread", "This source was read in an excerpt only", text)
    if source.checked.level is CheckLevel.NOT_OPENED:
        text = "What is said of it rests on those who repeat it."
        yield Notice("unread", "This source was not opened", text)


def source_facts(source: Source) -> Iterator[tuple[str, str]]:
    """What is known of a source beside its citation, each with its label."""
    yield "Sort of document", GENRE[source.genre]
    yield "Primary or secondary", TIER[source.tier]
    if source.title_basis is TitleBasis.FROM_ADDRESS:
        yield "Title", "taken from the address of the page, not from the page"
    if source.title_basis is TitleBasis.DESCRIBED:
        yield "Title", "our description; the document’s own title was not seen"
    if source.issued_basis:
        yield "How the date is known", source.issued_basis
    # Citations leave out the publisher where a publication is named, and all pages of an article but the first.
    named = {
        "Publisher": source.publisher,
        "Pages": source.pages,
        "Neutral citation": source.neutral_citation,
        "Court": source.court,
        "Case number": source.case_number,
        "Law report": source.report,
        "ECLI": source.ecli,
        "Official Journal": source.oj_reference,
        "Official number": source.official_id,
        "DOI": source.doi,
        "Jurisdiction": source.jurisdiction and jurisdiction(source.jurisdiction),
        "Language": language(source.language),
    }
    yield from ((label, value) for label, value in named.items() if value)
    if source.unpublished is not None:
        yield "Not published", f"{source.unpublished.described_as}. {source.unpublished.reason}"


def _uses(dossier: Dossier, name: str) -> tuple[Use, ...]:
    """The claims whose evidence names the source."""
    found = []
    source = dossier.source(name)
    for link in dossier.named_by(name, Kind.CLAIM):
        claim = dossier.claim(link.by)
        if claim is not None and link.path[0] == "evidence" and link.path[2] == "source":
            evidence = claim.evidence[int(link.path[1])]
            place = pinpoint_words(source, evidence.pinpoint)
            found.append(Use(to(dossier, link.by), _STANCE[evidence.stance], evidence.says, place))
    return tuple(found)


def _namers(dossier: Dossier, name: str, kind: Kind) -> tuple[To, ...]:
    return tuple(to(dossier, one) for one in dict.fromkeys(link.by for link in dossier.named_by(name, kind)))


def _repeaters(dossier: Dossier, name: str) -> tuple[To, ...]:
    """The sources that repeat it: by their own record, or as the evidence of a claim has it."""
    found = [link.by for link in dossier.named_by(name, Kind.SOURCE) if link.path[0] == "derived_from"]
    for link in dossier.named_by(name, Kind.CLAIM):
        claim = dossier.claim(link.by)
        if claim is not None and link.path[0] == "evidence" and link.path[2] == "origin":
            found.append(claim.evidence[int(link.path[1])].source)
    return tuple(to(dossier, one) for one in dict.fromkeys(found) if one != name)

"""Typed back-links: the parts of other records that name a record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.model import Body, Capture, Claim, Proceeding, Source
from dossier.model.body import Alias
from dossier.model.claim import Concern, Evidence, Grading
from dossier.model.identifiers import BODIES, Kind
from dossier.model.proceeding import HistoryEntry, Party
from dossier.reading.dossier import Dossier


@dataclass(frozen=True, slots=True)
class EvidenceUse:
    """The evidence of a claim that names a source."""

    claim: Claim
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class GradingUse:
    """The grade in a claim that a source gives."""

    claim: Claim
    grading: Grading


@dataclass(frozen=True, slots=True)
class AliasUse:
    """The other name of a body that a source gives."""

    body: Body
    alias: Alias


@dataclass(frozen=True, slots=True)
class PartyUse:
    """The party of a proceeding that is a body."""

    proceeding: Proceeding
    party: Party


@dataclass(frozen=True, slots=True)
class HistoryUse:
    """The entry in the history of an earlier proceeding that names a later one."""

    earlier: Proceeding
    entry: HistoryEntry


@dataclass(frozen=True, slots=True)
class ConcernUse:
    """The entry of a claim that says what it reports of a body in focus."""

    claim: Claim
    concern: Concern


def evidence_uses(dossier: Dossier, source: str) -> Iterator[EvidenceUse]:
    """Yield the evidence that names the source, in the order of the claims."""
    return _evidence(dossier, source, "source")


def origin_uses(dossier: Dossier, source: str) -> Iterator[EvidenceUse]:
    """Yield the evidence that names this source as its origin, in the order of the claims."""
    return _evidence(dossier, source, "origin")


def _evidence(dossier: Dossier, source: str, field: str) -> Iterator[EvidenceUse]:
    for link in dossier.named_by(source, Kind.CLAIM):
        claim = dossier.claim(link.by)
        match link.path:
            case ("evidence", int(index), name) if name == field and claim is not None:
                yield EvidenceUse(claim, claim.evidence[index])


def grading_uses(dossier: Dossier, source: str) -> Iterator[GradingUse]:
    """Yield the grades in claims that the source gives, in the order of the claims."""
    for link in dossier.named_by(source, Kind.CLAIM):
        claim = dossier.claim(link.by)
        match link.path:
            case ("gradings", int(index), "source") if claim is not None:
                yield GradingUse(claim, claim.gradings[index])


def alias_uses(dossier: Dossier, source: str) -> Iterator[AliasUse]:
    """Yield the other names of bodies that the source gives, in the order of the bodies."""
    for link in (link for kind in BODIES for link in dossier.named_by(source, kind)):
        body = dossier.body(link.by)
        match link.path:
            case ("aliases", int(index), "source") if body is not None:
                yield AliasUse(body, body.aliases[index])


def claims_about(dossier: Dossier, identifier: str) -> Iterator[Claim]:
    """Yield each claim that names the record in any field, once."""
    for name in dict.fromkeys(link.by for link in dossier.named_by(identifier, Kind.CLAIM)):
        claim = dossier.claim(name)
        if claim is not None:
            yield claim


def concerns(dossier: Dossier, body: str) -> Iterator[ConcernUse]:
    """Yield what claims report of a body in focus, in the order of the claims."""
    for link in dossier.named_by(body, Kind.CLAIM):
        claim = dossier.claim(link.by)
        match link.path:
            case ("concerns", int(index), "body") if claim is not None:
                yield ConcernUse(claim, claim.concerns[index])


def live_concerns(dossier: Dossier, body: str) -> Iterator[ConcernUse]:
    """Yield what claims that are not withdrawn report of a body in focus, in the order of the claims."""
    return (use for use in concerns(dossier, body) if use.claim.withdrawn is None)


def live_names(dossier: Dossier, identifier: str, kind: Kind) -> list[str]:
    """The identifiers of the records of a kind that name the record and are not withdrawn, each once."""
    names = dict.fromkeys(link.by for link in dossier.named_by(identifier, kind))
    return [name for name in names if dossier.entries[name].record.withdrawn is None]


def proceedings_before(dossier: Dossier, forum: str) -> Iterator[Proceeding]:
    """Yield the proceedings whose forum is this body."""
    for link in dossier.named_by(forum, Kind.PROCEEDING):
        proceeding = dossier.proceeding(link.by)
        if link.path == ("forum",) and proceeding is not None:
            yield proceeding


def party_uses(dossier: Dossier, body: str) -> Iterator[PartyUse]:
    """Yield the parties of proceedings that are this body."""
    for link in dossier.named_by(body, Kind.PROCEEDING):
        proceeding = dossier.proceeding(link.by)
        match link.path:
            case ("parties", int(index), "organisation") if proceeding is not None:
                yield PartyUse(proceeding, proceeding.parties[index])


def history_uses(dossier: Dossier, proceeding: str) -> Iterator[HistoryUse]:
    """Yield the entries in the history of earlier proceedings that name the proceeding."""
    for link in dossier.named_by(proceeding, Kind.PROCEEDING):
        earlier = dossier.proceeding(link.by)
        match link.path:
            case ("history", int(index), "proceeding") if earlier is not None:
                yield HistoryUse(earlier, earlier.history[index])


def proceedings_citing(dossier: Dossier, source: str) -> Iterator[Proceeding]:
    """Yield each proceeding that names the source in any field, once."""
    for name in dict.fromkeys(link.by for link in dossier.named_by(source, Kind.PROCEEDING)):
        proceeding = dossier.proceeding(name)
        if proceeding is not None:
            yield proceeding


def sources_by(dossier: Dossier, publisher: str) -> Iterator[Source]:
    """Yield the sources that this body published."""
    return _sources(dossier, publisher, "publisher_body")


def sources_repeating(dossier: Dossier, source: str) -> Iterator[Source]:
    """Yield the sources whose records say that they repeat the source."""
    return _sources(dossier, source, "derived_from")


def _sources(dossier: Dossier, identifier: str, field: str) -> Iterator[Source]:
    for link in dossier.named_by(identifier, Kind.SOURCE):
        source = dossier.source(link.by)
        if link.path[:1] == (field,) and source is not None:
            yield source


def copies_of(dossier: Dossier, source: str) -> Iterator[Capture]:
    """Yield the preserved copies of a source."""
    for link in dossier.named_by(source, Kind.CAPTURE):
        capture = dossier.capture(link.by)
        if link.path == ("source",) and capture is not None:
            yield capture

"""FollowTheMoney export: entities for the tools of investigative journalists.

The entities follow the schemata of FollowTheMoney 4.11.2. That library silently drops values that its types refuse, so
this module writes no such values.

Every penalty that was imposed or reduced is exported as a `Sanction` of each body that has to pay it, with its payment
and the status of its proceeding. A penalty that was only intended, or that was annulled, is not. Readers of this format
may take a `Sanction` to mean an economic sanction, so its programme says that it is not.
People are not exported as entities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dossier.cite import name_of, plain
from dossier.cite.with_history import cite_proceeding
from dossier.configuration import About
from dossier.exports.api import json_line
from dossier.exports.followthemoney_values import (
    MAX_IDENTIFIER,
    country_of,
    date_of,
    identifier_of,
    language_of,
    period_of,
    start_of,
)
from dossier.exports.statuses import later_sentence, statuses
from dossier.model import Body, Claim, FocusBody, Organisation, Proceeding, Source
from dossier.model.claim import Concern, Evidence
from dossier.model.labels import CASE_NUMBER, NEUTRAL_CITATION
from dossier.model.proceeding import Penalty
from dossier.model.vocabulary import (
    AuthorState,
    CslType,
    OrganisationKind,
    Stance,
    TitleBasis,
    Undated,
)
from dossier.reading.dossier import Dossier
from dossier.reading.penalties import is_imposed, payers

Entity = dict[str, Any]
Values = dict[str, "str | list[str] | None"]

_SCHEMATA = {
    OrganisationKind.REGULATOR: ("PublicBody", "gov"),
    OrganisationKind.COURT: ("PublicBody", "gov.judicial"),
    OrganisationKind.COMPANY: ("Company", None),
    OrganisationKind.NGO: ("Organization", None),
    OrganisationKind.GOVERNMENT: ("PublicBody", "gov"),
    OrganisationKind.INTERNATIONAL: ("Organization", "gov.igo"),
}
_HYPERTEXT = frozenset({CslType.WEBPAGE, CslType.POST, CslType.POST_WEBLOG})
_STANCE = {Stance.SUPPORTS: "supports", Stance.CONTRADICTS: "contradicts", Stance.CONTEXT: "gives context to"}


def followthemoney(dossier: Dossier, about: About) -> bytes:
    """The entities of all records that are not withdrawn, as one JSON object on each line."""
    return b"".join(json_line(entity) for entity in _EntityWriter(dossier, _prefix(about)).entities())


def _prefix(about: About) -> str:
    """The prefix of all entity identifiers, which keeps dossiers apart when their entities are merged."""
    return "-".join(re.findall(r"[a-z0-9]+", about.name.lower())) or "dossier"


class _EntityWriter:
    def __init__(self, dossier: Dossier, prefix: str) -> None:
        self.dossier = dossier
        self.prefix = prefix

    def entities(self) -> Iterator[Entity]:
        for entry in self.dossier.entries.values():
            record = entry.record
            if record.withdrawn is not None:
                continue
            match record:
                case Body():
                    yield self._body(record)
                case Source():
                    yield self._source(record)
                case Proceeding():
                    yield from self._proceeding(record)
                case Claim():
                    yield from self._claim(record)

    def _id(self, identifier: str, *parts: object) -> str:
        return "-".join((self.prefix, identifier, *map(str, parts)))

    def _ids(self, identifiers: Iterator[str]) -> list[str]:
        """The entity identifiers of the records that are exported, each once."""
        return [self._id(name) for name in dict.fromkeys(identifiers) if self._is_exported(name)]

    def _is_exported(self, identifier: str) -> bool:
        entry = self.dossier.entries.get(identifier)
        return entry is not None and entry.record.withdrawn is None

    def _entity(self, schema: str, identifier: str, values: Values) -> Entity:
        properties = {name: [value] if isinstance(value, str) else value for name, value in values.items() if value}
        return {"id": identifier, "schema": schema, "properties": properties}

    def _body(self, body: Body) -> Entity:
        kind = self.dossier.subject.standard_kind(body.kind)
        schema, topic = ("Organization", None) if kind is None else _SCHEMATA[kind]
        values: Values = {
            "name": [name for name in (body.name, body.name_in_english) if name],
            "alias": [alias.name for alias in body.aliases],
            "country": country_of(body.territory),
            "website": body.url,
            "topics": topic,
            "description": body.controller if isinstance(body, FocusBody) else None,
        }
        for scheme, text in self.dossier.subject.identifiers_of(body):
            values |= identifier_of(scheme.scheme, text)
        return self._entity(schema, self._id(body.id), values)

    def _source(self, source: Source) -> Entity:
        authors = [] if isinstance(source.authors, AuthorState) else [name_of(author) for author in source.authors]
        values: Values = {
            "title": source.title,
            "author": authors,
            "publisher": source.publisher or source.publication,
            "publishedAt": None if isinstance(source.issued, Undated) else date_of(source.issued),
            "sourceUrl": source.persistent_url or source.url or source.doi_address,
            "language": language_of(source.language),
            "country": country_of(source.jurisdiction),
            "keywords": [source.genre.label, *statuses(self.dossier, source)],
            "notes": later_sentence(self.dossier, source),
        }
        schema = "HyperText" if source.type in _HYPERTEXT else "Article"
        return self._entity(schema, self._id(source.id), values)

    def _proceeding(self, proceeding: Proceeding) -> Iterator[Entity]:
        forum = self.dossier.body(proceeding.forum)
        case = self._id(proceeding.id)
        citation, number = proceeding.neutral_citation, proceeding.case_number
        has_name = proceeding.title_basis is TitleBasis.AS_PUBLISHED
        description = [] if has_name else [proceeding.title]
        description += [] if citation is None else [f"{NEUTRAL_CITATION}: {citation}"]
        if number is not None and len(number) > MAX_IDENTIFIER:
            description, number = [*description, f"{CASE_NUMBER}: {number}"], None
        values: Values = {
            "name": proceeding.title if has_name else plain(cite_proceeding(self.dossier, proceeding)),
            "type": proceeding.kind.label,
            "status": statuses(self.dossier, proceeding),
            "notes": later_sentence(self.dossier, proceeding),
            "caseNumber": number,
            "court": None if forum is None else forum.name,
            "country": None if forum is None else country_of(forum.territory),
            "fileDate": start_of(proceeding.opened),
            "closeDate": start_of(proceeding.decided),
            "summary": proceeding.outcome,
            "description": description,
            "proof": self._ids(iter(proceeding.sources)),
        }
        yield self._entity("CourtCase", case, values)
        for position, party in enumerate(proceeding.parties, 1):
            if party.organisation is not None and self._is_exported(party.organisation):
                case_party: Values = {"case": case, "party": self._id(party.organisation), "role": party.role.value}
                yield self._entity("CourtCaseParty", self._id(proceeding.id, "party", position), case_party)
        for position, penalty in enumerate(proceeding.penalties, 1):
            if is_imposed(penalty):
                for payer in payers(proceeding, penalty):
                    if payer.organisation is not None and self._is_exported(payer.organisation):
                        yield self._sanction(proceeding, forum, penalty, payer.organisation, position)

    def _sanction(
        self, proceeding: Proceeding, forum: Body | None, penalty: Penalty, payer: str, position: int
    ) -> Entity:
        """The penalty of a body that has to pay it."""
        paid = penalty.paid
        words = [f"{penalty.amount} {penalty.currency}", penalty.state.label]
        words += [] if paid is None else [paid.state.label]
        provisions = [f"{self._title(breach.source)}, {breach.provision}" for breach in proceeding.breaches]
        claim = None if paid is None or paid.claim is None else self.dossier.claim(paid.claim)
        sources = [*proceeding.sources, *(() if claim is None else _supporting(claim))]
        values: Values = {
            "entity": self._id(payer),
            "authority": None if forum is None else forum.name,
            "country": None if forum is None else country_of(forum.territory),
            "program": "Penalty of a regulator; not an economic sanction",
            "status": statuses(self.dossier, proceeding),
            "description": later_sentence(self.dossier, proceeding),
            "startDate": start_of(proceeding.decided),
            "provisions": provisions,
            "summary": "; ".join(words),
            "recordId": proceeding.id,
            "proof": self._ids(iter(sources)),
        }
        return self._entity("Sanction", self._id(proceeding.id, "penalty", position, payer), values)

    def _title(self, identifier: str) -> str:
        source = self.dossier.source(identifier)
        return identifier if source is None else source.title

    def _claim(self, claim: Claim) -> Iterator[Entity]:
        companies = [name for name in claim.organisations if self._is_company(name)]
        for number, concern in enumerate(claim.concerns, 1):
            if self._is_exported(concern.body):
                for company in companies:
                    yield self._link(claim, concern, company, number)
        for number, evidence in enumerate(claim.evidence, 1):
            if self._is_exported(evidence.source):
                yield from self._documentation(claim, evidence, number)

    def _later(self, claim: Claim) -> list[str]:
        """The later history of the authority of a claim, and of the decisions that it rests on."""
        sentence = later_sentence(self.dossier, claim)
        history = [] if claim.later_history is None else [claim.later_history.text]
        return history if sentence is None else [*history, sentence]

    def _is_company(self, identifier: str) -> bool:
        body = self.dossier.body(identifier)
        is_company = isinstance(body, Organisation) and body.kind == OrganisationKind.COMPANY
        return is_company and self._is_exported(identifier)

    def _link(self, claim: Claim, concern: Concern, company: str, number: int) -> Entity:
        """The link that the claim makes between a body in focus and a company.

        The properties `role` and `status` say what kind of link it is, and how far it is established.
        """
        values: Values = {
            "subject": self._id(concern.body),
            "object": self._id(company),
            "role": concern.involvement.label,
            "status": statuses(self.dossier, claim),
            "summary": claim.statement,
            "description": self._later(claim),
            "recordId": claim.id,
            "proof": self._ids(_supporting(claim)),
            **period_of(claim.date),
        }
        return self._entity("UnknownLink", self._id(claim.id, "concern", number, company), values)

    def _documentation(self, claim: Claim, evidence: Evidence, number: int) -> Iterator[Entity]:
        """Yield what a source says about the claim, once for each body that the claim concerns."""
        status, later = statuses(self.dossier, claim), self._later(claim)
        for body in dict.fromkeys((*(concern.body for concern in claim.concerns), *claim.organisations)):
            if self._is_exported(body):
                values: Values = {
                    "document": self._id(evidence.source),
                    "entity": self._id(body),
                    "role": f"{_STANCE[evidence.stance]} {claim.id}",
                    "status": status,
                    "summary": claim.statement,
                    "description": [evidence.says, *later],
                    "recordId": claim.id,
                }
                yield self._entity("Documentation", self._id(claim.id, "evidence", number, body), values)


def _supporting(claim: Claim) -> Iterator[str]:
    """Yield the sources that support the claim."""
    return (evidence.source for evidence in claim.evidence if evidence.stance is Stance.SUPPORTS)

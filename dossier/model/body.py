"""Bodies: police forces, other law-enforcement bodies, and organisations."""

from __future__ import annotations

from typing import Annotated, ClassVar

from dossier.model.field_types import BodyRef, Country, Line, OwnId, Url
from dossier.model.identifiers import Kind
from dossier.model.record import Part, Record
from dossier.model.vocabulary import ForceKind, OrganisationKind


class Identifiers(Part):
    """The identifiers of the body in external registers."""

    wikidata: Line | None = None
    """The Wikidata item, such as Q180865."""
    ons: Line | None = None
    """The code of the Office for National Statistics."""
    police_uk: Line | None = None
    """The force identifier of data.police.uk."""
    company_number: Line | None = None
    """The number in the company register."""


class Body(Record):
    """The fields that forces and organisations share."""

    name: Line
    """The official name."""
    country: Country
    """The country (ISO 3166-1 alpha-2), `EU` for a body of the European Union, or `INT` for an international body."""
    aliases: tuple[Line, ...] = ()
    """Other names, as sources print them."""
    url: Url | None = None
    """The official website."""
    identifiers: Identifiers | None = None
    """Its identifiers in external registers."""
    predecessors: tuple[BodyRef, ...] = ()
    """The bodies that it replaced."""


class Force(Body):
    """A police force or other law-enforcement body."""

    kind_of_record: ClassVar[Kind] = Kind.FORCE

    id: Annotated[str, OwnId(Kind.FORCE)]
    """The permanent identifier (from data.police.uk if it has one), which is also the name of the file."""
    kind: ForceKind
    """The type of law-enforcement body."""
    controller: Line | None = None
    """Who is sued and responsible for its data: the Chief Constable or Commissioner."""


class Organisation(Body):
    """Any other body: a regulator, court or tribunal, company, NGO, government body or international body."""

    kind_of_record: ClassVar[Kind] = Kind.ORGANISATION

    id: Annotated[str, OwnId(Kind.ORGANISATION)]
    """The permanent identifier, which is also the name of the file."""
    kind: OrganisationKind
    """The type of body."""

"""A body: a police force or other law-enforcement body, or any other organisation."""

from __future__ import annotations

from typing import Annotated, ClassVar

from dossier.model.field_types import BodyRef, Country, Line, OwnId, Url
from dossier.model.identifiers import Kind
from dossier.model.record import Part, Record
from dossier.model.vocabulary import ForceKind, OrganisationKind


class Identifiers(Part):
    """The names of the body in registers kept by others."""

    wikidata: Line | None = None
    """Wikidata item, such as Q180865."""
    ons: Line | None = None
    """Code of the Office for National Statistics."""
    police_uk: Line | None = None
    """Force identifier of data.police.uk."""
    company_number: Line | None = None
    """Number in the company register."""


class Body(Record):
    """What forces and organisations share."""

    name: Line
    """The official name."""
    country: Country
    """The country (ISO 3166-1 alpha-2); `EU` for a body of the European Union, `INT` for another international one."""
    aliases: tuple[Line, ...] = ()
    """Other names in use, as sources print them."""
    url: Url | None = None
    """The official website."""
    identifiers: Identifiers | None = None
    """Names in registers kept by others."""
    predecessors: tuple[BodyRef, ...] = ()
    """The bodies it took over from."""


class Force(Body):
    """A police force or other law-enforcement body."""

    kind_of_record: ClassVar[Kind] = Kind.FORCE

    id: Annotated[str, OwnId(Kind.FORCE)]
    """The permanent identifier (data.police.uk's where one exists); also the name of the file."""
    kind: ForceKind
    """What sort of law-enforcement body."""
    controller: Line | None = None
    """Who is sued and answers for its data: the Chief Constable or Commissioner."""


class Organisation(Body):
    """Any other body: regulator, court or tribunal, company, NGO, government, international."""

    kind_of_record: ClassVar[Kind] = Kind.ORGANISATION

    id: Annotated[str, OwnId(Kind.ORGANISATION)]
    """The permanent identifier; also the name of the file."""
    kind: OrganisationKind
    """What sort of body."""

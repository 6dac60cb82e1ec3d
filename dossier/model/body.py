"""Bodies: those in focus, and other organisations."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, SerializerFunctionWrapHandler, model_serializer, model_validator

from dossier.model.code_types import BodyCountry, Language
from dossier.model.field_types import BodyRef, Line, OwnId, SourceRef, Url
from dossier.model.identifiers import Kind
from dossier.model.record import Part, Record
from dossier.model.vocabulary import Term


class Identifiers(Part):
    """The identifiers of the body in external registers, each under the name of its scheme.

    The fields are the schemes of `subject.yml`.
    """

    # `subject.yml` cannot have a name that a model needs. A name that only begins like such a name is harmless.
    model_config = ConfigDict(protected_namespaces=())


class Alias(Part):
    """Another name of a body."""

    short_form: ClassVar[str | None] = "name"

    name: Line
    """The name."""
    language: Language | None = None
    """The language of the name (BCP 47)."""
    source: SourceRef | None = None
    """The source that gives it."""

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        return cls.as_mapping(value)

    @model_serializer(mode="wrap")
    def _write(self, write: SerializerFunctionWrapHandler) -> Any:
        """The name alone if nothing else is known, so that the same facts give the same bytes."""
        return self.name if self.language is None and self.source is None else write(self)


class Body(Record):
    """The fields that all bodies share."""

    name: Line
    """The official name."""
    language: Language | None = None
    """The language of the official name (BCP 47), if it is not English."""
    name_in_english: Line | None = None
    """The name in English, if the official name is in another language."""
    country: BodyCountry
    """The country, by its two letters in ISO 3166-1 such as `GB`; `EU` for a body of the European Union, `INT` for an
    international body, or `none` for a body that belongs to no country."""
    aliases: tuple[Alias, ...] = ()
    """Other names, as sources print them. An item can be the name alone."""
    url: Url | None = None
    """The official website."""
    identifiers: Identifiers | None = None
    """Its identifiers in external registers."""
    predecessors: tuple[BodyRef, ...] = ()
    """The bodies that it replaced."""
    kind: Term
    """The type of body."""

    @property
    def title(self) -> str:
        """The name, with the name in English in brackets if there is one."""
        return self.name if self.name_in_english is None else f"{self.name} ({self.name_in_english})"

    @property
    def territory(self) -> str | None:
        """The code of its country, or None if it belongs to no country or to several."""
        return None if self.country in {"INT", "none"} else self.country


class FocusBody(Body):
    """A body in focus: a body that the subject is about."""

    kind_of_record: ClassVar[Kind] = Kind.FOCUS

    id: Annotated[str, OwnId(Kind.FOCUS)]
    """The permanent identifier, which is also the name of the file."""
    controller: Line | None = None
    """Who is sued, and who is responsible for its data."""


class Organisation(Body):
    """Any other body: a regulator, court or tribunal, company, NGO, government body or international body."""

    kind_of_record: ClassVar[Kind] = Kind.ORGANISATION

    id: Annotated[str, OwnId(Kind.ORGANISATION)]
    """The permanent identifier, which is also the name of the file."""
    abbreviation: Line | None = None
    """The abbreviation of a court, as citations print it, such as `N.D. Ill.`."""

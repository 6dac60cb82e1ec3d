"""The subject of a dossier: words, vocabularies, and models of records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from pydantic import Field, create_model

from dossier.model import MODELS
from dossier.model.body import Body, FocusBody, Identifiers, Organisation
from dossier.model.claim import Claim, Concern
from dossier.model.field_types import Line
from dossier.model.identifiers import Kind
from dossier.model.record import Part, Record
from dossier.model.subject_file import (
    FOCUS_KINDS,
    INVOLVEMENTS,
    ORGANISATION_KINDS,
    REGISTERS,
    FocusWords,
    IdentifierScheme,
    SubjectFile,
    SubjectTerm,
    Word,
)
from dossier.model.vocabulary import Involvement, OrganisationKind, Term
from dossier.model.vocabulary.term import Definition

SUBJECT = "subject.yml"

P = TypeVar("P", bound=Part)
T = TypeVar("T", bound=Term)

_LIVING_PAGE = re.compile(r"([a-z0-9-]+)/([A-Za-z0-9-]+)/")


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a dossier. Its models accept the terms of `subject.yml` and no others."""

    file: SubjectFile
    models: Mapping[Kind, type[Record]] = field(compare=False, repr=False)
    involvements: type[Involvement] = field(compare=False)
    # The kinds that the subject itself defines, and the kinds that its organisations can have.
    focus_kinds: type[Term] = field(compare=False)
    organisation_kinds: type[Term] = field(compare=False)

    @property
    def focus(self) -> FocusWords:
        """The words for the bodies in focus."""
        return self.file.focus

    def folder(self, kind: Kind) -> str:
        """The folder of a kind, below `evidence/` and in the addresses of its pages."""
        return self.focus.folder if kind is Kind.FOCUS else kind.collection

    def kind_of_folder(self, folder: str) -> Kind | None:
        """The kind of the records in a folder, or None if the folder is not that of a kind."""
        return next((kind for kind in Kind if self.folder(kind) == folder), None)

    def folders(self) -> list[str]:
        """The folders of all kinds."""
        return [self.folder(kind) for kind in Kind]

    def name(self, kind: Kind) -> str:
        """The word for a record of a kind, in lower case: "claim", or the name of a body in focus."""
        return self.focus.name if kind is Kind.FOCUS else kind.value

    def plural(self, kind: Kind) -> str:
        """The word for several records of a kind, in lower case."""
        return self.focus.plural if kind is Kind.FOCUS else kind.collection

    def phrase(self, kind: Kind) -> str:
        """The word for a record of a kind with its article: "a claim"."""
        return f"{self.focus.article} {self.focus.name}" if kind is Kind.FOCUS else kind.phrase

    def living_page(self, kind: Kind, identifier: str) -> str:
        """The folder of the living page of a record, relative to the root of the site."""
        return f"{self.folder(kind)}/{identifier}/"

    def parse_living_page(self, address: str) -> tuple[Kind, str] | None:
        """The kind and identifier of the record whose living page has this address, or None for another address."""
        match = _LIVING_PAGE.fullmatch(address)
        kind = None if match is None else self.kind_of_folder(match[1])
        return None if match is None or kind is None else (kind, match[2])

    def standard_kind(self, kind: Term) -> OrganisationKind | None:
        """The kind of every dossier that a kind of body is or is like, or None if the subject names none."""
        if kind in set(OrganisationKind):
            return OrganisationKind(kind)
        own = (*self.focus.kinds, *self.file.organisation_kinds)
        return next((entry.like for entry in own if entry.term == kind), None)

    def identifiers_of(self, body: Body) -> list[tuple[IdentifierScheme, str]]:
        """The identifiers of a body in registers, in the order of the schemes."""
        values = {} if body.identifiers is None else body.identifiers.__dict__
        return [(scheme, values[scheme.scheme]) for scheme in self.file.identifiers if values.get(scheme.scheme)]

    def words_of(self, record: Record) -> Iterator[Word]:
        """Yield the words of `subject.yml` that a record uses. A kind of every dossier is not in that file."""
        match record:
            case Claim():
                yield from (Word(INVOLVEMENTS, concern.involvement.value) for concern in record.concerns)
            case Body():
                kinds = FOCUS_KINDS if isinstance(record, FocusBody) else ORGANISATION_KINDS
                if record.kind not in set(OrganisationKind):
                    yield Word(kinds, record.kind.value)
                yield from (Word(REGISTERS, scheme.scheme) for scheme, _ in self.identifiers_of(record))


@cache
def subject_of(file: SubjectFile) -> Subject:
    """The subject with the words of this file, whose terms must be distinct. Equal files have the same models."""
    involvements = _new_enum(
        Involvement,
        "Involvement",
        {entry.term: (*_definition(entry), entry.voice.value) for entry in file.involvements},
    )
    own = [_definition(entry) for entry in file.focus.kinds]
    standard = [_definition_of(term) for term in OrganisationKind]
    added = [_definition(entry) for entry in file.organisation_kinds]
    organisation_kinds = _vocabulary("OrganisationKind", [*standard, *added])
    every_kind = _vocabulary("FocusKind", [*own, *standard])
    return Subject(
        file,
        _models(involvements, every_kind, organisation_kinds, file.identifiers),
        involvements,
        _vocabulary("FocusKind", own),
        organisation_kinds,
    )


def _models(
    involvements: type[Involvement],
    focus_kinds: type[Term],
    organisation_kinds: type[Term],
    schemes: Iterable[IdentifierScheme],
) -> dict[Kind, type[Record]]:
    """The models of records, with the vocabularies and the registers of a subject."""
    registers: Any = {scheme.scheme: (Line | None, Field(None, description=scheme.meaning)) for scheme in schemes}
    identifiers: Any = create_model("Identifiers", __base__=Identifiers, **registers)
    concern: Any = _narrowed(Concern, involvement=involvements)
    return {
        **MODELS,
        Kind.CLAIM: _narrowed(Claim, concerns=tuple[concern, ...]),
        Kind.FOCUS: _narrowed(FocusBody, kind=focus_kinds, identifiers=identifiers | None),
        Kind.ORGANISATION: _narrowed(Organisation, kind=organisation_kinds, identifiers=identifiers | None),
    }


def _narrowed(model: type[P], **types: Any) -> type[P]:
    """The model with narrower types of some fields, which keep their descriptions and defaults."""
    fields: Any = {}
    for name, narrower in types.items():
        declared = model.model_fields[name]
        default = ... if declared.is_required() else declared.default
        fields[name] = (narrower, Field(default, description=declared.description))
    return create_model(model.__name__, __base__=model, **fields)


def _vocabulary(name: str, definitions: Iterable[Definition]) -> type[Term]:
    return _new_enum(Term, name, {definition.value: definition for definition in definitions})


def _new_enum(base: type[T], name: str, members: Mapping[str, tuple[str, ...]]) -> type[T]:
    """A vocabulary whose members have these definitions (the functional API of `enum`)."""
    by_name = {value.replace("-", "_").upper(): definition for value, definition in members.items()}
    return base(name, by_name, module=__name__)  # type: ignore[call-arg,arg-type,return-value]


def _definition(entry: SubjectTerm) -> Definition:
    return Definition(entry.term, entry.label, entry.meaning, entry.example, entry.counter_example)


def _definition_of(term: Term) -> Definition:
    return Definition(
        term.value, term.label, term.meaning, term.example, term.counter_example, term.summary, term.converse
    )

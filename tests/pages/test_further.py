"""Every field of a record is on its page."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest

from dossier.model import Record
from dossier.model.date_types import Instant
from dossier.model.dates import Edtf, PartialDate
from dossier.model.fields import Field, fields_of
from dossier.model.identifiers import Kind
from dossier.model.introspection import Path
from dossier.model.record import Part
from dossier.pages.further import SHOWN, UNSHOWN, further_fields
from dossier.pages.page_content import PageContent
from dossier.pages.record import content_of
from dossier.reading.dossier import Dossier, Entry, entry, link_records
from dossier.reading.load import load
from dossier.releases.freeze.frozen_words import frozen_heading
from dossier.releases.freeze.paragraphs import (
    FrozenReference,
    FrozenSection,
    frozen_references,
    frozen_sections,
)
from tests.shared.toy import DAY, TOY, TOY_SUBJECT

# The head of the page and its address, which every page has.
HEAD = {"id"}


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return load(TOY, DAY).dossier


@pytest.mark.parametrize("names", [SHOWN, UNSHOWN], ids=["shown", "unshown"])
def test_the_fields_with_a_place_exist(names: dict[type[Part], str]) -> None:
    for model, listed in names.items():
        assert set(listed.split()) <= set(model.model_fields), model


@pytest.mark.parametrize("kind", Kind)
def test_both_pages_change_with_each_field_that_has_a_place(kind: Kind, dossier: Dossier) -> None:
    """The toy uses every field, so that each of them can be changed in some record."""
    without_place = {*HEAD, *(field.dotted for field in further_fields(TOY_SUBJECT.models[kind])), *_unshown(kind)}
    unchanged: set[str] = set()
    changed: set[str] = set()
    for one in dossier.entries.values():
        if one.kind is kind:
            living, frozen = _pages(dossier, one.record.id)
            for field, path, value in _values(fields_of(TOY_SUBJECT.models[kind]).values(), one.record, ()):
                if field.dotted not in changed | without_place:
                    elsewhere = _with_record(dossier, one, path, _other(dossier, field, value))
                    living_now, frozen_now = _pages(elsewhere, one.record.id)
                    # No page of a capture is frozen, and no day of a routine check.
                    is_never_frozen = kind is Kind.CAPTURE or field.is_volatile
                    is_changed = living_now != living and (is_never_frozen or frozen_now != frozen)
                    (changed if is_changed else unchanged).add(field.dotted)
    assert len(changed) > 15
    assert unchanged - changed == set()


def _pages(dossier: Dossier, name: str) -> tuple[PageContent, list[str | FrozenSection | FrozenReference]]:
    content = content_of(dossier, dossier.entries[name])
    return content, [frozen_heading(content.heading), *frozen_sections(content, {}), *frozen_references(content, {})]


def _unshown(kind: Kind) -> Iterator[str]:
    """Yield the paths of the fields that no page of the kind shows."""

    def paths(model: type[Part], fields: Any) -> Iterator[str]:
        unshown = {name for base in model.__mro__ for name in UNSHOWN.get(base, "").split()}
        for field in fields:
            if field.name in unshown:
                yield field.dotted
            if field.part is not None:
                yield from paths(field.part, field.fields)

    yield from paths(TOY_SUBJECT.models[kind], fields_of(TOY_SUBJECT.models[kind]).values())


def _values(fields: Any, part: Part, path: Path) -> Iterator[tuple[Field, Path, Any]]:
    """Yield each single value of a record, with its field and its path."""
    for field in fields:
        value = getattr(part, field.name)
        members = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for number, member in members:
            own_path = (*path, field.name) if number is None else (*path, field.name, number)
            if isinstance(member, Part):
                yield from _values(field.fields, member, own_path)
            elif member is not None:
                yield field, own_path, member


def _other(dossier: Dossier, field: Field, value: Any) -> Any:
    """Another value of the same type."""
    if field.targets:
        same = (one for one in dossier.entries.values() if one.kind is dossier.entries[value].kind)
        return next(one.record.id for one in same if one.record.id != value)
    match value:
        case Enum():
            return next(term for term in type(value) if term is not value)
        case PartialDate() | Edtf():
            return type(value).parse("1999-01-02")
        case Instant():
            return Instant("1999-01-02T00:00:00Z", None)
        case int() | Decimal():
            return value + 1
    return f"{value}x"


def _with_record(dossier: Dossier, one: Entry[Record], path: Path, value: Any) -> Dossier:
    record = _replaced(one.record, path, value)
    entries = {**dossier.entries, record.id: entry(one.kind, record, one.path, one.root)}
    return link_records(entries, dossier.names, dossier.subject, dossier.today)


def _replaced(whole: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    first, *rest = path
    if isinstance(first, int):
        return tuple(
            _replaced(member, tuple(rest), value) if number == first else member for number, member in enumerate(whole)
        )
    return whole.model_copy(update={first: _replaced(getattr(whole, first), tuple(rest), value)})

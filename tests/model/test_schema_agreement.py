"""The decoder and the published schemas agree about YAML text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from dossier.model.identifiers import Kind
from dossier.model.json_schema import schema, schema_text
from dossier.reading.decode import Decoded, decode
from dossier.reading.files import find_record_files
from dossier.reading.yaml_nodes import parse
from tests.shared.places import ROOT
from tests.shared.schema_values import almost, anything, ecma, ordinary, values, yaml_text
from tests.shared.yaml_typed import read_typed

# Rules that a schema cannot state, by the code of the decoder's diagnostic. This is the only such list.
NOT_IN_SCHEMA = {
    "unreadable-date": "days that do not exist, intervals that end before they begin, other spellings of a year",
    "unreadable-url": "hosts that are not public, ports out of range",
    "unreadable-number": "other spellings of a number, such as 1e3",
    "forbidden-character": "no class of invisible characters means the same in all dialects of patterns",
    "quote-this": "text that only YAML 1.2 reads as text, and YAML 1.1 does not",
}


def _pattern(validator: Validator, pattern: str, instance: Any, _: Any) -> Iterator[ValidationError]:
    if validator.is_type(instance, "string") and ecma(pattern).search(instance) is None:
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


# The `pattern` of JSON Schema is ECMAScript's, which jsonschema leaves to Python.
_Validator = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]
VALIDATORS = {kind: _Validator(schema(kind)) for kind in Kind}

KINDS = pytest.mark.parametrize("kind", list(Kind))
THOROUGH = settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def _read(text: str, kind: Kind) -> tuple[Decoded, bool]:
    """The result of the decoder, and True if the schema allows the values that other programs read in the text."""
    try:
        typed = read_typed(text)
    except yaml.YAMLError:
        assume(condition=False)
    return decode(parse(text.encode(), "record.yaml"), kind, "record.yaml"), VALIDATORS[kind].is_valid(typed)


def _agree(text: str, kind: Kind) -> None:
    decoded, is_valid = _read(text, kind)
    codes = {diagnostic.code for diagnostic in decoded.diagnostics}
    if decoded.record is not None:
        assert is_valid, text
    elif is_valid:
        assert codes <= set(NOT_IN_SCHEMA), (codes, text)


@KINDS
@THOROUGH
@given(data=st.data())
def test_values_that_the_schema_allows_are_accepted(kind: Kind, data: st.DataObject) -> None:
    value = data.draw(values(kind, anything))
    _agree(data.draw(yaml_text(value)), kind)


@KINDS
@THOROUGH
@given(data=st.data())
def test_changed_values_are_refused_by_both_or_neither(kind: Kind, data: st.DataObject) -> None:
    _agree(data.draw(yaml_text(data.draw(almost(kind)))), kind)


@KINDS
@THOROUGH
@given(data=st.data())
def test_values_of_ordinary_words_are_accepted(kind: Kind, data: st.DataObject) -> None:
    text = data.draw(yaml_text(data.draw(values(kind, ordinary))))
    decoded, is_valid = _read(text, kind)
    assert is_valid
    assert {diagnostic.code for diagnostic in decoded.diagnostics} <= {"unreadable-date", "unreadable-url"}


def test_the_evidence_is_valid_against_the_schemas() -> None:
    files, _ = find_record_files(ROOT)
    assert files
    wrong = [
        (file.path, error.message)
        for file in files
        for error in VALIDATORS[file.kind].iter_errors(read_typed((ROOT / file.path).read_text(encoding="utf-8")))
    ]
    assert wrong == []


@KINDS
def test_the_schema_is_a_valid_json_schema(kind: Kind) -> None:
    Draft202012Validator.check_schema(schema(kind))


@KINDS
def test_the_published_schema_is_up_to_date(kind: Kind) -> None:
    published = ROOT / "schemas" / f"{kind.value}.schema.json"
    assert published.read_text(encoding="utf-8") == schema_text(kind), "run `dossier schema`"

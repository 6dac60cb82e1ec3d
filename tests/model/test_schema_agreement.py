"""The decoder and the published schemas agree about YAML text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from dossier.drafting.generated import FORM, evidence_form
from dossier.model.identifiers import Kind
from dossier.model.json_schema import schema_text
from dossier.model.record import Part
from dossier.model.subject_file import SubjectFile
from dossier.reading.decode import Decoded, decode
from dossier.reading.files import find_record_files
from dossier.reading.yaml_nodes import parse
from tests.shared.places import ROOT
from tests.shared.schema_values import SCHEMAS, SUBJECT, almost, anything, ecma, ordinary, values, yaml_text
from tests.shared.toy import TOY
from tests.shared.yaml_typed import read_typed

# Rules that a schema cannot state, by the code of the decoder's diagnostic. This is the only such list.
NOT_IN_SCHEMA = {
    "unreadable-date": "days that do not exist, intervals that end before they begin, other spellings of a year",
    "unreadable-url": "hosts that are not public, ports out of range",
    "unreadable-code": "ISBNs with a wrong check digit, parts of language tags that no registry has",
    "unreadable-number": "other spellings of a number, such as 1e3, and degrees out of range",
    "forbidden-character": "no class of invisible characters means the same in all dialects of patterns",
    "quote-this": "text that only YAML 1.2 reads as text, and YAML 1.1 does not",
}


def _pattern(validator: Validator, pattern: str, instance: Any, _: Any) -> Iterator[ValidationError]:
    if validator.is_type(instance, "string") and ecma(pattern).search(instance) is None:
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


MODELS: dict[str, type[Part]] = {kind.value: SUBJECT.models[kind] for kind in Kind} | {"subject": SubjectFile}
# The `pattern` of JSON Schema is ECMAScript's, which jsonschema leaves to Python.
_Validator = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]
VALIDATORS = {name: _Validator(schema) for name, schema in SCHEMAS.items()}

EACH = pytest.mark.parametrize("name", SCHEMAS)
THOROUGH = settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def _read(text: str, name: str) -> tuple[Decoded[Part], bool]:
    """The result of the decoder, and True if the schema allows the values that other programs read in the text."""
    try:
        typed = read_typed(text)
    except yaml.YAMLError:
        assume(condition=False)
    return decode(parse(text.encode(), "record.yaml"), MODELS[name], "record.yaml"), VALIDATORS[name].is_valid(typed)


def _agree(text: str, name: str) -> None:
    decoded, is_valid = _read(text, name)
    codes = {diagnostic.code for diagnostic in decoded.diagnostics}
    if decoded.value is not None:
        assert is_valid, text
    elif is_valid:
        assert codes <= set(NOT_IN_SCHEMA), (codes, text)


@EACH
@THOROUGH
@given(data=st.data())
def test_values_that_the_schema_allows_are_accepted(name: str, data: st.DataObject) -> None:
    value = data.draw(values(name, anything))
    _agree(data.draw(yaml_text(value)), name)


@EACH
@THOROUGH
@given(data=st.data())
def test_changed_values_are_refused_by_both_or_neither(name: str, data: st.DataObject) -> None:
    _agree(data.draw(yaml_text(data.draw(almost(name)))), name)


@EACH
@THOROUGH
@given(data=st.data())
def test_values_of_ordinary_words_are_accepted(name: str, data: st.DataObject) -> None:
    text = data.draw(yaml_text(data.draw(values(name, ordinary))))
    decoded, is_valid = _read(text, name)
    assert is_valid
    codes = {diagnostic.code for diagnostic in decoded.diagnostics}
    assert codes <= {"unreadable-date", "unreadable-url", "unreadable-code", "unreadable-number"}


def test_the_evidence_is_valid_against_the_schemas() -> None:
    files, _ = find_record_files(ROOT, SUBJECT)
    assert files
    wrong = [
        (file.path, error.message)
        for file in files
        for error in VALIDATORS[file.kind.value].iter_errors(read_typed((ROOT / file.path).read_text(encoding="utf-8")))
    ]
    assert wrong == []


@EACH
def test_the_schema_is_a_valid_json_schema(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


@EACH
def test_the_published_schema_is_up_to_date(name: str) -> None:
    published = ROOT / "schemas" / f"{name}.schema.json"
    assert published.read_text(encoding="utf-8") == schema_text(SCHEMAS[name]), "run `dossier schema`"


def test_the_issue_form_is_up_to_date() -> None:
    assert (ROOT / FORM).read_text(encoding="utf-8") == evidence_form(SUBJECT), "run `dossier schema`"


def test_the_published_schemas_are_those_of_the_kinds_and_the_subject() -> None:
    names = {f"{name}.schema.json" for name in (*Kind, "subject")}
    assert {path.name for path in (ROOT / "schemas").iterdir()} == names


@pytest.mark.parametrize("root", [ROOT, TOY], ids=["this", "toy"])
def test_the_subject_is_valid_against_its_schema(root: Path) -> None:
    text = (root / "subject.yml").read_text(encoding="utf-8")
    assert list(_Validator(SCHEMAS["subject"]).iter_errors(read_typed(text))) == []

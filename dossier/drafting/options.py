"""Fields and authors, parsed from text on the command line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dossier.drafting.missing import Path, Values, dotted_path, field_problems, parse_path, with_value
from dossier.errors import DossierError
from dossier.model import Record
from dossier.model.fields import FieldLayout, field_at
from dossier.reading.no_value import is_word_for_nothing
from dossier.system.terminal import clean


def parse_options(model: type[Record], settings: list[str]) -> dict[str, Any]:
    """The values of settings of the form FIELD=VALUE.

    FIELD is a path with dots between its names. The first item of a list needs no number; another item has its number,
    as in `evidence.2.source`. Repeated settings of a list add items to it.

    Raises DossierError with the decoder's words if a field does not exist or refuses its value.
    """
    values: dict[str, Any] = {}
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals:
            raise DossierError(f"`--set {clean(setting)}` has no `=` between field and value")
        if name == "id":
            raise DossierError("`--set` cannot change `id`: give --id for a body, --slug for other records")
        try:
            values = _set_field(model, values, name, text)
        except ValueError as error:
            raise DossierError(f"`--set {clean(name)}`: the field {error}") from None
    problems = field_problems(model, values)
    if problems:
        raise DossierError(
            "; ".join(f"--set {clean(dotted_path(problem.path))}: {clean(str(problem))}" for problem in problems)
        )
    return values


def as_settings(values: Values) -> list[str]:
    """The settings from which `parse_options` makes these values."""
    return [f"{dotted_path(path)}={text}" for path, text in _leaves(values, ())]


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield each text inside a value with its path. An empty list is written as in YAML."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, (*path, name))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _leaves(item, (*path, number))
        if not value:
            yield path, "[]"
    else:
        yield path, value


def _set_field(model: type[Record], values: Values, name: str, text: str) -> dict[str, Any]:
    path = parse_path(model, name)
    try:
        field = field_at(model, path)
    except KeyError:  # the decoder reports the unknown field, and suggests a similar name
        return with_value(values, path, text)
    if isinstance(path[-1], int) or (field.layout.takes_term and text in field.terms):
        return with_value(values, path, text)
    if field.has_text_items:
        items = parse_items(text) if field.targets or text in {"", "[]"} else [text]
        return _extend_list(values, path, items)
    if field.layout is FieldLayout.PARTS_OR_TERM:
        return with_value(values, path, parse_authors(text))
    if field.layout is FieldLayout.PARTS and text == "[]":
        return with_value(values, path, [])
    return with_value(values, path, text)


def parse_items(text: str) -> list[str]:
    """The items between the commas of a text, such as identifiers. `none` and the like mean that there are none.

    >>> parse_items("harbour, river"), parse_items("None")
    (['harbour', 'river'], [])
    """
    if text.strip() == "[]" or is_word_for_nothing(text.strip()):
        return []
    return [item.strip() for item in text.split(",") if item.strip()]


def _extend_list(values: Values, path: Path, items: list[str]) -> dict[str, Any]:
    try:
        current: Any = values
        for step in path:
            current = current[step]
        extended = dict(values)
    except (KeyError, IndexError):
        current, extended = [], with_value(values, path, [])
    for number, item in enumerate(items, len(current)):
        extended = with_value(extended, (*path, number), item)
    return extended


# A name in quotation marks, or all text up to the next semicolon.
_NAME = re.compile(r'\s*(?:"([^"]*)"|([^;]*))\s*(?:;|$)')


def parse_authors(line: str) -> list[dict[str, str]]:
    """The authors named in a line, with semicolons between them.

    A person is written as `Family, Given`, a body by its name. A body whose name contains a comma is written in
    quotation marks.

    >>> parse_authors('Hellard, Bobby; Privacy International; "Clear View, Inc."')
    [{'family': 'Hellard', 'given': 'Bobby'}, {'literal': 'Privacy International'}, {'literal': 'Clear View, Inc.'}]
    """
    authors = []
    for quoted, unquoted in _NAME.findall(line):
        family, comma, given = (part.strip() for part in unquoted.partition(","))
        if quoted:
            authors.append({"literal": quoted.strip()})
        elif comma:
            authors.append({"family": family, "given": given} if given else {"family": family})
        elif family:
            authors.append({"literal": family})
    return authors

"""Values of fields given on the command line, and names of persons."""

from __future__ import annotations

import re
from typing import Any

from dossier.drafting.missing import Path, Values, dotted, faults, path_of, put, shape_at
from dossier.errors import DossierError
from dossier.model.identifiers import Kind
from dossier.model.introspection import FieldLayout
from dossier.system.terminal import clean


def parse_options(kind: Kind, settings: list[str]) -> dict[str, Any]:
    """The values that settings of the form FIELD=VALUE give.

    A path has dots between its fields; an item of a list other than the first has its number, as in
    `evidence.2.source`. A list grows by each setting of it. Raises DossierError, with the decoder's words, for every
    field that does not exist or refuses its value.
    """
    values: dict[str, Any] = {}
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals:
            raise DossierError(f"`--set {clean(setting)}` has no `=` between field and value")
        if name == "id":
            raise DossierError("`id` is not set: a force or organisation takes it from --id, other records from --slug")
        try:
            values = _set(kind, values, name, text)
        except ValueError as error:
            raise DossierError(f"`--set {clean(name)}`: the field {error}") from None
    wrong = faults(kind, values)
    if wrong:
        raise DossierError("; ".join(f"--set {clean(dotted(one.path))}: {clean(str(one))}" for one in wrong))
    return values


def _set(kind: Kind, values: Values, name: str, text: str) -> dict[str, Any]:
    path = path_of(kind, name)
    try:
        shape = shape_at(kind, path)
    except KeyError:  # the decoder says so, with the name that may have been meant
        return put(values, path, text)
    if isinstance(path[-1], int):
        return put(values, path, text)
    if shape.form is FieldLayout.LIST:
        return _extend(values, path, _items(text, is_reference=shape.is_reference))
    if shape.form is FieldLayout.PARTS_OR_WORD and text not in shape.words:
        return put(values, path, authors(text))
    if shape.form is FieldLayout.PARTS and text == "[]":
        return put(values, path, [])
    return put(values, path, text)


def _items(text: str, *, is_reference: bool) -> list[str]:
    """The items meant: identifiers with commas between them, or one text, which may hold commas."""
    if text in ("", "[]"):
        return []
    return [one.strip() for one in text.split(",")] if is_reference else [text]


def _extend(values: Values, path: Path, items: list[str]) -> dict[str, Any]:
    """The values with more items in a list."""
    try:
        here: Any = values
        for step in path:
            here = here[step]
        made = dict(values)
    except (KeyError, IndexError):
        here, made = [], put(values, path, [])
    for number, item in enumerate(items, len(here)):
        made = put(made, (*path, number), item)
    return made


# A name in quotation marks, or one up to the next semicolon.
_NAME = re.compile(r'\s*(?:"([^"]*)"|([^;]*))\s*(?:;|$)')


def authors(line: str) -> list[dict[str, str]]:
    """The authors, with `;` between them: a person as `Family, Given`, a body by its name.

    Quotation marks keep the comma in the name of a body.

    >>> authors('Hellard, Bobby; Privacy International; "Clear View, Inc."')
    [{'family': 'Hellard', 'given': 'Bobby'}, {'literal': 'Privacy International'}, {'literal': 'Clear View, Inc.'}]
    """
    found = []
    for quoted, plain in _NAME.findall(line):
        family, comma, parse_options = (part.strip() for part in plain.partition(","))
        if quoted:
            found.append({"literal": quoted.strip()})
        elif comma:
            found.append({"family": family, "given": parse_options} if parse_options else {"family": family})
        elif family:
            found.append({"literal": family})
    return found

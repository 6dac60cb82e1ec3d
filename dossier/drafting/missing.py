"""Turn what an author has said of a new record so far into what it still lacks, and into what is wrong with it.

The values are those of a YAML file: mappings, lists and text. All words about them come from the decoder.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dossier.diagnostics import Diagnostic
from dossier.model import MODELS
from dossier.model.identifiers import Kind
from dossier.model.introspection import FieldInfo, FieldLayout, shapes
from dossier.model.record import Part
from dossier.model.vocabulary import ReplyStatus, Standing
from dossier.reading.decode import decode
from dossier.reading.text import read_text
from dossier.reading.yaml_nodes import Node, Parsed, Scalar, Sequence, parse, span_of

Path = tuple[str | int, ...]
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MissingField:
    """A field that a record still lacks, or several of which one is wanted."""

    path: Path
    shape: FieldInfo | None
    alternatives: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The field by its dotted path, or the fields to choose from."""
        if not self.alternatives:
            return dotted(self.path)
        return " or ".join(dotted((*self.path, name)) for name in self.alternatives)


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """A value that its field refuses, with the decoder's words."""

    path: Path
    diagnostic: Diagnostic

    def __str__(self) -> str:
        """What is so, and what can be done."""
        one = self.diagnostic
        return f"{one.message}; {one.help}" if one.help else one.message


def dotted(path: Path) -> str:
    """A path as an author types it; the first item of a list needs no number, the second is `2`.

    >>> dotted(("evidence", 0, "source")), dotted(("evidence", 1, "source"))
    ('evidence.source', 'evidence.2.source')
    """
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path if step != 0)


def path_of(kind: Kind, text: str) -> Path:
    """The path that a dotted path means in a record of the kind; unknown fields are kept, for the decoder to name."""
    model: type[Part] | None = MODELS[kind]
    path: list[str | int] = []
    steps = text.split(".")
    for number, step in enumerate(steps):
        following = steps[number + 1] if number + 1 < len(steps) else None
        shape = shapes(model).get(step) if model is not None else None
        model = shape.part if shape is not None else model
        if path and isinstance(path[-1], str) and re.fullmatch(r"[1-9][0-9]?", step):
            path.append(int(step) - 1)
            continue
        path.append(step)
        if shape is not None and shape.form.is_parts and following is not None and not following.isdigit():
            path.append(0)
    return tuple(path)


def put(values: Values, path: Path, value: Any) -> dict[str, Any]:
    """The values with one more at a path.

    Raises ValueError where the path leads through a value that has no fields, skips an item, or has a value already.
    """
    made: dict[str, Any] = copy.deepcopy(dict(values))
    here: Any = made
    for step, following in zip(path, (*path[1:], None), strict=True):
        last = following is None
        if isinstance(step, int):
            if not isinstance(here, list) or step > len(here):
                raise ValueError("skips an item of a list")
            if step == len(here):
                here.append(value if last else {})
            elif last:
                raise ValueError("is given twice")
        elif not isinstance(here, dict):
            raise ValueError("is inside a field that is given as a whole")
        elif last:
            if step in here:
                raise ValueError("is given twice")
            here[step] = value
        else:
            here.setdefault(step, [] if isinstance(following, int) else {})
        here = here[step]
    return made


def faults(kind: Kind, values: Values) -> list[FieldProblem]:
    """What the decoder says against the values given, in their order; what is missing is not among it."""
    hidden = [FieldProblem(path, one) for path, text in _texts(values) for one in _unreadable(text)]
    if hidden:
        return hidden
    # JSON is YAML in which every text stands in quotation marks: only the values themselves are judged.
    parsed = parse(json.dumps(values, ensure_ascii=False).encode("utf-8"), "")
    return [
        FieldProblem(_path_at(parsed, one), one)
        for one in decode(parsed, kind, "").diagnostics
        if one.code != "missing-field"
    ]  # fmt: skip


def missing_fields(kind: Kind, values: Values) -> Iterator[MissingField]:
    """Yield what the record must still be given, in the order of its fields: by the model, then by the checks."""
    yield from _lacking(MODELS[kind], values, ())
    if kind is Kind.CLAIM:
        for path in _required_by_values(values):
            if _at(values, path) is None:
                yield MissingField(path, shape_at(kind, path))


def _lacking(model: type[Part], values: Values, path: Path) -> Iterator[MissingField]:
    for name, shape in shapes(model).items():
        here = (*path, name)
        for alternatives in model.one_of:
            if name == alternatives[0] and not any(one in values for one in alternatives):
                yield MissingField(path, None, alternatives)
        if here != ("id",) and (name in values or shape.is_required):
            yield from _lacking_at(shape, values.get(name), here)


def _lacking_at(shape: FieldInfo, value: Any, path: Path) -> Iterator[MissingField]:
    """Yield what lacks at a field that must be there, or is."""
    if value is None:
        value = {FieldLayout.PART: {}, FieldLayout.PARTS: [{}]}.get(shape.form)
    if value is None:
        yield MissingField(path, shape)
    elif shape.part is not None and isinstance(value, Mapping):
        yield from _lacking(shape.part, value, path)
    elif shape.part is not None and isinstance(value, list):
        for number, item in enumerate(value):
            yield from _lacking(shape.part, item, (*path, number))


def _required_by_values(values: Values) -> Iterator[Path]:
    """Yield the fields of a claim that its other values make necessary, as the checks of single claims have it."""
    standing = values.get("standing")
    if values.get("date") == "undated" and standing != Standing.ENACTED:
        yield ("standing_reason",)
    if standing == Standing.ADMITTED and "standing_reason" not in values:
        yield ("attributed_to",)
    if standing == Standing.SUPERSEDED:
        yield ("later_history",)
    if values.get("adverse_to"):
        yield ("reply", "status")
    owed = {
        ReplyStatus.NOT_SOUGHT: "reason",
        ReplyStatus.REQUESTED: "asked_on",
        ReplyStatus.RECEIVED: "text",
    }.get(_at(values, ("reply", "status")))
    if owed is not None:
        yield ("reply", owed)


def _at(values: Values, path: Path) -> Any:
    here: Any = values
    for step in path:
        here = here.get(step) if isinstance(here, Mapping) else None
    return here


def shape_at(kind: Kind, path: Path) -> FieldInfo:
    """The field at a path, list positions passed over."""
    *above, name = (step for step in path if isinstance(step, str))
    model = MODELS[kind]
    part: type[Part] = model
    for step in above:
        part = shapes(part)[step].part or part
    return shapes(part)[name]


def _texts(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _texts(item, (*path, number))
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield (*path, name), name
            yield from _texts(inner, (*path, name))


def _unreadable(text: str) -> list[Diagnostic]:
    return read_text(text.encode("utf-8", "surrogateescape"), "")[1]


def _path_at(parsed: Parsed, diagnostic: Diagnostic) -> Path:
    """The path of the value at which a diagnostic points, or of the field whose name it points at."""

    def paths(node: Node, path: Path) -> Iterator[tuple[Path, Node]]:
        yield path, node
        if isinstance(node, Sequence):
            for number, item in enumerate(node.items):
                yield from paths(item, (*path, number))
        elif not isinstance(node, Scalar):
            for name, (key, inner) in node.entries.items():
                yield (*path, name), key
                yield from paths(inner, (*path, name))

    if parsed.root is None:
        return ()
    places = reversed(list(paths(parsed.root, ())))
    return next((path for path, node in places if span_of(node, "") == diagnostic.span), ())

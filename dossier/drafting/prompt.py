"""Prompts on a terminal for the missing fields of a new record. [io]"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from dossier.drafting.missing import (
    MissingField,
    Path,
    Values,
    dotted_path,
    field_problems,
    missing_fields,
    value_at,
    with_value,
)
from dossier.drafting.options import parse_authors, parse_items
from dossier.errors import DossierError
from dossier.model import Record
from dossier.model.fields import Field, FieldLayout, field_at
from dossier.system.terminal import clean

_WIDTH = 88


def ask_missing(model: type[Record], values: Values) -> Iterator[dict[str, Any]]:
    """Yield the values after each answer of the author, until no field is missing.

    Raises DossierError if the input ends too early.
    """
    answered = dict(values)
    while (wanted := next(missing_fields(model, answered), None)) is not None:
        for with_answer in _ask(model, answered, wanted):
            answered = with_answer
            yield answered


def ask(text: str, prompt: str, problem: Callable[[str], str | None]) -> str:
    """The author's answer. The question is repeated until `problem` gives no reason against the answer."""
    print()
    print_wrapped(text)
    while True:
        answer = read_line(f"{prompt}: ")
        reason = problem(answer)
        if reason is None:
            return answer
        complain(reason)


def read_line(prompt: str) -> str:
    """A line that the author typed, without white space around it. Input that is not UTF-8 is asked for again."""
    with suppress(ImportError):  # Windows has no readline
        # Once it is imported, `input` offers line editing and accepts more than the terminal's limit of 4,095 bytes.
        import readline  # noqa: F401
    while True:
        try:
            return input(prompt).strip()
        except EOFError:
            print(file=sys.stderr)
            raise DossierError("the input ended; nothing was written") from None
        except UnicodeDecodeError:
            complain("what was typed is not UTF-8")


def print_wrapped(text: str) -> None:
    """Print a text in lines of readable width. It must be safe for a terminal."""
    print(textwrap.fill(text, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False))


def complain(text: str) -> None:
    """Print why an answer is refused."""
    print(f"  ! {clean(text)}", file=sys.stderr)


def _ask(model: type[Record], values: Values, wanted: MissingField) -> Iterator[dict[str, Any]]:
    """Yield the values with the missing field. The question is repeated until its answer is accepted."""
    if wanted.alternatives or wanted.field is None:
        yield from _ask_which(model, values, wanted)
        return
    name = dotted_path(wanted.path)
    print()
    print_wrapped(wanted.field.description)
    for hint in _hints(wanted.field):
        print_wrapped(hint)
    while True:
        answer = read_line(f"{name}: ")
        if not answer and wanted.field.layout is not FieldLayout.LIST:
            complain(f"`{name}` is empty; write a value, or end with Ctrl-C")
            continue
        changed = with_value(values, wanted.path, _parse_answer(wanted.field, answer))
        problems = field_problems(model, changed)
        if not problems:
            yield changed
            return
        for problem in problems:
            complain(str(problem))


def _ask_which(model: type[Record], values: Values, wanted: MissingField) -> Iterator[dict[str, Any]]:
    """Yield the values with each field of the alternative that the author chooses by name."""
    print()
    print_wrapped("One of these is required. Write its name; its value is asked for next.")
    for name in wanted.alternatives:
        fields = [field_at(model, (*wanted.path, part)) for part in name.split("+")]
        print_wrapped(f"{name}: {' '.join(field.description for field in fields)}")
    for name in _chosen(wanted.alternatives).split("+"):
        for with_answer in _ask_chosen(model, values, (*wanted.path, name)):
            values = with_answer
            yield with_answer


def _ask_chosen(model: type[Record], values: Values, path: Path) -> Iterator[dict[str, Any]]:
    """Yield the values with a field of the chosen alternative. If it has a value already, nothing is asked."""
    field = field_at(model, path)
    if value_at(values, path) is not None:
        return
    if field.layout is FieldLayout.PART:
        yield with_value(values, path, {})
    else:
        yield from _ask(model, values, MissingField(path, field))


def _chosen(alternatives: tuple[str, ...]) -> str:
    """The alternative that the author chooses. A part of its name is enough."""
    while True:
        answer = read_line("which? ")
        named = next((name for name in alternatives if answer in (name, *name.split("+"))), None)
        if named is not None:
            return named
        complain(f"`{answer}` is not one of: {', '.join(alternatives)}")


def _hints(field: Field) -> list[str]:
    if field.layout is FieldLayout.PARTS_OR_TERM:
        words = " or ".join(field.terms)
        return [
            f"Write {words}, or the names with `;` between them: a person as `Family, Given`, a body by its name.",
            'Put a name that contains a comma of its own in "quotation marks".',
        ]
    if field.has_text_items:
        return ["Separate the items by commas; leave the line empty if there are none."]
    return [f"One of: {', '.join(field.terms)}."] if field.terms else []


def _parse_answer(field: Field, answer: str) -> Any:
    if field.layout is FieldLayout.PARTS_OR_TERM:
        return answer if answer in field.terms else parse_authors(answer)
    if field.layout is FieldLayout.LIST_OR_TERM and answer in field.terms:
        return answer
    if field.has_text_items:
        return parse_items(answer)
    return answer

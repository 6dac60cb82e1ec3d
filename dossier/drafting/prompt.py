"""Ask on a terminal for what a new record still lacks, each answer judged at once by its field. [io]"""

from __future__ import annotations

import sys
import textwrap
from contextlib import suppress
from typing import Any

from dossier.drafting.missing import MissingField, Values, dotted, faults, missing_fields, put, shape_at
from dossier.drafting.options import authors
from dossier.errors import DossierError
from dossier.model.identifiers import Kind
from dossier.model.introspection import FieldInfo, FieldLayout
from dossier.system.terminal import clean

_WIDTH = 88


def ask(kind: Kind, values: Values) -> dict[str, Any]:
    """The values with the answers that complete them; raises DossierError where the input ends before that."""
    complete = dict(values)
    while (want := next(missing_fields(kind, complete), None)) is not None:
        complete = _ask(kind, complete, want)
    return complete


def line(prompt: str) -> str:
    """A line typed by the author, without white space around it; asked again where it is not UTF-8."""
    with suppress(ImportError):  # Windows has none
        # By its import alone `input` lets a line be edited, and takes more than the terminal's own 4,095 bytes.
        import readline  # noqa: F401
    while True:
        try:
            return input(prompt).strip()
        except EOFError:
            print(file=sys.stderr)
            raise DossierError("the input ended; nothing was written") from None
        except UnicodeDecodeError:
            complain("what was typed is not UTF-8")


def say(text: str) -> None:
    """Print words of ours, wrapped."""
    print(textwrap.fill(text, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False))


def complain(text: str) -> None:
    """Print why an answer is not taken."""
    print(f"  ! {clean(text)}", file=sys.stderr)


def _ask(kind: Kind, values: Values, want: MissingField) -> dict[str, Any]:
    """The values with one more; the question is put again until the answer is taken."""
    if want.alternatives or want.shape is None:
        return _ask_which(kind, values, want)
    name = dotted(want.path)
    print()
    say(want.shape.description)
    for hint in _hints(want.shape):
        say(hint)
    while True:
        answer = line(f"{name}: ")
        if not answer and want.shape.form is not FieldLayout.LIST:
            complain(f"`{name}` is empty; write a value, or end with Ctrl-C")
            continue
        made = put(values, want.path, _read(want.shape, answer))
        wrong = faults(kind, made)
        if not wrong:
            return made
        for one in wrong:
            complain(str(one))


def _ask_which(kind: Kind, values: Values, want: MissingField) -> dict[str, Any]:
    """The values with one of several fields, chosen by name."""
    print()
    say("One of these is wanted:")
    for name in want.alternatives:
        say(f"{name}: {shape_at(kind, (*want.path, name)).description}")
    while True:
        chosen = line("which? ")
        if chosen in want.alternatives:
            path = (*want.path, chosen)
            shape = shape_at(kind, path)
            if shape.form is FieldLayout.PART:
                return put(values, path, {})
            return _ask(kind, values, MissingField(path, shape))
        complain(f"`{chosen}` is not one of: {', '.join(want.alternatives)}")


def _hints(shape: FieldInfo) -> list[str]:
    if shape.form is FieldLayout.PARTS_OR_WORD:
        words = " or ".join(shape.words)
        return [
            f"{words}; or the names, with `;` between them: a person as `Family, Given`, a body by its name.",
            'A name with a comma of its own stands in "quotation marks".',
        ]
    if shape.form is FieldLayout.LIST:
        return ["With commas between them; an empty line where there are none."]
    return [f"One of: {', '.join(shape.words)}."] if shape.words else []


def _read(shape: FieldInfo, answer: str) -> Any:
    """The value an answer means."""
    if shape.form is FieldLayout.PARTS_OR_WORD:
        return answer if answer in shape.words else authors(answer)
    if shape.form is FieldLayout.LIST:
        return [one.strip() for one in answer.split(",") if one.strip()]
    return answer

"""Annotations, outputs and summaries of a workflow's job: their forms and rules.

The rule is GitHub's own (actions/toolkit, `command.ts`). In a message `%`, carriage return and line feed are escaped,
in a property `:` and `,` as well. Text from a contributor can then not end a line and begin a command of its own.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_MESSAGE = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_PROPERTY = (*_MESSAGE, (":", "%3A"), (",", "%2C"))
_COMMAND = re.compile(r"^::(error|warning)(?: ([^\n]*?))?::([^\n]*)$")
_MOST_FAULTS = 10


class Level(StrEnum):
    """The two levels that checks use."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation: its level, title, place (`file:line:col`, or empty) and message."""

    level: Level
    title: str
    place: str
    message: str


def error(title: str, message: str) -> str:
    """The command that shows an error on the run's page."""
    return f"::error title={_escape(title, _PROPERTY)}::{_escape(message, _MESSAGE)}"


def warning(title: str, message: str) -> str:
    """The command that shows a warning on the run's page."""
    return f"::warning title={_escape(title, _PROPERTY)}::{_escape(message, _MESSAGE)}"


def read(lines: Iterable[str]) -> Iterator[Annotation]:
    """Yield the errors and warnings among the lines of a run's output."""
    for line in lines:
        if match := _COMMAND.match(line.rstrip("\n")):
            level, properties, message = match.groups()
            named = dict(part.partition("=")[::2] for part in (properties or "").split(","))
            place = ":".join(named[key] for key in ("file", "line", "col") if named.get(key))
            yield Annotation(
                Level(level),
                _unescape(named.get("title", ""), _PROPERTY),
                _unescape(place, _PROPERTY),
                _unescape(message, _MESSAGE),
            )


def write_outputs(**values: str) -> None:
    """Write these outputs of the job for later jobs. Outside a workflow, nothing is written."""
    if output := os.environ.get("GITHUB_OUTPUT"):
        with Path(output).open("a", encoding="utf-8") as file:
            file.writelines(f"{name}={value}\n" for name, value in values.items())


def write_summary(text: str) -> None:
    """Add a paragraph in Markdown to the summary of the job. Outside a workflow, nothing is written."""
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(f"{text}\n\n")


def fail(title: str, message: str) -> int:
    """Print an error annotation, and add it to the summary. Returns the exit code 1."""
    sys.stdout.write(f"{error(title, message)}\n")
    write_summary(f"`{title}` failed:\n\n{fenced([message])}")
    return 1


def fail_for(title: str, faults: Sequence[str], remedy: str) -> int:
    """Fail with the first faults, a line for each, and with a line that says what to do. Returns the exit code 1."""
    more = ["and more"] if len(faults) > _MOST_FAULTS else []
    return fail(title, "\n".join([*faults[:_MOST_FAULTS], *more, remedy]))


def warn(title: str, message: str) -> None:
    """Print a warning annotation, and add it to the summary."""
    sys.stdout.write(f"{warning(title, message)}\n")
    write_summary(f"`{title}` warns:\n\n{fenced([message])}")


def fenced(blocks: Sequence[str]) -> str:
    """The blocks as literal text, in a fence that is longer than any fence inside them."""
    text = "\n\n".join(blocks)
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def _escape(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for character, escape in pairs:
        text = text.replace(character, escape)
    return text


def _unescape(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    # `%25` comes last, because otherwise `%250A` would become a line feed.
    for character, escape in reversed(pairs):
        text = text.replace(escape, character)
    return text

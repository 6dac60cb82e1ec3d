"""Runs of text and emphasis, and the styles of citation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a citation, in italics or not, with the address it links to."""

    text: str
    italic: bool = False
    href: str | None = None


Runs = tuple[Run, ...]


def plain(runs: Iterable[Run]) -> str:
    """The text of a citation without its emphasis."""
    return "".join(run.text for run in runs)


def commas(parts: Iterable[Run]) -> Runs:
    """The parts with a comma and a space between them."""
    joined: list[Run] = []
    for part in parts:
        if joined:
            joined.append(Run(", "))
        joined.append(part)
    return tuple(joined)


def merged(runs: Iterable[Run]) -> Runs:
    """The runs without empty ones, neighbours of one typeface made one; a link stays a run of its own."""
    made: list[Run] = []
    for run in runs:
        last = made[-1] if made else None
        if last is not None and last.italic is run.italic and last.href is None and run.href is None:
            made[-1] = Run(last.text + run.text, last.italic)
        elif run.text:
            made.append(run)
    return tuple(made)


class Style(StrEnum):
    """A published standard, at the edition whose rules are followed."""

    OSCOLA5 = "oscola5"
    """Oxford University Standard for the Citation of Legal Authorities, 5th edition (2026)."""
    OSCOLA4 = "oscola4"
    """The same, 4th edition (2012): always an access date."""
    BLUEBOOK = "bluebook"
    """The Bluebook: A Uniform System of Citation, 22nd edition (2025), in the typeface of court documents."""

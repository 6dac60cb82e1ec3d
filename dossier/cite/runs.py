"""Runs of text and emphasis, and the citation styles."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Run(NamedTuple):
    """A stretch of a citation: its text, True if it is in italics, its link, and its language if not English."""

    text: str
    italic: bool = False
    href: str | None = None
    language: str | None = None


Runs = tuple[Run, ...]


def plain(runs: Iterable[Run]) -> str:
    """The text of a citation without its emphasis."""
    return "".join([run.text for run in runs])


def join_with_commas(parts: Iterable[Run]) -> Runs:
    """The parts with a comma and a space between them."""
    joined: list[Run] = []
    for part in parts:
        if joined:
            joined.append(Run(", "))
        joined.append(part)
    return tuple(joined)


def merge_runs(runs: Iterable[Run]) -> Runs:
    """The runs without empty runs, with neighbours in the same typeface and language joined.

    A link remains a separate run.
    """
    merged: list[Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        if last is not None and last[1:] == run[1:] and run.href is None:
            merged[-1] = run._replace(text=last.text + run.text)
        elif run.text:
            merged.append(run)
    return tuple(merged)


class Style(StrEnum):
    """A published citation standard, in the edition whose rules are followed."""

    OSCOLA5 = "oscola5"
    """Oxford University Standard for the Citation of Legal Authorities, 5th edition (2026)."""
    OSCOLA4 = "oscola4"
    """The same, 4th edition (2012), which always asks for the day of access."""
    BLUEBOOK = "bluebook"
    """The Bluebook: A Uniform System of Citation, 22nd edition (2025), in the typeface of court documents."""

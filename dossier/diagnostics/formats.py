"""Turn diagnostics into what a person or a program reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    """Who reads the report: `auto` finds out."""

    AUTO = "auto"
    FULL = "full"
    GITHUB = "github"
    JSON = "json"
    SARIF = "sarif"


@dataclass(frozen=True, slots=True)
class Choice:
    """A format that is not `auto`, and whether its text is coloured."""

    format: Format
    colour: bool = False


def choose(wanted: Format, environ: Mapping[str, str], *, is_terminal: bool) -> Choice:
    """The format and colour for these surroundings.

    `auto` is annotations inside GitHub Actions, which says so by `GITHUB_ACTIONS=true`, and text anywhere else. Text is
    coloured on a terminal only, and never where `NO_COLOR` is set and not empty (no-color.org) or `TERM` is `dumb`.
    """
    if wanted is Format.AUTO:
        wanted = Format.GITHUB if environ.get("GITHUB_ACTIONS") == "true" else Format.FULL
    plain = bool(environ.get("NO_COLOR")) or environ.get("TERM") == "dumb"
    return Choice(wanted, colour=wanted is Format.FULL and is_terminal and not plain)

"""The formats of a report, and the choice between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    """A format of the report. `auto` chooses by the environment."""

    AUTO = "auto"
    FULL = "full"
    GITHUB = "github"
    JSON = "json"
    SARIF = "sarif"


@dataclass(frozen=True, slots=True)
class ReportStyle:
    """A format other than `auto`, and True if its text is in colour."""

    format: Format
    colour: bool = False


def choose_style(wanted: Format, environ: Mapping[str, str], *, is_terminal: bool) -> ReportStyle:
    """The style for these environment variables.

    `auto` means annotations in GitHub Actions, which sets `GITHUB_ACTIONS=true`, and text everywhere else. Text is in
    colour only on a terminal, and never if `NO_COLOR` is set and not empty (no-color.org) or `TERM` is `dumb`.
    """
    if wanted is Format.AUTO:
        wanted = Format.GITHUB if environ.get("GITHUB_ACTIONS") == "true" else Format.FULL
    is_plain = bool(environ.get("NO_COLOR")) or environ.get("TERM") == "dumb"
    return ReportStyle(wanted, colour=wanted is Format.FULL and is_terminal and not is_plain)

"""The checks that judge a whole dossier, one module each; the order is the order in which they are listed.

A check module holds `CODE`, `SEVERITY`, `NEEDS_ALL` (whether it must see every record, as backlinks do) and one
generator function `check`. Its docstring is what `dossier explain CODE` prints.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from dossier.checks import (
    adverse_without_reply,
    correction_removed,
    dangling_reference,
    duplicate_citation,
    duplicate_identifier,
    duplicate_url,
    force_without_claim,
    history_mismatch,
    identifier_removed,
    impossible_date,
    incomplete_citation,
    long_quotation,
    mixed_topic,
    organisation_without_mention,
    placeholder_identifier,
    quote_ambiguous,
    quote_not_in_source,
    quote_offsets,
    quote_unrecorded,
    quote_without_capture,
    reference_cycle,
    replaced_by,
    reversed_authority,
    stale_status,
    standing_evidence,
    two_sided_evidence,
    uncited_source,
    undated_claim,
    undeclared_correction,
    unread_authority,
    unsafe_note,
    weak_corroboration,
    withdrawn_support,
)
from dossier.diagnostics import Diagnostic, Severity
from dossier.reading.dossier import Dossier


class Check(Protocol):
    """A module that judges the dossier as it stands."""

    CODE: str
    SEVERITY: Severity
    NEEDS_ALL: bool

    def check(self, dossier: Dossier) -> Iterator[Diagnostic]:
        """Yield what is wrong."""
        ...


class Comparison(Protocol):
    """A module that judges a change: the dossier against the one published before."""

    CODE: str
    SEVERITY: Severity

    def check(self, dossier: Dossier, base: Dossier) -> Iterator[Diagnostic]:
        """Yield what is wrong with the change."""
        ...


CHECKS: tuple[Check, ...] = (
    adverse_without_reply,
    dangling_reference,
    duplicate_citation,
    duplicate_identifier,
    duplicate_url,
    force_without_claim,
    history_mismatch,
    impossible_date,
    incomplete_citation,
    long_quotation,
    mixed_topic,
    organisation_without_mention,
    placeholder_identifier,
    quote_ambiguous,
    quote_not_in_source,
    quote_offsets,
    quote_unrecorded,
    quote_without_capture,
    reference_cycle,
    replaced_by,
    reversed_authority,
    stale_status,
    standing_evidence,
    two_sided_evidence,
    uncited_source,
    undated_claim,
    unread_authority,
    unsafe_note,
    weak_corroboration,
    withdrawn_support,
)

COMPARISONS: tuple[Comparison, ...] = (correction_removed, identifier_removed, undeclared_correction)


def judge(dossier: Dossier, base: Dossier | None = None) -> Iterator[Diagnostic]:
    """Yield what every check finds; a dossier read in part is spared the checks that need the whole."""
    for module in CHECKS:
        if dossier.complete or not module.NEEDS_ALL:
            yield from module.check(dossier)
    if base is not None:
        for comparison in COMPARISONS:
            yield from comparison.check(dossier, base)


def passed_over() -> tuple[str, ...]:
    """The codes of the checks that a dossier read in part is spared."""
    return tuple(module.CODE for module in CHECKS if module.NEEDS_ALL)

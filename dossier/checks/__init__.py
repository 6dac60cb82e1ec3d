"""The checks of a whole dossier, one module for each rule.

A check module has `CODE`, `SEVERITY`, `NEEDS_ALL` and one generator function `check`. `NEEDS_ALL` is True if the check
must see every record, for example to know that no record refers to another. The docstring of the module is what
`dossier explain CODE` prints.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any, Protocol

from dossier.diagnostics import Diagnostic, Severity
from dossier.reading.dossier import Dossier


class Check(Protocol):
    """A module that judges the records as they are."""

    CODE: str
    SEVERITY: Severity
    NEEDS_ALL: bool

    def check(self, dossier: Dossier) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each violation of the rule."""
        ...


class Comparison(Protocol):
    """A module that judges a change: it compares the records with those published before."""

    CODE: str
    SEVERITY: Severity

    def check(self, dossier: Dossier, base: Dossier) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each change that violates the rule."""
        ...


def _modules(*names: str) -> tuple[Any, ...]:
    # Importing by name lets each rule be listed once. A test compares every module with its protocol.
    return tuple(import_module(f"{__name__}.{name}") for name in names)


# Checks that judge only what a record says, or what its file surely lacks. They also judge records with problems, from
# which the fields with a problem are left out, so that all mistakes of a record are reported at once.
CHECKS_OF_PARTS: tuple[Check, ...] = _modules(
    "adverse_without_reply",
    "crossed_bounds",
    "curly_quotation_marks",
    "dangling_reference",
    "duplicate_identifier",
    "duplicate_statement",
    "ended_hold",
    "held_record",
    "impossible_date",
    "impossible_place",
    "long_quotation",
    "long_statement",
    "markup_in_text",
    "no_value",
    "placeholder_identifier",
    "protected_source",
    "quote_ambiguous",
    "quote_not_in_source",
    "quote_offsets",
    "quote_unrecorded",
    "quote_without_capture",
    "reference_cycle",
    "replaced_by",
    "same_currency",
    "tracking_parameters",
    "unfilled_blank",
    "unsafe_note",
    "unsafe_page",
    "withdrawn_support",
)

# Checks that could mistake a field which is left out for a field that is missing. They judge only records without
# problems.
CHECKS_OF_WHOLES: tuple[Check, ...] = _modules(
    "changed_since_review",
    "duplicate_citation",
    "duplicate_proceeding",
    "duplicate_url",
    "focus_without_claim",
    "history_mismatch",
    "incomplete_citation",
    "independent_sources",
    "mistaken_decision",
    "mixed_topic",
    "organisation_without_mention",
    "outdated_story",
    "pending_prosecution",
    "repeated_item",
    "reply_overdue",
    "reversed_authority",
    "short_review",
    "stale_status",
    "standing_evidence",
    "time_code",
    "two_sided_evidence",
    "uncited_source",
    "undated_claim",
    "unlinked_appeal",
    "unlinked_decision",
    "unmapped_body",
    "unread_authority",
    "unexplained_annulment",
    "unsourced_payment",
    "weak_corroboration",
)

CHECKS: tuple[Check, ...] = (*CHECKS_OF_PARTS, *CHECKS_OF_WHOLES)

RELEASE_COMPARISONS: tuple[Comparison, ...] = _modules(
    "correction_removed",
    "correction_words",
    "identifier_removed",
    "protected_after_publication",
    "undeclared_correction",
)

# A release has only errors, and makes new revisions for changed terms.
# Main itself may have a gap: a number that was taken back on a merged branch is in the history, and is not used again.
COMPARISONS: tuple[Comparison, ...] = (*RELEASE_COMPARISONS, *_modules("changed_term", "number_gap", "published_hold"))


def run_checks(dossier: Dossier, base: Dossier | None = None) -> Iterator[Diagnostic]:
    """Yield the diagnostics of every check and, if there is a base, of every comparison.

    If only some records were read, the checks that need all of them are left out.
    """
    for modules, judged in ((CHECKS_OF_PARTS, dossier.with_partial_records()), (CHECKS_OF_WHOLES, dossier)):
        for module in modules:
            if dossier.complete or not module.NEEDS_ALL:
                yield from module.check(judged)
    if base is not None:
        for comparison in COMPARISONS:
            yield from comparison.check(dossier, base)

"""A record is released after the reviews that the settings want.

Why it matters
    What was published once is copied within minutes. A claim that is adverse to somebody needs a second pair of eyes
    before that, and often those of a lawyer.

Reported
    # mkdocs.yml
    extra:
      release:
        review: {reviewers: 1, adverse_reviewers: 2, adverse_lawyer: true}
    # evidence/claims/CLM-2026-0042.yaml, which is adverse to a body
    reviewed:
      - {by: Ann Example, on: 2026-11-20, role: editor, text: 3f2a…}

Instead
    Have the record reviewed, and add each review with the digest that `digest` prints. A review of an earlier text does
    not count. Each person counts once. Withdrawn records need no review. `release` and `check --final` refuse a record
    without its reviews; other commands do not look.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity
from dossier.model.identifiers import Kind
from dossier.reading.dossier import Dossier

CODE = "short-review"
SEVERITY = Severity.ERROR
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield an error for each record that lacks a review, if the dossier has a rule on reviews."""
    rule = dossier.review_rule
    if rule is None:
        return
    for entry in dossier.entries.values():
        shortfall = None if entry.kind is Kind.CAPTURE else rule.shortfall(entry.record)
        if shortfall is not None:
            message = f"`{entry.record.id}` may not be released yet: {shortfall}"
            help_ = f"have it reviewed, and add the reviews with the digest that `digest {entry.record.id}` prints"
            yield Diagnostic(CODE, message, entry.at("reviewed"), help_, SEVERITY)

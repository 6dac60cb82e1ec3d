"""A review counts for the text that was read.

Why it matters
    "Reviewed by a lawyer" under a sentence that the lawyer never saw is worse than no review. A page says if its text
    has changed since its last review.

Reported
    reviewed:
      - by: Ann Example
        on: 2026-11-20
        role: legal
        text: 3f2a…    # the digest of what was read; the record has another by now

Instead
    Have the record reviewed again, and add a review with the digest that `digest` prints. Older reviews stay.
    `assign-ids` changes nothing that was reviewed, so it writes the new digest of a text into the reviews of that text.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity
from dossier.model.written_text import text_digest
from dossier.reading.dossier import Dossier

CODE = "changed-since-review"
SEVERITY = Severity.WARNING
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield a warning for each record whose text is not that of its last review."""
    for entry in dossier.entries.values():
        review = entry.record.last_review
        if review is not None and review.text != (digest := text_digest(entry.record)):
            message = f"the record has changed since its review on {review.on}"
            help_ = f"have it reviewed again; the digest of its text is now {digest}"
            yield Diagnostic(
                CODE, message, entry.at("reviewed", len(entry.record.reviewed) - 1, "text"), help_, SEVERITY
            )

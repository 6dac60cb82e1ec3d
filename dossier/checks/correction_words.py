"""A new correction repeats words that were published.

Why it matters
    A release freezes each correction. If it repeats other words than those that were published, nobody can find out
    what readers of the old page had before them.

Reported
    statement: Five airports answered.    # the newest published revision says: Four airports answered.
    corrections:
      - date: 2026-11-23
        was: Some airports answered.
        reason: The fifth airport answered in November 2026.

Instead
    was: Four airports answered.
    Repeat words of the newest published revision, as its `record.json` has them, and say everything else in `reason`. A
    part of a text is enough if it has three words or is a sentence, and so is the value of a field, such as `2026-05`
    or `disputed`. Give words of other fields as paragraphs of their own. `[redacted]` stands for any words.
    `check --base` compares each new correction with the base. If several were added since the last release, the release
    compares the first only: what the others correct may have been merged and never released.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from dossier.checks.correction_changes import PARAGRAPHS, added_corrections, places_of, removed_corrections
from dossier.checks.marked_texts import on_one_line
from dossier.diagnostics import Diagnostic, Severity
from dossier.model.addresses import newest_revision
from dossier.model.identifiers import Kind, is_placeholder
from dossier.reading.dossier import Dossier

CODE = "correction-words"
SEVERITY = Severity.ERROR


def check(dossier: Dossier, base: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each new correction that repeats words which were never published."""
    for name, entry in dossier.entries.items():
        before = base.entries.get(name)
        if not entry.record.corrections or before is None or before.kind is not entry.kind or is_placeholder(name):
            continue
        # A preserved copy has no revisions. A changed correction looks like a new one.
        if entry.kind is Kind.CAPTURE or removed_corrections(base, entry.record, before.record):
            continue
        added = {each.was for each in added_corrections(base, entry.record, before.record)}
        new = ((number, each) for number, each in enumerate(entry.record.corrections) if on_one_line(each.was) in added)
        # What the later corrections correct may have been merged and never released. `check --base` compared them.
        for number, each in islice(new, 1 if dossier.final else None):
            texts = {*_values(before.record.model_dump(mode="json", exclude_unset=True))}
            if not all(any(places_of(words, text) for text in texts) for words in PARAGRAPHS.split(each.was)):
                # Reports can be public, so they never repeat words that may have been redacted or suspended since.
                message = f"`was` of the correction of {each.date} is not in the newest published revision"
                help_ = (
                    f"repeat the words of `{newest_revision(name)}` of the site, or a part of them, and say everything "
                    "else in `reason`"
                )
                yield Diagnostic(CODE, message, entry.at("corrections", number, "was"), help_, SEVERITY)


def _values(value: Any) -> Iterator[str]:
    """Yield the texts and numbers in a record, each on one line."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _values(inner)
    else:
        yield on_one_line(str(value))

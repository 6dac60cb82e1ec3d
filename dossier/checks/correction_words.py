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
    or `disputed`. Give words of other fields as paragraphs of their own. `[redacted]` stands for any words. If several
    corrections were added since the last release, the first must have published words: what the others correct may not
    have been released.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any

from dossier.checks.correction_changes import FEWEST_WORDS, PARAGRAPHS, added_corrections, removed_corrections
from dossier.checks.marked_texts import on_one_line
from dossier.diagnostics import Diagnostic, Severity
from dossier.model.addresses import newest_revision
from dossier.model.identifiers import Kind, is_placeholder
from dossier.model.redaction import MARK
from dossier.reading.dossier import Dossier

CODE = "correction-words"
SEVERITY = Severity.ERROR


def check(dossier: Dossier, base: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each record whose first new correction repeats words that were never published."""
    for name, entry in dossier.entries.items():
        before = base.entries.get(name)
        if not entry.record.corrections or before is None or before.kind is not entry.kind or is_placeholder(name):
            continue
        # A preserved copy has no revisions. A changed correction looks like a new one.
        if entry.kind is Kind.CAPTURE or removed_corrections(base, entry.record, before.record):
            continue
        added = {each.was for each in added_corrections(base, entry.record, before.record)}
        new = ((number, each) for number, each in enumerate(entry.record.corrections) if on_one_line(each.was) in added)
        for number, first in islice(new, 1):
            texts = {*_values(before.record.model_dump(mode="json", exclude_unset=True))}
            if not all(_is_in(words, texts) for words in PARAGRAPHS.split(first.was)):
                # Reports can be public, so they never repeat words that may have been redacted or suspended since.
                message = f"`was` of the correction of {first.date} is not in the newest published revision"
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


def _is_in(words: str, texts: Collection[str]) -> bool:
    r"""True if any text has the words. Case, white space and a full stop at the end make no difference.

    A word or two could be from anywhere, so they must be a whole text or sentence.

    >>> _is_in("four [redacted]\n answered.", ["Four airports answered in May."]), _is_in("Our.", ["Four."])
    (True, False)
    >>> _is_in("dismissed", ["Dismissed. No costs."]), _is_in("the", ["Dismissed by the court."])
    (True, False)
    """
    line = on_one_line(words).rstrip(".")
    pattern = ".+?".join(map(re.escape, line.split(MARK)))
    if len(line.split()) >= FEWEST_WORDS:
        found = re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)
    else:
        found = re.compile(rf"(?:^|(?<=[.!?。]\s)|(?<=。)){pattern}(?:$|[.!?。])", re.IGNORECASE)
    return any(found.search(text) for text in texts)

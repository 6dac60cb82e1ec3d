"""A change to a published claim is declared in its `corrections`.

Why it matters
    Somebody may have cited the old words. The page of the old revision must say that the claim was corrected and when,
    and lead to the reason. A dossier that changes in silence is worth nothing in court.

Reported
    statement: Five airports answered.    # the base said: Four airports answered.
    corrections: []

Instead
    corrections:
      - date: 2026-11-23
        was: Four airports answered.
        reason: The fifth airport answered in November 2026.
    A correction is needed if the statement, the date or the standing of a claim differs, if a quotation was changed or
    removed, or if a decision no longer supports it (`evidence`), or if its `later_history` is gone, gives another
    effect or has other words and names no decision that was made after those that were on record. So is one if a
    proceeding no longer says what it said of a later decision (`history`), of its outcome, its day, a penalty or a
    payment, if it says that a reversal was in part or of an extent that is not known, or if a source or proceeding
    loses the number that links a judgment to later decisions on it. So is one if a proceeding that had ended has
    another status, and no new step of its case explains it, or if a source or evidence no longer goes back to the same
    sources (`derived_from`, `origin`): a claim may rest on a decision through them. `was` repeats what is gone, each in
    a paragraph of its own: of a text, words of each sentence that is no longer there, at least three or the whole
    sentence, with the signs of its numbers ("£7.5m"); of another field, its whole value, such as the old status; of a
    later decision that is gone, its identifier, or else each detail of it that is gone, such as the old date. A
    correction of one field covers no other. The help says what to repeat. No correction is needed for what else is
    added, for the course of a case from a fine to its payment or annulment, or if only the mark `[redacted]` takes the
    place of words that a redaction removed. So redact first, and then put the text of the newest published revision
    into the record. Without `--published`, `check` does not know what was redacted, and takes every mark for the work
    of a redaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dossier.checks.authority_changes import (
    derivation_changes,
    evidence_changes,
    later_history_changes,
    link_changes,
)
from dossier.checks.correction_changes import TakenBack, corrected_words, value_taken_back, words_taken_back
from dossier.checks.decision_changes import lost_decisions, number_changes, proceeding_changes, status_changes
from dossier.checks.marked_texts import TextChange, is_same_but_for_marks, on_one_line, words_of_change
from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Claim, Record
from dossier.model.addresses import newest_revision
from dossier.model.field_types import original_text
from dossier.model.identifiers import is_placeholder
from dossier.reading.dossier import Dossier, Entry

CODE = "undeclared-correction"
SEVERITY = Severity.ERROR
# The source, the words and their translation.
_Quotation = tuple[str, str, str]


def check(dossier: Dossier, base: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each published record that changed without a new correction."""
    for claim in dossier.claims():
        said = base.claim(claim.record.id)
        if said is not None:
            changes = (
                *_changes(base, claim, said),
                *later_history_changes(dossier, base, claim, said),
                *evidence_changes(dossier, base, claim, said),
            )
            yield from _undeclared(base, claim, said, changes)
    for proceeding in dossier.proceedings():
        told = base.proceeding(proceeding.record.id)
        if told is not None:
            changes = (
                *status_changes(dossier, base, proceeding, told),
                *proceeding_changes(base, proceeding, told),
                *number_changes(base, proceeding, told),
            )
            yield from _undeclared(base, proceeding, told, changes)
    for source in dossier.sources():
        cited = base.source(source.record.id)
        if cited is not None:
            numbers = tuple(number_changes(base, source, cited)) or tuple(lost_decisions(dossier, base, source, cited))
            changes = (*numbers, *link_changes(source, cited), *derivation_changes(source, cited))
            if source.record.is_protected:
                # Its corrections must not repeat anything.
                changes = tuple(change._replace(remedy="", values=(), texts=()) for change in changes)
            yield from _undeclared(base, source, cited, changes)


def _undeclared(
    base: Dossier, entry: Entry[Record], published: Record, changes: tuple[TakenBack, ...]
) -> Iterator[Diagnostic]:
    """Yield one diagnostic for all changes of a record that no new correction declares, if there are any."""
    words = corrected_words(base, entry.record, published)
    changes = tuple(change for change in changes if not change.is_declared_by(words))
    if not changes or is_placeholder(published.id):
        return
    names = list(dict.fromkeys(f"`{change.field}`" for change in changes))
    verb = "differs" if len(names) == 1 else "differ"
    says = "`was` of no new correction repeats it" if words else "no new correction says so"
    message = f"{', '.join(names)} {verb} from what was published, and {says}"
    # Reports can be public, so they never repeat words that may have been redacted or suspended since.
    released = f"what was released is at `{newest_revision(published.id)}` of the site"
    remedies = list(dict.fromkeys(change.remedy for change in changes if change.remedy))
    each = "each " if len(remedies) > 1 else ""
    repeat = f"repeat in `was`, {each}as a paragraph of its own: {', '.join(remedies)}" if remedies else ""
    add = "add an entry to `corrections`, with `date`, `was` and `reason`"
    help_ = "; ".join(part for part in ("" if words else add, repeat, released) if part)
    labels = tuple(dict.fromkeys(change.label for change in changes))
    yield Diagnostic(CODE, message, labels[0].span, help_, SEVERITY, labels)


def _changes(base: Dossier, entry: Entry[Claim], published: Claim) -> Iterator[TakenBack]:
    now = entry.record
    for name in ("statement", "date", "standing"):
        before = on_one_line(original_text(getattr(published, name)))
        after = on_one_line(original_text(getattr(now, name)))
        if not is_same_but_for_marks(base, now.id, TextChange(name, before, after)):
            words = words_of_change(after) if name == "statement" else f"it was: {before}"
            label = Label(entry.at(name), words)
            if name == "statement":
                yield words_taken_back(name, label, TextChange(name, before, after))
            else:
                yield (
                    TakenBack(name, label)
                    if getattr(published, name) is None
                    else value_taken_back(name, label, before)
                )
    remaining = _quotations(now)
    new = list((remaining - _quotations(published)).elements())
    for quotation in (_quotations(published) - remaining).elements():
        redacted = next((each for each in new if _is_same_quotation(base, now.id, quotation, each)), None)
        if redacted is not None:
            new.remove(redacted)
            continue
        source, exact, translation = quotation
        numbers = (number for number, evidence in enumerate(now.evidence) if evidence.source == source)
        number = next(numbers, None)
        span = entry.at("evidence") if number is None else entry.at("evidence", number, "quote", "exact")
        label = Label(span, f"a published quotation of {source} is no longer here in its words")
        # The words may be the same, in another translation.
        place = 2 if translation and any((source, exact) == each[:2] for each in remaining) else 1
        after = " ".join(each[place] for each in remaining if each[0] == source)
        yield words_taken_back("quote", label, TextChange("quote", quotation[place], after))


def _is_same_quotation(base: Dossier, claim: str, old: _Quotation, new: _Quotation) -> bool:
    exact, translation = ("evidence.quote.exact", "evidence.quote.translation")
    changes = (TextChange(exact, old[1], new[1]), TextChange(translation, old[2], new[2]))
    return old[0] == new[0] and is_same_but_for_marks(base, claim, *changes)


def _quotations(claim: Claim) -> Counter[_Quotation]:
    """The number of times that the claim quotes the same words of a source with the same translation."""
    return Counter(
        (evidence.source, on_one_line(evidence.quote.exact), on_one_line(evidence.quote.translation or ""))
        for evidence in claim.evidence
        if evidence.quote is not None
    )

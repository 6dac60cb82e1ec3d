"""Changes that take its decisions, or their fate, from a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dossier.checks.correction_changes import TakenBack, value_taken_back, words_taken_back
from dossier.checks.marked_texts import TextChange, is_same_but_for_marks, on_one_line, words_of_change
from dossier.cite.fate import fate_as_authority, fate_of
from dossier.diagnostics import Label
from dossier.model import Claim, Source
from dossier.model.claim import LaterHistory
from dossier.model.dates import Edtf
from dossier.model.decision_numbers import may_be_decision
from dossier.model.identifiers import Kind, matches
from dossier.model.vocabulary import HistoryEffect, Stance
from dossier.reading.authorities import authorities, with_repeated
from dossier.reading.decisions import decisions_in
from dossier.reading.dossier import Dossier, Entry

_IDENTIFIER = re.compile(r"[A-Z]{3}-[0-9]{4}-[0-9]+")


def later_history_changes(
    dossier: Dossier, base: Dossier, entry: Entry[Claim], published: Claim
) -> Iterator[TakenBack]:
    """Yield each field in which a claim no longer says what it said of the fate of its authorities."""
    before, now = published.later_history, entry.record.later_history
    if before and now and _tells_of_new_decision(dossier, base, published, before.text, now.text):
        # It was right until that decision was made.
        before = None
    if before is not None:
        yield from _changed_history(base, entry, before)
    for name in published.proceedings:
        proceeding = base.proceeding(name)
        if name not in entry.record.proceedings and proceeding is not None and fate_of(base, proceeding) is not None:
            label = Label(entry.at("proceedings"), f"it named {name}, which a later decision changed")
            yield value_taken_back("proceedings", label, name)
    # If a decision ended several proceedings, a claim rests on those that it names.
    about = published.model_copy(update={"proceedings": entry.record.proceedings})
    left = {each.id for each in authorities(dossier, about)}
    for lost in authorities(dossier, published):
        if lost.id not in left and fate_as_authority(dossier, lost) is not None:
            label = Label(entry.at("proceedings"), f"it rested on {lost.id}, which a later decision changed")
            yield value_taken_back("proceedings", label, lost.id)


def _changed_history(base: Dossier, entry: Entry[Claim], before: LaterHistory) -> Iterator[TakenBack]:
    """Yield the effect and the text of a published later history if the claim no longer has them."""
    now = entry.record.later_history
    change = TextChange("later_history.text", on_one_line(before.text), on_one_line(now.text if now else ""))
    label = Label(entry.at("later_history", "effect"), f"the effect was: {before.effect}")
    taken_back = value_taken_back("later_history", label, before.effect.value)
    if now is None:
        yield taken_back._replace(texts=(change,))
        return
    if before.effect is not HistoryEffect.NOT_KNOWN and now.effect is not before.effect:
        yield taken_back
    if not is_same_but_for_marks(base, entry.record.id, change):
        label = Label(entry.at("later_history", "text"), words_of_change(change.after))
        yield words_taken_back("later_history", label, change)


def _tells_of_new_decision(dossier: Dossier, base: Dossier, published: Claim, before: str, now: str) -> bool:
    """True if a later history names a decision that was made after all those that the base knew of.

    A withdrawn proceeding is no decision, and neither is a proceeding without a day.
    """
    new = {name for name in _proceedings_in(now) - _proceedings_in(before) if not _days_of(base, [name])}
    days = [day for name in new for day in _days_of(dossier, [name])]
    course = (*_proceedings_in(before), *published.proceedings, *(each.id for each in authorities(base, published)))
    known = _days_of(base, _with_later(base, course))
    return any(all(day.earliest > each.latest for each in known) for day in days)


def _proceedings_in(text: str) -> set[str]:
    return {name for name in _IDENTIFIER.findall(text) if matches(name, Kind.PROCEEDING)}


def _with_later(dossier: Dossier, names: Iterable[str]) -> set[str]:
    """The proceedings among these names, and all that are recorded as later ones."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        proceeding = dossier.proceeding(waiting.pop())
        if proceeding is not None and proceeding.id not in found:
            found.add(proceeding.id)
            waiting += (step.proceeding for step in proceeding.history)
    return found


def _days_of(dossier: Dossier, names: Iterable[str]) -> list[Edtf]:
    """The days of the decisions in those of these proceedings that are on record and not withdrawn."""
    known = (dossier.proceeding(name) for name in names)
    return [each.decided for each in known if each is not None and each.decided is not None and each.withdrawn is None]


def link_changes(entry: Entry[Source], published: Source) -> Iterator[TakenBack]:
    """Yield `decision_of` for each proceeding whose decision a source no longer says it is."""
    label = Label(entry.at("decision_of"), f"it was: {', '.join(published.decides)}")
    for lost in sorted({*published.decides} - {*entry.record.decides}):
        yield value_taken_back("decision_of", label, lost)


def derivation_changes(entry: Entry[Source], published: Source) -> Iterator[TakenBack]:
    """Yield `derived_from` if a source no longer goes back to the same sources.

    A claim may rest on a decision through them, and its status says what becomes of that decision.
    """
    if published.repeats and set(entry.record.repeats) != set(published.repeats):
        label = Label(entry.at("derived_from"), f"it was: {', '.join(published.repeats)}")
        for lost in sorted({*published.repeats} - {*entry.record.repeats}):
            yield value_taken_back("derived_from", label, lost)
        if {*published.repeats} < {*entry.record.repeats}:
            yield value_taken_back("derived_from", label, *published.repeats)


def evidence_changes(dossier: Dossier, base: Dossier, entry: Entry[Claim], published: Claim) -> Iterator[TakenBack]:
    """Yield `origin` if evidence of a source that is still cited no longer goes back to the same source.

    Yield `evidence` if a decision supported the claim, perhaps through sources that repeat it, and no longer does. Its
    status would say what became of that decision, also if that is recorded with the same change.
    """
    pieces = _pieces(entry.record)
    cited = {source: number for number, (source, _, _) in enumerate(pieces)}
    for source, origin, stance in _pieces(published):
        if (source, origin, stance) in pieces:
            continue
        is_same_origin = (source, origin) in {piece[:2] for piece in pieces}
        if source in cited and not is_same_origin and _is_traced(base, source, origin):
            was = f"the origin of {source} was: {origin or 'that of the source'}"
            yield value_taken_back(
                "origin", Label(entry.at("evidence", cited[source], "origin"), was), origin or source
            )
        elif stance is Stance.SUPPORTS and _may_be_decision((base, dossier), source, origin):
            span = entry.at("evidence", cited[source], "stance") if source in cited else entry.at("evidence")
            label = Label(span, f"{source} supported it, and may be or repeat a decision")
            yield value_taken_back("evidence", label, source)


def _pieces(claim: Claim) -> list[tuple[str, str | None, Stance]]:
    return [(evidence.source, evidence.origin, evidence.stance) for evidence in claim.evidence]


def _may_be_decision(dossiers: Iterable[Dossier], *names: str | None) -> bool:
    """True if any of these sources, or any that they repeat in any of these dossiers, may be a decision."""
    named = [name for name in names if name is not None]
    sources = (each.source(name) for each in dossiers for name in with_repeated(each, named))
    return any(source is not None and may_be_decision(source) for source in sources)


def _is_traced(base: Dossier, name: str, origin: str | None) -> bool:
    """True if evidence has a recorded origin, or is a decision. An `origin` overrides what its source says."""
    source = base.source(name)
    return origin is not None or (source is not None and (bool(source.repeats) or any(decisions_in(base, source))))

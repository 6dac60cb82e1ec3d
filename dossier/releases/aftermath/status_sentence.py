"""Sentences on later decisions, as short as a status page needs them.

A sentence that is too long loses whole clauses, from the middle. It keeps the last decision that did something, with
its day, because that says what the cited decision is worth now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dossier.cite.course import Clause
from dossier.cite.fate import ONE_SOURCE_IS, Fate
from dossier.cite.pending_appeals import PendingAppeals
from dossier.model.labels import capitalised
from dossier.reading.later_steps import Treatment

# All sentences of the first real dossier fit, except those of two records.
LONGEST = 220
_ELSEWHERE = " (in full on the living page)."


def short_sentence(fate: Fate, longest: int = LONGEST) -> str:
    """The sentence on a fate, or the most of its clauses that fit.

    If no clause that is left says the gravest effect on the decisions that a claim rests on, it comes first. The status
    of any other record has it as its label.
    """
    if len(fate.sentence) <= longest:
        return fate.sentence
    for shorter in _shorter(fate):
        sentence = _with_effect(f"{capitalised(shorter.words)}{_ELSEWHERE}", fate, shorter.clauses)
        if len(sentence) <= longest:
            return sentence
    return _with_effect("What later decisions did is on the living page.", fate, ())


def with_pending(before: Fate | str, pending: PendingAppeals) -> str:
    """The sentence on a fate, or another sentence or "", followed by the appeals that are pending."""
    if isinstance(before, str):
        return f"{before} {pending.short_sentence(LONGEST - len(before) - 1)}".lstrip()
    appeals = pending.short_sentence(LONGEST // 2)
    return f"{short_sentence(before, LONGEST - len(appeals) - 1)} {appeals}"


def with_label(label: str, sentence: str) -> tuple[str, str]:
    """The label of a status, and what follows it. A sentence that begins with the label is not said twice.

    >>> with_label("reversed", "Reversed by [2026] AVCA 9.")
    ('Reversed', ' by [2026] AVCA 9.')
    >>> with_label("reversed", "Reversed in part by [2026] AVCA 9.")
    ('Reversed', '. Reversed in part by [2026] AVCA 9.')
    """
    first = capitalised(label)
    rest = sentence.removeprefix(first)
    is_repeated = rest != sentence and not rest.startswith(" in part")
    return first, rest if is_repeated else f". {sentence}"


def _shorter(fate: Fate) -> Iterator[Fate]:
    """Yield the fate with fewer and fewer clauses, and then with less and less in the last that names a decision.

    Before a clause is left out, the clauses lose what their effects were about. A refusal to hear an appeal goes before
    what it left in force.
    """
    deeds = [number for number, clause in enumerate(fate.clauses) if clause.by and not clause.is_refusal]
    named = deeds or [number for number, clause in enumerate(fate.clauses) if clause.by]
    last = named[-1] if named else len(fate.clauses) - 1
    brief = replace(fate, clauses=tuple(_brief(clause) for clause in fate.clauses))
    for end, is_whole in _ends(fate.clauses[last], fate.clauses[last + 1 :]):
        for kept in range(last, -1, -1):
            for each in (fate, brief):
                yield _with_end(each, kept, end, is_gap=kept < last or not is_whole)


def _brief(clause: Clause) -> Clause:
    return replace(clause, effect=clause.brief or clause.effect)


def _with_end(fate: Fate, kept: int, end: tuple[Clause, ...], *, is_gap: bool) -> Fate:
    """The fate with so many of its first clauses, and an end. A gap between them is marked."""
    if not is_gap:
        return replace(fate, clauses=(*fate.clauses[:kept], *end))
    is_begun = bool(fate.opening or kept)
    joint, opening = (" … ", fate.opening) if is_begun else (" ", "…")
    # After a gap, "which was itself" would mean another decision.
    is_complete = end[0].earlier is None or end[0].is_refusal
    subject = end[0].subject if is_complete else f"{end[0].earlier} was "
    first = replace(end[0], joint=joint, subject=subject)
    return replace(fate, clauses=(*fate.clauses[:kept], first, *end[1:]), opening=opening)


def _ends(last: Clause, following: tuple[Clause, ...]) -> Iterator[tuple[tuple[Clause, ...], bool]]:
    """Yield the end of a sentence with less and less in it, and True if it has the beginning of the last clause.

    First what follows the last clause is left out, then what its effect was about, and then the effect.
    """
    yield (last, *following), True
    yield (last,), True
    yield (_brief(last),), True
    if last.by:
        yield (Clause(last.by.strip()),), False


def _with_effect(sentence: str, fate: Fate, left: tuple[Clause, ...]) -> str:
    if not fate.opening or any(clause.says is fate.treatment for clause in left):
        return sentence
    is_participle = fate.treatment not in {Treatment.LATER_STEP_CHANGED, Treatment.COURSE_NOT_KNOWN}
    subject = "One of its sources" if fate.opening == ONE_SOURCE_IS else "A decision that it rests on"
    return f"{subject}{' was' if is_participle else ':'} {fate.treatment}. {sentence}"

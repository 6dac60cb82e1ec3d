"""Sentences on later decisions, as short as a status page needs them.

A sentence that is too long loses whole clauses, from the middle. It keeps the last decision that did something, with
its day, because that says what the cited decision is worth now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dossier.model.labels import capitalised
from dossier.model.vocabulary import Relation
from dossier.reading.later_steps import Treatment

# All sentences of the first real dossier fit, except those of two records.
LONGEST = 220
_ELSEWHERE = " (in full on the living page)."
_RESTING = "It rests on"
_EFFECTS = sorted({relation.label.lower().rpartition(" ")[0] for relation in Relation} | set(Treatment))
_CLAUSE = re.compile(rf"(?<=^{_RESTING})(?= )|; |, which was |, (?=(?:{'|'.join(map(re.escape, _EFFECTS))})\b)")
_BY = re.compile(r" by ")
_EXTENT = re.compile(r" \((?:[^()]|\([^()]*\))*\)(?= by )")


def shortened(sentence: str, rests_on: Treatment | None = None, longest: int = LONGEST) -> str:
    """The sentence, or the most of its clauses that fit.

    `rests_on` is the gravest effect of later decisions on those that a claim rests on. If no clause that is left says
    it, it comes first.
    """
    if len(sentence) <= longest:
        return sentence
    clauses = _clauses(sentence.removesuffix("."))
    last = max((number for number, each in enumerate(clauses) if _outside(_BY, each)), default=len(clauses) - 1)
    joint = len(clauses[last]) - len(clauses[last].lstrip(";, "))
    for end, is_begun in _ends(clauses[last][joint:], "".join(clauses[last + 1 :])):
        for kept in range(last, -1, -1):
            gap = clauses[last][:joint] if is_begun and kept == last else " … "
            text = _with_effect(f"{''.join(clauses[:kept])}{gap}{end}{_ELSEWHERE}".lstrip(), rests_on)
            if len(text) <= longest:
                return text
    return _with_effect("What later decisions did is on the living page.", rests_on)


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


def _clauses(sentence: str) -> list[str]:
    """The clauses, each with what joins it to the clause before it. No clause begins inside brackets."""
    starts = [0, *(match.start() for match in _outside(_CLAUSE, sentence)), len(sentence)]
    return [sentence[start:end] for start, end in pairwise(starts)]


def _ends(last: str, following: str) -> Iterator[tuple[str, bool]]:
    """Yield the end of a sentence with less and less in it, and True if it has the beginning of the last clause.

    First what follows the last clause is left out, then the extent of its effect, and then the effect.
    """
    yield last + following, True
    yield last, True
    yield _EXTENT.sub(" (…)", last), True
    yield from ((last[match.start() + 1 :], False) for match in _outside(_BY, last)[-1:])


def _outside(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """The places of a pattern that are not inside brackets."""
    found = []
    for match in pattern.finditer(text):
        before = text[: match.start()]
        if before.count("(") <= before.count(")") and before.count("[") <= before.count("]"):
            found.append(match)
    return found


def _with_effect(text: str, rests_on: Treatment | None) -> str:
    if rests_on is None or re.search(rf"\b{rests_on}\b(?! in part)", text):
        return text
    return f"A decision that it rests on: {rests_on}. {text}"

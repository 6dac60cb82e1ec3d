"""Words and marks for reports on a body, and for its answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum

from dossier.model.labels import EFFECTS
from dossier.model.vocabulary import HistoryEffect, Involvement, Standing, Voice
from dossier.reading.backlinks import live_concerns
from dossier.reading.dossier import Dossier

_CONTESTED = frozenset({Standing.DISPUTED, Standing.SUPERSEDED})


class AnswerMark(Enum):
    """The shape that shows what was said of a body, with the words that explain it."""

    REPORTED = "a filled circle: others report it"
    CONTESTED = "a half-filled circle: others report it, and a claim that says so is disputed, superseded or fallen"
    ALLEGED = "an empty circle: others only allege it"
    ADMITTED = "a filled square: the body says that it was so"
    ANSWERED = "an empty square: the body answers, and does not admit it"


@dataclass(frozen=True, slots=True)
class Said:
    """A term that claims use of a body, with the standings of these claims, each with True if such a claim fell."""

    involvement: Involvement
    standings: frozenset[tuple[Standing, bool]]

    @property
    def words(self) -> str:
        """The label. What others report has the standings in brackets, unless all are simply reported."""
        label = self.involvement.label.lower()
        return label if self.involvement.is_own_answer else f"{label}{_standing_words(self.standings)}"

    @property
    def mark(self) -> AnswerMark:
        """Its shape."""
        match self.involvement.voice:
            case Voice.ADMISSION:
                return AnswerMark.ADMITTED
            case Voice.ANSWER:
                return AnswerMark.ANSWERED
        if any(standing in _CONTESTED or has_fallen for standing, has_fallen in self.standings):
            return AnswerMark.CONTESTED
        is_alleged = {standing for standing, _ in self.standings} == {Standing.ALLEGED}
        return AnswerMark.ALLEGED if is_alleged else AnswerMark.REPORTED


def said_of(dossier: Dossier, body: str) -> tuple[Said, ...]:
    """The terms that claims use of a body in focus, in their order. Withdrawn claims do not count."""
    standings: dict[Involvement, set[tuple[Standing, bool]]] = {}
    for use in live_concerns(dossier, body):
        standings.setdefault(use.concern.involvement, set()).add((use.claim.standing, use.claim.has_fallen))
    return tuple(Said(each, frozenset(standings[each])) for each in dossier.subject.involvements if each in standings)


def reported_and_answered(said: Iterable[Said]) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
    """The terms for what others report of the body, and for its own answers."""
    every = tuple(said)
    return (
        tuple(each for each in every if not each.involvement.is_own_answer),
        tuple(each for each in every if each.involvement.is_own_answer),
    )


def words_of(said: Iterable[Said]) -> str:
    """The words for what was said, with semicolons between them, or ""."""
    return "; ".join(each.words for each in said)


def marks_of(said: Iterable[Said]) -> tuple[AnswerMark, ...]:
    """The shapes for what was said, each once."""
    found = {each.mark for each in said}
    return tuple(mark for mark in AnswerMark if mark in found)


def marks_caption(marks: Collection[AnswerMark]) -> str:
    """The words that explain these shapes, as a sentence without its full stop, or ""."""
    words = "; ".join(mark.value for mark in AnswerMark if mark in marks)
    return f"{words[:1].upper()}{words[1:]}"


def _standing_words(standings: Collection[tuple[Standing, bool]]) -> str:
    """The standings of claims in brackets, each with True if such claims fell, unless all are simply reported."""
    if set(standings) == {(Standing.REPORTED, False)}:
        return ""
    kinds = [(term, has_fallen) for term in Standing for has_fallen in (False, True) if (term, has_fallen) in standings]
    return f" ({', '.join(dict.fromkeys(_words_of_standing(*kind) for kind in kinds))})"


def _words_of_standing(term: Standing, has_fallen: bool) -> str:
    """The standing in words. What is superseded does not hold any more, so it needs no other word for that."""
    fallen = f" but {EFFECTS[HistoryEffect.FALLEN]}" if has_fallen and term is not Standing.SUPERSEDED else ""
    return f"{term.label.lower()}{fallen}"

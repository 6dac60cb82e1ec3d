"""The picture of the course of a case, with its reversals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dossier.cite.fate import fate_of
from dossier.model.labels import capitalised
from dossier.pages.content import RecordLink, Text, Words
from dossier.pages.lists import Cell, Column, RecordList, Row, words_cell
from dossier.pages.pictures.marks import Mark, explained_marks, mark_of_fate
from dossier.pages.pictures.picture import Drawing, Picture
from dossier.pages.plain_text import plain_text
from dossier.pages.proceeding_summary import BEFORE, LATER, STATUS, STEP, ProceedingSummary, extent_text, later_text
from dossier.reading.backlinks import history_uses
from dossier.reading.dossier import Dossier
from dossier.reading.later_steps import Treatment


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a case."""

    proceeding: RecordLink
    forum: str
    # Its day and its number.
    details: str
    status: str
    # The effect of later decisions on it, if its status does not say the same. Else "".
    fate: str
    mark: Mark
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Connection:
    """A later step on an earlier one, each by its place in the course, with the words at the later one."""

    earlier: int
    later: int
    words: str
    # True if the later step decided something on the earlier one.
    is_decision: bool


@dataclass(frozen=True, slots=True)
class CourseDrawing(Drawing):
    """The steps of a case, oldest first, and their connections."""

    steps: tuple[Step, ...]
    connections: tuple[Connection, ...]

    @property
    def records(self) -> tuple[str, ...]:
        """The identifiers of the steps."""
        return tuple(step.proceeding.identifier for step in self.steps)


_COLUMNS = (
    Column("step", STEP),
    Column("before", BEFORE),
    Column("day", "Date"),
    Column("status", STATUS),
    Column("later", LATER),
)
_UNCHANGED = frozenset({Treatment.LATER_STEP_CHANGED, Treatment.COURSE_NOT_KNOWN})
_TABLE = RecordList("course", ("step", "steps"), _COLUMNS, ())


def course_picture(dossier: Dossier, steps: Sequence[ProceedingSummary], current: str) -> Picture | None:
    """The picture of a case on the page of a step, or None if it has no other step."""
    if len(steps) < 2:
        return None
    drawn = tuple(_step(dossier, summary, current) for summary in steps)
    drawing = CourseDrawing(drawn, tuple(_connections(dossier, steps)))
    changed = sum(_was_changed(dossier, summary) for summary in steps)
    return Picture(
        name="course",
        title="Picture of the course of the case",
        description=f"{len(drawn)} steps, the oldest on top. Later decisions changed {changed or 'none'} of them.",
        caption=_caption(drawn),
        drawing=drawing,
        table=RecordList(_TABLE.name, _TABLE.words, _TABLE.columns, (), rows=tuple(_rows(dossier, steps))),
        is_next_to_text=True,
        is_on_paper=False,
    )


def _was_changed(dossier: Dossier, summary: ProceedingSummary) -> bool:
    """True if a later decision changed the decision itself, and not only a later step of its case."""
    proceeding = dossier.proceeding(summary.proceeding.identifier)
    fate = None if proceeding is None else fate_of(dossier, proceeding)
    return fate is not None and fate.treatment not in _UNCHANGED


def _caption(steps: Iterable[Step]) -> str:
    marks = explained_marks({step.mark for step in steps})
    return f"{marks}. An arrow leads to a later step: solid if that decided on the earlier step, else broken."


def _step(dossier: Dossier, summary: ProceedingSummary, current: str) -> Step:
    name = summary.proceeding.identifier
    proceeding = dossier.proceeding(name)
    if proceeding is None:
        return Step(summary.proceeding, "", summary.decided, "", "", Mark.QUESTION)
    fate = fate_of(dossier, proceeding)
    effect = "" if fate is None else capitalised(fate.treatment.value)
    number = summary.neutral_citation or summary.case_number
    return Step(
        summary.proceeding,
        "" if summary.forum is None else summary.forum.words,
        " · ".join((summary.kind, summary.decided, *((number,) if number else ()))),
        summary.status.label,
        "" if effect == summary.status.label else effect,
        mark_of_fate(proceeding, fate),
        is_current=name == current,
    )


def _connections(dossier: Dossier, steps: Sequence[ProceedingSummary]) -> Iterable[Connection]:
    """Yield a connection for each two steps if the later step is in the history of the earlier."""
    places = {summary.proceeding.identifier: place for place, summary in enumerate(steps)}
    for name, later in places.items():
        uses = [use for use in history_uses(dossier, name) if use.earlier.id in places]
        for earlier in dict.fromkeys(use.earlier.id for use in uses):
            entries = [use.entry for use in uses if use.earlier.id == earlier]
            words = "; ".join(
                f"{entry.relation.converse} {places[earlier] + 1} {plain_text(extent_text(entry))}".strip()
                for entry in entries
            )
            yield Connection(places[earlier], later, words, any(entry.relation.is_decision for entry in entries))


def _rows(dossier: Dossier, steps: Iterable[ProceedingSummary]) -> Iterable[Row]:
    for number, summary in enumerate(steps, start=1):
        step: Text = (Words(f"{number}. "), summary.proceeding)
        forum: Text = () if summary.forum is None else (summary.forum,)
        cells = (
            Cell(step),
            Cell(forum),
            words_cell(summary.decided),
            Cell((summary.status,)),
            Cell(later_text(dossier, summary)),
        )
        yield Row(summary.proceeding.identifier, cells, {})

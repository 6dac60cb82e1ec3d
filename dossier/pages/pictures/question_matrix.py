"""The matrix of the bodies in focus and the questions of readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dossier.model import FocusBody
from dossier.model.identifiers import Kind
from dossier.model.labels import capitalised, country
from dossier.model.subject_file import Question
from dossier.pages.body_lists import by_country
from dossier.pages.body_said import AnswerMark, Said, marks_caption, marks_of, said_of, words_of
from dossier.pages.content import RecordLink
from dossier.pages.lists import Cell, Column, RecordList, Row, words_cell
from dossier.pages.parts import record_link
from dossier.pages.pictures.picture import Drawing, Picture
from dossier.reading.dossier import Dossier

# More rows would make the page too heavy.
MOST_BODIES = 100
GAP = "no claim on record answers it"


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body, and what was said of it in answer to each question."""

    body: RecordLink
    country: str
    answers: tuple[tuple[Said, ...], ...]

    @property
    def marks(self) -> tuple[tuple[AnswerMark, ...], ...]:
        """The shapes for each question. A question without them is a gap."""
        return tuple(map(marks_of, self.answers))


@dataclass(frozen=True, slots=True)
class MatrixDrawing(Drawing):
    """The questions, and a row for each body. Bodies of the same country follow each other."""

    questions: tuple[str, ...]
    rows: tuple[BodyRow, ...]

    @property
    def records(self) -> tuple[str, ...]:
        """The identifiers of the bodies."""
        return tuple(row.body.identifier for row in self.rows)


def question_matrix(dossier: Dossier) -> Picture | None:
    """The matrix, or None without questions or bodies. A long matrix has the first bodies only, and says so."""
    questions = dossier.subject.file.questions
    bodies = bodies_asked_about(dossier)
    if not questions or not bodies:
        return None
    rows = tuple(_body_row(dossier, body, questions) for body in bodies[:MOST_BODIES])
    gaps = sum(not answer for row in rows for answer in row.answers)
    name, plural = dossier.subject.name(Kind.FOCUS), dossier.subject.plural(Kind.FOCUS)
    columns = (
        Column("body", capitalised(name)),
        *(Column(f"question-{number}", each.question) for number, each in enumerate(questions, start=1)),
    )
    return Picture(
        "questions",
        f"Questions about the {plural}, and what is on record",
        f"{len(rows):,} {plural if len(rows) != 1 else name} and {len(questions)} questions. {_gap_words(gaps)}",
        _caption(rows, len(bodies), plural),
        MatrixDrawing(tuple(each.question for each in questions), rows),
        RecordList("questions", (name, plural), columns, (), rows=tuple(map(_row, rows))),
    )


def bodies_asked_about(dossier: Dossier) -> list[FocusBody]:
    """The bodies in focus that are not withdrawn, the country with most of them first."""
    return by_country(entry.record for entry in dossier.focus_bodies() if entry.record.withdrawn is None)


def _gap_words(gaps: int) -> str:
    return f"{gaps:,} {'answer is' if gaps == 1 else 'answers are'} missing."


def _caption(rows: Sequence[BodyRow], bodies: int, plural: str) -> str:
    marks = marks_caption({mark for row in rows for marks in row.marks for mark in marks})
    words = [f"{marks}."] if marks else []
    if any(not answer for row in rows for answer in row.answers):
        words.append(f"A dash: {GAP}, which is evidence neither for nor against it.")
    if len(rows) < bodies:
        words.append(f"These are the first {len(rows):,} of {bodies:,} {plural}. The list of {plural} has the others.")
    return " ".join(words)


def _body_row(dossier: Dossier, body: FocusBody, questions: Sequence[Question]) -> BodyRow:
    said = said_of(dossier, body.id)
    answers = (tuple(each for each in said if each.involvement.value in asked.involvements) for asked in questions)
    return BodyRow(record_link(dossier, body.id), country(body.country), tuple(answers))


def _row(row: BodyRow) -> Row:
    answers = (words_cell(words_of(said) or GAP) for said in row.answers)
    return Row(row.body.identifier, (Cell((row.body,)), *answers), {})

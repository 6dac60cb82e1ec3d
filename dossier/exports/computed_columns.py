"""Columns that the tables add to the fields of records.

They hold what SQL alone could not work out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dossier.exports.statuses import LATER_COURSE, later_sentence
from dossier.model import Claim, Proceeding, Record, Source
from dossier.model.field_types import ValueType
from dossier.model.fields import Field, FieldLayout
from dossier.model.source import Author
from dossier.model.vocabulary import AuthorState, Independence, Validity
from dossier.reading.dossier import Dossier
from dossier.reading.independence import recorded_origins, support_of
from dossier.reading.penalties import validity

Cell = str | int | None


@dataclass(frozen=True, slots=True)
class ComputedColumns:
    """Columns of a table, and the function that yields their cells for each row of a record."""

    columns: tuple[Field, ...]
    cells: Callable[[Dossier, Any], Iterable[tuple[Cell, ...]]]


def bounds(column: Field) -> Iterator[Field]:
    """Yield the columns for the first and the last day that a date can mean, or nothing for another column."""
    if column.value_type is not ValueType.DATE:
        return
    sides = (
        ("from", "first_day", "The first day that `{}` can mean. Empty if it has no beginning or is not a date."),
        ("to", "last_day", "The last day that `{}` can mean. Empty if it has no end or is not a date."),
    )
    for suffix, attribute, description in sides:
        yield replace(
            column,
            name=f"{column.name}_{suffix}",
            value_type=ValueType.DAY,
            description=description.format(column.name),
            path=(*column.path, attribute),
            layout=FieldLayout.TEXT,
            is_required=False,
            is_computed=True,
        )


def _claim_cells(dossier: Dossier, claim: Claim) -> Iterator[tuple[Cell, ...]]:
    support = support_of(dossier, claim)
    yield (*_course_cell(dossier, claim), len(support.origins_of), len(support.by_origin), support.independence)


def _course_cell(dossier: Dossier, record: Record) -> tuple[Cell, ...]:
    return (later_sentence(dossier, record),)


def _course_cells(dossier: Dossier, record: Record) -> Iterator[tuple[Cell, ...]]:
    yield _course_cell(dossier, record)


def _source_cells(dossier: Dossier, source: Source) -> Iterator[tuple[Cell, ...]]:
    yield (*_course_cell(dossier, source), author_names(source))


def author_names(source: Source) -> str | None:
    """The authors in one line, as an import reads them, or None if the source lists none."""
    if isinstance(source.authors, AuthorState):
        return None
    return "; ".join(_author_name(author) for author in source.authors)


def _author_name(author: Author) -> str:
    if author.literal is not None:
        return f'"{author.literal}"' if {",", ";"} & set(author.literal) else author.literal
    return f"{author.family}, {author.given or ''}".strip()


def _evidence_cells(dossier: Dossier, claim: Claim) -> Iterator[tuple[Cell, ...]]:
    for origins in recorded_origins(dossier, claim):
        yield (None if origins is None else " ".join(sorted(origins)),)


def _penalty_cells(dossier: Dossier, proceeding: Proceeding) -> Iterator[tuple[Cell, ...]]:
    return ((validity(dossier, proceeding, penalty).value,) for penalty in proceeding.penalties)


_COURSE = Field("later_course", ValueType.TEXT, f"{LATER_COURSE} Empty if nothing is recorded.", is_computed=True)

AUTHOR_NAMES = Field(
    "author_names",
    ValueType.TEXT,
    "The authors in order, with semicolons between them: a person as `Family, Given`, a body by its name. A body whose "
    "name has a comma or semicolon is in quotation marks. Empty if `authors` has a word.",
    is_computed=True,
)

COMPUTED: Mapping[str, ComputedColumns] = {
    "claims": ComputedColumns(
        (
            _COURSE,
            Field("supporting_sources", ValueType.INTEGER, "How many sources support the claim.", is_computed=True),
            Field(
                "known_origins",
                ValueType.INTEGER,
                "How many recorded origins these sources go back to. A source whose origin nobody looked into does not "
                "count.",
                is_computed=True,
            ),
            Field(
                "independence",
                ValueType.WORD,
                "What is known about the origins of these sources. Empty if no source supports the claim.",
                is_computed=True,
                terms=tuple(Independence),
            ),
        ),
        _claim_cells,
    ),
    "sources": ComputedColumns((_COURSE, AUTHOR_NAMES), _source_cells),
    "proceedings": ComputedColumns((_COURSE,), _course_cells),
    "claim_evidence": ComputedColumns(
        (
            Field(
                "origins",
                ValueType.TEXT,
                "The sources that this evidence is recorded to go back to, with spaces between them. Empty if nobody "
                "looked into it.",
                is_computed=True,
            ),
        ),
        _evidence_cells,
    ),
    "proceeding_penalties": ComputedColumns(
        (
            Field(
                "still_stands",
                ValueType.WORD,
                "If the penalty is still in force, by its state and by the status of the proceeding.",
                is_required=True,
                is_computed=True,
                terms=tuple(Validity),
            ),
        ),
        _penalty_cells,
    ),
}

"""The picture of time: claims and proceedings in lanes, by year.

It shows the claims of the timeline, and each proceeding once. A date is often no more exact than a year or a month, so
the picture has a column for each year, and no place within it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dossier.model import Claim, Proceeding
from dossier.model.dates import Edtf
from dossier.model.vocabulary import ProceedingKind
from dossier.pages.content import PageLink, Words
from dossier.pages.lists import Cell, Column, RecordList, Row
from dossier.pages.pictures.marks import Mark, explained_marks, mark_of_claim, mark_of_proceeding
from dossier.pages.pictures.picture import Drawing, Picture
from dossier.pages.proceeding_summary import summarise
from dossier.reading.dossier import Dossier

# The narrowest screens have room for so many columns.
_MOST_COLUMNS = 10
INVESTIGATIONS = "Complaints and investigations"
DECISIONS = "Decisions, penalties and settlements"
APPEALS = "Appeals"
OTHER_CLAIMS = "Other claims"
# The widths of columns in years. A width is wide enough if at most this share of the records is older.
_WIDTHS = (1, 2, 5, 10, 20, 50, 100, 1000)
_FEW = 0.1
_ORDER = tuple(Mark)
_WHERE = (
    "A claim is in the year in which it begins, a proceeding in the year of its decision, or else of another day. A "
    "bar stands for marks without room, with one of each other shape on top."
)
_LANES = {
    ProceedingKind.COMPLAINT: INVESTIGATIONS,
    ProceedingKind.INVESTIGATION: INVESTIGATIONS,
    ProceedingKind.INQUEST: INVESTIGATIONS,
    ProceedingKind.APPEAL: APPEALS,
}


@dataclass(frozen=True, slots=True)
class Years:
    """A column: its first and its last year. The first column has also everything before it."""

    first: int
    last: int
    # The year of the oldest record in it, or None if it has no record.
    oldest: int | None
    has_all_before: bool = False

    @property
    def words(self) -> str:
        """The years in words."""
        if self.has_all_before:
            return f"before {self.last + 1}"
        return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: its name, and the marks in each column."""

    name: str
    cells: tuple[tuple[Mark, ...], ...]


@dataclass(frozen=True, slots=True)
class TimeDrawing(Drawing):
    """The lanes, and the years of their columns."""

    spans: tuple[Years, ...]
    lanes: tuple[Lane, ...]

    @property
    def records(self) -> tuple[str, ...]:
        """The years of the columns: the table has a row for each, with numbers instead of records."""
        return tuple(span.words for span in self.spans)


@dataclass(frozen=True, slots=True)
class _Event:
    lane: str
    year: int
    mark: Mark


def time_picture(dossier: Dossier) -> Picture | None:
    """The picture of all dated claims and proceedings, or None if there are none."""
    on_bodies = f"Claims on {dossier.subject.focus.plural}"
    found = [_of_claim(dossier, entry.record, on_bodies) for entry in dossier.claims()]
    found += [_of_proceeding(dossier, entry.record) for entry in dossier.proceedings()]
    events = [event for event in found if event is not None]
    if not events:
        return None
    spans = spans_of([event.year for event in events])
    names = (on_bodies, INVESTIGATIONS, DECISIONS, APPEALS, OTHER_CLAIMS)
    lanes = tuple(lane for lane in (_lane(name, events, spans) for name in names) if any(lane.cells))
    columns = (Column("years", "Years"), *(Column(f"lane{place}", lane.name) for place, lane in enumerate(lanes)))
    years = " to ".join(dict.fromkeys((spans[0].words, spans[-1].words)))
    return Picture(
        name="time",
        title="Picture of time",
        description=f"{len(events)} claims and proceedings in {len(lanes)} lanes, by year: {years}.",
        caption=_caption({event.mark for event in events}, len(found) - len(events)),
        drawing=TimeDrawing(spans, lanes),
        table=RecordList("time", ("row", "rows"), columns, (), rows=tuple(_rows(spans, lanes))),
    )


def spans_of(years: Sequence[int]) -> tuple[Years, ...]:
    """The columns for these years, at most ten. If few years are much older than the others, one column has them all.

    >>> [span.words for span in spans_of([2020, 2022])]
    ['2020', '2021', '2022']
    """
    oldest, newest = min(years), max(years)
    for width in _WIDTHS:
        end = (newest // width + 1) * width
        start = oldest // width * width
        if (end - start) // width <= _MOST_COLUMNS:
            return tuple(_span(first, first + width - 1, years) for first in range(start, end, width))
        start = end - (_MOST_COLUMNS - 1) * width
        if sum(year < start for year in years) <= len(years) * _FEW:
            before = Years(oldest, start - 1, oldest, has_all_before=True)
            return (before, *(_span(first, first + width - 1, years) for first in range(start, end, width)))
    raise AssertionError(oldest)


def _span(first: int, last: int, years: Iterable[int]) -> Years:
    return Years(first, last, min((year for year in years if first <= year <= last), default=None))


def _of_claim(dossier: Dossier, claim: Claim, on_bodies: str) -> _Event | None:
    if not isinstance(claim.date, Edtf):
        return None
    return _Event(on_bodies if claim.concerns else OTHER_CLAIMS, _year(claim.date), mark_of_claim(dossier, claim))


def _of_proceeding(dossier: Dossier, proceeding: Proceeding) -> _Event | None:
    """The proceeding in the year of its decision, or of another day of it if that is not recorded."""
    when = summarise(dossier, proceeding.id).when
    if when is None:
        return None
    return _Event(_LANES.get(proceeding.kind, DECISIONS), _year(when), mark_of_proceeding(dossier, proceeding))


def _year(when: Edtf) -> int:
    """The year under which the timeline has a date first."""
    return when.sort_key[0].year


def _lane(name: str, events: Iterable[_Event], spans: Iterable[Years]) -> Lane:
    """A lane. In each cell the marks are in their own order, so that those of a shape are together."""
    own = sorted((event for event in events if event.lane == name), key=lambda event: _ORDER.index(event.mark))
    return Lane(name, tuple(tuple(each.mark for each in own if span.first <= each.year <= span.last) for span in spans))


def _caption(marks: set[Mark], undated: int) -> str:
    words = f"{explained_marks(marks)}. {_WHERE}"
    return f"{words} Not shown, because their date is not recorded: {undated}." if undated else words


def _rows(spans: Iterable[Years], lanes: Sequence[Lane]) -> Iterator[Row]:
    for place, span in enumerate(spans):
        years = Words(span.words) if span.oldest is None else PageLink(span.words, f"timeline/#year-{span.oldest}")
        yield Row(span.words, (Cell((years,)), *(_cell(lane.cells[place]) for lane in lanes)), {})


def _cell(marks: Sequence[Mark]) -> Cell:
    """The number of marks, and of those of each shape that is not plain."""
    counts = {mark: marks.count(mark) for mark in Mark if mark in marks and not mark.is_plain}
    others = "; ".join(f"{mark.meaning}: {count}" for mark, count in counts.items())
    return Cell((Words(f"{len(marks)} ({others})" if others else str(len(marks))),))

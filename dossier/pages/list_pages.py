"""The pages of a list that is too long for one page.

Each year or initial letter has a page of its own, and several pages if one cannot hold its rows. Their addresses stay
the same when records are added. The first page has the newest years or the first letters, as many as it can hold. On
each page the rows are in the order of the list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dossier.pages.initials import initial_key, initial_of, word_of_initial
from dossier.pages.lists import YEAR, RecordList, Row
from dossier.pages.plain_text import plain_text

MOST_ROWS = 200
# A body may have the identifier "b". No identifier has a low line.
_INITIAL = "initial_"


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of a long list: its word in addresses, its year or letter, its rows, and its number within that part.

    The word of the first page is "".
    """

    word: str
    part: str
    rows: tuple[Row, ...]
    number: int = 1

    @property
    def label(self) -> str:
        """The year or letter in words, with the number of a page after the first."""
        return self.part if self.number == 1 else f"{self.part}, page {self.number}"

    def words(self, listed: RecordList) -> str:
        """The sentence on what the page has: "2021: 35 of 2,250 claims."."""
        return f"{self.label}: {len(self.rows):,} of {len(listed.rows):,} {listed.words[1]}."


class _Division(NamedTuple):
    """A year or an initial letter: its sort key, its word in addresses, and its label."""

    key: tuple[bool, int | str]
    word: str
    label: str


def needs_pages(rows: int) -> bool:
    """True if a list with this number of rows is too long for one page."""
    return rows > MOST_ROWS


def list_pages(listed: RecordList) -> tuple[ListPage, ...]:
    """The pages of a long list. The first has rows that are on the others, too. The others have each row once."""
    parts = _parts(listed)
    return (_first_page(listed, parts), *_further_pages(listed, parts))


def _first_page(listed: RecordList, parts: Mapping[_Division, list[int]]) -> ListPage:
    shown: list[_Division] = []
    rows: set[int] = set()
    for part, places in parts.items():
        if shown and len(rows) + len(places) > MOST_ROWS:
            break
        shown.append(part)
        rows.update(places[:MOST_ROWS])
    ends = (shown[0], shown[-1]) if listed.is_by_name else (shown[-1], shown[0])
    span = " to ".join(dict.fromkeys(part.label for part in ends))
    word = "First" if listed.is_by_name else "Newest"
    return ListPage("", f"{word}: {span}", tuple(listed.rows[place] for place in sorted(rows)))


def _further_pages(listed: RecordList, parts: Mapping[_Division, list[int]]) -> Iterator[ListPage]:
    for part, places in parts.items():
        for number, start in enumerate(range(0, len(places), MOST_ROWS), start=1):
            rows = tuple(listed.rows[place] for place in places[start : start + MOST_ROWS])
            yield ListPage(f"{part.word}-{number}" if start else part.word, part.label, rows, number)


def _parts(listed: RecordList) -> dict[_Division, list[int]]:
    """The positions of the rows of each part, the newest year or the first letter first."""
    found: dict[_Division, list[int]] = {}
    part_of = _initial if listed.is_by_name else _year
    for place, row in enumerate(listed.rows):
        found.setdefault(part_of(row), []).append(place)
    return dict(sorted(found.items()))


def _year(row: Row) -> _Division:
    """The first year of a row. Rows without a date come last."""
    year = row.choices[YEAR][0].word
    return (
        _Division((False, -int(year)), year, year)
        if year.isdecimal()
        else _Division((True, 0), "undated", "without a date")
    )


def _initial(row: Row) -> _Division:
    """The letter under which a row is found by the name in its first cell."""
    letter = initial_of(plain_text(row.cells[0].text))
    return _Division(initial_key(letter), f"{_INITIAL}{word_of_initial(letter)}", letter)

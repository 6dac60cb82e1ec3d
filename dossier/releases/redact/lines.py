"""Lines of a file that have a text.

A long text of a record is folded in YAML, so the text may be spread over lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

# True if a text has what is searched for.
Search = Callable[[str], bool]


def lines_with(text: str, has: Search, has_part: Search = lambda _: False) -> Iterator[str]:
    """Yield each place in a file for which `has` is true: a line, or the first and the last of the lines.

    If it is spread over lines, only those are named for which `has_part` is true, if there are any.
    """
    lines = text.splitlines(keepends=True)
    named: dict[int, str] = {}
    for first, last in _spans(lines, has):
        parts = [number for number in range(first, last + 1) if first == last or has_part(lines[number - 1])]
        named |= {number: f"line {number}" for number in parts} or {first: f"lines {first} to {last}"}
    yield from (named[number] for number in sorted(named))


def _spans(lines: Sequence[str], has: Search) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of each place. Numbers begin with 1."""
    alone = [number for number, line in enumerate(lines, 1) if has(line)]
    yield from ((number, number) for number in alone)
    for before, after in zip([0, *alone], [*alone, len(lines) + 1], strict=True):
        for first, last in _spread(lines[before : after - 1], has):
            yield before + first, before + last


def _spread(lines: Sequence[str], has: Search) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of each place in lines that do not have the text alone."""
    start = 0
    while has("".join(lines[start:])):
        first, last = _next_spread(lines[start:], has)
        yield start + first, start + last
        start += first


def _next_spread(lines: Sequence[str], has: Search) -> tuple[int, int]:
    """The first and the last line of the place in lines that ends first."""
    last = _least(1, len(lines), lambda end: has("".join(lines[:end])))
    return _least(1, last, lambda start: not has("".join(lines[start:last]))), last


def _least(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The lowest number for which a condition holds that holds for all higher numbers, `high` among them."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low

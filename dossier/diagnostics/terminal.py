"""Diagnostics as text for a terminal, with the lines they are about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

from dossier.diagnostics import Diagnostic, Severity, Span
from dossier.system.terminal import clean

# A function that returns the lines of a file, or an empty list if the file cannot be read.
Lines = Callable[[str], list[str]]

_WIDEST = 160
_RESET = "\x1b[0m"


class _Ink(StrEnum):
    """The colours as terminal codes (ECMA-48, Select Graphic Rendition)."""

    ERROR = "\x1b[1;31m"
    WARNING = "\x1b[1;33m"
    STRONG = "\x1b[1m"
    MARGIN = "\x1b[1;34m"
    HELP = "\x1b[1;36m"


def render(diagnostics: Iterable[Diagnostic], lines: Lines, *, colour: bool = False) -> Iterator[str]:
    """Yield a block of lines for each diagnostic, without the final line break."""
    for diagnostic in diagnostics:
        yield "\n".join(_block(diagnostic, lines, _painted if colour else _plain))


def summary(diagnostics: Iterable[Diagnostic], records: int) -> str:
    """The counts on a single line: "2 errors, 1 warning in 134 records"."""
    severities = [diagnostic.severity for diagnostic in diagnostics]
    errors = severities.count(Severity.ERROR)
    warnings = severities.count(Severity.WARNING)
    return f"{_count(errors, 'error')}, {_count(warnings, 'warning')} in {_count(records, 'record')}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


_Paint = Callable[[str, _Ink], str]


def _plain(text: str, ink: _Ink) -> str:  # noqa: ARG001  (same signature as `_painted`)
    return text


def _painted(text: str, ink: _Ink) -> str:
    return f"{ink.value}{text}{_RESET}"


def _block(diagnostic: Diagnostic, lines: Lines, paint: _Paint) -> Iterator[str]:
    ink = _Ink.ERROR if diagnostic.severity is Severity.ERROR else _Ink.WARNING
    code = clean(f"{diagnostic.severity.value}[{diagnostic.code}]")
    yield paint(code, ink) + paint(clean(f": {diagnostic.message}"), _Ink.STRONG)
    yield from _place(diagnostic.span, lines, paint, ink)
    shown = diagnostic.span
    for label in diagnostic.related:
        yield f"  {paint('note', _Ink.STRONG)}: {clean(label.message)}"
        if label.span != shown:
            yield from _place(label.span, lines, paint, _Ink.MARGIN)
        shown = label.span
    if diagnostic.help:
        yield f"  {paint('help', _Ink.HELP)}: {clean(diagnostic.help)}"


def _place(span: Span, lines: Lines, paint: _Paint, ink: _Ink) -> Iterator[str]:
    if span.line == 0:
        yield f"  {paint('-->', _Ink.MARGIN)} {clean(span.path)}"
        return
    yield f"  {paint('-->', _Ink.MARGIN)} {clean(span.path)}:{span.line}:{span.column}"
    content = lines(span.path)
    if span.line > len(content):
        return
    shown, before, width = _window(content[span.line - 1], span)
    number = str(span.line)
    margin = paint(f"{' ' * len(number)} |", _Ink.MARGIN)
    yield margin
    yield f"{paint(f'{number} |', _Ink.MARGIN)} {shown}".rstrip()
    yield f"{margin} {' ' * before}{paint('^' * width, ink)}"


def _window(line: str, span: Span) -> tuple[str, int, int]:
    """The visible part of a line, the number of columns before the marks, and the number of marks.

    A long line is cut around the place. It is cleaned in three pieces so that the marks are still under the words.
    """
    first = span.column - 1
    last = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    start = max(0, first - 60) if len(line) > _WIDEST else 0
    end = start + _WIDEST
    before, words = clean(line[start:first]), clean(line[first : min(last, end)])
    after = clean(line[max(last, first) : end])
    return clean(before + words + after), len(before), max(1, len(words))

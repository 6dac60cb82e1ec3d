"""Turn diagnostics into text for a terminal, with the author's own lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dossier.diagnostics import Diagnostic, Severity, Span

# The lines of a file of the dossier, or none where it cannot be read.
Lines = Callable[[str], list[str]]

_WIDEST = 160


def render(diagnostics: Iterable[Diagnostic], lines: Lines) -> Iterator[str]:
    """Yield each diagnostic as a block of lines without its final line break."""
    for one in diagnostics:
        yield "\n".join(_block(one, lines))


def summary(diagnostics: Iterable[Diagnostic], records: int) -> str:
    """One line that counts: "2 errors, 1 warning in 134 records"."""
    severities = [one.severity for one in diagnostics]
    errors = severities.count(Severity.ERROR)
    warnings = severities.count(Severity.WARNING)
    return f"{_count(errors, 'error')}, {_count(warnings, 'warning')} in {_count(records, 'record')}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _block(one: Diagnostic, lines: Lines) -> Iterator[str]:
    yield clean(f"{one.severity.value}[{one.code}]: {one.message}")
    yield from _place(one.span, lines)
    for label in one.related:
        yield clean(f"  note: {label.message}")
        yield from _place(label.span, lines)
    if one.help:
        yield clean(f"  help: {one.help}")


def _place(span: Span, lines: Lines) -> Iterator[str]:
    if span.line == 0:
        yield clean(f"  --> {span.path}")
        return
    yield clean(f"  --> {span.path}:{span.line}:{span.column}")
    content = lines(span.path)
    if span.line > len(content):
        return
    line = content[span.line - 1]
    if span.end_line == span.line:
        end = span.end_column
    else:
        end = len(line.rstrip()) + 1
    width = len(str(span.line))
    # A long line is cut around the place, so that the marks still stand under the words.
    start = max(0, span.column - 60) if len(line) > _WIDEST else 0
    shown = line[start : start + _WIDEST]
    marks = "^" * max(1, min(end - span.column, len(shown) - (span.column - 1 - start)))
    yield f"{' ' * width} |"
    yield clean(f"{span.line} | {shown}".rstrip())
    yield f"{' ' * width} | {' ' * (span.column - 1 - start)}{marks}"


def clean(text: str) -> str:
    """The text on one line, without characters that could command a terminal or a log.

    A line that begins with `::` or `##[` would be an order to GitHub's runner; ours never begin with the author's words.
    """
    return "".join(char if char.isprintable() else " " if char.isspace() else "�" for char in text)

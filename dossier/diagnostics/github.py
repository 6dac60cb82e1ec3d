"""Diagnostics as annotations of a pull request on GitHub."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.diagnostics import Diagnostic, Label, Span
from dossier.system.terminal import clean


def render(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield a workflow command for each diagnostic, without its line break.

    The syntax is in docs.github.com, "Workflow commands for GitHub Actions", and the escapes are in actions/toolkit,
    command.ts.
    """
    for diagnostic in diagnostics:
        properties = ",".join(f"{name}={_property(value)}" for name, value in _properties(diagnostic))
        yield f"::{diagnostic.severity.value} {properties}::{_data(_message(diagnostic))}"


def _properties(diagnostic: Diagnostic) -> Iterator[tuple[str, str]]:
    span = diagnostic.span
    yield "file", clean(span.path)
    if span.line:
        yield "line", str(span.line)
        yield "endLine", str(max(span.line, span.end_line))
        # GitHub allows columns only if a range begins and ends on the same line.
        if span.end_line <= span.line:
            yield "col", str(span.column)
            yield "endColumn", str(max(span.column, span.end_column))
    yield "title", diagnostic.code


def _message(diagnostic: Diagnostic) -> str:
    lines = [clean(diagnostic.message)]
    lines.extend(f"note: {clean(label.message)} ({_place(label)})" for label in diagnostic.related)
    if diagnostic.help:
        lines.append(f"help: {clean(diagnostic.help)}")
    lines.append(f"[{diagnostic.code}]")
    return "\n".join(lines)


def _place(label: Label) -> str:
    span: Span = label.span
    return clean(span.path) + (f":{span.line}:{span.column}" if span.line else "")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

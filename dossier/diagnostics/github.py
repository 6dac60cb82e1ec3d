"""Turn diagnostics into workflow commands, which GitHub's runner shows beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.diagnostics import Diagnostic, Label, Span
from dossier.system.terminal import clean


def render(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield one workflow command for each diagnostic, without its line break.

    See docs.github.com, "Workflow commands for GitHub Actions"; the escapes are those of actions/toolkit, command.ts.
    """
    for one in diagnostics:
        properties = ",".join(f"{name}={_property(value)}" for name, value in _properties(one))
        yield f"::{one.severity.value} {properties}::{_data(_message(one))}"


def _properties(one: Diagnostic) -> Iterator[tuple[str, str]]:
    span = one.span
    yield "file", clean(span.path)
    if span.line:
        yield "line", str(span.line)
        yield "endLine", str(max(span.line, span.end_line))
        # Columns are allowed only where a place begins and ends on the same line.
        if span.end_line <= span.line:
            yield "col", str(span.column)
            yield "endColumn", str(max(span.column, span.end_column))
    yield "title", one.code


def _message(one: Diagnostic) -> str:
    lines = [clean(one.message)]
    lines.extend(f"note: {clean(label.message)} ({_where(label)})" for label in one.related)
    if one.help:
        lines.append(f"help: {clean(one.help)}")
    lines.append(f"[{one.code}]")
    return "\n".join(lines)


def _where(label: Label) -> str:
    span: Span = label.span
    return clean(span.path) + (f":{span.line}:{span.column}" if span.line else "")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

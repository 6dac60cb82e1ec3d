"""Turn diagnostics into one JSON document for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from dossier.diagnostics import Diagnostic, Severity, Span
from dossier.system.terminal import clean_json

# Raised when a field is renamed, removed or changes its meaning; a new field does not raise it.
VERSION = 1


def render(diagnostics: Iterable[Diagnostic], records: int) -> Iterator[str]:
    """Yield the document in pieces, without the final line break: the counts, then one diagnostic a line.

    Lines and columns count from 1, columns in Unicode code points; ends are exclusive. A place that is a whole file has
    no `line`.
    """
    found = [_diagnostic(one) for one in diagnostics]
    errors = sum(one["severity"] == Severity.ERROR for one in found)
    head = {"version": VERSION, "records": records, "errors": errors, "warnings": len(found) - errors}
    opening = json.dumps(head).removesuffix("}")
    lines = ",".join(f"\n{clean_json(json.dumps(one))}" for one in found)
    yield f'{opening}, "diagnostics": [{lines}'
    yield "]}"


def _diagnostic(one: Diagnostic) -> dict[str, Any]:
    return {
        "code": one.code,
        "severity": one.severity.value,
        "message": one.message,
        "help": one.help,
        "place": _place(one.span),
        "related": [{"message": label.message, "place": _place(label.span)} for label in one.related],
    }


def _place(span: Span) -> dict[str, str | int]:
    if span.line == 0:
        return {"path": span.path}
    return {
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }

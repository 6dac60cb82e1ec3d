"""Diagnostics as a JSON document for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from dossier.diagnostics import Diagnostic, Severity, Span
from dossier.system.terminal import clean_json

# Raise it when a field is renamed, removed or changes its meaning, but not for a new field.
VERSION = 1


def render(diagnostics: Iterable[Diagnostic], records: int) -> Iterator[str]:
    """Yield the document in pieces, without the final line break: the counts, then each diagnostic on its own line.

    `records` is the number of records. Lines and columns count from 1, columns in Unicode code points. Ends are
    exclusive. A place without `line` is a whole file.
    """
    entries = [_entry(diagnostic) for diagnostic in diagnostics]
    errors = sum(entry["severity"] == Severity.ERROR for entry in entries)
    head = {"version": VERSION, "records": records, "errors": errors, "warnings": len(entries) - errors}
    opening = json.dumps(head).removesuffix("}")
    lines = ",".join(f"\n{clean_json(json.dumps(entry))}" for entry in entries)
    yield f'{opening}, "diagnostics": [{lines}'
    yield "]}"


def _entry(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "place": _place(diagnostic.span),
        "related": [{"message": label.message, "place": _place(label.span)} for label in diagnostic.related],
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

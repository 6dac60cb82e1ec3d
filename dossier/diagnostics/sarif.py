"""Turn diagnostics into a log of the Static Analysis Results Interchange Format, SARIF 2.1.0 (OASIS)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import quote

from dossier.diagnostics import Diagnostic, Label, Span
from dossier.system.terminal import clean_json

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

# The text that explains a code, or None for a code that has none.
Explanation = Callable[[str], str | None]


def render(diagnostics: Iterable[Diagnostic], explanation: Explanation, version: str) -> Iterator[str]:
    """Yield the log, without its final line break; `version` is the program's own."""
    found = list(diagnostics)
    codes = sorted({one.code for one in found})
    driver = {"name": "dossier", "version": version, "rules": [_rule(code, explanation(code)) for code in codes]}
    run = {
        "tool": {"driver": driver},
        # Columns count as libyaml counts them.
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the dossier"}}},
        "results": [_result(one, codes.index(one.code)) for one in found],
    }
    yield clean_json(json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1))


def _rule(code: str, text: str | None) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": code}
    if text:
        rule["shortDescription"] = {"text": text.partition("\n")[0]}
        rule["help"] = {"text": text}
    return rule


def _result(one: Diagnostic, rule: int) -> dict[str, Any]:
    message = f"{one.message}\nhelp: {one.help}" if one.help else one.message
    result = {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": one.severity.value,
        "message": {"text": message},
        "locations": [{"physicalLocation": _location(one.span)}],
    }
    if one.related:
        result["relatedLocations"] = [_related(number, label) for number, label in enumerate(one.related)]
    return result


def _related(number: int, label: Label) -> dict[str, Any]:
    return {"id": number, "message": {"text": label.message}, "physicalLocation": _location(label.span)}


def _location(span: Span) -> dict[str, Any]:
    location: dict[str, Any] = {
        "artifactLocation": {"uri": quote(span.path, errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}
    }
    if span.line:
        location["region"] = {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": max(span.line, span.end_line),
            "endColumn": max(1, span.end_column),
        }
    return location

"""Diagnostics as a SARIF log (Static Analysis Results Interchange Format 2.1.0, OASIS)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import quote

from dossier.diagnostics import Diagnostic, Label, Span
from dossier.system.terminal import clean_json

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

# A function that returns the explanation of a code, or None if there is no explanation.
Explanation = Callable[[str], str | None]


def render(diagnostics: Iterable[Diagnostic], explanation: Explanation, version: str) -> Iterator[str]:
    """Yield the log of this program `version`, without the final line break."""
    listed = list(diagnostics)
    codes = sorted({diagnostic.code for diagnostic in listed})
    driver = {"name": "dossier", "version": version, "rules": [_rule(code, explanation(code)) for code in codes]}
    run = {
        "tool": {"driver": driver},
        # libyaml counts columns in the same way.
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the dossier"}}},
        "results": [_result(diagnostic, codes.index(diagnostic.code)) for diagnostic in listed],
    }
    yield clean_json(json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1))


def _rule(code: str, text: str | None) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": code}
    if text:
        rule["shortDescription"] = {"text": text.partition("\n")[0]}
        rule["help"] = {"text": text}
    return rule


def _result(diagnostic: Diagnostic, rule: int) -> dict[str, Any]:
    message = f"{diagnostic.message}\nhelp: {diagnostic.help}" if diagnostic.help else diagnostic.message
    result = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": diagnostic.severity.value,
        "message": {"text": message},
        "locations": [{"physicalLocation": _location(diagnostic.span)}],
    }
    if diagnostic.related:
        result["relatedLocations"] = [_related(number, label) for number, label in enumerate(diagnostic.related)]
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

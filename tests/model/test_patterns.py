"""Patterns mean the same in pydantic (Rust), Python and editors (ECMAScript)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from pydantic import StringConstraints, TypeAdapter, ValidationError

from dossier.reading.text import first_forbidden
from tests.shared.schema_values import ODD_TEXTS, SCHEMAS, ecma
from tests.shared.tools import tool

_GOOD = (
    *(
        "CLM-2026-0042",
        "SRC-2026-NEW-met-reply",
        "PRO-2026-0003",
        "CAP-2026-0001",
        "metropolitan",
        "2026-11-23T09:30:00Z",
    ),
    *("2021-05-27", "2021-05", "202X", "2020/2021-05?", "../2021", "https://example.org/a?b#c", "https://é.example/ü"),
    *("an", "pt-BR", "zh-Hant-TW", "CA-BC", "10.1000/182", "image/svg+xml", "7552800.50", "0", "f" * 64),
)
_AROUND = ("{}\n", "\n{}", "{}\r\n", " {}", "{} ", "{}\u00a0", "\u3000{}", "{}\n{}", "{}\u0301", "{}'", '{}"', "{}\\")


def _patterns() -> list[str]:
    return sorted({pattern for schema in SCHEMAS.values() for pattern in _patterns_in(schema)})


def _patterns_in(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("pattern"), str):
            yield node["pattern"]
        for inner in node.values():
            yield from _patterns_in(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _patterns_in(inner)


def _texts() -> list[str]:
    words = [*ODD_TEXTS, *_GOOD]
    around = [form.format(word, word) for word in words for form in _AROUND]
    # Forbidden characters are refused before any pattern is used, and dialects differ about such white space.
    return sorted({text for text in (*words, *around) if first_forbidden(text) is None})


def _rust(pattern: str) -> list[bool]:
    adapter = TypeAdapter(Annotated[str, StringConstraints(pattern=pattern)])

    def matches(text: str) -> bool:
        try:
            adapter.validate_python(text)
        except ValidationError:
            return False
        return True

    return [matches(text) for text in _texts()]


@pytest.mark.parametrize("pattern", _patterns())
def test_rust_and_python_agree(pattern: str) -> None:
    python = [ecma(pattern).search(text) is not None for text in _texts()]
    assert _rust(pattern) == python
    assert True in python
    assert False in python


_JAVASCRIPT = """
const [patterns, texts] = JSON.parse(require("fs").readFileSync(0, "utf8"));
const forms = patterns.map(pattern => new RegExp(pattern, "u"));
const answers = forms.map(form => texts.map(text => form.test(text)));
process.stdout.write(JSON.stringify(answers));
"""


def test_ecmascript_agrees() -> None:
    command = [tool("node"), "-e", _JAVASCRIPT]
    question = json.dumps([_patterns(), _texts()])
    answer = subprocess.run(command, input=question, capture_output=True, check=True, encoding="utf-8")
    assert json.loads(answer.stdout) == [_rust(pattern) for pattern in _patterns()]


def test_a_line_break_at_the_end_is_not_ignored() -> None:
    line = r"^\S([^\n]*\S)?$"
    assert line in _patterns()
    answers = dict(zip(_texts(), _rust(line), strict=True))
    assert (answers["é"], answers["é\n"], answers[" é"]) == (True, False, False)

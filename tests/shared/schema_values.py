"""Values that our schemas allow or almost allow, and their YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from hypothesis import strategies as st

from dossier.model.json_schema import schemas
from dossier.reading.subject import required_subject
from dossier.reading.yaml_nodes import is_ambiguous_scalar
from tests.shared.places import ROOT
from tests.shared.yaml_typed import read_typed

Schema = dict[str, Any]
SUBJECT = required_subject(ROOT)
SCHEMAS = schemas(SUBJECT)
# A function that returns the strategy for text of a pattern.
TextFor = Callable[[str], st.SearchStrategy[str]]

_WORDS = st.sampled_from(["the force", "a court", "Leeds", "said", "no tool", "12 officers", "Café", "سجل", "in 2021"])
_TYPED = st.characters(min_codepoint=0x20, max_codepoint=0x7E)
# Patterns that allow any words. Words for them come from a list, as authors write them.
_FREE = {r"\S", r"^\S([^\n]*\S)?$"}
_ROWS = (
    ("", " ", "NO", "no", "y", "null", "~", "0123", "0x1F", "1:23:45", "1e3", "2021", "2021.0", "-1", "+5", ".5"),
    ("2021-02-30", "2021-05/2020-02", "2021-13", "..", "/", "2021/..", "<<", "=", "true", "a\n", "a\nb", " a", "a "),
    ("https://localhost/", "https://a.b", "https://example.org:99999/", "http://1.2.3.4/", "https://exa mple.org"),
    ("SRC-2026-0001", "CLM-2026-NEW-x", "metropolitan", "a\u200bb", "\u00a0", "a\u3000b", "é", "\U0001f600", "٢٠٢١"),
    ("en", "GB", "EU", "GBP", "10.1000/182", "text/html", "0" * 64, "x" * 65, "none", "not-seen", "undated", "a\tb"),
    ("not known", "1000000000000000", "999999999999999.99", "2026-11-23T09:30:00Z", "2026-02-30T25:00:00Z"),
    (": ", "# a", "- a", "*a", "\x1b[31m", "a\rb"),
)
ODD_TEXTS = tuple(text for row in _ROWS for text in row)
ODD = st.sampled_from(ODD_TEXTS)
_ODD_VALUES = st.one_of(
    ODD,
    st.none(),
    st.booleans(),
    st.integers(-3, 10**16),
    st.floats(allow_nan=False, allow_infinity=False),
    st.just([]),
    st.just({}),
    st.just(["a"]),
    st.just([[]]),
    st.just({"literal": "a"}),
)


def ecma(pattern: str) -> re.Pattern[str]:
    """The pattern with its meaning in ECMAScript: `$` is the end of the text, never before a final line break."""
    return re.compile(pattern.replace("$", r"\Z"))


@cache
def ordinary(pattern: str) -> st.SearchStrategy[str]:
    """Text of the kind that authors write."""
    if pattern in _FREE:
        return _WORDS
    return st.from_regex(ecma(pattern), alphabet=_TYPED).filter(
        lambda text: text[0].isdigit() or not is_ambiguous_scalar(text)
    )


@cache
def anything(pattern: str) -> st.SearchStrategy[str]:
    """Any text that matches, odd text included."""
    return st.one_of(
        ordinary(pattern), st.from_regex(ecma(pattern)), ODD.filter(lambda text: ecma(pattern).search(text) is not None)
    )


@cache
def values(name: str, text: TextFor) -> st.SearchStrategy[Any]:
    """Values that the schema of a kind, or of the subject, allows."""
    whole = SCHEMAS[name]
    return _node(whole, whole["$defs"], text)


def _node(node: Schema, parts: dict[str, Schema], text: TextFor) -> st.SearchStrategy[Any]:
    if "$ref" in node:
        return _node(parts[node["$ref"].removeprefix("#/$defs/")], parts, text)
    if "properties" in node:
        return _mapping(node, parts, text)
    for choice in ("anyOf", "oneOf"):
        if choice in node:
            return st.one_of([_node(option, parts, text) for option in node[choice]])
    if "const" in node:
        return st.just(node["const"])
    if "enum" in node:
        return st.sampled_from(node["enum"])
    return _leaf(node, parts, text)


def _leaf(node: Schema, parts: dict[str, Schema], text: TextFor) -> st.SearchStrategy[Any]:
    match node["type"]:
        case "array":
            return st.lists(_node(node["items"], parts, text), max_size=2)
        case "string":
            longest = node.get("maxLength", 10_000)
            return text(node["pattern"]).filter(lambda word: len(word) <= longest)
        case "integer":
            return st.integers(node["minimum"], node["maximum"])
        case "number":
            whole = st.integers(node["minimum"], node["maximum"])
            return whole | st.integers(0, min(10**9, node["maximum"] * 100)).map(lambda cents: cents / 100)
    raise AssertionError(node)


def _mapping(node: Schema, parts: dict[str, Schema], text: TextFor) -> st.SearchStrategy[dict[str, Any]]:
    fields = {name: _node(inner, parts, text) for name, inner in node["properties"].items()}
    required = set(node.get("required", ()))
    alternatives = [option["required"] for option in node.get("anyOf", ())]

    def build(*chosen: str) -> st.SearchStrategy[dict[str, Any]]:
        always = required.union(chosen)
        return st.fixed_dictionaries(
            {name: field for name, field in fields.items() if name in always},
            optional={name: field for name, field in fields.items() if name not in always},
        )

    return st.one_of([build(*names) for names in alternatives]) if alternatives else build()


@st.composite
def almost(draw: st.DrawFn, name: str) -> Any:
    """A value that the schema allows, with a single change: a part left out, added or replaced."""
    value = draw(values(name, anything))
    holder, key = draw(st.sampled_from(list(_places(value))))
    match draw(st.sampled_from(["leave out", "add", "replace"])):
        case "leave out":
            del holder[key]
        case "add" if isinstance(holder, dict):
            holder[draw(st.sampled_from(["staus", "note", "url", "given", "NO", "1"]))] = draw(_ODD_VALUES)
        case _:
            holder[key] = draw(_ODD_VALUES)
    return value


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield value, key
        yield from _places(inner)


@st.composite
def yaml_text(draw: st.DrawFn, value: Any) -> str:
    """The value as YAML, with or without quotation marks around each text."""
    return "".join(_lines(value, "", draw))


def _lines(value: Any, indent: str, draw: st.DrawFn) -> Iterator[str]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield f"{indent}{_scalar(key, draw)}:"
            yield from _after(inner, f"{indent}  ", draw)
    elif isinstance(value, list) and value:
        for inner in value:
            yield f"{indent}-"
            yield from _after(inner, f"{indent}  ", draw)
    else:
        yield f"{indent}{_scalar(value, draw)}\n"


def _after(value: Any, indent: str, draw: st.DrawFn) -> Iterator[str]:
    if isinstance(value, dict | list) and value:
        yield "\n"
        yield from _lines(value, indent, draw)
    else:
        yield f" {_scalar(value, draw)}\n"


_PLAIN = re.compile(r"[\w+.~<=/-](?:[^\n\r\t:#,\[\]{}]|:(?=\w))*(?<!\s)", re.ASCII)


def _scalar(value: Any, draw: st.DrawFn) -> str:
    if isinstance(value, float) and 0 <= value < 10**9:
        return f"{value:.2f}"  # as authors write amounts of money
    if not isinstance(value, str):
        return json.dumps(value)
    may_be_plain = value.isprintable() and _PLAIN.fullmatch(value) and not value.startswith("- ")
    if may_be_plain and read_typed(value) == value and draw(st.booleans()):
        return value
    return json.dumps(value, ensure_ascii=False)

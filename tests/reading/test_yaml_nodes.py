"""Parsing never raises, keeps limits, and keeps text and place of values."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dossier.diagnostics import Span
from dossier.model.identifiers import Kind
from dossier.reading.decode import decode
from dossier.reading.yaml_nodes import MAX_BYTES, MAX_DEPTH, MAX_NODES, Mapping, Node, Parsed, Scalar, Sequence, parse
from tests.shared.toy import TOY_SUBJECT

PATH = "evidence/claims/CLM-2026-0001.yaml"

# The syntax of YAML, split at the broken bars, and other text.
_SYNTAX = (
    'id¦a: ¦: ¦- ¦? ¦\n¦\n  ¦\n    ¦\n\t¦{¦}¦[¦]¦,¦&a ¦*a¦!t ¦!!str ¦\'¦"¦"\\x¦#¦---\n¦...\n¦%YAML 1.2\n¦%TAG ! x\n'
)
_WORDS = "@¦`¦~¦<<: ¦\r\n¦|\n¦>-\n¦é¦\U0001f600¦NO¦1:2¦statement: ¦evidence:\n¦source: ¦forces: ¦authors: ¦penalty: "
_PIECES = st.sampled_from([*_SYNTAX.split("¦"), *_WORDS.split("¦")])
_TEXTS = st.lists(_PIECES, max_size=40).map("".join)
_REFUSED = st.sampled_from(["\x00", "\r", "\x85", "\u2028", "\u202e", "\ufeff", "\ud800"])
_BYTES = st.one_of(
    _TEXTS.map(str.encode),
    st.binary(max_size=200),
    st.lists(_PIECES | _REFUSED, max_size=40).map(lambda pieces: "".join(pieces).encode("utf-8", "surrogatepass")),
)


def _codes(parsed: Parsed) -> list[str]:
    return [diagnostic.code for diagnostic in parsed.diagnostics]


def _lines(content: bytes) -> list[str]:
    return content.decode("utf-8", "surrogateescape").removeprefix("\ufeff").replace("\r\n", "\n").split("\n")


@settings(max_examples=1500)
@given(content=_BYTES, kind=st.sampled_from(list(Kind)))
@example(content=b"\xff\xfei\x00d\x00", kind=Kind.CLAIM)
@example(content=b"", kind=Kind.CLAIM)
@example(content=b"\xef\xbb\xbf", kind=Kind.CLAIM)
def test_no_content_raises(content: bytes, kind: Kind) -> None:
    parsed = parse(content, PATH)
    decoded = decode(parsed, TOY_SUBJECT.models[kind], PATH)
    assert (decoded.value is None) == bool(decoded.diagnostics)
    for diagnostic in decoded.diagnostics:
        assert diagnostic.span.path == PATH
        assert diagnostic.message
        assert diagnostic.help
        assert diagnostic.span.line <= len(_lines(content)) + 1
        assert (diagnostic.span.line == 0) == (diagnostic.span.column == 0)


def _depth_and_size(node: Node) -> tuple[int, int]:
    if isinstance(node, Scalar):
        return 0, 1
    inner: list[Node] = (
        list(node.items) if isinstance(node, Sequence) else [value for _, value in node.entries.values()]
    )
    below = [_depth_and_size(child) for child in inner]
    keys = len(inner) if isinstance(node, Mapping) else 0
    return 1 + max((depth for depth, _ in below), default=0), 1 + keys + sum(size for _, size in below)


@settings(max_examples=500)
@given(_TEXTS)
def test_parsed_files_are_within_the_limits(text: str) -> None:
    parsed = parse(text.encode(), PATH)
    if parsed.root is not None:
        depth, size = _depth_and_size(parsed.root)
        assert depth <= MAX_DEPTH
        assert size <= MAX_NODES


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "a: [", "{a: ", "[[", "!t ["])
def test_parsing_stops_at_deep_nesting(opening: str) -> None:
    assert _codes(parse((opening * MAX_BYTES)[:MAX_BYTES].encode(), PATH))[-1] in {"too-deep", "syntax", "wrong-shape"}


def test_the_allowed_depth_is_accepted() -> None:
    deep = "a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert _codes(parse(deep.encode(), PATH)) == []
    assert _codes(parse(deep.replace("a: ", "a: [").encode() + b"]", PATH)) == ["too-deep"]


def test_the_allowed_number_of_values_is_accepted() -> None:
    most = "a:\n" + "- x\n" * (MAX_NODES - 3)
    assert _codes(parse(most.encode(), PATH)) == []
    assert _codes(parse(f"{most}- x\n".encode(), PATH)) == ["too-many-nodes"]


def test_a_bomb_of_aliases_stays_small() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 300))
    parsed = parse(bomb.encode(), PATH)
    assert set(_codes(parsed)) == {"anchor"}
    assert parsed.root is not None
    assert _depth_and_size(parsed.root)[0] == 2


@pytest.mark.parametrize(
    "word", ["NO", "0123", "1:23:45", "2021-05-27", "null", "~", "<<", "1e3", "0x1F", "true", ".inf"]
)
def test_a_scalar_is_the_text_its_author_typed(word: str) -> None:
    parsed = parse(f"a: {word}\n".encode(), PATH)
    assert parsed.plain == {"a": word}
    assert [suspect.scalar.text for suspect in parsed.ambiguous_scalars] == [word]
    assert parse(f'a: "{word}"\n'.encode(), PATH).ambiguous_scalars == []


def test_places_count_characters() -> None:
    parsed = parse("é: \U0001f600 x\nb:\n  - c\n".encode(), PATH)
    assert parsed.root is not None
    key, value = parsed.root.entries["é"]
    assert (key.line, key.column, key.end_column) == (1, 1, 2)
    assert value == Scalar("\U0001f600 x", plain=True, line=1, column=4, end_line=1, end_column=7)
    _, items = parsed.root.entries["b"]
    assert isinstance(items, Sequence)
    assert items.items == [Scalar("c", plain=True, line=3, column=5, end_line=3, end_column=6)]


def test_each_byte_that_is_not_utf8_is_reported() -> None:
    parsed = parse("é\nb: caf".encode() + b"\xe9 \xff\n", PATH)
    assert _codes(parsed) == ["not-utf-8", "not-utf-8"]
    assert [diagnostic.span for diagnostic in parsed.diagnostics] == [Span(PATH, 2, 7, 2, 8), Span(PATH, 2, 9, 2, 10)]
    assert "0xE9" in parsed.diagnostics[0].message


@pytest.mark.parametrize(
    "content", ["# x\rstanding: enacted\n", "a: x\u202ey\n", "a: x\x00\n", "a: \ufeffx\n", "a: \ufffd\n"]
)
def test_characters_that_hide_text_are_refused(content: str) -> None:
    assert _codes(parse(content.encode(), PATH)) == ["forbidden-character"]


def test_windows_line_breaks_and_a_byte_order_mark_are_accepted() -> None:
    parsed = parse(b"\xef\xbb\xbfa: b\r\nc: d\r\n", PATH)
    assert (parsed.plain, parsed.diagnostics) == ({"a": "b", "c": "d"}, [])


def test_the_number_of_reported_bytes_is_limited() -> None:
    assert len(parse(b"\xff" * MAX_BYTES, PATH).diagnostics) == 10

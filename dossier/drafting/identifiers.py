"""Placeholder identifiers, and the numbers that replace them.

A number is one more than the highest that its kind and year ever had, so that none is used twice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from dossier.drafting.yaml_writer import in_quotation_marks
from dossier.errors import DossierError
from dossier.model.identifiers import Kind, assigned, is_placeholder, matches, number_of
from dossier.reading import yaml_nodes
from dossier.reading.yaml_nodes import Node, Scalar, parse

_LONGEST_SLUG = 40


def slug(text: str) -> str:
    """The words in small ASCII letters and digits with hyphens between them, cut at a word where that can be.

    >>> slug("Müller’s café said NO")
    'mullers-cafe-said-no'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    found = "-".join(re.findall(r"[a-z0-9]+", plain))
    if len(found) <= _LONGEST_SLUG:
        return found
    return found[: _LONGEST_SLUG + 1].rpartition("-")[0] or found[:_LONGEST_SLUG]


def placeholder(kind: Kind, year: int, words: str, taken: Container[str]) -> str:
    """The first placeholder of these words that is not taken: a number is added where it is."""
    stem = found = f"{kind.prefix}-{year}-NEW-{words}"
    number = 1
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    return found


Names = Mapping[str, str]

_KINDS = {kind.prefix: kind for kind in Kind if kind.prefix is not None}

# A word that is a placeholder, whole; or an address, which names what others have and is never rewritten.
_MENTION = re.compile(
    r"(?P<address>[A-Za-z][A-Za-z0-9+.-]*://\S+)"
    rf"|(?<![^\W_])(?<![^\W_]-)(?P<name>(?:{'|'.join(_KINDS)})-[0-9]{{4}}-NEW-[a-z0-9]+(?:-[a-z0-9]+)*)(?!-?[^\W_])"
)
# The words of a source are what they are.
_QUOTED = frozenset({"exact", "prefix", "suffix"})


def numbers(names: Iterable[str], ever: Iterable[str]) -> dict[str, str]:
    """The identifier of each placeholder among `names`, in their order; `ever` are all identifiers ever used.

    >>> numbers(["CLM-2026-NEW-b", "CLM-2026-NEW-a", "ico"], ["CLM-2026-0041", "CLM-2025-0099"])
    {'CLM-2026-NEW-a': 'CLM-2026-0042', 'CLM-2026-NEW-b': 'CLM-2026-0043'}
    """
    highest: dict[tuple[str, int], int] = {}
    for name in ever:
        found, prefix = number_of(name), name.split("-", 1)[0]
        if found is not None and prefix in _KINDS and matches(name, _KINDS[prefix]):
            series = (prefix, found.year)
            highest[series] = max(found.number, highest.get(series, 0))
    given = {}
    for name in sorted(names):
        if is_placeholder(name):
            prefix, year, _ = name.split("-", 2)
            series = (prefix, int(year))
            highest[series] = highest.get(series, 0) + 1
            given[name] = assigned(_KINDS[prefix], int(year), highest[series])
            if not matches(given[name], _KINDS[prefix]):
                raise DossierError(f"there is no number left for `{name}`")
    return given


def in_text(text: str, names: Names) -> str:
    """The text with every placeholder that stands as a whole word replaced, but for those in addresses.

    >>> in_text("CLM-2026-NEW-a, not CLM-2026-NEW-a-b", {"CLM-2026-NEW-a": "CLM-2026-0042"})
    'CLM-2026-0042, not CLM-2026-NEW-a-b'
    """
    return _MENTION.sub(lambda found: names.get(found["name"] or "", found[0]), text)


def in_record(content: bytes, path: str, names: Names) -> bytes:
    """The file with every placeholder in its values replaced; every other byte, comments too, stays as it is.

    Quotations stay as they are. Raises DossierError where what is written would not be read as it should.
    """
    parsed = parse(content, path)
    if parsed.root is None:
        raise DossierError(f"{path} cannot be read")
    # libyaml counts characters, a line break of two as two; a byte-order mark it does not see.
    mark, text = _without_mark(content.decode("utf-8"))
    starts = _line_starts(text)
    pieces, done = [mark], 0
    for node in _values(parsed.root):
        if in_text(node.text, names) != node.text:
            start, end = starts[node.line] + node.column - 1, starts[node.end_line] + node.end_column - 1
            pieces.extend([text[done:start], _rewritten(text[start:end], in_text(node.text, names), names)])
            done = end
    changed = "".join([*pieces, text[done:]]).encode("utf-8")
    if parse(changed, path).plain != _expected(parsed.plain, names):
        raise DossierError(f"{path} writes a placeholder in a way that cannot be replaced: write it plainly")
    return changed


def _without_mark(text: str) -> tuple[str, str]:
    return ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)


def _line_starts(text: str) -> list[int]:
    """Where each line begins, by its number: the first is line 1."""
    return [0, 0, *(found.end() for found in re.finditer("\n", text))]


def _values(node: Node, field: str = "") -> Iterator[Scalar]:
    """Yield the scalars below a node in the order of the file, keys and quotations left out."""
    if isinstance(node, Scalar):
        if field not in _QUOTED:
            yield node
    elif isinstance(node, yaml_nodes.Sequence):
        for item in node.items:
            yield from _values(item, field)
    else:
        for name, (_, inner) in node.entries.items():
            yield from _values(inner, name)


def _rewritten(written: str, wanted: str, names: Names) -> str:
    """The scalar as it stands in the file, naming what is wanted."""
    if written[0] in "|>":
        # The line of the sign may end in a comment.
        sign, line_break, lines = written.partition("\n")
        return sign + line_break + in_text(lines, names)
    changed = in_text(written, names)
    if written[0] == '"':
        parsed = parse(f"k: {changed}".encode(), "")
        # An escape may stand before the name, or hide it.
        if parsed.plain != {"k": wanted}:
            return in_quotation_marks(wanted)
    return changed


def _expected(value: Any, names: Names, field: str = "") -> Any:
    """What the file must hold in the end, as plain values."""
    if isinstance(value, dict):
        return {name: _expected(inner, names, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_expected(item, names, field) for item in value]
    return value if field in _QUOTED else in_text(value, names)

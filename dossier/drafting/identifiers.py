"""Placeholder identifiers, and the numbers that replace them.

A new number is one higher than the highest that its kind and year ever had. No published number is used twice.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from dossier.drafting.yaml_writer import double_quoted
from dossier.errors import DossierError
from dossier.model import Capture, Record, title_of
from dossier.model.fields import QUOTATIONS
from dossier.model.identifiers import KIND_OF_PREFIX, Kind, assigned, hyphenated, is_placeholder, matches, number_of
from dossier.model.written_text import text_digest
from dossier.reading import yaml_nodes
from dossier.reading.decode import decode
from dossier.reading.dossier import Dossier
from dossier.reading.yaml_nodes import Node, Scalar, parse

_LONGEST_SLUG = 40


def slug(text: str) -> str:
    """The words in lower-case ASCII letters and digits, with hyphens between them.

    Longer text is cut between two words if possible, else within a word.

    >>> slug("Müller’s café said NO")
    'mullers-cafe-said-no'
    """
    words = hyphenated(text)
    if len(words) <= _LONGEST_SLUG:
        return words
    return words[: _LONGEST_SLUG + 1].rpartition("-")[0] or words[:_LONGEST_SLUG]


def placeholder(kind: Kind, year: int, words: str, taken: Container[str]) -> str:
    """The first free placeholder with these words. A number is added if the placeholder is taken."""
    stem = candidate = f"{kind.prefix}-{year}-NEW-{words}"
    number = 1
    while candidate in taken:
        number += 1
        candidate = f"{stem}-{number}"
    return candidate


# The new identifier of each record that gets another: a number for a placeholder, or a placeholder for a number.
IdentifierMap = Mapping[str, str]

# An identifier that is a whole word, or a web address. An address is never rewritten: other people chose it. It is
# looked for only at the beginning of a word, because each look reads to the end of the word.
_IDENTIFIER_OR_ADDRESS = re.compile(
    r"(?P<address>(?<![A-Za-z0-9+.-])[A-Za-z0-9+.-]+://\S+)"
    rf"|(?<![^\W_])(?<![^\W_]-)(?P<name>(?:{'|'.join(KIND_OF_PREFIX)})-[0-9]{{4}}-"
    r"(?:[0-9]{4,6}|NEW-[a-z0-9]+(?:-[a-z0-9]+)*))(?!-?[^\W_])"
)


def assign_numbers(names: Iterable[str], used: Iterable[str]) -> dict[str, str]:
    """The new identifier of each placeholder among `names`, in alphabetical order of the placeholders.

    `used` holds every identifier that was ever used. Raises DossierError if a kind and year has no number left.

    >>> assign_numbers(["CLM-2026-NEW-b", "CLM-2026-NEW-a", "court"], ["CLM-2026-0041", "CLM-2025-0099"])
    {'CLM-2026-NEW-a': 'CLM-2026-0042', 'CLM-2026-NEW-b': 'CLM-2026-0043'}
    """
    highest = highest_numbers(used)
    identifiers = {}
    for name in sorted(names):
        if is_placeholder(name):
            prefix, year, _ = name.split("-", 2)
            series = (KIND_OF_PREFIX[prefix], int(year))
            highest[series] = highest.get(series, 0) + 1
            identifiers[name] = assigned(*series, highest[series])
            if not matches(identifiers[name], series[0]):
                raise DossierError(f"there is no number left for `{name}`")
    return identifiers


def highest_numbers(names: Iterable[str]) -> dict[tuple[Kind, int], int]:
    """The highest number of each kind and year among the names. Other names, such as those of bodies, are ignored."""
    highest: dict[tuple[Kind, int], int] = {}
    for name in names:
        numbered, kind = number_of(name), KIND_OF_PREFIX.get(name.split("-", 1)[0])
        if numbered is not None and kind is not None and matches(name, kind):
            series = (kind, numbered.year)
            highest[series] = max(numbered.number, highest.get(series, 0))
    return highest


def give_back_numbers(dossier: Dossier, published: Container[str]) -> dict[str, str]:
    """The placeholder of each numbered record that is not among `published`, with words of the record."""
    taken = set(dossier.names)
    placeholders = {}
    for name, entry in dossier.entries.items():
        number = number_of(name)
        if number is not None and name not in published:
            text = _title(entry.record, dossier)
            # Text without Latin letters gets a digest: two branches must not choose the same words.
            words = slug(text) or sha256(text.encode()).hexdigest()[:8]
            placeholders[name] = placeholder(entry.kind, number.year, words, taken)
            taken.add(placeholders[name])
    return placeholders


def _title(record: Record, dossier: Dossier) -> str:
    """The statement or title of a record. A capture has the title of its source."""
    if isinstance(record, Capture):
        source = dossier.source(record.source)
        return "" if source is None else source.title
    return title_of(record)


def replace_in_text(text: str, identifiers: IdentifierMap) -> str:
    """The text with identifiers replaced if they are whole words and not part of an address.

    >>> replace_in_text("CLM-2026-NEW-a, not CLM-2026-NEW-a-b", {"CLM-2026-NEW-a": "CLM-2026-0042"})
    'CLM-2026-0042, not CLM-2026-NEW-a-b'
    """
    return _IDENTIFIER_OR_ADDRESS.sub(lambda match: identifiers.get(match["name"] or "", match[0]), text)


def replace_in_record(content: bytes, path: str, identifiers: IdentifierMap) -> bytes:
    """The file with the identifiers in its values replaced. All other bytes stay, comments and quotations included.

    Raises DossierError if the file cannot be read, or if the result would not read as intended.
    """
    parsed = parse(content, path)
    if parsed.root is None:
        raise DossierError(f"{path} cannot be read")
    # libyaml counts characters, and does not count a byte-order mark. It counts CR LF as two characters.
    mark, text = _split_mark(content.decode("utf-8"))
    starts = _line_starts(text)
    pieces, done = [mark], 0
    for node in _values(parsed.root):
        wanted = replace_in_text(node.text, identifiers)
        if wanted != node.text:
            start, end = starts[node.line] + node.column - 1, starts[node.end_line] + node.end_column - 1
            pieces.extend([text[done:start], _rewrite_scalar(text[start:end], wanted, identifiers)])
            done = end
    changed = "".join([*pieces, text[done:]]).encode("utf-8")
    if parse(changed, path).plain != _replaced_values(parsed.plain, identifiers):
        raise DossierError(f"{path} writes an identifier in a way that cannot be replaced: write it plainly")
    return changed


def renew_reviews(before: bytes, after: bytes, path: str, model: type[Record]) -> bytes:
    """The file `after` its identifiers were replaced, in which the reviews of the text `before` name its new digest.

    Nothing that was reviewed has changed. A review of an older text keeps its digest. Raises DossierError if a file
    cannot be read.
    """
    old, new = (decode(parse(content, path), model, path).value for content in (before, after))
    if old is None or new is None:
        raise DossierError(f"{path} cannot be read")
    # A text cannot contain its own digest, so the digest can only be in a review or a comment.
    return after.replace(text_digest(old).encode(), text_digest(new).encode()) if old.reviewed else after


def _split_mark(text: str) -> tuple[str, str]:
    return ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)


def _line_starts(text: str) -> list[int]:
    """The offset at which each line begins, by its number. The first line has number 1."""
    return [0, 0, *(match.end() for match in re.finditer("\n", text))]


def _values(node: Node, field: str = "") -> Iterator[Scalar]:
    """Yield the scalars below a node in the order of the file, without keys and quotations."""
    if isinstance(node, Scalar):
        if field not in QUOTATIONS:
            yield node
    elif isinstance(node, yaml_nodes.Sequence):
        for item in node.items:
            yield from _values(item, field)
    else:
        for name, (_, inner) in node.entries.items():
            yield from _values(inner, name)


def _rewrite_scalar(source: str, wanted: str, identifiers: IdentifierMap) -> str:
    """The YAML source of a scalar, changed so that it reads as the wanted text."""
    if source[0] in "|>":
        # The line with the indicator may end in a comment.
        indicator, line_break, lines = source.partition("\n")
        return indicator + line_break + replace_in_text(lines, identifiers)
    changed = replace_in_text(source, identifiers)
    if source[0] == '"':
        parsed = parse(f"k: {changed}".encode(), "")
        # An escape such as `\n` or `\x53` may touch the identifier or be part of it.
        if parsed.plain != {"k": wanted}:
            return double_quoted(wanted)
    return changed


def _replaced_values(value: Any, identifiers: IdentifierMap, field: str = "") -> Any:
    """The plain values that the rewritten file must hold."""
    if isinstance(value, dict):
        return {name: _replaced_values(inner, identifiers, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_replaced_values(item, identifiers, field) for item in value]
    return value if field in QUOTATIONS else replace_in_text(value, identifiers)

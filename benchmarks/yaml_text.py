"""YAML as contributors write it: block style, long text folded."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence

Plain = str | int | Sequence["Plain"] | Mapping[str, "Plain"]

_WIDTH = 100
_LONG = 76
# A text that needs no quotation marks: it begins with a letter and holds no character with a meaning in YAML.
_BARE = re.compile(r"[A-Za-z][^:#\n]*[^:#\s]|[A-Za-z]|[0-9]{4}(?:-[0-9]{2}){0,2}(?:/[0-9]{4}(?:-[0-9]{2}){0,2})?")
_BARE_URL = re.compile(r"https?://[^\s#]+")


def yaml_text(record: Mapping[str, Plain]) -> str:
    """The record as the text of a YAML file."""
    return "\n".join(_mapping(record, "")) + "\n"


def _mapping(mapping: Mapping[str, Plain], indent: str) -> Iterator[str]:
    for key, value in mapping.items():
        yield from _value(f"{indent}{key}:", value, indent)


def _value(head: str, value: Plain, indent: str) -> Iterator[str]:
    inner = f"{indent}  "
    if isinstance(value, str):
        yield from _text(head, value, inner)
    elif isinstance(value, int):
        yield f"{head} {value}"
    elif isinstance(value, Mapping):
        yield head
        yield from _mapping(value, inner)
    elif not value:
        yield f"{head} []"
    else:
        yield head
        for item in value:
            yield from _item(item, inner)


def _item(value: Plain, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        first, *rest = _mapping(value, f"{indent}  ")
        yield f"{indent}- {first.strip()}"
        yield from rest
    else:
        yield from _value(f"{indent}-", value, indent)


def _text(head: str, text: str, indent: str) -> Iterator[str]:
    if "\n" in text or len(text) > _LONG:
        yield f"{head} >-"
        for number, paragraph in enumerate(text.split("\n\n")):
            if number:
                yield from ("", "")
            yield from textwrap.wrap(
                paragraph,
                _WIDTH,
                initial_indent=indent,
                subsequent_indent=indent,
                break_long_words=False,
                break_on_hyphens=False,
            )
    elif _BARE.fullmatch(text) or _BARE_URL.fullmatch(text):
        yield f"{head} {text}"
    else:
        yield f"{head} '" + text.replace("'", "''") + "'"

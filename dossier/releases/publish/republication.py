"""Words that a redaction removed, and that the evidence still has.

A new revision or a living page would publish them again. What was removed is not known any more. So a field that is
redacted in the newest revision must not have words there that this revision does not have.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from dossier.errors import DossierError
from dossier.model.redaction import MARK
from dossier.releases.store.marked_places import texts_of

_RESOLVED = re.compile(r"/resolved/(?:sources|bodies|proceedings)/([^/]+)(/.+)")


class RedactedField(NamedTuple):
    """A field of a record. Entries of lists have no number, because they may change their places."""

    record: str
    path: str


def refuse_republication(pairs: Iterable[tuple[str, bytes, bytes]], replaced: Container[str]) -> None:
    """Raise DossierError if a redacted field has other words now.

    Takes the identifier of each record, its newest revision, and its content as the evidence has it now. `replaced` has
    the identifiers of records whose new words are meant to take the place of the redacted words.
    """
    fields = [field for pair in pairs for field in _fields_with_other_words(*pair) if field.record not in replaced]
    if fields:
        names = "\n".join(f"  `{record}`: `{path}`" for record, path in dict.fromkeys(fields))
        raise DossierError(
            f"these fields were redacted, and the evidence has other words in them:\n{names}\nput {MARK} in place of "
            'the words, in quotation marks if the value begins with it, as in `title: "[redacted] v Vale"`; if other '
            "words are meant to take the place of the redacted words, say so with `--replace-redacted ID`"
        )


def _fields_with_other_words(identifier: str, published: bytes, now: bytes) -> Iterator[RedactedField]:
    if MARK.encode() not in published:
        return
    before, after = _texts_by_field(identifier, published), _texts_by_field(identifier, now)
    for field, texts in before.items():
        marks, new = sum(text.count(MARK) * times for text, times in texts.items()), after.get(field, Counter())
        # Words of other entries of a list are as they were published.
        has_new_words = bool(new.keys() - texts.keys())
        if has_new_words and sum(text.count(MARK) * times for text, times in new.items()) < marks:
            yield field


def _texts_by_field(identifier: str, content: bytes) -> dict[RedactedField, Counter[str]]:
    texts: dict[RedactedField, Counter[str]] = {}
    for place, text in texts_of(json.loads(content)):
        if place.startswith(("/record/", "/resolved/")):
            resolved = _RESOLVED.fullmatch(place)
            record, path = (identifier, place.removeprefix("/record")) if resolved is None else resolved.groups()
            field = RedactedField(record, re.sub(r"/[0-9]+(?=/|$)", "", path).strip("/").replace("/", "."))
            texts.setdefault(field, Counter())[text] += 1
    return texts

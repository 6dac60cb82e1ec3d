"""Redacted fields of a published record, and other words in them.

What was removed is not known any more. So each text must keep the marks that it has in the newest revision that had
them. If a field lost a mark, no text of the field may be new: the entry with the mark may have been removed, or its
words may be back at another place. If it kept its marks, sentences with marks get no new words. The rest of the field
gets no names and no numbers that the record never had: lower-case words are corrected much more often than redacted.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dossier.checks.marked_texts import on_one_line
from dossier.model import MODELS
from dossier.model.fields import all_fields
from dossier.model.redaction import MARK, differs_by_marks
from dossier.model.written_text import digest_of_fields

# The parts of `resolved` that describe other records, each under its identifier.
_OTHERS = ("sources", "bodies", "proceedings")
# Words and identifiers in an entry of a list, which no redaction changes. They identify the entry.
_NAMES = (
    *("claim", "source", "body", "organisation", "proceeding", "involvement"),
    *("date", "on", "decided", "opened", "role", "term"),
)
# The digests of reviewed texts.
_DIGESTS = "reviewed.text"
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?;]\s|\n\s*\n")
# An entry of some lists is a text, or a mapping with the text in this field.
_MAIN_TEXTS = frozenset(
    field.of_text.path for model in MODELS.values() for field in all_fields(model) if field.of_text is not field
)


class RedactedField(NamedTuple):
    """A field of a record. Entries of lists have no number, because they may change their places."""

    record: str
    path: str

    def __str__(self) -> str:
        return f"{self.record}:{self.path}"


class FieldPlace(NamedTuple):
    """A place of a field. Each list around it adds the name of its entry and the number among entries of that name."""

    field: RedactedField
    entries: tuple[str, ...]


Texts = Mapping[FieldPlace, str]


@dataclass(frozen=True, slots=True)
class RevisionTexts:
    """A published revision, as far as redactions are concerned. Releases are numbered in their order."""

    release: int
    # None if the revision is suspended and its bytes are missing.
    texts: Texts | None
    # The newest release that redacted its record, or the release that published it.
    last_redaction: int
    # The fields that these releases redacted.
    redacted: frozenset[RedactedField]
    # The digest of its text, as reviews have it, or None if the bytes are missing.
    digest: str | None = None


def texts_by_place(identifier: str, content: bytes) -> Texts:
    """The texts of a `record.json`, and what they are about."""
    fields = json.loads(content)
    texts = dict(_texts(fields["record"], identifier, (), ()))
    for group, value in fields["resolved"].items():
        if group in _OTHERS:
            for name, inner in value.items():
                texts.update(_texts(inner, name, (), ()))
        else:
            texts.update(_texts(value, identifier, ("resolved", group), ()))
    return texts


def marked_texts(identifier: str, content: bytes) -> frozenset[tuple[str, str]]:
    """The texts with marks in a `record.json`, each on one line, with the path of its field in the record."""
    if MARK.encode() not in content:
        return frozenset()
    texts = _texts(json.loads(content).get("record", {}), identifier, (), ())
    return frozenset((place.field.path, on_one_line(text)) for place, text in texts if MARK in text)


def field_at(identifier: str, pointer: str) -> RedactedField:
    """The field that a JSON Pointer leads to in the `record.json` of a record."""
    match [part for part in pointer.split("/") if not part.isdecimal()]:
        case ["", "record", *path]:
            return RedactedField(identifier, _dotted(path))
        case ["", "resolved", group, name, *path] if group in _OTHERS:
            return RedactedField(name, _dotted(path))
        case parts:
            return RedactedField(identifier, ".".join(parts[1:]))


def fields_with_other_words(revisions: Sequence[RevisionTexts], now: Texts) -> Iterator[RedactedField]:
    """Yield each redacted field that has words now which may be those that were removed. `revisions` are oldest first.

    `was` in a new correction repeats older words of the record. If any were redacted, it must have words that are still
    published, or a mark.
    """
    marks = _RecordMarks()
    for revision in revisions:
        marks.add(revision)
    yield from marks.fields_without(now)
    published = [revision.texts for revision in revisions if revision.texts is not None]
    known = {text for texts in published for text in texts.values()}
    # Without the newest revision, it is not known which corrections are new.
    has_newest = bool(revisions) and revisions[-1].texts is not None
    redacted = {name for revision in revisions if has_newest for name in revision.redacted}
    lost = {name for revision in revisions if revision.texts is None for name in revision.redacted}
    for place, text in now.items():
        if MARK in text or text in known:
            continue
        record, path = place.field
        is_repetition = path == "corrections.was" and any(name.record == record for name in redacted)
        if place.field in lost or (is_repetition and not _is_part(text, known)):
            yield place.field


def unsafe_reviews(identifier: str, content: bytes, published: Iterable[str | None]) -> Iterator[RedactedField]:
    """Yield the field of digests with which a guess of redacted words could be confirmed, if a review has one.

    `published` has the digests of the texts that are published. A review of another text may be of the removed words.
    """
    record = json.loads(content)["record"]
    known = {MARK, digest_of_fields(record), *published}
    if any(review["text"] not in known for review in record.get("reviewed", ())):
        yield RedactedField(identifier, _DIGESTS)


@dataclass(slots=True)
class _RecordMarks:
    """The marks of a record whose words have not been replaced since."""

    places: dict[RedactedField, dict[FieldPlace, str]] = field(default_factory=dict)
    # The release since which each field has its marks.
    since: dict[RedactedField, int] = field(default_factory=dict)
    # The texts of the newest revision.
    newest: Texts = field(default_factory=dict)
    # The words of all revisions.
    words: set[str] = field(default_factory=set)

    def add(self, revision: RevisionTexts) -> None:
        """Take the next revision into account.

        If it was released after the redaction and has other words, somebody said that they are meant.
        """
        if revision.texts is None:
            return
        for name in list(self.fields_without(revision.texts)):
            if revision.release > self.since[name]:
                del self.places[name]
        for place, text in revision.texts.items():
            if MARK in text:
                self.places.setdefault(place.field, {})[place] = text
                self.since[place.field] = max(self.since.get(place.field, 0), revision.last_redaction)
        self.newest = revision.texts
        self.words.update(word for text in revision.texts.values() for word in _words(text))

    def fields_without(self, texts: Texts) -> Iterator[RedactedField]:
        """Yield each field with a text that the newest revision does not have there, and that may be a removed text.

        That is any text if the field lost marks or a sentence with a mark has new words, and otherwise a text with a
        name or number that no revision has.
        """
        for name, marked in self.places.items():
            is_kept = all(place in texts and _keeps_marks(text, texts[place]) for place, text in marked.items())
            new = _with_words(name, texts) - _with_words(name, self.newest)
            # Fields of `resolved` repeat other records, which are judged themselves. Digests have their own rule.
            has_names = not name.path.startswith("resolved.") and name.path != _DIGESTS
            if (new and not is_kept) or (has_names and any(_has_new_name(text, self.words) for text in new)):
                yield name


def _texts(
    value: Any, record: str, path: tuple[str, ...], entries: tuple[str, ...]
) -> Iterator[tuple[FieldPlace, str]]:
    match value:
        case str():
            yield FieldPlace(RedactedField(record, _dotted(path)), entries), value
        case Mapping():
            for name, inner in value.items():
                yield from _texts(inner, record, (*path, name), entries)
        case list():
            uses: Counter[str] = Counter()
            for inner in value:
                name = " ".join(str(inner[key]) for key in _NAMES if key in inner) if isinstance(inner, Mapping) else ""
                uses[name] += 1
                yield from _texts(inner, record, path, (*entries, f"{name} {uses[name]}"))


def _keeps_marks(before: str, now: str) -> bool:
    """True if a text with marks has no new words, or has its marks still and no new words in a sentence with a mark.

    >>> _keeps_marks("[redacted] kept plates. It ended.", "[redacted] kept plates. It all ended.")
    True
    >>> _keeps_marks("[redacted] kept plates. It ended.", "[redacted] kept number plates. It ended.")
    False
    """
    if not _words(now) - _words(before):
        return True
    has_new = bool(_words(" ".join(_marked_sentences(now))) - _words(" ".join(_marked_sentences(before))))
    return not has_new and now.count(MARK) >= before.count(MARK) and not differs_by_marks(now, before)


def _marked_sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE_END.split(text) if MARK in sentence]


def _has_new_name(text: str, known: Container[str]) -> bool:
    """True if a text has a word that can be a name or a number, and is not known.

    It has a capital or a digit, or letters of a script without capitals. The first word of a sentence has a capital in
    any case, so it is known if it is known in small letters.

    >>> known = {"it", "ended"}
    >>> _has_new_name("It all ended.", known), _has_new_name("It ended. Jo left.", known)
    (False, True)
    """
    for sentence in _SENTENCE_END.split(text.replace(MARK, " ")):
        words = _WORD.findall(sentence)
        start = 1 if words and words[0].lower() in known else 0
        if any(word not in known and not (word.isalpha() and word.islower()) for word in words[start:]):
            return True
    return False


def _dotted(path: Sequence[str]) -> str:
    """The name of the field at a path. The main text of an entry has the name of the list.

    >>> _dotted(["aliases", "name"]), _dotted(["aliases", "language"])
    ('aliases', 'aliases.language')
    """
    return ".".join(path[:-1] if tuple(path) in _MAIN_TEXTS else path)


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.replace(MARK, " ")))


def _with_words(name: RedactedField, texts: Texts) -> set[str]:
    """The texts of a field, except those that are nothing but marks."""
    return {text for place, text in texts.items() if place.field == name and _words(text)}


def _is_part(text: str, known: Iterable[str]) -> bool:
    words = " ".join(text.split())
    return any(words in " ".join(other.split()) for other in known)

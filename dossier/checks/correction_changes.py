"""Corrections that a change adds or removes, and what they cover."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

from dossier.checks.marked_texts import TextChange, is_same_but_for_marks, on_one_line
from dossier.diagnostics import Label
from dossier.model import Record
from dossier.model.redaction import MARK
from dossier.reading.dossier import Dossier

# What separates words of different fields in a correction.
PARAGRAPHS = re.compile(r"\n\s*\n")
# Anything else is a sign: of a currency, of a share, of a section, of more or less.
_SIGN = r"[^\s\w.,;:!?…¿¡。、，；：！？'\"“”‘’«»‹›„‚()\[\]{}\-–—‑]"
_MINUS = re.compile(r"(?<!\w)[-–‑](?=[^\w\s]?\d)")
_NUMBER = re.compile(rf"(?:{_SIGN}\s?){{0,4}}\d")
# Signs belong to the number next to them, and a point or comma can be in it.
_WORD = re.compile(rf"{_NUMBER.pattern}(?:[^\W_]|[.,](?=\d))*(?:\s?{_SIGN})*|[^\W_]+|{_SIGN}+")
_SENTENCE = re.compile(r".+?(?:[.!?](?=\s|$)|。|$)")
# Fewer words than these could be from anywhere in a text.
FEWEST_WORDS = 3


class TakenBack(NamedTuple):
    """A published fact that a record no longer says."""

    field: str
    label: Label
    # What a correction must repeat, for its author.
    remedy: str = ""
    # A correction has any of these published values as a paragraph, or words of any of these texts that are gone. If
    # there are neither, any correction will do.
    values: tuple[str, ...] = ()
    texts: tuple[TextChange, ...] = ()

    def is_declared_by(self, paragraphs: Collection[str]) -> bool:
        """True if any of these paragraphs of corrections repeats what is taken back."""
        if not self.values and not self.texts:
            return bool(paragraphs)
        told = {_words_of(paragraph) for paragraph in paragraphs}
        has_value = any(_words_of(value) in told for value in self.values)
        return has_value or any(_is_told(text, paragraphs) for text in self.texts)


def value_taken_back(field: str, label: Label, *values: str) -> TakenBack:
    """A fact whose correction must have any of these values, preferably the first, which reports may repeat."""
    return TakenBack(field, label, f"`{values[0]}`", values)


def words_taken_back(field: str, label: Label, *texts: TextChange) -> TakenBack:
    """A fact whose correction must repeat what is gone from any of these texts, whose words reports do not repeat."""
    return TakenBack(field, label, f"the words of `{texts[0].field}` that are no longer there", (), texts)


def places_of(words: str, text: str) -> list[tuple[int, int]]:
    r"""The places of words in a text. Case, white space and a full stop at the end make no difference.

    A mark stands for any words. Fewer than three words could be from anywhere, so they must be a whole text or
    sentence.

    >>> places_of("four [redacted]\n answered in.", "Four airports answered in May."), places_of("Our.", "Four.")
    ([(0, 25)], [])
    >>> places_of("dismissed", "Dismissed. No costs."), places_of("the", "Dismissed by the court.")
    ([(0, 10)], [])
    >>> places_of("it paid 7.5", "It paid 7.5m."), places_of("was a 5", "There was a 5 % tax.")
    ([], [])
    """
    line, text = _with_minus(on_one_line(words)).rstrip("."), _with_minus(text)
    pattern = ".+?".join(map(re.escape, line.split(MARK)))
    if len(line.replace(MARK, " ").split()) >= FEWEST_WORDS:
        before, after = _edges(line)
        pattern = rf"(?<!\w){before}{pattern}(?!\w){after}"
    else:
        pattern = rf"(?:^|(?<=[.!?。]\s)|(?<=。)){pattern}(?:$|[.!?。](?!\d))"
    return [found.span() for found in re.finditer(pattern, text, re.IGNORECASE)]


def _edges(line: str) -> tuple[str, str]:
    """The conditions that words do not begin or end within a number and its signs."""
    last = [*_WORD.finditer(line)][-1:]
    before = rf"(?<!{_SIGN})(?<!{_SIGN}\s)(?<!\d[.,])" if _NUMBER.match(line) else ""
    after = rf"(?!\s?{_SIGN}|[.,]\d)" if last and _NUMBER.match(last[0][0]) else ""
    return before, after


def _with_minus(text: str) -> str:
    """The text with one sign for minus, of the same length."""
    return _MINUS.sub("−", text)


def _is_told(change: TextChange, paragraphs: Iterable[str]) -> bool:
    """True if paragraphs repeat something of each sentence that is gone, which is not in the text now."""
    before, after = on_one_line(change.before), on_one_line(change.after)
    # A mark alone repeats nothing, unless it was published.
    known = [each for each in paragraphs if MARK in before or each.replace(MARK, "").strip()]
    sentences = (each for each in _SENTENCE.finditer(before) if any(map(str.isalnum, each[0])))
    gone = [each.span() for each in sentences if _words_of(each[0]) not in _words_of(after)]
    told = [place for each in known if not (gone and places_of(each, after)) for place in places_of(each, before)]
    return bool(told) and all(any(start < last and first < end for first, last in told) for start, end in gone)


def _words_of(text: str) -> str:
    """The words of a text with a space on each side, so that no part of a word is found.

    >>> _words_of("A re-trial."), _words_of("paid") in _words_of("unpaid")
    (' a re trial ', False)
    >>> _words_of("Fined £7.5m (up 50 %), and -3 or < 4.")
    ' fined £7.5m up 50% and −3 or <4 '
    """
    words = _WORD.findall(_with_minus(text.casefold()))
    return f" {' '.join(word.replace(' ', '') for word in words)} "


class DeclaredCorrection(NamedTuple):
    """A correction as a reader sees it. Line breaks in the file make no difference."""

    date: str
    was: str
    reason: str


def added_corrections(base: Dossier, now: Record, before: Record) -> list[DeclaredCorrection]:
    """The corrections that the record has now and did not have before.

    A correction in which marks took the place of redacted words is not a new correction.
    """
    return _compare(base, now, before)[0]


def corrected_words(base: Dossier, now: Record, before: Record) -> list[str]:
    """The paragraphs that the corrections which the record did not have before give as published words."""
    added = {each.was for each in added_corrections(base, now, before)}
    new = (each.was for each in now.corrections if on_one_line(each.was) in added)
    return [paragraph for was in new for paragraph in PARAGRAPHS.split(was)]


def removed_corrections(base: Dossier, now: Record, before: Record) -> list[DeclaredCorrection]:
    """The corrections that the record had before and no longer has. A changed correction counts as removed.

    A correction in which marks took the place of redacted words is still there.
    """
    return _compare(base, now, before)[1]


def _compare(base: Dossier, now: Record, before: Record) -> tuple[list[DeclaredCorrection], list[DeclaredCorrection]]:
    """The added and the removed corrections."""
    added = list((_declared(now) - _declared(before)).elements())
    removed = []
    for old in (_declared(before) - _declared(now)).elements():
        redacted = next((new for new in added if _is_same(base, now.id, old, new)), None)
        if redacted is None:
            removed.append(old)
        else:
            added.remove(redacted)
    return added, removed


def _is_same(base: Dossier, record: str, old: DeclaredCorrection, new: DeclaredCorrection) -> bool:
    changes = (TextChange(f"corrections.{name}", getattr(old, name), getattr(new, name)) for name in old._fields)
    return is_same_but_for_marks(base, record, *changes)


def _declared(record: Record) -> Counter[DeclaredCorrection]:
    return Counter(
        DeclaredCorrection(correction.date.text, on_one_line(correction.was), on_one_line(correction.reason))
        for correction in record.corrections
    )

"""The parts of a judgment that a record is about: grounds, liability, costs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dossier.model.decision_numbers import citing_numbers
from dossier.model.neutral_citation import leading_key
from dossier.model.proceeding import Proceeding
from dossier.model.source import Source

# What is between the parts of a judgment, and around a part.
_BETWEEN_PARTS = re.compile(r"\s*[,;&]\s*|\s*\band\b\s*")
_AROUND_PART = " ,.;:()"
# "ground 1", "grounds 1 to 3", or a number after another.
_NUMBERED_PART = re.compile(
    r"(?:(?P<noun>[^\W\d]+?)s? )?(?P<first>[0-9]{1,4})(?:\s*(?:[-\u2013]|to)\s*(?P<last>[0-9]{1,4}))?"
)
# "all grounds" is the whole of a judgment, but "all grounds except costs" is not.
_WHOLE = re.compile(r"(?:on )?(?:all|every|(?:the )?(?:whole|entire))\b(?!.*\b(?:but|except|save|apart|other)\b).*")
# The part that never belongs to another part, and has no other name.
_APART = "costs"
_NAMED_PART = re.compile(r"[^\W\d]+(?: [^\W\d]+)*(?: [0-9]{1,3})?")
# A year in brackets begins another citation.
_YEAR = re.compile(r"[\[(][12][0-9]{3}[\])]")


def decision_parts(record: Source | Proceeding) -> frozenset[str]:
    """The parts of a judgment that a record is about, as far as its numbers name them, to be compared.

    `[2020] UKUT 20 (AAC), liability` names the part `liability`. "All grounds" are no part.
    """
    rests = (parsed[1] for text in citing_numbers(record) if (parsed := leading_key(text)))
    parts = frozenset(part for rest in rests for part in _parts(rest))
    return frozenset() if any(map(_WHOLE.fullmatch, parts)) else parts


def _parts(rest: str) -> Iterator[str]:
    """Yield the parts that the words after a citation name, each by itself.

    >>> list(_parts(", grounds 1 and 3-4, costs"))
    ['ground 1', 'ground 3', 'ground 4', 'costs']
    """
    noun = ""
    for piece in (each.strip(_AROUND_PART) for each in _BETWEEN_PARTS.split(rest.casefold())):
        numbered = _NUMBERED_PART.fullmatch(piece)
        if numbered is None:
            noun = ""
            if piece and not _YEAR.search(piece):
                yield piece
            continue
        noun = numbered["noun"] or noun
        first, last = int(numbered["first"]), int(numbered["last"] or numbered["first"])
        yield from (f"{noun} {number}".strip() for number in range(first, last + 1))


def is_part_by_name(part: str) -> bool:
    """True if a part of a judgment is named in words, and is not perhaps another number of the whole.

    >>> is_part_by_name("ground 1"), is_part_by_name("gia/123/2019")
    (True, False)
    """
    return _NAMED_PART.fullmatch(part) is not None


def may_overlap(parts: Iterable[str], others: Iterable[str]) -> bool:
    """True if it is not known that these parts of a judgment are other parts than those.

    >>> may_overlap(["ground 1"], ["ground 2"]), may_overlap(["ground 1"], ["liability"])
    (False, True)
    """
    return any(_sort_of(one) != _sort_of(other) for one in parts for other in others if _APART not in {one, other})


def _sort_of(part: str) -> str | None:
    """The noun of a part with a number: "ground". None for any other part."""
    numbered = _NUMBERED_PART.fullmatch(part)
    return None if numbered is None else numbered["noun"] or ""

"""Parts of a judgment: grounds, liability, costs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from dossier.model.decision_numbers import citing_numbers
from dossier.model.neutral_citation import leading_key
from dossier.model.proceeding import Proceeding
from dossier.model.source import Source

# What is between the parts of a judgment, and around a part.
_BETWEEN_PARTS = re.compile(r"\s*[,;&]\s*|\s*\band\b\s*")
_AROUND_PART = " ,.;:()"
# "ground 1", "grounds 1 to 3", "part 1: liability", or a number after another.
_NUMBERED_PART = re.compile(
    r"(?:(?P<noun>[^\W\d]+?)s? )?(?P<first>[0-9]{1,4})"
    r"(?:\s*(?:[-\u2013]|to|through)\s*(?P<last>[0-9]{1,4}))?(?:\s*:.*)?"
)
# "fourth ground" and "4th grounds": the number comes first.
_NUMBER_FIRST = re.compile(r"^([0-9]{1,4}) ([^\W\d]+)$")
# What says nothing in a part with a number: "the ground of appeal no. 1".
_SILENT = re.compile(r"\bof (?:appeal|challenge|review)\b|\b(?:the|nos?|number)\b\.?|#")
_WORD = re.compile(r"[^\W_]+")
_ORDINAL = re.compile(r"([0-9]{1,4})(?:st|nd|rd|th)")
_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve",
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    "i ii iii iv v vi vii viii ix x xi xii",
)
_NUMBERS = {word: str(number) for words in _NUMBER_WORDS for number, word in enumerate(words.split(), 1)}
# The words for the whole of a judgment, and those that may be next to them. "All grounds except costs" and "all of
# ground 1" are parts.
_WHOLES = frozenset(["all", "every", "everything", "whole", "entire", "entirety", "full", "complete"])
_NEXT_TO_WHOLE = frozenset({"a", "as", "in", "its", "of", "on", "the"}) | frozenset(
    {"judgment", "decision", "ruling", "ground", "grounds", "issue", "issues", "matters", "parts", "points"}
)
# The same for costs, which are apart from all that does not speak of costs.
_COSTS = frozenset({"cost", "costs"})
# What may include costs or be another word for them: "consequential orders", and "expenses" in Scotland.
_PERHAPS_COSTS = frozenset(
    ["consequential", "consequentials", "ancillary", "incidental", "supplementary", "order", "orders", "directions"]
) | frozenset(["disposal", "relief", "remedies", "remedy", "expenses", "expense", "fees", "fee", "interest", "outcome"])
_NEXT_TO_COSTS = frozenset(["the", "of", "on", "for", "as", "to", "order", "orders", "judgment", "decision", "ruling"])
_NAMED_PART = re.compile(r"[^\W\d]+(?: [^\W\d]+)*(?: [0-9]{1,3}(?:\(?[a-z]{1,3}\)?)?)?")
# "ground 1" and "ground 1(a)".
_PLACE = re.compile(r"(?:(?P<noun>[^\W\d]+?)s? )?(?P<number>[0-9]{1,4})\(?(?P<letter>[a-z]{0,3})")
# A year in brackets begins another citation.
_YEAR = re.compile(r"[\[(][12][0-9]{3}[\])]")


def decision_parts(record: Source | Proceeding) -> frozenset[str]:
    """The parts of a judgment that a record is about, as far as its numbers name them, to be compared.

    `[2020] UKUT 20 (AAC), liability` names the part `liability`. "All grounds" are no part.
    """
    rests = (parsed[1] for text in citing_numbers(record) if (parsed := leading_key(text)))
    parts = frozenset(part for rest in rests for part in _parts(rest))
    return frozenset() if any(map(_is_whole, parts)) else parts


def _is_whole(part: str) -> bool:
    return _consists_of(part, _WHOLES, _NEXT_TO_WHOLE)


def _is_costs(part: str) -> bool:
    return _consists_of(part, _COSTS, _NEXT_TO_COSTS)


def _consists_of(part: str, needed: frozenset[str], allowed: frozenset[str]) -> bool:
    """True if a part has any of the words that are needed, and no other words than those that are allowed as well."""
    words = set(_WORD.findall(part))
    return not words.isdisjoint(needed) and words <= needed | allowed


def _parts(rest: str) -> Iterator[str]:
    """Yield the parts that the words after a citation name, each by itself.

    >>> list(_parts(", grounds 1 and 3-4, second issue, costs"))
    ['ground 1', 'ground 3', 'ground 4', 'issue 2', 'costs']
    >>> list(_parts(" (first and second grounds)"))
    ['ground 1', 'ground 2']
    """
    pieces = [each.strip(_AROUND_PART) for each in _BETWEEN_PARTS.split(rest.casefold())]
    found = [_NUMBERED_PART.fullmatch(_with_digits(each)) for each in pieces]
    noun = ""
    for place, (piece, numbered) in enumerate(zip(pieces, found, strict=True)):
        noun = "" if numbered is None else numbered["noun"] or noun or _next_noun(found[place:])
        if numbered is None or (not noun and not piece[0].isdecimal()):
            yield from () if not piece or _YEAR.search(piece) else (piece,)
            continue
        first, last = int(numbered["first"]), int(numbered["last"] or numbered["first"])
        yield from (f"{noun} {number}".strip() for number in range(first, last + 1))


def _next_noun(found: Iterable[re.Match[str] | None]) -> str:
    """The next noun among numbers that follow each other, as for "first" in "first and second grounds"."""
    return next((each["noun"] for each in takewhile(bool, found) if each and each["noun"]), "")


def _with_digits(part: str) -> str:
    """A part with its number in digits after the noun, if it may have one.

    >>> _with_digits("fourth ground"), _with_digits("ground iv"), _with_digits("grounds one to three")
    ('ground 4', 'ground 4', 'grounds 1 to 3')
    """
    name, colon, rest = part.partition(":")
    words = _ORDINAL.sub(r"\1", " ".join(_SILENT.sub(" ", name).split()))
    digits = _WORD.sub(lambda word: _NUMBERS.get(word[0], word[0]), words)
    return _NUMBER_FIRST.sub(r"\2 \1", digits) + colon + rest if name.strip() else part


def is_part_by_name(part: str) -> bool:
    """True if a part of a judgment is named in words, and is not perhaps another number of the whole.

    >>> is_part_by_name("ground 1"), is_part_by_name("ground 1(a"), is_part_by_name("gia/123/2019")
    (True, True, False)
    """
    return _NAMED_PART.fullmatch(part) is not None


def may_overlap(parts: Iterable[str], others: Iterable[str]) -> bool:
    """True if it is not known that these parts of a judgment are other parts than those.

    It is known if both have other numbers after the same noun, or if a single part is about costs.

    >>> may_overlap(["ground 1"], ["ground 2"]), may_overlap(["ground 1"], ["costs"])
    (False, False)
    >>> may_overlap(["liability"], ["breach of duty"]), may_overlap(["costs"], ["consequential orders"])
    (True, True)
    """
    return any(
        not (_are_numbered(part, other) or _is_one_about_costs(part, other)) for part in parts for other in others
    )


def _are_numbered(part: str, other: str) -> bool:
    """True if two parts have other numbers after the same noun: "ground 1" and "ground 2", "1(a)" and "1(b)"."""
    own, of_other = (_PLACE.fullmatch(each) for each in (part, other))
    if own is None or of_other is None or own["noun"] != of_other["noun"]:
        return False
    letters = (own["letter"], of_other["letter"])
    return own["number"] != of_other["number"] or (all(letters) and letters[0] != letters[1])


def _is_one_about_costs(part: str, other: str) -> bool:
    """True if a part is about costs alone, and the other says nothing of them, nor anything that may include them."""
    pairs = ((part, other), (other, part))
    return any(
        _is_costs(each) and (_COSTS | _PERHAPS_COSTS).isdisjoint(_WORD.findall(second)) for each, second in pairs
    )

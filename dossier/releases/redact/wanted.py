"""A text to redact, as its file gives it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from dossier.model.redaction import MARK
from dossier.releases.redact.folding import LINK_ADDRESS, fold, is_inside_word, skeleton, skeletons
from dossier.releases.redact.letters import Spellings, join_letters
from dossier.releases.redact.spellings import PersonName, spellings

# A shorter text would be found inside other texts everywhere.
LEAST_LETTERS = 8
_PUNCTUATION = re.compile(r"[^\w]+|_")
# In a folded text. Accents follow their letters there, so a word ends at white space and the punctuation of ASCII. It
# keeps its apostrophes, which are also quotation marks there.
_NAME_WORD = re.compile(r"[^\s!-&(-@\[-`{-~†‡•…]+")
_BETWEEN_APOSTROPHES = re.compile("[^']+")
# The value of an attribute, such as the address of a link.
_ATTRIBUTE = re.compile('="([^"<>]*)"')
_CONTEXT = re.compile(r"(.*)\[\[(.+)\]\](.*)", re.DOTALL)


@dataclass(frozen=True)
class TextToRedact:
    """A text to remove, or a longer passage with the part to remove in double square brackets.

    Raises ValueError, with the reason, for a passage that would be found elsewhere or cannot be searched for.
    """

    text: str

    def __post_init__(self) -> None:
        if len(skeleton(self.passage)) < LEAST_LETTERS:
            raise ValueError(
                f"a text of fewer than {LEAST_LETTERS} letters and digits is also a part of other texts: give the "
                "words around it as well, with the part to remove in double square brackets, as in `said [[Jo]] Vale`"
            )
        if not skeleton(self.part):
            raise ValueError("the part in double square brackets has no letters")
        if skeleton(MARK) in skeleton(self.passage):
            raise ValueError(f"the text contains the mark {MARK} of an earlier redaction: give the words next to it")

    @property
    def passage(self) -> str:
        """The text that is searched for."""
        return "".join(self._pieces)

    @property
    def part(self) -> str:
        """The text that is removed."""
        return self._pieces[1]

    @property
    def has_context(self) -> bool:
        """True if only a part of the passage is removed."""
        return self.part != self.passage

    @cached_property
    def name(self) -> PersonName | None:
        """The text as the name of a person, if it can be one."""
        return None if self.has_context else PersonName.parse(self.text)

    @property
    def reading(self) -> str:
        """The words that say if it is searched for as the name of a person, or "" if it cannot be one.

        They do not repeat it.
        """
        if self.name is None:
            if self.has_context or PersonName.of_words(self.text) is None:
                return ""
            return (
                "not read as the name of a person, so that a family name that stands alone is not noticed: a name has "
                "capital letters and no titles"
            )
        number = len(self.name.family.split())
        words = "word" if number == 1 else f"{number} words"
        where = "first" if "," in self.text else "last"
        return f"read as the name of a person whose family name is the {where} {words}"

    def spans(self, folded: str) -> Iterator[tuple[int, int]]:
        """Yield each place in a folded text from which words are to be removed. Words are found whole only."""
        for match in self._pattern.finditer(folded):
            if not is_inside_word(folded, *match.span()):
                yield match.span(1)

    def is_in(self, text: str) -> bool:
        """True if a text contains it."""
        return any(self.spans(fold(text).text))

    def is_alone_in(self, text: str) -> bool:
        """True if the part to remove is the whole of a text."""
        return self._part.fullmatch(_folded(text)) is not None

    def has_part_in(self, text: str) -> bool:
        """True if a text contains the part to remove as whole words, with any words or punctuation around them."""
        folded = _folded(text)
        return any(
            not is_inside_word(reading, *match.span())
            for reading in {folded, _PUNCTUATION.sub(" ", folded)}
            for match in self._part.finditer(reading)
        )

    def has_name_word_in(self, text: str, *, is_html: bool = False) -> bool:
        """True if it is the name of a person, and a text has a word of it that may stand for the person.

        Such words are those of the family name, and further names if they have a capital letter there. They are looked
        for in the addresses of links as well.
        """
        if self.name is None:
            return False
        family, others = self.name.family_words, self.name.other_words
        addresses = (_ATTRIBUTE if is_html else LINK_ADDRESS).findall(text)
        for reading, form, has_capital in _name_words((text, is_html), *((each, False) for each in addresses)):
            # A capital letter in an address says nothing.
            may_be_other = has_capital and reading is text
            is_plural = has_capital and any(family.fullmatch(form.removesuffix(end)) for end in ("s", "es"))
            if family.fullmatch(form) or is_plural or (may_be_other and others.fullmatch(form)):
                return True
        return False

    def may_be_in(self, text: str) -> bool:
        """True if a text has the part to remove without the words around it, or the first name of the person."""
        if self.name is None:
            return self.has_context and self.has_part_in(text)
        first = self.name.first_word
        return any(has_capital and first.fullmatch(form) for _, form, has_capital in _name_words((text, False)))

    def is_partly_in(self, text: str) -> bool:
        """True if a text may have a part of it: that to remove, or any word of the name of the person."""
        return self.may_be_in(text) or self.has_name_word_in(text)

    def is_loosely_in(self, read: Iterable[str]) -> bool:
        """True if any of these skeletons contains the letters and digits of the passage."""
        return any(self._skeleton.search(text) for text in read)

    def loose_spans(self, read: str) -> Iterator[tuple[int, int]]:
        """Yield each place of the passage in a skeleton."""
        for match in self._skeleton.finditer(read):
            start, end = match.span()
            # In the pattern an umlaut is one vowel or two, so it can take in a vowel of the word before or after.
            while start + 1 < end and self._skeleton.fullmatch(read, start + 1, end):
                start += 1
            while start + 1 < end and self._skeleton.fullmatch(read, start, end - 1):
                end -= 1
            yield start, end

    def is_like(self, text: str) -> bool:
        """True if the letters and digits of a text contain those of the passage."""
        return self.is_loosely_in(skeletons(text))

    @cached_property
    def _pieces(self) -> tuple[str, str, str]:
        """The words before the part to remove, the part, and the words after it."""
        match = _CONTEXT.fullmatch(self.text)
        if match is None:
            return "", self.text, ""
        return match[1], match[2], match[3]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        if self.name is not None:
            return re.compile(f"({self.name.spellings.folded})")
        before, part, after = (piece.folded for piece in self._spellings)
        return re.compile(f"{before}({part}){after}")

    @cached_property
    def _part(self) -> re.Pattern[str]:
        name = PersonName.parse(self.part)
        found = spellings(_folded(self.part)) if name is None else name.spellings
        return re.compile(found.folded)

    @cached_property
    def _skeleton(self) -> re.Pattern[str]:
        found = [self.name.spellings] if self.name is not None else self._spellings
        in_order = join_letters(each.skeleton for each in found)
        # A record has the given and the family name in fields of their own, also of a name that is not like others.
        turned = None if self.has_context or self.name is not None else PersonName.of_words(self.text)
        return re.compile(in_order if turned is None else f"{in_order}|{turned.spellings.skeleton}")

    @cached_property
    def _spellings(self) -> list[Spellings]:
        before, part, after = (fold(piece).text for piece in self._pieces)
        return [
            spellings(before.lstrip()),
            spellings(part if self.has_context else part.strip()),
            spellings(after.rstrip()),
        ]


def _name_words(*readings: tuple[str, bool]) -> Iterator[tuple[str, str, bool]]:
    """Yield each reading with each folded word in it, and True if the word has a capital letter there.

    The second part of a reading is True for HTML. A word with apostrophes is also yielded in its pieces.
    """
    for reading, is_html in readings:
        # In an address an underscore is a space, and Markdown reads it as a mark.
        folded = fold(reading.replace("_", " "), is_html=is_html)
        for word in _NAME_WORD.finditer(folded.text):
            pieces = [(match.start(), match.group()) for match in _BETWEEN_APOSTROPHES.finditer(word.group())]
            whole = [(pieces[0][0], word.group().replace("'", ""))] if len(pieces) > 1 else []
            for start, form in (*whole, *pieces):
                yield reading, form, not reading[folded.places[word.start() + start][0]].islower()


def _folded(text: str) -> str:
    return fold(text).text.strip()

"""A text to redact, as its file gives it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from dossier.model.redaction import MARK
from dossier.releases.redact.folding import fold, is_inside_word, skeleton, skeletons
from dossier.releases.redact.letters import Spellings, join_letters
from dossier.releases.redact.name_words import FoldedWord, words_in
from dossier.releases.redact.names_in_text import names_in, possible_names_in
from dossier.releases.redact.other_numbers import OtherNumbers, other_numbers
from dossier.releases.redact.spellings import WITHOUT_SPACES, PersonName, spellings

# A shorter text would be found inside other texts everywhere.
LEAST_LETTERS = 8
# In a longer word, a shorter part would be found everywhere.
_LEAST_LETTERS_OF_PART = 5
_PUNCTUATION = re.compile(r"[^\w]+|_")
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
        """The part to remove as the name of a person, if it can be one."""
        return PersonName.parse(self.part)

    @cached_property
    def names(self) -> tuple[PersonName, ...]:
        """The name that the part to remove is, or the names in it if it begins with one."""
        return tuple(names_in(self.part))

    @cached_property
    def possible_names(self) -> tuple[PersonName, ...]:
        """Names that are less certain: what has a word of them is listed, and stops nothing."""
        return tuple(possible_names_in(self.part))

    @cached_property
    def other_numbers(self) -> OtherNumbers | None:
        """The numbers that say the same as the part to remove, if it is a number."""
        return other_numbers(self.part)

    @property
    def reading(self) -> str:
        """The words that say if it is searched for as the name of a person. They do not repeat it."""
        if self.names and WITHOUT_SPACES.search(self.part):
            return "read as the name of a person in a script without spaces, each part of which is looked for alone"
        if self.name is not None:
            number = len(self.name.family.split())
            words = "word" if number == 1 else f"{number} words"
            where = "first" if "," in self.part else "last"
            return f"read as the name of a person whose family name is the {where} {words}"
        if self.names:
            number = len(self.names)
            persons = "the name of a person" if number == 1 else f"the names of {number} persons"
            return f"read as {persons} with other words, and the last word of a name as a family name"
        found = "places with a word of its first words are listed, and stop nothing; " if self.possible_names else ""
        return (
            f"not read as the name of a person, so that a family name that stands alone is not noticed: {found}a name "
            "has capital letters and no titles"
        )

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

    def has_part_in(self, text: str, *, is_html: bool = False) -> bool:
        """True if a text contains the part to remove as whole words, with any words or punctuation around them."""
        folded = fold(text, is_html=is_html).text.strip()
        return any(
            not is_inside_word(reading, *match.span())
            for reading in {folded, _PUNCTUATION.sub(" ", folded)}
            for match in self._part.finditer(reading)
        )

    def has_name_word_in(self, text: str, *, is_html: bool = False) -> bool:
        """True if it has the name of a person, and a text has a word of it that may stand for the person.

        Such words are those of the family name, with any ending and also inside longer words, and further names if they
        have a capital letter there. They are looked for in addresses as well.
        """
        words = [*words_in(text, is_html=is_html)] if self.names else []
        return any(_stands_for(name, word) for name in self.names for word in words)

    def family_words_in(self, text: str) -> frozenset[str]:
        """The folded words of a text that can be the family name: they have a capital letter, or are in an address.

        In small letters, the names of many persons are ordinary words.
        """
        words = [*words_in(text)] if self.names else []
        return frozenset(
            word.form
            for word in words
            if (word.has_capital or word.is_in_address) and any(_stands_for(name, word) for name in self.names)
        )

    def numbers_in(self, text: str) -> frozenset[str]:
        """The numbers of a text that say the same as the number to remove, such as an ECLI."""
        if self.other_numbers is None or not self.other_numbers.skeleton.search(skeleton(text)):
            return frozenset()
        found = (each for read in {text, fold(text).text} for each in self.other_numbers.written.findall(read))
        return frozenset(map(str.lower, found))

    def may_have_signs(self, read: Iterable[str]) -> bool:
        """True if any of these skeletons contains the letters of what `family_words_in` or `numbers_in` find."""
        patterns = [self._family_letters] if self.names else []
        patterns += [] if self.other_numbers is None else [self.other_numbers.skeleton]
        return any(pattern.search(text) for pattern in patterns for text in read)

    def has_part_loosely_in(self, text: str) -> bool:
        """True if it has context, and a text has the letters of the part to remove, also in a longer word."""
        if not self.has_context:
            return False
        letters = skeleton(self.part)
        is_long = len(letters) >= _LEAST_LETTERS_OF_PART
        return (
            self.has_part_in(text)
            or any(self._part.fullmatch(word.form) for word in words_in(text))
            or (is_long and any(re.search(self._spellings[1].skeleton, read) for read in skeletons(text)))
        )

    def may_be_in(self, text: str) -> bool:
        """True if a text has the part to remove without the words around it, or what can be a word of the name.

        That is the first name, any of the names in an address, and the letters of the family name in any word. Numbers
        that say the same as the part to remove are found as well.
        """
        if self.has_part_loosely_in(text) or self.numbers_in(text):
            return True
        words = [*words_in(text)] if self.names or self.possible_names else []
        return any(_can_stand_for(name, word) for name in self.names for word in words) or any(
            is_found(name, word)
            for name in self.possible_names
            for word in words
            for is_found in (_stands_for, _can_stand_for)
        )

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
        before, part, after = (piece.folded for piece in self._spellings)
        return re.compile(f"{before}({part}){after}")

    @cached_property
    def _part(self) -> re.Pattern[str]:
        found = spellings(_folded(self.part)) if self.name is None else self.name.spellings
        return re.compile(found.folded)

    @cached_property
    def _skeleton(self) -> re.Pattern[str]:
        in_order = join_letters(each.skeleton for each in self._spellings)
        # A record has the given and the family name in fields of their own, also of a name that is not like others.
        turned = None if self.has_context or self.name is not None else PersonName.of_words(self.text)
        return re.compile(in_order if turned is None else f"{in_order}|{turned.spellings.skeleton}")

    @cached_property
    def _family_letters(self) -> re.Pattern[str]:
        return re.compile("|".join(dict.fromkeys(each for name in self.names for each in name.letters_of_words)))

    @cached_property
    def _spellings(self) -> list[Spellings]:
        before, part, after = (fold(piece).text for piece in self._pieces)
        removed = spellings(part if self.has_context else part.strip()) if self.name is None else self.name.spellings
        return [spellings(before.lstrip()), removed, spellings(after.rstrip())]


def _stands_for(name: PersonName, word: FoldedWord) -> bool:
    """True if a word of a text is a word of the family name in any form, or a further name with a capital letter."""
    if name.family_words.fullmatch(word.form) or word.has_inside(name.inside_words):
        return True
    if word.is_in_address and (name.together.search(word.form) or name.handles.fullmatch(word.form)):
        return True
    if name.together.fullmatch(word.form):
        return True
    if not word.has_capital:
        return word.is_in_address and name.other_cases.fullmatch(word.form) is not None
    is_plural = any(name.family_words.fullmatch(word.form.removesuffix(end)) for end in ("s", "es"))
    return is_plural or any(each.fullmatch(word.form) for each in (name.other_cases, name.other_words))


def _can_stand_for(name: PersonName, word: FoldedWord) -> bool:
    """True if a word of a text has the letters of the family name in it, or can be another word of the name."""
    is_other = word.has_capital and name.first_word.fullmatch(word.form)
    is_in_address = word.is_in_address and any(
        each.fullmatch(word.form) for each in (name.first_word, name.other_words)
    )
    letters = (name.inside_words, name.characters)
    return bool(is_other or is_in_address or any(each.search(word.form) for each in letters))


def _folded(text: str) -> str:
    return fold(text).text.strip()

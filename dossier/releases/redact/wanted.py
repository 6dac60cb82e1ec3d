"""A text to redact, as its file gives it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from dossier.model.redaction import MARK
from dossier.releases.redact.folding import fold, is_inside_word, skeleton, skeletons
from dossier.releases.redact.letters import Spellings, join_letters
from dossier.releases.redact.spellings import PersonName, spellings

# A shorter text would be found inside other texts everywhere.
LEAST_LETTERS = 8
_PUNCTUATION = re.compile(r"[^\w]+|_")
# In a folded text. Accents follow their letters there, so a word ends at white space and the punctuation of ASCII.
_NAME_WORD = re.compile(r"[^\s!-&(-@\[-`{-~]+")
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

        Such words are those of the family name, and further names if they have a capital letter there.
        """
        if self.name is None:
            return False
        folded = fold(text, is_html=is_html)
        family, others = self.name.family_words, self.name.other_words
        for word in _NAME_WORD.finditer(folded.text):
            forms = {word.group(), word.group().removesuffix("'s")}
            has_capital = not text[folded.places[word.start()][0]].islower()
            if any(family.fullmatch(form) or (has_capital and others.fullmatch(form)) for form in forms):
                return True
        return False

    def is_loosely_in(self, read: Iterable[str]) -> bool:
        """True if any of these skeletons contains the letters and digits of the passage."""
        return any(self._skeleton.search(text) for text in read)

    def loose_spans(self, read: str) -> Iterator[tuple[int, int]]:
        """Yield each place of the passage in a skeleton."""
        return (match.span() for match in self._skeleton.finditer(read))

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
        return re.compile(join_letters(each.skeleton for each in found))

    @cached_property
    def _spellings(self) -> list[Spellings]:
        before, part, after = (fold(piece).text for piece in self._pieces)
        return [
            spellings(before.lstrip()),
            spellings(part if self.has_context else part.strip()),
            spellings(after.rstrip()),
        ]


def _folded(text: str) -> str:
    return fold(text).text.strip()

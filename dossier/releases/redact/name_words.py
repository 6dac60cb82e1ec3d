"""The words of a text, with the places of their capital letters.

A word that is written together with others, as in a handle or the name of a web site, is also yielded in its pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dossier.releases.redact.base64_runs import base64_runs
from dossier.releases.redact.folding import LINK_ADDRESS, fold, is_mark

# Signs that are no letters. Some of them, such as the sign of a trade mark, would be letters in the folded text. In an
# address an underscore is a space, and Markdown reads it as a mark.
_SIGNS = re.compile(
    "[_\u00a1-\u00a9\u00ab\u00ac\u00ae-\u00b3\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u0387\u060c\u061b\u061f\u0964\u0965"
    "\u2016\u2017\u2020-\u2027\u2030\u2031\u203b-\u2043\u2045-\u205e\u2070\u2074-\u208e\u20a0-\u20cf\u2116\u2117"
    "\u2120-\u2122\u2190-\u2bff\u3001-\u3003\u3008-\u301b\u30fb\uff65\U0001f000-\U0001faff]"
)
# In a folded text. Accents follow their letters there, so a word ends at white space, digits and the punctuation of
# ASCII. It keeps its apostrophes, which are also quotation marks there.
_WORD = re.compile(r"[^\s!-&(-@\[-`{-~]+")
_BETWEEN_APOSTROPHES = re.compile("[^']+")
# A capital letter (A) after a small letter (a) begins another piece, as in QuillanBoothe.
_PIECE = re.compile("A+a*|a+")
_LEAST_PIECE = 3
# The value of an attribute, such as the address of a link.
_ATTRIBUTE = re.compile('="([^"<>]*)"')
_BETWEEN_SPACES = re.compile(r"[^\s<>\"]+")
# Addresses, handles and hashtags.
_SIGN_OF_ADDRESS = re.compile(r"[@#]|://|[0-9A-Za-z]\.[a-z]{2}")


@dataclass(frozen=True, slots=True)
class FoldedWord:
    """A folded word, with an `A` or `a` for each of its characters: `A` if it is not a small letter in the text."""

    form: str
    letters: str
    # A capital letter in an address says nothing.
    is_in_address: bool

    @property
    def has_capital(self) -> bool:
        """True if the word begins with a capital letter, or a letter of a script that has none."""
        return self.letters[0] == "A" and not self.is_in_address

    def has_inside(self, name: re.Pattern[str]) -> bool:
        """True if a part of the word is the name. Outside of addresses, a capital letter must begin that part."""
        return any(self.is_in_address or self.letters[found.start()] == "A" for found in name.finditer(self.form))


def words_in(text: str, *, is_html: bool = False) -> Iterator[FoldedWord]:
    """Yield each word of a text, and each word of the addresses in it."""
    yield from _words(text, is_html=is_html)
    for address in (_ATTRIBUTE if is_html else LINK_ADDRESS).findall(text):
        yield from _words(address, is_in_address=True)
    for written in _BETWEEN_SPACES.findall(text):
        if _SIGN_OF_ADDRESS.search(written):
            yield from _words(written, is_in_address=True)
    # What is decoded by chance has short words.
    for _, said in base64_runs(text):
        words = _words(said, is_in_address=True)
        yield from (word for word in words if len(word.form) >= _LEAST_PIECE or not word.form.isascii())


def _words(text: str, *, is_html: bool = False, is_in_address: bool = False) -> Iterator[FoldedWord]:
    folded = fold(_SIGNS.sub(" ", text), is_html=is_html)
    for found in _WORD.finditer(folded.text):
        word, letters = found.group(), ""
        for letter, (place, _) in zip(word, folded.places[found.start() : found.end()], strict=True):
            letters += letters[-1:] if letters and is_mark(letter) else "aA"[text[place] == text[place].title()]
        pieces = [piece.span() for piece in _BETWEEN_APOSTROPHES.finditer(word)]
        if len(pieces) > 1:
            together = ["".join(each[start:end] for start, end in pieces) for each in (word, letters)]
            yield FoldedWord(together[0], together[1], is_in_address)
        for start, end in pieces:
            yield FoldedWord(word[start:end], letters[start:end], is_in_address)
            for part in _PIECE.finditer(letters, start, end):
                if _LEAST_PIECE <= len(part.group()) < end - start:
                    yield FoldedWord(word[slice(*part.span())], part.group(), is_in_address)

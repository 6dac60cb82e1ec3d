"""Addresses in BibTeX values, and the words that people write around them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dossier.imports.dates import read_date

_ESCAPED = re.compile(r"\{\\([#$%&_{}~^])\}|\\([#$%&_{}~^])(?:\{\})?")
_NAMED = re.compile(r"\{?\\(textasciitilde|textless|textgreater|textunderscore|sim|_)(?![A-Za-z]) ?(?:\{\})?\}?")
_NAMES = {"textasciitilde": "~", "textless": "<", "textgreater": ">", "textunderscore": "_", "sim": "~", "_": "_"}
_COMMAND = re.compile(r"\\(?:url|nolinkurl|path|href)\s*\{([^{}]*(?:\{\\.\}[^{}]*)*)\}(?:\{[^{}]*\})?")
_SECOND = re.compile(r"(?:\s*[;,]\s*|\s+)(?=https?://)")
_ADDRESS = re.compile(r"https?://[^\s{}\[\]<>\"]+[^\s{}\[\]<>\".,;:)]")
_ACCESS = re.compile(
    r"(?:last |date )?(?:accessed|access date|retrieved|visited|viewed|checked|abgerufen|zugriff|consult[ée]e?)"
    r"(?: date)?(?:\s*(?:on|am|le|el|at|:|-))*\s*(?P<date>[\w ,./-]*[0-9][\w ,./-]*)?",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\b(?:available|online|at|from|on|url|website|web ?site|web ?page|webpage|internet|and|in|via|see|accessed)\b",
    re.IGNORECASE,
)
_MEDIUM = frozenset(
    {
        *("article", "blog", "blog post", "blogpost", "news article", "newspaper article", "online article"),
        *("press release", "preprint", "report", "tweet", "video", "youtube video", "email", "letter", "mimeo"),
        *("unpublished", "manuscript", "working paper", "pdf", "e-book", "ebook", "hardcover", "paperback", "github"),
        *("online resource", "online database", "technical report", "data set", "dataset", "software", "podcast"),
    }
)


@dataclass(frozen=True, slots=True)
class AddressNote:
    """Parts of a note about access: an address, the day of access, and the other words."""

    url: str | None
    accessed: str | None
    rest: str

    @property
    def is_medium(self) -> bool:
        """True if the other words say only in what form the document is."""
        return self.rest.casefold() in _MEDIUM


def addresses(value: str) -> list[str]:
    r"""The addresses in a value, without white space and without the TeX that some tools put into them.

    >>> addresses(r"\url{https://a.example/b{\_}c}"), addresses(r"https://a.example; https://b.example/\%20")
    (['https://a.example/b_c'], ['https://a.example', 'https://b.example/%20'])
    """
    command = _COMMAND.fullmatch(value.strip())
    text = command.group(1) if command else value
    return ["".join(part.split()) for part in _SECOND.split(without_tex(text).strip(" \t\n;,")) if part.strip()]


def without_tex(value: str) -> str:
    """The value without the backslashes and braces before characters that TeX would interpret."""
    text = value.replace("$\\sim$", "~")
    text = _NAMED.sub(lambda name: _NAMES[name[1]], text) if "\\" in text else text
    return _ESCAPED.sub(lambda char: char[1] or char[2], text)


def read_note(value: str) -> AddressNote:
    r"""The parts of a value such as `Available at \url{https://a.example} [Accessed 3 May 2021]`."""
    found: list[str] = []

    def take(match: re.Match[str]) -> str:
        found.extend(addresses(match[0]))
        return " "

    text = _COMMAND.sub(take, value[:2000])
    text = without_tex(text).replace("~", " ") if found else _ADDRESS.sub(take, without_tex(text))
    access = _ACCESS.search(text)
    accessed = None
    if access is not None:
        day = read_date(access["date"] or "")
        # The day may be in brackets of its own.
        accessed = day if day is not None and len(day) == len("2021-05-14") else None
        if accessed is not None or not access["date"]:
            text = text[: access.start()] + " " + text[access.end() :]
    rest = " ".join(text.split())
    is_bare = not re.sub(r"[\W_]+", "", _FILLER.sub(" ", rest))
    return AddressNote(found[0] if len(found) == 1 else None, accessed, "" if is_bare and len(found) < 2 else rest)


_ARXIV = re.compile(
    r"(?:arxiv:)?\s*([0-9]{4}\.[0-9]{4,5}|[a-z-]+(?:\.[A-Z]{2})?/[0-9]{7})(?:v[0-9]+)?(?:\s*\[.*\])?", re.IGNORECASE
)
_ARXIV_IN_TEXT = re.compile(r"arxiv[: ]+(?:preprint )?(?:arxiv[: ]+)?([0-9]{4}\.[0-9]{4,5})(?:v[0-9]+)?", re.IGNORECASE)


def eprint_address(number: str, archive: str) -> str | None:
    """The address of a document in an archive of preprints, or None if the archive or the number is unknown."""
    name = archive.strip().casefold()
    match = _ARXIV.fullmatch(number.strip())
    if match and (name == "arxiv" or (not name and number.strip().casefold().startswith("arxiv"))):
        return f"https://arxiv.org/abs/{match[1]}"
    if name == "jstor" and number.strip().isdecimal():
        return f"https://www.jstor.org/stable/{number.strip()}"
    return None


def arxiv_address(publication: str) -> str | None:
    """The address in a publication such as `arXiv preprint arXiv:1706.03762`, or None."""
    match = _ARXIV_IN_TEXT.search(publication)
    return f"https://arxiv.org/abs/{match[1]}" if match else None

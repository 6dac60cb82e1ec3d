"""Numbers, pages and ISBNs in BibTeX values."""

from __future__ import annotations

import re

from dossier.imports.dates import month_number
from dossier.model.code_types import is_isbn

_DASHES = re.compile("[–—-]+")
_ISBN_SEPARATOR = re.compile(r"\s*[,;/]\s*|\s+(?=97[89]|[0-9]{9})|\s*\([^)]*\)\s*")
_ISBN_WORD = re.compile(r"^ISBN(?:-1[03])?:? *", re.IGNORECASE)


def isbns(text: str) -> list[str]:
    """The numbers in a text that are ISBNs, such as those of the printed and the electronic edition.

    >>> isbns("978-0-19-928836-6 (print), 978-3-540-48054-9"), isbns("12345")
    (['978-0-19-928836-6', '978-3-540-48054-9'], [])
    """
    if is_isbn(text):
        return [text]
    parts = (_ISBN_WORD.sub("", part.strip()) for part in _ISBN_SEPARATOR.split(text))
    return [part for part in parts if is_isbn(part)]


def is_number(text: str) -> bool:
    """True if the text may be the number of a document. Some tools write the month of a report there."""
    is_month = month_number(text.split(maxsplit=1)[0]) is not None and not text[0].isdecimal()
    return not is_month and any(char.isalnum() for char in text) and not (text.isdecimal() and len(text) < 3)


def once(text: str) -> str:
    """The pages, once if the text has them twice.

    >>> once("12–12"), once("13905–13911–13905–13911"), once("3-5"), once("e12")
    ('12', '13905–13911', '3-5', 'e12')
    """
    parts = [part.strip() for part in _DASHES.split(text)]
    half = len(parts) // 2
    if len(parts) in {2, 4} and parts[:half] == parts[half:]:
        return "–".join(parts[:half])
    return text

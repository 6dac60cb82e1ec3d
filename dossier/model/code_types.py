"""Field types of codes: languages, countries, currencies, books, hashes and words."""

from __future__ import annotations

import re
from typing import Annotated

from dossier.model.field_types import ScalarType, ValueType
from dossier.model.identifiers import SLUG_PATTERN
from dossier.model.registered_codes import COUNTRIES, CURRENCIES, LANGUAGE_PATTERN, parse_language

_ISBN_PATTERN = r"^[0-9][0-9 -]{8,15}[0-9Xx]$"


def is_isbn(text: str) -> bool:
    """True for an ISBN (ISO 2108) of 10 or 13 digits with a right check digit.

    >>> is_isbn("0-19-928836-4"), is_isbn("978-0-19-928836-6"), is_isbn("978-0-19-928836-5")
    (True, True, False)
    """
    digits = re.sub(r"[ -]", "", text).upper()
    return re.fullmatch(_ISBN_PATTERN, text) is not None and len(digits) in {10, 13} and _is_checked(digits)


def _isbn(text: str) -> str:
    if not is_isbn(text):
        raise ValueError("is not an ISBN with a right check digit, such as 978-0-19-928836-6")
    return text


def _is_checked(digits: str) -> bool:
    if len(digits) == 13:
        return digits.isdigit() and sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10 == 0
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return sum(value * weight for value, weight in zip(values, range(10, 0, -1), strict=True)) % 11 == 0


def _code(pattern: str, description: str) -> ScalarType:
    """A field with a code of this pattern, such as an ISO code."""
    compiled = re.compile(pattern)

    def parse(text: str) -> str:
        if compiled.fullmatch(text) is None:
            raise ValueError(f"is not {description}")
        return text

    return ScalarType(parse, "unreadable-code", {"type": "string", "pattern": pattern}, ValueType.CODE)


# A digest of the words before a redaction would confirm a guess.
ReviewedDigest = Annotated[
    str,
    _code(r"^([0-9a-f]{64}|\[redacted\])$", "a SHA-256 of 64 hexadecimal digits in lower case, or `[redacted]`"),
]
Sha256 = Annotated[str, _code(r"^[0-9a-f]{64}$", "a SHA-256 of 64 hexadecimal digits in lower case")]
Language = Annotated[
    str, ScalarType(parse_language, "unreadable-code", {"type": "string", "pattern": LANGUAGE_PATTERN}, ValueType.CODE)
]
Isbn = Annotated[
    str, ScalarType(_isbn, "unreadable-code", {"type": "string", "pattern": _ISBN_PATTERN}, ValueType.CODE)
]
_COUNTRY = "|".join(sorted(COUNTRIES))
Country = Annotated[str, _code(rf"^({_COUNTRY}|INT)$", "the code of a country such as `GB`, or `INT`")]
BodyCountry = Annotated[str, _code(rf"^({_COUNTRY}|INT|none)$", "the code of a country such as `GB`, `INT` or `none`")]
Jurisdiction = Annotated[
    str,
    _code(rf"^({_COUNTRY})(-[A-Z0-9]{{1,3}})?$", "the code of a country such as `GB`, or of its part such as `CA-BC`"),
]
Currency = Annotated[
    str, _code(rf"^({'|'.join(sorted(CURRENCIES))})$", "the code of a currency (ISO 4217) such as `GBP`")
]
# A registrant may have parts, and older DOIs have `<` and `>` (DOI Handbook, section 2.2).
_DOI = r"^10\.[0-9]{4,9}(\.[0-9]+)*/[^\s\x22]+$"
Doi = Annotated[str, _code(_DOI, "a DOI such as 10.1000/182, without an address before it")]
# A word for a term or a folder, as identifiers of bodies are written.
Slug = Annotated[str, _code(SLUG_PATTERN, "a word of lower-case letters, digits and hyphens, such as `public-body`")]
# Words that can be part of a heading or a sentence.
Words = Annotated[
    str, _code(r"^[A-Za-z][A-Za-z0-9]*([ '-][A-Za-z0-9]+)*$", "words of letters, such as `fined company`")
]
Article = Annotated[str, _code(r"^an?$", "`a` or `an`")]
# The name of a field.
FieldName = Annotated[
    str, _code(r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", "a name of lower-case letters, digits and underscores, such as `lei`")
]
MediaType = Annotated[str, _code(r"^[a-z]+/[a-z0-9.+-]+$", "a media type such as text/html")]

"""Field types: text, identifiers, addresses and codes.

Each type has a check and a JSON Schema. A failed check is a `PydanticCustomError` whose type is the diagnostic code,
from which `reading.field_problems` makes the diagnostic.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from dossier.model.identifiers import BODIES, EXAMPLES, SLUG_PATTERN, Kind, matches, numbered_pattern

JsonSchema = dict[str, Any]


class ValueType(StrEnum):
    """A type of the values of fields, with its meaning."""

    meaning: str

    TEXT = "text", "Text, as written in the record."
    WORD = "word", "A word from the list given with the field."
    IDENTIFIER = "identifier", "The identifier of a record."
    DATE = (
        "date",
        "A date in EDTF (ISO 8601-2), as exact as is known: 2021-05-27, 2021-05 or 2020/2021; or a word.",
    )
    DAY = "day", "A day of the calendar, such as 2021-05-27; or a word."
    TIME = "time", "A date and time in UTC (ISO 8601), or the words “not known”."
    INTEGER = "integer", "A whole number."
    DECIMAL = "decimal", "A number with decimals. In JSON it is text, so that no digit is lost."
    URL = "url", "An absolute web address."
    CODE = "code", "A code from a standard, which the description names."
    MAPPING = "mapping", "A group of fields, which follow in the list."

    def __new__(cls, value: str, meaning: str) -> Self:
        """The member with this text and meaning."""
        member = str.__new__(cls, value)
        member._value_, member.meaning = value, meaning
        return member


@dataclass(frozen=True, slots=True, eq=False)
class ScalarType:
    """A field whose text is parsed to a value.

    `parse` raises ValueError, with the reason as its message, if it cannot parse the text. `code` is the code of the
    diagnostic in that case.
    """

    parse: Callable[[str], Any]
    code: str
    schema: JsonSchema
    value_type: ValueType

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The pydantic validator, which turns text into a value."""
        write = core_schema.plain_serializer_function_ser_schema(original_text, return_schema=core_schema.str_schema())
        return core_schema.no_info_plain_validator_function(self._read, serialization=write)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        """The JSON Schema of the text."""
        return dict(self.schema)

    def _read(self, value: object) -> Any:
        if not isinstance(value, str):
            raise PydanticCustomError("string_type", "text")
        try:
            return self.parse(value)
        except ValueError as error:
            raise PydanticCustomError(self.code, "{reason}", {"reason": str(error)}) from None


def original_text(value: object) -> str:
    """The text that the author wrote for a value."""
    return str(getattr(value, "text", value))


class Ref(ScalarType):
    """The identifier of another record, of any of these kinds. All kinds must have the same form of identifier."""

    __slots__ = ("kinds",)
    kinds: frozenset[Kind]

    def __init__(self, *kinds: Kind) -> None:
        own = OwnId(kinds[0])
        super().__init__(own.parse, own.code, own.schema, own.value_type)
        object.__setattr__(self, "kinds", frozenset(kinds))


class OwnId(ScalarType):
    """The identifier of the record itself."""

    __slots__ = ()

    def __init__(self, kind: Kind) -> None:
        pattern = SLUG_PATTERN if kind in BODIES else numbered_pattern(kind)

        def parse(text: str) -> str:
            if not matches(text, kind):
                raise ValueError(f"is not the identifier of {kind.phrase}, such as {EXAMPLES[kind]}")
            return text

        schema = {"type": "string", "pattern": pattern, "maxLength": 64, "examples": [EXAMPLES[kind]]}
        super().__init__(parse, "unreadable-identifier", schema, ValueType.IDENTIFIER)


ClaimRef = Annotated[str, Ref(Kind.CLAIM)]
SourceRef = Annotated[str, Ref(Kind.SOURCE)]
FocusRef = Annotated[str, Ref(Kind.FOCUS)]
OrganisationRef = Annotated[str, Ref(Kind.ORGANISATION)]
BodyRef = Annotated[str, Ref(Kind.ORGANISATION, Kind.FOCUS)]
ProceedingRef = Annotated[str, Ref(Kind.PROCEEDING)]


# Text with at least one visible character.
Text = Annotated[str, StringConstraints(pattern=r"\S")]
# Text on a single line, without white space around it.
Line = Annotated[str, StringConstraints(pattern=r"^\S([^\n]*\S)?$")]


class Markdown:
    """A marker for Markdown text. All other text is plain."""


Note = Annotated[str, StringConstraints(pattern=r"\S"), Markdown()]


# No white space, quotation marks, brackets or backslashes: a browser would rewrite them, or a sentence include them.
# The quotation mark is `\x22`, because a backslash cannot escape it in ECMAScript and JSON Schema.
URL_PATTERN = r"^https?://[^\s/?#@\\<>\x22'`{}|^\[\]:]+(:[0-9]{1,5})?([/?#][^\s\\<>\x22`{}|^]*)?$"
_URL = re.compile(URL_PATTERN)
# Underscores are not allowed in the names of computers, but in names of the domain name system, and browsers open them.
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))+")
# Browsers read a host whose last part is a number as an IPv4 address (WHATWG URL, "ends in a number").
_NUMBER_AT_END = re.compile(r".*\.([0-9]+|0x[0-9a-f]*)")
_MARKDOWN_LINK = re.compile(r"\[[^\]]*\]\(\s*https?://|<https?://[^>]*>")
# Invisible characters that IDNA drops or that browsers treat differently.
_INVISIBLE = re.compile("[\u061c\u200c-\u200f\ufe00-\ufe0f]")


def _url(text: str) -> str:
    if _MARKDOWN_LINK.search(text):
        raise ValueError("is a Markdown link")
    if text.startswith("http") and re.search(r"\S\s+\S", text):
        raise ValueError("has a space in it")
    if _URL.fullmatch(text) is None:
        raise ValueError("is not an absolute http or https address")
    try:
        parts = urlsplit(text)
        name, port = parts.hostname or "", parts.port
        host = name.encode("idna").decode("ascii").lower()
    except ValueError:  # includes UnicodeError, for labels that IDNA refuses
        raise ValueError("has a host or port that no browser can read") from None
    if _INVISIBLE.search(name):
        raise ValueError("has an invisible character in its host")
    if _HOST.fullmatch(host) is None or _NUMBER_AT_END.fullmatch(host) or port == 0:
        raise ValueError("has a host that is not a public domain name")
    return text


Url = Annotated[str, ScalarType(_url, "unreadable-url", {"type": "string", "pattern": URL_PATTERN}, ValueType.URL)]

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


Sha256 = Annotated[str, _code(r"^[0-9a-f]{64}$", "a SHA-256 of 64 hexadecimal digits in lower case")]
# RFC 5646 in its usual spelling: language, script, region, variants, extensions and private use.
_LANGUAGE_PATTERN = (
    r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(-[0-9a-wy-z](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?$"
)
Language = Annotated[str, _code(_LANGUAGE_PATTERN, "a language tag (BCP 47) such as `en` or `pt-BR`")]
Isbn = Annotated[
    str, ScalarType(_isbn, "unreadable-code", {"type": "string", "pattern": _ISBN_PATTERN}, ValueType.CODE)
]
Country = Annotated[str, _code(r"^([A-Z]{2}|INT)$", "a country code (ISO 3166) such as `GB`, or `INT`")]
BodyCountry = Annotated[
    str, _code(r"^([A-Z]{2}|INT|none)$", "a country code (ISO 3166) such as `GB`, `INT`, or `none`")
]
Jurisdiction = Annotated[
    str, _code(r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$", "a jurisdiction (ISO 3166) such as `GB` or `CA-BC`")
]
Currency = Annotated[str, _code(r"^[A-Z]{3}$", "a currency code (ISO 4217) such as `GBP`")]
Doi = Annotated[str, _code(r"^10\.[0-9]{4,9}/[^\s<>\x22]+$", "a DOI such as 10.1000/182, without an address before it")]
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

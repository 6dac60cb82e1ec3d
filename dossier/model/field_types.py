"""Field types: text, identifiers and addresses.

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
    DECIMAL = (
        "decimal",
        "A number of at most 15 digits, some of them decimals. In JSON it is text, so that no zero is lost.",
    )
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

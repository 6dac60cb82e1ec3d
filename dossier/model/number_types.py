"""Field types of numbers: counts, amounts of money, degrees and other numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated

from dossier.model.field_types import JsonSchema, ScalarType, ValueType

_COUNT_PATTERN = r"^(0|[1-9][0-9]{0,14})$"
_AMOUNT_PATTERN = r"^(0|[1-9][0-9]{0,14})(\.[0-9]{2})?$"


def _number(pattern: str, type_: str) -> JsonSchema:
    """The schema of a number of this type. In quotation marks, a number is text with the same meaning."""
    # As a binary fraction, the largest amount with two decimals is rounded up to the next whole number.
    largest = 999_999_999_999_999 if type_ == "integer" else 1_000_000_000_000_000
    number: JsonSchema = {"type": type_, "minimum": 0, "maximum": largest}
    return {"anyOf": [number, {"type": "string", "pattern": pattern}]}


def _count(text: str) -> int:
    if re.fullmatch(_COUNT_PATTERN, text) is None:
        raise ValueError("is not a whole number such as 5764")
    return int(text)


def _amount(text: str) -> Decimal:
    if re.fullmatch(_AMOUNT_PATTERN, text) is None:
        raise ValueError("is not an amount such as 7552800 or 7552800.50")
    return Decimal(text)


Count = Annotated[int, ScalarType(_count, "unreadable-number", _number(_COUNT_PATTERN, "integer"), ValueType.INTEGER)]
Amount = Annotated[
    Decimal, ScalarType(_amount, "unreadable-number", _number(_AMOUNT_PATTERN, "number"), ValueType.DECIMAL)
]

_DEGREES_PATTERN = r"^-?(0|[1-9][0-9]{0,2})(\.[0-9]{1,6})?$"
_NUMBER_PATTERN = r"^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?$"


def _signed_number(pattern: str, most: int) -> JsonSchema:
    number: JsonSchema = {"type": "number", "minimum": -most, "maximum": most}
    return {"anyOf": [number, {"type": "string", "pattern": pattern}]}


def _degrees(text: str) -> Decimal:
    if re.fullmatch(_DEGREES_PATTERN, text) is None:
        raise ValueError("is not a number of degrees such as 51.507222 or -0.1275")
    if abs(Decimal(text)) > 180:
        raise ValueError("is more than 180 degrees")
    return Decimal(text)


def _any_number(text: str) -> Decimal:
    if re.fullmatch(_NUMBER_PATTERN, text) is None:
        raise ValueError("is not a number such as 721 or 0.5")
    return Decimal(text)


# A number with a sign and up to six decimals, which is a tenth of a metre.
Degrees = Annotated[
    Decimal, ScalarType(_degrees, "unreadable-number", _signed_number(_DEGREES_PATTERN, 180), ValueType.DECIMAL)
]
Number = Annotated[
    Decimal, ScalarType(_any_number, "unreadable-number", _signed_number(_NUMBER_PATTERN, 10**15), ValueType.DECIMAL)
]

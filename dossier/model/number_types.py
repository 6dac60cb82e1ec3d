"""Field types of numbers: counts, amounts of money, degrees and other numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated

from dossier.model.field_types import JsonSchema, ScalarType, ValueType

# A binary fraction (IEEE 754, double) holds 15 decimal digits. Databases and programs that read JSON or YAML use it.
_MOST_DIGITS = 15
_LARGEST = 10**_MOST_DIGITS - 1
_LONG_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def _digits(*decimals: int) -> str:
    """The pattern of a number without a sign that has none or any of these numbers of decimals."""
    whole = rf"(0|[1-9][0-9]{{0,{_MOST_DIGITS - 1}}})"
    return "|".join([whole, *(rf"(0|[1-9][0-9]{{0,{_MOST_DIGITS - 1 - n}}})\.[0-9]{{{n}}}" for n in decimals)])


_COUNT_PATTERN = rf"^{_digits()}$"
_AMOUNT_PATTERN = rf"^({_digits(2)})$"


def _number(pattern: str, type_: str) -> JsonSchema:
    """The schema of a number of this type. In quotation marks, a number is text with the same meaning."""
    number: JsonSchema = {"type": type_, "minimum": 0, "maximum": _LARGEST}
    return {"anyOf": [number, {"type": "string", "pattern": pattern}]}


def _refuse_long(text: str) -> None:
    if sum(map(str.isdigit, text)) > _MOST_DIGITS and _LONG_NUMBER.fullmatch(text):
        raise ValueError(f"has more than {_MOST_DIGITS} digits, and other programs would round it")


def _count(text: str) -> int:
    _refuse_long(text)
    if re.fullmatch(_COUNT_PATTERN, text) is None:
        raise ValueError("is not a whole number such as 5764")
    return int(text)


def _amount(text: str) -> Decimal:
    _refuse_long(text)
    if re.fullmatch(_AMOUNT_PATTERN, text) is None:
        raise ValueError("is not an amount such as 7552800 or 7552800.50")
    return Decimal(text)


Count = Annotated[int, ScalarType(_count, "unreadable-number", _number(_COUNT_PATTERN, "integer"), ValueType.INTEGER)]
Amount = Annotated[
    Decimal, ScalarType(_amount, "unreadable-number", _number(_AMOUNT_PATTERN, "number"), ValueType.DECIMAL)
]

_DEGREES_PATTERN = r"^-?(0|[1-9][0-9]{0,2})(\.[0-9]{1,6})?$"
_NUMBER_PATTERN = rf"^-?({_digits(1, 2, 3, 4, 5, 6)})$"


def _signed_number(pattern: str, most: int) -> JsonSchema:
    number: JsonSchema = {"type": "number", "minimum": -most, "maximum": most}
    return {"anyOf": [number, {"type": "string", "pattern": pattern}]}


def _without_negative_zero(text: str) -> Decimal:
    """The number of a text. Minus zero is zero, as a page prints it.

    >>> _without_negative_zero("-0.0"), _without_negative_zero("-0.5")
    (Decimal('0.0'), Decimal('-0.5'))
    """
    return abs(Decimal(text)) if Decimal(text) == 0 else Decimal(text)


def _degrees(text: str) -> Decimal:
    if re.fullmatch(_DEGREES_PATTERN, text) is None:
        raise ValueError("is not a number of degrees such as 51.507222 or -0.1275")
    if abs(Decimal(text)) > 180:
        raise ValueError("is more than 180 degrees")
    return _without_negative_zero(text)


def _any_number(text: str) -> Decimal:
    _refuse_long(text)
    if re.fullmatch(_NUMBER_PATTERN, text) is None:
        raise ValueError("is not a number such as 721 or 0.5")
    return _without_negative_zero(text)


# A number with a sign and up to six decimals, which is a tenth of a metre.
Degrees = Annotated[
    Decimal, ScalarType(_degrees, "unreadable-number", _signed_number(_DEGREES_PATTERN, 180), ValueType.DECIMAL)
]
Number = Annotated[
    Decimal, ScalarType(_any_number, "unreadable-number", _signed_number(_NUMBER_PATTERN, _LARGEST), ValueType.DECIMAL)
]

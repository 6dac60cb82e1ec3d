"""Field types of dates: days, periods, moments, and missing dates."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

from dossier.model.dates import EDTF_PATTERN, PARTIAL_PATTERN, Edtf, PartialDate
from dossier.model.field_types import JsonSchema, ScalarType, ValueType
from dossier.model.vocabulary import Undated


def _date(parse: Callable[[str], Any], pattern: str, *words: str) -> ScalarType:
    """A date field that also accepts these words, and a plain year, which YAML tools read as a number."""
    string: JsonSchema = {"type": "string", "pattern": pattern}
    year: JsonSchema = {"type": "integer", "minimum": 1000, "maximum": 9999}
    return ScalarType(
        parse, "unreadable-date", {"anyOf": [string, year, *({"const": word} for word in words)]}, ValueType.DATE
    )


def _exact_day(text: str) -> PartialDate:
    if re.fullmatch(_DAY_PATTERN, text) is None:
        raise ValueError("is not a full date such as 2026-11-23")
    return PartialDate.parse(text)


def _day_or_withheld(text: str) -> PartialDate | Undated:
    return Undated.WITHHELD if text == Undated.WITHHELD else _exact_day(text)


def _issued(text: str) -> PartialDate | Undated:
    return Undated(text) if text in {Undated.UNDATED, Undated.NOT_SEEN} else PartialDate.parse(text)


def _edtf_or_undated(text: str) -> Edtf | Undated:
    return Undated.UNDATED if text == Undated.UNDATED else Edtf.parse(text)


_DAY_PATTERN = r"^[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_DAY_SCHEMA: JsonSchema = {"type": "string", "pattern": _DAY_PATTERN, "examples": ["2026-11-23"]}

Day = Annotated[PartialDate, ScalarType(_exact_day, "unreadable-date", _DAY_SCHEMA, ValueType.DAY)]
DayOrWithheld = Annotated[
    PartialDate | Undated,
    ScalarType(_day_or_withheld, "unreadable-date", {"anyOf": [_DAY_SCHEMA, {"const": "withheld"}]}, ValueType.DAY),
]
Period = Annotated[Edtf, _date(Edtf.parse, EDTF_PATTERN)]
PeriodOrUndated = Annotated[Edtf | Undated, _date(_edtf_or_undated, EDTF_PATTERN, "undated")]
Issued = Annotated[PartialDate | Undated, _date(_issued, PARTIAL_PATTERN, "undated", "not-seen")]


@dataclass(frozen=True, slots=True)
class Instant:
    """A time in UTC, to the second or more exactly. `moment` is None if it is not known."""

    text: str
    moment: datetime | None


_INSTANT_PATTERN = r"^([1-9][0-9]{3}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?Z|not known)$"
_INSTANT_SCHEMA: JsonSchema = {
    "type": "string",
    "pattern": _INSTANT_PATTERN,
    "examples": ["2026-11-23T09:30:00Z", "not known"],
}


def _instant(text: str) -> Instant:
    if text == "not known":
        return Instant(text, None)
    if re.fullmatch(_INSTANT_PATTERN, text) is None:
        raise ValueError("is neither a time in UTC such as 2026-11-23T09:30:00Z nor `not known`")
    try:
        return Instant(text, datetime.fromisoformat(text).astimezone(UTC))
    except ValueError:
        raise ValueError("is not a possible date and time") from None


Time = Annotated[Instant, ScalarType(_instant, "unreadable-date", _INSTANT_SCHEMA, ValueType.TIME)]

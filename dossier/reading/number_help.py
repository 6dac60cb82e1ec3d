"""Numbers and degrees from the other ways in which people write them."""

from __future__ import annotations

import re
from decimal import Decimal

_DECIMAL = r"[0-9]{1,3}(?:[.,][0-9]+)?"
_DEGREES = re.compile(
    rf"(?P<before>[NSEW])? *(?P<sign>[-+−–])? *(?P<degrees>{_DECIMAL}) *(?:[°º]|degrees)? *"
    rf"(?:(?P<minutes>{_DECIMAL}) *['′’] *(?:(?P<seconds>{_DECIMAL}) *(?:[\"″”]|''|′′) *)?)?"
    r"(?P<after>north|south|east|west|[NSEW])?",
    re.IGNORECASE,
)
# Thousands with the same mark between them, and decimals after another mark.
_GROUPS = re.compile(
    r"(-?)([1-9][0-9]{0,2}(?:([ ,.'’\u00a0\u202f])[0-9]{3})(?:\3[0-9]{3})*)(?:(?!\3)[.,]([0-9]{1,2}))?"
)
_WITH_COMMA = re.compile(r"(-?(?:0|[1-9][0-9]*)),([0-9]{1,2})")
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_CURRENCY = re.compile(r"^(?:[£$€] *|[A-Z]{3} +)|(?: *[£$€]| +[A-Z]{3})$")


def degrees_meant(text: str) -> str | None:
    """The decimal degrees that the text most likely means, or None.

    >>> degrees_meant("51,5"), degrees_meant("51°30'N"), degrees_meant("0° 7′ 39″ W"), degrees_meant("51.50735091")
    ('51.5', '51.5', '-0.1275', '51.507351')
    """
    found = _DEGREES.fullmatch(text.strip())
    if found is None:
        return None
    degrees, minutes, seconds = (
        Decimal((found[part] or "0").replace(",", ".")) for part in ("degrees", "minutes", "seconds")
    )
    is_negative = found["sign"] in {"-", "−", "–"} or (found["before"] or found["after"] or "").upper()[:1] in {
        "S",
        "W",
    }
    # A second of arc is a few ten-thousandths of a degree. Six decimals are a tenth of a metre.
    value = round(degrees + minutes / 60 + seconds / 3600, 6 if found["minutes"] is None else 4)
    if value > 180 or minutes >= 60 or seconds >= 60:
        return None
    plain = f"{value:f}"
    shortest = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return f"-{shortest}" if is_negative and value else shortest


def number_meant(text: str) -> str | None:
    """The number that the text most likely means, with a point before its decimals, or None.

    In "1,234", the comma can mean thousands or decimals.

    >>> number_meant("£7,552,800"), number_meant("0,5"), number_meant("7.552.800,5"), number_meant("1,234")
    ('7552800', '0.5', '7552800.5', None)
    """
    bare = _CURRENCY.sub("", text.strip())
    groups = _GROUPS.fullmatch(bare)
    if groups is not None:
        sign, whole, mark, decimals = groups.groups()
        is_ambiguous = mark in {",", "."} and whole.count(mark) == 1 and decimals is None
        return None if is_ambiguous else f"{sign}{whole.replace(mark, '')}{f'.{decimals}' if decimals else ''}"
    bare = _WITH_COMMA.sub(r"\1.\2", bare) if _WITH_COMMA.fullmatch(bare) else bare
    return bare if _PLAIN.fullmatch(bare) else None


def amount_meant(text: str) -> str | None:
    """The amount of money that the text most likely means, with two decimals or none, or None.

    >>> amount_meant("€ 7.552.800"), amount_meant("12,5"), amount_meant("-3")
    ('7552800', '12.50', None)
    """
    number = number_meant(text)
    if number is None or number.startswith("-"):
        return None
    whole, point, decimals = number.partition(".")
    return f"{whole}{point}{decimals:0<2}" if point and len(decimals) <= 2 else number if not point else None


def whole_number_meant(text: str) -> str | None:
    """The whole number that the text most likely means, or None.

    >>> whole_number_meant("5,764"), whole_number_meant("5.5")
    ('5764', None)
    """
    groups = _GROUPS.fullmatch(text.strip())
    if groups is None or groups[1] or groups[4]:
        return None
    return groups[2].replace(groups[3], "")

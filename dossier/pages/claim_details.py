"""Text of the places, numbers, grades and reply of a claim."""

from __future__ import annotations

from decimal import Decimal

from dossier.model.claim import Grading, Place, Quantity, Reply
from dossier.pages.content import Aside, Prose, Text, Words
from dossier.pages.group_links import country_link
from dossier.pages.parts import Citations


def place_text(place: Place) -> Text:
    """A place with its country, its coordinates, and how exactly it is known."""
    text: Text = (Prose(place.name), Words(", "), country_link(place.country))
    details = []
    if place.latitude is not None and place.longitude is not None:
        details.append(f"{_degrees(place.latitude, 'NS')}, {_degrees(place.longitude, 'EW')}")
    if place.precision is not None:
        details.append(place.precision.label)
    return (*text, Words(" "), Aside((Words("; ".join(details)),))) if details else text


def _degrees(value: Decimal, directions: str) -> str:
    """Degrees with their direction, which the equator and the meridian of Greenwich do not have.

    >>> _degrees(Decimal("-0.1275"), "EW"), _degrees(Decimal("0.0"), "NS")
    ('0.1275° W', '0.0°')
    """
    return f"{abs(value)}° {directions[value < 0]}" if value else f"{value}°"


def quantity_text(quantity: Quantity) -> Text:
    """A number with what was counted, such as "6 to 8 people injured", or with its unit, such as "Range: 5 km"."""
    number = _range(quantity)
    if quantity.unit is None:
        return (Words(f"{number} "), Prose(quantity.of))
    return (Prose(quantity.of), Words(f": {number} "), Prose(quantity.unit))


def _range(quantity: Quantity) -> str:
    match quantity.value, quantity.at_least, quantity.at_most:
        case Decimal() as value, _, _:
            return f"{value:,}"
        case _, Decimal() as low, Decimal() as high:
            return f"{low:,}" if low == high else f"{low:,} to {high:,}"
        case _, Decimal() as low, _:
            return f"at least {low:,}"
        case _, _, Decimal() as high:
            return f"at most {high:,}"
    raise AssertionError(quantity)


def grading_text(grading: Grading, citations: Citations) -> Text:
    """The grade in quotation marks after the name of its scheme, with a mark for its source."""
    mark = () if grading.source is None else (citations.mark(grading.source),)
    return (Prose(grading.scheme), Words(": “"), Prose(grading.grade), Words("”"), *mark)


def reply_text(reply: Reply) -> Text:
    """The status of the reply, whom and when the dossier asked, the reason, and the reply."""
    text: Text = (Words(f"{reply.status.label}."),)
    if reply.asked_of is not None or reply.asked_on is not None:
        text += (Words(" Asked"),)
        text += () if reply.asked_of is None else (Words(": "), Prose(reply.asked_of), Words(","))
        text += () if reply.asked_on is None else (Words(f" on {reply.asked_on}"),)
        text += (Words("."),)
    if reply.due is not None:
        text += (Words(f" Asked to answer by {reply.due}."),)
    if reply.reason is not None:
        text += (Words(" "), Prose(reply.reason))
    if reply.text is not None:
        text += (Words(" The reply: "), Prose(reply.text))
    return text

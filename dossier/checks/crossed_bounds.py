"""Bounds of numbers do not cross, and exact numbers have none.

Why it matters
    A reader of "8 to 6 people injured" cannot know which number is wrong, and will trust neither.

Reported
    quantities:
      - of: people injured
        at_least: 8
        at_most: 6

Instead
    Look the numbers up and put the lower number in `at_least`. If the number is known exactly, give only `value`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Claim
from dossier.reading.dossier import Dossier, Entry

CODE = "crossed-bounds"
SEVERITY = Severity.ERROR
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each range whose bounds cross, and for each exact number that also has a bound."""
    for entry in dossier.live_claims():
        for number in range(len(entry.record.quantities)):
            yield from _problems(entry, number)


def _problems(entry: Entry[Claim], number: int) -> Iterator[Diagnostic]:
    quantity = entry.record.quantities[number]
    low, high = quantity.at_least, quantity.at_most
    if quantity.value is not None:
        for name, bound in (("at_least", low), ("at_most", high)):
            if bound is not None:
                message = f"`{name}` is {bound}, although `value` gives the exact number {quantity.value}"
                label = Label(entry.at("quantities", number, "value"), "the exact number")
                help_ = "give either the exact number or its bounds"
                yield Diagnostic(CODE, message, entry.at("quantities", number, name), help_, SEVERITY, (label,))
    elif low is not None and high is not None and low > high:
        label = Label(entry.at("quantities", number, "at_most"), "the highest number")
        message = f"`at_least` is {low}, more than `at_most`, which is {high}"
        help_ = "look both numbers up, and correct the wrong number"
        yield Diagnostic(CODE, message, entry.at("quantities", number, "at_least"), help_, SEVERITY, (label,))

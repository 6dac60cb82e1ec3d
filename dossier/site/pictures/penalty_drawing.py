"""The drawing of penalties: for each currency, a bar for each sum."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.model.vocabulary import PaymentState
from dossier.pages.pictures.penalty_picture import Bar, PenaltyDrawing
from dossier.site.pictures.svg import LINE, PHONE, Svg, link_at, text_at, wrapped

_BAR = 12
# The length of the bar of the only sum in its currency.
_ALONE = 24
_GAP = 12


def draw_penalties(drawing: PenaltyDrawing, base: str) -> Svg:
    """The sums of each currency below its code. A bar that no other can be compared with is short."""
    found, y = "", 0
    for currency, bars in drawing.panels:
        found += text_at(0, y + LINE, (currency,), "d-strong")
        y += LINE + _GAP
        for bar, length in zip(bars, _lengths(bars), strict=True):
            drawn, y = _bar(bar, y, base, length)
            found += drawn
        y += _GAP
    return Svg(found, y, has_links=True)


def _lengths(bars: Sequence[Bar]) -> list[int]:
    """The length of each bar in its currency. The longest leaves room for its edge."""
    largest = max(bar.amount for bar in bars)
    if len(bars) == 1 or not largest:
        return [_ALONE] * len(bars)
    return [max(2, round(bar.amount * (PHONE - 2) / largest)) for bar in bars]


def _bar(bar: Bar, top: int, base: str, length: int) -> tuple[str, int]:
    """The words and the bar of a sum, and the place of what comes below."""
    name = ": ".join(filter(None, (bar.country, bar.forum)))
    lines = wrapped(f"{name}, {bar.day}", PHONE, lines=4)
    found = link_at(f"{base}{bar.decision.page}", top + LINE, lines, 0, language=None)
    y = top + LINE * len(lines) + 8
    style = "d-solid" if bar.is_valid else "d-ring d-broken" if bar.is_undone else "d-ring"
    found += f'<rect class="{style}" x="1" y="{y}" width="{length}" height="{_BAR}"/>'
    y += _BAR
    withdrawn = "; record withdrawn" if bar.decision.is_withdrawn else ""
    words = wrapped(f"{bar.words}; {bar.state.lower()}; {bar.validity.label.lower()}{withdrawn}", PHONE, lines=3)
    found += text_at(0, y + LINE, words)
    y += LINE * len(words)
    mark = _paid(bar.payment, y + LINE - 10)
    left = 18 if mark else 0
    payment = wrapped(bar.payment_words, PHONE - left, lines=3)
    found += mark + text_at(left, y + LINE, payment)
    return found, y + LINE * len(payment) + _GAP


def _paid(payment: PaymentState | None, top: int) -> str:
    """A square that is as full as the sum was paid. Empty if that is not known."""
    edge = f'<rect class="d-ring" x="1" y="{top}" width="10" height="10"/>'
    match payment:
        case PaymentState.PAID:
            return f'<rect class="d-solid" x="1" y="{top}" width="10" height="10"/>'
        case PaymentState.PART:
            return f'{edge}<rect class="d-solid" x="1" y="{top}" width="5" height="10"/>'
        case PaymentState.UNPAID:
            return edge
    return ""

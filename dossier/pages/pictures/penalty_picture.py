"""The picture of penalties: a bar for each sum, by currency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dossier.model.labels import country
from dossier.model.vocabulary import PaymentState, Validity
from dossier.pages.content import NOT_RECORDED, Badge, RecordLink, Words
from dossier.pages.group_links import COUNTRY
from dossier.pages.lists import Cell, Column, RecordList, Row, country_cell, links_cell, words_cell
from dossier.pages.penalties import PenaltyRow
from dossier.pages.pictures.picture import Drawing, Picture

# More bars would not be a picture any more.
MOST_BARS = 40
_SHAPES = (
    ({Validity.YES}, "a filled bar: in force"),
    ({Validity.UNDER_APPEAL, Validity.NOT_KNOWN}, "an empty bar: being challenged, or not known if in force"),
    ({Validity.NO}, "a bar with a broken edge: not in force"),
)
_PAID = (
    (PaymentState.PAID, "a filled square: said to be paid"),
    (PaymentState.PART, "a half-filled square: said to be partly paid"),
    (PaymentState.UNPAID, "an empty square: said to be unpaid"),
)
_COLUMNS = (
    Column("sum", "Sum"),
    Column("country", COUNTRY),
    Column("authority", "Authority"),
    Column("date", "Date"),
    Column("state", "State"),
    Column("validity", "In force"),
    Column("payment", "Payment"),
    Column("decision", "Decision"),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """A sum with its country, its decision and what became of it."""

    currency: str
    amount: Decimal
    # The amount with its currency, as the list of penalties prints it.
    words: str
    country: str
    decision: RecordLink
    forum: str
    day: str
    state: str
    validity: Validity
    # None if nothing is recorded of its payment.
    payment: PaymentState | None
    # How much was paid, with the standing of the claim that says so.
    payment_words: str

    @property
    def is_valid(self) -> bool:
        """True if it is known to be in force."""
        return self.validity is Validity.YES and not self.decision.is_withdrawn

    @property
    def is_undone(self) -> bool:
        """True if it is not in force, or its record was withdrawn."""
        return self.validity is Validity.NO or self.decision.is_withdrawn


@dataclass(frozen=True, slots=True)
class PenaltyDrawing(Drawing):
    """The sums, those in the same currency together. Sums in different currencies have no common scale."""

    panels: tuple[tuple[str, tuple[Bar, ...]], ...]

    @property
    def records(self) -> tuple[str, ...]:
        """The identifiers of the decisions."""
        return tuple(bar.decision.identifier for _, bars in self.panels for bar in bars)


def penalty_picture(rows: Sequence[PenaltyRow]) -> Picture | None:
    """The picture of these penalties, oldest first, or None without any. Of many, it has the newest and says so."""
    if not rows:
        return None
    newest = rows[-MOST_BARS:]
    panels = tuple(_panels([_bar(row) for row in newest]))
    currencies = f"{len(panels)} {'currency' if len(panels) == 1 else 'currencies'}"
    return Picture(
        "sums",
        "Penalties by currency and country",
        f"{len(newest):,} {'sum' if len(newest) == 1 else 'sums'} in {currencies}, each with its state and payment.",
        _caption(newest, len(rows)),
        PenaltyDrawing(panels),
        RecordList("sums", ("penalty", "penalties"), _COLUMNS, (), rows=tuple(map(_table_row, newest))),
        is_next_to_text=True,
    )


def _bar(row: PenaltyRow) -> Bar:
    return Bar(
        currency=row.penalty.currency,
        amount=row.penalty.amount,
        words=row.amount,
        country=f"{COUNTRY} not recorded" if row.country_code is None else country(row.country_code),
        decision=row.step.proceeding,
        forum="" if row.forum is None else row.forum.text,
        day=row.step.decided,
        state=row.state,
        validity=row.validity,
        payment=row.payment_state,
        payment_words=_payment_words(row),
    )


def _payment_words(row: PenaltyRow) -> str:
    """How much was paid, and the standing of the claim that says so."""
    if row.penalty.paid is None:
        return f"Payment: {NOT_RECORDED.lower()}"
    standings = [f" ({piece.label.lower()})" for piece in row.payment if isinstance(piece, Badge)]
    return "".join((row.penalty.paid.state.label, *standings))


def _panels(bars: Sequence[Bar]) -> Iterator[tuple[str, tuple[Bar, ...]]]:
    """Yield each currency with its sums by country, the currency with most of them first."""
    counts = Counter(bar.currency for bar in bars)
    for currency in sorted(counts, key=lambda each: (-counts[each], each)):
        own = (bar for bar in bars if bar.currency == currency)
        yield currency, tuple(sorted(own, key=lambda bar: bar.country))


def _caption(rows: Sequence[PenaltyRow], every: int) -> str:
    validities = {row.validity for row in rows}
    payments = {row.payment_state for row in rows}
    shapes = [words for terms, words in _SHAPES if terms & validities]
    shapes += [words for state, words in _PAID if state in payments]
    found = "; ".join(shapes)
    words = [f"{found[:1].upper()}{found[1:]}."]
    if any(row.step.proceeding.is_withdrawn for row in rows):
        words.append("The sum of a withdrawn record has a broken edge, too.")
    if len(rows) > 1:
        words.append(
            "Compare bars within a currency only: the longest is its largest sum, and the only sum in a currency has a "
            "short bar."
        )
    words.append("No sum was converted into another currency.")
    if len(rows) < every:
        words.append(f"These are the newest {len(rows):,} of {every:,} penalties. The list below has all.")
    return " ".join(words)


def _table_row(row: PenaltyRow) -> Row:
    cells = (
        Cell((Words(row.amount),), is_undone=row.is_annulled),
        country_cell(row.country_code, NOT_RECORDED),
        links_cell([] if row.forum is None else [row.forum]),
        words_cell(row.step.decided),
        words_cell(row.state),
        words_cell(row.validity.label),
        Cell(row.payment or (Words(NOT_RECORDED),)),
        links_cell([row.step.proceeding]),
    )
    return Row(row.step.proceeding.identifier, cells, {})

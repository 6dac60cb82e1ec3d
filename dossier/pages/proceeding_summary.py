"""One line about a proceeding, which every page that names it prints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dossier.cite.dates_and_addresses import DATE_NOT_RECORDED
from dossier.model import Proceeding
from dossier.model.proceeding import Conversion, HistoryEntry, Penalty
from dossier.model.vocabulary import PenaltyState, Relation, TitleBasis
from dossier.pages.content import (
    Aside,
    Badge,
    Emphasis,
    LivingOnly,
    Prose,
    RecordLink,
    Text,
    Words,
)
from dossier.pages.parts import (
    record_link,
)
from dossier.reading.dossier import Dossier


@dataclass(frozen=True, slots=True)
class ProceedingSummary:
    """The kind, forum, date and current status of a proceeding, and later proceedings."""

    proceeding: RecordLink
    kind: str
    forum: RecordLink | None
    decided: str
    sort_key: tuple[date, str]
    status: Badge
    neutral_citation: str | None
    case_number: str | None
    penalties: tuple[str, ...]
    history: tuple[HistoryEntry, ...]
    # The entry of its history that says that it was reversed, the decision that reversed it, and the decision that
    # reversed the reversal.
    reversal: HistoryEntry | None
    reversed_by: RecordLink | None
    undone_by: RecordLink | None

    @property
    def is_reversed(self) -> bool:
        """True if the whole of it was reversed and the reversal was not itself reversed."""
        return self.reversal is not None and self.undone_by is None and not self.reversal.is_partial


def summarise(dossier: Dossier, name: str) -> ProceedingSummary:
    """The summary of a proceeding, which has only an identifier if the record could not be read."""
    proceeding = dossier.proceeding(name)
    if proceeding is None:
        link = record_link(dossier, name)
        nothing = (None, None, (), (), None, None, None)
        return ProceedingSummary(link, "", None, "", (date.max, name), Badge("", ""), *nothing)
    reversal = reversal_of(dossier, name)
    undone = None if reversal is None else reversed_by(dossier, reversal.proceeding)
    when = proceeding.decided or proceeding.published or proceeding.opened
    decided = DATE_NOT_RECORDED
    if proceeding.decided is not None:
        decided = f"decided {proceeding.decided}"
    elif proceeding.opened is not None:
        decided = f"opened {proceeding.opened}"
    return ProceedingSummary(
        proceeding=record_link(dossier, name),
        kind=proceeding.kind.label,
        forum=record_link(dossier, proceeding.forum, is_resolved=False),
        decided=decided,
        sort_key=(date.max if when is None else when.sort_key[0], name),
        status=Badge(proceeding.status.label, f"status-{proceeding.status.value}"),
        neutral_citation=proceeding.neutral_citation,
        case_number=proceeding.case_number,
        penalties=tuple(_penalty_words(penalty) for penalty in proceeding.penalties),
        history=proceeding.history,
        reversal=reversal,
        reversed_by=None if reversal is None else record_link(dossier, reversal.proceeding, is_resolved=False),
        undone_by=None if undone is None else record_link(dossier, undone, is_resolved=False),
    )


def summary_text(summary: ProceedingSummary, *, with_penalty: bool = True) -> Text:
    """The line about a proceeding, without what later proceedings did to it.

    A frozen page prints only what `record.json` holds of a proceeding that it names. It leaves out the kind of step,
    the case number and the penalty, and its only date is that of the decision.
    """
    before: Text = () if summary.forum is None else (Words(" · "), summary.forum)
    decided = Words(f" · {summary.decided}")
    is_decided = summary.decided.startswith("decided")
    details: Text = (
        LivingOnly((Words(summary.kind),)),
        *before,
        decided if is_decided else LivingOnly((decided,)),
    )
    if summary.neutral_citation is not None:
        details += (Words(" · "), Prose(summary.neutral_citation))
    elif summary.case_number is not None:
        details += (LivingOnly((Words(" · "), Prose(summary.case_number))),)
    if with_penalty and summary.penalties:
        details += (LivingOnly((Words(f" · {'; '.join(summary.penalties)}"),)),)
    return (summary.proceeding, Words(" "), Aside(details), Words(" "), summary.status)


def later_text(dossier: Dossier, summary: ProceedingSummary) -> Text:
    """The text on later proceedings: how each changed the proceeding, and when. A reversal is emphasised."""
    text: Text = ()
    for entry in summary.history:
        if entry.relation is Relation.REVERSED:
            text += reversal_text(summary, when_decided(entry))
        else:
            text += (Words(" "), *history_text(dossier, entry, is_resolved=False))
    return text


def reversal_text(summary: ProceedingSummary, when: str = "") -> Text:
    """The reversal of a proceeding, if it was reversed."""
    if summary.reversal is None or summary.reversed_by is None:
        return ()
    reversal = (*effect_text(summary.reversal), summary.reversed_by, Words(when))
    if summary.undone_by is None:
        return (Words(" "), Emphasis(reversal))
    undone = LivingOnly((Words(", which was itself reversed by "), summary.undone_by))
    return (Words(" "), Emphasis((*reversal, undone), is_undone=True))


def quoted_name(proceeding: Proceeding) -> str:
    """The title in quotation marks if it was published, otherwise as it is."""
    return f"“{proceeding.title}”" if proceeding.title_basis is TitleBasis.AS_PUBLISHED else proceeding.title


def reversal_of(dossier: Dossier, name: str) -> HistoryEntry | None:
    """The entry that says that a proceeding was reversed, the last recorded if there are several, or None."""
    proceeding = dossier.proceeding(name)
    later = () if proceeding is None else proceeding.history
    return next((entry for entry in reversed(later) if entry.relation is Relation.REVERSED), None)


def reversed_by(dossier: Dossier, name: str) -> str | None:
    """The proceeding that reversed a proceeding, in whole or in part, or None."""
    reversal = reversal_of(dossier, name)
    return None if reversal is None else reversal.proceeding


def money(money: Penalty | Conversion) -> str:
    """A sum with its currency code, in groups of three digits: "GBP 7,552,800"."""
    return f"{money.currency} {money.amount:,}"


def _penalty_words(penalty: Penalty) -> str:
    """The sum, with its state if it is not simply imposed."""
    state = "" if penalty.state is PenaltyState.IMPOSED else f" ({penalty.state.label.lower()})"
    return f"{money(penalty)}{state}"


def extent_text(entry: HistoryEntry) -> Text:
    """How much of the decision a later proceeding affects: " in part (ground 3)"."""
    if entry.affects is None:
        return ()
    on: Text = () if entry.affects.on is None else (Prose(entry.affects.on),)
    if entry.is_partial:
        return (Words(" in part ("), *on, Words(")")) if on else (Words(" in part"),)
    return (Words(" on "), *on) if on else (Words(" as a whole"),)


def extent_words(entry: HistoryEntry) -> str:
    """How much of the decision a later proceeding affects, as plain words."""
    return "".join(str(piece.text) for piece in extent_text(entry) if isinstance(piece, Words | Prose))


def effect_text(entry: HistoryEntry) -> Text:
    """The effect of a later proceeding, before its name: "Reversed in part (ground 3) by "."""
    verb, _, preposition = entry.relation.label.rpartition(" ")
    return (Words(verb), *extent_text(entry), Words(f" {preposition} "))


def history_text(dossier: Dossier, entry: HistoryEntry, *, is_resolved: bool = True) -> Text:
    """The text on a later proceeding: how it changed the proceeding, and when."""
    link = record_link(dossier, entry.proceeding, is_resolved=is_resolved)
    return (*effect_text(entry), link, Words(when_decided(entry)))


def when_decided(entry: HistoryEntry) -> str:
    return "" if entry.date is None else f" ({entry.date})"

"""One line about a proceeding, which every page that names it prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dossier.cite.dates_and_addresses import DATE_NOT_RECORDED
from dossier.cite.fate import fate_of
from dossier.model import Proceeding
from dossier.model.dates import Edtf
from dossier.model.labels import DECIDED, OPENED, PUBLISHED
from dossier.model.neutral_citation import printed_form
from dossier.model.proceeding import Conversion, HistoryEntry, Penalty
from dossier.model.vocabulary import PenaltyState, Relation
from dossier.pages.content import (
    Aside,
    Badge,
    Emphasis,
    LivingOnly,
    Piece,
    Prose,
    RecordLink,
    Text,
    Words,
)
from dossier.pages.parts import (
    record_link,
)
from dossier.reading.dossier import Dossier
from dossier.reading.later_steps import (
    LaterStep,
    Treatment,
    course_of,
    later_steps,
    steps_in_order,
    treatment_of,
    without_overtaken_refusals,
)

# Labels of what a summary holds.
STATUS, STEP, BEFORE, LATER = "Status", "Step", "Before", "What became of it"


@dataclass(frozen=True, slots=True)
class LaterRuling:
    """All that a later decision did to a proceeding on a day, and what became of that decision."""

    steps: tuple[LaterStep, ...]
    by: Text
    then: Text

    @property
    def is_reversal(self) -> bool:
        """True if it reversed the proceeding, or a part of it."""
        return any(step.entry.relation is Relation.REVERSED for step in self.steps)

    def text(self, when: str = "") -> Text:
        """The text on it: "Reversed on jurisdiction and remitted by …". A reversal is emphasised."""
        effects = _effects_text("", [step.entry for step in self.steps])
        text = (*effects, *self.by, Words(when), *self.then)
        if self.is_reversal:
            return (Words(" "), Emphasis(text, is_undone=not self.steps[0].stands))
        return (Words(" "), *text, Words("."))


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
    # The decisions on it.
    rulings: tuple[LaterRuling, ...]
    # What is not known of its later course, or is pending. Else "".
    caveat: str
    # True if the whole of it was reversed in the end, also by the reversal of a decision that affirmed it.
    is_reversed: bool = False
    # The day of the decision, or another day of the proceeding if that is not recorded, and the label of that day.
    when: Edtf | None = None
    day_label: str = ""


def summarise(dossier: Dossier, name: str) -> ProceedingSummary:
    """The summary of a proceeding, which has only an identifier if the record could not be read."""
    proceeding = dossier.proceeding(name)
    if proceeding is None:
        link = record_link(dossier, name)
        nothing = (None, None, (), (), (), "")
        return ProceedingSummary(link, "", None, "", (date.max, name), Badge("", ""), *nothing)
    steps = later_steps(dossier, name)
    fate = fate_of(dossier, proceeding)
    days = ((DECIDED, proceeding.decided), (PUBLISHED, proceeding.published), (OPENED, proceeding.opened))
    day_label, when = next(((label, day) for label, day in days if day is not None), ("", None))
    decided = DATE_NOT_RECORDED
    if proceeding.decided is not None:
        decided = f"decided {proceeding.decided}"
    elif proceeding.opened is not None:
        decided = f"opened {proceeding.opened}"
    return ProceedingSummary(
        proceeding=record_link(dossier, name),
        kind=proceeding.kind.label,
        forum=record_link(dossier, proceeding.forum),
        decided=decided,
        sort_key=(date.max if when is None else when.sort_key[0], name),
        status=status_badge(proceeding),
        neutral_citation=proceeding.neutral_citation,
        case_number=proceeding.case_number,
        penalties=tuple(_penalty_words(penalty) for penalty in proceeding.penalties),
        history=proceeding.history,
        rulings=tuple(_rulings(dossier, steps)),
        caveat="" if fate is None else fate.caveat,
        is_reversed=treatment_of(proceeding, steps) is Treatment.REVERSED,
        when=when,
        day_label=day_label,
    )


def status_badge(proceeding: Proceeding) -> Badge:
    """The status of a proceeding as a badge."""
    return Badge(proceeding.status.label, f"status-{proceeding.status.value}")


def _rulings(dossier: Dossier, steps: tuple[LaterStep, ...]) -> Iterator[LaterRuling]:
    """Yield the later decisions whose records were not withdrawn, and the refusals to hear an appeal."""
    decisions: dict[tuple[str, Edtf | None], list[LaterStep]] = {}
    for step in without_overtaken_refusals(steps):
        if step.is_decision or step.is_refusal:
            decisions.setdefault((step.entry.proceeding, step.entry.date), []).append(step)
    for (name, _), decision in decisions.items():
        yield LaterRuling(tuple(steps_in_order(decision)), _decision_text(dossier, name), _then_text(dossier, decision))


def _decision_text(dossier: Dossier, name: str) -> Text:
    """A later decision, with its neutral citation: the decisions in a case often have the same name."""
    link, proceeding = record_link(dossier, name, is_resolved=False), dossier.proceeding(name)
    if proceeding is None or proceeding.neutral_citation is None:
        return (link,)
    return (link, LivingOnly((Words(" "), Prose(printed_form(proceeding.neutral_citation)))))


def details_text(summary: ProceedingSummary, *, with_penalty: bool = True, with_number: bool = True) -> Text:
    """The kind, forum, day, number and penalties of a proceeding."""
    before: Text = () if summary.forum is None else (Words(" · "), summary.forum)
    decided = Words(f" · {summary.decided}")
    is_decided = summary.decided.startswith("decided")
    details: Text = (
        LivingOnly((Words(summary.kind),)),
        *before,
        decided if is_decided else LivingOnly((decided,)),
    )
    if with_number and summary.neutral_citation is not None:
        details += (Words(" · "), Prose(summary.neutral_citation))
    elif with_number and summary.case_number is not None:
        details += (LivingOnly((Words(" · "), Prose(summary.case_number))),)
    if with_penalty and summary.penalties:
        details += (LivingOnly((Words(f" · {'; '.join(summary.penalties)}"),)),)
    return details


def summary_text(summary: ProceedingSummary, *, with_penalty: bool = True) -> Text:
    """The line about a proceeding, without what later proceedings did to it.

    A frozen page prints only what `record.json` holds of a proceeding that it names. It leaves out the kind of step,
    the case number and the penalty, and its only date is that of the decision.
    """
    details = details_text(summary, with_penalty=with_penalty)
    return (summary.proceeding, Words(" "), Aside(details), Words(" "), summary.status)


def later_text(dossier: Dossier, summary: ProceedingSummary) -> Text:
    """The text on later proceedings: how each changed the proceeding, and when. Each decision is named once."""
    text: Text = ()
    told: list[LaterRuling] = []
    for entry in summary.history:
        ruling = next((each for each in summary.rulings if any(step.entry is entry for step in each.steps)), None)
        if ruling is None and entry.relation is not Relation.REVERSED:
            text += (Words(" "), *history_text(dossier, entry, is_resolved=False), Words("."))
        elif ruling is not None and ruling not in told:
            told.append(ruling)
            text += ruling.text(when_decided(entry))
    return text + _caveat_text(summary)


def reversal_text(summary: ProceedingSummary) -> Text:
    """The reversals of a proceeding, and what became of each. Its caveat comes last."""
    return _reversals(summary) + _caveat_text(summary)


def _reversals(summary: ProceedingSummary) -> Text:
    return tuple(piece for ruling in summary.rulings if ruling.is_reversal for piece in ruling.text())


def _caveat_text(summary: ProceedingSummary) -> Text:
    return (LivingOnly((Words(f" {summary.caveat}"),)),) if summary.caveat else ()


def _then_text(dossier: Dossier, ruling: Sequence[LaterStep]) -> Text:
    """The text on later decisions on a later decision: ", which was itself reversed and remitted by …"."""
    then: list[Piece] = []
    is_change = any(step.is_change for step in ruling)
    for decision in course_of(ruling[0]):
        steps = steps_in_order(decision)
        if steps[-1].is_refusal:
            then += (Words("; an appeal from that decision was refused"), *extent_text(steps[-1].entry), Words(" by "))
        else:
            then += _effects_text(f", which was {'itself ' if is_change else ''}", [each.entry for each in steps])
        then += _decision_text(dossier, steps[-1].entry.proceeding)
        is_change = any(each.is_change for each in steps)
    return (LivingOnly(tuple(then)),) if then else ()


def decisions_text(summary: ProceedingSummary) -> Text:
    """The decisions on a proceeding, the reversals first, without appeals as such. Its caveat comes last."""
    others = [ruling.text(when_decided(ruling.steps[0].entry)) for ruling in summary.rulings if not ruling.is_reversal]
    return _reversals(summary) + tuple(piece for text in others for piece in text) + _caveat_text(summary)


def money(money: Penalty | Conversion) -> str:
    """A sum with its currency code, in groups of three digits: "GBP 7,552,800"."""
    return f"{money.currency} {money.amount:,}"


def _penalty_words(penalty: Penalty) -> str:
    """The sum, with its state if it is not simply imposed."""
    state = "" if penalty.state is PenaltyState.IMPOSED else f" ({penalty.state.label.lower()})"
    return f"{money(penalty)}{state}"


def extent_text(entry: HistoryEntry) -> Text:
    """How much of the decision a later proceeding affects: " in part (ground 3)"."""
    return (Prose(entry.extent),) if entry.extent else ()


def _effects_text(lead: str, entries: Sequence[HistoryEntry]) -> Text:
    """The effects of a later proceeding, before its name: "Reversed in part (ground 3) and remitted by "."""
    text: Text = ()
    for joint, entry in zip([lead, *[", "] * (len(entries) - 2), " and "], entries, strict=False):
        verb = entry.relation.label.rpartition(" ")[0]
        text += (Words(f"{joint}{verb.lower() if joint else verb}"), *extent_text(entry))
    return (*text, Words(f" {entries[-1].relation.label.rpartition(' ')[2]} "))


def history_text(dossier: Dossier, entry: HistoryEntry, *, is_resolved: bool = True) -> Text:
    """The text on a later proceeding: how it changed the proceeding, and when."""
    link = record_link(dossier, entry.proceeding, is_resolved=is_resolved)
    return (*_effects_text("", [entry]), link, Words(when_decided(entry)))


def when_decided(entry: HistoryEntry) -> str:
    return "" if entry.date is None else f" ({entry.date})"

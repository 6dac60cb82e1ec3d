"""A claim that rests on a reversed decision says so.

Why it matters
    A reversal is the first thing that the other side will produce. A dossier that cites the decision and does not
    mention its reversal misleads the court, and so does its author.

Reported
    # PRO-2026-0003.yaml
    history:
      - relation: reversed
        proceeding: PRO-2026-0005
    # CLM-2026-0042.yaml
    proceedings: [PRO-2026-0003]
    # and no `later_history`

Instead
    later_history:
      effect: fallen
      text: Reversed on appeal (PRO-2026-0005) on 17 October 2023.
    `text` says what became of the decision and names each decision that reversed, varied or remitted it, by its
    identifier or neutral citation: nobody knows if an effect that was judged before a decision still holds after it.
    `effect` says if that touches what the claim says: `fallen` if it no
    longer holds, `undisturbed` if it does not depend on the part that was set aside, `not-known` if nobody has found
    out. A claim that is `undisturbed` is not `superseded`.
    A claim of any standing needs this if its `proceedings` name a proceeding that was reversed, varied or remitted,
    itself or in a later step of the same case, or if it rests on such a decision: its only support is the decision
    itself, sources that repeat it, or several such decisions together. It is a warning if the reversing decision
    supports the claim as well, because nobody can know from the records which of the two the claim goes by. A claim
    about the reversal does not need it: such a claim also names the reversing proceeding, and its date is not earlier.
    If one decision ended several cases, a claim about a case that was not appealed names that case in `proceedings`.
    A `superseded` claim always needs `later_history`, and `standing-evidence` checks that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity, Span
from dossier.model import Claim, Source
from dossier.model.dates import Edtf, PartialDate, Precision
from dossier.model.decision_numbers import has_redacted_number
from dossier.model.vocabulary import Stance, Standing
from dossier.reading.authorities import authorities
from dossier.reading.decisions import decisions_in
from dossier.reading.dossier import Dossier, Entry
from dossier.reading.reversals import Reversal, reversals

CODE = "reversed-authority"
SEVERITY = Severity.ERROR
NEEDS_ALL = False

_YEARS = frozenset({Precision.YEAR, Precision.DECADE, Precision.CENTURY})
_HELP = "say in `later_history` what became of it (`text`), and if that touches what the claim says (`effect`)"

_JOINED = ", or name in `proceedings` the case that the claim is about"


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each claim that does not say that its authority was reversed, or contradicts itself."""
    for entry in dossier.live_claims():
        claim = entry.record
        if claim.standing is Standing.SUPERSEDED and claim.is_undisturbed:
            yield _contradiction(entry)
        if claim.later_history:
            yield from _not_considered(dossier, entry, claim.later_history.text)
        elif claim.standing is not Standing.SUPERSEDED:
            for name, place in _decisions(dossier, entry):
                unmentioned = (reversal for reversal in reversals(dossier, name) if not _is_about(claim, reversal))
                if (first := next(unmentioned, None)) is not None:
                    yield _report(place, name, first, _HELP + (_JOINED if _is_on_joined_cases(dossier, claim) else ""))
            yield from _supported_by_both(dossier, entry)


def _not_considered(dossier: Dossier, entry: Entry[Claim], text: str) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each later decision that the later history of a claim does not name.

    Whether the claim is touched was then perhaps judged before that decision was made.
    """
    missing: dict[str, Reversal] = {}
    for decision, _ in _decisions(dossier, entry):
        for reversal in reversals(dossier, decision):
            if reversal.by is not None and not _is_about(entry.record, reversal):
                missing.setdefault(reversal.by, reversal)
    for name, reversal in missing.items():
        if _names(dossier, text, name):
            continue
        message = f"`{reversal.proceeding}` was {reversal.relation} by `{name}`, which `later_history` does not name"
        help_ = f"say in `text` what {name} did, and judge again if that touches what the claim says (`effect`)"
        place = entry.at("later_history", "text")
        yield Diagnostic(CODE, message, place, help_, SEVERITY, (reversal.label,))


def _names(dossier: Dossier, text: str, proceeding: str) -> bool:
    """True if a text names a decision, by its identifier or its neutral citation."""
    record = dossier.proceeding(proceeding)
    if record is None or _has_whole(text, proceeding):
        return _has_whole(text, proceeding)
    # A citation that was redacted cannot be looked for.
    citation = record.neutral_citation
    return has_redacted_number(record) or (citation is not None and _has_whole(text, citation))


def _has_whole(text: str, number: str) -> bool:
    """True if a text has a number that is not the beginning of a longer one."""
    return re.search(rf"{re.escape(number)}(?![^\W_])", text) is not None


def _supported_by_both(dossier: Dossier, entry: Entry[Claim]) -> Iterator[Diagnostic]:
    """Yield a warning for each decision that supports a claim together with the later decision that changed it."""
    claim = entry.record
    supporting = {
        proceeding.id: number
        for number, evidence in enumerate(claim.evidence)
        if evidence.stance is Stance.SUPPORTS and (source := dossier.source(evidence.source)) is not None
        for proceeding in decisions_in(dossier, source)
    }
    reported = {name for name, _ in _decisions(dossier, entry)}
    for name in (name for name in supporting if name not in reported):
        changes = (each for each in reversals(dossier, name) if each.proceeding == name and each.by in supporting)
        change = next((each for each in changes if not _is_about(claim, each)), None)
        if change is not None:
            place = entry.at("evidence", supporting[name], "source")
            message = f"`{name}` and `{change.by}`, by which it was {change.relation}, both support the claim"
            yield Diagnostic(CODE, message, place, _HELP, Severity.WARNING, (change.label,))


def _contradiction(entry: Entry[Claim]) -> Diagnostic:
    message = "the claim is `superseded`, but what became of its authority leaves it `undisturbed`"
    help_ = "correct `effect`, or give the claim the standing that its evidence supports"
    label = Label(entry.at("later_history", "effect"), "recorded here")
    return Diagnostic(CODE, message, entry.at("standing"), help_, SEVERITY, (label,))


def _decisions(dossier: Dossier, entry: Entry[Claim]) -> Iterator[tuple[str, Span]]:
    """Yield the proceedings that the claim names, and those on whose decision it rests, with their places."""
    claim = entry.record
    for number, name in enumerate(claim.proceedings):
        yield name, entry.at("proceedings", number)
    for authority in authorities(dossier, claim):
        # The decision may have ended other proceedings than those that are suspended.
        for proceeding in decisions_in(dossier, authority) if isinstance(authority, Source) else (authority,):
            if proceeding.id not in claim.proceedings and proceeding.withdrawn is None:
                yield proceeding.id, entry.at("evidence")


def _is_on_joined_cases(dossier: Dossier, claim: Claim) -> bool:
    """True if evidence decided more than one proceeding, and the claim names none of them."""
    sources = (dossier.source(evidence.source) for evidence in claim.evidence)
    decided = [[each.id for each in decisions_in(dossier, source)] for source in sources if source is not None]
    return any(len(names) > 1 and set(names).isdisjoint(claim.proceedings) for names in decided)


def _report(place: Span, name: str, reversal: Reversal, help_: str) -> Diagnostic:
    by = f" by `{reversal.by}`" if reversal.by else ""
    # Reversing a later step may restore the first decision, so the first decision must not be called reversed.
    later_step = f"`{reversal.proceeding}`, a later step of `{name}`,"
    subject = f"`{name}`" if reversal.proceeding == name else later_step
    message = f"{subject} was {reversal.relation}{by}, and the claim does not say so"
    return Diagnostic(CODE, message, place, help_, SEVERITY, (reversal.label,))


def _is_about(claim: Claim, reversal: Reversal) -> bool:
    """True if the claim names the reversing proceeding and is dated no earlier than it.

    Of a date that gives only a year, nobody knows if it is.
    """
    if reversal.by not in claim.proceedings or reversal.since is None or not isinstance(claim.date, Edtf):
        return False
    start = claim.date.start
    if not isinstance(start, PartialDate):
        return False
    return start.earliest >= reversal.since or (start.latest >= reversal.since and start.precision not in _YEARS)

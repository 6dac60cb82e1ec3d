"""Citations of decisions, with their later history, by The Bluebook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dossier.cite.authors_and_titles import bluebook_case_name, same_parties, with_curly_quotes
from dossier.cite.bluebook.pinpoints import case_pinpoint, document_pinpoint, jurisdiction_abbreviation
from dossier.cite.dates_and_addresses import DATE_NOT_RECORDED, month_day_year
from dossier.cite.decisions import Decision, LaterDecision
from dossier.cite.runs import Run, Runs
from dossier.model.dates import Precision
from dossier.model.vocabulary import Relation


def cite_decision(decision: Decision, pinpoint: str | None, later: Sequence[LaterDecision]) -> Iterator[Run]:
    """Yield the citation of a decision with its later history: as a case, a document of its author, or without a name.

    The rules are 10.7 and 20.3. A description is never printed as the name of a case or document: forum and kind take
    its place.
    """
    if decision.is_case:
        yield Run(bluebook_case_name(decision.title), italic=True, language=decision.language)
        reference, bracket = _reference(decision)
        yield Run(separator_before(reference) + reference if reference else "")
        yield from case_pinpoint(pinpoint)
        yield Run(f" ({bracket})" if bracket else "")
    elif not decision.has_published_title:
        yield Run(
            f"{decision.forum}, {decision.kind.label}" + (f", {decision.reference}" if decision.reference else "")
        )
        yield from document_pinpoint(pinpoint)
        yield Run(f" ({decision_date(decision)})")
    else:
        number = decision.case_number or ""
        yield Run(f"{decision.forum}, " if decision.has_author else "")
        yield Run(with_curly_quotes(decision.title), italic=True, language=decision.language)
        parts = ("" if number in decision.title else number, "" if decision.has_author else decision.forum)
        yield Run("".join(f", {part}" for part in parts if part))
        yield from document_pinpoint(pinpoint)
        yield Run(f" ({decision_date(decision)})")
    yield from subsequent_history(decision.title, later, is_case=decision.is_case)


def _reference(decision: Decision) -> tuple[str, str]:
    """The reference and the text of its brackets: neutral citation and jurisdiction, or number and court with date."""
    if decision.neutral_citation is not None:
        return decision.neutral_citation, jurisdiction_abbreviation(decision.country) or ""
    return docket_number(decision.case_number), f"{decision.forum_in_brackets} {decision_date(decision)}"


def decision_date(decision: Decision) -> str:
    """The date of the decision, or the date on which a proceeding without a decision was opened."""
    day = decision.decided or decision.opened
    if day is None:
        return DATE_NOT_RECORDED
    words, single = str(day), day.single
    if single is not None and single.precision is Precision.DAY and not single.qualifier:
        words = month_day_year(single.earliest)
    return words if decision.decided is not None else f"opened {words}"


# Table T8.
_EFFECTS = {
    Relation.REVERSED: "rev’d",
    Relation.AFFIRMED: "aff’d",
    Relation.VARIED: "modified",
    Relation.REMITTED: "remanded",
    Relation.REFUSED: "appeal denied",
    Relation.APPEALED_TO: "appeal filed",
}
_CERTIORARI_DENIED = "cert. denied"
_COURTS_OF_CERTIORARI = frozenset({"U.S.", "Supreme Court of the United States", "United States Supreme Court"})


def subsequent_history(name: str, later: Sequence[LaterDecision], *, is_case: bool) -> Runs:
    """The effects of later decisions on the case or document called `name` (rule 10.7).

    The rule omits a refusal to hear an appeal once the decision is two years old, unless it is particularly relevant. A
    citation of ours does not change with the day on which it is printed, and a refusal is on record because it ended a
    challenge, so it is printed.
    After "and", the change is of the case itself, and not of the decision printed before.
    `sub nom.` and the new name are printed if the parties are different, but not if they only changed sides.
    """
    runs: list[Run] = []
    previous_name = name if is_case else None
    for each in later:
        decision = each.decision
        runs.extend((Run(", and " if each.is_another else ", "), Run(_effects(each), italic=True)))
        reference, bracket = _reference(decision)
        cited = reference + (f" ({bracket})" if bracket else "") if reference else f"({bracket})"
        if decision.is_case and (previous_name is None or not same_parties(previous_name, decision.title)):
            runs.append(Run(" sub nom. " if previous_name is not None else ", ", italic=previous_name is not None))
            runs.append(Run(bluebook_case_name(decision.title), italic=True, language=decision.language))
            runs.append(Run((separator_before(reference) if reference else " ") + cited))
        else:
            runs.append(Run(f", {cited}"))
        previous_name = decision.title if decision.is_case else previous_name
    return tuple(runs)


def _effects(later: LaterDecision) -> str:
    """The effects of a later decision: `rev’d and remanded`, or `aff’d in part, rev’d in part, and remanded`."""
    words = _EFFECTS
    if not _COURTS_OF_CERTIORARI.isdisjoint({later.decision.forum, later.decision.forum_in_brackets}):
        words = {**_EFFECTS, Relation.REFUSED: _CERTIORARI_DENIED}
    *others, last = (f"{words[effect.relation]}{effect.in_part}" for effect in later.effects)
    if not others or later.effects[-1].relation is not Relation.REMITTED:
        return ", ".join((*others, last))
    return f"{', '.join(others)}{',' if len(others) > 1 else ''} and {last}"


def separator_before(reference: str) -> str:
    """The separator between the name of a case and its citation: no comma before a year in brackets (table T2)."""
    return " " if reference[:1] in "[(" else ", "


def docket_number(number: str | None) -> str:
    """The number of a case after `No.`, or "" if it has no number.

    `No.` is omitted if the number begins with a word, as in `Recurso 2185/2021`.
    """
    if number is None:
        return ""
    bare = re.sub(r"^Nos?\.? ", "", number)
    return bare if re.match(r"[^\W\d_]{2,}\.? ", bare) else f"No. {bare}"

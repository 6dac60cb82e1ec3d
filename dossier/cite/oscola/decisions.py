"""Citations of decisions, with their later history, by OSCOLA.

The 5th and 4th editions do not differ here. Section numbers are those of the 5th edition.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.cite.authors_and_titles import in_single_quotes, oscola_case_name, same_parties
from dossier.cite.dates_and_addresses import DATE_NOT_RECORDED
from dossier.cite.decisions import Decision, LaterDecision
from dossier.cite.oscola.pinpoints import case_pinpoint, document_pinpoint
from dossier.cite.runs import Run, Runs
from dossier.model.labels import enumeration
from dossier.model.vocabulary import Relation


def cite_decision(decision: Decision, pinpoint: str | None, later: Sequence[LaterDecision]) -> Iterator[Run]:
    """Yield the citation of a decision with its later history: as a case, a document of its author, or without a name.

    A description is never printed as the name of a case or document: forum and kind take its place.
    """
    if decision.is_case:
        yield Run(oscola_case_name(decision.title), italic=True, language=decision.language)
        reference = _reference(decision)
        yield Run(f" {reference}" if reference else "")
        yield from case_pinpoint(pinpoint, after_bracket=reference.endswith(")"))
    elif not decision.has_published_title:
        reference = _reference_without_forum(decision)
        yield Run(f"{decision.forum}, {decision.kind.label.lower()} {reference}")
        yield from case_pinpoint(pinpoint, after_bracket=reference.endswith(")"))
    else:
        number = decision.case_number or ""
        forum = "" if decision.has_author else _forum(decision)
        parts = (forum, "" if number in decision.title else number, decision_date(decision))
        bracket = ", ".join(part for part in parts if part)
        author = f"{decision.forum}, " if decision.has_author else ""
        yield Run(author)
        yield Run(in_single_quotes(decision.title), language=decision.language)
        yield Run(f" ({bracket})" if bracket else "")
        yield from document_pinpoint(pinpoint)
    yield from subsequent_history(decision.title, later, is_case=decision.is_case)


def _reference(decision: Decision) -> str:
    """The neutral citation, or number, court and date if there is none (§2.1.4)."""
    if decision.neutral_citation is not None:
        return decision.neutral_citation
    number = f"{decision.case_number} " if decision.case_number else ""
    bracket = ", ".join(part for part in (_forum(decision), decision_date(decision)) if part)
    return f"{number}({bracket})"


def _reference_without_forum(decision: Decision) -> str:
    """The neutral citation, or number and date if there is none."""
    if decision.neutral_citation is not None:
        return decision.neutral_citation
    parts = (decision.case_number, decision_date(decision))
    return f"({', '.join(part for part in parts if part)})"


def _forum(decision: Decision) -> str:
    """The forum in brackets. An abbreviation has no full stops (§1.3.1): `ND Ill`."""
    if decision.forum_abbreviation is None:
        return decision.forum
    return decision.forum_abbreviation.replace(".", "")


def decision_date(decision: Decision) -> str:
    """The date of the decision, or the date on which a proceeding without a decision was opened."""
    if decision.decided is not None:
        return str(decision.decided)
    return DATE_NOT_RECORDED if decision.opened is None else f"opened {decision.opened}"


# The guide has words for "affirmed" and "reversed" only.
_EFFECTS = {
    Relation.REVERSED: "revd",
    Relation.AFFIRMED: "affd",
    Relation.VARIED: "varied",
    Relation.REMITTED: "remitted",
    Relation.REFUSED: "appeal refused",
    Relation.APPEALED_TO: "appeal pending",
}


def subsequent_history(name: str, later: Sequence[LaterDecision], *, is_case: bool) -> Runs:
    """The effects of later decisions on the case or document called `name`, each after a comma (§2.1.8).

    After "and", the change is of the case itself, and not of the decision printed before.
    `sub nom` and the new name are printed if the parties are different (§2.1.2).
    """
    runs: list[Run] = []
    previous_name = name if is_case else None
    for each in later:
        decision = each.decision
        effects = [f"{_EFFECTS[effect.relation]}{effect.in_part}" for effect in each.effects]
        runs.append(Run(f", {'and ' if each.is_another else ''}{enumeration(effects)} "))
        if decision.is_case and (previous_name is None or not same_parties(previous_name, decision.title)):
            if previous_name is not None:
                runs.append(Run("sub nom "))
            runs.extend((Run(oscola_case_name(decision.title), italic=True, language=decision.language), Run(" ")))
        runs.append(Run(_reference(decision)))
        previous_name = decision.title if decision.is_case else previous_name
    return tuple(runs)

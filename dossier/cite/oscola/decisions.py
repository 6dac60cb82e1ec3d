"""Turn a decision and what later ones did to it into its citation by OSCOLA, which is the same in both editions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.cite.authors_and_titles import oscola_case_name, quoted, same_parties
from dossier.cite.decisions import Decision, Turn
from dossier.cite.oscola.pinpoints import in_case, in_document
from dossier.cite.runs import Run, Runs
from dossier.model.vocabulary import Relation


def cite_decision(decision: Decision, pinpoint: str | None, later: Sequence[Turn]) -> Iterator[Run]:
    """Yield the citation of a decision with its later history: as a case, or as a document of its author."""
    if decision.is_case:
        yield Run(oscola_case_name(decision.title), italic=True)
        reference = _reference(decision)
        yield Run(f" {reference}" if reference else "")
        yield from in_case(pinpoint, after_bracket=reference.endswith(")"))
    else:
        number = decision.case_number
        has_number = number is not None and number not in decision.title
        forum = "" if decision.has_author else decision.forum
        bracket = ", ".join(one for one in (forum, number if has_number else "", when(decision)) if one)
        author = f"{decision.forum}, " if decision.has_author else ""
        yield Run(f"{author}{quoted(decision.title)}" + (f" ({bracket})" if bracket else ""))
        yield from in_document(pinpoint)
    yield from history(decision.title, later, is_case=decision.is_case)


def _reference(decision: Decision) -> str:
    """The neutral citation, or else number, court and date (§2.1.4)."""
    if decision.neutral_citation is not None:
        return decision.neutral_citation
    number = f"{decision.case_number} " if decision.case_number else ""
    bracket = ", ".join(one for one in (decision.forum, when(decision)) if one)
    return f"{number}({bracket})"


def when(decision: Decision) -> str:
    """The day it was decided; of what is not decided, the day it was opened."""
    if decision.decided is not None:
        return str(decision.decided)
    return "date not recorded" if decision.opened is None else f"opened {decision.opened}"


_DONE = {
    Relation.REVERSED: "revd",
    Relation.AFFIRMED: "affd",
    Relation.VARIED: "varied",
    Relation.REMITTED: "remitted",
    Relation.APPEALED_TO: "appeal pending",
}


def history(name: str, later: Sequence[Turn], *, is_case: bool) -> Runs:
    """What later decisions did, each after a comma (§2.1.8); `sub nom` where the parties are others (§2.1.2)."""
    runs: list[Run] = []
    known = name if is_case else None
    for turn in later:
        decision = turn.decision
        runs.append(Run(f", {_DONE[turn.relation]} "))
        if decision.is_case and (known is None or not same_parties(known, decision.title)):
            if known is not None:
                runs.append(Run("sub nom "))
            runs.extend((Run(oscola_case_name(decision.title), italic=True), Run(" ")))
        runs.append(Run(_reference(decision)))
        known = decision.title if decision.is_case else known
    return tuple(runs)

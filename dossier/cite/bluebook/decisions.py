"""Turn a decision and what later ones did to it into its citation by The Bluebook (rules 10.7 and 20.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dossier.cite.authors_and_titles import bluebook_case_name, curled, same_parties
from dossier.cite.bluebook.pinpoints import in_case, in_document, place_of
from dossier.cite.dates_and_addresses import american
from dossier.cite.decisions import Decision, Turn
from dossier.cite.runs import Run, Runs
from dossier.model.dates import Precision
from dossier.model.vocabulary import Relation


def cite_decision(decision: Decision, pinpoint: str | None, later: Sequence[Turn]) -> Iterator[Run]:
    """Yield the citation of a decision with its later history: as a case, or as a document of its author."""
    if decision.is_case:
        yield Run(bluebook_case_name(decision.title), italic=True)
        reference, bracket = _reference(decision)
        yield Run(gap(reference) + reference if reference else "")
        yield from in_case(pinpoint)
        yield Run(f" ({bracket})" if bracket else "")
    else:
        number = decision.case_number
        has_number = number is not None and number not in decision.title
        yield Run(f"{decision.forum}, " if decision.has_author else "")
        yield Run(curled(decision.title), italic=True)
        parts = [one for one in (number if has_number else "", "" if decision.has_author else decision.forum) if one]
        yield Run("".join(f", {one}" for one in parts))
        yield from in_document(pinpoint)
        yield Run(f" ({when(decision)})")
    yield from history(decision.title, later, is_case=decision.is_case)


def _reference(decision: Decision) -> tuple[str, str]:
    """The neutral citation and the place; or else the number, and the court and the day."""
    if decision.neutral_citation is not None:
        return decision.neutral_citation, place_of(decision.country) or ""
    return docket(decision.case_number), f"{decision.forum} {when(decision)}"


def when(decision: Decision) -> str:
    """The day it was decided; of what is not decided, the day it was opened."""
    day = decision.decided or decision.opened
    if day is None:
        return "date not recorded"
    words, single = str(day), day.single
    if single is not None and single.precision is Precision.DAY and not single.qualifier:
        words = american(single.earliest)
    return words if decision.decided is not None else f"opened {words}"


# Table T8.
_DONE = {
    Relation.REVERSED: "rev’d",
    Relation.AFFIRMED: "aff’d",
    Relation.VARIED: "modified",
    Relation.REMITTED: "remanded",
    Relation.APPEALED_TO: "appeal filed",
}


def history(name: str, later: Sequence[Turn], *, is_case: bool) -> Runs:
    """What later decisions did (rule 10.7); `sub nom.` where the parties are others, not merely turned round."""
    runs: list[Run] = []
    known = name if is_case else None
    for turn in later:
        decision = turn.decision
        runs.extend((Run(", "), Run(_DONE[turn.relation], italic=True)))
        reference, bracket = _reference(decision)
        cited = reference + (f" ({bracket})" if bracket else "") if reference else f"({bracket})"
        if decision.is_case and (known is None or not same_parties(known, decision.title)):
            runs.append(Run(" sub nom. " if known is not None else ", ", italic=known is not None))
            runs.append(Run(bluebook_case_name(decision.title), italic=True))
            runs.append(Run((gap(reference) if reference else " ") + cited))
        else:
            runs.append(Run(f", {cited}"))
        known = decision.title if decision.is_case else known
    return tuple(runs)


def gap(reference: str) -> str:
    """What stands between the name of a case and its citation: no comma before a year in brackets (table T2)."""
    return " " if reference[:1] in "[(" else ", "


def docket(number: str | None) -> str:
    """The number of a case after `No.`, unless a word of its own says what it is; "" where there is none."""
    if number is None:
        return ""
    bare = re.sub(r"^Nos?\.? ", "", number)
    return bare if re.match(r"[^\W\d_]{2,}\.? ", bare) else f"No. {bare}"

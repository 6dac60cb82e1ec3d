"""A decision as it is cited, and what a later one did to it: values that hold all that the styles print."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dossier.cite.neutral_citation import normalised
from dossier.model.dates import Edtf
from dossier.model.proceeding import Proceeding
from dossier.model.vocabulary import ProceedingKind, ProceedingStatus, Relation

_NAMED_FOR_PARTIES = re.compile(r" vs?\.? |^(?:In re|Re) ")


@dataclass(frozen=True, slots=True)
class Decision:
    """A proceeding with what its citation needs from other records."""

    title: str
    forum: str
    is_court: bool
    country: str | None
    has_author: bool
    """Whether the forum speaks through it, as in a decision; not so a complaint or an appeal made to it."""
    neutral_citation: str | None
    case_number: str | None
    decided: Edtf | None
    opened: Edtf | None
    is_pending: bool

    @property
    def is_case(self) -> bool:
        """Whether it is cited as a case: it has a neutral citation, or a court made it and it is named for parties.

        What is named otherwise is our description of it, and no name that a court would know.
        """
        return self.neutral_citation is not None or (
            self.is_court and _NAMED_FOR_PARTIES.search(self.title) is not None
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """What a later decision did."""

    relation: Relation
    decision: Decision


def decision(proceeding: Proceeding, forum: str, *, is_court: bool, country: str | None) -> Decision:
    """The decision that a proceeding is cited as; `forum` is the name of the body before which it was."""
    citation = proceeding.neutral_citation
    return Decision(
        title=proceeding.title,
        forum=forum,
        is_court=is_court,
        country=country,
        has_author=proceeding.kind in {ProceedingKind.DECISION, ProceedingKind.PENALTY}
        or (is_court and proceeding.decided is not None),
        neutral_citation=None if citation is None else normalised(citation),
        case_number=proceeding.case_number,
        decided=proceeding.decided,
        opened=proceeding.opened,
        is_pending=proceeding.status in {ProceedingStatus.PENDING, ProceedingStatus.UNDER_APPEAL},
    )

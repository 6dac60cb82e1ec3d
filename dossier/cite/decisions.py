"""Decisions as they are cited, and what later decisions did to them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dossier.model.dates import Edtf
from dossier.model.foreign_titles import language_of_title
from dossier.model.neutral_citation import printed_form
from dossier.model.proceeding import Proceeding
from dossier.model.vocabulary import Extent, ProceedingKind, ProceedingStatus, Relation, TitleBasis

_NAMED_FOR_PARTIES = re.compile(r" vs?\.? |^(?:In re|Re) ")


@dataclass(frozen=True, slots=True)
class Decision:
    """A proceeding as it is cited, with what its citation needs from other records."""

    title: str
    has_published_title: bool
    """True if the title is printed as a name; False if it is our description, or was taken from an address."""
    kind: ProceedingKind
    forum: str
    is_court: bool
    country: str | None
    has_author: bool
    """True if the forum is the author, as of a decision; False for a complaint or an appeal made to the forum."""
    neutral_citation: str | None
    case_number: str | None
    decided: Edtf | None
    opened: Edtf | None
    is_pending: bool
    forum_abbreviation: str | None = None
    """The abbreviation of the forum, as citations print it in brackets."""
    language: str | None = None
    """The language of the title (BCP 47), if it is not English."""

    @property
    def forum_in_brackets(self) -> str:
        """The forum as citations print it in brackets: its abbreviation, or its name if it has none."""
        return self.forum_abbreviation or self.forum

    @property
    def is_case(self) -> bool:
        """True if it is cited as a case, by a title as published.

        It has a neutral citation, or it is of a court and its title names parties. Any other published title is that of
        a document.
        """
        if not self.has_published_title:
            return False
        return self.neutral_citation is not None or (
            self.is_court and _NAMED_FOR_PARTIES.search(self.title) is not None
        )

    @property
    def reference(self) -> str | None:
        """The neutral citation, or else the number of the case."""
        return self.neutral_citation or self.case_number


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect of a later decision on the decision before it."""

    relation: Relation
    extent: Extent = Extent.WHOLE
    """How much of the decision it affects. The whole, if nothing is recorded."""

    @property
    def in_part(self) -> str:
        """The words " in part" if it affects a part of the decision only. Styles have no form for an unknown extent."""
        return " in part" if self.extent is Extent.PART else ""


@dataclass(frozen=True, slots=True)
class LaterDecision:
    """A later decision, and what it did to the decision before it."""

    effects: tuple[Effect, ...]
    """Its effects, the remittal last: it reversed the decision and remitted the case."""
    decision: Decision
    is_on_later: bool = False
    """True if it was about a later decision listed before it, and not about the decision that is cited."""
    is_another: bool = False
    """True if it changed the decision that is cited, although another later decision is listed before it."""

    @property
    def decides(self) -> bool:
        """True if it decided something, or refused to hear an appeal. False for a pending appeal."""
        return all(effect.relation.is_result for effect in self.effects)

    @property
    def refuses(self) -> bool:
        """True if it refused to hear an appeal from the decision before it."""
        return any(effect.relation is Relation.REFUSED for effect in self.effects)

    @property
    def changes(self) -> bool:
        """True if it reversed, varied or remitted the decision before it."""
        return any(effect.relation.is_change for effect in self.effects)


def decision(
    proceeding: Proceeding, forum: str, *, is_court: bool, country: str | None, forum_abbreviation: str | None = None
) -> Decision:
    """The decision as which a proceeding is cited.

    `forum` is the name of the body that heard the proceeding, `forum_abbreviation` the abbreviation of that name, and
    `country` the jurisdiction of that body (ISO 3166).
    """
    citation = proceeding.neutral_citation
    return Decision(
        title=proceeding.title,
        has_published_title=proceeding.title_basis is TitleBasis.AS_PUBLISHED,
        kind=proceeding.kind,
        forum=forum,
        is_court=is_court,
        country=country,
        has_author=proceeding.kind in {ProceedingKind.DECISION, ProceedingKind.ORDER, ProceedingKind.PENALTY}
        or (is_court and proceeding.decided is not None),
        neutral_citation=None if citation is None else printed_form(citation),
        case_number=proceeding.case_number,
        # No style of citation has a place for the time of day.
        decided=None if proceeding.decided is None else proceeding.decided.without_time(),
        opened=None if proceeding.opened is None else proceeding.opened.without_time(),
        # A proceeding that is itself under appeal was decided.
        is_pending=proceeding.status is ProceedingStatus.PENDING,
        forum_abbreviation=forum_abbreviation,
        language=language_of_title(proceeding),
    )

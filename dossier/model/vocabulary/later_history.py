"""The terms of later history: the relation and the extent."""

from __future__ import annotations

from dossier.model.vocabulary.term import Definition, Term


class Relation(Term):
    """The effect of a later proceeding on an earlier proceeding."""

    AFFIRMED = Definition(
        "affirmed",
        "Affirmed by",
        "It left the earlier decision in force",
        converse="Affirms",
        example="An appeal dismissed",
        counter_example="A refusal to hear it: that is `refused`",
    )
    REVERSED = Definition(
        "reversed",
        "Reversed by",
        "It set the earlier decision aside",
        converse="Reverses",
        example="An appeal allowed on the question of jurisdiction",
        counter_example="A change to the amount only",
    )
    VARIED = Definition(
        "varied",
        "Varied by",
        "It left part of the decision in force, or changed its terms",
        converse="Varies",
        example="A fine reduced",
        counter_example="A correction of a misprint",
    )
    REMITTED = Definition(
        "remitted",
        "Remitted by",
        "It sent the case back",
        converse="Remits",
        example="A direction that the lower tribunal decide what it had not decided",
        counter_example="A stay",
    )
    REFUSED = Definition(
        "refused",
        "Appeal refused by",
        "It refused permission to appeal, or rejected the appeal without a decision on the merits, which left the "
        "earlier decision in force",
        converse="Refuses an appeal from",
        example="Permission to appeal refused; certiorari denied; an appeal declared inadmissible or struck out",
        counter_example="An appeal that was heard and dismissed, even if a court calls it refused: that is `affirmed`",
    )
    APPEALED_TO = Definition(
        "appealed-to",
        "Appealed to",
        "A challenge was brought there; its result is in another entry, or on the page of that proceeding",
        converse="On appeal from",
        example="A notice of appeal lodged",
        counter_example="A press statement that an appeal is planned",
    )
    CONTINUED_IN = Definition(
        "continued-in",
        "Continued in",
        "The case goes on there, without a challenge to this decision",
        converse="Continues",
        example="The appeal that the lower tribunal hears again after the case was sent back to it",
        counter_example="An appeal against this decision",
    )

    @property
    def is_change(self) -> bool:
        """True if it changed what the earlier decision is worth: it was reversed, varied or remitted."""
        return self in {Relation.REVERSED, Relation.VARIED, Relation.REMITTED}

    @property
    def is_decision(self) -> bool:
        """True if the later proceeding decided something on the earlier decision."""
        return self.is_change or self is Relation.AFFIRMED

    @property
    def is_result(self) -> bool:
        """True if it says what came of a challenge: the later proceeding decided it, or refused to hear it."""
        return self.is_decision or self is Relation.REFUSED


class Extent(Term):
    """How much of a decision a later proceeding affects."""

    WHOLE = Definition(
        "whole",
        "the whole",
        "All of the decision",
        example="A judgment set aside on jurisdiction, with every order in it",
        counter_example="A judgment of which one ground was allowed",
    )
    PART = Definition(
        "part",
        "a part",
        "Some of the decision, which `on` names; the rest stays as it was",
        example="The amount of a fine, on an appeal against the amount",
        counter_example="A judgment set aside that is criticised on one point only",
    )
    NOT_KNOWN = Definition(
        "not-known",
        "not known",
        "How much is not said in what was read; `on` names what is known to be affected",
        example="A report that a fine was set aside, which does not say what became of the orders made with it",
        counter_example="A judgment that was read and leaves the orders as they were",
    )

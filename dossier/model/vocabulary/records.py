"""The terms that every kind of record has: review and hold."""

from __future__ import annotations

from dossier.model.vocabulary.term import Definition, Term


class ReviewRole(Term):
    """In what role a person reviewed a record."""

    EDITOR = Definition(
        "editor",
        "editor",
        "Somebody who answers for the dossier compared the record with its sources",
        example="A second editor who did not write the record",
        counter_example="The author of the record",
    )
    LEGAL = Definition(
        "legal",
        "lawyer",
        "A lawyer read it for what may be published",
        example="A reading for defamation and reporting restrictions",
        counter_example="A lawyer who corrected a citation",
    )
    EXPERT = Definition(
        "expert",
        "expert",
        "Somebody who knows the matter read it for its substance",
        example="A statistician on a claim about error rates",
        counter_example="A reader who found a misprint",
    )


class HoldKind(Term):
    """Why a record may not be published yet."""

    EMBARGO = Definition(
        "embargo",
        "Embargo",
        "It was given on the condition that it is published later",
        example="A judgment sent to the parties before it is handed down",
        counter_example="A record that nobody has reviewed",
    )
    LEGAL_RESTRICTION = Definition(
        "legal-restriction",
        "Legal restriction",
        "A law or a court forbids publishing it for now",
        example="A reporting restriction in a pending trial",
        counter_example="A letter that threatens to sue",
    )
    SAFETY = Definition(
        "safety",
        "Safety",
        "To publish it now may put somebody in danger",
        example="Testimony of a witness who has not left the country",
        counter_example="A body that dislikes what is said of it",
    )

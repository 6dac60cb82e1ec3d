"""The terms of penalties: state, payment, and if they are in force."""

from __future__ import annotations

from dossier.model.vocabulary.term import Definition, Term


class PenaltyState(Term):
    """The state of a sum, after later decisions on it."""

    INTENDED = Definition(
        "intended",
        "Intended",
        "An authority announced that it means to impose it",
        example="A notice of intent",
        counter_example="A notice that imposes it",
    )
    IMPOSED = Definition(
        "imposed",
        "Imposed",
        "A decision imposes it, and no later decision is known to have changed it",
        example="An administrative fine",
        counter_example="A sum agreed in a settlement",
    )
    REDUCED = Definition(
        "reduced",
        "Reduced",
        "A later decision lowered it; the amount is what remains",
        example="A fine halved on appeal",
        counter_example="A discount for early payment",
    )
    ANNULLED = Definition(
        "annulled",
        "Annulled",
        "A later decision set it aside",
        example="A fine that a court annulled",
        counter_example="A fine that was never collected",
    )


class PaymentState(Term):
    """How much of a sum was paid, as a claim says."""

    PAID = Definition(
        "paid",
        "Paid",
        "A claim says that all of it was paid",
        example="The authority's annual report lists it as collected",
        counter_example="The company's promise to pay",
    )
    PART = Definition(
        "part",
        "Partly paid",
        "A claim says that some of it was paid",
        example="A first instalment",
        counter_example="A reduced fine that was paid in full",
    )
    UNPAID = Definition(
        "unpaid",
        "Unpaid",
        "A claim says that none of it was paid by then",
        example="An authority said to a newspaper that it had received nothing",
        counter_example="Silence about payment",
    )
    NOT_KNOWN = Definition(
        "not-known",
        "Payment not known",
        "Nobody found out whether it was paid",
        example="A search for reports of payment that found none",
        counter_example="A report that it was not paid",
    )


class Validity(Term):
    """If a penalty is still in force, by its state and the status of its proceeding."""

    YES = Definition(
        "yes",
        "In force",
        "It was imposed, and the last known decision left it in force",
        example="A fine that is final; a fine that an appeal reduced",
        counter_example="A fine of which nobody knows if it was appealed",
    )
    NO = Definition(
        "no",
        "Not in force",
        "It was only intended, or a later decision set it aside",
        example="A fine announced in a notice of intent; a fine that a court annulled",
        counter_example="A fine that nobody paid",
    )
    UNDER_APPEAL = Definition(
        "under-appeal",
        "Being challenged",
        "A challenge to it is under way; whether it must be paid before the end depends on the law of the forum",
        example="A fine before a tribunal",
        counter_example="A fine that may still be appealed",
    )
    NOT_KNOWN = Definition(
        "not-known",
        "Not known if in force",
        "The later course of its proceeding is not known, or the case was sent back",
        example="A fine of which no appeal was found",
        counter_example="A fine that is final",
    )

"""The terms of a source that repeats or decided nothing on record.

If it does, its fields name the records.
"""

from __future__ import annotations

from dossier.model.vocabulary.term import Definition, Term


class Derivation(Term):
    """The result of a search for the origin of a source that found no other source."""

    NONE_FOUND = Definition(
        "none-found",
        "No other origin found",
        "Somebody looked for a source that it repeats, and found none",
        example="A reporter's account of documents that she saw",
        counter_example="A source whose origin nobody looked for",
    )


class DecisionLink(Term):
    """The statement that a source is the decision of no proceeding on record."""

    NONE_ON_RECORD = Definition(
        "none-on-record",
        "No proceeding on record",
        "It decided none of the proceedings in the dossier, which does not follow what became of it",
        example="A judgment in another case that a regulator quotes, or an order that stayed a case",
        counter_example="A decision of a proceeding on record, with its number in another spelling",
    )

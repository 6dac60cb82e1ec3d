"""A term of a vocabulary: its value, its label and its definition."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Self


class Definition(NamedTuple):
    """The declaration of a term. Text in backticks is as files hold it."""

    # The text in the files.
    value: str
    # The words that pages and exports print.
    label: str
    meaning: str
    # A case of the term, and a case that looks like it but is something else.
    example: str
    counter_example: str
    # A shorter meaning, which pages of records print next to the label.
    summary: str = ""
    # The label seen from the other side: "Affirms", if the label is "Affirmed by".
    converse: str = ""


class Term(StrEnum):
    """A vocabulary. Each member is the text in the files, and holds its definition."""

    label: str
    meaning: str
    example: str
    counter_example: str
    summary: str
    converse: str

    def __new__(cls, value: str, *definition: str) -> Self:
        """The member, made from the items of its definition."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.meaning, member.example, member.counter_example, member.summary, member.converse = (
            definition[: len(Definition._fields) - 1]
        )
        return member

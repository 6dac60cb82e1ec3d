"""The reviews that a record needs before it is released."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from dossier.model.claim import Claim
from dossier.model.record import Record
from dossier.model.vocabulary import ReviewRole
from dossier.model.written_text import text_digest

_NUMBERS, _LAWYER = ("reviewers", "adverse_reviewers"), "adverse_lawyer"


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """How many persons must have reviewed the text of a record, and of a claim that is adverse to a body."""

    reviewers: int = 0
    adverse_reviewers: int = 0
    # True if a lawyer must be among the reviewers of an adverse claim.
    adverse_lawyer: bool = False

    @classmethod
    def parse(cls, settings: object) -> ReviewRule:
        """The rule that the settings ask for. Raises ValueError, with what they can have, if they are not a rule."""
        if not isinstance(settings, Mapping):
            raise ValueError("must be a group, such as `{reviewers: 1}`")
        if not set(settings) <= {*_NUMBERS, _LAWYER}:
            raise ValueError(f"can only have: {_LAWYER}, {', '.join(sorted(_NUMBERS))}")
        for name in _NUMBERS:
            # `True` is an `int` in Python.
            if type(settings.get(name, 0)) is not int or not 0 <= settings.get(name, 0) <= 9:
                raise ValueError(f"needs a number from 0 to 9 in `{name}`")
        if type(settings.get(_LAWYER, False)) is not bool:
            raise ValueError(f"needs `true` or `false` in `{_LAWYER}`")
        return cls(**settings)

    def shortfall(self, record: Record) -> str | None:
        """How the reviews of a record fall short, or None. Only a review of the text as it is counts."""
        if record.withdrawn is not None:
            return None
        digest = text_digest(record)
        reviews = [review for review in record.reviewed if review.text == digest]
        names = {_folded(review.by) for review in reviews}
        is_adverse = isinstance(record, Claim) and bool(record.adverse_to)
        needs_lawyer = is_adverse and self.adverse_lawyer
        wanted = max(self.reviewers, self.adverse_reviewers if is_adverse else 0, int(needs_lawyer))
        has_lawyer = any(review.role is ReviewRole.LEGAL for review in reviews)
        if len(names) >= wanted and (has_lawyer or not needs_lawyer):
            return None
        lawyer = f", one of them with `role: {ReviewRole.LEGAL}`" if needs_lawyer else ""
        once = "; reviews by one name count once" if len(names) < len(reviews) else ""
        found = "nobody has" if not names else f"{len(names)} {'person has' if len(names) == 1 else 'persons have'}"
        return f"{found} reviewed its text, and it needs {wanted}{lawyer}{once}"


def _folded(name: str) -> tuple[str, ...]:
    """The words of a name in one order, without case, punctuation and other ways to encode its letters.

    `Ann Example` and `Example, Ann` are one person. Two persons whose names differ in nothing else count once.
    """
    letters = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    kept = (letter if unicodedata.category(letter)[0] in "LMN" else " " for letter in letters if letter not in "'’")
    return tuple(sorted("".join(kept).split()))

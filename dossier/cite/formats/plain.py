"""Citations in plain words, for a letter or a post.

They follow no published standard: author, title, publication and date, later history, address.
"""

from __future__ import annotations

from collections.abc import Sequence

from dossier.cite import LaterDecision
from dossier.cite.authors_and_titles import oscola_authors, without_full_stop
from dossier.cite.classify import PROTECTED, anonymous, medium_of, title_note
from dossier.cite.dates_and_addresses import oscola_date
from dossier.model import Source
from dossier.model.vocabulary import Relation

_EFFECTS = {
    Relation.AFFIRMED: "affirmed by",
    Relation.REVERSED: "reversed by",
    Relation.VARIED: "varied by",
    Relation.REMITTED: "remitted by",
    Relation.APPEALED_TO: "appealed to",
}


def plain_citation(source: Source, pinpoint: str | None = None, later: Sequence[LaterDecision] = ()) -> str:
    """The citation of a source as sentences, without a final full stop.

    It says what was not recorded.
    """
    source = anonymous(source)
    numbers = (source.neutral_citation, source.report, source.oj_reference, source.official_id, source.case_number)
    details = (
        PROTECTED if source.is_protected else medium_of(source),
        source.publication or source.publisher or source.court,
        *dict.fromkeys(numbers),
        oscola_date(source.issued),
        pinpoint,
    )
    parts = (
        oscola_authors(source),
        without_full_stop(source.title) + title_note(source),
        ", ".join(detail.strip() for detail in details if detail),
        *(_later_decision(effect) for effect in later),
        source.persistent_url or source.url or source.doi_address or "",
    )
    return ". ".join(" ".join(part.split()) for part in parts if part)


def _later_decision(effect: LaterDecision) -> str:
    """The effect of a later decision in words: "Later reversed by …"."""
    decision = effect.decision
    name = decision.title if decision.has_published_title else f"{decision.forum}, {decision.kind.label.lower()}"
    verb, _, preposition = _EFFECTS[effect.relation].partition(" ")
    done = f"{verb}{' in part' if effect.is_partial else ''} {preposition}"
    return f"Later {done} {name}" + (f" {decision.reference}" if decision.reference else "")

"""Turn a source into a citation without a standard, for a letter or a post: who, what, where and when, address."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.cite import Turn
from dossier.cite.authors_and_titles import oscola_authors, sentence
from dossier.cite.classify import title_note
from dossier.cite.dates_and_addresses import oscola_day
from dossier.model import Source
from dossier.model.vocabulary import Relation

_DONE = {
    Relation.AFFIRMED: "affirmed by",
    Relation.REVERSED: "reversed by",
    Relation.VARIED: "varied by",
    Relation.REMITTED: "remitted by",
    Relation.APPEALED_TO: "appealed to",
}


def in_words(source: Source, pinpoint: str | None = None, later: Sequence[Turn] = ()) -> str:
    """Sentences with a full stop between them, none at the end; what was not seen says so."""
    numbers = (source.neutral_citation, source.report, source.oj_reference, source.official_id, source.case_number)
    place = (
        source.publication or source.publisher or source.court,
        *dict.fromkeys(numbers),
        oscola_day(source.issued),
        pinpoint,
    )
    parts = (
        oscola_authors(source),
        sentence(source.title) + title_note(source),
        ", ".join(one.strip() for one in place if one),
        *(_told(turn) for turn in later),
        source.persistent_url or source.url or (f"https://doi.org/{source.doi}" if source.doi else ""),
    )
    return ". ".join(" ".join(part.split()) for part in parts if part)


def _told(turn: Turn) -> str:
    """What became of a decision: "Later reversed by …"."""
    number = turn.decision.neutral_citation or turn.decision.case_number
    return f"Later {_DONE[turn.relation]} {turn.decision.title}" + (f" {number}" if number else "")

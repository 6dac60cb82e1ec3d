"""Citations in plain words, for a letter or a post.

They follow no published standard: author, title, publication and date, later history, address.
"""

from __future__ import annotations

from collections.abc import Sequence

from dossier.cite import Decision, LaterDecision
from dossier.cite.authors_and_titles import oscola_authors, without_full_stop
from dossier.cite.classify import PROTECTED, anonymous, medium_of, title_note
from dossier.cite.dates_and_addresses import oscola_date
from dossier.model import Source
from dossier.model.labels import OPENED, enumeration
from dossier.model.vocabulary import Extent, Relation

_EFFECTS = {
    Relation.AFFIRMED: "affirmed",
    Relation.REVERSED: "reversed",
    Relation.VARIED: "varied",
    Relation.REMITTED: "remitted",
    Relation.REFUSED: "refused",
    Relation.APPEALED_TO: "appealed",
}
# The styles of citation have a form for a part only, so what is not known is said by sentences alone.
_EXTENTS = {Extent.WHOLE: "", Extent.PART: " in part", Extent.NOT_KNOWN: " (how much is not known)"}


def plain_citation(source: Source, pinpoint: str | None = None, later: str = "") -> str:
    """The citation of a source as sentences, without a final full stop.

    It says what was not recorded. `later` are sentences on its later history.
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
        later.removesuffix("."),
        source.persistent_url or source.url or source.doi_address or "",
    )
    return ". ".join(" ".join(part.split()) for part in parts if part)


def later_sentences(later: Sequence[LaterDecision], cited: Decision | None = None, caveat: str = "") -> str:
    """The effects of later decisions in words: "Later reversed by A. That decision was reversed by B."

    An undecided proceeding has only the day on which it was opened. `caveat` says what is not known or pending.
    """
    opened = None if cited is None or cited.decided is not None else cited.opened
    sentences = [] if opened is None else [f"{OPENED} {opened}"]
    known = " ".join(f"{sentence}." for sentence in (*sentences, *map(_later_decision, later)))
    return f"{known} {caveat}".strip()


def _later_decision(later: LaterDecision) -> str:
    decision = later.decision
    name = decision.title if decision.has_published_title else f"{decision.forum}, {decision.kind.label.lower()}"
    done = enumeration([f"{_EFFECTS[effect.relation]}{_EXTENTS[effect.extent]}" for effect in later.effects])
    preposition = "by" if later.decides else "to"
    if later.refuses:
        subject = "An appeal from that decision was" if later.is_on_later else "Later an appeal was"
    else:
        subject = "That decision was" if later.is_on_later else "Later"
    reference = decision.reference or ""
    number = "" if reference in name else f" {reference}"
    # A neutral citation has the year.
    day = "" if decision.neutral_citation is not None or decision.decided is None else f" ({decision.decided})"
    return f"{subject} {done} {preposition} {name}{number}{day}"

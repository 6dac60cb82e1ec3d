"""The picture of sources for and against a claim, and their origins.

A source is shown as an origin only if that is recorded. If nobody looked into what a source goes back to, the picture
says so, as the text next to it does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.cite.fate import fate_as_looked_up
from dossier.cite.pending_appeals import pending_appeals
from dossier.model import Claim, Record
from dossier.model.labels import capitalised
from dossier.model.vocabulary import Stance
from dossier.pages.content import RecordLink, Text, Words
from dossier.pages.independence import support_sentence
from dossier.pages.lists import Cell, Column, RecordList, Row, links_cell, words_cell
from dossier.pages.parts import record_link
from dossier.pages.pictures.picture import Drawing, Picture
from dossier.pages.proceeding_summary import LATER
from dossier.reading.dossier import Dossier
from dossier.reading.independence import origins_on_side, support_of

_SIDES = (Stance.SUPPORTS, Stance.CONTRADICTS)
NOT_TRACED = "nobody looked into what it goes back to"
ORIGIN = "recorded origin"
_CONTEXT = " Sources that give context only are not shown."
_COLUMNS = (
    Column("source", "Source"),
    Column("side", "Side"),
    Column("origins", "What it goes back to"),
    Column("later", LATER),
)
_WORDS = ("source", "sources")


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A source: its side, or None for an origin that is not cited itself, and the origins that it goes back to."""

    source: RecordLink
    side: Stance | None
    # None if nobody looked into them. A source that is an origin itself has itself among them.
    origins: tuple[RecordLink, ...] | None
    # What became of the decision that it is, as sentences, or "".
    fate: str = ""

    @property
    def is_origin(self) -> bool:
        """True if it is recorded that it is an origin."""
        return self.origins is not None and self.source in self.origins

    @property
    def earlier(self) -> tuple[RecordLink, ...]:
        """The other sources that it goes back to."""
        return tuple(origin for origin in self.origins or () if origin != self.source)


@dataclass(frozen=True, slots=True)
class SupportDrawing(Drawing):
    """The sources for a claim, those against it, and the origins that are not among them."""

    sources: tuple[Standpoint, ...]

    @property
    def records(self) -> tuple[str, ...]:
        """The identifiers of the sources."""
        return tuple(each.source.identifier for each in self.sources)


def support_picture(dossier: Dossier, claim: Claim) -> Picture | None:
    """The picture of the support of a claim.

    None if it has fewer than two sources for or against it, or if nobody looked into what any of them goes back to: the
    text says that in a line.
    """
    cited = tuple(_cited(dossier, claim))
    named = {each.source for each in cited}
    if len(named) < 2 or all(each.origins is None for each in cited):
        return None
    origins = dict.fromkeys(origin for each in cited for origin in each.earlier if origin not in named)
    sources = (*cited, *(_standpoint(dossier, origin, None, (origin,)) for origin in origins))
    against = sum(each.side is Stance.CONTRADICTS for each in cited)
    return Picture(
        name="support",
        title="Picture of the support",
        description=f"{support_sentence(dossier, support_of(dossier, claim))} {against or 'None'} against it.",
        caption=_caption(sources) + (_CONTEXT if any(each.stance is Stance.CONTEXT for each in claim.evidence) else ""),
        drawing=SupportDrawing(sources),
        table=RecordList("support", _WORDS, _COLUMNS, (), rows=tuple(map(_row, sources))),
        is_next_to_text=True,
        is_on_paper=False,
    )


def _cited(dossier: Dossier, claim: Claim) -> Iterator[Standpoint]:
    for side in _SIDES:
        for name, origins in origins_on_side(dossier, claim, side).items():
            links = None if origins is None else tuple(record_link(dossier, origin) for origin in sorted(origins))
            yield _standpoint(dossier, record_link(dossier, name), side, links)


def _standpoint(
    dossier: Dossier, source: RecordLink, side: Stance | None, origins: tuple[RecordLink, ...] | None
) -> Standpoint:
    return Standpoint(source, side, origins, _fate(dossier, dossier.entries[source.identifier].record))


def _fate(dossier: Dossier, source: Record) -> str:
    """The fate of the decision in a source and the appeals that are pending from it, as sentences. Else ""."""
    fate, pending = fate_as_looked_up(dossier, source), pending_appeals(dossier, source)
    return " ".join(each.sentence for each in (fate, pending) if each is not None)


def _caption(sources: tuple[Standpoint, ...]) -> str:
    """The meaning of the shapes that the picture has."""
    shapes = {
        "plus: for": any(each.side is Stance.SUPPORTS for each in sources),
        "minus: against": any(each.side is Stance.CONTRADICTS for each in sources),
        f"square: {ORIGIN}": any(each.is_origin for each in sources),
        "arrow: goes back to": any(each.earlier for each in sources),
        f"broken circle: {NOT_TRACED}": any(each.origins is None for each in sources),
    }
    words = "; ".join(words for words, is_shown in shapes.items() if is_shown)
    return f"{capitalised(words)}."


def _row(each: Standpoint) -> Row:
    side = "Not cited here" if each.side is None else each.side.label
    if each.earlier:
        origins = links_cell(each.earlier)
    else:
        words: Text = (Words(capitalised(ORIGIN if each.is_origin else NOT_TRACED)),)
        origins = Cell(words)
    return Row(
        each.source.identifier, (Cell((each.source,)), words_cell(side), origins, words_cell(each.fate or "—")), {}
    )

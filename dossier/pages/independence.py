"""The section on the independence of the sources that support a claim.

It says what is recorded, and never counts a source as an origin if nobody looked into what it repeats.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.model import Claim
from dossier.model.vocabulary import Independence, Tier
from dossier.pages.content import Aside, Block, Item, Items, Paragraph, Text, Words
from dossier.pages.parts import joined, record_link
from dossier.reading.dossier import Dossier
from dossier.reading.independence import Support, support_of


def independence(dossier: Dossier, claim: Claim) -> Iterator[Block]:
    """Yield what is known of the origins of the support: a sentence, the recorded origins, and the other sources."""
    support = support_of(dossier, claim)
    if support.independence is None:
        yield Paragraph((Words("No source supports it."),), role="none")
        return
    yield Paragraph((Words(support_sentence(dossier, support)),))
    if support.by_origin:
        origins = (_origin(dossier, origin, sources) for origin, sources in support.by_origin.items())
        yield from _listed("Recorded origins", origins)
    if support.not_traced and len(support.origins_of) > 1:
        sources = (Item((Paragraph((record_link(dossier, name),)),)) for name in support.not_traced)
        yield from _listed("Nobody looked into what these go back to", sources)


def support_sentence(dossier: Dossier, support: Support) -> str:
    """Words for what is known of the origins of the sources that support a claim."""
    number = len(support.origins_of)
    match support.independence:
        case Independence.SINGLE_SOURCE:
            sentence = "A single source supports it."
            # A primary source reports its author's own act, so nobody needs to look for an earlier source.
            secondary = any(_tier(dossier, name) is Tier.SECONDARY for name in support.not_traced)
            return f"{sentence} Nobody looked into what that source goes back to." if secondary else sentence
        case Independence.SHARED_ORIGIN if len(support.by_origin) == 1:
            return f"{number} sources support it and go back to one origin. However many repeat it, that is one voice."
        case Independence.SHARED_ORIGIN:
            return f"{number} sources support it, and no two of them are known to have different origins."
        case Independence.INDEPENDENT:
            return f"{number} sources support it. At least two of them are known to have different origins."
    return f"{number} sources support it. It is not known if any two of them are independent of each other."


def _tier(dossier: Dossier, name: str) -> Tier | None:
    source = dossier.source(name)
    return None if source is None else source.tier


def _origin(dossier: Dossier, origin: str, sources: Iterable[str]) -> Item:
    text: Text = (record_link(dossier, origin),)
    others = [record_link(dossier, name) for name in sources if name != origin]
    if others:
        text += (Words(" "), Aside((Words("repeated by "), *joined(others))))
    return Item((Paragraph(text),))


def _listed(label: str, items: Iterable[Item]) -> Iterator[Block]:
    yield Paragraph((Words(f"{label}:"),))
    yield Items(tuple(items))

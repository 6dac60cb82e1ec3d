"""Citations of sources and decisions, as runs of text and emphasis.

HTML and plain text are both printed from these runs. The rules are those of OSCOLA (5th and 4th editions) and of The
Bluebook (22nd edition). A citation says what was not recorded and never guesses. It has no final full stop: that
belongs to the footnote or sentence around the citation.
"""

from __future__ import annotations

from collections.abc import Sequence

from dossier.cite.authors_and_titles import name_of
from dossier.cite.bluebook import decisions as bluebook_decisions
from dossier.cite.bluebook import sources as bluebook_sources
from dossier.cite.classify import anonymous
from dossier.cite.decisions import Decision, Effect, LaterDecision, decision
from dossier.cite.oscola import decisions as oscola_decisions
from dossier.cite.oscola import sources as oscola_sources
from dossier.cite.oscola.pinpoints import printed_pinpoint
from dossier.cite.page import page_citation
from dossier.cite.runs import Run, Runs, Style, merge_runs, plain
from dossier.model.source import Source

__all__ = [
    "Decision",
    "Effect",
    "LaterDecision",
    "Run",
    "Runs",
    "Style",
    "cite",
    "decision",
    "name_of",
    "page_citation",
    "plain",
    "printed_pinpoint",
]


def cite(
    cited: Source | Decision,
    style: Style = Style.OSCOLA5,
    pinpoint: str | None = None,
    later: Sequence[LaterDecision] = (),
) -> Runs:
    """The citation of a source or of a decision.

    `pinpoint` is the place in it, as a contributor writes it ("paragraphs 1 to 3"). `later` lists what later decisions
    did to it, in order. This history is part of the citation of every case (OSCOLA 5 §2.1.8, Bluebook rule 10.7).
    """
    if isinstance(cited, Source):
        cited = anonymous(cited)
    match cited, style:
        case Source(), Style.BLUEBOOK:
            runs = bluebook_sources.cite_source(cited, pinpoint, later)
        case Source(), _:
            runs = oscola_sources.cite_source(cited, style, pinpoint, later)
        case Decision(), Style.BLUEBOOK:
            runs = bluebook_decisions.cite_decision(cited, pinpoint, later)
        case _:
            runs = oscola_decisions.cite_decision(cited, pinpoint, later)
    return merge_runs(runs)

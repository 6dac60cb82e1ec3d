"""Judgments whose later course is known only from suspended proceedings.

The suspension of a proceeding leaves the source of its judgment, which would look as if nothing had changed it.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from dossier.cite.with_history import later_decisions_of_source
from dossier.model import Source
from dossier.model.identifiers import Kind
from dossier.model.vocabulary import Relation
from dossier.reading.dossier import Dossier
from dossier.reading.load import Loaded
from dossier.releases.aftermath.published import FrozenRevision, Published
from dossier.releases.publish.suspended_records import without_suspended


def without_what_is_suspended(loaded: Loaded, published: Published) -> Loaded:
    """The records that may be shown next to these releases, with the judgments whose later course that hides.

    Raises DossierError if any of them refers to a suspended record.
    """
    shown = without_suspended(loaded, published.records_out)
    dossier = shown.dossier
    return replace(shown, dossier=replace(dossier, hidden_courses=hidden_courses(published, dossier)))


def hidden_courses(published: Published, dossier: Dossier) -> frozenset[str]:
    """The judgments that had later decisions when a proceeding was suspended, some of which are no longer named."""
    versions = [release.version for release in published.releases]
    proceedings = f"{Kind.PROCEEDING.prefix}-"
    since = {out.version for name, out in published.records_out.items() if name.startswith(proceedings)}
    return frozenset(
        name
        for name, revisions in published.revisions.items()
        if (source := dossier.source(name)) is not None
        for version in since
        if _changes_then(revisions, versions[: versions.index(version) + 1]) - _changes_now(dossier, source)
    )


def _changes_then(revisions: Sequence[FrozenRevision], versions: Container[str]) -> set[tuple[str, str]]:
    """The later decisions that changed a judgment, according to its newest revision in these releases."""
    known = [each for each in revisions if each.suspension is None and each.release.version in versions]
    told = known[-1].description["resolved"].get("later", ()) if known else ()
    return {
        (effect["relation"], later.get("neutral_citation") or later.get("case_number") or later.get("title") or "")
        for later in told
        for effect in later["effects"]
        if Relation(effect["relation"]).is_change
    }


def _changes_now(dossier: Dossier, source: Source) -> set[tuple[str, str]]:
    """The later decisions that changed a judgment, as its citation prints them now."""
    return {
        (effect.relation.value, decision.reference or (decision.title if decision.has_published_title else ""))
        for later in later_decisions_of_source(dossier, source)
        for decision in (later.decision,)
        for effect in later.effects
    }

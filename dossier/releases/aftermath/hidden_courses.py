"""Decisions whose later course is recorded only in suspended proceedings.

The suspension of a proceeding leaves the source of its judgment, and the proceedings before it once they no longer name
it. These would look as if nothing had changed the decision.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from dossier.cite.with_history import later_decisions_of_source
from dossier.model import Source
from dossier.model.identifiers import Kind
from dossier.model.vocabulary import Relation
from dossier.reading.decisions import decisions_in
from dossier.reading.dossier import Dossier, link_records
from dossier.reading.load import Loaded
from dossier.releases.aftermath.published import FrozenRevision, Published
from dossier.releases.publish.frozen_base import frozen_base
from dossier.releases.publish.suspended_records import without_suspended

_PROCEEDINGS = f"{Kind.PROCEEDING.prefix}-"


def without_what_is_suspended(loaded: Loaded, published: Published) -> Loaded:
    """The records that may be shown next to these releases, with the decisions whose later course that hides.

    Raises DossierError if any of them refers to a suspended record.
    """
    shown = without_suspended(loaded, published.records_out)
    hidden = hidden_courses(published, loaded.dossier, shown.dossier)
    return replace(shown, dossier=replace(shown.dossier, hidden_courses=hidden))


def hidden_courses(published: Published, whole: Dossier, shown: Dossier) -> frozenset[str]:
    """The proceedings and judgments whose later course is hidden. `shown` is the dossier without suspended records.

    That of a judgment is if its own proceeding is suspended: a later decision may be recorded there at any time. That
    of a proceeding is if it ever named a suspended proceeding as a later step: it had to stop before the suspension.
    """
    suspended = {name for name in published.records_out if name.startswith(_PROCEEDINGS)}
    if not suspended:
        return frozenset()
    hidden = _leading_to(suspended, _later_proceedings(published, whole))
    newest = published.newest_records()
    base = frozen_base({name: newest[name] for name in suspended & newest.keys()}, whole)
    # Their files may be changed or gone, so they also count as they were published.
    with_published = link_records({**shown.entries, **base.entries}, shown.names, shown.subject, shown.today)
    lost = suspended - whole.entries.keys() - base.entries.keys()
    judgments = {
        source.id
        for source in (entry.record for entry in shown.sources())
        if not hidden.isdisjoint(_proceedings_of(source, (whole, with_published, shown)))
        or (lost and _had_other_course(shown, source, published.revisions.get(source.id, ()), lost))
    }
    return frozenset(judgments | (hidden & shown.entries.keys()))


def _proceedings_of(source: Source, dossiers: Iterable[Dossier]) -> set[str]:
    """The proceedings whose decision a source is according to any of these dossiers."""
    return {proceeding.id for dossier in dossiers for proceeding in decisions_in(dossier, source)}


def _later_proceedings(published: Published, whole: Dossier) -> Mapping[str, Collection[str]]:
    """By proceeding: the later steps that the evidence or any published revision names."""
    later = {entry.record.id: {step.proceeding for step in entry.record.history} for entry in whole.proceedings()}
    for name in (name for name in published.revisions if name.startswith(_PROCEEDINGS)):
        for revision in published.revisions[name]:
            later.setdefault(name, set()).update(_named_as_later(published, revision))
    return later


def _named_as_later(published: Published, revision: FrozenRevision) -> Iterator[str]:
    content = published.as_published(revision)
    if content is not None:
        yield from (step["proceeding"] for step in json.loads(content)["record"].get("history", ()))
    elif revision.suspension is not None:
        # What it said is gone. It showed the text of this record, perhaps as a later decision.
        yield revision.suspension.file.record


def _leading_to(names: Collection[str], later: Mapping[str, Collection[str]]) -> set[str]:
    """These proceedings, and all that lead to them by later proceedings."""
    found = set(names)
    while more := {name for name, after in later.items() if name not in found and not found.isdisjoint(after)}:
        found |= more
    return found


def _had_other_course(
    shown: Dossier, source: Source, revisions: Collection[FrozenRevision], lost: Collection[str]
) -> bool:
    """True if any revision of a judgment has a later decision that its citation has no longer.

    Nothing else says so if nothing is left of a suspended proceeding but its notice.
    """
    now = {
        (effect.relation.value, decision.reference or (decision.title if decision.has_published_title else ""))
        for later in later_decisions_of_source(shown, source)
        for decision in (later.decision,)
        for effect in later.effects
    }
    return any(
        each.suspension.file.record in lost if each.suspension is not None else bool(_changes(each) - now)
        for each in revisions
    )


def _changes(revision: FrozenRevision) -> set[tuple[str, str]]:
    """The later decisions that changed a judgment, according to a revision of it."""
    return {
        (effect["relation"], later.get("neutral_citation") or later.get("case_number") or later.get("title") or "")
        for later in revision.description["resolved"].get("later", ())
        for effect in later["effects"]
        if Relation(effect["relation"]).is_change
    }

"""Decisions whose later course is recorded only in suspended proceedings.

The suspension of a proceeding leaves the source of its judgment, and the proceedings before it once they no longer name
it. These would look as if nothing had changed the decision.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from dossier.model import Source
from dossier.model.decision_numbers import may_be_decision
from dossier.model.identifiers import Kind
from dossier.reading.decisions import decisions_in
from dossier.reading.dossier import Dossier, link_records
from dossier.reading.load import Loaded
from dossier.reading.lost_links import lost_links
from dossier.releases.aftermath.published import FrozenRevision, Published
from dossier.releases.publish.frozen_base import frozen_base
from dossier.releases.publish.suspended_records import without_suspended

_PROCEEDINGS = f"{Kind.PROCEEDING.prefix}-"
_NAMING = (_PROCEEDINGS, f"{Kind.SOURCE.prefix}-")


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
    of a proceeding is if it ever named a suspended proceeding as a later step, and that of a source if it ever said to
    be the decision in one: they had to stop before the suspension.
    If nothing is left of a suspended proceeding, it may be that of any judgment.
    """
    suspended = _suspended_proceedings(published)
    if not suspended:
        return frozenset()
    hidden = _leading_to(suspended, _named_ever(published, whole))
    base = _as_published(published, whole, suspended)
    # Their files may be changed or gone, so they also count as they were published.
    with_published = link_records({**shown.entries, **base.entries}, shown.names, shown.subject, shown.today)
    is_any_lost = not suspended <= whole.entries.keys() | base.entries.keys()
    # A suspended proceeding may be that of a judgment although neither says so.
    unlinked = (lost_links(whole).keys() | lost_links(with_published).keys()) - lost_links(shown).keys()
    judgments = {
        source.id
        for source in (entry.record for entry in shown.sources())
        if source.id in unlinked
        or (is_any_lost and may_be_decision(source))
        or not hidden.isdisjoint(_proceedings_of(source, (whole, with_published, shown)))
    }
    return frozenset(judgments | (hidden & shown.entries.keys()))


def lost_proceedings(published: Published, whole: Dossier) -> list[str]:
    """The suspended proceedings of which nothing is left but a notice.

    Their files are not in the evidence, and their published bytes cannot be found.
    """
    missing = _suspended_proceedings(published) - whole.entries.keys()
    return sorted(missing - _as_published(published, whole, missing).entries.keys())


def _suspended_proceedings(published: Published) -> set[str]:
    return {name for name in published.records_out if name.startswith(_PROCEEDINGS)}


def _as_published(published: Published, whole: Dossier, names: Collection[str]) -> Dossier:
    """These proceedings as they were last published, as far as their bytes can be found."""
    newest = published.newest_records() if names else {}
    return frozen_base({name: newest[name] for name in newest.keys() & set(names)}, whole)


def _proceedings_of(source: Source, dossiers: Iterable[Dossier]) -> set[str]:
    """The proceedings whose decision a source is according to any of these dossiers."""
    return {proceeding.id for dossier in dossiers for proceeding in decisions_in(dossier, source)}


def _named_ever(published: Published, whole: Dossier) -> Mapping[str, Collection[str]]:
    """The later steps of each proceeding, now or in any revision, and what each source decided in any revision."""
    named = {entry.record.id: {step.proceeding for step in entry.record.history} for entry in whole.proceedings()}
    for name in (name for name in published.revisions if name.startswith(_NAMING)):
        source = whole.source(name)
        may_name = source is None or may_be_decision(source)
        for revision in published.revisions[name]:
            named.setdefault(name, set()).update(_named_in(published, revision, may_name=may_name))
    return named


def _named_in(published: Published, revision: FrozenRevision, *, may_name: bool) -> Iterator[str]:
    content = published.as_published(revision)
    if content is not None:
        record = json.loads(content)["record"]
        yield from (step["proceeding"] for step in record.get("history", ()))
        decided = record.get("decision_of", ())
        yield from () if isinstance(decided, str) else decided
    elif may_name:
        # What it said is gone. It may have named any of them.
        yield from _suspended_proceedings(published)


def _leading_to(names: Collection[str], later: Mapping[str, Collection[str]]) -> set[str]:
    """These proceedings, and all that lead to them by later proceedings or as their decisions."""
    found = set(names)
    while more := {name for name, after in later.items() if name not in found and not found.isdisjoint(after)}:
        found |= more
    return found

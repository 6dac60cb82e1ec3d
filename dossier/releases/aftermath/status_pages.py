"""Pages that show the current status of each released revision.

Frozen pages never change, but each build writes these pages again: the status notice that a frozen page shows in a
frame, the page that leads from a record to its newest revision, and a page for each published record that is no longer
in the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dossier.cite.fate import ONE_SOURCE_IS, RESTS_ON, fate_among_others, fate_as_looked_up, resting_fate
from dossier.cite.pending_appeals import pending_appeals, pending_for_claim
from dossier.configuration import About
from dossier.model import addresses
from dossier.model.identifiers import Kind
from dossier.model.vocabulary import Stance
from dossier.pages.revisions import SuspensionStep
from dossier.reading.authorities import authorities, authorities_of, supporting_decisions
from dossier.reading.dossier import Dossier
from dossier.releases.aftermath.as_of import as_of_document
from dossier.releases.aftermath.browser_data import BrowserRevision, known_revisions, living_pages, original_texts
from dossier.releases.aftermath.lost_decisions import names_lost_decision
from dossier.releases.aftermath.published import FrozenRevision, Published, pages_in
from dossier.releases.aftermath.shown_titles import protected_sources
from dossier.releases.aftermath.status import RevisionStatus, Status, revision_status
from dossier.releases.aftermath.status_sentence import with_label
from dossier.releases.freeze.notice import living_notice
from dossier.releases.freeze.page import day_in_words, environment, style
from dossier.releases.freeze.revision import listed_claim, snapshot
from dossier.releases.store.salt import without_salt

# The frame on a frozen page has a fixed height, so the number of statuses on a status page is bounded, and so are the
# sentences on later decisions. The living page has all of them, with the reasons.
_MOST = 4
_LINK = re.compile(rb'href="\.\./\.\./\.\./([^"]*)"')


def status_pages(published: Published, dossier: Dossier, about: About) -> Iterator[tuple[str, bytes]]:
    """Yield the path, from the root of the site, and the content of each status page and of the data of other pages."""
    subject, site_name = dossier.subject, about.name
    current: list[BrowserRevision] = []
    linked = _linked(published, dossier)
    living = _living_addresses(published, dossier, linked)
    for name, revisions in published.revisions.items():
        newest = revisions[-1]
        record = _current_record(dossier, newest)
        for frozen in revisions:
            status = _status(dossier, frozen, newest, record)
            page = _status_page(frozen, newest, status, dossier, about, living=living[name])
            yield f"{frozen.revision.status}index.html", page
            current.append(BrowserRevision(frozen, status, living[name]))
        yield (
            f"{addresses.newest_revision(name)}index.html",
            _page("newest.html", newest=newest.revision, site_name=site_name),
        )
    present = {(entry.kind, name) for name, entry in dossier.entries.items()}
    days = {release.version: release.date for release in published.releases}
    for name, suspension in published.records_out.items():
        step = SuspensionStep(suspension.version, day_in_words(days[suspension.version]), suspension.file.reason)
        yield f"{living[name]}index.html", living_notice(name, step, site_name, about.publisher)
    out = published.records_out.keys()
    for kind, name in sorted(page for page in linked - present if page[1] not in out):
        revisions, word = published.revisions.get(name, ()), subject.name(kind)
        path = f"{subject.living_page(kind, name)}index.html"
        yield path, _page("tombstone.html", kind=word, name=name, revisions=revisions, site_name=site_name)
    versions = [release.version for release in published.releases]
    yield addresses.KNOWN_REVISIONS, known_revisions(versions, current, living_pages(dossier))
    yield addresses.ORIGINAL_TEXTS, original_texts(current)
    protected = protected_sources(dossier, published)
    yield addresses.AS_OF, as_of_document(published.releases, current, subject, protected)


def _living_addresses(published: Published, dossier: Dossier, linked: Iterable[tuple[Kind, str]]) -> dict[str, str]:
    """The living page of each published record. The kind of a suspended record may only be known from links to it."""
    kinds = {name: revisions[0].kind for name, revisions in published.revisions.items()}
    kinds |= {name: kind for kind, name in linked}
    kinds |= {
        name: frozen.kind
        for name, revisions in published.revisions.items()
        for frozen in revisions
        if frozen.suspension is None
    }
    return {name: dossier.subject.living_page(kinds[name], name) for name in published.revisions}


def is_ahead(dossier: Dossier, newest: FrozenRevision) -> bool:
    """True if the record in the evidence differs from its newest revision."""
    if newest.suspension is not None:
        return False
    entry = dossier.entries[newest.revision.identifier]
    return snapshot(dossier, entry) != without_salt(newest.content)


def _current_record(dossier: Dossier, newest: FrozenRevision) -> Mapping[str, Any]:
    """The record as it is in the evidence, or as it was last released if it is no longer there."""
    entry = dossier.entries.get(newest.revision.identifier)
    if entry is None:
        return newest.record
    return entry.record.model_dump(mode="json", exclude_unset=True)


def _status(
    dossier: Dossier, frozen: FrozenRevision, newest: FrozenRevision, record: Mapping[str, Any]
) -> RevisionStatus:
    if frozen.suspension is not None:
        return RevisionStatus((Status.SUSPENDED,))
    entry = dossier.entries.get(newest.revision.identifier)
    claim = dossier.claim(newest.revision.identifier)
    rests_on = among_others = None
    pending = None if entry is None else pending_appeals(dossier, entry.record)
    if claim is not None:
        supporting = list(_supporting(frozen.record))
        about = frozen.record.get("proceedings", ())
        rested = authorities_of(dossier, supporting, about, frozen.record.get("standing", ""))
        resting = tuple(dict.fromkeys((*authorities(dossier, claim), *rested)))
        named = (source for source, _ in (*_supporting(record), *supporting))
        others = supporting_decisions(dossier, named, {*about, *claim.proceedings})
        rests_on = resting_fate(dossier, resting)
        # The frame of a frozen page has room for a single sentence on decisions.
        among_others = fate_among_others(dossier, others) if rests_on is None else None
        pending = pending_for_claim(dossier, resting, RESTS_ON) or pending_for_claim(dossier, others, ONE_SOURCE_IS)
    return revision_status(
        frozen.record,
        record,
        is_newest=frozen is newest,
        is_redacted=bool(frozen.redactions),
        fate=None if entry is None else fate_as_looked_up(dossier, entry.record),
        rests_on=rests_on,
        among_others=among_others,
        pending=pending,
        claims_changed=_changed_claims(dossier, frozen),
        names_lost_decision=names_lost_decision(dossier, frozen),
    )


def _changed_claims(dossier: Dossier, frozen: FrozenRevision) -> str | None:
    """A sentence that counts the claims which the page of a body lists and which are other claims now, or None."""
    withdrawn, changed = set(), set()
    for link in frozen.description["resolved"].get("backlinks", ()):
        claim = dossier.claim(link["claim"])
        now = {} if claim is None else listed_claim(claim)
        if "withdrawn" in now and "withdrawn" not in link:
            withdrawn.add(link["claim"])
        elif any(link.get(name) != value for name, value in now.items()):
            changed.add(link["claim"])
    counts = [
        *([f"{len(withdrawn):,} withdrawn"] if withdrawn else []),
        *([f"{len(changed):,} given other words or another standing"] if changed else []),
    ]
    return f"Of the claims that this page lists, since then: {' and '.join(counts)}." if counts else None


def _supporting(claim: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Yield the source and origin of each piece of evidence that supports a claim, as it was frozen."""
    for evidence in claim.get("evidence", ()):
        if evidence.get("stance") == Stance.SUPPORTS:
            yield evidence["source"], evidence.get("origin")


def _status_page(
    frozen: FrozenRevision,
    newest: FrozenRevision,
    status: RevisionStatus,
    dossier: Dossier,
    about: About,
    *,
    living: str,
) -> bytes:
    successor = (status.withdrawn or {}).get("replaced_by")
    entry = None if successor is None else dossier.entries.get(successor)
    shown = status.most_serious(_MOST)
    main = tuple(each for each in shown if each is shown[0] or each in status.sentences)
    return _page(
        "status.html",
        frozen=frozen,
        living=living,
        newest=newest,
        status=status,
        main=main,
        also=tuple(each for each in shown if each not in main),
        sentences={each: with_label(each.label, sentence) for each, sentence in status.short_sentences.items()},
        redaction=frozen.redactions[0] if frozen.redactions else None,
        successor=None if entry is None else dossier.subject.living_page(entry.kind, entry.record.id),
        about=about,
        today=day_in_words(dossier.today.isoformat()),
    )


def _linked(published: Published, dossier: Dossier) -> set[tuple[Kind, str]]:
    """The kind and identifier of each living page that a published page links to. Each must always answer."""
    linked: set[tuple[Kind, str]] = set()
    for _, content in pages_in(published.files):
        pages = (dossier.subject.parse_living_page(link.decode()) for link in _LINK.findall(content))
        linked.update(page for page in pages if page is not None)
    return linked


def _page(template: str, **values: object) -> bytes:
    return environment().get_template(template).render(css=style(), **values).lstrip().encode()

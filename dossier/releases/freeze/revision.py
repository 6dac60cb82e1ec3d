"""Revisions of records as canonical JSON.

`record` is what the author wrote. `resolved` describes each record that it names: the citation of a source, with later
decisions on it and how far it was read, the name of a body, and the title, status and history of a proceeding. It also
has the names of the body that heard the proceeding and of the body that replaces one, because pages print them. Only
the revision of a body in focus holds back-links, because claims are its substance. `terms` are the words of
`subject.yml` that it uses, with what they mean: `subject.yml` may change.
Nothing is in a revision that can change without a change of substance: no day of a routine check, no release, no
template.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import rfc8785

from dossier.cite import Effect, LaterDecision
from dossier.cite.with_history import later_decisions_of_source
from dossier.model import Body, Claim, FocusBody, Proceeding, Record, Source
from dossier.model.foreign_titles import foreign
from dossier.model.identifiers import Kind
from dossier.model.subject_file import INVOLVEMENTS, Word
from dossier.model.vocabulary import Extent
from dossier.model.written_text import written_fields
from dossier.reading.backlinks import concerns
from dossier.reading.dossier import Dossier, Entry
from dossier.releases.store.canonical_json import SCHEMA

Json = dict[str, Any]

# The fields that a citation of a source needs (`dossier.cite`), except its copies in web archives: a run that archives
# every source would otherwise revise every claim. The place of a copy that was read instead is never cited.
_CITATION = frozenset(
    {
        *("type", "genre", "title", "title_in_english", "title_basis"),
        *("authors", "publisher", "publication", "issued", "accessed"),
        *("url", "persistent_url", "doi", "official_id", "unpublished", "jurisdiction"),
        *("neutral_citation", "court", "case_number", "report", "ecli", "oj_reference", "volume", "issue", "pages"),
    }
)
_NAME = frozenset({"name", "language", "name_in_english"})
_BODY = _NAME | frozenset({"abbreviation", "country", "kind"})
_TERM = frozenset({"label", "meaning", "voice"})
_PROCEEDING = frozenset(
    {
        *("title", "language", "title_in_english", "title_basis"),
        *("status", "history", "neutral_citation", "decided", "forum"),
    }
)


def snapshot(dossier: Dossier, entry: Entry[Record]) -> bytes:
    """The bytes of `record.json` (RFC 8785, no final newline) for a record that refers to nothing unknown.

    Raises ValueError for a capture, which has no revisions.
    """
    if entry.kind is Kind.CAPTURE:
        raise ValueError("a capture has no revisions")
    return rfc8785.dumps(
        {
            "schema": SCHEMA,
            "id": entry.record.id,
            "kind": entry.kind.value,
            "record": written_fields(entry.record),
            "resolved": _resolved(dossier, entry),
        }
    )


def _resolved(dossier: Dossier, entry: Entry[Record]) -> Json:
    sources: Json = {}
    bodies: Json = {}
    proceedings: Json = {}
    for name in {reference.target for reference in entry.references}:
        match dossier.entries[name].record:
            case Source() as source:
                sources[name] = _citation(dossier, source)
            case Body() as body:
                bodies[name] = body.model_dump(mode="json", include=set(_BODY), exclude_unset=True)
            case Proceeding() as proceeding:
                proceedings[name] = proceeding.model_dump(mode="json", include=set(_PROCEEDING), exclude_unset=True)
    printed = {fields["forum"] for fields in proceedings.values()}
    withdrawn = entry.record.withdrawn
    if isinstance(entry.record, Body) and withdrawn is not None and withdrawn.replaced_by is not None:
        printed.add(withdrawn.replaced_by)
    for name in printed - bodies.keys():
        bodies[name] = dossier.entries[name].record.model_dump(mode="json", include=set(_NAME), exclude_unset=True)
    resolved: Json = {"sources": sources, "bodies": bodies, "proceedings": proceedings}
    match entry.record:
        case FocusBody():
            resolved["backlinks"] = list(backlinks(dossier, entry.record.id))
        case Source() as source if later := _later(dossier, source):
            resolved["later"] = later
    if terms := _terms(dossier, entry.record):
        resolved["terms"] = terms
    return resolved


def _terms(dossier: Dossier, record: Record) -> list[Json]:
    """The words of `subject.yml` that the record or its back-links use."""
    words = set(dossier.subject.words_of(record))
    if isinstance(record, FocusBody):
        words |= {Word(INVOLVEMENTS, use.concern.involvement.value) for use in concerns(dossier, record.id)}
    definitions = dossier.subject.file.definitions()
    return [
        {
            "list": ".".join(word.path),
            "term": word.text,
            **definitions[word].model_dump(mode="json", include=set(_TERM)),
        }
        for word in sorted(words)
    ]


def _later(dossier: Dossier, source: Source) -> list[Json]:
    """The later decisions on a judgment, which are part of its citation."""
    return [_later_decision(later) for later in later_decisions_of_source(dossier, source)]


def _later_decision(later: LaterDecision) -> Json:
    """The part of a later decision that a citation prints: its name, or forum and kind, and how to find it."""
    decision = later.decision
    named = decision.has_published_title
    is_found_by_citation = decision.neutral_citation is not None
    printed: Json = {
        "effects": [_effect(effect) for effect in later.effects],
        "on_later": True if later.is_on_later else None,
        "title": decision.title if named else None,
        "language": decision.language if named else None,
        "kind": None if named else decision.kind.value,
        "forum": None if named and is_found_by_citation else decision.forum,
        "forum_abbreviation": None if named and is_found_by_citation else decision.forum_abbreviation,
        "neutral_citation": decision.neutral_citation,
        "case_number": None if is_found_by_citation else decision.case_number,
        "decided": None if is_found_by_citation or decision.decided is None else decision.decided.text,
        "opened": None if is_found_by_citation or decision.opened is None else decision.opened.text,
    }
    return {name: value for name, value in printed.items() if value is not None}


def _effect(effect: Effect) -> Json:
    extent = {} if effect.extent is Extent.WHOLE else {"extent": effect.extent.value}
    return {"relation": effect.relation.value, **extent}


def _citation(dossier: Dossier, source: Source) -> Json:
    fields: Json = source.model_dump(mode="json", include=set(_CITATION), exclude_unset=True)
    # Only another language than English is marked.
    if (language := foreign(source.language)) is not None:
        fields["language"] = language
    # A claim says so if no source that supports it was read in full, and its frozen page must say the same for good.
    fields["read"] = source.checked.level.value
    if source.lacks_address:
        fields["address"] = "not-recorded"
    # Never the address of the copy: it may be a place that nobody may point to.
    if source.seen_at is not None and not source.is_protected:
        fields["copy"] = "elsewhere"
    if later := _later(dossier, source):
        fields["later"] = later
    return fields


def backlinks(dossier: Dossier, body: str) -> Iterator[Json]:
    """Yield what claims say of a body in focus that they concern, sorted by claim, then by involvement."""
    uses = ((use.claim.id, use.concern.involvement.value, use.claim) for use in concerns(dossier, body))
    for name, involvement, claim in sorted(uses, key=lambda use: use[:2]):
        yield {"claim": name, "involvement": involvement, **listed_claim(claim)}


def listed_claim(claim: Claim) -> Json:
    """The statement and standing of a claim on the page of a body in focus, and the day if it was withdrawn."""
    withdrawn = {} if claim.withdrawn is None else {"withdrawn": claim.withdrawn.date.text}
    return {"statement": claim.statement, "standing": claim.standing.value, **withdrawn}

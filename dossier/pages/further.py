"""Fields without a place of their own on a record's page.

A field that is added to a model appears here, on the living and on the frozen page, until a page gives it a better
place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from dossier.model import Body, Capture, Claim, FocusBody, Organisation, Proceeding, Record, Source
from dossier.model.body import Alias, Identifiers
from dossier.model.capture import CapturedFile, FoundQuote, Timestamp, Tool
from dossier.model.claim import Concern, Evidence, Grading, LaterHistory, Place, Quantity, Quote, Reply
from dossier.model.date_types import Instant
from dossier.model.field_types import ValueType
from dossier.model.fields import Field, fields_of
from dossier.model.proceeding import (
    Breach,
    Conversion,
    HistoryEntry,
    Party,
    Payment,
    Penalty,
    ReversalExtent,
    StatusCheck,
)
from dossier.model.record import Correction, Hold, Part, Review, Withdrawal
from dossier.model.source import Archive, Author, SourceCheck, UnpublishedDocument
from dossier.model.vocabulary import Term
from dossier.pages.content import Block, Fact, Facts, LivingOnly, Prose, Text, WebLink, Words
from dossier.pages.parts import in_a_row, note_and_topics, record_link
from dossier.reading.dossier import Dossier

# The fields with a place of their own. A test changes each of them and sees the page change.
SHOWN: dict[type[Part], str] = {
    Record: "id reviewed topics corrections withdrawn note",
    Review: "by on role text",
    Correction: "date was reason",
    Withdrawal: "date reason replaced_by",
    Claim: "statement date standing standing_reason later_history attributed_to concerns organisations proceedings "
    "evidence places quantities gradings adverse_to reply",
    LaterHistory: "effect text",
    Concern: "body involvement",
    Evidence: "source stance says pinpoint quote origin note",
    Quote: "exact language translation",
    Place: "name country latitude longitude precision",
    Quantity: "of value at_least at_most unit",
    Grading: "scheme grade source",
    Reply: "status reason asked_of asked_on due text",
    Source: "type genre title title_in_english title_basis authors publisher publication publisher_body issued "
    "issued_basis url official_id unpublished persistent_url doi archives accessed language jurisdiction tier "
    "derived_from checked decision_of neutral_citation court case_number report ecli oj_reference volume issue pages "
    "isbn",
    Author: "family given literal",
    UnpublishedDocument: "described_as reason protected",
    Archive: "url service date",
    SourceCheck: "level on",
    Body: "name language name_in_english country aliases url identifiers predecessors kind",
    Alias: "name language source",
    FocusBody: "controller",
    Organisation: "abbreviation",
    Proceeding: "kind title language title_in_english title_basis forum case_number neutral_citation parties opened "
    "decided published status outcome penalties breaches history status_checked sources",
    Party: "organisation described_as role",
    Penalty: "amount currency against state paid converted",
    Payment: "state claim",
    Conversion: "amount currency by",
    Breach: "source provision",
    HistoryEntry: "relation proceeding date affects",
    ReversalExtent: "extent on",
    StatusCheck: "on source",
    Capture: "source method requested_url final_url redirects http_status started finished collector tool files "
    "timestamps storage quotes",
    Tool: "name version",
    CapturedFile: "role media_type bytes sha256",
    Timestamp: "over_sha256 authority time token_sha256",
    FoundQuote: "claim exact start end tier",
}
# The fields that no page shows.
UNSHOWN: dict[type[Part], str] = {
    # A held record has no page.
    Record: "hold",
    Hold: "kind reason until condition",
    # The words around a quotation serve to find it.
    Quote: "prefix suffix",
    # The page says that a copy elsewhere was read, and never leads there.
    Source: "seen_at",
}


def last_blocks(dossier: Dossier, record: Record) -> Iterator[Block]:
    """Yield the fields of a record that have no place of their own, then its note and its topics."""
    facts = tuple(_facts(dossier, record))
    if facts:
        yield Facts(facts)
    yield from note_and_topics(record)


@cache
def further_fields(model: type[Record]) -> tuple[Field, ...]:
    """The fields of a model without a place of their own. A mapping that has a place holds only such fields."""
    return tuple(_further(fields_of(model).values(), model))


def _further(fields: Iterable[Field], model: type[Part]) -> Iterator[Field]:
    placed = {name for base in model.__mro__ for names in (SHOWN, UNSHOWN) for name in names.get(base, "").split()}
    for field in fields:
        if field.name not in placed:
            yield field
        # The page gives each identifier the label of its register.
        elif field.part is not None and not issubclass(field.part, Identifiers):
            inner = tuple(_further(field.fields, field.part))
            if inner:
                yield replace(field, fields=inner)


def _facts(dossier: Dossier, record: Record) -> Iterator[Fact]:
    for field in further_fields(type(record)):
        text = _text(dossier, field, getattr(record, field.name))
        if text:
            yield Fact(field.label, text, is_frozen=not field.is_volatile)


def _text(dossier: Dossier, field: Field, value: Any) -> Text:
    """The value of a field. The mappings of a list have their places in the list as numbers if there are several."""
    if isinstance(value, tuple):
        is_numbered = field.part is not None and len(value) > 1
        texts = ((number, _text(dossier, field, member)) for number, member in enumerate(value, 1))
        return in_a_row((Words(f"({number}) "), *text) if is_numbered else text for number, text in texts if text)
    if isinstance(value, Part):
        pairs = ((inner, _text(dossier, inner, getattr(value, inner.name))) for inner in field.fields)
        return in_a_row(_labelled(inner, text) for inner, text in pairs if text)
    return () if value is None else _scalar(dossier, field, value)


def _labelled(field: Field, text: Text) -> Text:
    labelled = (Words(f"{field.label}: "), *text)
    return (LivingOnly(labelled),) if field.is_volatile else labelled


def _scalar(dossier: Dossier, field: Field, value: Any) -> Text:
    match value:
        case Term():
            return (Words(value.label),)
        case Instant():
            return (Words(value.text),)
        case int() | Decimal():
            return (Words(f"{value:,}"),)
        case _ if field.targets:
            return (record_link(dossier, value),)
        case _ if field.value_type is ValueType.URL:
            return (WebLink(value, value),)
    return (Prose(str(value)),)

"""The models of the six kinds of record, and their titles."""

from __future__ import annotations

from dossier.model.body import Body, FocusBody, Organisation
from dossier.model.capture import Capture
from dossier.model.claim import Claim
from dossier.model.identifiers import Kind
from dossier.model.proceeding import Proceeding
from dossier.model.record import Record
from dossier.model.source import Source

MODELS: dict[Kind, type[Record]] = {
    Kind.CLAIM: Claim,
    Kind.SOURCE: Source,
    Kind.FOCUS: FocusBody,
    Kind.ORGANISATION: Organisation,
    Kind.PROCEEDING: Proceeding,
    Kind.CAPTURE: Capture,
}


def title_of(record: Record) -> str:
    """The title of a record: a statement, title or name, depending on its kind."""
    match record:
        case Claim():
            return record.statement
        case Source() | Proceeding() | Body():
            return record.title
        case Capture():
            return f"Preserved copy {record.id}"
    raise AssertionError(record)

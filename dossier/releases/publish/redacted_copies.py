"""Preserved copies with words or digests of records that were redacted.

Preserved copies have no revisions, so no redaction changes them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dossier.model import Source
from dossier.model.capture import Capture
from dossier.model.field_types import ValueType
from dossier.model.fields import all_fields
from dossier.model.introspection import values_of_type
from dossier.model.redaction import MARK
from dossier.model.written_text import text_digest
from dossier.reading.dossier import Dossier
from dossier.releases.publish.redacted_fields import RedactedField

_QUOTATION = "evidence.quote.exact"
_ADDRESSES = frozenset(field.dotted for field in all_fields(Source) if field.value_type is ValueType.URL)


def fields_of_copies(dossier: Dossier, redacted: Collection[RedactedField]) -> Iterator[RedactedField]:
    """Yield the fields of preserved copies with a quotation or an address that its record may have lost to a redaction.

    If words of a quotation were redacted, each quotation of the claim must be in the claim now, or have a mark. If an
    address of a source was redacted, the same is so for each address.
    """
    for copy in _copies(dossier) if redacted else ():
        for quote in copy.quotes:
            claim = dossier.claim(quote.claim)
            present = [each.quote.exact.strip() for each in claim.evidence if each.quote] if claim else []
            is_redacted = RedactedField(quote.claim, _QUOTATION) in redacted
            if is_redacted and MARK not in quote.exact and quote.exact.strip() not in present:
                yield RedactedField(copy.id, "quotes.exact")
        source = dossier.source(copy.source)
        if source is not None and _lost_address(source.id, redacted):
            known = {text for _, text in values_of_type(source, str)}
            for path, address in _addresses(copy):
                if MARK not in address and address not in known:
                    yield RedactedField(copy.id, path)


def digests_in_copies(dossier: Dossier, redacted: Collection[RedactedField]) -> Iterator[RedactedField]:
    """Yield the reviews of preserved copies with the digest of a text that may have had redacted words."""
    claims = {name for name, path in redacted if path == _QUOTATION}
    sources = {
        evidence.source for name in claims if (claim := dossier.claim(name)) is not None for evidence in claim.evidence
    }
    for copy in _copies(dossier) if redacted else ():
        texts = [quote.exact for quote in copy.quotes] + [address for _, address in _addresses(copy)]
        has_redaction = (
            copy.source in sources
            or _lost_address(copy.source, redacted)
            or any(quote.claim in claims for quote in copy.quotes)
            or any(MARK in text for text in texts)
        )
        if has_redaction and any(review.text not in {MARK, text_digest(copy)} for review in copy.reviewed):
            yield RedactedField(copy.id, "reviewed.text")


def _copies(dossier: Dossier) -> Iterator[Capture]:
    return (entry.record for entry in dossier.captures())


def _lost_address(source: str, redacted: Collection[RedactedField]) -> bool:
    return any(RedactedField(source, path) in redacted for path in _ADDRESSES)


def _addresses(copy: Capture) -> Iterator[tuple[str, str]]:
    yield from (("redirects", address) for address in copy.redirects)
    yield from ((path, address) for path in ("requested_url", "final_url") if (address := getattr(copy, path)))

"""Nothing in a record shows whose a protected source is.

Why it matters
    A witness or an employee spoke on the condition that nobody learns their name. An author, an address, a day or the
    collector of a copy can be enough to find them, and what was published once is never taken back.

Reported
    type: personal_communication
    title: Statement of a former engineer
    authors:
      - literal: A former engineer at the plant    # an author
    issued: 2024-03-14                             # a day
    unpublished:
      described_as: A statement of a person who worked on the system
      reason: It was given in confidence
      protected: The person would lose their post

Instead
    Write `authors: not-seen`, `issued: not-seen`, `on: withheld` in `checked`, and a title of your own with
    `title_basis: described`, and take out every other field that this names. Write a language without its region, and
    `language: und` if few people there speak it. A correction says `was: "[redacted]"`. A protected source has no
    preserved copy in the dossier, and no quotation. Keep `derived_from`: without it, nobody can judge the support.
    Read `described_as`, `reason` and `note` as a stranger would: no program knows what gives a person away.
    The day on which any other source was read is never withheld.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Source
from dossier.model.dates import PartialDate
from dossier.model.redaction import MARK
from dossier.model.source import IDENTIFYING_FIELDS
from dossier.model.vocabulary import AuthorState, TitleBasis, Undated
from dossier.reading.dossier import Dossier, Entry

CODE = "protected-source"
SEVERITY = Severity.ERROR
NEEDS_ALL = False

_WHERE_PROTECTED = ("unpublished", "protected")


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each field, capture and quotation that may show whose a protected source is.

    A day that is withheld without that reason is reported too.
    """
    for entry in dossier.sources():
        if entry.record.checked.on is Undated.WITHHELD and not entry.record.is_protected and not entry.is_partial:
            message = f"the day of the check is withheld, but `{entry.record.id}` is not protected"
            help_ = "write the day on which it was read, or why nobody may learn whose it is in `unpublished.protected`"
            yield Diagnostic(CODE, message, entry.at("checked", "on"), help_, SEVERITY)
    protected = {entry.record.id: entry for entry in dossier.sources() if entry.record.is_protected}
    for entry in protected.values():
        yield from _fields(entry)
    for capture in dossier.captures():
        source = protected.get(capture.record.source)
        if source is not None:
            message = f"this is a copy of `{source.record.id}`, which is protected"
            label = Label(source.at(*_WHERE_PROTECTED), "protected here")
            help_ = "delete this record, and keep the copy outside the dossier"
            yield Diagnostic(CODE, message, capture.at("source"), help_, SEVERITY, (label,))
    for claim in dossier.claims():
        for number, evidence in enumerate(claim.record.evidence):
            if evidence.source in protected and evidence.quote is not None:
                message = f"this quotes `{evidence.source}`, which is protected"
                label = Label(protected[evidence.source].at(*_WHERE_PROTECTED), "protected here")
                help_ = "delete the quotation, and say it in your own words in `says`"
                yield Diagnostic(
                    CODE, message, claim.at("evidence", number, "quote", "exact"), help_, SEVERITY, (label,)
                )


def identifying_fields(source: Source) -> Iterator[str]:
    """Yield the names of the fields that say who is behind a source, or its place or its day."""
    for name in IDENTIFYING_FIELDS:
        value = getattr(source, name)
        if value is not None and value != () and not isinstance(value, AuthorState | Undated):
            yield name


def _fields(entry: Entry[Source]) -> Iterator[Diagnostic]:
    source = entry.record
    label = Label(entry.at(*_WHERE_PROTECTED), "protected here")
    # In a record with problems, the basis of the title may be there, in a form that cannot be read.
    if source.title_basis is not TitleBasis.DESCRIBED and not entry.is_partial:
        message = "the title of a protected source may show whose it is"
        help_ = "write a title of your own, and `title_basis: described`"
        yield Diagnostic(CODE, message, entry.at("title"), help_, SEVERITY, (label,))
    for name in identifying_fields(source):
        message = f"`{name}` may show whose this protected source is"
        help_ = f"write `{name}: not-seen`" if name in {"authors", "issued"} else "delete the field"
        yield Diagnostic(CODE, message, entry.at(name), help_, SEVERITY, (label,))
    if isinstance(source.checked.on, PartialDate):
        message = "`checked.on` may show whose this protected source is"
        help_ = f"write `on: {Undated.WITHHELD}`"
        yield Diagnostic(CODE, message, entry.at("checked", "on"), help_, SEVERITY, (label,))
    language, _, region = source.language.partition("-")
    if region:
        message = "a language with a region or a variant may show whose this protected source is"
        yield Diagnostic(CODE, message, entry.at("language"), f"write `language: {language}`", SEVERITY, (label,))
    for number, correction in enumerate(source.corrections):
        if correction.was != MARK:
            message = "what the record said before may show whose this protected source is"
            help_ = f'write `was: "{MARK}"`'
            yield Diagnostic(CODE, message, entry.at("corrections", number, "was"), help_, SEVERITY, (label,))

"""A judgment that a proceeding names has the number of its decision.

Why it matters
    A judgment and its proceeding are linked by their numbers: the neutral citation, the ECLI or the case number. If
    these differ, neither the judgment nor claims on it say that the decision was reversed.

Reported
    # PRO-2026-0002.yaml
    neutral_citation: "[2021] EWHC 91 (Admin)"
    sources: [SRC-2026-0004]
    # SRC-2026-0004.yaml
    neutral_citation: "[2021] EWHC 19 (Admin)"

Instead
    Write the number in both records as the court gave it. If the source is another decision, such as that of the
    court below, give that decision a proceeding of its own. Nothing is reported if the source is linked to any
    proceeding, is older than the decision, or names another body on record than the forum as its court or publisher,
    or if a number was redacted: then the status of the judgment says that its later course is not known.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Proceeding, Source
from dossier.model.decision_numbers import decision_keys, has_redacted_number, is_decision
from dossier.reading.decisions import decisions_in, may_be_of
from dossier.reading.dossier import Dossier

CODE = "unlinked-decision"
SEVERITY = Severity.WARNING
NEEDS_ALL = True

_NUMBERS = ("neutral_citation", "ecli", "case_number", "official_id", "report", "publication", "title")


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each judgment that a proceeding names and whose numbers link it to no proceeding."""
    for entry in dossier.proceedings():
        proceeding = entry.record
        own = _number(proceeding)
        if proceeding.withdrawn is not None or own is None:
            continue
        for number, name in enumerate(proceeding.sources):
            source = dossier.source(name)
            other = None if source is None else _number(source)
            if source is None or other is None or not is_decision(source):
                continue
            if may_be_of(dossier, source, proceeding) and not any(decisions_in(dossier, source)):
                message = (
                    f"`{name}` has the number `{getattr(source, other)}`, and this proceeding has "
                    f"`{getattr(proceeding, own)}`, so later decisions are not linked to the judgment"
                )
                help_ = f"if it is the decision, write the same number in `{other}` of the source and in `{own}` here"
                label = Label(dossier.entries[name].at(other), "the number of the source")
                yield Diagnostic(CODE, message, entry.at("sources", number), help_, SEVERITY, (label,))


def _number(record: Source | Proceeding) -> str | None:
    """The first field with a number, or None if the record has no number of a decision, or one was redacted."""
    if has_redacted_number(record) or not decision_keys(record):
        return None
    return next((name for name in _NUMBERS if getattr(record, name, None)), None)

"""Changes of records for a rehearsal.

Only records whose top-level fields each begin a line are changed, as `new` writes them. Nothing else of a file changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dossier.cite.fate import fate_of
from dossier.drafting.yaml_writer import double_quoted
from dossier.model import Claim, Proceeding
from dossier.model.identifiers import Kind
from dossier.model.redaction import MARK
from dossier.model.vocabulary import ProceedingStatus
from dossier.reading.authorities import authorities
from dossier.reading.decisions import decisions_in
from dossier.reading.dossier import Dossier, Entry
from dossier.releases.redact.folding import skeleton
from dossier.releases.redact.wanted import LEAST_LETTERS, TextToRedact

_WORDS_OF_A_PASSAGE = 3
# Statements have an upper length, and a correction adds words.
_LONGEST_TO_CORRECT = 300
_CORRECTION = " This was changed in a rehearsal."
APPEAL = "NEW-rehearsed-appeal"


@dataclass(frozen=True, slots=True)
class RehearsedReversal:
    """A decision that a made-up appeal reverses, and the records whose status must say so."""

    proceeding: Entry[Proceeding]
    sources: tuple[str, ...]
    claims: tuple[str, ...]


def claims_to_change(dossier: Dossier, texts: Mapping[str, str]) -> Iterator[Entry[Claim]]:
    """Yield the live claims whose statement can be changed in their file. `texts` has the text of each file."""
    for entry in dossier.live_claims():
        if len(_field("statement").findall(texts[entry.record.id])) == 1:
            yield entry


def claim_to_correct(dossier: Dossier, texts: Mapping[str, str]) -> Entry[Claim] | None:
    """The first claim that can be corrected, or None."""
    fitting = (
        entry
        for entry in claims_to_change(dossier, texts)
        if not entry.record.corrections and len(entry.record.statement) <= _LONGEST_TO_CORRECT
    )
    return next(fitting, None)


def with_statement(text: str, statement: str) -> str:
    """The text of a claim with another statement."""
    return _field("statement").sub(lambda _: f"statement: {double_quoted(statement)}\n", text)


def changed_statement(claim: Claim) -> str:
    """The statement of a claim with further words."""
    return claim.statement + _CORRECTION


def with_correction(text: str, was: str, day: date) -> str:
    """The text of a record with a declared correction."""
    written = (
        f"corrections:\n  - date: {day}\n    was: {double_quoted(was)}\n    reason: A rehearsal of a correction.\n"
    )
    return f"{text.rstrip()}\n{written}"


def with_later_history(text: str, claim: Claim, appeal: str) -> str:
    """The text of a claim that says that nobody knows yet if a reversal by an appeal touches it."""
    said = f"Reversed by {appeal}, which a rehearsal made up."
    if claim.later_history is not None:
        said = f"{claim.later_history.text} {said}"
    written = f"later_history:\n  effect: not-known\n  text: {double_quoted(said)}\n"
    return f"{_field('later_history').sub('', text).rstrip()}\n{written}"


def with_hold(text: str) -> str:
    """The text of a record with a hold that lasts."""
    hold = "hold:\n  kind: legal-restriction\n  reason: A rehearsal.\n  condition: The rehearsal ends.\n"
    return f"{_field('hold').sub('', text).rstrip()}\n{hold}"


def passages(
    dossier: Dossier, texts: Mapping[str, str], others: Iterable[str]
) -> Iterator[tuple[Entry[Claim], TextToRedact]]:
    """Yield a passage of each claim that suits, with the claim: a few words that are in no other file.

    `others` has the texts of the files that hold no record.
    """
    everything = [skeleton(text) for text in (*texts.values(), *others)]
    # The digest of a reviewed text is redacted as well, which nobody could write again.
    for entry in (each for each in claims_to_change(dossier, texts) if not each.record.reviewed):
        words = entry.record.statement.split(" ")
        for start in range(1, len(words) - _WORDS_OF_A_PASSAGE):
            text = " ".join(words[start : start + _WORDS_OF_A_PASSAGE])
            if not re.fullmatch(r"[a-z]{3,} [a-z]+ [a-z]{3,}", text) or len(skeleton(text)) < 2 * LEAST_LETTERS:
                continue
            if sum(each.count(skeleton(text)) for each in everything) == 1:
                yield entry, TextToRedact(text)
                break


def with_marks(text: str, claim: Claim, passage: TextToRedact) -> str:
    """The text of a claim with a mark in place of the passage."""
    return with_statement(text, claim.statement.replace(passage.text, MARK))


def decision_to_reverse(dossier: Dossier, texts: Mapping[str, str]) -> RehearsedReversal | None:
    """The decision on which most other records depend and that nothing has changed yet, or None."""
    found = []
    for entry in dossier.proceedings():
        proceeding = entry.record
        is_decided = proceeding.decided is not None and proceeding.withdrawn is None
        fields = [_field(name).findall(texts[proceeding.id]) for name in ("status", "history")]
        if is_decided and len(fields[0]) == 1 and len(fields[1]) <= 1 and fate_of(dossier, proceeding) is None:
            sources = _names(dossier, Kind.SOURCE, lambda source, own=proceeding: own in decisions_in(dossier, source))
            claims = _names(dossier, Kind.CLAIM, lambda claim, own=proceeding: own in authorities(dossier, claim))
            found.append(RehearsedReversal(entry, sources, claims))
    return max(found, key=lambda each: (bool(each.sources), len(each.claims), each.proceeding.record.id), default=None)


def _names(dossier: Dossier, kind: Kind, fits: Callable[..., bool]) -> tuple[str, ...]:
    entries = ((name, entry) for name, entry in dossier.entries.items() if entry.kind is kind)
    return tuple(name for name, entry in entries if entry.record.withdrawn is None and fits(entry.record))


def appeal(reversed_: Proceeding, day: date) -> tuple[str, str]:
    """The identifier and the text of a made-up appeal that reverses a decision."""
    identifier = f"{Kind.PROCEEDING.prefix}-{day.year}-{APPEAL}"
    lines = (
        f"id: {identifier}",
        "kind: appeal",
        "title: An appeal that a rehearsal made up",
        "title_basis: described",
        f"forum: {reversed_.forum}",
        f"decided: {day}",
        f"status: {ProceedingStatus.DECIDED}",
        "outcome: Made up in a rehearsal.",
        f"status_checked:\n  on: {day}",
        *(["sources:", *(f"  - {name}" for name in reversed_.sources)] if reversed_.sources else []),
    )
    return identifier, "".join(f"{line}\n" for line in lines)


def with_unknown_status(text: str) -> str:
    """The text of a proceeding whose status nobody has looked up yet."""
    return _field("status").sub(f"status: {ProceedingStatus.NOT_KNOWN}\n", text)


def with_reversal(text: str, later: str, day: date) -> str:
    """The text of a proceeding that the later proceeding reverses."""
    step = f"  - relation: reversed\n    proceeding: {later}\n    date: {day}\n    affects:\n      extent: whole\n"
    text = _field("status").sub(f"status: {ProceedingStatus.REVERSED}\n", text)
    history = _field("history").search(text)
    if history is None:
        return f"{text.rstrip()}\nhistory:\n{step}"
    # The entries of a list may be indented or not.
    indented = "\n  - " in history[0]
    return text.replace(history[0], history[0] + (step if indented else re.sub("(?m)^  ", "", step)))


def unnamed_claim(dossier: Dossier, texts: Mapping[str, str]) -> Entry[Claim] | None:
    """The first claim without a mark that no other record names, not even in its prose, or None."""
    for entry in claims_to_change(dossier, texts):
        name = entry.record.id
        is_named = any(name in text for other, text in texts.items() if other != name)
        if not is_named and MARK not in entry.record.statement:
            return entry
    return None


def _field(name: str) -> re.Pattern[str]:
    """A field at the top of a record, with its lines."""
    return re.compile(rf"^{name}:.*\n(?:(?:[ \t].*|-.*)?\n)*(?:[ \t].*\Z)?", re.MULTILINE)

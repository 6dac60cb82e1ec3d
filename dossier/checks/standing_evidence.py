"""The evidence of a claim is enough for its standing.

Why it matters
    A hurried reader remembers the standing. "Found by a court" without the judgment is a rumour of a judgment.

Reported
    standing: found-by-court
    evidence:
      - source: SRC-2026-0003    # genre: news
        stance: supports

Instead
    Every claim needs a source that supports it. Some standings need more:
    corroborated         two sources that support it (with two origins: `weak-corroboration`)
    admitted             who admits it: `attributed_to`, or a body in focus whose `involvement` has the voice
                         `admission`, or `standing_reason`
    found-by-regulator   a supporting source of genre regulator-decision; or `proceedings`, with a press release of a
                         regulator (`publisher_body`) or `standing_reason`
    found-by-court       a supporting source of genre court-judgment, or both `proceedings` and `standing_reason`
    enacted              a supporting source of genre statute, or `standing_reason`
    disputed             a source that contradicts it, or `standing_reason`
    superseded           `later_history`
    If the evidence shows less, lower the standing: a newspaper report of a judgment makes the claim `reported`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dossier.diagnostics import Diagnostic, Severity
from dossier.model import Claim, Organisation, Source
from dossier.model.vocabulary import Genre, OrganisationKind, Stance, Standing, Voice
from dossier.reading.dossier import Dossier

CODE = "standing-evidence"
SEVERITY = Severity.ERROR
NEEDS_ALL = False

# The message and the help, or None if the evidence is enough.
Problem = tuple[str, str] | None


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each claim whose evidence is less than its standing needs."""
    for entry in dossier.live_claims():
        claim = entry.record
        rule = _RULES.get(claim.standing, _nothing_more)
        problem = _without_support(claim) or rule(dossier, claim)
        if problem is not None:
            place = "standing" if claim.evidence else "evidence"
            yield Diagnostic(CODE, problem[0], entry.at(place), problem[1], SEVERITY)


def _without_support(claim: Claim) -> Problem:
    if not claim.evidence:
        return "the claim cites no evidence", "list under `evidence:` at least one source that supports it"
    if any(evidence.stance is Stance.SUPPORTS for evidence in claim.evidence):
        return None
    message = f"the claim is `{claim.standing}`, but no source supports it"
    return message, "cite a source that supports it, or withdraw the claim"


def _nothing_more(_dossier: Dossier, _claim: Claim) -> Problem:
    return None


def _corroborated(_dossier: Dossier, claim: Claim) -> Problem:
    if len({evidence.source for evidence in claim.evidence if evidence.stance is Stance.SUPPORTS}) > 1:
        return None
    return (
        "the claim is `corroborated`, but only one source supports it",
        "cite a second source, or write `standing: reported`",
    )


def _admitted(_dossier: Dossier, claim: Claim) -> Problem:
    if claim.attributed_to or claim.standing_reason:
        return None
    if any(concern.involvement.voice is Voice.ADMISSION for concern in claim.concerns):
        return None
    return "the claim is `admitted`, but does not say by whom", "say in `attributed_to` who admits it"


def _found_by_regulator(dossier: Dossier, claim: Claim) -> Problem:
    if _is_supported(dossier, claim, lambda source: source.genre is Genre.REGULATOR_DECISION or bool(source.decides)):
        return None
    is_told = _is_supported(dossier, claim, lambda source: _is_press_release_of_regulator(dossier, source))
    if not is_told and not claim.standing_reason:
        return (
            "the claim is `found-by-regulator`, but no decision or press release of a regulator supports it",
            "cite the decision, or name the case in `proceedings` and say in `standing_reason` how it is known",
        )
    if claim.proceedings:
        return None
    # What became of the decision is recorded in its proceeding.
    return (
        "the claim is `found-by-regulator`, and names neither the decision nor its proceeding",
        "cite the decision, or name in `proceedings` the step in which it was made",
    )


def _found_by_court(dossier: Dossier, claim: Claim) -> Problem:
    if _is_supported(dossier, claim, lambda source: source.genre is Genre.COURT_JUDGMENT):
        return None
    if claim.proceedings and claim.standing_reason:
        return None
    return (
        "the claim is `found-by-court`, but no judgment supports it",
        "cite the judgment, or name the case in `proceedings` and say in `standing_reason` how the finding is known",
    )


def _enacted(dossier: Dossier, claim: Claim) -> Problem:
    if claim.standing_reason or _is_supported(dossier, claim, lambda source: source.genre is Genre.STATUTE):
        return None
    return (
        "the claim is `enacted`, but no statute supports it",
        "cite the statute, or say in `standing_reason` how the text is known",
    )


def _disputed(_dossier: Dossier, claim: Claim) -> Problem:
    if claim.standing_reason or any(evidence.stance is Stance.CONTRADICTS for evidence in claim.evidence):
        return None
    return (
        "the claim is `disputed`, but no source contradicts it",
        "cite the source that contradicts it, or say in `standing_reason` who disputes it",
    )


def _superseded(_dossier: Dossier, claim: Claim) -> Problem:
    if claim.later_history:
        return None
    return "the claim is `superseded`, but does not say by what", "say in `later_history` what took its place"


def _is_supported(dossier: Dossier, claim: Claim, fits: Callable[[Source], bool]) -> bool:
    """True if a supporting source fits, or may fit because its record cannot be read."""
    sources = [dossier.source(evidence.source) for evidence in claim.evidence if evidence.stance is Stance.SUPPORTS]
    return any(source is None or fits(source) for source in sources)


def _is_press_release_of_regulator(dossier: Dossier, source: Source) -> bool:
    if source.genre is not Genre.PRESS_RELEASE or source.publisher_body is None:
        return False
    publisher = dossier.body(source.publisher_body)
    return publisher is None or (isinstance(publisher, Organisation) and publisher.kind == OrganisationKind.REGULATOR)


_RULES: dict[Standing, Callable[[Dossier, Claim], Problem]] = {
    Standing.CORROBORATED: _corroborated,
    Standing.ADMITTED: _admitted,
    Standing.FOUND_BY_REGULATOR: _found_by_regulator,
    Standing.FOUND_BY_COURT: _found_by_court,
    Standing.ENACTED: _enacted,
    Standing.DISPUTED: _disputed,
    Standing.SUPERSEDED: _superseded,
}

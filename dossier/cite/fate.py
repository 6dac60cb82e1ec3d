"""The fate of a decision: the effects of later decisions, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dossier.cite.course import AND, BY_UNKNOWN, Clause, caveat, course_in_few_words, not_known, reference
from dossier.model import Claim, Proceeding, Record, Source
from dossier.model.labels import capitalised
from dossier.model.neutral_citation import printed_form
from dossier.model.redaction import MARK
from dossier.model.vocabulary import ProceedingStatus, Stance
from dossier.reading.authorities import authorities, supporting_decisions
from dossier.reading.decision_links import Authority
from dossier.reading.decisions import decisions_in, is_whole_of
from dossier.reading.dossier import Dossier
from dossier.reading.later_steps import Treatment, gravest, later_steps, treatment_of
from dossier.reading.lost_links import lost_links

# The openings of the sentences on the decisions that a claim rests on, or that support it among others.
RESTS_ON, ONE_SOURCE_IS = "it rests on", "one of its sources is"
# Why the later course of a decision is not known.
_SUSPENDED = "records of it are suspended"


@dataclass(frozen=True, slots=True)
class Fate:
    """The fate of a decision."""

    treatment: Treatment
    clauses: tuple[Clause, ...]
    """What the later decisions did: "reversed by [2025] UKUT 319 (AAC) on 6 October 2025"."""
    opening: str = ""
    """The words before the clauses, if it is the fate of what a claim rests on: "it rests on". Else ""."""

    @property
    def words(self) -> str:
        """The clauses with their joints, as a part of a sentence."""
        joints = (self.clauses[0].joint if self.opening else "", *(clause.joint for clause in self.clauses[1:]))
        pairs = zip(joints, self.clauses, strict=True)
        return self.opening + "".join(f"{joint}{clause.words}" for joint, clause in pairs)

    @property
    def sentence(self) -> str:
        """The words as a sentence."""
        return f"{capitalised(self.words)}."

    @property
    def last(self) -> str | None:
        """The last decision, which must be read with it, if it is on record and was not withdrawn.

        A refusal to hear an appeal says nothing on the decision.
        """
        decisions = (clause.later for clause in reversed(self.clauses) if not clause.is_refusal)
        return next((later for later in decisions if later is not None), None)

    @property
    def caveat(self) -> str:
        """The clauses that no citation of the decision holds, as sentences: what is not known, or is pending.

        If the case went on in a later proceeding, what became of that proceeding is among them.
        """
        sentences: list[str] = []
        for number, clause in enumerate(self.clauses):
            before = self.clauses[number - 1] if number else None
            if clause.is_caveat or clause.is_cited:
                sentences += [clause.words] if clause.is_caveat else []
            elif clause.joint != AND and before is not None and not before.is_cited:
                sentences[-1] += f"{clause.joint}{clause.words}"
            else:
                sentences.append(clause.words)
        return " ".join(f"{capitalised(each)}." for each in dict.fromkeys(sentences))


def fate_of(dossier: Dossier, proceeding: Proceeding) -> Fate | None:
    """The fate of a decision, or None if nothing on record changed what it is worth."""
    fate = _recorded_fate(dossier, proceeding)
    return _with_unknown(fate, _SUSPENDED) if proceeding.id in dossier.hidden_courses else fate


def _recorded_fate(dossier: Dossier, proceeding: Proceeding) -> Fate | None:
    treatment = treatment_of(proceeding, later_steps(dossier, proceeding.id))
    if treatment is None:
        is_unclear = proceeding.status is ProceedingStatus.UNDER_APPEAL and not proceeding.history
        return _unknown(not_known("it is under appeal, and the appeal is not on record")) if is_unclear else None
    course = course_in_few_words(dossier, proceeding.id)
    if treatment is not Treatment.COURSE_NOT_KNOWN and all(clause.is_caveat for clause in course):
        course.insert(0, replace(caveat(treatment.value, treatment), by=BY_UNKNOWN))
    if (
        treatment in {Treatment.RESTORED, Treatment.CHANGE_UNDONE}
        and proceeding.status is ProceedingStatus.UNDER_APPEAL
    ):
        # Its words alone would read as if it were in force.
        course.append(caveat("it is under appeal"))
    return Fate(treatment, tuple(course))


def fate_as_authority(dossier: Dossier, authority: Authority) -> Fate | None:
    """The fate of a decision on which another record rests. It is not known if the record of it was withdrawn."""
    if isinstance(authority, Source):
        return fate_of_record(dossier, authority)
    fate = fate_of(dossier, authority)
    if fate is None or authority.withdrawn is None:
        return fate
    return _unknown(not_known(f"the record of the decision was withdrawn ({authority.id})"))


def _unknown(reason: Clause) -> Fate:
    return Fate(Treatment.COURSE_NOT_KNOWN, (reason,))


def fate_of_record(dossier: Dossier, record: Record) -> Fate | None:
    """The fate of the decision that a record is, or is a part of. None for any other record."""
    match record:
        case Proceeding():
            return fate_of(dossier, record)
        case Source():
            parts = [(each, fate_as_authority(dossier, each)) for each in decisions_in(dossier, record)]
            fate = _of_parts(parts, is_whole=is_whole_of(record, [proceeding for proceeding, _ in parts]))
            if record.id in dossier.hidden_courses:
                return _with_unknown(fate, _SUSPENDED)
            lost = lost_links(dossier).get(record.id)
            return fate if lost is None else _with_unknown(fate, lost)
    return None


def _with_unknown(fate: Fate | None, reason: str) -> Fate:
    """The fate of a decision if there is more that is not known, for this reason."""
    clause = not_known(reason)
    if fate is None:
        return _unknown(clause)
    if any(each.effect == clause.effect for each in fate.clauses):
        return fate
    treatment = gravest((fate.treatment, Treatment.COURSE_NOT_KNOWN)) or Treatment.COURSE_NOT_KNOWN
    return Fate(treatment, (*fate.clauses, clause))


def fate_as_looked_up(dossier: Dossier, record: Record) -> Fate | None:
    """The fate of the decision that a record is, also if nobody could find out how its case ended."""
    fate = fate_of_record(dossier, record)
    if fate is not None or isinstance(record, Claim):
        return fate
    decisions = decisions_in(dossier, record) if isinstance(record, Source) else (record,)
    if not any(isinstance(each, Proceeding) and each.status is ProceedingStatus.NOT_KNOWN for each in decisions):
        return None
    return _unknown(not_known("nothing that was read says how the case ended"))


def caveat_of(dossier: Dossier, source: Source) -> str:
    """The later course of the decision in a source, as far as no citation holds it, as sentences. Else ""."""
    fate = fate_as_looked_up(dossier, source)
    return "" if fate is None else fate.caveat


def _of_parts(parts: list[tuple[Proceeding, Fate | None]], *, is_whole: bool) -> Fate | None:
    """The fate of a decision from the fates of its proceedings. The words name each part if the fates differ.

    They also do if `is_whole` is False, because these proceedings are about some of its parts.
    """
    known = [(proceeding, fate) for proceeding, fate in parts if fate is not None]
    treatment = gravest(fate.treatment for _, fate in known)
    if treatment is None:
        return None
    if is_whole and len({fate for _, fate in parts}) == 1:
        return known[0][1]
    is_whole = is_whole and {fate and fate.treatment for _, fate in parts} == {Treatment.REVERSED}
    if treatment is Treatment.REVERSED and not is_whole:
        treatment = Treatment.REVERSED_IN_PART
    return Fate(treatment, tuple(clause for part in known for clause in _clauses_of_part(*part)))


def _clauses_of_part(proceeding: Proceeding, fate: Fate) -> tuple[Clause, ...]:
    """The clauses on a part of a decision, which they name unless its record was withdrawn.

    Then what is not known may concern all parts.
    """
    if proceeding.withdrawn is not None:
        return fate.clauses
    first, *others = fate.clauses
    part = f"in part ({proceeding.case_number or proceeding.kind.label.lower()}, {proceeding.id}) "
    return (replace(first, subject=f"{part}{first.subject}"), *others)


def fates_of_authorities(dossier: Dossier, authorities_: Iterable[Authority]) -> tuple[tuple[str, Fate], ...]:
    """The decisions that a claim rests on and that have a fate, by their citations, each with its fate once."""
    known = ((authority_citation(dossier, each), fate_as_authority(dossier, each)) for each in authorities_)
    return tuple(dict.fromkeys((citation, fate) for citation, fate in known if fate is not None))


def authority_citation(dossier: Dossier, authority: Authority) -> str:
    """The citation of a decision that supports a claim, as short as a sentence needs it."""
    if isinstance(authority, Proceeding):
        return reference(dossier, authority)
    if authority.neutral_citation is not None and MARK not in authority.neutral_citation:
        return printed_form(authority.neutral_citation)
    number = authority.neutral_citation or authority.ecli or authority.case_number or authority.official_id
    return authority.id if number is None else f"{number} ({authority.id})"


def resting_fate(dossier: Dossier, authorities_: Iterable[Authority]) -> Fate | None:
    """The fate of the decisions that a claim rests on, or None if nothing on record changed them.

    Its sentence reads like this: "It rests on [2023] UKFTT 819 (GRC), reversed by [2025] UKUT 319 (AAC) on 6 October
    2025."
    """
    return _fate_of_several(fates_of_authorities(dossier, authorities_), RESTS_ON, "; and on ")


def fate_among_others(dossier: Dossier, decisions: Iterable[Authority]) -> Fate | None:
    """The fate of decisions that support a claim which other sources support as well, or None if nothing changed them.

    Its sentence ends like this: "reversed by [2025] UKUT 319 (AAC) on 6 October 2025; other sources support it."
    """
    fate = _fate_of_several(fates_of_authorities(dossier, decisions), ONE_SOURCE_IS, "; another is ")
    others = Clause("other sources support it", is_caveat=True)
    return None if fate is None else replace(fate, clauses=(*fate.clauses, others))


def _fate_of_several(fates: Iterable[tuple[str, Fate]], opening: str, joint: str) -> Fate | None:
    """The fates of decisions, given by their citations, in a sentence with this opening, or None without any."""
    treatment: Treatment | None = None
    clauses: list[Clause] = []
    for citation, fate in fates:
        treatment = gravest((treatment, fate.treatment))
        # A sentence that leaves clauses out must not say of the first decision what became of the second.
        known = (replace(each, earlier=each.earlier or citation) if clauses else each for each in fate.clauses)
        first, *others = known
        clauses += (Clause(citation, joint=joint if clauses else " "), replace(first, joint=", "), *others)
    return None if treatment is None else Fate(treatment, tuple(clauses), opening)


def fate_for_claim(dossier: Dossier, claim: Claim) -> Fate | None:
    """The fate of the decisions that a claim rests on, or else of those that support it among other sources."""
    supporting = (each.source for each in claim.evidence if each.stance is Stance.SUPPORTS)
    return resting_fate(dossier, authorities(dossier, claim)) or fate_among_others(
        dossier, supporting_decisions(dossier, supporting, claim.proceedings)
    )


def later_course(dossier: Dossier, record: Record) -> str | None:
    """The fate of the decision that a record is, or that supports a claim, as a sentence.

    A claim adds what its record says of the effect. None if there is no such effect, and nothing on record changed the
    decision, or if the record is no decision and none supports it.
    """
    fate = fate_for_claim(dossier, record) if isinstance(record, Claim) else fate_of_record(dossier, record)
    sentences = [] if fate is None else [fate.sentence]
    if isinstance(record, Claim) and record.later_history is not None:
        sentences.append(f"What the claim says {record.later_history.effect.label}.")
    return " ".join(sentences) or None

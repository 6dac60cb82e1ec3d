"""The terms of claims, from standing to places."""

from __future__ import annotations

from dossier.model.vocabulary.term import Definition, Term


class Standing(Term):
    """How far a claim is established."""

    ALLEGED = Definition(
        "alleged",
        "Alleged",
        "A party to a dispute, or somebody with an interest in it, says so, and nobody else has confirmed it",
        summary="Someone asserts it; nothing seen establishes it.",
        example="A complaint to a regulator says that a company has no legal basis for collecting photographs",
        counter_example="The same complaint as proof that it was filed: that it was filed is `reported` or better",
    )
    REPORTED = Definition(
        "reported",
        "Reported",
        "A source such as a newspaper or a leaked set of data states it as a fact, or several do and are not known to "
        "be independent of each other",
        summary="It is reported as a fact; no admission or finding of it was seen.",
        example="A newspaper that saw leaked data reports how many searches it shows",
        counter_example="Five newspapers repeating that report: they share one origin, so it is still `reported`",
    )
    CORROBORATED = Definition(
        "corroborated",
        "Corroborated",
        "At least two sources say so that do not go back to the same origin, as far as is known",
        summary="At least two sources say so that are not known to share an origin.",
        example=(
            "A newspaper's finding from leaked data, and a public body's own answer to a freedom of information request"
        ),
        counter_example="Two articles of which the second cites the first",
    )
    ADMITTED = Definition(
        "admitted",
        "Admitted",
        "The body that the claim is adverse to says so itself",
        summary="The body concerned has said so itself.",
        example="A public body confirms to a member of the public that its staff tried the tool",
        counter_example="A statement by another body, or by a supplier about the body",
    )
    FOUND_BY_REGULATOR = Definition(
        "found-by-regulator",
        "Found by a regulator",
        "A regulator states it as a finding in a decision, notice or report that the dossier cites",
        summary="A regulator has found it, within its own powers.",
        example="A data protection authority decides that a company broke the law",
        counter_example="A regulator opening an investigation, or giving a provisional view",
    )
    FOUND_BY_COURT = Definition(
        "found-by-court",
        "Found by a court",
        "A court or tribunal states it as a finding in a judgment that the dossier cites",
        summary="A court or tribunal has found it.",
        example="A tribunal finds that a service is used by foreign law enforcement",
        counter_example="An argument of a party that the judgment merely records",
    )
    ENACTED = Definition(
        "enacted",
        "Enacted",
        "A legislature or another body with the power to make law has made it so",
        summary="It is what a law provides.",
        example="An article of a regulation that prohibits a practice",
        counter_example="A bill, a proposal, or guidance on what a law means",
    )
    DISPUTED = Definition(
        "disputed",
        "Disputed",
        "There is serious evidence on both sides, and the dossier does not decide between them",
        summary="There is evidence on both sides, and the matter is open.",
        example="Leaked data shows searches; the body says it has found no sign of any",
        counter_example=(
            'A denial of something else: "we have no contract" does not dispute "officers had a free trial"'
        ),
    )
    SUPERSEDED = Definition(
        "superseded",
        "Superseded",
        "It was true, or a body held it to be true, and something later has replaced it",
        summary="It was once held or said, and no longer applies.",
        example=(
            "A statement of a database's size that later statements overtake; a decision that a higher court set aside"
        ),
        counter_example="A claim that was wrong from the beginning: that one is corrected or withdrawn",
    )


class Voice(Term):
    """Who speaks in what a claim says of a body in focus."""

    REPORTED = Definition(
        "reported",
        "Said by others",
        "Others say it of the body",
        example="A newspaper reports that the body bought a product",
        counter_example="The body's own press release",
    )
    ANSWER = Definition(
        "answer",
        "Own answer",
        "The body says it, and it does not admit what is reported",
        example="A denial; a refusal to answer",
        counter_example="A denial by somebody else on its behalf",
    )
    ADMISSION = Definition(
        "admission",
        "Own admission",
        "The body says that it was so",
        example='"We used a trial licence"',
        counter_example="An admission about another matter or another time",
    )


class Involvement(Term):
    """The involvement of a body in focus, as a claim reports it. Its terms are those of the subject.

    Its members are made from `subject.yml`, each with its voice.
    """

    voice: Voice

    def __init__(self, *definition: str) -> None:
        """Set the voice, which follows the definition."""
        self.voice = Voice(definition[-1])

    @property
    def is_own_answer(self) -> bool:
        """True if the body itself says it."""
        return self.voice is not Voice.REPORTED


class Stance(Term):
    """How a source relates to a claim."""

    SUPPORTS = Definition(
        "supports",
        "Supports",
        "What the source says makes the proposition more likely to be true",
        example="A decision that records the complaint, on the claim that a complaint was made",
        counter_example="A source that is on the same subject only",
    )
    CONTRADICTS = Definition(
        "contradicts",
        "Contradicts",
        "What the source says makes it less likely, or denies what was said or held",
        example="The company's statement that it has no customers in a country",
        counter_example="A source that says less than the claim without denying it",
    )
    CONTEXT = Definition(
        "context",
        "Context",
        "It helps to understand the claim and speaks neither for nor against it",
        example="Guidance on the law that a decision applies",
        counter_example="A source that supports the claim, even if weakly",
    )


class ReplyStatus(Term):
    """The status of the reply of the bodies that a claim is adverse to."""

    NOT_SOUGHT = Definition(
        "not-sought",
        "No reply has been sought",
        "The dossier has not asked; the page gives the reason",
        example="The claim restates a published judgment to which the body was a party",
        counter_example="A refusal by the body",
    )
    REQUESTED = Definition(
        "requested",
        "A reply has been requested",
        "It was asked on the day given, and has not answered",
        example="A letter to a press office a week ago",
        counter_example="A plan to ask",
    )
    RECEIVED = Definition(
        "received",
        "A reply was received",
        "It answered; the page gives the answer or its substance",
        example="A statement sent for publication",
        counter_example="What the body said to somebody else: that is evidence, with a source",
    )
    DECLINED = Definition(
        "declined",
        "A reply was declined",
        "It said that it would not answer",
        example='"We do not comment on suppliers"',
        counter_example="Silence after a request: that is `requested` or `no-answer`",
    )
    NO_ANSWER = Definition(
        "no-answer",
        "No answer came",
        "It was asked on the day given, and the day by which it was to answer has passed",
        example="A letter that set a date, and no answer by that date",
        counter_example="A refusal to answer, which is `declined`",
    )


class Independence(Term):
    """The independence of the sources that support a claim, as far as records show it. The engine works it out."""

    SINGLE_SOURCE = Definition(
        "single-source",
        "A single source",
        "Only one source supports the claim",
        example="A newspaper's report that nobody else has taken up",
        counter_example="Two articles of the same newspaper, which are two sources",
    )
    SHARED_ORIGIN = Definition(
        "shared-origin",
        "A shared origin",
        "All sources that support the claim are known to go back to the same origin",
        example="Three newspapers that print the report of one news agency",
        counter_example="Three newspapers, if nobody looked for what they rely on",
    )
    INDEPENDENT = Definition(
        "independent",
        "Independent sources",
        "At least two of the sources that support the claim are known to have different origins",
        example="A reporter's own observation, and a public body's answer from its own files",
        counter_example="Two newspapers that do not mention each other",
    )
    NOT_KNOWN = Definition(
        "not-known",
        "Not known",
        "Several sources support the claim, and nobody has found out what all of them go back to",
        example="Two articles with the same figures, neither of which says where it got them",
        counter_example="Two articles that both cite the same leaked file",
    )


class HistoryEffect(Term):
    """The effect of what became of an authority on the claim that rests on it."""

    FALLEN = Definition(
        "fallen",
        "no longer holds",
        "What the claim says fell with the decision, or with the part that was set aside",
        example="A finding that a company broke the law, in a decision that was set aside",
        counter_example="That the decision was made, which stays true",
    )
    UNDISTURBED = Definition(
        "undisturbed",
        "is not touched by it",
        "What the claim says does not depend on the part that was set aside",
        example="The day on which notices were issued, in a judgment reversed on jurisdiction",
        counter_example="A holding on jurisdiction in that judgment",
    )
    NOT_KNOWN = Definition(
        "not-known",
        "may or may not be touched by it",
        "Nobody has found out whether what the claim says still holds",
        example="A finding of fact, in a judgment reversed on a point of law and not read in full",
        counter_example="A claim about the later decision itself",
    )


class PlacePrecision(Term):
    """How exactly a place is known."""

    POINT = Definition(
        "point",
        "exact point",
        "The coordinates are those of the place itself",
        example="The entrance of a building",
        counter_example="The middle of a town",
    )
    STREET = Definition(
        "street",
        "street or site",
        "The street or the site is known",
        example="A market square",
        counter_example="A district",
    )
    TOWN = Definition(
        "town",
        "town or district",
        "The town, village or district is known; coordinates are those of its middle",
        example="A village named in a report",
        counter_example="A province",
    )
    REGION = Definition(
        "region",
        "region",
        "Only a larger area is known",
        example="A province",
        counter_example="A town",
    )

"""Labels that pages print for the terms of the vocabularies."""

from __future__ import annotations

from functools import cache

from babel import Locale

from dossier.model.vocabulary import (
    CaptureMethod,
    CheckLevel,
    FileRole,
    ForceKind,
    Genre,
    Involvement,
    OrganisationKind,
    ProceedingKind,
    ProceedingStatus,
    QuoteTier,
    Relation,
    ReplyStatus,
    Role,
    Standing,
    Tier,
)

# The label of each standing, and a sentence that explains it.
STANDING: dict[Standing, tuple[str, str]] = {
    Standing.ALLEGED: ("Alleged", "Someone asserts it; nothing seen establishes it."),
    Standing.REPORTED: ("Reported", "A source reports it; no second origin, admission or finding was seen."),
    Standing.CORROBORATED: ("Corroborated", "Sources that go back to at least two origins say so."),
    Standing.ADMITTED: ("Admitted", "The body concerned has said so itself."),
    Standing.FOUND_BY_REGULATOR: ("Found by a regulator", "A regulator has found it, within its own powers."),
    Standing.FOUND_BY_COURT: ("Found by a court", "A court or tribunal has found it."),
    Standing.ENACTED: ("Enacted", "It is what a law provides."),
    Standing.DISPUTED: ("Disputed", "There is evidence on both sides, and the matter is open."),
    Standing.SUPERSEDED: ("Superseded", "It was once held or said, and no longer applies."),
}

# The sentence that explains a withdrawal.
WITHDRAWN = "This record no longer applies."

INVOLVEMENT: dict[Involvement, str] = {
    Involvement.REPORTED_REGISTRATION: "Reported registration",
    Involvement.REPORTED_TRIAL: "Reported trial",
    Involvement.REPORTED_REGISTRATION_OR_TRIAL: "Reported registration or trial",
    Involvement.REPORTED_USE: "Reported use",
    Involvement.DENIAL: "Denial",
    Involvement.NO_INFORMATION_HELD: "No information held",
    Involvement.NEITHER_CONFIRM_NOR_DENY: "Neither confirms nor denies",
    Involvement.REFUSAL: "Refusal to answer",
    Involvement.ADMISSION: "Admission",
}

# Involvements that a force stated itself, in contrast to reports by others.
OWN_ANSWERS = frozenset(
    {
        Involvement.DENIAL,
        Involvement.NO_INFORMATION_HELD,
        Involvement.NEITHER_CONFIRM_NOR_DENY,
        Involvement.REFUSAL,
        Involvement.ADMISSION,
    }
)

REPLY: dict[ReplyStatus, str] = {
    ReplyStatus.NOT_SOUGHT: "No reply has been sought",
    ReplyStatus.REQUESTED: "A reply has been requested",
    ReplyStatus.RECEIVED: "A reply was received",
    ReplyStatus.DECLINED: "A reply was declined",
}

GENRE: dict[Genre, str] = {
    Genre.NEWS: "News report",
    Genre.PRESS_RELEASE: "Press release",
    Genre.REGULATOR_DECISION: "Decision of a regulator",
    Genre.COURT_JUDGMENT: "Judgment",
    Genre.STATUTE: "Legislation",
    Genre.FOI_RESPONSE: "Freedom of information response",
    Genre.NGO_SUBMISSION: "Submission of an NGO",
    Genre.NGO_STATEMENT: "Statement of an NGO",
    Genre.ACADEMIC: "Academic work",
    Genre.COMMENTARY: "Commentary",
    Genre.OFFICIAL_GUIDANCE: "Official guidance",
    Genre.COMPANY_DOCUMENT: "Company document",
    Genre.LEGAL_DATABASE: "Entry in a legal database",
}

TIER: dict[Tier, str] = {
    Tier.PRIMARY: "Primary: speaks of its author’s own act or statement",
    Tier.SECONDARY: "Secondary: reports what others did or said",
}

CHECK_LEVEL: dict[CheckLevel, str] = {
    CheckLevel.FULL_TEXT: "read in full",
    CheckLevel.EXCERPT: "read in an excerpt only",
    CheckLevel.NOT_OPENED: "not opened",
}

# A claim has this sentence if none of its supporting sources was read in full.
NONE_READ_IN_FULL = "None of the sources that support this claim was read in full"

# A record has this sentence until a person has reviewed it.
UNREVIEWED = "Prepared with software; not yet reviewed by a person."

FORCE_KIND: dict[ForceKind, str] = {
    ForceKind.TERRITORIAL_FORCE: "Territorial police force",
    ForceKind.NATIONAL_AGENCY: "National agency",
    ForceKind.OTHER_LAW_ENFORCEMENT: "Other law-enforcement body",
}

ORGANISATION_KIND: dict[OrganisationKind, str] = {
    OrganisationKind.REGULATOR: "Regulator",
    OrganisationKind.COURT: "Court or tribunal",
    OrganisationKind.COMPANY: "Company",
    OrganisationKind.NGO: "Non-governmental organisation",
    OrganisationKind.GOVERNMENT: "Government body",
    OrganisationKind.INTERNATIONAL: "International body",
}

PROCEEDING_KIND: dict[ProceedingKind, str] = {
    ProceedingKind.COMPLAINT: "Complaint",
    ProceedingKind.INVESTIGATION: "Investigation",
    ProceedingKind.DECISION: "Decision",
    ProceedingKind.PENALTY: "Penalty",
    ProceedingKind.APPEAL: "Appeal",
    ProceedingKind.SETTLEMENT: "Settlement",
    ProceedingKind.PROSECUTION: "Prosecution",
}

PROCEEDING_STATUS: dict[ProceedingStatus, str] = {
    ProceedingStatus.PENDING: "Pending",
    ProceedingStatus.FINAL: "Final",
    ProceedingStatus.UNDER_APPEAL: "Under appeal",
    ProceedingStatus.REVERSED: "Reversed",
    ProceedingStatus.REMITTED: "Remitted",
    ProceedingStatus.SETTLED: "Settled",
    ProceedingStatus.WITHDRAWN: "Withdrawn",
    ProceedingStatus.NOT_KNOWN: "Later course not known",
}

# The label on the page of the earlier proceeding, and on the page of the later proceeding.
RELATION: dict[Relation, tuple[str, str]] = {
    Relation.AFFIRMED: ("Affirmed by", "Affirms"),
    Relation.REVERSED: ("Reversed by", "Reverses"),
    Relation.VARIED: ("Varied by", "Varies"),
    Relation.REMITTED: ("Remitted by", "Remits"),
    Relation.APPEALED_TO: ("Appealed to", "On appeal from"),
}

ROLE: dict[Role, str] = {role: role.value.capitalize() for role in Role}

CAPTURE_METHOD: dict[CaptureMethod, str] = {
    CaptureMethod.HTTP: "Fetched over HTTP",
    CaptureMethod.BROWSER: "Captured in a browser",
    CaptureMethod.SUPPLIED_FILE: "Supplied as a file",
}

FILE_ROLE: dict[FileRole, str] = {
    FileRole.WARC: "Web archive (WARC)",
    FileRole.WACZ: "Web archive (WACZ)",
    FileRole.HTML: "Source code of the page",
    FileRole.SCREENSHOT: "Screenshot",
    FileRole.PDF: "PDF",
    FileRole.TEXT: "Visible text",
}

QUOTE_TIER: dict[QuoteTier, str] = {
    QuoteTier.VERBATIM: "word for word",
    QuoteTier.NORMALISED: "after the documented normalisation of white space, quotation marks and dashes",
}


# Fields whose label several pages and exports print.
OPENED, DECIDED, PUBLISHED = "Opened", "Decided", "Published"
NEUTRAL_CITATION = "Neutral citation"
CASE_NUMBER = "Case number"


def explained(label: str, sentence: str) -> str:
    """The title of a notice, made of a label and its sentence: "Withdrawn: this record no longer applies"."""
    return f"{label}: {sentence[0].lower()}{sentence[1:].removesuffix('.')}"


@cache
def country(code: str) -> str:
    """The English name of a country (Unicode CLDR), or the code if CLDR has no name. `INT` is "International"."""
    return "International" if code == "INT" else str(Locale("en", "GB").territories.get(code, code))


@cache
def jurisdiction(code: str) -> str:
    """The country of a jurisdiction, with the code of its region: "Canada (CA-BC)"."""
    country_code, _, region = code.partition("-")
    return f"{country(country_code)} ({code})" if region else country(country_code)


@cache
def language(tag: str) -> str:
    """The English name of a language (Unicode CLDR), or the tag if CLDR has no name."""
    return str(Locale("en", "GB").languages.get(tag.split("-", maxsplit=1)[0], tag))

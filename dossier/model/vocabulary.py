"""The closed sets of words that records use; the dossier's method page defines each for readers."""

from __future__ import annotations

from enum import StrEnum


class Standing(StrEnum):
    """How far a claim is established."""

    ALLEGED = "alleged"
    REPORTED = "reported"
    CORROBORATED = "corroborated"
    ADMITTED = "admitted"
    FOUND_BY_REGULATOR = "found-by-regulator"
    FOUND_BY_COURT = "found-by-court"
    ENACTED = "enacted"
    DISPUTED = "disputed"
    SUPERSEDED = "superseded"


class Involvement(StrEnum):
    """What a claim says of a force."""

    REPORTED_REGISTRATION = "reported-registration"
    REPORTED_TRIAL = "reported-trial"
    REPORTED_REGISTRATION_OR_TRIAL = "reported-registration-or-trial"
    REPORTED_USE = "reported-use"
    DENIAL = "denial"
    NO_INFORMATION_HELD = "no-information-held"
    NEITHER_CONFIRM_NOR_DENY = "neither-confirm-nor-deny"
    REFUSAL = "refusal"
    ADMISSION = "admission"


class Stance(StrEnum):
    """How a source bears on a claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


class ReplyStatus(StrEnum):
    """Whether a body was asked to reply to a claim adverse to it, and did."""

    NOT_SOUGHT = "not-sought"
    REQUESTED = "requested"
    RECEIVED = "received"
    DECLINED = "declined"


class Genre(StrEnum):
    """What sort of document a source is, as a reader weighs it."""

    NEWS = "news"
    PRESS_RELEASE = "press-release"
    REGULATOR_DECISION = "regulator-decision"
    COURT_JUDGMENT = "court-judgment"
    STATUTE = "statute"
    FOI_RESPONSE = "foi-response"
    NGO_SUBMISSION = "ngo-submission"
    NGO_STATEMENT = "ngo-statement"
    ACADEMIC = "academic"
    COMMENTARY = "commentary"
    OFFICIAL_GUIDANCE = "official-guidance"
    COMPANY_DOCUMENT = "company-document"
    LEGAL_DATABASE = "legal-database"


class CslType(StrEnum):
    """The item types of the Citation Style Language 1.0.2 that evidence uses."""

    ARTICLE = "article"
    ARTICLE_JOURNAL = "article-journal"
    ARTICLE_MAGAZINE = "article-magazine"
    ARTICLE_NEWSPAPER = "article-newspaper"
    BILL = "bill"
    BOOK = "book"
    BROADCAST = "broadcast"
    CHAPTER = "chapter"
    DATASET = "dataset"
    DOCUMENT = "document"
    ENTRY_ENCYCLOPEDIA = "entry-encyclopedia"
    HEARING = "hearing"
    INTERVIEW = "interview"
    LEGAL_CASE = "legal_case"
    LEGISLATION = "legislation"
    PERSONAL_COMMUNICATION = "personal_communication"
    POST = "post"
    POST_WEBLOG = "post-weblog"
    REGULATION = "regulation"
    REPORT = "report"
    SPEECH = "speech"
    THESIS = "thesis"
    TREATY = "treaty"
    WEBPAGE = "webpage"


class Tier(StrEnum):
    """Whether a source speaks of its own act, or repeats another's."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


class TitleBasis(StrEnum):
    """Where the title of a source was taken from, if not from the document itself."""

    AS_PUBLISHED = "as-published"
    FROM_ADDRESS = "from-address"
    DESCRIBED = "described"


class CheckLevel(StrEnum):
    """How much of a source was read."""

    FULL_TEXT = "full-text"
    EXCERPT = "excerpt"
    NOT_OPENED = "not-opened"


class AuthorState(StrEnum):
    """Why a source lists no authors."""

    NONE = "none"
    NOT_SEEN = "not-seen"


class ForceKind(StrEnum):
    """What sort of law-enforcement body a force is."""

    TERRITORIAL_FORCE = "territorial-force"
    NATIONAL_AGENCY = "national-agency"
    OTHER_LAW_ENFORCEMENT = "other-law-enforcement"


class OrganisationKind(StrEnum):
    """What sort of body an organisation is."""

    REGULATOR = "regulator"
    COURT = "court"
    COMPANY = "company"
    NGO = "ngo"
    GOVERNMENT = "government"
    INTERNATIONAL = "international"


class ProceedingKind(StrEnum):
    """Which step a proceeding is."""

    COMPLAINT = "complaint"
    INVESTIGATION = "investigation"
    DECISION = "decision"
    PENALTY = "penalty"
    APPEAL = "appeal"
    SETTLEMENT = "settlement"
    PROSECUTION = "prosecution"


class ProceedingStatus(StrEnum):
    """Where a proceeding stands."""

    PENDING = "pending"
    FINAL = "final"
    UNDER_APPEAL = "under-appeal"
    REVERSED = "reversed"
    REMITTED = "remitted"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"
    NOT_KNOWN = "not-known"


class Role(StrEnum):
    """The part a party plays in a proceeding."""

    COMPLAINANT = "complainant"
    RESPONDENT = "respondent"
    APPELLANT = "appellant"
    INTERVENER = "intervener"
    CLAIMANT = "claimant"
    DEFENDANT = "defendant"
    REGULATOR = "regulator"


class Relation(StrEnum):
    """What a later proceeding did to an earlier one."""

    AFFIRMED = "affirmed"
    REVERSED = "reversed"
    VARIED = "varied"
    REMITTED = "remitted"
    APPEALED_TO = "appealed-to"


class CaptureMethod(StrEnum):
    """How a preserved copy came to be."""

    HTTP = "http"
    BROWSER = "browser"
    SUPPLIED_FILE = "supplied-file"


class FileRole(StrEnum):
    """What a file of a capture holds."""

    WARC = "warc"
    WACZ = "wacz"
    HTML = "html"
    SCREENSHOT = "screenshot"
    PDF = "pdf"
    TEXT = "text"


class QuoteTier(StrEnum):
    """How a quotation was found: as typed, or after the documented normalisation."""

    VERBATIM = "verbatim"
    NORMALISED = "normalised"

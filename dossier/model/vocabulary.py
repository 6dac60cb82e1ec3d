"""The vocabularies: closed sets of terms for the fields of records.

The method page of the dossier defines each term for readers.
"""

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
    """The involvement of a force, as a claim reports it."""

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
    """How a source relates to a claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


class ReplyStatus(StrEnum):
    """The status of the reply of the bodies that a claim is adverse to."""

    NOT_SOUGHT = "not-sought"
    REQUESTED = "requested"
    RECEIVED = "received"
    DECLINED = "declined"


class Genre(StrEnum):
    """The sort of document, which helps readers to judge a source."""

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
    """The item types of the Citation Style Language 1.0.2 that sources use."""

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
    """Primary if a source reports its author's own act, secondary if it reports what others did or said."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


class TitleBasis(StrEnum):
    """The origin of the title of a source."""

    AS_PUBLISHED = "as-published"
    FROM_ADDRESS = "from-address"
    DESCRIBED = "described"


class CheckLevel(StrEnum):
    """How much of a source was read."""

    FULL_TEXT = "full-text"
    EXCERPT = "excerpt"
    NOT_OPENED = "not-opened"


class AuthorState(StrEnum):
    """The reason why a source lists no authors."""

    NONE = "none"
    NOT_SEEN = "not-seen"


class ForceKind(StrEnum):
    """The type of a law-enforcement body."""

    TERRITORIAL_FORCE = "territorial-force"
    NATIONAL_AGENCY = "national-agency"
    OTHER_LAW_ENFORCEMENT = "other-law-enforcement"


class OrganisationKind(StrEnum):
    """The type of an organisation."""

    REGULATOR = "regulator"
    COURT = "court"
    COMPANY = "company"
    NGO = "ngo"
    GOVERNMENT = "government"
    INTERNATIONAL = "international"


class ProceedingKind(StrEnum):
    """The type of step that a proceeding is."""

    COMPLAINT = "complaint"
    INVESTIGATION = "investigation"
    DECISION = "decision"
    PENALTY = "penalty"
    APPEAL = "appeal"
    SETTLEMENT = "settlement"
    PROSECUTION = "prosecution"


class ProceedingStatus(StrEnum):
    """The current status of a proceeding."""

    PENDING = "pending"
    FINAL = "final"
    UNDER_APPEAL = "under-appeal"
    REVERSED = "reversed"
    REMITTED = "remitted"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"
    NOT_KNOWN = "not-known"


class Role(StrEnum):
    """The role of a party in a proceeding."""

    COMPLAINANT = "complainant"
    RESPONDENT = "respondent"
    APPELLANT = "appellant"
    INTERVENER = "intervener"
    CLAIMANT = "claimant"
    DEFENDANT = "defendant"
    REGULATOR = "regulator"


class Relation(StrEnum):
    """The effect of a later proceeding on an earlier proceeding."""

    AFFIRMED = "affirmed"
    REVERSED = "reversed"
    VARIED = "varied"
    REMITTED = "remitted"
    APPEALED_TO = "appealed-to"


class CaptureMethod(StrEnum):
    """How a preserved copy was made."""

    HTTP = "http"
    BROWSER = "browser"
    SUPPLIED_FILE = "supplied-file"


class FileRole(StrEnum):
    """The content of a file of a capture."""

    WARC = "warc"
    WACZ = "wacz"
    HTML = "html"
    SCREENSHOT = "screenshot"
    PDF = "pdf"
    TEXT = "text"


class QuoteTier(StrEnum):
    """How a quotation was found: word for word, or after the documented normalisation."""

    VERBATIM = "verbatim"
    NORMALISED = "normalised"

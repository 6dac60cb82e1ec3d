"""The terms of sources: genre, type, tier, title, reading, missing facts."""

from __future__ import annotations

from enum import StrEnum

from dossier.model.vocabulary.term import Definition, Term

_NOT_SEEN = Definition(
    "not-seen",
    "Not seen",
    "The part that would give the author or the date was not seen, but the document may give it",
    example="An article read in an excerpt without the byline",
    counter_example="A document that was looked through and has none",
)


class Genre(Term):
    """The sort of document, which helps readers to judge a source."""

    NEWS = Definition(
        "news",
        "News report",
        "Reporting by a news organisation",
        example="A report in a newspaper",
        counter_example="An opinion column, which is `commentary`",
    )
    PRESS_RELEASE = Definition(
        "press-release",
        "Press release",
        "A statement that a body publishes about its own acts",
        example="A regulator announces a fine",
        counter_example="The decision that imposes the fine",
    )
    REGULATOR_DECISION = Definition(
        "regulator-decision",
        "Decision of a regulator",
        "The text in which a regulator decides, orders or finds",
        example="A monetary penalty notice",
        counter_example="The announcement of it",
    )
    COURT_JUDGMENT = Definition(
        "court-judgment",
        "Judgment",
        "The text in which a court or tribunal decides",
        example="A judgment with a neutral citation",
        counter_example="A law firm's note on it",
    )
    STATUTE = Definition(
        "statute",
        "Legislation",
        "An enactment as published, of any rank",
        example="An Act of Parliament; an EU regulation",
        counter_example="A summary of the law by a government department",
    )
    FOI_RESPONSE = Definition(
        "foi-response",
        "Freedom of information response",
        "A public body's answer to a request for information",
        example="A letter that discloses or refuses",
        counter_example="A newspaper's account of that letter",
    )
    NGO_SUBMISSION = Definition(
        "ngo-submission",
        "Submission of an NGO",
        "A document that an organisation files with an authority or court",
        example="A complaint; an intervention",
        counter_example="Its press release on the same day",
    )
    NGO_STATEMENT = Definition(
        "ngo-statement",
        "Statement of an NGO",
        "What an organisation says to the public",
        example="A campaign page that describes the course of a case",
        counter_example="The filing itself",
    )
    ACADEMIC = Definition(
        "academic",
        "Academic work",
        "Published scholarly work",
        example="An article in a law journal",
        counter_example="A lecturer's blog",
    )
    COMMENTARY = Definition(
        "commentary",
        "Commentary",
        "Opinion or analysis, by any author",
        example="A law firm's briefing; a column",
        counter_example="Reporting of new facts",
    )
    OFFICIAL_GUIDANCE = Definition(
        "official-guidance",
        "Official guidance",
        "What an authority says about how a law should be understood or followed",
        example="Guidelines of a board of data protection authorities",
        counter_example="A decision about one case",
    )
    OFFICIAL_DOCUMENT = Definition(
        "official-document",
        "Official document",
        "A document of a public body that is no decision, guidance, press release or answer to a request",
        example="A ministry's briefing for its minister; an authority's own page about a case",
        counter_example="An authority's announcement of a fine, which is `press-release`",
    )
    PARLIAMENTARY_RECORD = Definition(
        "parliamentary-record",
        "Parliamentary record",
        "A parliament's own record of what was said in it or laid before it",
        example="A debate in Hansard; the transcript of a committee's hearing",
        counter_example="A newspaper's report of the debate, which is `news`",
    )
    COMPANY_DOCUMENT = Definition(
        "company-document",
        "Company document",
        "A document that a company wrote for its own purposes or for its public",
        example="Terms of service; a pitch to investors; a transparency notice",
        counter_example="What a newspaper says such a document says",
    )
    LEGAL_DATABASE = Definition(
        "legal-database",
        "Entry in a legal database",
        "An entry that describes a case or decision, made by somebody who did not decide it",
        example="A wiki's summary of a regulator's decision",
        counter_example="The text of the decision hosted there",
    )
    VIDEO = Definition(
        "video",
        "Video",
        "A moving picture with or without sound; a pinpoint is a time code",
        example="Footage that a passer-by published",
        counter_example="A news report that shows footage, which is `news`",
    )
    PHOTOGRAPH = Definition(
        "photograph",
        "Photograph",
        "A still picture",
        example="A picture of a damaged building",
        counter_example="A drawing or a map",
    )
    SOCIAL_POST = Definition(
        "social-post",
        "Post on a social network",
        "What an account published on a social network",
        example="A post of a ministry about a raid",
        counter_example="A newspaper's article that quotes the post",
    )
    TESTIMONY = Definition(
        "testimony",
        "Testimony",
        "What a witness says of what they saw, heard or did",
        example="A witness statement; an interview with a resident",
        counter_example="What a reporter says that witnesses said, which is `news`",
    )
    DATA_SET = Definition(
        "data-set",
        "Data set",
        "Data in rows, as its author publishes it",
        example="A table of incidents that an organisation keeps",
        counter_example="A report about such a table",
    )


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
    GRAPHIC = "graphic"
    HEARING = "hearing"
    INTERVIEW = "interview"
    LEGAL_CASE = "legal_case"
    LEGISLATION = "legislation"
    MOTION_PICTURE = "motion_picture"
    PAPER_CONFERENCE = "paper-conference"
    PERSONAL_COMMUNICATION = "personal_communication"
    POST = "post"
    POST_WEBLOG = "post-weblog"
    REGULATION = "regulation"
    REPORT = "report"
    SPEECH = "speech"
    THESIS = "thesis"
    TREATY = "treaty"
    WEBPAGE = "webpage"


class Tier(Term):
    """Primary if a source reports its author's own act, secondary if it reports what others did or said."""

    PRIMARY = Definition(
        "primary",
        "Primary",
        "The source speaks of its author's own act, decision or observation",
        summary="speaks of its author’s own act or statement",
        example="A decision, by the authority that made it; a reporter's account of documents that she saw",
        counter_example="A press agency's account of the decision",
    )
    SECONDARY = Definition(
        "secondary",
        "Secondary",
        "The source repeats or describes what another says or did",
        summary="reports what others did or said",
        example="A newspaper citing another newspaper's investigation",
        counter_example="An unimportant source: secondary sources can be careful, and primary ones self-serving",
    )


class TitleBasis(Term):
    """The origin of the title of a source or of a proceeding."""

    AS_PUBLISHED = Definition(
        "as-published",
        "As published",
        "The document's own title",
        example="The headline of an article",
        counter_example="A translation of it",
    )
    FROM_ADDRESS = Definition(
        "from-address",
        "From the address",
        "Only the address was seen, and the title was put together from its words",
        example='`…/camera-firm-fined-in-france` gives "Camera firm fined in France"',
        counter_example="A headline that was read",
    )
    DESCRIBED = Definition(
        "described",
        "Described",
        "The document has no title, or none was seen, and the words are ours",
        example='"Letter from the ministry refusing a request"',
        counter_example="A shortened headline",
    )


class CheckLevel(Term):
    """How much of a source was read."""

    FULL_TEXT = Definition(
        "full-text",
        "read in full",
        "The whole of what it says on the matter was read in the document itself",
        example="A press release read from beginning to end",
        counter_example="A search for one word in a long judgment",
    )
    EXCERPT = Definition(
        "excerpt",
        "read in an excerpt only",
        "A part was read, such as the opening; the rest may say more, or qualify it",
        example="The first paragraphs of a report behind a paywall",
        counter_example="A summary by somebody else",
    )
    NOT_OPENED = Definition(
        "not-opened",
        "not opened",
        "The document itself was not read; what it says is taken from elsewhere",
        example="A decision known from a newspaper",
        counter_example="A document that was read and later vanished",
    )


class AuthorState(Term):
    """The reason why a source lists no authors."""

    NONE = Definition(
        "none",
        "None named",
        "The document was seen and names no author",
        example="An unsigned notice",
        counter_example="A document whose first page was not seen",
    )
    NOT_SEEN = _NOT_SEEN


class Undated(Term):
    """The reason why a date is missing."""

    UNDATED = Definition(
        "undated",
        "Undated",
        "The document, or the enacted state of the law, carries no date",
        example="A web page without any date",
        counter_example="A date that we have not looked for",
    )
    NOT_SEEN = _NOT_SEEN
    WITHHELD = Definition(
        "withheld",
        "Withheld",
        "The day would help to find out whose a protected source is",
        example="The day on which a witness was heard",
        counter_example="A day that nobody wrote down",
    )

"""Tags in page heads, for Zotero, search engines and social networks.

The tags on a source's page describe the source itself, so that a reference manager saves the document and not our page
about it. The tags on other pages describe the page. They follow Highwire Press as Google Scholar documents it, Dublin
Core in HTML, Open Graph, and schema.org as JSON-LD. No text is printed twice for two of them: readers of Open Graph use
the description of the page, and those of Dublin Core the tags of Highwire Press. The title for social networks begins
with what the record is worth, so that nobody sees a bare claim next to a link.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from dossier.cite import name_of
from dossier.configuration import About
from dossier.exports.statuses import fate_to_show, status_and_title
from dossier.exports.summary import RecordSummary
from dossier.model import Record, Source, addresses
from dossier.model.dates import PartialDate
from dossier.model.foreign_titles import language_of_title
from dossier.model.iso_dates import iso_8601
from dossier.model.source import Author
from dossier.model.vocabulary import AuthorState, CslType, Undated
from dossier.pages.feed_links import FeedLink
from dossier.reading.dossier import Dossier, Entry
from dossier.site import schema_org
from dossier.site.escaping import escaped
from dossier.site.foreign_words import attribute

Tag = tuple[str, str]

_PAGE_TITLE = re.compile(r"<title>([^<]*)</title>")

# Tags of Highwire Press with the Open Graph property that says the same of a page: one element has both names.
_SHARED = {"citation_title": "og:title", "citation_public_url": "og:url", "citation_publisher": "og:site_name"}

# Zotero's names of item types. Its translator reads them from `DC.type`, and otherwise assumes a journal article.
_ZOTERO = {
    CslType.ARTICLE_JOURNAL: "journalArticle",
    CslType.ARTICLE_MAGAZINE: "magazineArticle",
    CslType.ARTICLE_NEWSPAPER: "newspaperArticle",
    CslType.BILL: "bill",
    CslType.BOOK: "book",
    CslType.CHAPTER: "bookSection",
    CslType.ENTRY_ENCYCLOPEDIA: "encyclopediaArticle",
    CslType.HEARING: "hearing",
    CslType.INTERVIEW: "interview",
    CslType.LEGAL_CASE: "case",
    CslType.LEGISLATION: "statute",
    CslType.PAPER_CONFERENCE: "conferencePaper",
    CslType.PERSONAL_COMMUNICATION: "letter",
    CslType.POST: "forumPost",
    CslType.POST_WEBLOG: "blogPost",
    CslType.REGULATION: "statute",
    CslType.REPORT: "report",
    CslType.SPEECH: "presentation",
    CslType.THESIS: "thesis",
    CslType.WEBPAGE: "webpage",
}
_PERIODICALS = frozenset({CslType.ARTICLE_JOURNAL, CslType.ARTICLE_MAGAZINE, CslType.ARTICLE_NEWSPAPER})
_INSTITUTIONS = {
    CslType.REPORT: "citation_technical_report_institution",
    CslType.THESIS: "citation_dissertation_institution",
}


def record_head(
    dossier: Dossier, entry: Entry[Record], about: About, summary: RecordSummary, feed: FeedLink | None = None
) -> Markup:
    """The tags of a record's page. Links are relative to it, and other addresses are absolute."""
    base = "../../"
    document = escaped(base + addresses.document(entry.kind, entry.record.id))
    page = about.absolute(summary.page)
    title = status_and_title(entry.record, fate_to_show(dossier, entry.record))
    return _joined(
        [
            f'<link rel="alternate describedby" type="application/json" href="{document}" title="This record as JSON">',
            *_own_feed(base, feed),
            *_feeds(base),
            *_tags(
                _named(entry.record, about, summary, page),
                dict(_graph(entry.record, about, title, page)),
                language_of_title(entry.record) if isinstance(entry.record, Source) else None,
            ),
            schema_org.script(schema_org.json_ld(dossier, entry, about, summary)),
        ]
    )


def _joined(elements: Iterable[str]) -> Markup:
    """The elements, each on a line."""
    return Markup("".join([f"{element}\n" for element in elements]))  # noqa: S704  (their values are escaped)


def _tags(named: Iterable[Tag], graph: dict[str, str], language: str | None) -> Iterator[str]:
    """Yield the elements of the tags and of the properties. A text that both have is printed once.

    `language` is that of the title of a source, or None if it is English.
    """
    for name, content in named:
        if name == "citation_title" and language is not None:
            yield _meta(f'name="{name}"{attribute(language)}', content)
            continue
        shared = _SHARED.get(name, "")
        if shared in graph and graph[shared] == content:
            del graph[shared]
            yield _meta(f'name="{name}" property="{shared}"', content)
        else:
            yield _meta(f'name="{name}"', content)
    yield from (_meta(f'property="{name}"', content) for name, content in graph.items())


def _meta(names: str, content: str) -> str:
    return f'<meta {names} content="{escaped(content)}">'


def with_card(page: str, about: About, address: str) -> str:
    """The built page, which is not of a record, with the tags of the card that other sites show next to a link to it.

    `address` is that of the page, from the root of the site.
    """
    title = _PAGE_TITLE.search(page)
    name = "" if title is None else html.unescape(title[1]).strip().removesuffix(f" - {about.name}")
    return with_picture(page.replace("</head>", f"{page_card(about, name, address)}</head>", 1), about)


def page_card(about: About, title: str, address: str) -> Markup:
    """The title, the kind, the address and the site of a page, for other sites."""
    tags = (("title", title), ("type", "website"), ("url", about.absolute(address)), ("site_name", about.name))
    return _joined(_meta(f'property="og:{name}"', content) for name, content in tags if content)


def with_picture(page: str, about: About) -> str:
    """The built page with the picture that other sites show next to a link to it."""
    tags = (
        _meta('property="og:image"', about.absolute(addresses.SHARE_IMAGE)),
        _meta('property="og:image:alt"', about.name),
        _meta('name="twitter:card"', "summary_large_image"),
    )
    return page.replace("</head>", f"{_joined(tags)}</head>", 1)


def hub_head(base: str, feed: FeedLink | None = None) -> Markup:
    """The tags of a hub: links to the feeds. `base` leads from the page to the root of the site."""
    return _joined([*_own_feed(base, feed), *_feeds(base)])


def _own_feed(base: str, feed: FeedLink | None) -> Iterator[str]:
    """Yield the link to the feed of what the page is about. Programs that look for a feed take the first."""
    if feed is not None:
        yield _feed(base, feed.path, "application/atom+xml", f"What is new on this {feed.word}")


# The theme takes a link whose relation is only "alternate" for the site in another language, and asks for a sitemap
# next to it. A second word prevents that.
def _feeds(base: str) -> Iterator[str]:
    feeds = (
        (addresses.ATOM_FEED, "application/atom+xml", "Atom"),
        (addresses.JSON_FEED, "application/feed+json", "JSON"),
    )
    for path, media_type, name in feeds:
        yield _feed(base, path, media_type, f"Changes of records ({name})")


def _feed(base: str, path: str, media_type: str, title: str) -> str:
    address = escaped(base + path)
    return f'<link rel="alternate feed" type="{media_type}" href="{address}" title="{escaped(title)}">'


def _named(record: Record, about: About, summary: RecordSummary, page: str) -> Iterator[Tag]:
    tags = _source(record) if isinstance(record, Source) else _page(record, about, summary, page)
    for name, content in tags:
        if content:
            yield name, " ".join(content.split())
    yield "DC.identifier", record.id


def _page(record: Record, about: About, summary: RecordSummary, page: str) -> Iterator[tuple[str, str | None]]:
    """Yield the tags of a page that is itself the document, dated by its last review."""
    reviewed = None if record.last_review is None else record.last_review.on
    yield "citation_title", summary.title
    yield "citation_public_url", page
    yield "citation_publisher", about.name
    yield "citation_online_date", None if reviewed is None else _slashed(reviewed)
    yield "citation_language", "en"
    yield "DC.type", "webpage"
    # The licence covers the page. The sources that it cites have other owners.
    yield "DC.rights", about.licence_line
    yield "DC.date", None if reviewed is None else reviewed.text


def _source(source: Source) -> Iterator[tuple[str, str | None]]:
    """Yield the tags of a source as the document that it is."""
    issued = None if isinstance(source.issued, Undated) else source.issued
    authors = () if isinstance(source.authors, AuthorState) else source.authors
    yield "citation_title", source.title
    yield from (("citation_author", _author(author)) for author in authors)
    yield "citation_publication_date", None if issued is None else _slashed(issued)
    yield "citation_public_url", source.persistent_url or source.url
    yield "citation_doi", source.doi
    if source.type in _PERIODICALS:
        yield "citation_journal_title", source.publication
    yield _INSTITUTIONS.get(source.type, "citation_publisher"), source.publisher
    yield "citation_volume", source.volume
    yield "citation_issue", source.issue
    yield "citation_firstpage", source.pages
    yield "citation_technical_report_number", source.official_id if source.type is CslType.REPORT else None
    yield "citation_language", source.language
    yield "DC.type", _ZOTERO.get(source.type, "document")
    yield from (("DC.creator", name_of(author)) for author in authors)
    # The publication that contains the document. Otherwise a reference manager takes the name of this website for it.
    yield "DC.source", source.publication or source.publisher
    yield "DC.date", iso_8601(issued)


def _author(author: Author) -> str:
    """The name of an author, family name first.

    After the name of a body there is a comma, or Zotero would take "Data Protection Board" for a person whose family
    name is Board.
    """
    if author.literal is not None:
        return f"{author.literal},"
    return f"{author.family}, {author.given}" if author.given else f"{author.family},"


def _slashed(when: PartialDate) -> str:
    """The date in the form of Highwire tags, as far as it is known: 2021/05/27, 2021/05, 2021."""
    parts = when.text.rstrip("?~%").split("-")
    known = parts[: next((at for at, part in enumerate(parts) if "X" in part or (at == 1 and int(part) > 12)), 3)]
    return "/".join(known)


def _graph(record: Record, about: About, title: str, page: str) -> Iterator[Tag]:
    yield "og:type", "article"
    yield "og:title", title
    yield "og:url", page
    if not isinstance(record, Source) or record.publication or record.publisher:
        yield "og:site_name", about.name

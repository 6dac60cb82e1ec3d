"""HTML fragments of pages, by block: of records, countries, topics and hubs.

MkDocs never reads the words of a contributor. Notes, the only field in Markdown, are converted on their own, and all
other text is escaped when it is printed.
"""

from __future__ import annotations

from functools import cache
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.environment import TemplateModule
from markupsafe import Markup, escape

from dossier.cite.formats.box import CiteBox
from dossier.configuration import RepositoryLinks
from dossier.model import addresses
from dossier.model.addresses import page_address
from dossier.model.identifiers import Kind
from dossier.model.labels import capitalised
from dossier.pages.bibliography import works_by_letter
from dossier.pages.claim_countries import COUNTRY_RULE
from dossier.pages.content import NOT_RECORDED, NOTHING_RECORDED
from dossier.pages.feed_links import FeedLink, feed_of_group
from dossier.pages.group_links import GROUP_KINDS
from dossier.pages.groups import CASES, MAPS, Group
from dossier.pages.lists import RecordList, with_bare_rows
from dossier.pages.page_content import PageContent, Section
from dossier.pages.plain_text import shortened
from dossier.pages.revisions import RevisionHistory
from dossier.pages.sections import ALWAYS_SHOWN, CITE, FOOT, LEAD, Hub, base_of
from dossier.site.block_printer import Printer
from dossier.site.citations import citation, citation_box
from dossier.site.foreign_words import attribute, heading, translation
from dossier.site.lead import print_lead
from dossier.site.lists.list_printer import print_list, print_rows

# The address of the root of the site from the page of a record, a country or a topic.
_BASE = "../../"
# The page of a country or a topic has at most so many rows of each list, and so many cases, so that it stays light.
_MOST_ROWS = 50


def record_fragments(
    content: PageContent,
    repository: RepositoryLinks,
    box: CiteBox | None,
    history: RevisionHistory | None,
    feed: FeedLink | None = None,
) -> dict[str, Markup]:
    """The sections of a record's page by name, with its title and description escaped for text and attributes.

    `box` says how to cite the record, and is None for a preserved copy. `history` has its revisions, and is None before
    the first release of the record. `feed` is the feed of what the record is about, if it has one.
    """
    printer = Printer(_BASE, content.kind, content.mentions)
    blocks = {section.name: print_section(printer, section) for section in content.sections}
    document = f"{_BASE}{addresses.document(content.kind, content.identifier)}"
    if CITE in content.headings:
        blocks[CITE] = Markup("") if box is None else citation_box(box, document, history)
    missing = [heading for name, heading in content.headings.items() if heading and name in blocks and not blocks[name]]
    blocks[FOOT] = _macro("record.html", "foot", content, missing, history, repository)
    blocks["top"] = _macro("record.html", "top", content, _BASE, feed)
    blocks["heading"] = Markup(heading(content.heading, content.distinction))  # noqa: S704  (its values are escaped)
    blocks["path"] = escape(content.identifier)
    title = (_shortened(content.title, 150), _shortened(content.distinction, 60))
    blocks["title"] = escape(" ".join(filter(None, title)))
    blocks["description"] = escape(_shortened(content.description, 300))
    return blocks


def print_section(printer: Printer, section: Section) -> Markup:
    """The blocks of a section. Empty if nothing is recorded, unless the page shows the section in any case."""
    if section.name == LEAD:
        return print_lead(printer, section.blocks)
    return printer.blocks(section.blocks) if section.blocks or section.name in ALWAYS_SHOWN else Markup("")


def group_fragments(group: Group) -> dict[str, Markup]:
    """The sections of the page of a country or a topic by name, with its title and description."""
    printer = Printer(_BASE)
    lists = {name: _first_rows(group, listed) for name, listed in group.lists.items() if listed.rows}
    return {
        **dict.fromkeys(group.lists, Markup("")),
        **lists,
        MAPS: printer.blocks(group.maps) if group.maps else Markup(""),
        CASES: _newest_cases(group, printer) if group.cases else Markup(""),
        LEAD: _macro("group.html", "lead", group, _BASE),
        FOOT: _macro("group.html", "foot"),
        "top": _macro("group.html", "top", group, GROUP_KINDS[group.folder], _BASE, feed_of_group(group)),
        "heading": escape(group.name),
        "path": escape(quote(group.word)),
        "title": escape(_shortened(group.name, 150)),
        "description": escape(_shortened(group.description, 300)),
    }


def _newest_cases(group: Group, printer: Printer) -> Markup:
    """The newest cases, which come last, and if there are more, the link to the list of proceedings."""
    printed = printer.blocks(group.cases[-_MOST_ROWS:])
    if len(group.cases) <= _MOST_ROWS:
        return printed
    return printed + _macro("group.html", "more_cases", group, _MOST_ROWS, group.lists["proceedings"], _BASE)


def _first_rows(group: Group, listed: RecordList) -> Markup:
    """The first rows of a list, and the link to the whole list, which has filters."""
    # The rows need neither anchors nor values to filter by: the whole list has them.
    rows = print_rows(with_bare_rows(listed, listed.rows[:_MOST_ROWS]), _BASE)
    filtered = next((facet.name for facet in listed.facets if facet.name == group.facet), None)
    return rows + _macro("group.html", "more", listed, len(listed.rows) > _MOST_ROWS, filtered, group.word, _BASE)


def further_page_fragments(hub: Hub, word: str, label: str, title: str, description: str) -> dict[str, Markup]:
    """The frame of a page on which a hub continues, by block: all but the block with what it lists."""
    return {
        "top": _macro("list.html", "top", hub, label, _BASE),
        FOOT: _macro("group.html", "foot"),
        "heading": escape(title),
        "title": escape(title),
        "description": escape(description),
        "folder": escape(quote(page_address(hub.path).removesuffix("/"))),
        "path": escape(quote(word)),
    }


def letter_fragment(macro: str, listed: object) -> Markup:
    """The names or works of a letter, for its own page."""
    return _macro("hubs.html", macro, listed, _BASE)


def _macro(template: str, name: str, *values: object) -> Markup:
    """The HTML that a macro prints."""
    printed: Markup = getattr(_module(template), name)(*values)
    return printed


def hub_fragments(page: Hub, view: object) -> dict[str, Markup]:
    """The blocks of a hub by name, given the view for its template."""
    module = _module(page.template)
    return {name: getattr(module, name)(view, base_of(page.path)) for _, name in page.parts}


def term_table(name: str, rows: tuple[object, ...]) -> Markup:
    """The table of a vocabulary, given a row for each term."""
    return _macro("terms.html", "table", name, rows)


def _shortened(text: str, most: int) -> str:
    return shortened(" ".join(text.split()), most)


@cache
def _module(name: str) -> TemplateModule:
    """The macros of a template: each prints a block."""
    return _environment().get_template(name).module


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dossier.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "addresses": addresses,
        "capitalised": capitalised,
        "english": lambda text: Markup(translation(text)),  # noqa: S704  (its value is escaped)
        "lang": lambda language: Markup(attribute(language)),  # noqa: S704  (its value is escaped)
        "citation": citation,
        "country_rule": COUNTRY_RULE,
        "kinds": tuple(Kind),
        "not_recorded": NOT_RECORDED,
        "nothing_recorded": NOTHING_RECORDED,
        "print_list": print_list,
        "print_picture": lambda picture, base: Printer(base).blocks((picture,)),
        "print_rows": print_rows,
        "print_text": lambda text, base: Printer(base).text(text),
        "works_by_letter": works_by_letter,
    }
    return environment

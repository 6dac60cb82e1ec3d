"""HTML fragments of record pages and hubs, by block.

MkDocs never reads the words of a contributor. Notes, the only field in Markdown, are converted on their own, and all
other text is escaped when it is printed.
"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.environment import TemplateModule
from markupsafe import Markup, escape

from dossier.cite.formats.box import CiteBox
from dossier.configuration import RepositoryLinks
from dossier.model import addresses
from dossier.model.identifiers import Kind
from dossier.model.labels import capitalised
from dossier.pages.content import NOTHING_RECORDED, PageContent
from dossier.pages.revisions import RevisionHistory
from dossier.pages.sections import CITE, FOOT, Hub, base_of
from dossier.releases.aftermath.release_words import release_words
from dossier.site.block_printer import Printer
from dossier.site.citations import citation, citation_box
from dossier.site.list_printer import print_list, print_rows

# The address of the root of the site from the page of a record.
_BASE = "../../"


def record_fragments(
    content: PageContent, repository: RepositoryLinks, box: CiteBox | None, history: RevisionHistory | None
) -> dict[str, Markup]:
    """The sections of a record's page by name, with its title and description escaped for text and attributes.

    `box` says how to cite the record, and is None for a preserved copy. `history` has its revisions, and is None before
    the first release of the record.
    """
    printer = Printer(_BASE, content.kind, content.mentions)
    blocks = {section.name: printer.blocks(section.blocks) for section in content.sections}
    document = f"{_BASE}{addresses.document(content.kind, content.identifier)}"
    if CITE in content.headings:
        blocks[CITE] = Markup("") if box is None else citation_box(box, document, history)
    blocks[FOOT] = _macro("record.html", "foot", content, history, repository)
    blocks["top"] = _macro("record.html", "top", content, _BASE)
    blocks["heading"] = escape(content.title)
    blocks["path"] = escape(content.identifier)
    blocks["title"] = escape(_shortened(content.title, 150))
    blocks["description"] = escape(_shortened(content.description, 300))
    return blocks


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
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]}…"


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
        "citation": citation,
        "kinds": tuple(Kind),
        "nothing_recorded": NOTHING_RECORDED,
        "print_list": print_list,
        "print_rows": print_rows,
        "print_text": lambda text, base: Printer(base).text(text),
        "release_words": release_words,
    }
    return environment

"""Turn the views of records and hubs into HTML fragments, by Jinja templates that escape every value.

A contributor's words never pass through a Markdown pipeline: the one field that is Markdown is converted on its own,
and all other text is escaped where it is printed. A page is a function of its view alone.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.environment import TemplateModule
from markupsafe import Markup, escape

from dossier.cite.formats.box import CiteBox
from dossier.configuration import RepositoryLinks
from dossier.model import Body, Capture, Claim, Proceeding, Record, Source
from dossier.model.identifiers import Kind
from dossier.pages.body import BodyView, body_view
from dossier.pages.capture import CaptureView, capture_view
from dossier.pages.claim import ClaimView, claim_view
from dossier.pages.hubs import anchor_of
from dossier.pages.mentions import linked
from dossier.pages.parts import Page
from dossier.pages.proceeding import ProceedingView, proceeding_view
from dossier.pages.revisions import Released
from dossier.pages.sections import CITE, PARTS, Hub, base_of
from dossier.pages.source import SourceView, source_view
from dossier.reading.dossier import Dossier, Entry
from dossier.site import html

View = ClaimView | SourceView | BodyView | ProceedingView | CaptureView

_TEMPLATES = {
    Kind.CLAIM: "claim.html",
    Kind.SOURCE: "source.html",
    Kind.FORCE: "body.html",
    Kind.ORGANISATION: "body.html",
    Kind.PROCEEDING: "proceeding.html",
    Kind.CAPTURE: "capture.html",
}


def view_of(dossier: Dossier, entry: Entry[Record]) -> View:
    """The view of a record of any kind."""
    match entry.record:
        case Claim():
            return claim_view(dossier, entry)  # type: ignore[arg-type]
        case Source():
            return source_view(dossier, entry)  # type: ignore[arg-type]
        case Body():
            return body_view(dossier, entry)  # type: ignore[arg-type]
        case Proceeding():
            return proceeding_view(dossier, entry)  # type: ignore[arg-type]
        case Capture():
            return capture_view(dossier, entry)  # type: ignore[arg-type]
    raise AssertionError(entry.kind)


def with_release(view: View, released: Released | None) -> View:
    """The view with what is to be said of the revisions of its record."""
    return view if released is None else replace(view, page=replace(view.page, released=released))


def record_fragments(view: View, desk: RepositoryLinks, box: CiteBox | None) -> dict[str, Markup]:
    """The blocks of a record's page by name, with its title and description escaped for text and attributes.

    `box` says how to cite it; a preserved copy has none.
    """
    page = view.page
    module = _module(_TEMPLATES[page.kind])
    blocks = {name: getattr(module, name)(view, "../../", desk) for _, name in PARTS[page.kind] if name != CITE}
    if box is not None:
        blocks[CITE] = _macro("cite_box.html", "box", box)
    blocks["top"] = _macro("parts.html", "top", page, "../../")
    blocks["heading"] = escape(page.title)
    blocks["path"] = escape(page.identifier)
    blocks["title"] = escape(_shortened(page.title, 150))
    blocks["description"] = escape(_shortened(page.description, 300))
    return blocks


def _macro(template: str, name: str, *values: object) -> Markup:
    """What a macro that the pages of all kinds share makes of the values."""
    made: Markup = getattr(_module(template), name)(*values)
    return made


def hub_fragments(page: Hub, view: object) -> dict[str, Markup]:
    """The blocks of a hub by name, given the view for its template."""
    module = _module(page.template)
    return {name: getattr(module, name)(view, base_of(page.path)) for _, name in page.parts}


def _prose(text: str | Markup, page: Page, base: str) -> Markup:
    """A contributor's prose, escaped, with the records it mentions linked."""
    folders = {kind.prefix: kind.folder for kind in Kind if kind.prefix is not None}
    return linked(text, page.mentions, lambda name: f"{base}{folders[name[:3]]}/{name}/")


def _shortened(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]}…"


@cache
def _module(name: str) -> TemplateModule:
    """The macros of a template, one for each block."""
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
    environment.globals["anchor_of"] = anchor_of
    environment.globals["inline"] = html
    environment.filters["prose"] = _prose
    return environment

"""Turn what stands on pages by the hundred thousand into HTML: links to records, citations, marks of references.

They are functions and no macros of a template because a macro takes ten times as long to call.
"""

from __future__ import annotations

from markupsafe import Markup, escape

from dossier.cite import Runs
from dossier.model.identifiers import Kind
from dossier.pages.parts import Kept, To

_FOLDERS = {kind: kind.folder for kind in Kind}


def href(to: To, base: str) -> str:
    """The address of a record's page; `base` leads from the page to the root of the site."""
    return f"{base}{_FOLDERS[to.kind]}/{to.identifier}/"


def link(to: To, base: str) -> Markup:
    """The link to a record's page."""
    mark, tag = "", ""
    if to.withdrawn:
        mark = ' class="d-withdrawn"'
        tag = ' <span class="d-tag d-tag--withdrawn">withdrawn</span>'
    return Markup(f'<a href="{escape(href(to, base))}" dir="auto"{mark}>{escape(to.text)}</a>{tag}')  # noqa: S704


def runs(citation: Runs, kept: Kept | None = None) -> Markup:
    """The text of a citation, with its emphasis and its address as a link."""
    parts = []
    for run in citation:
        text = escape(run.text)
        if run.href:
            marks = robust(kept) if kept is not None and kept.original == run.href else ""
            text = Markup(f'<a href="{escape(run.href)}" rel="noopener noreferrer"{marks}>{text}</a>')  # noqa: S704
        elif run.italic:
            text = Markup(f"<i>{text}</i>")  # noqa: S704
        parts.append(text)
    return Markup("".join(parts))  # noqa: S704


def unlinked(citation: Runs) -> Markup:
    """The text of a citation with its emphasis and no links: what is copied is what stands there."""
    parts = (f"<i>{escape(run.text)}</i>" if run.italic else escape(run.text) for run in citation)
    return Markup("".join(parts))  # noqa: S704


def robust(kept: Kept | None) -> Markup:
    """The attributes of a link that say where a copy of its target is kept (Robust Links, https://robustlinks.org)."""
    if kept is None:
        return Markup("")
    # Not `Markup.format`, which takes five times as long.
    return Markup(  # noqa: S704
        f' data-originalurl="{escape(kept.original)}" data-versiondate="{escape(kept.day)}"'
        f' data-versionurl="{escape(kept.copy)}"'
    )


def cite(number: int, anchor: str | None = None) -> Markup:
    """The mark of a reference in the text; the anchor is where the reference leads back to."""
    place = f' id="{escape(anchor)}"' if anchor else ""
    inner = f'<a href="#ref-{number}" aria-label="Reference {number}">[{number}]</a>'
    return Markup(f'<sup class="d-cite"{place}>{inner}</sup>')  # noqa: S704


def badge(word: str, term: str) -> Markup:
    """A word that sorts a record, coloured by its term."""
    return Markup(f'<span class="d-badge d-badge--{escape(term)}">{escape(word)}</span>')  # noqa: S704

"""HTML of citations, and of the box "Cite this"."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from dossier.cite import Run
from dossier.cite.formats.box import FORMATS, NAMES, CiteBox, CitedThing, FormattedCitation
from dossier.pages.content import ArchivedCopy
from dossier.pages.revisions import RevisionHistory
from dossier.site.escaping import escaped
from dossier.site.foreign_words import attribute, in_language

_FORMATS = ", ".join(f'<span data-format="{escaped(form)}">{escaped(NAMES[form])}</span>' for form in FORMATS)


def citation(runs: Iterable[Run], copy: ArchivedCopy | None = None) -> Markup:
    """The text of a citation, with its emphasis and its address as a link."""
    parts = []
    for run in runs:
        if run.href:
            marks = archived_copy_attributes(copy) if copy is not None and copy.original == run.href else ""
            marks += attribute(run.language)
            parts.append(f'<a href="{escaped(run.href)}" rel="noopener noreferrer"{marks}>{escaped(run.text)}</a>')
        else:
            parts.append(_words(run))
    return Markup("".join(parts))  # noqa: S704  (each text was escaped above)


def _words(run: Run) -> str:
    text = escaped(run.text)
    return f"<i{attribute(run.language)}>{text}</i>" if run.italic else in_language(text, run.language)


def archived_copy_attributes(copy: ArchivedCopy | None) -> str:
    """The attributes of a link that name a copy of its target (Robust Links, https://robustlinks.org)."""
    if copy is None:
        return ""
    return (
        f' data-originalurl="{escaped(copy.original)}" data-versiondate="{escaped(copy.day)}"'
        f' data-versionurl="{escaped(copy.address)}"'
    )


def citation_box(box: CiteBox, document: str, history: RevisionHistory | None) -> Markup:
    """The citations of a record, which readers copy, and a link to its JSON document, which has further formats."""
    *others, page = box.groups
    groups = [_group(other, document, f'<p class="d-cites__title">{escaped(other.title)}</p>') for other in others]
    title = f'<p class="d-cites__title">{escaped(page.title)}</p>' if others else ""
    groups.append(_group(page, document, f'{title}<p class="d-cites__state">{_state(box, history)}</p>'))
    said = '<p class="d-cites__said" role="status"></p>'
    html = f'<div class="d-cites" data-pagefind-ignore>\n{"".join(groups)}{said}</div>'
    return Markup(html)  # noqa: S704  (every value in it was escaped)


def _state(box: CiteBox, history: RevisionHistory | None) -> str:
    if box.revision is not None:
        return f"Revision {box.revision}, at its permalink."
    if history is None:
        return "No release has frozen this page yet: its citations say that it is an unreleased draft."
    return "The newest revision is suspended: citations will have a permalink again after the next release."


def _group(group: CitedThing, document: str, head: str) -> str:
    """The citations of a document or page, after the HTML of `head`. The first is shown, and the others can be opened.

    The script prints the formats named last as further citations, from the JSON document of the record.
    """
    label = escaped(f"Cite: {group.title.lower()}")
    first, *others = map(_citation, group.citations())
    others_printed = "".join([f"{other}\n" for other in others])
    link = f'<a href="{escaped(document)}">this record’s JSON document</a>'
    return (
        f'<section class="d-cites__group" aria-label="{label}">{head}<dl>{first}</dl>\n'
        '<details class="d-cites__more"><summary>Other styles and formats</summary>\n'
        f'<dl>{others_printed}</dl><p data-formats="{escaped(group.key)}">{_FORMATS}: in {link}</p></details>\n'
        "</section>\n"
    )


def _citation(cited: FormattedCitation) -> str:
    name = escaped(cited.name)
    # The text is copied as it is, so there must be no white space inside the paragraph.
    text = "".join(map(_words, cited.runs))
    return f'<div><dt>{name}</dt><dd><p data-copy="{name}" dir="auto">{text}</p></dd></div>'

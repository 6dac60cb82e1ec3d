"""HTML of the links from a list to its parts."""

from __future__ import annotations

from collections.abc import Iterable

from dossier.model.labels import capitalised
from dossier.pages.claim_list import UNSORTED
from dossier.pages.content import NOT_RECORDED
from dossier.pages.group_links import GROUP_KINDS, group_page
from dossier.pages.list_pages import ListPage
from dossier.pages.lists import YEAR, Choice, RecordList, anchor_of
from dossier.site.escaping import escaped


def contents_links(listed: RecordList) -> str:
    """Links to the first row with each value of the contents, for readers without a script."""
    facet = next((each for each in listed.facets if each.name == listed.contents), None)
    if facet is None:
        return ""
    items = "".join(
        f'<li><a href="#{escaped(anchor_of(facet.name, each.word))}" dir="auto">{escaped(each.label)}</a></li>'
        for each in facet.choices
    )
    return f'<nav class="d-contents" aria-label="{escaped(facet.label)}"><ul>{items}</ul></nav>'


def page_links(listed: RecordList, pages: Iterable[ListPage], current: ListPage, base: str) -> str:
    """Links to the pages of a long list. On the first page they have the anchors that a shorter list has."""
    anchors = {choice.word for choice in _choices(listed, YEAR)} if listed.contents == YEAR and not current.word else ()
    items = []
    for page in pages:
        address = escaped(f"{base}{listed.name}/{page.word}/" if page.word else f"{base}{listed.name}/")
        mark = ' aria-current="page"' if page.word == current.word else ""
        label = escaped(capitalised(page.label))
        words = label if page.number == 1 else f"page {page.number}"
        name = "" if page.number == 1 else f' aria-label="{label}"'
        link = f'<a href="{address}"{name}{mark}>{words}</a>'
        anchor = f' id="{anchor_of(YEAR, page.word)}"' if page.word in anchors else ""
        items.append(f'<li{anchor}>{link} <span class="d-meta">{len(page.rows):,}</span></li>')
    return f'<nav class="d-contents d-list__pages" aria-label="Pages of this list"><ul>{"".join(items)}</ul></nav>'


def group_links(listed: RecordList, base: str) -> str:
    """Links to the pages of the countries or topics of a long list, or bare anchors for values that have no page."""
    folder = next((name for name, kind in GROUP_KINDS.items() if kind.facet == listed.contents), None)
    links, anchors = "", ""
    for choice in () if listed.contents == YEAR else _choices(listed, listed.contents):
        anchor = f'id="{escaped(anchor_of(listed.contents, choice.word))}"'
        if folder is None or choice.label in {NOT_RECORDED, UNSORTED}:
            anchors += f"<span {anchor}></span>"
        else:
            address = escaped(f"{base}{group_page(folder, choice.word)}")
            links += f'<li {anchor}><a href="{address}" dir="auto">{escaped(choice.label)}</a></li>'
    if folder is None or not links:
        return anchors
    label = escaped(GROUP_KINDS[folder].plural)
    return f'{anchors}<nav class="d-contents d-list__groups" aria-label="{label}"><ul>{links}</ul></nav>'


def _choices(listed: RecordList, name: str) -> tuple[Choice, ...]:
    """The values of a facet that has this name. Empty if no facet has it."""
    return next((facet.choices for facet in listed.facets if facet.name == name), ())

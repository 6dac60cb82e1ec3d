"""The theme's part of a page, cut to what it needs.

The theme indents deeply. The cut changes neither the look of a page nor its functions nor what a screen reader reads. A
test compares both in a browser.
"""

from __future__ import annotations

import re

# White space counts inside these, or the content is not the theme's.
_UNTOUCHED = re.compile(r"<(article|pre|script|style|textarea)\b.*?</\1>", re.DOTALL)
_EDGES = re.compile(r"(?<=<article class=\"md-content__inner md-typeset\">)\s+|\s+(?=</article>)")
_LINES = re.compile(r"\s*\n\s*")
_BETWEEN_TAGS = re.compile(r"(?<=>)\n(?=<)")
# A text in a link of the navigation, which may take several lines and is never shortened.
_LINK_TEXT = re.compile(
    r'(<(?:a|label) [^>]*class="md-nav__link[^>]*>)\n?<span class="md-ellipsis">\n?([^<\n]*)\n?</span>'
)
_TAGS = re.compile(r"<[a-z][^<>]*>")
# The marks around a value that needs none. The text of a record may be in `content`; before `/>` a value takes the `/`.
_QUOTES = re.compile(r'(?<!content)="([\w.#:-][\w./#:-]*)"(?=[\s>])')
# Inside HTML the namespace goes without saying.
_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
# The link to the home page, which gives the address of the root of the site, and the end of the header.
_LOGO = re.compile(r'<a href="([^"]*)"[^<>]* class="md-header__button md-logo"')
_HEADER_END = re.compile(r"(?=</nav>\s*</header>)")
# The link that skips the menu, up to the place that it leads to, and the heading of a record.
_SKIP = re.compile(r'(<a href=")[^"]*(?=" class="md-skip")')
_TITLE = '<h1 class="d-title" id="d-title"'
_FINDER = """\
<form class="d-finder" role="search" action="{root}search/" data-root="{root}"><label for="d-find">Find</label>\
<input id="d-find" class="d-finder__box" name="q" type="search" placeholder="Name, case, number" autocomplete="off" \
spellcheck="false"><button class="d-finder__go" aria-label="Search">\
<svg viewBox="0 0 24 24" aria-hidden="true"><path d="\
M9.5 3a6.5 6.5 0 0 1 5.2 10.4l5.6 5.6-1.4 1.4-5.6-5.6A6.5 6.5 0 1 1 \
9.5 3m0 2a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9"/></svg></button></form>"""


# Markup of the theme that HTML does not have: an empty number, and the memory of forms for boxes to check.
_EMPTY_TABINDEX = re.compile(r'(<label [^<>]*) tabindex=""')
_REMEMBERED_BOX = re.compile(r'(<input [^<>]*type="checkbox"[^<>]*) autocomplete="off"')
# The title of a table of contents, which is a label. Only pages in the navigation have the box that it is for.
_CONTENTS_TITLE = re.compile(r'<label( class="md-nav__title") for="__toc">(.*?)</label>', re.DOTALL)
_CONTENTS_BOX = 'id="__toc"'


def mended(page: str) -> str:
    """The built page in valid HTML. What is mended looks and works as before."""
    page = _REMEMBERED_BOX.sub(r"\1", _EMPTY_TABINDEX.sub(r"\1", page))
    return page if _CONTENTS_BOX in page else _CONTENTS_TITLE.sub(r"<div\1>\2</div>", page)


def with_skip_to_heading(page: str) -> str:
    """The built page, whose first link leads to its heading. In a record, the theme skips to the first section."""
    return _SKIP.sub(r"\1#d-title", page, count=1) if _TITLE in page else page


def with_finder(page: str) -> str:
    """The built page with the search box in its header. Without JavaScript, the box leads to the search page."""
    logo = _LOGO.search(page)
    if logo is None:
        return page
    root = logo[1] if logo[1].endswith("/") else f"{logo[1]}/"
    return _HEADER_END.sub(lambda _: _FINDER.format(root=root), page, count=1)


def cut(page: str) -> str:
    """The built page without the parts of its frame that it does not need.

    The article loses only the white space at its ends.
    """
    pieces, end = [], 0
    for untouched in _UNTOUCHED.finditer(page):
        pieces += [_cut(page[end : untouched.start()]), _EDGES.sub("\n", untouched.group())]
        end = untouched.end()
    return "".join([*pieces, _cut(page[end:])]).lstrip()


def _cut(html: str) -> str:
    html = _LINES.sub("\n", html).replace(_NAMESPACE, "")
    html = _BETWEEN_TAGS.sub("", _LINK_TEXT.sub(r"\1\2", html))
    return _TAGS.sub(lambda tag: _QUOTES.sub(r"=\1", tag.group()), html)

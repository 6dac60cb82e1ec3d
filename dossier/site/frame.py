"""The theme's part of a page, cut to what it needs.

The theme indents deeply and has texts for functions that are switched off. The cut changes neither the look of a page
nor its functions nor what a screen reader reads. A test compares both in a browser.
"""

from __future__ import annotations

import json
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
_SETTINGS = re.compile(r'(?<=<script id="__config" type="application/json">).*?(?=</script>)')
# Scripts for the choice of colours, which needs a form, and for tabs, which no page of a record has.
_COLOURS = re.compile(r"<script>var palette=.*?</script>", re.DOTALL)
_COLOUR_FORM = 'data-md-component="palette"'
_TABS = re.compile(r"<script>var target=[^<]*__tabbed_[^<]*</script>")
# The search of the theme and its choice of versions are never switched on.
_UNUSED_TEXTS = ("search.", "select.")


def cut(page: str) -> str:
    """The built page without the parts of its frame that it does not need.

    The article loses only the white space at its ends.
    """
    page = _TABS.sub("", page if _COLOUR_FORM in page else _COLOURS.sub("", page))
    pieces, end = [], 0
    for untouched in _UNTOUCHED.finditer(page):
        pieces += [_cut(page[end : untouched.start()]), _EDGES.sub("\n", untouched.group())]
        end = untouched.end()
    return _SETTINGS.sub(_needed, "".join([*pieces, _cut(page[end:])]).lstrip(), count=1)


def _cut(html: str) -> str:
    html = _LINES.sub("\n", html).replace(_NAMESPACE, "")
    html = _BETWEEN_TAGS.sub("", _LINK_TEXT.sub(r"\1\2", html))
    return _TAGS.sub(lambda tag: _QUOTES.sub(r"=\1", tag.group()), html)


def _needed(settings: re.Match[str]) -> str:
    """The settings of the theme's script without texts that it never shows."""
    found = json.loads(settings.group())
    texts = {name: text for name, text in found["translations"].items() if not name.startswith(_UNUSED_TEXTS)}
    return json.dumps({**found, "translations": texts}, separators=(",", ":"))

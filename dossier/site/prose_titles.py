"""Problems of the titles and front matter of prose pages. [io]"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from mkdocs.utils.meta import YAML_RE, get_data

# The theme prints these as they are, inside tags of the head.
_PRINTED = ("title", "description", "author")
_UNPRINTABLE = re.compile(r"[<>\"\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# Both spellings of a heading of the first level.
_HEADINGS = re.compile(r"^# +(.+)$|^(.+)\n=+[ \t]*$", re.MULTILINE)
_TAG = re.compile(r"<[A-Za-z/!?]")


def first_heading(text: str) -> str | None:
    """The first heading of the first level of a page, or None."""
    match = _HEADINGS.search(text)
    return None if match is None else (match.group(1) or match.group(2)).strip()


def title_problems(text: str) -> Iterator[str]:
    """Yield each problem of a page's front matter and titles, which completes a sentence about the page."""
    body, fields = get_data(text)
    if YAML_RE.match(text) and not fields:
        yield "front matter that cannot be read: write a line such as `title: About`, or remove it"
    for name in _PRINTED:
        value = fields.get(name, "")
        if not isinstance(value, str):
            yield f"a `{name}` in its front matter that is not a text: put it in quotation marks"
        elif _UNPRINTABLE.search(value):
            yield f"a `{name}` in its front matter with `<`, `>`, a quotation mark or an invisible character"
    for match in _HEADINGS.finditer(body):
        heading = match.group(1) or match.group(2)
        # The theme decodes entities in the title of the page, and prints what results.
        if _TAG.search(html.unescape(heading)):
            yield f"the heading `{heading}` with HTML, which the title of the page cannot show"

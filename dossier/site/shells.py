"""The Markdown of shells, hubs and the frame of prose pages.

A shell is a page whose title, description and blocks are placeholders. The site generator builds it once; the fragments
of each record are then stamped into it. Placeholders are random in each build, so that no record can hold one.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator, Mapping

from markupsafe import Markup, escape

from dossier.configuration import RepositoryLinks
from dossier.pages.sections import FOOT, Hub, base_of
from dossier.reading.prose import front_matter
from dossier.site.prose_titles import first_heading

# A list takes the room of the table of contents.
_WIDE = "hide:\n  - toc\n"


class Tokens:
    """The placeholders of one build."""

    def __init__(self) -> None:
        self._key = secrets.token_hex(12)
        self.pattern = re.compile(f"x{self._key}x([a-z]+)0")

    def __getitem__(self, name: str) -> str:
        return f"x{self._key}x{name}0"

    def path_of(self, folder: str) -> str:
        """The path of the shell among the Markdown pages, for the kind of record whose pages are in this folder."""
        return f"{folder}/{self['path']}.md"


def shell(headings: Mapping[str, str | None], tokens: Tokens) -> str:
    """The Markdown of the shell of a kind whose pages have these sections, each with its heading or None."""
    return _shell(headings, tokens)


def list_shell(tokens: Tokens) -> str:
    """The Markdown of the shell of the further pages of all long lists."""
    return _shell(dict.fromkeys(("list", FOOT)), tokens, is_list=True)


def _shell(headings: Mapping[str, str | None], tokens: Tokens, *, is_list: bool = False) -> str:
    front = f"---\ntitle: {tokens['title']}\ndescription: {tokens['description']}\n{_WIDE if is_list else ''}---\n"
    # The heading is in the shell, not in a fragment: the theme prints a title of its own over a page without one.
    top = f'<div class="d-block d-block--top">{tokens["top"]}</div>'
    heading = f'<h1 class="d-title" id="d-title" dir="auto">{tokens["heading"]}</h1>'
    parts = tuple((text, name) for name, text in headings.items())
    return f"{front}\n{top}\n\n{heading}\n\n{_parts(parts, tokens, is_list=is_list)}"


def hub(page: Hub, prose: str | None, desk: RepositoryLinks, tokens: Tokens) -> str:
    """The Markdown of a hub: its prose, or its title and description, and then its blocks.

    The prose is the top of the page. What begins with a heading of the second level comes after the blocks.
    """
    if prose is not None:
        front, body = front_matter(prose)
        lead, rest = _at_heading(body)
        return _joined(front, lead, _parts(page.parts, tokens, is_list=True), rest, _prose_foot(page.path, desk))
    # All JSON is YAML. Zensical refuses a colon in a bare description, which MkDocs reads.
    hidden = _WIDE if page.is_wide else ""
    front = f"---\ntitle: {json.dumps(page.title)}\ndescription: {json.dumps(page.description)}\n{hidden}---\n"
    head = f"# {page.title}\n\n{page.description}"
    parts = _parts(page.parts, tokens, is_list=True)
    asked = _gaps(desk) if page.has_gaps else ""
    return _joined(front, _crumbs(page.path, page.title), head, asked, parts, _hub_foot(page, desk))


def framed(path: str, text: str, desk: RepositoryLinks) -> str:
    """A page of prose with its front matter and breadcrumbs, and with a foot if there is a repository."""
    front, body = front_matter(text)
    return _joined(front, _crumbs(path, first_heading(body) or path), body, _prose_foot(path, desk))


def _at_heading(prose: str) -> tuple[str, str]:
    """The prose before its first heading of the second level, and the rest, which is "" without such a heading."""
    lead, heading, rest = prose.partition("\n## ")
    return lead, f"{heading}{rest}"


def _joined(*parts: str) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


# A section of a record's page, with its heading, and its link in the table of contents.
_SECTION = re.compile(
    r'<h2 id="(?P<anchor>[^"]+)">[^\n]*</h2>\n<div class="d-block d-block--(?P<name>[a-z]+)">[^\n]*</div>\n*'
)
_CONTENTS_LINK = (
    r'<li class="?md-nav__item"?>\s*<a href="?#{anchor}"? class="?md-nav__link"?>'
    r'\s*(?:<span class="?md-ellipsis"?>)?[^<]*(?:</span>)?\s*</a>\s*</li>'
)


class Stamp:
    """The built page of a shell, cut at its placeholders and at the sections that it may lack."""

    def __init__(self, page: str, tokens: Tokens) -> None:
        # The stretches of the page: its text, with the name of a placeholder after each piece but the last, and the
        # section without which the stretch is left out, or None.
        self._stretches: list[tuple[list[str], str | None]] = []
        end = 0
        for start, stop, section in sorted(_optional_stretches(page)):
            self._stretches += [(tokens.pattern.split(page[end:start]), None)]
            self._stretches += [(tokens.pattern.split(page[start:stop]), section)]
            end = stop
        self._stretches.append((tokens.pattern.split(page[end:]), None))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its placeholders."""
        return tuple(name for pieces, _ in self._stretches for name in pieces[1::2])

    @property
    def frame(self) -> str:
        """The page without its placeholders."""
        return "".join(piece for pieces, _ in self._stretches for piece in pieces[::2])

    def press(self, fragments: Mapping[str, Markup]) -> str:
        """The page with every placeholder replaced by the fragment of its name.

        A section with an empty fragment is left out, with its heading and its link in the table of contents.
        """
        pressed: list[str] = []
        for pieces, section in self._stretches:
            if section is None or fragments[section]:
                filled = pieces.copy()
                filled[1::2] = [fragments[name] for name in pieces[1::2]]
                pressed += filled
        return "".join(pressed)


def _optional_stretches(page: str) -> Iterator[tuple[int, int, str]]:
    """Yield the beginning, the end and the name of each section, and of each link to it in a table of contents."""
    for section in _SECTION.finditer(page):
        yield (*section.span(), section["name"])
        for link in re.finditer(_CONTENTS_LINK.format(anchor=re.escape(section["anchor"])), page):
            yield (*link.span(), section["name"])


def with_head(page: str, tokens: Tokens) -> str:
    """The built page with a placeholder for tags of its own at the end of its head."""
    return page.replace("</head>", f"{tokens['head']}</head>", 1)


def _parts(parts: tuple[tuple[str | None, str], ...], tokens: Tokens, *, is_list: bool = False) -> str:
    """The blocks with their headings. The search leaves lists out: it finds what is listed there on its own page."""
    ignored = " data-pagefind-ignore" if is_list else ""
    blocks = []
    for heading, name in parts:
        if heading is not None:
            blocks.append(f"## {heading}\n")
        blocks.append(f'<div class="d-block d-block--{name}"{ignored}>{tokens[name]}</div>\n')
    return "\n".join(blocks)


def _crumbs(path: str, title: str) -> str:
    if path == "index.md":
        return ""
    here = f'<li aria-current="page">{escape(title)}</li>'
    home = f'<li><a href="{base_of(path)}">Home</a></li>'
    return f'<nav class="d-crumbs" aria-label="Breadcrumbs"><ol>{home}{here}</ol></nav>'


def _gaps(desk: RepositoryLinks) -> str:
    """The request to fill gaps, with the words for it if there is a repository."""
    words = "A gap means that nobody has recorded an answer. It is evidence neither for nor against it."
    if not desk.repository:
        return f"<p>{words}</p>"
    address = escape(desk.add("Evidence: [which body], [which question]"))
    request = f'If you know a document that fills a gap, <a href="{address}">add it as evidence</a>'
    return f"<p>{words} {request}: name the body and the question, and say where the document is.</p>"


def _hub_foot(page: Hub, desk: RepositoryLinks) -> str:
    if not desk.repository:
        return '<footer class="d-foot"><p>This page is made by the dossier, from its records.</p></footer>'
    report = escape(desk.report(page.title))
    records = escape(f"{desk.repository}/tree/{desk.branch}/evidence")
    links = f'<a href="{records}">Edit the records</a> · <a href="{report}">Report an error</a>'
    return f'<footer class="d-foot"><p>This page is made by the dossier, from its records. {links}</p></footer>'


def _prose_foot(path: str, desk: RepositoryLinks) -> str:
    """The links of a page of prose into the repository. Empty without a repository."""
    if not desk.repository:
        return ""
    edit, report = escape(desk.edit(f"pages/{path}")), escape(desk.report(path))
    links = f'<a href="{edit}">Edit this page</a> · <a href="{report}">Report an error</a>'
    return f'<footer class="d-foot"><p>{links}</p></footer>'

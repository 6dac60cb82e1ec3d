"""Links and anchors of a built site, and the broken links.

Each page is added as soon as it is made, so that its text need not be kept. The shell of a kind, which all its pages
share, is read once.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

_IDS = re.compile(r"\sid=(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")
# Other attributes are skipped with their values, because a quoted value can look like an attribute.
# To look for an address in elements that have none takes twice as long.
_LINKS = re.compile(
    r"<(?:a|area|audio|base|embed|iframe|image|img|input|link|object|script|source|track|use|video)(?=\s)"
    r"[^>\"']*?(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*?)*?\s(?:href|src)=(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))"
)
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marks:
    """The anchors of a stretch of HTML, and its links within the site."""

    ids: frozenset[str]
    links: frozenset[str]


@dataclass(slots=True)
class Links:
    """The anchors and links of a site, by the address of the page relative to its root (`claims/CLM-2026-0042/`)."""

    pages: dict[str, tuple[Marks, ...]] = field(default_factory=dict)
    # Pages that were added since the last check, or had broken links in it.
    _unchecked: set[str] = field(default_factory=set)
    # The files and pages of the last check, and the anchors of each page.
    _known: set[str] = field(default_factory=set)
    _ids: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, page: str, *marks: Marks) -> None:
        """Add a page, or replace it."""
        self.pages[page] = marks
        self._unchecked.add(page)

    def broken(self, files: Iterable[str]) -> list[tuple[str, str]]:
        """Each page and each of its broken links, given the files of the site (`assets/x.css`).

        Links of a page that had none broken and is the same as in the last check can only break if their target is
        missing now. Only then are all pages checked again.
        """
        known = set(files) | set(self.pages)
        added = {page: self._ids_of(page) for page in self.pages if page in self._unchecked}
        lost = not self._known <= known or any(self._ids.get(page, ids) - ids for page, ids in added.items())
        self._known = known
        self._ids |= added
        broken = list(self._broken(list(self.pages if lost else added), known, self._ids))
        self._unchecked = {page for page, _ in broken}
        return broken

    def _ids_of(self, page: str) -> frozenset[str]:
        return frozenset().union(*(part.ids for part in self.pages[page]))

    def _broken(
        self, pages: Iterable[str], known: set[str], ids: Mapping[str, frozenset[str]]
    ) -> Iterator[tuple[str, str]]:
        # A link that begins with `../` means the same on all pages of a folder, and most are on thousands of them.
        results: dict[tuple[str, str], bool] = {}
        for page in pages:
            folder = page[: page.rstrip("/").rfind("/") + 1]
            broken = []
            for link in frozenset().union(*(part.links for part in self.pages[page])):
                # Half of all links lead to a place on the same page, so their address need not be taken apart.
                if link.startswith("#") and link[1:] in ids[page]:
                    continue
                key = (folder if link.startswith("../") else page, link)
                leads = results.get(key)
                if leads is None:
                    leads = results[key] = _leads(page, link, known, ids)
                if not leads:
                    broken.append(link)
            yield from ((page, link) for link in sorted(broken))


def marks(text: str) -> Marks:
    """The anchors and the links within the site, in HTML that the engine or MkDocs wrote."""
    addresses = ("".join(groups) for groups in _LINKS.findall(text))
    links = frozenset(html.unescape(link) for link in addresses if not _ELSEWHERE.match(link))
    return Marks(frozenset(html.unescape("".join(groups)) for groups in _IDS.findall(text)), links)


def _leads(page: str, link: str, known: set[str], ids: Mapping[str, frozenset[str]]) -> bool:
    parts = urlsplit(link)
    path = unquote(parts.path)
    if not path:
        target = page
    elif path.startswith("/"):
        return True  # only the links of 404.html begin with the path of `site_url`
    else:
        joined = posixpath.normpath(posixpath.join(page, path))
        target = (
            "" if joined == "." else joined + ("/" if path.endswith(("/", "/.", "/..")) or path in {".", ".."} else "")
        )
    if target not in known:
        return False
    anchor = unquote(parts.fragment)
    return not anchor or anchor == "top" or target not in ids or anchor in ids[target]

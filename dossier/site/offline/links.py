"""Links of a page of an offline copy, each to a file.

From a disk, a browser shows a folder as a list of its files.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit

from dossier.errors import DossierError
from dossier.model.addresses import Revision
from dossier.site.escaping import escaped

_VALUE = r"\"[^\"]*\"|'[^']*'"
_INSIDE = rf"(?:[^>\"']|{_VALUE})*"
# What a script or a style holds is not markup.
_TAGS = re.compile(
    rf"<script\b(?P<script>{_INSIDE})>.*?</script>|<style\b.*?</style>|"
    rf"<(?:a|area|audio|embed|form|iframe|image|img|input|link|source|track|use|video)(?=\s)(?P<attributes>{_INSIDE})>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rf"(?<=\s)([a-z:-]+)=({_VALUE}|[^\s>\"']+)")
_ADDRESSES = frozenset({"action", "href", "src"})
_FORWARDING = re.compile(r'(<meta http-equiv="refresh" content="0; url=)([^"]*)(?=")')


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a copy, and the address of the site, which is empty if nobody can reach it."""

    paths: Collection[str]
    address: str


def with_file_links(text: str, page: str, files: Files) -> str:
    """The page with each link to a page or a file of the site leading to a file of the copy.

    `page` is the file of the page, from the root of the copy.
    """

    def tag(found: re.Match[str]) -> str:
        attributes = found["script"] or found["attributes"] or ""
        changed = _ATTRIBUTE.sub(lambda each: _attribute(each, lambda link: file_link(link, page, files)), attributes)
        return found.group().replace(attributes, changed, 1) if changed != attributes else found.group()

    text = _TAGS.sub(tag, text)
    return _FORWARDING.sub(lambda found: found[1] + escaped(file_link(html.unescape(found[2]), page, files)), text)


def _attribute(found: re.Match[str], change: Callable[[str], str]) -> str:
    if found[1] not in _ADDRESSES:
        return found.group()
    link = html.unescape(found[2].strip("\"'"))
    changed = change(link)
    return found.group() if changed == link else f'{found[1]}="{escaped(changed)}"'


def file_link(link: str, page: str, files: Files) -> str:
    """The link from a page to the file that another link means. What leads out of the site stays.

    The link to a published page leads to its status: in a copy, the frame in that page shows a folder in its place. The
    page of the status itself links to the published page. A link that begins with a slash names the host of the site,
    so it leads to the site. Raises DossierError if the copy lacks the file.
    """
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path:
        return link
    if parts.path.startswith("/"):
        return urljoin(files.address, link) if files.address else link
    meant = _file(unquote(parts.path), page)
    shown = _status_of(meant, page)
    if shown not in files.paths:
        raise DossierError(f"an offline copy would lack what `{page}` links to: `{link}`")
    relative = quote(posixpath.relpath(shown, posixpath.dirname(page) or "."))
    query = f"?{parts.query}" if parts.query else ""
    # The status has no paragraphs.
    fragment = f"#{parts.fragment}" if parts.fragment and shown == meant else ""
    return f"{relative}{query}{fragment}"


def _file(path: str, page: str) -> str:
    """The file, from the root of the copy, to which a path on a page leads."""
    is_folder = path.endswith(("/", "/.", "/..")) or path in {".", ".."}
    joined = posixpath.join(posixpath.dirname(page), path)
    return posixpath.normpath(posixpath.join(joined, "index.html") if is_folder else joined)


def _status_of(file: str, page: str) -> str:
    """The status of a published page unless `page` is that status, or else the file itself."""
    revision = Revision.parse(file)
    if revision is None or file != revision.page:
        return file
    status = f"{revision.status}index.html"
    return file if page == status else status

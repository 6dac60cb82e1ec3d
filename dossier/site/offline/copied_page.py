"""A living page as it is in an offline copy."""

from __future__ import annotations

import posixpath
import re

from dossier.model.addresses import Revision
from dossier.site.escaping import escaped
from dossier.site.offline.links import Files, with_file_links
from dossier.site.offline.note import CopyNote

READ_ME = "READ-ME.html"
# The script that leads the links of other scripts to files.
MADE_LINKS = "assets/made-links.js"
SEARCH = "search/index.html"
VERIFY = "verify/index.html"
# The pages whose tool needs a server.
TOOLS = (VERIFY, "check-citations/index.html")
_MARKS = {SEARCH: "names only", **dict.fromkeys(TOOLS, "not in this copy")}

_ARTICLE = re.compile(r'<article class="md-content__inner md-typeset">')
_BODY = re.compile(r"<body[^>]*>")
_MENU_LINK = re.compile(
    r'(<a href="([^"]*)" class="?md-nav__link(?=[\s">])[^>]*>)(.*?)(</span>\s*</a>|</a>)', re.DOTALL
)
_AFTER_TITLE = re.compile(r"(?<=</h1>).*?(?=<footer class=\"d-foot\"|</article>)", re.DOTALL)
_DESCRIPTION = re.compile(r"(?<=</h1>)\s*<p>[^<]*</p>\n")
_MODULE = re.compile(r'<script type="?module"?(?= )')
_SEARCH_BOXES = re.compile(r'(<(?:form class="?d-finder\b|div id="d-search")[^>]*)(?=>)')
_ANY_WORDS = ", a number, or any words</label>"
_INDEX_SCRIPT = re.compile(r'<script src="[^"]*pagefind/bundles\.js"></script>')
_POLICY = re.compile(r'<meta http-equiv=Content-Security-Policy content="[^"]*">')


def copied_page(text: str, page: str, files: Files, note: CopyNote) -> str:
    """The page with links to files, classic scripts, the note on the copy, and words for what the copy lacks.

    `page` is its file, from the root of the copy. Raises DossierError if a link leads nowhere.
    """
    if page in TOOLS:
        text = _AFTER_TITLE.sub(lambda _: _tool_is_absent(page, note), text, count=1)
    elif page == SEARCH:
        text = _names_only(text, note)
    text = _SEARCH_BOXES.sub(r"\1 data-names-only", text).replace(_ANY_WORDS, " or a number</label>")
    text = _MODULE.sub("<script defer", text)
    text = _POLICY.sub(_file_policy, text, count=1)
    return _with_note(_with_marks(with_file_links(text, page, files), page), page, note)


def _file_policy(policy: re.Match[str]) -> str:
    """The content policy of a page that is on a disk. In Firefox, `'self'` does not allow a form there."""
    return policy.group().replace("'self'", "'self' file:")


def _with_marks(text: str, page: str) -> str:
    """The page whose menu says what the copy lacks."""

    def marked(found: re.Match[str]) -> str:
        file = posixpath.normpath(posixpath.join(posixpath.dirname(page), found[2]))
        mark = f" ({_MARKS[file]})" if file in _MARKS else ""
        return f"{found[1]}{found[3].rstrip() if mark else found[3]}{mark}{found[4]}"

    return _MENU_LINK.sub(marked, text)


def _with_note(text: str, page: str, note: CopyNote) -> str:
    """The page with the note on the copy at its top."""
    base = posixpath.relpath(".", posixpath.dirname(page) or ".")
    sentences = f"<b>Copy of {escaped(note.day)}</b> ({escaped(note.state)}). {_newer(page, note)}"
    about = f'<a href="{base}/{READ_ME}">About this copy</a>{_published_page(page, base)}'
    paragraph = f'<p class="d-copied">{sentences} · {about}</p>'
    if _ARTICLE.search(text):
        text = text.replace("</head>", f'<script defer src="{base}/{MADE_LINKS}"></script>\n</head>', 1)
        return _ARTICLE.sub(lambda found: f"{found.group()}\n{paragraph}", text, count=1)
    # Outside of an article, a screen reader needs an element that it can go to.
    return _BODY.sub(lambda found: f"{found.group()}\n<aside>{paragraph}</aside>", text, count=1)


def _newer(page: str, note: CopyNote) -> str:
    if not note.address:
        return "The dossier may say something newer by now."
    address = escaped(site_address(page, note))
    return f'The site may say something newer: <a href="{address}">{address}</a>'


def site_address(page: str, note: CopyNote) -> str:
    """The address of a page at the site."""
    return f"{note.address}{page.removesuffix('index.html')}"


def _published_page(page: str, base: str) -> str:
    """A link from a status to the published page, or nothing on another page."""
    revision = Revision.parse(page.replace("status/", "r/", 1)) if page.startswith("status/") else None
    return "" if revision is None else f' · <a href="{base}/{revision.page}">The page that was published</a>'


def _tool_is_absent(page: str, note: CopyNote) -> str:
    at_site = (
        f'Use <a href="{escaped(site_address(page, note))}">this page at the site</a>, with a connection.'
        if note.address
        else "It works on the site itself."
    )
    hashes = (
        f' The published files of this copy are those of the site, byte for byte. <a href="../{READ_ME}">About this '
        "copy</a> says how to verify them."
        if page == VERIFY and note.release is not None
        else ""
    )
    reason = "It reads files of the site, which a browser does not allow to a page that is opened from a disk."
    return f"\n<p><strong>This tool is not in this copy.</strong> {reason} {at_site}{hashes}</p>\n"


def _names_only(text: str, note: CopyNote) -> str:
    """The search page with words for what it cannot find, and without the index of the text."""
    address = escaped(site_address(SEARCH, note))
    at_site = f' <a href="{address}">Search the text at the site</a>.' if note.address else ""
    found = "<strong>In this copy, the search finds names, cases and identifiers.</strong>"
    said = f"\n<p>{found} The text of the pages is not searched.{at_site}</p>\n"
    text = _INDEX_SCRIPT.sub("", text).replace("<button>Search the text</button>", "<button>Search</button>", 1)
    return _DESCRIPTION.sub(lambda _: said, text, count=1)

"""The page that a server shows for a missing page.

It is shown at any depth, so its links begin at the root of the host, with the path of the site. Its script offers the
pages that may be meant.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from markupsafe import escape

from dossier.model import addresses

NOT_FOUND = "404.html"

_ARTICLE = re.compile(r'(?<=<article class="md-content__inner md-typeset">).*?(?=</article>)', re.DOTALL)
_TITLE = re.compile(r"(?<=<title>)(?=[^<]*</title>)")
_CONTENT = """
<h1>There is no page here</h1>
<div id="d-missing" data-root="{root}">
<div role="status"></div>
<p>No page of this dossier has this address. It may be misspelt, or the page may be gone, as that of a topic that no \
record has any more. That a page is missing is not evidence for or against anything.</p>
<p>An address that begins with <code>{root}{revisions}</code> is a permalink, and what was published there stays. If \
there is no page, no such revision was published at this address.</p>
<p>Where to look:</p>
<ul>
<li><a class="d-missing__search" href="{root}search/">Search every page</a></li>
<li><a href="{root}names/">All names, by their first letter</a></li>
<li><a href="{root}{releases}">All releases</a></li>
<li><a href="{root}as-of/">Then and now: what the dossier said on a given day</a></li>
<li><a href="{root}">The home page</a></li>
</ul>
</div>
<script type="module" src="{root}assets/dossier-missing.js"></script>
"""


def with_ways_on(page: str, address: str) -> str:
    """The built page for missing pages, with links to other pages. `address` is that of the site."""
    root = escape(urlsplit(address).path or "/")
    content = _CONTENT.format(root=root, revisions=addresses.REVISIONS, releases=addresses.RELEASES)
    return _TITLE.sub("No such page - ", _ARTICLE.sub(lambda _: content, page, count=1), count=1)

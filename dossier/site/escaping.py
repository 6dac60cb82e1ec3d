"""Escapes text for HTML, and JSON for a script in HTML.

Pages are printed as plain strings, and every value is escaped when it is printed. A fragment becomes `Markup` when it
is complete. Templates print that type as it is and escape every other string, so a fragment without the mark
would be escaped twice, which every reader sees, and never too little.
"""

from __future__ import annotations

import json
from typing import Any


def escaped(text: str) -> str:
    """The text as HTML, between tags or as the quoted value of an attribute.

    The result is that of `markupsafe.escape`, but is a plain string: to make an object of the type `Markup` takes
    longer than to escape a short text, and a large dossier has hundreds of values on each page.

    >>> escaped("Ann's <b>R&D</b>")
    'Ann&#39;s &lt;b&gt;R&amp;D&lt;/b&gt;'
    """
    # The ampersand comes first, because it is part of what the other characters become.
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&#34;").replace("'", "&#39;")


def escaped_json(content: Any) -> str:
    """The content as JSON for a script element. No text in it can end the element."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text

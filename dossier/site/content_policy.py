"""The content policy of living pages, which allows only their own scripts.

Browsers read it before the page (Content-Security-Policy, level 3). A script that somebody managed to put into a page
is not among the hashes and does not run. Frozen pages have a policy of their own, which allows no script at all.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable

# Scripts that run, unlike data such as JSON, which has a type. A script of a file has its address instead.
_SCRIPTS = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# The theme prints one for icons of its own, and Markdown aligns the columns of a table with attributes.
_STYLES = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_STYLE_ATTRIBUTES = re.compile(r'<[a-z][^<>]*? style="([^"<>]*)"')
_CHARSET = re.compile(r'<meta charset="?utf-8"?>')


def with_policy(page: str, *, has_search: bool = False, reads_pages: bool = False) -> str:
    """The built page with its content policy.

    `has_search` is true if it runs the search, which is WebAssembly. `reads_pages` is true if its script reads files of
    HTML: Chromium judges the styles of such a file, which is shown nowhere, by the policy of the page.
    """
    scripts = [*_hashes(_SCRIPTS.findall(page)), *(["'wasm-unsafe-eval'"] if has_search else [])]
    styles = ["'unsafe-inline'"] if reads_pages else [*_hashes(_STYLES.findall(page)), *_attributes(page)]
    policy = (
        f"default-src 'none';{_line('script-src', scripts)};{_line('style-src', styles)};"
        "img-src 'self' data:;connect-src 'self';form-action 'self';base-uri 'none'"
    )
    tag = f'<meta http-equiv=Content-Security-Policy content="{policy}">'
    return _CHARSET.sub(lambda charset: charset.group() + tag, page, count=1)


def _attributes(page: str) -> list[str]:
    """The words of a policy that allow the style attributes of a page."""
    hashes = _hashes(map(html.unescape, _STYLE_ATTRIBUTES.findall(page)))
    return ["'unsafe-hashes'", *hashes] if hashes else []


def _hashes(texts: Iterable[str]) -> list[str]:
    """The hash of each text, in the words of a policy."""
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in dict.fromkeys(texts))
    return [f"'sha256-{digest}'" for digest in digests]


def _line(directive: str, allowed: Iterable[str]) -> str:
    """A line of a policy that allows files of the site, and these."""
    return " ".join([directive, "'self'", *allowed])

"""Turn the pages of a site into its sitemap (sitemaps.org, 0.9)."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from urllib.parse import quote, urljoin

from markupsafe import escape


def sitemap(site_url: str, pages: Iterable[str]) -> bytes:
    """The sitemap of the pages, given relative to the root of the site; sorted, without dates of builds."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    lines.extend(f"<url><loc>{escape(urljoin(site_url, quote(page)))}</loc></url>" for page in sorted(pages))
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode()


def packed(content: bytes) -> bytes:
    """The same, gzipped, without a time in it."""
    return gzip.compress(content, mtime=0)

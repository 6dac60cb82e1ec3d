"""The sitemap and the exported files of a site. [io]"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

from dossier.configuration import About
from dossier.exports.api import document, json_line
from dossier.exports.bundle import publication
from dossier.exports.data_page import DataPage, data_page
from dossier.exports.feeds import xml_file
from dossier.exports.summary import record_summary
from dossier.model import addresses
from dossier.reading.dossier import Dossier
from dossier.system.atomic import replace_file

# Names the sitemap for search engines.
ROBOTS = "robots.txt"


def write_sitemap(dossier: Dossier, about: About, site: Path, pages: Iterable[str]) -> None:
    """Write the sitemap of pages given relative to the root of the site, and the file that leads to it.

    The page of a released record has the day of its newest revision.
    """
    entries = ((dossier.entries.get(name), day) for name, (_, day) in about.permalinks.items())
    days = {dossier.subject.living_page(entry.kind, entry.record.id): day for entry, day in entries if entry}
    content = _sitemap(about.address, pages, days)
    replace_file(site / addresses.SITEMAP, content)
    # Without a time, so that equal content gives equal bytes.
    replace_file(site / f"{addresses.SITEMAP}.gz", gzip.compress(content, mtime=0))
    replace_file(site / ROBOTS, f"User-agent: *\nAllow: /\nSitemap: {about.address}{addresses.SITEMAP}\n".encode())


def _sitemap(site_url: str, pages: Iterable[str], days: Mapping[str, date]) -> bytes:
    """The sitemap (sitemaps.org 0.9). Pages are sorted, so the same pages give the same bytes."""
    root = ET.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for page in sorted(pages):
        url = ET.SubElement(root, "url")
        ET.SubElement(url, "loc").text = site_url + quote(page)
        if page in days:
            ET.SubElement(url, "lastmod").text = days[page].isoformat()
    return xml_file(root)


@dataclass(frozen=True, slots=True)
class WrittenExports:
    """The paths of the exported files, from the root of the site, and the content of the page about them."""

    paths: frozenset[str]
    data: DataPage


def write_exports(dossier: Dossier, about: About, site: Path) -> WrittenExports:
    """Write all exported files."""
    exports = publication(dossier, about)
    for path, content in exports.files.items():
        replace_file(site / path, content)
    page = data_page(dossier.subject, exports.downloads, about.licence_line, about.licence_url)
    return WrittenExports(frozenset(exports.files), page)


def write_documents(dossier: Dossier, about: About, site: Path, names: Iterable[str]) -> None:
    """Write the documents of these records, which their pages link to."""
    for name in names:
        entry = dossier.entries[name]
        content = json_line(document(dossier, entry, {name: record_summary(dossier, entry, about)}))
        replace_file(site / addresses.document(entry.kind, name), content)

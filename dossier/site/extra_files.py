"""The sitemap and the exported files of a site. [io]"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
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


def sitemap(site_url: str, pages: Iterable[str]) -> bytes:
    """The sitemap (sitemaps.org 0.9) of pages given relative to the root of the site.

    Pages are sorted and have no dates, so the same pages give the same bytes.
    """
    root = ET.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for page in sorted(pages):
        ET.SubElement(ET.SubElement(root, "url"), "loc").text = site_url + quote(page)
    return xml_file(root)


def packed(content: bytes) -> bytes:
    """The content compressed with gzip, without a time, so that equal content gives equal bytes."""
    return gzip.compress(content, mtime=0)


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

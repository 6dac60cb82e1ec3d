"""Sitemap and exported files of a site, next to its pages. [io]"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urljoin
from xml.etree import ElementTree as ET

from dossier.configuration import About
from dossier.exports.bundle import publication
from dossier.exports.catalogue import Data, data
from dossier.exports.feeds import xml_file
from dossier.model import Record
from dossier.reading.dossier import Dossier


def sitemap(site_url: str, pages: Iterable[str]) -> bytes:
    """The sitemap (sitemaps.org 0.9) of pages given relative to the root of the site.

    Pages are sorted and have no dates, so the same pages give the same bytes.
    """
    root = ET.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for page in sorted(pages):
        ET.SubElement(ET.SubElement(root, "url"), "loc").text = urljoin(site_url, quote(page))
    return xml_file(root)


def packed(content: bytes) -> bytes:
    """The content compressed with gzip, without a time, so that equal content gives equal bytes."""
    return gzip.compress(content, mtime=0)


Write = Callable[[Path, bytes], None]


@dataclass(slots=True)
class Exporter:
    """Writes exported files that changed since the last export."""

    about: About
    # The content of the data page for these files.
    data: Data = field(default_factory=Data)
    _records: dict[str, tuple[Record, str]] | None = None
    _digests: dict[str, bytes] = field(default_factory=dict)

    @property
    def paths(self) -> frozenset[str]:
        """The paths of the exported files, from the root of the site."""
        return frozenset(self._digests)

    def export(self, dossier: Dossier, site: Path, write: Write) -> None:
        """Write the files that changed, and remove those that are no longer exported.

        If no record has changed since the last export, this does nothing.
        """
        records = {identifier: (entry.record, entry.path) for identifier, entry in dossier.entries.items()}
        if records == self._records:
            return
        exports = publication(dossier, self.about)
        digests = {path: hashlib.sha256(content).digest() for path, content in exports.files.items()}
        for path, content in exports.files.items():
            if self._digests.get(path) != digests[path]:
                write(site / path, content)
        for path in sorted(set(self._digests) - set(digests)):
            (site / path).unlink(missing_ok=True)
        self.data = data(exports.downloads, self.about.licence or self.about.copyright, self.about.licence_url)
        self._records, self._digests = records, digests

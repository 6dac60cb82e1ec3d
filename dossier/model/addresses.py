"""Addresses of pages and files, relative to the root of the site.

The address of a folder ends with a slash. The page of a folder is the file `index.html` in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dossier.model.identifiers import KIND_OF_PREFIX, Kind, is_published_name

# The version of the exports. Within a version, fields may be added, but they are never renamed, removed or given
# another meaning. A program that reads a version therefore works for as long as that version is published.
EXPORTS_VERSION = "v1"
API = f"api/{EXPORTS_VERSION}/"
API_INDEX = f"{API}index.json"

# The records as a workbook for spreadsheets.
WORKBOOK = f"data/{EXPORTS_VERSION}/dossier.xlsx"

ATOM_FEED = "feed.xml"
JSON_FEED = "feed.json"
SITEMAP = "sitemap.xml"
# The picture that other sites show next to a link.
SHARE_IMAGE = "share.png"
# The names that the finder of the site searches.
NAMES = "names.json"

# The folders of all revisions and of all releases.
REVISIONS = "r/"
RELEASES = "releases/"
LEDGER = f"{RELEASES}ledger.jsonl"
# What the pages that check copies and citations load.
KNOWN_REVISIONS = "verify/known.json"
ORIGINAL_TEXTS = "verify/originals.json"
# What the page loads that shows what each release said.
AS_OF = "as-of/revisions.json"

# A longer number would not be that of a revision, and Python refuses to read numbers of thousands of digits.
_REVISION = re.compile(r"r/([A-Za-z0-9-]+)/([1-9][0-9]{0,8})/(?:index\.html|record\.json)")
# A site also has a list of releases, and for each record a page that leads to its newest revision.
_LIVING_FILE = re.compile(r"(?!r/|releases/).*|(?:r|releases)/index\.html|r/[A-Za-z0-9-]+/index\.html", re.DOTALL)


def numbered_page(identifier: str) -> str:
    """The folder of the living page of a record whose identifier has a number.

    >>> numbered_page("CLM-2026-0042")
    'claims/CLM-2026-0042/'
    """
    return f"{KIND_OF_PREFIX[identifier.partition('-')[0]].collection}/{identifier}/"


def list_rows(name: str) -> str:
    """All rows of a list that is continued on further pages.

    >>> list_rows("claims")
    'claims/rows.json'
    """
    return f"{name}/rows.json"


def document(kind: Kind, identifier: str) -> str:
    """The JSON document of a record.

    >>> document(Kind.FOCUS, "example-body")
    'api/v1/focus/example-body.json'
    """
    return f"{API}{kind.collection}/{identifier}.json"


def document_schema(kind: Kind | None) -> str:
    """The JSON Schema of the documents of a kind, or of their index if the kind is None."""
    return f"{API}schema/{'index' if kind is None else kind.value}.json"


@dataclass(frozen=True, slots=True, order=True)
class Revision:
    """A frozen revision of a record, with the places of its files."""

    identifier: str
    number: int

    @classmethod
    def parse(cls, path: str) -> Revision | None:
        """The revision whose page or record has this path, or None if the path is that of another file.

        >>> Revision.parse("r/CLM-2026-0042/3/record.json")
        Revision(identifier='CLM-2026-0042', number=3)
        >>> Revision.parse("r/Vale/1/record.json") is None
        True
        """
        match = _REVISION.fullmatch(path)
        if match is None or not is_published_name(match[1]):
            return None
        return cls(match[1], int(match[2]))

    def __str__(self) -> str:
        return f"{self.identifier}/{self.number}"

    @property
    def previous(self) -> Revision | None:
        """The revision before, or None for the first."""
        return Revision(self.identifier, self.number - 1) if self.number > 1 else None

    @property
    def folder(self) -> str:
        """The folder of the revision."""
        return f"{REVISIONS}{self}/"

    def permalink(self, site_url: str) -> str:
        """The permanent address of the revision at a site, whose address ends with a slash."""
        return f"{site_url}{self.folder}"

    @property
    def page(self) -> str:
        """The file of the frozen page."""
        return f"{self.folder}index.html"

    @property
    def record(self) -> str:
        """The file of the frozen record, whose digest the page prints."""
        return f"{self.folder}record.json"

    @property
    def files(self) -> tuple[str, str]:
        """The page and the record, which are all files of a revision."""
        return self.page, self.record

    @property
    def status(self) -> str:
        """The folder of the notice that shows the current status of the revision."""
        return f"status/{self}/"


def newest_revision(identifier: str) -> str:
    """The folder of the page that leads to the newest revision of a record. It also holds the revisions."""
    return f"{REVISIONS}{identifier}/"


def release_folder(version: str) -> str:
    """The folder of the files of a release itself.

    >>> release_folder("2026.11.23")
    'releases/2026.11.23/'
    """
    return f"{RELEASES}{version}/"


def release_description(version: str) -> str:
    """The file that describes a release."""
    return f"{release_folder(version)}release.json"


def is_living(path: str) -> bool:
    """True if a file of the site can change with each build. The other files belong to releases.

    >>> is_living("claims/CLM-2026-0042/index.html"), is_living("r/CLM-2026-0042/3/index.html")
    (True, False)
    """
    return _LIVING_FILE.fullmatch(path) is not None


def page_address(markdown: str) -> str:
    """The address of the page that the site generator makes of a Markdown file, relative to the root of the site.

    The generator takes a README for the index of its folder.

    >>> page_address("timeline.md"), page_address("claims/index.md"), page_address("README.md")
    ('timeline/', 'claims/', '')
    """
    folder, _, name = markdown.rpartition("/")
    stem = name.removesuffix(".md")
    parts = [folder] if stem.casefold() in {"index", "readme"} else [folder, stem]
    return "".join(f"{part}/" for part in parts if part)

"""The page about an offline copy, which lists its published pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from dossier.model.addresses import Revision, release_description, release_folder
from dossier.site.offline.note import CopyNote


@dataclass(frozen=True, slots=True)
class PublishedPages:
    """The releases and the revisions whose files are in a copy."""

    releases: tuple[str, ...]
    revisions: tuple[Revision, ...]


def published_pages(paths: Iterable[str]) -> PublishedPages:
    """The releases and the revisions in a folder with these files."""
    files = set(paths)
    revisions = {revision for path in files if (revision := Revision.parse(path)) is not None}
    names = {path.split("/")[1] for path in files if path.startswith("releases/") and path.count("/") == 2}
    releases = (name for name in names if release_description(name) in files)
    return PublishedPages(tuple(sorted(releases)), tuple(sorted(revisions)))


def read_me(note: CopyNote, published: PublishedPages) -> str:
    """The page as HTML."""
    template = _environment().get_template("read_me.html")
    return template.render(note=note, published=published, release_folder=release_folder)


@cache
def _environment() -> Environment:
    """The templates, in which every value is escaped."""
    return Environment(
        loader=PackageLoader("dossier.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

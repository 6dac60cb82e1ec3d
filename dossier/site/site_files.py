"""The files of the built site, and the addresses of its pages. [io]"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from dossier.model import addresses

_INDEX = "index.html"


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


def page_file(site: Path, markdown: str) -> Path:
    """The file that the site generator makes of a Markdown file."""
    return site / page_address(markdown) / _INDEX


def address_of_file(site: Path, path: Path) -> str:
    """The address of a page, given its file in the folder of the site."""
    return PurePosixPath(path.relative_to(site)).as_posix().removesuffix(_INDEX)


def assets(site: Path, record_folders: Sequence[str]) -> Iterator[Path]:
    """The files of the site that are neither pages of records nor their documents."""
    folders = {*record_folders, addresses.API.split("/")[0]}
    for top in sorted(site.iterdir()):
        if top.is_file():
            yield top
        elif top.name not in folders:
            yield from (path for path in top.rglob("*") if path.is_file())

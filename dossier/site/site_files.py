"""The files of the built site, and the addresses of its pages. [io]"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from dossier.model import addresses
from dossier.model.addresses import page_address

_INDEX = "index.html"


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

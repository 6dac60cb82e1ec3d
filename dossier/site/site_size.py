"""The size of a built site, and the limit of its host. [io]"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Bytes. GitHub Pages accepts sites up to 1 GB
# (https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits).
HOST_LIMIT = 1_000_000_000
# Released files can never be removed, so the warning must come early.
_WARN_PER_CENT = 80
REMEDY = "move the exports to the archives of releases, or the site to a host without this limit"


@dataclass(frozen=True, slots=True)
class SiteSize:
    """The bytes of a site, the number of its files, and the bytes that its host accepts."""

    size: int
    files: int
    limit: int

    @property
    def is_near_limit(self) -> bool:
        """True if the site has at least 80 per cent of the limit."""
        return self.size * 100 >= self.limit * _WARN_PER_CENT

    @property
    def is_over_limit(self) -> bool:
        """True if the host accepts no site of this size."""
        return self.size > self.limit

    def __str__(self) -> str:
        files = f"{self.files:,} {'file' if self.files == 1 else 'files'}"
        return f"the site takes {_megabytes(self.size)} in {files}; the host accepts {_megabytes(self.limit)}"


def measure_site(site: Path, limit: int = HOST_LIMIT) -> SiteSize:
    """The size of a site before its files are compressed."""
    sizes = list(_sizes(site))
    return SiteSize(sum(sizes), len(sizes), limit)


def _sizes(folder: Path | str) -> Iterator[int]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _sizes(entry.path)
            else:
                yield entry.stat(follow_symlinks=False).st_size


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"

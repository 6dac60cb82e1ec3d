"""Turn the address of a site into a tree of frozen files that can be verified. [io]"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote

from dossier.errors import DossierError
from dossier.releases.verify import Tree
from dossier.system.http import Fetcher
from dossier.system.terminal import clean

# More than any frozen file or manifest has: what is longer is not what was released.
_MAX_BYTES = 32 * 1024 * 1024
_THREADS = 8


@contextmanager
def site_tree(address: str) -> Iterator[Tree]:
    """The tree of the site at an address that ends with a slash, while it is read."""
    with Fetcher(_THREADS) as fetcher:
        yield _SiteTree(address, fetcher)


@dataclass(frozen=True, slots=True)
class _SiteTree:
    """The files of a site, fetched some at a time; which ones there are beside those asked for is unknown."""

    address: str
    fetcher: Fetcher

    def paths(self) -> None:
        """None: HTTP lists nothing."""
        return

    def read(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Yield each file that the site has; raises DossierError where it does not say."""
        with ThreadPoolExecutor(self.fetcher.threads) as pool:
            try:
                for path, content in zip(paths, pool.map(self._fetch, paths), strict=True):
                    if content is not None:
                        yield path, content
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    def _fetch(self, path: str) -> bytes | None:
        address = f"{self.address}{quote(path)}"
        answer = self.fetcher.get(address, _MAX_BYTES)
        if answer.status in {404, 410}:
            return None
        if answer.status != 200:
            raise DossierError(f"`{clean(address)}` answers with HTTP status {answer.status}")
        return answer.content

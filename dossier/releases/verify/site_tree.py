"""The released files of a site, read within limits. [io]

The server may belong to an attacker. It can send endless answers, or a byte now and then. So each file, the sum of all
files and the time of the run are limited, and only a few files are read ahead.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Thread
from urllib.parse import quote, urlsplit

from dossier.errors import DossierError
from dossier.model.addresses import RELEASES
from dossier.releases.store.canonical_json import MOST_BYTES
from dossier.system.http import Fetcher
from dossier.system.terminal import clean

# As many files are read at the same time, and the oldest of them is waited for.
THREADS = 8
_FILE_SECONDS = 300
_MIB = 1024 * 1024
# Manifests and descriptions are kept in memory. They have some 0.4 KiB for each revision.
_MAX_RELEASES = 64 * _MIB
_MAX_TOTAL = 4096 * _MIB


@dataclass(slots=True)
class SiteTree:
    """The files below an address, which ends with a slash. Limits are in bytes, the deadline in monotonic seconds."""

    address: str
    fetcher: Fetcher
    deadline: float
    file_seconds: float = _FILE_SECONDS
    max_releases: int = _MAX_RELEASES
    max_total: int = _MAX_TOTAL
    # The beginnings of addresses on other hosts to which the site redirected, such as `https://example.org`.
    elsewhere: set[str] = field(default_factory=set)
    _of_releases: int = 0
    _total: int = 0

    def paths(self) -> None:
        """None, because HTTP cannot list files."""
        return

    def read(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the path and content of each of these files that the site has.

        Raises DossierError if the site does not answer, answers with a status other than 200, 404 or 410, or if a limit
        of time or size is reached.
        """
        waiting: deque[tuple[str, Future[bytes | None]]] = deque()
        for path in paths:
            if len(waiting) == THREADS:
                yield from self._finished(*waiting.popleft())
            waiting.append((path, self._start(path)))
        while waiting:
            yield from self._finished(*waiting.popleft())

    def _start(self, path: str) -> Future[bytes | None]:
        future: Future[bytes | None] = Future()

        def work() -> None:
            try:
                future.set_result(self._fetch(path))
            except BaseException as error:  # noqa: BLE001  (raised again in the thread that waits)
                future.set_exception(error)

        # The program can end while such a thread still waits for a server, which it cannot with a pool of threads.
        Thread(target=work, daemon=True).start()
        return future

    def _finished(self, path: str, future: Future[bytes | None]) -> Iterator[tuple[str, bytes]]:
        left = self.deadline - time.monotonic()
        try:
            content = future.result(max(0, min(left, self.file_seconds)))
        except TimeoutError:
            if left <= self.file_seconds:
                raise DossierError("the time for the whole site is over: allow more with `--minutes`") from None
            raise DossierError(
                f"`{clean(self._address_of(path))}` does not answer in full within {self.file_seconds:g} seconds"
            ) from None
        if content is not None:
            self._count(path, len(content))
            yield path, content

    def _count(self, path: str, size: int) -> None:
        self._total += size
        if path.startswith(RELEASES):
            self._of_releases += size
        if self._total > self.max_total or self._of_releases > self.max_releases:
            raise DossierError(
                f"`{clean(self.address)}` answers with more data than releases have: verify the branch or a copy of it"
            )

    def _address_of(self, path: str) -> str:
        return f"{self.address}{quote(path)}"

    def _fetch(self, path: str) -> bytes | None:
        address = self._address_of(path)
        # No released file is larger. A longer answer is cut off, and is then not the released file.
        answer = self.fetcher.get(address, MOST_BYTES)
        if answer.status in {404, 410}:
            return None
        if answer.status != 200:
            raise DossierError(f"`{clean(address)}` answers with HTTP status {answer.status}")
        if _host(answer.address) != _host(address):
            self.elsewhere.add(_host(answer.address))
        return answer.content


def _host(address: str) -> str:
    """The scheme and host of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"

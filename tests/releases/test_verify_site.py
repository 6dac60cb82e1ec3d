"""A hostile site can neither delay verification nor fill the memory."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from dossier.cli import main
from dossier.errors import DossierError
from dossier.model.addresses import LEDGER
from dossier.releases.verify.site_tree import THREADS, SiteTree
from dossier.releases.verify.trees import open_tree
from dossier.system.http import Fetcher
from tests.shared.local_server import Silent, running

PAGES = [f"r/CLM-2026-{number:04d}/1/index.html" for number in range(100)]
MIB = 1024 * 1024


@contextmanager
def site(answer: Callable[[str, socket.socket], None]) -> Iterator[str]:
    """The address of a server that calls the function with each path and the connection."""

    class Handler(Silent, BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.close_connection = True
            with suppress(OSError):
                answer(self.path.removeprefix("/"), self.connection)

    with running(Handler) as address:
        yield f"{address}/"


def send(connection: socket.socket, content: bytes) -> None:
    connection.sendall(b"HTTP/1.0 200 OK\r\n\r\n" + content)


def drip(over: threading.Event, first: bytes) -> Callable[[str, socket.socket], None]:
    """A server that sends a byte now and then, so that no silence is long, and takes five seconds for a file."""

    def answer(_: str, connection: socket.socket) -> None:
        connection.sendall(first)
        for _number in range(100):
            if over.wait(0.05):
                return
            connection.sendall(b"x")

    return answer


@pytest.mark.parametrize(
    "first", [b"HTTP/1.0 200 OK\r\nX-Slow: ", b"HTTP/1.0 200 OK\r\n\r\n"], ids=["header", "content"]
)
@pytest.mark.parametrize(
    ("run_seconds", "file_seconds", "why"),
    [(0.3, 60, "the time for the whole site is over"), (60, 0.3, "does not answer in full within 0.3 seconds")],
)
def test_a_site_that_drips_is_given_up(first: bytes, run_seconds: float, file_seconds: float, why: str) -> None:
    over = threading.Event()
    with site(drip(over, first)) as address, Fetcher(THREADS) as fetcher:
        tree = SiteTree(address, fetcher, time.monotonic() + run_seconds, file_seconds)
        try:
            with pytest.raises(DossierError, match=why):
                list(tree.read(PAGES[:1]))
            # A thread that waits for the server must not keep the program from its end.
            assert [thread.daemon for thread in threading.enumerate() if "(work)" in thread.name] == [True]
        finally:
            over.set()


def test_only_a_few_files_are_read_ahead() -> None:
    asked: list[str] = []

    def answer(path: str, connection: socket.socket) -> None:
        asked.append(path)
        if path == PAGES[0]:
            time.sleep(0.5)
        send(connection, path.encode())

    with site(answer) as address, Fetcher(THREADS) as fetcher:
        read = SiteTree(address, fetcher, time.monotonic() + 60).read(PAGES)
        assert next(read) == (PAGES[0], PAGES[0].encode())
        assert len(asked) <= THREADS
        assert list(read) == [(path, path.encode()) for path in PAGES[1:]]


def test_the_size_of_all_files_and_of_each_is_limited(capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[str] = []
    # In MiB.
    sizes: dict[str, int] = {}

    def answer(path: str, connection: socket.socket) -> None:
        asked.append(path)
        if path == LEDGER:
            connection.sendall(b"HTTP/1.0 200 OK\r\n\r\n")
            for _ in range(64):
                connection.sendall(b"x" * MIB)
        else:
            send(connection, b"x" * MIB * sizes.get(path, 1))

    with site(answer) as address, Fetcher(THREADS) as fetcher:
        deadline = time.monotonic() + 60
        for tree, paths in (
            (SiteTree(address, fetcher, deadline, max_total=5 * MIB), PAGES),
            (SiteTree(address, fetcher, deadline, max_releases=5 * MIB), [f"releases/{path}" for path in PAGES]),
        ):
            with pytest.raises(DossierError, match="answers with more data than releases have"):
                list(tree.read(paths))
            assert len([path for path in asked if path in paths]) <= 5 + 1 + THREADS
        # Any file may have the size that the format allows. A longer answer is cut off, and no longer the file.
        sizes[PAGES[0]], sizes[PAGES[1]] = 32, 33
        read = dict(SiteTree(address, fetcher, deadline).read(PAGES[:2]))
        assert [len(content) for content in read.values()] == [32 * MIB, 32 * MIB + 1]
        assert main(["verify", address]) == 1
    assert f"`{LEDGER}` does not end with a line break" in capsys.readouterr().out


def test_a_file_that_is_refused_is_not_taken_for_missing() -> None:
    statuses = dict(zip(PAGES, (b"404 Not Found", b"410 Gone", b"200 OK", b"403 Forbidden", b"204 None"), strict=False))

    def answer(path: str, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.0 %b\r\nContent-Length: 0\r\n\r\n" % statuses[path])

    with site(answer) as address, Fetcher(THREADS) as fetcher:
        tree = SiteTree(address, fetcher, time.monotonic() + 60)
        assert list(tree.read(PAGES[:3])) == [(PAGES[2], b"")]
        for path, status in ((PAGES[3], 403), (PAGES[4], 204)):
            with pytest.raises(DossierError, match=f"{path}` answers with HTTP status {status}"):
                list(tree.read([path]))


def test_compressed_content_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    def answer(_: str, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"x" * MIB))

    with site(answer) as address:
        assert main(["verify", address]) == 2
    assert f"`{address}{LEDGER}` answers with compressed content" in capsys.readouterr().err


def test_the_time_of_a_run_is_a_number_of_minutes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for minutes in ("0", "-1", "nan", "x"):
        with pytest.raises(SystemExit):
            main(["verify", str(tmp_path), "--minutes", minutes])
        assert "--minutes" in capsys.readouterr().err
    for end in ("", "/"):
        with open_tree(f"http://127.0.0.1:9/vale{end}", tmp_path, 2) as tree:
            assert isinstance(tree, SiteTree)
            assert tree.address == "http://127.0.0.1:9/vale/"
            assert 110 < tree.deadline - time.monotonic() <= 120

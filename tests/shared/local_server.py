"""Web servers on this machine, which run inside a block."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Silent:
    """A part of a request handler that prints nothing."""

    def log_message(self, *_: object) -> None:
        """Print nothing."""


class SilentFolder(Silent, SimpleHTTPRequestHandler):
    """Serves the files of a folder and prints nothing."""


@contextmanager
def running(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address of a server, without a slash at the end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a server of the files in a folder, with a slash at the end."""
    with running(partial(SilentFolder, directory=str(folder))) as address:
        yield f"{address}/"


@contextmanager
def hosting(folder: Path, path: str) -> Iterator[str]:
    """The address of a server that has a site at `/path/` and shows its `404.html` for a missing page, as hosts do."""

    class Host(SilentFolder):
        def translate_path(self, path_: str) -> str:
            return super().translate_path(path_.removeprefix(f"/{path}") if path_.startswith(f"/{path}/") else "/-")

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
            content = (folder / "404.html").read_bytes()
            self.send_response(code, message)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

    with running(partial(Host, directory=str(folder))) as address:
        yield f"{address}/{path}/"

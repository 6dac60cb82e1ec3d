"""`dossier serve`: show the site in a browser, and again whenever a record or a page of prose changes. [io]"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from dossier.commands.check import problems, verdict, write
from dossier.configuration import CONFIG
from dossier.diagnostics.formats import Format
from dossier.errors import DossierError
from dossier.reading.files import EVIDENCE
from dossier.reading.load import Cache, load, today
from dossier.site.builder import Builder
from dossier.site.staging import PAGES
from dossier.system.terminal import system_message


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--port", type=int, default=8000, help="the port on this computer (8000)")
    parser.add_argument("--no-search", action="store_true", help="leave the search index out")


def run(options: argparse.Namespace, root: Path) -> int:
    """Serve until interrupted."""
    watcher = Watcher(root, with_search=not options.no_search)
    watcher.run()
    if not watcher.builder.site.is_dir():
        print("mend the records above; the site appears as soon as they can be built", file=sys.stderr)
        watcher.builder.site.mkdir(parents=True, exist_ok=True)
    server = _Server(watcher.run, host="127.0.0.1", port=options.port, root=str(watcher.builder.site), mount_path="/")
    server.watch(str(root / EVIDENCE))
    server.watch(str(root / CONFIG))
    if (root / PAGES).is_dir():
        server.watch(str(root / PAGES))
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        print()
    finally:
        server.shutdown()
    return 0


class _Server(LiveReloadServer):
    """Says where the site is as soon as, and only if, it can be seen there."""

    def server_bind(self) -> None:
        """Take the port, which MkDocs does only when it begins to serve."""
        try:
            super().server_bind()
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            raise DossierError(
                f"port {self.server_address[1]} cannot be used: {reason}; choose another with --port"
            ) from None

    def server_activate(self) -> None:
        super().server_activate()
        print(f"http://127.0.0.1:{self.server_address[1]}/ shows the site; Ctrl-C ends")


class Watcher:
    """Builds the site once, then whatever changed; problems are printed, and the last good site stays."""

    def __init__(self, root: Path, *, with_search: bool) -> None:
        self.root = root
        self.builder = Builder(root, with_search=with_search, will_rebuild=True)
        self.cache = Cache()
        self.prose: frozenset[tuple[str, int, int]] | None = None

    def run(self) -> None:
        """Judge the records and, if nothing stands against it, build all where prose changed, else what differs."""
        try:
            self._run()
        except OSError as error:  # an editor that saves may take a file away while it is read
            print(f"error: {system_message(error)}", file=sys.stderr)

    def _run(self) -> None:
        begun = time.monotonic()
        loaded = load(self.root, today(), cache=self.cache)
        found = problems(loaded)
        if found:
            write(found, len(loaded.files), Format.AUTO, self.root)
        if verdict(found, strict=False):
            return
        prose = self._prose()
        try:
            if prose == self.prose:
                pages = self.builder.rebuild(loaded.dossier)
            else:
                pages = self.builder.build(loaded.dossier)
                self.prose = prose
        except DossierError as error:
            print(f"error: {error}", file=sys.stderr)
            return
        print(f"{pages:,} pages in {time.monotonic() - begun:.1f} s")

    def _prose(self) -> frozenset[tuple[str, int, int]]:
        """What tells the pages of prose, and the configuration, from how they were."""
        files = [self.root / CONFIG, *(self.root / PAGES).rglob("*")]
        known = ((str(path), path.stat()) for path in files if path.is_file())
        return frozenset((name, status.st_mtime_ns, status.st_size) for name, status in known)

"""`dossier serve`: show the site in a browser, and rebuild what changes. [io]"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from dossier.commands.check import exit_code, find_problems, print_report
from dossier.configuration import CONFIG
from dossier.diagnostics.formats import Format
from dossier.errors import DossierError
from dossier.model.subject import SUBJECT
from dossier.reading.files import EVIDENCE
from dossier.reading.load import FileCache, load, today
from dossier.reading.prose import PAGES
from dossier.site.builder import Builder
from dossier.system.atomic import refuse_link
from dossier.system.terminal import error_text, system_message


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--port", type=int, default=8000, help="serve on this port of this computer (8000)")
    parser.add_argument("--no-search", action="store_true", help="leave the search index out")


def run(options: argparse.Namespace, root: Path) -> int:
    """Serve until Ctrl-C is pressed."""
    watcher = Watcher(root, with_search=not options.no_search)
    watcher.run()
    if not watcher.builder.site.is_dir():
        print("correct the records listed above; the site appears once they have no errors", file=sys.stderr)
        refuse_link(watcher.builder.site.parent)
        watcher.builder.site.mkdir(parents=True, exist_ok=True)
    server = _Server(watcher.run, host="127.0.0.1", port=options.port, root=str(watcher.builder.site), mount_path="/")
    server.watch(str(root / EVIDENCE))
    server.watch(str(root / CONFIG))
    server.watch(str(root / SUBJECT))
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
    """Prints the address of the site when the port accepts connections."""

    def server_bind(self) -> None:
        """Open the port. If it cannot be opened, raise DossierError with the reason."""
        try:
            super().server_bind()
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            raise DossierError(
                f"port {self.server_address[1]} cannot be used: {reason}; choose another with --port"
            ) from None

    def server_activate(self) -> None:
        super().server_activate()
        print(f"http://127.0.0.1:{self.server_address[1]}/ shows the site; press Ctrl-C to end")


class Watcher:
    """Builds the site once, then rebuilds what changed. If there are errors, it prints them and keeps the last site."""

    def __init__(self, root: Path, *, with_search: bool) -> None:
        self.root = root
        self.builder = Builder(root, with_search=with_search, will_rebuild=True)
        self.cache = FileCache()
        self.prose: frozenset[tuple[str, int, int]] | None = None

    def run(self) -> None:
        """Check the records and, unless they have errors, rebuild.

        If prose, the subject or the configuration changed the whole site is built, else only pages that differ.
        """
        try:
            self._run()
        except OSError as error:  # an editor may remove a file for a moment while it saves
            print(error_text(system_message(error)), file=sys.stderr)

    def _run(self) -> None:
        start = time.monotonic()
        loaded = load(self.root, today(), cache=self.cache)
        diagnostics = find_problems(loaded)
        if diagnostics:
            print_report(diagnostics, len(loaded.files), Format.AUTO, self.root)
        if exit_code(diagnostics, strict=False):
            return
        prose = self._prose_state()
        try:
            if prose == self.prose:
                pages = self.builder.rebuild(loaded.dossier)
            else:
                pages = self.builder.build(loaded.dossier)
                self.prose = prose
        except DossierError as error:
            print(error_text(str(error)), file=sys.stderr)
            return
        print(f"{pages:,} pages in {time.monotonic() - start:.1f} s")

    def _prose_state(self) -> frozenset[tuple[str, int, int]]:
        """The path, modification time and size of the configuration, of the subject and of each file of prose."""
        files = [self.root / CONFIG, self.root / SUBJECT, *(self.root / PAGES).rglob("*")]
        states = ((str(path), path.stat()) for path in files if path.is_file())
        return frozenset((path, state.st_mtime_ns, state.st_size) for path, state in states)

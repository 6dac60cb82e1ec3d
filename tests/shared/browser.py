"""Pages in Chromium with their faults."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.shared.patience import PATIENCE

FLAGS = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-proxy-server",
)  # fmt: skip


@dataclass
class WatchedPage:  # without slots, because Playwright sets an attribute on the owner of a listener
    """A page and its faults: requests to other hosts, dialogs, and error messages."""

    page: Any
    address: str
    elsewhere: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, page: str) -> None:
        self.page.goto(self.address + page, wait_until="load")

    def harmless(self) -> bool:
        return not (self.elsewhere or self.dialogs or self.complaints)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:", "blob:" + self.address)):
            self.elsewhere.append(request.url)

    def _opened(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _complained(self, message: Any) -> None:
        if getattr(message, "type", "error") == "error":
            place = getattr(message, "location", {}).get("url", "")
            self.complaints.append(f"{getattr(message, 'text', message)} {place}".strip())


@contextmanager
def watching(browser: Any, address: str, **settings: Any) -> Iterator[WatchedPage]:
    """A page in a new browser context, without cookies and storage."""
    context = browser.new_context(**settings)
    context.set_default_timeout(PATIENCE * 1000)
    watched = WatchedPage(context.new_page(), address)
    watched.page.on("request", watched._asked)
    watched.page.on("dialog", watched._opened)
    watched.page.on("console", watched._complained)
    watched.page.on("pageerror", watched._complained)
    yield watched
    context.close()

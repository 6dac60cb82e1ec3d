"""The locked wheel of pip, fetched from a simple index (PEP 503)."""

import base64
import hashlib
import re
import ssl
import urllib.error
import urllib.request
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit, urlunsplit

from bootstrap.surroundings import PYPI, pip_setting

SECONDS = 60
LARGEST = 20_000_000


class WheelNotFetchedError(Exception):
    """The index cannot be reached, or does not have the locked file."""


def fetch_locked_wheel(lock: Path, folder: Path) -> Path:
    """Fetch the locked wheel into the folder, check its hash, and return its path."""
    text = lock.read_text("utf-8")
    version = re.search(r"^pip==(\S+)", text, re.MULTILINE)
    hashes = re.findall(r"--hash=sha256:([0-9a-f]{64})", text)
    if version is None or not hashes:
        raise WheelNotFetchedError(f"{lock.name} names no version of pip with a hash")
    name = f"pip-{version[1]}-py3-none-any.whl"
    page, address = _get(f"{(pip_setting('index-url') or PYPI).rstrip('/')}/pip/", "text/html")
    parser = _Links()
    parser.feed(page.decode("utf-8", "replace"))
    link = parser.links.get(name)
    if link is None:
        raise WheelNotFetchedError(f"the index does not list {name}")
    wheel, _ = _get(urljoin(address, urldefrag(link).url), "*/*")
    if hashlib.sha256(wheel).hexdigest() not in hashes:
        raise WheelNotFetchedError(f"the hash of {name} in the index is not the hash in the lock")
    path = folder / name
    path.write_bytes(wheel)
    return path


class _Links(HTMLParser):
    """The links on a page of an index, by the names of their files."""

    def __init__(self) -> None:
        super().__init__()
        self.links: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (link := dict(attrs).get("href")):
            self.links.setdefault(unquote(urlsplit(link).path).rpartition("/")[2], link)


def _get(url: str, accept: str) -> tuple[bytes, str]:
    """The content at an address, and the final address after redirects."""
    bare, secret = _without_secret(url)
    try:
        # The address is that of the index in the user's settings.
        request = urllib.request.Request(bare, headers={"Accept": accept, "User-Agent": "dossier-build"})  # noqa: S310
        if secret:
            # A redirect to another host must not receive it.
            request.add_unredirected_header("Authorization", f"Basic {secret}")
        context = ssl.create_default_context(cafile=pip_setting("cert"))
        with urllib.request.urlopen(request, timeout=SECONDS, context=context) as reply:  # noqa: S310
            content: bytes = reply.read(LARGEST + 1)
            address: str = reply.url
    except (OSError, ValueError) as error:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        raise WheelNotFetchedError(f"{urlsplit(bare).hostname or bare}: {reason}") from error
    if len(content) > LARGEST:
        raise WheelNotFetchedError(f"{urlsplit(bare).hostname} answers with more than {LARGEST} bytes")
    return content, address


def _without_secret(url: str) -> tuple[str, str | None]:
    """The address without user and password, and both encoded for HTTP Basic authentication."""
    parts = urlsplit(url)
    if "@" not in parts.netloc:
        return url, None
    secret, _, host = parts.netloc.rpartition("@")
    user, _, password = secret.partition(":")
    encoded = base64.b64encode(f"{unquote(user)}:{unquote(password)}".encode()).decode("ascii")
    return urlunsplit(parts._replace(netloc=host)), encoded

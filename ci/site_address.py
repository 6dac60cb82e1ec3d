"""Check the address of the site before it is published.

    DOSSIER_URL=https://example.org/ python3 -m ci.site_address

Canonical links and printed permalinks contain the address. If a page is published with a wrong address, the citations
of that page stay wrong. If the address changes later, a warning says which permalinks keep the old address.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from ci import commands, ledger
from ci.ledger import ReleasedVersion
from dossier.errors import DossierError

ROOT = Path(__file__).resolve().parent.parent


def address_problem(address: str) -> str | None:
    """The problem of the address, or None if readers can reach it."""
    if not address:
        return "the repository variable `DOSSIER_URL` is not set"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return f"`{address}` is not an address"
    if parts.scheme != "https" or not host:
        return f"`{address}` does not begin with https:// and a host"
    if host == "localhost" or host.endswith(".localhost") or host.startswith("127.") or host == "::1":
        return f"`{address}` is this machine's own address"
    if not parts.path.endswith("/") or parts.query or parts.fragment:
        return f"`{address}` does not end with `/`"
    return None


def old_addresses(releases: tuple[ReleasedVersion, ...], address: str) -> list[str]:
    """A sentence for each address at which earlier releases were made and the site is no longer published."""
    by_address: dict[str, list[ReleasedVersion]] = {}
    for release in releases:
        by_address.setdefault(release.site_url, []).append(release)
    return [
        f"{sum(map(_count_pages, made)):,} permalinks of releases {made[0].version} to {made[-1].version} keep {old}"
        for old, made in by_address.items()
        if old.rstrip("/") != address.rstrip("/")
    ]


def _count_pages(release: ReleasedVersion) -> int:
    return sum(path.startswith("r/") and path.endswith("/index.html") for path in release.listed)


def main(root: Path = ROOT) -> int:
    """Check DOSSIER_URL. Returns 0 if the site may be published at this address, else 1."""
    address = os.environ.get("DOSSIER_URL", "")
    reason = address_problem(address)
    if reason is not None:
        remedy = "set the repository variable `DOSSIER_URL` to an address such as https://example.org/"
        return commands.fail("site-address", f"{reason}\n{remedy}")
    try:
        old = old_addresses(ledger.read(root), address)
    except DossierError as error:
        return commands.fail("site-address", str(error))
    if old:
        message = "\n".join(
            ["the address of the site has changed", *old, "always let the old address lead to the new one"]
        )
        commands.warn("site-address", message)
    return 0


if __name__ == "__main__":
    sys.exit(main())

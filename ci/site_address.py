"""Check the address of the site before it is published.

    DOSSIER_URL=https://example.org/ python3 -m ci.site_address

Canonical links and printed permalinks contain the address. If a page is published with a wrong address, the citations
of that page stay wrong.
"""

from __future__ import annotations

import os
import sys
from urllib.parse import urlsplit

from ci import commands


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


def main() -> int:
    """Check DOSSIER_URL. Returns 0 if the site may be published at this address, else 1."""
    reason = address_problem(os.environ.get("DOSSIER_URL", ""))
    if reason is None:
        return 0
    message = f"{reason}\nset the repository variable `DOSSIER_URL` to an address such as https://example.org/"
    sys.stdout.write(commands.error("site-address", message) + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())

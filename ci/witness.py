"""Fetch the ledger head from the newest release of the hosting service.

    GH_TOKEN=... GITHUB_REPOSITORY=owner/name python3 -m ci.witness FILE

A branch that was rolled back is consistent in itself. Only a ledger line that was kept elsewhere shows that releases
are missing.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from ci import commands

_HEAD = re.compile(r"ledger-head-([0-9]+(?:\.[0-9]+)+)\.json")
_MOST_BYTES = 10_000


def main(target: Path) -> int:
    """Write the ledger head to the file. Returns 1 if the host has none or cannot be read, else 0."""
    try:
        heads = dict(_heads())
        if not heads:
            sys.stdout.write(commands.error("witness", "no release of the host has a head of the ledger") + "\n")
            return 1
        newest = max(heads)
        content = _get(heads[newest], "application/octet-stream")[:_MOST_BYTES]
    except (URLError, OSError, ValueError) as error:
        sys.stdout.write(commands.error("witness", f"the host's releases cannot be read: {error}") + "\n")
        return 1
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    sys.stdout.write(f"the head of the ledger of {'.'.join(map(str, newest))} is in {target}\n")
    return 0


def _heads() -> Iterator[tuple[tuple[int, ...], str]]:
    """Yield the version and the address of each ledger head in a published release."""
    api = os.environ.get("GITHUB_API_URL", "https://api.github.com").rstrip("/")
    page = 1
    while releases := _releases(f"{api}/repos/{os.environ['GITHUB_REPOSITORY']}/releases?per_page=100&page={page}"):
        for release in releases:
            for asset in release["assets"] if not release["draft"] else ():
                match = _HEAD.fullmatch(asset["name"])
                if match is not None:
                    # As numbers, because 2026.11.23.10 comes after 2026.11.23.9.
                    yield tuple(map(int, match[1].split("."))), asset["url"]
        page += 1


def _releases(address: str) -> list[Any]:
    releases: list[Any] = json.loads(_get(address, "application/vnd.github+json"))
    return releases


def _get(address: str, media_type: str) -> bytes:
    if not address.startswith(("https://", "http://")):
        raise ValueError(f"`{address}` is not an HTTP address")
    request = Request(address, headers={"Accept": media_type, "User-Agent": "dossier-witness"})  # noqa: S310
    token = os.environ.get("GH_TOKEN")
    if token:
        # The host redirects to its file store, which must not receive the token.
        request.add_unredirected_header("Authorization", f"Bearer {token}")
    with urlopen(request, timeout=60) as answer:  # noqa: S310
        content: bytes = answer.read()
        return content


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

"""Fetch the head of the ledger that the newest of the host's releases keeps, where the branch cannot reach.

    GH_TOKEN=... GITHUB_REPOSITORY=owner/name python3 -m ci.witness FILE

A branch that was rolled back looks consistent from inside; only a line that was kept elsewhere shows it.
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
    """Write the witness: 0 done, 1 where the host keeps none or cannot be asked."""
    try:
        heads = dict(_heads())
        if not heads:
            sys.stdout.write(commands.error("witness", "no release of the host keeps a head of the ledger") + "\n")
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
    """Yield the version and the address of each head that a published release keeps."""
    api = os.environ.get("GITHUB_API_URL", "https://api.github.com").rstrip("/")
    page = 1
    while releases := _releases(f"{api}/repos/{os.environ['GITHUB_REPOSITORY']}/releases?per_page=100&page={page}"):
        for release in releases:
            for asset in release["assets"] if not release["draft"] else ():
                found = _HEAD.fullmatch(asset["name"])
                if found is not None:
                    # By number: 2026.11.23.10 comes after 2026.11.23.9.
                    yield tuple(map(int, found[1].split("."))), asset["url"]
        page += 1


def _releases(address: str) -> list[Any]:
    found: list[Any] = json.loads(_get(address, "application/vnd.github+json"))
    return found


def _get(address: str, media_type: str) -> bytes:
    if not address.startswith(("https://", "http://")):
        raise ValueError(f"`{address}` is no address of the host")
    request = Request(address, headers={"Accept": media_type, "User-Agent": "dossier-witness"})  # noqa: S310
    token = os.environ.get("GH_TOKEN")
    if token:
        # Not passed on where the host redirects to its store.
        request.add_unredirected_header("Authorization", f"Bearer {token}")
    with urlopen(request, timeout=60) as answer:  # noqa: S310
        content: bytes = answer.read()
        return content


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

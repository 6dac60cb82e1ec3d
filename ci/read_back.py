"""Read from the live site what the newest release published, until every byte is there.

    DOSSIER_URL=https://example.org/ python3 -m ci.read_back

A deployment that reports success may still serve the site before it for minutes, or fail to serve a path at all. What
is compared with is the branch `origin/published` of the checkout.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote, urljoin
from urllib.request import Request, urlopen

from ci import commands

ROOT = Path(__file__).resolve().parent.parent
BRANCH = "refs/remotes/origin/published"
LEDGER = "releases/ledger.jsonl"
# Pages takes up to ten minutes; what is slower is a failure.
PATIENCE = 900.0
PAUSE = 10.0


def main(
    root: Path = ROOT, *, patience: float = PATIENCE, pause: float = PAUSE, sleep: Callable[[float], None] = time.sleep
) -> int:
    """Compare: 0 where the live site has all that was published, 1 where it lacks a byte of it in the end."""
    address = os.environ["DOSSIER_URL"]
    ledger = _blob(root, LEDGER)
    expected = {LEDGER: hashlib.sha256(ledger).hexdigest(), **_newest(root, ledger)}
    left = sorted(expected)
    for _ in range(max(1, int(patience / pause))):
        left = [path for path, hash_ in _live(address, left).items() if hash_ != expected[path]]
        if not left:
            sys.stdout.write(f"{len(expected):,} files of the newest release are live and as published\n")
            return 0
        sleep(pause)
    some = ", ".join(f"`{path}`" for path in left[:5])
    message = f"{len(left):,} of {len(expected):,} files are not live as they were published: {some}"
    sys.stdout.write(commands.error("read-back", f"{message}\ndeploy again, then look at the host's settings") + "\n")
    return 1


def _newest(root: Path, ledger: bytes) -> Mapping[str, str]:
    """The hash of each path that the newest manifest lists."""
    version = json.loads(ledger.splitlines()[-1])["version"]
    lines = _blob(root, f"releases/{version}/SHA256SUMS").decode().splitlines()
    return {path: hash_ for hash_, _, path in (line.partition("  ") for line in lines)}


def _blob(root: Path, path: str) -> bytes:
    command = ["git", "-C", str(root), "cat-file", "blob", f"{BRANCH}:{path}"]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def _live(address: str, paths: Iterable[str]) -> dict[str, str]:
    """The hash of what the site answers for each path, a page asked for as readers ask: by its folder."""
    listed = list(paths)
    with ThreadPoolExecutor(max_workers=8) as pool:
        return dict(zip(listed, pool.map(lambda path: _hash(address, path), listed), strict=True))


def _hash(address: str, path: str) -> str:
    asked = urljoin(address, quote(path.removesuffix("index.html")))
    if not asked.startswith(("https://", "http://")):
        return ""
    # The question mark passes by copies that the host's network keeps of the page before.
    request = Request(f"{asked}?{time.time_ns()}", headers={"User-Agent": "dossier-read-back"})  # noqa: S310
    try:
        with urlopen(request, timeout=30) as answer:  # noqa: S310
            return hashlib.file_digest(answer, "sha256").hexdigest()
    except (URLError, OSError):
        return ""


if __name__ == "__main__":
    sys.exit(main())

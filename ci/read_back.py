"""Compare the live site with the newest release, until they agree.

    DOSSIER_URL=https://example.org/ python3 -m ci.read_back

After a deployment that reports success, the host may serve the old site for some minutes, or fail to serve a path. The
released files are read from the branch `origin/published` of the checkout.
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
# In seconds. GitHub Pages needs up to ten minutes; a slower deployment is a failure.
PATIENCE = 900.0
PAUSE = 10.0


def main(
    root: Path = ROOT, *, patience: float = PATIENCE, pause: float = PAUSE, sleep: Callable[[float], None] = time.sleep
) -> int:
    """Compare repeatedly. Returns 0 if the live site serves every released file unchanged, else 1."""
    address = os.environ["DOSSIER_URL"]
    ledger = _blob(root, LEDGER)
    expected = {LEDGER: hashlib.sha256(ledger).hexdigest(), **_released_hashes(root, ledger)}
    differing = sorted(expected)
    for _ in range(max(1, int(patience / pause))):
        differing = [path for path, hash_ in _live_hashes(address, differing).items() if hash_ != expected[path]]
        if not differing:
            sys.stdout.write(f"{len(expected):,} files of the newest release are live and as published\n")
            return 0
        sleep(pause)
    examples = ", ".join(f"`{path}`" for path in differing[:5])
    message = f"{len(differing):,} of {len(expected):,} files are not live as they were published: {examples}"
    sys.stdout.write(commands.error("read-back", f"{message}\ndeploy again, then look at the host's settings") + "\n")
    return 1


def _released_hashes(root: Path, ledger: bytes) -> Mapping[str, str]:
    """The hash of each path in the newest manifest."""
    version = json.loads(ledger.splitlines()[-1])["version"]
    lines = _blob(root, f"releases/{version}/SHA256SUMS").decode().splitlines()
    return {path: hash_ for hash_, _, path in (line.partition("  ") for line in lines)}


def _blob(root: Path, path: str) -> bytes:
    command = ["git", "-C", str(root), "cat-file", "blob", f"{BRANCH}:{path}"]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def _live_hashes(address: str, paths: Iterable[str]) -> dict[str, str]:
    """The hash of the site's answer for each path. A page is requested by its folder, as readers do."""
    in_order = list(paths)
    with ThreadPoolExecutor(max_workers=8) as pool:
        return dict(zip(in_order, pool.map(lambda path: _live_hash(address, path), in_order), strict=True))


def _live_hash(address: str, path: str) -> str:
    url = urljoin(address, quote(path.removesuffix("index.html")))
    if not url.startswith(("https://", "http://")):
        return ""
    # The query avoids copies of the old page in the host's caches.
    request = Request(f"{url}?{time.time_ns()}", headers={"User-Agent": "dossier-read-back"})  # noqa: S310
    try:
        with urlopen(request, timeout=30) as answer:  # noqa: S310
            return hashlib.file_digest(answer, "sha256").hexdigest()
    except (URLError, OSError):
        return ""


if __name__ == "__main__":
    sys.exit(main())

"""Compare the live site with the releases, until they agree.

    DOSSIER_URL=https://example.org/ python3 -m ci.read_back

After a deployment that reports success, the host may serve the old site for some minutes, or fail to serve a path. Each
file of the newest release is read first, then a sample of the older files. The workflow *verify* reads them all.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote, urljoin
from urllib.request import Request, urlopen

from ci import commands, ledger
from ci.ledger import ReleasedVersion
from dossier.errors import DossierError
from dossier.model.addresses import LEDGER

ROOT = Path(__file__).resolve().parent.parent
# In seconds. GitHub Pages needs up to ten minutes; a slower deployment is a failure.
PATIENCE = 900.0
PAUSE = 10.0
_SECONDS_PER_FILE = 30.0
_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class Clock:
    """The time in seconds, and a way to let it pass."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


def main(root: Path = ROOT, *, patience: float = PATIENCE, pause: float = PAUSE, clock: Clock | None = None) -> int:
    """Compare repeatedly. Returns 0 if the live site serves the released files unchanged before the time is over."""
    clock = clock or Clock()
    end = clock.now() + patience
    try:
        releases = ledger.read(root)
    except DossierError as error:
        return commands.fail("read-back", str(error))
    if not releases:
        return commands.fail("read-back", f"there is no branch `{ledger.BRANCH}`")
    address = os.environ["DOSSIER_URL"]
    expected = expected_hashes(releases)
    differing = list(expected)
    while differing:
        found = _live_hashes(address, differing, end, clock)
        differing = [path for path in differing if found[path] != expected[path]]
        if not differing or clock.now() + pause > end:
            break
        clock.sleep(pause)
    if not differing:
        sys.stdout.write(f"{len(expected):,} files are live and as published, among them all of the newest release\n")
        return 0
    examples = ", ".join(f"`{path}`" for path in differing[:5])
    message = f"{len(differing):,} of {len(expected):,} files are not live as they were published: {examples}"
    remedy = "start a new run of `publish` with `Run workflow`, then look at the settings of Pages"
    return commands.fail("read-back", f"{message}\n{remedy}")


def expected_hashes(releases: Sequence[ReleasedVersion]) -> dict[str, str]:
    """The hash of the ledger, of each file of the newest release, and of a sample of the older files, in this order."""
    newest = releases[-1]
    content = b"".join(release.head for release in releases)
    expected = {LEDGER: hashlib.sha256(content).hexdigest(), **newest.listed}
    everything = {path: hash_ for release in releases for path, hash_ in release.listed.items()}
    # Each release takes another sample, in which every file has the same chance.
    order = sorted(everything.keys() - expected.keys(), key=lambda path: _digest(f"{newest.version} {path}"))
    return expected | {path: everything[path] for path in order[:_SAMPLE]}


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _live_hashes(address: str, paths: Sequence[str], end: float, clock: Clock) -> Mapping[str, str]:
    """The hash of the site's answer for each path. A page is requested by its folder, as readers do."""
    with ThreadPoolExecutor(max_workers=8) as pool:
        return dict(zip(paths, pool.map(lambda path: _live_hash(address, path, end - clock.now()), paths), strict=True))


def _live_hash(address: str, path: str, seconds: float) -> str:
    """The hash of the answer, or "" if there is none within these seconds."""
    url = urljoin(address, quote(path.removesuffix("index.html")))
    if seconds <= 0 or not url.startswith(("https://", "http://")):
        return ""
    # The query avoids copies of the old page in the host's caches.
    request = Request(f"{url}?{time.time_ns()}", headers={"User-Agent": "dossier-read-back"})  # noqa: S310
    try:
        with urlopen(request, timeout=min(seconds, _SECONDS_PER_FILE)) as answer:  # noqa: S310
            return hashlib.file_digest(answer, "sha256").hexdigest()
    except (URLError, OSError):
        return ""


if __name__ == "__main__":
    sys.exit(main())

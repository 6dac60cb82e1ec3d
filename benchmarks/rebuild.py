"""CPU seconds of a first build and of a rebuild by `serve`.

It prints both as JSON. The change adds a word to the statement of a claim, so `serve` builds again the page of the
claim, the pages that link to it, and the hubs. Afterwards the old statement is written back.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from dossier.commands.serve import Watcher

CLAIM = "CLM-2026-0042"


def main() -> None:
    """Print the CPU seconds of the build before and the build after the change."""
    root = Path(sys.argv[1])
    watcher = Watcher(root, with_search=False)
    first, pages = _timed(watcher)
    path = root / "evidence" / "claims" / f"{CLAIM}.yaml"
    text = path.read_text(encoding="utf-8")
    head, mark, rest = text.partition(".\ndate:")
    if not mark:
        sys.exit(f"the statement of {CLAIM} does not end as expected")
    try:
        path.write_text(f"{head} again{mark}{rest}", encoding="utf-8")
        second, changed = _timed(watcher)
    finally:
        path.write_text(text, encoding="utf-8")
    page = root / "build" / "site" / "claims" / CLAIM / "index.html"
    if " again." not in page.read_text(encoding="utf-8"):
        sys.exit("the page does not show the change")
    print(json.dumps({"first": first, "second": second, "pages": pages, "changed": changed}))


def _timed(watcher: Watcher) -> tuple[float, str]:
    printed = StringIO()
    start = time.process_time()
    with redirect_stdout(printed):
        watcher.run()
    seconds = time.process_time() - start
    lines = printed.getvalue().strip().splitlines()
    if not lines or " pages in " not in lines[-1]:
        sys.exit(printed.getvalue())
    return seconds, lines[-1].split(" pages")[0]


if __name__ == "__main__":
    main()

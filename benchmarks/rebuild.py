"""Build a dossier as `serve` does, change one record, and build again; print the CPU seconds of both as JSON.

The change is the last word of a claim's statement: its page, those that link to it and the hubs are made anew. The
claim is put back afterwards.
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
    """Print the CPU seconds of the first build and of the one after the change."""
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
    begun = time.process_time()
    with redirect_stdout(printed):
        watcher.run()
    taken = time.process_time() - begun
    said = printed.getvalue().strip().splitlines()
    if not said or " pages in " not in said[-1]:
        sys.exit(printed.getvalue())
    return taken, said[-1].split(" pages")[0]


if __name__ == "__main__":
    main()

"""Index the built site for search in the browser, with Pagefind. [io]"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from dossier.errors import DossierError
from dossier.search_order import hash_of, ordered

INDEX = "pagefind"
ENTRY = "pagefind-entry.json"


def index(site: Path) -> None:
    """Write the search index into `site/pagefind`; only the article of each page is indexed.

    Raises DossierError where Pagefind fails, or indexes nothing.
    """
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--root-selector", "article.md-content__inner"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise DossierError(f"the search index could not be made:\n{done.stderr.strip() or done.stdout.strip()}")
    if not any((site / INDEX / "fragment").glob("*.pf_fragment")):
        raise DossierError("the search index holds no page")
    try:
        _put_in_order(site / INDEX)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise DossierError(f"the search index is not of the form that Pagefind 1.5 writes: {error}") from None


def _put_in_order(folder: Path) -> None:
    """Make the same index of the same pages: what Pagefind orders by chance is put in order, and named anew."""
    entry = json.loads((folder / ENTRY).read_text(encoding="utf-8"))
    for language, about in entry["languages"].items():
        overview = folder / f"pagefind.{about['hash']}.pf_meta"
        files = sorted((folder / "filter").glob(f"{language}_*.pf_filter"))
        content, filters = ordered(overview.read_bytes(), {path.stem: path.read_bytes() for path in files}, language)
        for path in (overview, *files):
            path.unlink()
        for name, packed in filters.items():
            (folder / "filter" / f"{name}.pf_filter").write_bytes(packed)
        about["hash"] = hash_of(content, language)
        (folder / f"pagefind.{about['hash']}.pf_meta").write_bytes(content)
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    (folder / ENTRY).write_text(text, encoding="utf-8", newline="\n")

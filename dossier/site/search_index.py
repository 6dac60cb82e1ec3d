"""The search index of a site, made by Pagefind in parts. [io]

Pagefind holds every word of all pages at once: 2.7 GB for 10,000 records. So a large site is
indexed in parts, each after the last, and the search page joins their indexes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from dossier.errors import DossierError
from dossier.site.search_order import hash_of, ordered

INDEX = "pagefind"
ENTRY = "pagefind-entry.json"
_PARTS = "pagefind-parts"
_ROOT = "article.md-content__inner"
# Text that is on many pages. A citation is found on the page of its source, and the title of a record on its own page.
_IGNORED = ".d-references, .d-crumbs, .headerlink, .d-list__rows, figure"
# Bytes of pages that are indexed at once. Pagefind takes about seven times as much memory. A search loads a file for
# each of its words from each part.
_AT_ONCE = 90_000_000
# Files that Pagefind writes with each index: other user interfaces, and scripts that only the first index needs.
_UNUSED = ("pagefind-component-ui.*", "pagefind-modular-ui.*", "pagefind-highlight.js")
_SHARED = ("pagefind.js", "pagefind-worker.js", "pagefind-ui.*")
# The further indexes for the search page. Their addresses are made from that of this script.
_BUNDLES = """\
const pagefindBundles = (() => {{
  const here = document.currentScript.src;
  const baseUrl = new URL("../", here).pathname;
  return {folders}.map((folder) => ({{ bundlePath: new URL(folder, here).href, baseUrl }}));
}})();
"""


def index(site: Path, at_once: int = _AT_ONCE) -> None:
    """Write the search index of the articles of all pages into `site/pagefind`.

    At most about `at_once` bytes of pages are indexed together. The first index holds a part of the pages, and
    `pagefind/2/` and so on hold the others. Raises DossierError if Pagefind fails or indexes nothing.
    """
    pages = sorted(site.rglob("*.html"))
    count = max(1, -(-sum(page.stat().st_size for page in pages) // at_once))
    target = site / INDEX
    if count == 1:
        _index(site, target)
    else:
        for number in range(count):
            # Each part has pages of every kind, so that words rank alike in all parts.
            part = _linked(site, pages[number::count])
            _index(part, target / str(number + 1) if number else target)
            shutil.rmtree(part)
    folders = [f"{number + 1}/" for number in range(1, count)]
    for folder in folders:
        _remove(target / folder, _SHARED)
    script = _BUNDLES.format(folders=json.dumps(folders))
    (target / "bundles.js").write_text(script, encoding="utf-8", newline="\n")


def _linked(site: Path, pages: Sequence[Path]) -> Path:
    """A folder with links to some pages of a site, each in its place."""
    part = site / _PARTS
    for page in pages:
        link = part / page.relative_to(site)
        link.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(page, link)
        except OSError:  # a file system without such links
            shutil.copyfile(page, link)
    return part


def _index(pages: Path, target: Path) -> None:
    command = [sys.executable, "-m", "pagefind", "--site", str(pages), "--output-path", str(target)]
    command += ["--root-selector", _ROOT, "--exclude-selectors", _IGNORED]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise DossierError(f"the search index could not be made:\n{done.stderr.strip() or done.stdout.strip()}")
    if not any((target / "fragment").glob("*.pf_fragment")):
        raise DossierError("the search index holds no page")
    _remove(target, _UNUSED)
    try:
        _put_in_order(target)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise DossierError(f"the search index is not of the form that Pagefind 1.5 writes: {error}") from None


def _remove(folder: Path, patterns: Sequence[str]) -> None:
    for pattern in patterns:
        for path in folder.glob(pattern):
            path.unlink()


def _put_in_order(folder: Path) -> None:
    """Sort what Pagefind orders by chance, and name it again, so that the same pages give the same index."""
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

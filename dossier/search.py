"""Index the built site for search in the browser, with Pagefind. [io]"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from dossier.errors import DossierError


def index(site: Path) -> None:
    """Write the search index into `site/pagefind`; only the article of each page is indexed.

    Raises DossierError where Pagefind fails, or indexes nothing.
    """
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--root-selector", "article.md-content__inner"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise DossierError(f"the search index could not be made:\n{done.stderr.strip() or done.stdout.strip()}")
    if not any((site / "pagefind" / "fragment").glob("*.pf_fragment")):
        raise DossierError("the search index holds no page")

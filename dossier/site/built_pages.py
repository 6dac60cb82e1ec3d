"""Changes pages that the site generator built, and makes stamps. [io]"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dossier.configuration import CONFIG
from dossier.errors import DossierError
from dossier.pages.sections import Hub
from dossier.site.content_policy import with_policy
from dossier.site.frame import cut, mended, with_finder, with_skip_to_heading
from dossier.site.shells import Stamp, Tokens, with_head
from dossier.site.site_files import page_file
from dossier.system.atomic import replace_text

# The hub that runs the search, and the template of the hubs that read files of HTML.
_SEARCH = "search.md"
_CHECKERS = "checkers.html"


def change_frames(site: Path) -> None:
    """Mend the frame of each page, and add the search box and the link to the heading."""
    for path in sorted(site.rglob("*.html")):
        replace_text(path, with_skip_to_heading(with_finder(mended(path.read_text(encoding="utf-8")))))


def pages_with_policy(site: Path) -> Iterator[tuple[Path, str]]:
    """Write the content policy into each page that is left, and yield the file and the text of each."""
    for path in sorted(site.rglob("*.html")):
        text = with_policy(path.read_text(encoding="utf-8"))
        replace_text(path, text)
        yield path, text


def hub_stamp(site: Path, page: Hub, tokens: Tokens) -> Stamp:
    """The stamp of a built hub, whose file is removed."""
    text = _taken(page_file(site, page.path))
    policed = with_policy(text, has_search=page.path == _SEARCH, reads_pages=page.template == _CHECKERS)
    return Stamp(with_head(policed, tokens), tokens)


def shell_stamp(site: Path, folder: str, tokens: Tokens) -> Stamp:
    """The stamp of the shell in a folder, without the parts of its frame that it does not need. It is removed."""
    path = page_file(site, tokens.path_of(folder))
    text = _taken(path)
    path.parent.rmdir()
    return Stamp(with_head(with_policy(cut(text)), tokens), tokens)


def _taken(path: Path) -> str:
    """The text of a built page, whose file is removed."""
    if not path.is_file():
        hint = "see `exclude_docs` and `draft_docs`"
        raise DossierError(f"`{CONFIG}` keeps pages of the dossier out of the site: {hint}")
    text = path.read_text(encoding="utf-8")
    path.unlink()
    return text

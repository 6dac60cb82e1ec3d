"""Completes pages that the site generator built, and makes stamps. [io]"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dossier.configuration import CONFIG, About
from dossier.errors import DossierError
from dossier.model import addresses
from dossier.pages.sections import Hub
from dossier.site.content_policy import with_policy
from dossier.site.frame import cut, mended, with_finder, with_skip_to_heading
from dossier.site.frame_script import remove_theme_script, with_own_script
from dossier.site.head_tags import with_card, with_picture
from dossier.site.not_found import NOT_FOUND, with_ways_on
from dossier.site.share_image import share_image
from dossier.site.shells import Stamp, Tokens, with_head
from dossier.site.site_files import address_of_file, page_file
from dossier.system.atomic import replace_file, replace_text

# The hub that runs the search, and the template of the hubs that read files of HTML.
_SEARCH = "search.md"
_CHECKERS = "checkers.html"


def complete_built_pages(site: Path, about: About, tokens: Tokens) -> None:
    """Mend the frame of each page, and add the search box, the link to the heading and the card for other sites.

    The page for missing pages gets its content instead of a card.
    """
    for path in sorted(site.rglob("*.html")):
        page = with_skip_to_heading(with_finder(with_own_script(mended(path.read_text(encoding="utf-8")))))
        is_shell = path.parent.name == tokens["path"]
        replace_text(path, _completed(page, address_of_file(site, path), about, is_shell=is_shell))
    remove_theme_script(site)
    replace_file(site / addresses.SHARE_IMAGE, share_image(about))


def _completed(page: str, address: str, about: About, *, is_shell: bool) -> str:
    """The page with its card for other sites. That of a shell lacks the title, which each record has."""
    if address == NOT_FOUND:
        return with_ways_on(page, about.address)
    return with_picture(page, about) if is_shell else with_card(page, about, address)


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

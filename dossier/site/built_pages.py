"""Completes the pages that the theme built. [io]"""

from __future__ import annotations

from pathlib import Path

from dossier.configuration import About
from dossier.model import addresses
from dossier.site.frame import with_finder, with_skip_to_heading
from dossier.site.head_tags import with_card, with_picture
from dossier.site.not_found import NOT_FOUND, with_ways_on
from dossier.site.share_image import share_image
from dossier.site.shells import Tokens
from dossier.site.site_files import address_of_file
from dossier.system.atomic import replace_file, replace_text


def complete_built_pages(site: Path, about: About, tokens: Tokens) -> None:
    """Add the search box and the card for other sites to each page in the folder of the site.

    The page for missing pages gets its content instead of a card.
    """
    for path in sorted(site.rglob("*.html")):
        page = with_skip_to_heading(with_finder(path.read_text(encoding="utf-8")))
        is_shell = path.parent.name == tokens["path"]
        replace_text(path, _completed(page, address_of_file(site, path), about, is_shell=is_shell))
    replace_file(site / addresses.SHARE_IMAGE, share_image(about))


def _completed(page: str, address: str, about: About, *, is_shell: bool) -> str:
    """The page with its card for other sites. That of a shell lacks the title, which each record has."""
    if address == NOT_FOUND:
        return with_ways_on(page, about.address)
    return with_picture(page, about) if is_shell else with_card(page, about, address)

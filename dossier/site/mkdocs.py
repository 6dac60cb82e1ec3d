"""Runs MkDocs with Material over a folder of Markdown pages. [io]"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from markupsafe import escape
from mkdocs.commands.build import build
from mkdocs.config.config_options import PathSpec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import get_build_timestamp  # noqa: F401  (this import reads SOURCE_DATE_EPOCH)

from dossier.configuration import CONFIG, load_configuration
from dossier.errors import DossierError
from dossier.system.mkdocs_errors import mkdocs_errors

_THEME = "material"


def configure(root: Path, docs: Path, site: Path) -> MkDocsConfig:
    """The configuration of the site, with pages read from the absolute path `docs` and written to `site`.

    Raises DossierError if there is no `root/mkdocs.yml`, MkDocs cannot read it, or a setting that the pages need is
    missing.
    """
    config = load_configuration(root, docs, site)
    missing = list(_missing_settings(config))
    if missing:
        raise DossierError("\n".join([f"`{CONFIG}` needs these settings:", *missing]))
    for text in _navigation_texts(config.nav):
        if "<" in text or re.match(r"\s*(?!https?:)[A-Za-z][A-Za-z0-9+.-]*:", text):
            raise DossierError(f"`nav` in `{CONFIG}` has `{text}`: write titles without `<`, and only http addresses")
    return config


def _navigation_texts(nav: object) -> Iterator[str]:
    """Yield the titles, without their colons, and the targets of the navigation. The theme prints both as they are."""
    match nav:
        case str():
            yield nav
        case list():
            for item in nav:
                yield from _navigation_texts(item)
        case dict():
            for title, item in nav.items():
                yield str(title).replace(":", "")
                yield from _navigation_texts(item)


def _missing_settings(config: MkDocsConfig) -> Iterator[str]:
    """Yield each setting that the pages need and the configuration lacks, with the reason."""
    if config.theme.name != _THEME or config.theme.get("font") is not False:
        why = "the pages are made for this theme only, and readers would load a font from another host"
        yield f"`theme: {{name: {_THEME}, font: false}}`, because {why}"
    if not config.site_url:
        yield "`site_url: http://127.0.0.1:8000/`, or the address of the site, because feeds and sitemap print it"
    elif "?" in config.site_url or "#" in config.site_url:
        yield "`site_url` without `?` and `#`, because the addresses of pages are the address of the site and a path"
    if not config.use_directory_urls:
        yield "`use_directory_urls: true`, because each record has a folder"
    # Without this setting, MkDocs loads its search.
    if config.plugins:
        yield "`plugins: []`, because the dossier makes its own search index"


def generate(config: MkDocsConfig, shells: Iterable[str]) -> None:
    """Build the pages, and keep the pages of `shells` out of the navigation.

    Raises DossierError with all messages of MkDocs if there is an error or a warning.
    """
    # The theme prints these texts as they are. Escaped, they can neither end its tags nor add others.
    for name in ("site_name", "site_description", "site_author"):
        config[name] = escape(config[name] or "")
    # Without `nav` in `mkdocs.yml`, MkDocs puts every page into the navigation except those named here.
    hidden = PathSpec().run_validation("\n".join(f"/{path}" for path in shells))
    config.not_in_nav = hidden if config.not_in_nav is None else config.not_in_nav + hidden
    with mkdocs_errors(f"MkDocs could not build the pages from `{CONFIG}` and `pages`:"):
        build(config)

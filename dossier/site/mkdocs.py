"""Runs MkDocs with Material over a folder of Markdown pages. [io]"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config.config_options import PathSpec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.utils import get_build_timestamp  # noqa: F401  (this import reads SOURCE_DATE_EPOCH)

from dossier.configuration import CONFIG, load_configuration, mkdocs_messages
from dossier.errors import DossierError

_THEME = "material"
# MkDocs loads the first name by default, and Material's own configurations use the second.
_SEARCH = ("search", "material/search")


def configure(root: Path, docs: Path, site: Path) -> MkDocsConfig:
    """The configuration of the site, with pages read from the absolute path `docs` and written to `site`.

    Raises DossierError if there is no `root/mkdocs.yml`, MkDocs cannot read it, or a setting that the pages need is
    missing.
    """
    config = load_configuration(root, docs, site)
    missing = list(_missing_settings(config))
    if missing:
        raise DossierError("\n".join([f"`{CONFIG}` needs these settings:", *missing]))
    return config


def _missing_settings(config: MkDocsConfig) -> Iterator[str]:
    """Yield each setting that the pages need and the configuration lacks, with the reason."""
    if config.theme.name != _THEME:
        yield f"`theme: {{name: {_THEME}}}`, because the pages are made for this theme only"
    if not config.site_url:
        yield "`site_url: http://127.0.0.1:8000/`, or the address of the site, because feeds and sitemap print it"
    elif "?" in config.site_url or "#" in config.site_url:
        yield "`site_url` without `?` and `#`, because the addresses of pages are the address of the site and a path"
    if not config.use_directory_urls:
        yield "`use_directory_urls: true`, because each record has a folder"
    if any(name in config.plugins for name in _SEARCH):
        yield "`plugins: []`, or a list without `search`, because the dossier makes its own search index"


def generate(config: MkDocsConfig, shells: Iterable[str]) -> None:
    """Build the pages, and keep the pages of `shells` out of the navigation.

    Raises DossierError with all messages of MkDocs if there is an error or a warning.
    """
    # Without `nav` in `mkdocs.yml`, MkDocs puts every page into the navigation except those named here.
    hidden = PathSpec().run_validation("\n".join(f"/{path}" for path in shells))
    config.not_in_nav = hidden if config.not_in_nav is None else config.not_in_nav + hidden
    with mkdocs_messages() as messages:
        try:
            build(config)
        except (MkDocsException, SystemExit) as error:
            raise DossierError("\n".join(["MkDocs could not build the pages:", *(messages or [str(error)])])) from None

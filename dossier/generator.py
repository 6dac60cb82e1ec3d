"""Run the site generator, MkDocs with Material, over a folder of Markdown pages. [io]"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Material announces MkDocs 2.0, which this project does not use, on every start.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.utils import get_build_timestamp  # noqa: F401  (SOURCE_DATE_EPOCH is honoured there)

from dossier.errors import DossierError
from dossier.progress import shown_path

CONFIG = "mkdocs.yml"


def site_settings(root: Path) -> MkDocsConfig:
    """The configuration of the site for a command that builds no pages.

    Raises DossierError if there is no `root/mkdocs.yml` or MkDocs cannot read it.
    """
    # MkDocs asks for a folder of pages that exists. It reads nothing from this one.
    return _load(root, Path(__file__).parent, root / "build" / "site")


def configure(root: Path, docs: Path, site: Path) -> MkDocsConfig:
    """The configuration of the site, with pages read from the absolute path `docs` and written to `site`.

    Raises DossierError if there is no `root/mkdocs.yml` or MkDocs cannot read it.
    """
    return _load(root, docs, site)


def _load(root: Path, docs: Path, site: Path) -> MkDocsConfig:
    path = root / CONFIG
    if not path.is_file():
        raise DossierError(f"there is no `{CONFIG}` in {shown_path(root)}: it names the site and its address")
    with _messages() as said:
        try:
            return load_config(config_file=str(path), docs_dir=str(docs), site_dir=str(site), strict=True)
        except MkDocsException as error:
            raise DossierError("\n".join([f"`{CONFIG}` cannot be used: {error}", *said])) from None


def generate(config: MkDocsConfig) -> None:
    """Build the pages; every warning of MkDocs is an error. Raises DossierError with all that MkDocs said."""
    with _messages() as said:
        try:
            build(config)
        except (MkDocsException, SystemExit) as error:
            raise DossierError("\n".join(["MkDocs could not build the pages:", *(said or [str(error)])])) from None


class _Keeper(logging.Handler):
    """Keeps the warnings and errors that are logged."""

    def __init__(self, said: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.said = said

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def _messages() -> Iterator[list[str]]:
    """What MkDocs logs as a warning or worse meanwhile; nothing of it reaches the terminal."""
    said: list[str] = []
    logger = logging.getLogger("mkdocs")
    keeper = _Keeper(said)
    propagates, level = logger.propagate, logger.level
    logger.addHandler(keeper)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        yield said
    finally:
        logger.removeHandler(keeper)
        logger.propagate, logger.level = propagates, level

"""The settings of a dossier from `mkdocs.yml`: its name, address, repository and releases. [io]

`extra.release.timestamp_authority` is the address of an RFC 3161 authority over HTTP. Without it, releases are not
timestamped. `extra.release.timestamp_certificates` is the file with the certificates that its timestamps must verify
against.
"""

from __future__ import annotations

import ipaddress
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from dossier.errors import DossierError
from dossier.system.terminal import shown_path

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

CONFIG = "mkdocs.yml"
_RELEASE_SETTINGS = frozenset({"timestamp_authority", "timestamp_certificates"})


@dataclass(frozen=True, slots=True)
class About:
    """What the exports say of the dossier as a whole, from the configuration of its site."""

    name: str
    description: str
    # Where the site is published; ends with a slash.
    address: str
    # The SPDX identifier of the licence of the records, and the words printed under every page.
    licence: str
    copyright: str
    # The frozen page of the newest revision of each record that was released, and the day of its release.
    permalinks: Mapping[str, tuple[str, date]] = field(default_factory=dict)
    # The title of that revision, by identifier, because the record may have another title by now.
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def licence_url(self) -> str | None:
        """Where the text of the licence is."""
        return f"https://spdx.org/licenses/{self.licence}" if self.licence else None


@dataclass(frozen=True, slots=True)
class RepositoryLinks:
    """The repository in which readers edit records and report errors; empty if there is none."""

    repository: str = ""
    branch: str = "main"

    def edit(self, path: str) -> str:
        """The address at which a file is edited."""
        return f"{self.repository}/edit/{quote(self.branch)}/{quote(path)}"

    def report(self, identifier: str) -> str:
        """The address of the form that reports an error, with the record filled in."""
        asked = urlencode({"template": "report-error.yml", "record": identifier})
        return f"{self.repository}/issues/new?{asked}"


@dataclass(frozen=True, slots=True)
class ReleaseSettings:
    """The settings of a release."""

    about: About
    timestamp_authority: str | None = None
    timestamp_certificates: Path | None = None


def site_settings(root: Path) -> MkDocsConfig:
    """The configuration of the site for a command that builds no pages.

    Raises DossierError if there is no `root/mkdocs.yml` or MkDocs cannot read it.
    """
    # MkDocs asks for a folder of pages that exists. It reads nothing from this one.
    return load_configuration(root, Path(__file__).parent, root / "build" / "site")


def load_configuration(root: Path, docs: Path, site: Path) -> MkDocsConfig:
    """The configuration of the site, with pages read from the absolute path `docs` and written to `site`.

    Raises DossierError if there is no `root/mkdocs.yml` or MkDocs cannot read it.
    """
    # Material announces MkDocs 2.0, which this project does not use, on every start.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")
    # Imported here: loading MkDocs takes longer than checking all records, and most commands only need the types.
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    path = root / CONFIG
    if not path.is_file():
        raise DossierError(f"there is no `{CONFIG}` in {shown_path(root)}: it names the site and its address")
    with mkdocs_messages() as said:
        try:
            return load_config(config_file=str(path), docs_dir=str(docs), site_dir=str(site), strict=True)
        except MkDocsException as error:
            raise DossierError("\n".join([f"`{CONFIG}` cannot be used: {error}", *said])) from None


def about_of(config: MkDocsConfig) -> About:
    """What the configuration of the site says of the dossier."""
    return About(
        name=config.site_name,
        description=config.site_description or "",
        address=config.site_url or "",
        licence=str(config.extra.get("licence") or ""),
        copyright=config.copyright or "",
    )


def repository_links(config: MkDocsConfig) -> RepositoryLinks:
    """The links to the repository that the configuration of the site names."""
    extra = config.extra
    return RepositoryLinks(str(extra.get("repository") or "").rstrip("/"), str(extra.get("branch") or "main"))


def release_settings(root: Path) -> ReleaseSettings:
    """The settings in `root/mkdocs.yml`; raises DossierError where no permalink could be printed with them."""
    config = site_settings(root)
    about = about_of(config)
    site_url = about.address
    fault = address_fault(site_url)
    if fault is not None:
        raise DossierError(f"{fault}: give `site_url` in `{CONFIG}` the address at which permalinks will be cited")
    given = config.extra.get("release") or {}
    if not isinstance(given, dict) or not set(given) <= _RELEASE_SETTINGS:
        raise DossierError(f"`extra.release` in `{CONFIG}` knows only: {', '.join(sorted(_RELEASE_SETTINGS))}")
    authority = given.get("timestamp_authority") or None
    certificates = given.get("timestamp_certificates") or None
    if (authority is None) is not (certificates is None):
        raise DossierError(
            f"`extra.release` in `{CONFIG}` needs both: `timestamp_authority` and `timestamp_certificates`"
        )
    return ReleaseSettings(
        replace(about, address=site_url if site_url.endswith("/") else f"{site_url}/"),
        None if authority is None else str(authority),
        None if certificates is None else root / str(certificates),
    )


def address_fault(address: str) -> str | None:
    """Why nobody else could reach the address, or None."""
    if not address:
        return "the site has no address"
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return f"`{address}` is not an address"
    if parts.scheme not in {"http", "https"} or not host or parts.query or parts.fragment:
        return f"`{address}` is not the address of a site"
    if host == "localhost" or host.endswith(".localhost") or host.startswith("127.") or _is_own(host):
        return f"`{address}` is this machine's own address"
    return None


def _is_own(host: str) -> bool:
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return False
    return number.is_loopback or number.is_unspecified


class _Keeper(logging.Handler):
    """Keeps the warnings and errors that are logged."""

    def __init__(self, said: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.said = said

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def mkdocs_messages() -> Iterator[list[str]]:
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

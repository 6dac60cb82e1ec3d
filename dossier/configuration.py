"""Settings from `mkdocs.yml`: name, address, repository and releases of a dossier. [io]

`extra.release.timestamp_authority` is the HTTP address of a time-stamping authority (RFC 3161). Without it, releases
are not timestamped. `extra.release.timestamp_certificates` is the file of certificates that verify its timestamps.
`extra.publisher` (`name` and `address`), `extra.contact` and `extra.elsewhere` are printed on frozen pages.
"""

from __future__ import annotations

import ipaddress
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from dossier.errors import DossierError
from dossier.system.mkdocs_errors import mkdocs_errors
from dossier.system.site_settings import check_file, value_problems
from dossier.system.terminal import clean, shown_path

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

CONFIG = "mkdocs.yml"
_LANGUAGE = "en"
# Controls, invisible characters, lone surrogates and separators of lines, as Unicode names their categories.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_WEB_ADDRESS = re.compile(r"https?://[^\s\"'<>\\^`{|}]+")
_EMAIL = re.compile(r"[\w.%+'-]+@[\w-]+(\.[\w-]+)+")
# Addresses may have brackets, but Markdown reads them as a link.
_BRACKETS = re.compile(r"[\[\]]")
_PUBLISHER = frozenset({"name", "address"})
_RELEASE_SETTINGS = frozenset({"timestamp_authority", "timestamp_certificates", "review"})


@dataclass(frozen=True, slots=True)
class About:
    """The name, address and licence of the dossier, as the exports state them."""

    name: str
    description: str
    # The address of the published site, with a slash at the end.
    address: str
    # The SPDX identifier of the licence of the records, and the line printed at the foot of every page.
    licence: str
    copyright: str
    # By record: the frozen page of its newest released revision, and the day of that release.
    permalinks: Mapping[str, tuple[str, date]] = field(default_factory=dict)
    # The title of that revision, by identifier, because the record may have another title by now.
    titles: Mapping[str, str] = field(default_factory=dict)
    # By version, oldest first: the day of each release, and the number of records that it published.
    releases: Mapping[str, tuple[date, int]] = field(default_factory=dict)
    # Who answers for the dossier, if the settings say so. Only a release needs it.
    publisher: Publisher | None = None

    def absolute(self, path: str) -> str:
        """The absolute address of a page or file, whose path begins at the root of the site."""
        return self.address + path

    @property
    def licence_line(self) -> str:
        """The licence of the records, or the line at the foot of every page if no licence is stated."""
        return self.licence or self.copyright

    @property
    def licence_url(self) -> str | None:
        """The address of the text of the licence."""
        return f"https://spdx.org/licenses/{self.licence}" if self.licence else None


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who answers for the dossier, as frozen pages print it."""

    name: str
    # A postal address or the address of a website.
    address: str
    # The e-mail address or web address for replies, corrections and requests to remove something, in private.
    contact: str
    # A sentence on other places that keep the digests of frozen pages, or "".
    elsewhere: str = ""

    @property
    def contact_address(self) -> str:
        """The contact as the target of a link."""
        return self.contact if is_web_address(self.contact) else f"mailto:{self.contact}"


@dataclass(frozen=True, slots=True)
class RepositoryLinks:
    """Links into the repository, for readers who edit records or report errors. Empty without a repository."""

    repository: str = ""
    branch: str = "main"

    def edit(self, path: str) -> str:
        """The address of the page that edits a file."""
        return f"{self.repository}/edit/{quote(self.branch)}/{quote(path)}"

    def add(self, title: str) -> str:
        """The address of the form that adds evidence, with its title filled in."""
        return f"{self.repository}/issues/new?{urlencode({'template': 'add-evidence.yml', 'title': title})}"

    def report(self, identifier: str) -> str:
        """The address of the form that reports an error, with the record filled in."""
        return f"{self.repository}/issues/new?{urlencode({'template': 'report-error.yml', 'record': identifier})}"


@dataclass(frozen=True, slots=True)
class ReleaseSettings:
    """The settings of a release."""

    about: About
    publisher: Publisher
    timestamp_authority: str | None = None
    timestamp_certificates: Path | None = None
    # The setting `review`, as it was written.
    review: object = None


def site_settings(root: Path) -> MkDocsConfig:
    """The configuration of the site for a command that builds no pages.

    Raises DossierError if there is no `root/mkdocs.yml` or MkDocs cannot read it.
    """
    # MkDocs needs an existing folder of pages. It does not read this folder.
    return load_configuration(root, Path(__file__).parent, root / "build" / "site")


def load_configuration(root: Path, docs: Path, site: Path) -> MkDocsConfig:
    """The configuration of the site, with `docs` (absolute) as the folder of pages and `site` as the output.

    Raises DossierError if there is no `root/mkdocs.yml`, if MkDocs cannot read it or it would run code, or if a setting
    that this program prints has an unusual value.
    """
    # Material warns about MkDocs 2.0 at every start. This project does not use MkDocs 2.0.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")
    # Imported here because loading MkDocs takes longer than checking all records, and most commands do not need it.
    from mkdocs.config import load_config  # noqa: PLC0415

    path = root / CONFIG
    if not path.is_file():
        raise DossierError(f"there is no `{CONFIG}` in {shown_path(root)}: it names the site and its address")
    check_file(path)
    with mkdocs_errors(f"`{CONFIG}` cannot be used:"):
        config = load_config(config_file=str(path), docs_dir=str(docs), site_dir=str(site), strict=True)
    files = {"extra_css": config.extra_css, "extra_javascript": list(map(str, config.extra_javascript))}
    values = value_problems({name: config.theme.get(name) for name in config.theme}, files, config.copyright)
    for problem in (*_setting_problems(config), *map(clean, values)):
        raise DossierError(f"`{CONFIG}` cannot be used: {problem}")
    return config


def _setting_problems(config: MkDocsConfig) -> Iterator[str]:
    """Yield each problem of the settings that this program prints."""
    extra = config.extra
    texts = {
        "site_name": config.site_name,
        "site_description": config.site_description,
        "site_author": config.site_author,
        "copyright": config.copyright,
        **{f"extra.{name}": extra.get(name) for name in ("repository", "branch", "licence", "contact", "elsewhere")},
    }
    publisher = extra.get("publisher")
    if isinstance(publisher, dict):
        texts |= {f"extra.publisher.{name}": text for name, text in publisher.items()}
    if publisher and (not isinstance(publisher, dict) or not set(publisher) <= _PUBLISHER):
        yield "`extra.publisher` can only have `name` and `address`, each on a line of its own"
    for name, text in texts.items():
        if text is not None and not isinstance(text, str):
            yield f"`{name}` is not a text: put it in quotation marks"
        elif text and any(unicodedata.category(letter) in _INVISIBLE for letter in text):
            yield f"`{name}` has a line break or an invisible character"
    if not (config.site_name or "").strip():
        yield "`site_name` is empty"
    for name, address in (("site_url", config.site_url), ("extra.repository", extra.get("repository"))):
        if address and not is_web_address(str(address)):
            yield f"`{name}` is `{address}`, which is not an address such as https://example.org/dossier/"
    language = config.theme.get("language") or _LANGUAGE
    if language != _LANGUAGE:
        yield (
            f"`theme.language` is `{clean(str(language))}`, but the words of the site are in English: "
            f"set it to `{_LANGUAGE}`"
        )


def is_web_address(address: str) -> bool:
    if not _WEB_ADDRESS.fullmatch(address):
        return False
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def about_of(config: MkDocsConfig) -> About:
    """The name, address, licence and publisher of the dossier, from the configuration of its site."""
    try:
        publisher = publisher_of(config)
    except DossierError:
        publisher = None
    return About(
        name=config.site_name,
        description=config.site_description or "",
        address=config.site_url or "",
        licence=str(config.extra.get("licence") or ""),
        copyright=config.copyright or "",
        publisher=publisher,
    )


def repository_links(config: MkDocsConfig) -> RepositoryLinks:
    """The links into the repository that the configuration of the site names."""
    extra = config.extra
    return RepositoryLinks(str(extra.get("repository") or "").rstrip("/"), str(extra.get("branch") or "main"))


def release_settings(root: Path) -> ReleaseSettings:
    """The settings of releases in `root/mkdocs.yml`.

    Raises DossierError if they are incomplete, or if the site has no address that a permalink can use.
    """
    config = site_settings(root)
    about = about_of(config)
    problem = address_problem(about.address)
    if problem is not None:
        raise DossierError(f"{problem}: set `site_url` in `{CONFIG}` to the address at which permalinks will be cited")
    publisher = publisher_of(config)
    settings = config.extra.get("release") or {}
    if not isinstance(settings, dict) or not set(settings) <= _RELEASE_SETTINGS:
        raise DossierError(f"`extra.release` in `{CONFIG}` can only have: {', '.join(sorted(_RELEASE_SETTINGS))}")
    authority = settings.get("timestamp_authority") or None
    certificates = settings.get("timestamp_certificates") or None
    if (authority is None) is not (certificates is None):
        raise DossierError(
            f"`extra.release` in `{CONFIG}` needs both: `timestamp_authority` and `timestamp_certificates`"
        )
    return ReleaseSettings(
        replace(about, address=about.address if about.address.endswith("/") else f"{about.address}/"),
        publisher,
        None if authority is None else str(authority),
        None if certificates is None else root / str(certificates),
        settings.get("review"),
    )


def publisher_of(config: MkDocsConfig) -> Publisher:
    """Who answers for the dossier.

    Raises DossierError if the name or the contact is missing, or if the contact is neither an e-mail address nor a web
    address.
    """
    named = config.extra.get("publisher") or {}
    name, contact = str(named.get("name") or "").strip(), str(config.extra.get("contact") or "").strip()
    if not name:
        raise DossierError(
            f"a permalink says who published it: set `extra.publisher.name` in `{CONFIG}` to the person or body that "
            "answers for the dossier, and `extra.publisher.address` to its address"
        )
    if problem := contact_problem(contact):
        raise DossierError(f"{problem}: set `extra.contact` in `{CONFIG}` to an e-mail address or a web address")
    address, elsewhere = named.get("address") or "", config.extra.get("elsewhere") or ""
    return Publisher(name, str(address).strip(), contact, str(elsewhere).strip())


def contact_problem(contact: str) -> str | None:
    """The reason why nobody can write to the contact, or None if it is an e-mail address or a web address."""
    if not contact:
        return "a permalink says how to reach its publisher in private"
    if _EMAIL.fullmatch(contact):
        return None
    if not is_web_address(contact) or _BRACKETS.search(contact):
        return f"`{clean(contact)}` is neither an e-mail address nor a web address"
    return _own_address(contact, urlsplit(contact).hostname or "")


def address_problem(address: str) -> str | None:
    """The reason why other people cannot reach the address, or None if they can."""
    if not address:
        return "the site has no address"
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return f"`{address}` is not an address"
    if parts.scheme not in {"http", "https"} or not host or parts.query or parts.fragment:
        return f"`{address}` is not the address of a site"
    return _own_address(address, host)


def _own_address(address: str, host: str) -> str | None:
    """The reason why an address leads nobody else anywhere, or None if its host is not this machine."""
    host = host.rstrip(".")
    if host == "localhost" or host.endswith(".localhost") or host.startswith("127.") or _is_loopback(host):
        return f"`{clean(address)}` is this machine's own address"
    return None


def _is_loopback(host: str) -> bool:
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return False
    return number.is_loopback or number.is_unspecified

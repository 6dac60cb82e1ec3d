"""What `mkdocs.yml` says of releases: the address and name of the site, and who stamps the time. [io]

`extra.release.timestamp_authority` is the address of an RFC 3161 authority over HTTP; left out, nothing is stamped.
`extra.release.timestamp_certificates` is the file with the certificates that its stamps must verify against.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dossier.errors import DossierError
from dossier.exports.summary import About
from dossier.site.mkdocs import CONFIG, site_settings

_KNOWN = frozenset({"timestamp_authority", "timestamp_certificates"})


@dataclass(frozen=True, slots=True)
class ReleaseSettings:
    """The settings of a release."""

    about: About
    timestamp_authority: str | None = None
    timestamp_certificates: Path | None = None


def release_settings(root: Path) -> ReleaseSettings:
    """The settings in `root/mkdocs.yml`; raises DossierError where no permalink could be printed with them."""
    config = site_settings(root)
    site_url = config.site_url or ""
    fault = address_fault(site_url)
    if fault is not None:
        raise DossierError(f"{fault}: give `site_url` in `{CONFIG}` the address at which permalinks will be cited")
    given = config.extra.get("release") or {}
    if not isinstance(given, dict) or not set(given) <= _KNOWN:
        raise DossierError(f"`extra.release` in `{CONFIG}` knows only: {', '.join(sorted(_KNOWN))}")
    authority = given.get("timestamp_authority") or None
    certificates = given.get("timestamp_certificates") or None
    if (authority is None) is not (certificates is None):
        raise DossierError(
            f"`extra.release` in `{CONFIG}` needs both: `timestamp_authority` and `timestamp_certificates`"
        )
    return ReleaseSettings(
        About(
            name=config.site_name,
            description=config.site_description or "",
            address=site_url if site_url.endswith("/") else f"{site_url}/",
            licence=str(config.extra.get("licence") or ""),
            copyright=config.copyright or "",
        ),
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

"""The releases, tags and attestations of the hosting service, over HTTP."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from ci.ledger import HostFile

_SECONDS = 120
_JSON = "application/vnd.github+json"


class HostError(Exception):
    """The host refused a request, or did not answer."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class HostAsset:
    """A file that the host keeps with a release."""

    id: int
    name: str
    address: str
    size: int
    # The SHA-256 digest, or "" if the host names none.
    sha256: str
    # False if the upload was interrupted.
    is_complete: bool

    def is_file(self, file: HostFile) -> bool:
        """True if the host keeps exactly this file, as far as it says."""
        return self.is_complete and self.size == file.size and self.sha256 in {"", file.sha256}


@dataclass(frozen=True, slots=True)
class HostRelease:
    """A release of the host. Nobody but its owners sees a draft."""

    id: int
    version: str
    is_draft: bool
    upload_address: str
    assets: Mapping[str, HostAsset]

    @classmethod
    def parse(cls, fields: Mapping[str, Any]) -> HostRelease:
        """The release that an answer of the host describes."""
        assets = (
            HostAsset(
                asset["id"],
                asset["name"],
                asset["url"],
                asset["size"],
                (asset.get("digest") or "").removeprefix("sha256:"),
                asset.get("state", "uploaded") == "uploaded",
            )
            for asset in fields["assets"]
        )
        # The address ends with a template for its query (RFC 6570).
        upload = fields["upload_url"].partition("{")[0]
        return cls(fields["id"], fields["tag_name"], fields["draft"], upload, {asset.name: asset for asset in assets})


@dataclass(frozen=True, slots=True)
class Host:
    """The repository at the host. Every method raises HostError if the host refuses."""

    # The address of the repository in the interface.
    address: str
    token: str

    @classmethod
    def of_environment(cls) -> Host:
        """The repository that the environment variables of a workflow name."""
        api = os.environ.get("GITHUB_API_URL", "https://api.github.com").rstrip("/")
        return cls(f"{api}/repos/{os.environ['GITHUB_REPOSITORY']}", os.environ.get("GH_TOKEN", ""))

    def releases(self) -> list[HostRelease]:
        """All releases, with drafts if the token may see them."""
        found: list[HostRelease] = []
        page = 1
        while answer := self._json("GET", f"/releases?per_page=100&page={page}"):
            found += map(HostRelease.parse, answer)
            page += 1
        return found

    def make_tag(self, version: str, commit: str) -> None:
        """Make a tag of a commit.

        If the host makes the tag together with a release, it can ask for a permission that no workflow has
        (https://github.com/cli/cli/issues/9514).
        """
        self._json("POST", "/git/refs", {"ref": f"refs/tags/{version}", "sha": commit})

    def make_draft(self, version: str, notes: str) -> HostRelease:
        """Make a draft of a release at the tag of this version."""
        fields = {"tag_name": version, "name": f"Release {version}", "body": notes, "draft": True}
        return HostRelease.parse(self._json("POST", "/releases", fields))

    def upload(self, release: HostRelease, name: str, content: bytes) -> None:
        """Add a file to a draft."""
        address = f"{release.upload_address}?name={quote(name)}"
        self._request("POST", address, content, "application/octet-stream")

    def remove(self, asset: HostAsset) -> None:
        """Remove a file from a draft."""
        self._request("DELETE", f"{self.address}/releases/assets/{asset.id}")

    def publish(self, release: HostRelease, *, is_newest: bool) -> None:
        """Publish a draft."""
        fields = {"draft": False, "make_latest": str(is_newest).lower()}
        self._json("PATCH", f"/releases/{release.id}", fields)

    def content(self, asset: HostAsset) -> bytes:
        """The content of a file."""
        return self._request("GET", asset.address, accept="application/octet-stream")

    def is_attested(self, sha256: str) -> bool:
        """True if the host has an attestation of a file with this digest."""
        try:
            answer = self._json("GET", f"/attestations/sha256:{sha256}")
        except HostError as error:
            if error.status == HTTPStatus.NOT_FOUND:
                return False
            raise
        return bool(answer["attestations"])

    def _json(self, method: str, path: str, fields: Mapping[str, object] | None = None) -> Any:
        content = None if fields is None else json.dumps(fields).encode()
        answer = self._request(method, self.address + path, content, "application/json")
        try:
            return json.loads(answer)
        except ValueError:
            raise HostError(f"{method} {path}: the host's answer is not JSON") from None

    def _request(
        self, method: str, address: str, content: bytes | None = None, media_type: str = "", accept: str = _JSON
    ) -> bytes:
        if not address.startswith(("https://", "http://")):
            raise HostError(f"`{address}` is not an HTTP address")
        headers = {
            "Accept": accept,
            "User-Agent": "dossier-publish",
            **({"Content-Type": media_type} if content else {}),
        }
        request = Request(address, data=content, headers=headers, method=method)  # noqa: S310
        if self.token:
            # The host redirects to its file store, which must not receive the token.
            request.add_unredirected_header("Authorization", f"Bearer {self.token}")
        what = f"{method} {address.partition('?')[0]}"
        try:
            with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
                body: bytes = answer.read()
                return body
        except HTTPError as error:
            raise HostError(f"{what}: HTTP {error.code}: {_message(error)}", error.code) from None
        except (URLError, OSError) as error:
            raise HostError(f"{what}: {error}") from None


def _message(error: HTTPError) -> str:
    """The host's own words about a refusal."""
    try:
        return str(json.loads(error.read())["message"])
    except (OSError, ValueError, KeyError, TypeError):
        return str(error.reason)

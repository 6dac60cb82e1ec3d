"""A simulated hosting service: releases, tags, attestations and live site."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.shared.local_server import Silent, running

REPOSITORY = "vale/cameras"
# The site is below the root of its host, as that of a project is.
SITE = "/dossier/"


@dataclass
class SimulatedHost:
    """The host's state. `refuse` returns the HTTP status with which it refuses a request, or None."""

    original: Path
    live: Path
    address: str = ""
    releases: dict[int, dict[str, Any]] = field(default_factory=dict)
    contents: dict[int, bytes] = field(default_factory=dict)
    attested: set[str] = field(default_factory=set)
    requests: list[str] = field(default_factory=list)
    refuse: Callable[[str], int | None] = lambda _: None
    # The real host lists 100 releases on a page.
    page_size: int = 100

    def published(self) -> dict[str, dict[str, str]]:
        """By version: the digest of each file of the releases that are no drafts."""
        return {
            release["tag_name"]: {asset["name"]: asset["digest"] for asset in release["assets"]}
            for release in self.releases.values()
            if not release["draft"]
        }

    def tags(self) -> dict[str, str]:
        listed = self._git("for-each-ref", "--format=%(refname:short) %(objectname)", "refs/tags").stdout
        return dict(line.split(" ") for line in listed.splitlines())

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: bytes) -> tuple[int, Any]:
        """The status and the content of an answer."""
        self.requests.append(f"{method} {path}")
        if (status := self.refuse(f"{method} {path}")) is not None:
            return status, {"message": "Resource not accessible by integration"}
        asked = f"{method} {path.removeprefix(f'/repos/{REPOSITORY}')}"
        routes: dict[str, Callable[..., tuple[int, Any]]] = {
            r"GET /releases": lambda: (200, self._page(int(query["page"][0]))),
            r"POST /releases": lambda: self._make_draft(json.loads(body)),
            r"PATCH /releases/(\d+)": lambda number: self._change(int(number), json.loads(body)),
            r"POST /uploads/(\d+)/assets": lambda number: self._upload(int(number), query["name"][0], body),
            r"GET /releases/assets/(\d+)": lambda number: (200, self.contents[int(number)]),
            r"DELETE /releases/assets/(\d+)": lambda number: self._remove(int(number)),
            r"POST /git/refs": lambda: self._make_tag(json.loads(body)),
            r"GET /attestations/sha256:(\w+)": self._attestations,
        }
        for pattern, respond in routes.items():
            if match := re.fullmatch(pattern, asked):
                return respond(*match.groups())
        return 404, {"message": "Not Found"}

    def _page(self, number: int) -> list[dict[str, Any]]:
        return list(self.releases.values())[(number - 1) * self.page_size : number * self.page_size]

    def _make_draft(self, fields: dict[str, Any]) -> tuple[int, Any]:
        number = len(self.releases) + 1
        upload = f"{self.address}/uploads/{number}/assets{{?name,label}}"
        self.releases[number] = {"id": number, "upload_url": upload, "assets": [], **fields}
        return 201, self.releases[number]

    def _change(self, number: int, fields: dict[str, Any]) -> tuple[int, Any]:
        self.releases[number].update(fields)
        return 200, self.releases[number]

    def _make_tag(self, fields: dict[str, Any]) -> tuple[int, Any]:
        made = self._git("update-ref", fields["ref"], fields["sha"], "0" * 40)
        return (422 if made.returncode else 201), {"message": made.stderr}

    def _attestations(self, digest: str) -> tuple[int, Any]:
        return (200, {"attestations": [{}]}) if digest in self.attested else (404, {"message": "Not Found"})

    def _upload(self, release: int, name: str, body: bytes) -> tuple[int, Any]:
        number = len(self.contents) + 1
        if name in [asset["name"] for asset in self.releases[release]["assets"]]:
            return 422, {"message": "Validation Failed"}
        self.contents[number] = body
        asset = {
            "id": number,
            "name": name,
            "url": f"{self.address}/repos/{REPOSITORY}/releases/assets/{number}",
            "size": len(body),
            "digest": f"sha256:{hashlib.sha256(body).hexdigest()}",
            "state": "uploaded",
        }
        self.releases[release]["assets"].append(asset)
        return 201, asset

    def _remove(self, number: int) -> tuple[int, Any]:
        for release in self.releases.values():
            release["assets"] = [asset for asset in release["assets"] if asset["id"] != number]
        return 204, b""

    def _git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["git", *arguments], cwd=self.original, capture_output=True, text=True, check=False)


@contextmanager
def simulated_host(original: Path, live: Path) -> Iterator[SimulatedHost]:
    """A host for a bare repository, which serves the folder `live` as its site, while the block runs."""
    host = SimulatedHost(original, live)
    live.mkdir(exist_ok=True)

    class Handler(Silent, SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments, directory=str(live))

        def do_GET(self) -> None:
            if self.path.startswith(SITE):
                self.path = self.path.removeprefix(SITE.rstrip("/"))
                super().do_GET()
            else:
                self._respond()

        def _respond(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.headers["Authorization"] == "Bearer a-token":
                status, content = host.answer(self.command, parts.path, parse_qs(parts.query), body)
            else:
                status, content = 401, {"message": "Requires authentication"}
            written: bytes = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(written)))
            self.end_headers()
            self.wfile.write(written)

        do_POST = do_PATCH = do_DELETE = _respond  # noqa: N815

    with running(Handler) as host.address:
        yield host

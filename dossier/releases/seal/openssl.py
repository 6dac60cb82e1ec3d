"""Verification by `openssl ts` of timestamps that the library cannot read. [io]

The library refuses a response whose certificates are not in the order of DER. Authorities send such responses:
`openssl ts -reply` makes them whenever it includes its chain.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from dossier.errors import DossierError

_TIME = re.compile(rb"^Time stamp: (\w{3}) +(\d+) (\d\d:\d\d:\d\d)(?:\.\d+)? (\d{4}) GMT$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class VerifiedTimestamp:
    """A timestamp that openssl has verified."""

    time: datetime
    # The certificate that signed it, in PEM.
    signer: bytes


def verify(content: bytes, response: bytes, trusted: bytes, request: bytes | None = None) -> VerifiedTimestamp:
    """Verify a timestamp of `content` against trusted certificates in PEM, as valid at the time of the timestamp.

    If the request is given, its nonce is compared too. Raises ValueError with the reason of openssl if the timestamp
    does not verify, and DossierError if openssl cannot be started.
    """
    with TemporaryDirectory(prefix="dossier-") as folder:
        root = Path(folder)
        (root / "content").write_bytes(content)
        (root / "response").write_bytes(response)
        (root / "trusted").write_bytes(trusted)
        (root / "request").write_bytes(request or b"")
        reply = _openssl(root, "ts", "-reply", "-in", "response", "-text")
        match = _TIME.search(reply)
        if match is None:
            raise ValueError("openssl finds no time in the timestamp")
        text = " ".join(part.decode("ascii") for part in match.groups())
        time = datetime.strptime(text, "%b %d %H:%M:%S %Y").replace(tzinfo=UTC)
        # Certificates expire, but what they signed before stays valid.
        trust = ("-CAfile", "trusted", "-attime", str(int(time.timestamp())))
        _openssl(root, "ts", "-verify", "-data", "content", "-in", "response", *trust)
        if request is not None:
            _openssl(root, "ts", "-verify", "-queryfile", "request", "-in", "response", *trust)
        _openssl(root, "ts", "-reply", "-in", "response", "-token_out", "-out", "token")
        options = ("-inform", "DER", "-purpose", "timestampsign", "-signer", "signer", "-out", "signed")
        # Unlike `openssl ts`, `openssl cms` also trusts the certificates of the system unless it is forbidden.
        _openssl(root, "cms", "-verify", "-in", "token", *options, "-no-CApath", "-no-CAstore", *trust)
        return VerifiedTimestamp(time, (root / "signer").read_bytes())


def _openssl(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(
            ["openssl", *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env=os.environ | {"LC_ALL": "C"},
        )
    except FileNotFoundError:
        raise DossierError("openssl is not installed, and nothing else can read this timestamp") from None
    if done.returncode:
        # The format is `…:reason:file:line:detail`, see ERR_print_errors(3).
        parts = [line.split(b":") for line in done.stderr.splitlines() if line.count(b":") > 5]
        reasons = [b" ".join(part for part in (line[5], *line[8:]) if part) for line in parts]
        raise ValueError(f"openssl reports: {(reasons or [b'no reason'])[0].decode('utf-8', 'replace')}")
    return done.stdout

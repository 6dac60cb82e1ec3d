"""What `openssl ts` says of a time-stamp, for stamps that the library does not read. [io]

The library refuses a response whose certificates are not in the order of DER, and authorities send such responses:
`openssl ts -reply` makes one whenever it sends its chain along.
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
    """The time of a stamp that openssl has verified, and in PEM the certificate that signed it."""

    time: datetime
    signer: bytes


def check(content: bytes, response: bytes, trusted: bytes, request: bytes | None = None) -> VerifiedTimestamp:
    """The stamp, verified against the certificates in PEM as they were at its time.

    With the request, its nonce is compared too. Raises ValueError with openssl's reason where the stamp does not hold,
    DossierError where openssl cannot be started.
    """
    with TemporaryDirectory(prefix="dossier-") as folder:
        place = Path(folder)
        (place / "content").write_bytes(content)
        (place / "response").write_bytes(response)
        (place / "trusted").write_bytes(trusted)
        (place / "request").write_bytes(request or b"")
        said = _openssl(place, "ts", "-reply", "-in", "response", "-text")
        found = _TIME.search(said)
        if found is None:
            raise ValueError("openssl finds no time in the stamp")
        text = " ".join(part.decode("ascii") for part in found.groups())
        time = datetime.strptime(text, "%b %d %H:%M:%S %Y").replace(tzinfo=UTC)
        # Certificates end; what they signed before stays signed.
        trust = ("-CAfile", "trusted", "-attime", str(int(time.timestamp())))
        _openssl(place, "ts", "-verify", "-data", "content", "-in", "response", *trust)
        if request is not None:
            _openssl(place, "ts", "-verify", "-queryfile", "request", "-in", "response", *trust)
        _openssl(place, "ts", "-reply", "-in", "response", "-token_out", "-out", "token")
        how = ("-inform", "DER", "-purpose", "timestampsign", "-signer", "signer", "-out", "signed")
        # `openssl ts` trusts nothing else by itself; `openssl cms` would.
        _openssl(place, "cms", "-verify", "-in", "token", *how, "-no-CApath", "-no-CAstore", *trust)
        return VerifiedTimestamp(time, (place / "signer").read_bytes())


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
        raise DossierError("openssl is not installed, and this stamp can be read by nothing else") from None
    if done.returncode:
        # `…:reason:file:line:detail`, as ERR_print_errors(3) writes it.
        parts = [line.split(b":") for line in done.stderr.splitlines() if line.count(b":") > 5]
        reasons = [b" ".join(part for part in (line[5], *line[8:]) if part) for line in parts]
        raise ValueError(f"openssl says: {(reasons or [b'no more'])[0].decode('utf-8', 'replace')}")
    return done.stdout

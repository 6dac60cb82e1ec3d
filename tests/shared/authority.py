"""A time-stamping authority (RFC 3161) on this machine, made with openssl."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from tests.shared.local_server import Silent, running
from tests.shared.tools import tool

_CONFIG = """\
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[tsa]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[other]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,codeSigning
[alone]
serial = serial
crypto_device = builtin
signer_cert = leaf.pem
signer_key = leaf.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
[chain]
serial = serial
crypto_device = builtin
signer_cert = leaf.pem
signer_key = leaf.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_chain = yes
ess_cert_id_alg = sha256
certs = issuers.pem
"""


@dataclass(slots=True)
class Authority:
    """Keys and certificates in a folder, and settings that change its responses."""

    folder: Path
    # With the section `chain`, openssl writes certificates in an order that the library refuses.
    section: str = "alone"
    status: int = 200
    replay: bytes | None = None

    @classmethod
    def make(cls, folder: Path, name: str = "Test") -> Authority:
        """An authority with certificates: a root, an intermediate, and a leaf that signs timestamps."""
        folder.mkdir()
        authority = cls(folder)
        (folder / "openssl.cnf").write_text(_CONFIG, "utf-8")
        (folder / "serial").write_text("01\n", "utf-8")
        authority._certify("root", f"{name} root", None, "ca")
        authority._certify("intermediate", f"{name} intermediate", "root", "ca")
        authority._certify("leaf", f"{name} authority", "intermediate", "tsa")
        authority._certify("other", f"{name} other", "intermediate", "other")
        (folder / "issuers.pem").write_bytes(authority.pem("intermediate", "root"))
        return authority

    def pem(self, *names: str) -> bytes:
        """Certificates in one file."""
        return b"".join((self.folder / f"{name}.pem").read_bytes() for name in names)

    @property
    def trusted(self) -> bytes:
        """The certificates that verify a timestamp."""
        return self.pem("leaf", "intermediate", "root")

    def reply(self, request: bytes) -> bytes:
        """The timestamp response to a request."""
        if self.replay is not None:
            return self.replay
        (self.folder / "request").write_bytes(request)
        options = ("-config", "openssl.cnf", "-section", self.section, "-queryfile", "request", "-out", "response")
        self._openssl("ts", "-reply", *options)
        return (self.folder / "response").read_bytes()

    @contextmanager
    def served(self) -> Iterator[str]:
        """The address of the authority, which runs inside the block."""
        authority = self

        class Handler(Silent, BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                assert self.headers["Content-Type"] == "application/timestamp-query"
                response = authority.reply(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(authority.status)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(response)))
                self.end_headers()
                self.wfile.write(response)

        with running(Handler) as address:
            yield f"{address}/"

    def _certify(self, name: str, subject: str, issuer: str | None, extensions: str) -> None:
        key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{name}.key")
        subject_options = ("-subj", f"/CN={subject}", "-config", "openssl.cnf")
        output = ("-days", "36500", "-out", f"{name}.pem")
        if issuer is None:
            self._openssl("req", "-x509", *key, *subject_options, "-extensions", extensions, *output)
            return
        self._openssl("req", *key, *subject_options, "-out", "csr")
        issuer_options = ("-CA", f"{issuer}.pem", "-CAkey", f"{issuer}.key", "-CAcreateserial")
        self._openssl(
            "x509", "-req", "-in", "csr", *issuer_options, "-extfile", "openssl.cnf", "-extensions", extensions, *output
        )

    def _openssl(self, *arguments: str) -> None:
        done = subprocess.run([tool("openssl"), *arguments], cwd=self.folder, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr

"""A real RFC 3161 authority on this machine: keys, certificates and stamps by openssl, spoken to over HTTP."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

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
    """Keys and certificates in a folder; what it answers may be changed by a test."""

    folder: Path
    # With the chain, openssl writes certificates in an order that the library refuses.
    section: str = "alone"
    status: int = 200
    replay: bytes | None = None

    @classmethod
    def make(cls, folder: Path, name: str = "Test") -> Authority:
        """A root, an intermediate and a certificate that signs stamps."""
        folder.mkdir()
        made = cls(folder)
        (folder / "openssl.cnf").write_text(_CONFIG, "utf-8")
        (folder / "serial").write_text("01\n", "utf-8")
        made._certify("root", f"{name} root", None, "ca")
        made._certify("intermediate", f"{name} intermediate", "root", "ca")
        made._certify("leaf", f"{name} authority", "intermediate", "tsa")
        made._certify("other", f"{name} other", "intermediate", "other")
        (folder / "issuers.pem").write_bytes(made.pem("intermediate", "root"))
        return made

    def pem(self, *names: str) -> bytes:
        """Certificates in one file."""
        return b"".join((self.folder / f"{name}.pem").read_bytes() for name in names)

    @property
    def trusted(self) -> bytes:
        """All that a stamp needs."""
        return self.pem("leaf", "intermediate", "root")

    def reply(self, request: bytes) -> bytes:
        """The stamp that a request gets."""
        if self.replay is not None:
            return self.replay
        (self.folder / "request").write_bytes(request)
        how = ("-config", "openssl.cnf", "-section", self.section, "-queryfile", "request", "-out", "response")
        self._openssl("ts", "-reply", *how)
        return (self.folder / "response").read_bytes()

    @contextmanager
    def served(self) -> Iterator[str]:
        """The address at which it answers."""
        authority = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                assert self.headers["Content-Type"] == "application/timestamp-query"
                answer = authority.reply(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(authority.status)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            try:
                yield f"http://127.0.0.1:{server.server_address[1]}/"
            finally:
                server.shutdown()
                thread.join()

    def _certify(self, name: str, subject: str, issuer: str | None, extensions: str) -> None:
        key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{name}.key")
        about = ("-subj", f"/CN={subject}", "-config", "openssl.cnf")
        made = ("-days", "36500", "-out", f"{name}.pem")
        if issuer is None:
            self._openssl("req", "-x509", *key, *about, "-extensions", extensions, *made)
            return
        self._openssl("req", *key, *about, "-out", "csr")
        by = ("-CA", f"{issuer}.pem", "-CAkey", f"{issuer}.key", "-CAcreateserial")
        self._openssl("x509", "-req", "-in", "csr", *by, "-extfile", "openssl.cnf", "-extensions", extensions, *made)

    def _openssl(self, *arguments: str) -> None:
        done = subprocess.run([tool("openssl"), *arguments], cwd=self.folder, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr

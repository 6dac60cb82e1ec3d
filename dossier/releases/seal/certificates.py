"""The chain of trusted certificates that verifies a timestamp.

A timestamp may carry its own certificates, so trust in a root certificate alone proves little. The certificate that
signed the timestamp must itself be among the certificates that the dossier trusts. By RFC 3161 2.3 an authority signs
timestamps with a key for this purpose only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate, load_pem_x509_certificates

# The chain of an authority has three or four certificates.
_MAX_CHAIN = 10


def parse(pem: bytes) -> tuple[Certificate, ...]:
    """The certificates in a PEM file.

    Raises ValueError if the file holds no certificate or a bad certificate. The message completes a sentence about the
    timestamp.
    """
    try:
        return tuple(load_pem_x509_certificates(pem))
    except ValueError:
        raise ValueError("does not verify: there are no trusted certificates in PEM") from None


def chain(leaf: Certificate, trusted: Iterable[Certificate]) -> tuple[Certificate, ...]:
    """The leaf, its issuer, the issuer of that, and so on to a root that issued itself (RFC 5280 6.1).

    Raises ValueError if the leaf or an issuer in the chain is not among the trusted certificates. The message completes
    a sentence about the timestamp.
    """
    candidates = tuple(trusted)
    if leaf not in candidates:
        raise ValueError(f"does not verify: the signing certificate is not trusted: {describe(leaf)}")
    certificates = [leaf]
    while not _issued(certificates[-1], certificates[-1]):
        last = certificates[-1]
        issuer = next((other for other in candidates if other not in certificates and _issued(other, last)), None)
        if issuer is None or len(certificates) == _MAX_CHAIN:
            raise ValueError(f"does not verify: no trusted certificate has issued {describe(last)}")
        certificates.append(issuer)
    return tuple(certificates)


def to_pem(certificates: Sequence[Certificate]) -> bytes:
    """The certificates in PEM (RFC 7468), and nothing else."""
    return b"".join(certificate.public_bytes(Encoding.PEM) for certificate in certificates)


def describe(certificate: Certificate) -> str:
    """The subject of the certificate and its SHA-256 fingerprint."""
    return f"`{certificate.subject.rfc4514_string()}`, SHA-256 {certificate.fingerprint(SHA256()).hex()}"


def _issued(issuer: Certificate, certificate: Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True

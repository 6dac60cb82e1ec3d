"""Turn certificates in PEM into the one chain that a stamp needs: the certificate that signed it, up to its root.

A stamp may carry certificates of its own, so that to trust a root alone proves little: the certificate that signs must
itself be among those that the dossier names (RFC 3161 2.3: one key for this purpose alone).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate, load_pem_x509_certificates

# An authority's chain has three or four; a file with more than this is no chain.
_LONGEST = 10


def parse(pem: bytes) -> tuple[Certificate, ...]:
    """The certificates in a PEM file; raises ValueError, saying it of the stamp, where there is none or one is bad."""
    try:
        return tuple(load_pem_x509_certificates(pem))
    except ValueError:
        raise ValueError("does not verify: there are no certificates in PEM to trust") from None


def chain(leaf: Certificate, among: Iterable[Certificate]) -> tuple[Certificate, ...]:
    """The certificate, the one that issued it, and so on to a root that issued itself (RFC 5280 6.1).

    Raises ValueError where the leaf or one of its issuers is not among the certificates.
    """
    known = tuple(among)
    if leaf not in known:
        raise ValueError(f"does not verify: the certificate that signed is not among those trusted: {described(leaf)}")
    found = [leaf]
    while not _issued(found[-1], found[-1]):
        issuer = next((one for one in known if one not in found and _issued(one, found[-1])), None)
        if issuer is None or len(found) == _LONGEST:
            raise ValueError(f"does not verify: no certificate trusted has issued {described(found[-1])}")
        found.append(issuer)
    return tuple(found)


def to_pem(certificates: Sequence[Certificate]) -> bytes:
    """The certificates in PEM (RFC 7468), and nothing else."""
    return b"".join(one.public_bytes(Encoding.PEM) for one in certificates)


def described(certificate: Certificate) -> str:
    """Who the certificate names, and its SHA-256 fingerprint."""
    return f"`{certificate.subject.rfc4514_string()}`, SHA-256 {certificate.fingerprint(SHA256()).hex()}"


def _issued(issuer: Certificate, certificate: Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True

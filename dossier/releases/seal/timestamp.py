"""Timestamps by an authority (RFC 3161): requested, and verified. [io]

A timestamp is accepted, when it is made and always afterwards, only if the certificate that signed it is itself among
the trusted certificates, with the chain up to its root. Add a new certificate to the trusted certificates, and never
remove the old certificates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509 import Certificate, InvalidVersion, load_der_x509_certificate
from rfc3161_client import (
    HashAlgorithm,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from dossier.errors import DossierError
from dossier.releases.seal import openssl
from dossier.releases.seal.certificates import chain, parse, to_pem
from dossier.system.http import Fetcher
from dossier.system.terminal import clean

_MAX_BYTES = 64 * 1024
# The exceptions that the libraries raise for malformed certificates and tokens.
_MALFORMED = (VerificationError, InvalidVersion, UnsupportedAlgorithm, ValueError, TypeError, LookupError)
# RFC 3161 2.4.2: the requester compares the time with a local clock.
_MAX_CLOCK_DIFFERENCE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class TimestampToken:
    """A verified timestamp."""

    # The response of the authority (RFC 3161 2.4.2).
    response: bytes
    # The certificates that verify it, in PEM, beginning with the signing certificate.
    certificates: bytes
    time: datetime

    @property
    def signer(self) -> Certificate:
        """The certificate that signed the timestamp."""
        return parse(self.certificates)[0]


def request_timestamp(content: bytes, authority: str, trusted: bytes) -> TimestampToken:
    """Request a timestamp of the bytes from the authority at this address, and verify it.

    The trusted certificates are in PEM. Raises DossierError if the authority gives no timestamp, or the timestamp does
    not verify.
    """
    builder = TimestampRequestBuilder().data(content).hash_algorithm(HashAlgorithm.SHA256)
    request = builder.nonce(nonce=True).cert_request(cert_request=True).build()
    response = _post(authority, request.as_bytes())
    try:
        token = _verify(content, response, trusted, request)
    except ValueError as error:
        raise DossierError(f"the timestamp from `{clean(authority)}` {clean(str(error))}") from None
    if abs(token.time - datetime.now(UTC)) > _MAX_CLOCK_DIFFERENCE:
        what = f"has the time {token.time}, which differs from the local clock by more than an hour"
        raise DossierError(f"the timestamp from `{clean(authority)}` {what}")
    return token


def verify_timestamp(content: bytes, response: bytes, certificates: bytes) -> TimestampToken:
    """The timestamp of the bytes, which exactly these certificates verify.

    Raises ValueError if the timestamp does not verify, or the file of certificates holds anything else. The message
    completes a sentence about the timestamp.
    """
    token = _verify(content, response, certificates)
    if token.certificates != certificates:
        raise ValueError("does not come with exactly the certificates of its chain")
    return token


def _verify(content: bytes, response: bytes, trusted: bytes, request: TimeStampRequest | None = None) -> TimestampToken:
    known = parse(trusted)
    try:
        answer = decode_timestamp_response(response)
    except ValueError:
        return _verify_by_openssl(content, response, known, request)
    # A refusal carries no token, and the library raises arbitrary exceptions when it is asked for the token.
    if answer.status not in {0, 1}:
        words = "; ".join(answer.status_string or []) or f"status {answer.status}"
        raise ValueError(f"is a refusal: {words}")
    try:
        signer = _signer(answer, known)
    except _MALFORMED as error:
        raise ValueError(f"does not verify: {error}") from None
    leaf, *issuers = chain(signer, known)
    try:
        verifier = VerifierBuilder(
            tsa_certificate=leaf,
            intermediates=issuers[:-1],
            roots=issuers[-1:] or [leaf],
            nonce=None if request is None else request.nonce,
        ).build()
        verifier.verify_message(answer, content)
        return TimestampToken(response, to_pem((leaf, *issuers)), answer.tst_info.gen_time)
    except _MALFORMED as error:
        raise ValueError(f"does not verify: {error}") from None


def _verify_by_openssl(
    content: bytes, response: bytes, known: tuple[Certificate, ...], request: TimeStampRequest | None
) -> TimestampToken:
    try:
        query = None if request is None else request.as_bytes()
        verified = openssl.verify(content, response, to_pem(known), query)
    except ValueError as error:
        raise ValueError(f"does not verify: {error}") from None
    certificates = chain(parse(verified.signer)[0], known)
    return TimestampToken(response, to_pem(certificates), verified.time)


def _signer(answer: TimeStampResponse, known: tuple[Certificate, ...]) -> Certificate:
    """The certificate that signed the timestamp, from the known certificates or the timestamp itself."""
    signers = list(answer.signed_data.signer_infos)
    if len(signers) != 1:
        raise ValueError("it does not have exactly one signature")
    carried = (load_der_x509_certificate(der) for der in sorted(answer.signed_data.certificates))
    for certificate in (*known, *carried):
        if certificate.issuer == signers[0].issuer and certificate.serial_number == signers[0].serial_number:
            return certificate
    raise ValueError("the certificate that signed it is missing")


def _post(authority: str, request: bytes) -> bytes:
    """The answer of the authority to a request over HTTP (RFC 3161 3.4)."""
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    # If the first answer breaks off, the request is repeated. A second timestamp does no harm.
    with Fetcher() as fetcher:
        answer = fetcher.post(authority, request, headers, _MAX_BYTES)
    if answer.status != 200:
        raise DossierError(f"the authority `{clean(authority)}` answers with HTTP status {answer.status}")
    if len(answer.content) > _MAX_BYTES:
        raise DossierError(f"the authority `{clean(authority)}` answers with more data than a timestamp has")
    return answer.content

"""Turn bytes into a time-stamp of them that an authority signed, and a time-stamp into the time it proves. [io]

RFC 3161. A stamp is accepted, when it is made and for ever after, only where the certificate that signed it is itself
among those trusted, with the chain to its root: list a new certificate beside the old ones, and take none away.
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
# What the libraries raise over certificates and tokens that make no sense.
_UNSOUND = (VerificationError, InvalidVersion, UnsupportedAlgorithm, ValueError, TypeError, LookupError)
# RFC 3161 2.4.2: whoever asks sees whether the time is recent by a clock of their own.
_CLOCKS_DIFFER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class TimestampToken:
    """A time-stamp response, the certificates that it verifies against (PEM, the signing one first), and its time."""

    response: bytes
    certificates: bytes
    time: datetime


def stamp(content: bytes, authority: str, trusted: bytes) -> TimestampToken:
    """A stamp of the bytes by the authority at this address, verified against the trusted certificates (PEM).

    Raises DossierError where the authority gives none, or one that does not verify.
    """
    builder = TimestampRequestBuilder().data(content).hash_algorithm(HashAlgorithm.SHA256)
    request = builder.nonce(nonce=True).cert_request(cert_request=True).build()
    response = _answer(authority, request.as_bytes())
    try:
        made = _checked(content, response, trusted, request)
    except ValueError as error:
        raise DossierError(f"the time-stamp of `{clean(authority)}` is refused: {clean(str(error))}") from None
    if abs(made.time - datetime.now(UTC)) > _CLOCKS_DIFFER:
        raise DossierError(f"the time-stamp of `{clean(authority)}` is refused: its time is {made.time}")
    return made


def time_of(content: bytes, response: bytes, certificates: bytes) -> datetime:
    """The time at which the bytes existed, by a stamp of them and exactly the certificates that it needs.

    Raises ValueError, saying of the stamp why, where it does not verify or the file holds anything else.
    """
    made = _checked(content, response, certificates)
    if made.certificates != certificates:
        raise ValueError("is not accompanied by its own certificates alone")
    return made.time


def _checked(
    content: bytes, response: bytes, trusted: bytes, request: TimeStampRequest | None = None
) -> TimestampToken:
    known = parse(trusted)
    try:
        answer = decode_timestamp_response(response)
    except ValueError:
        return _by_openssl(content, response, known, request)
    # A refusal carries no token, and the library raises what it pleases when asked for one.
    if answer.status not in {0, 1}:
        words = "; ".join(answer.status_string or []) or f"status {answer.status}"
        raise ValueError(f"is a refusal: {words}")
    try:
        signer = _signer(answer, known)
    except _UNSOUND as error:
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
    except _UNSOUND as error:
        raise ValueError(f"does not verify: {error}") from None


def _by_openssl(
    content: bytes, response: bytes, known: tuple[Certificate, ...], request: TimeStampRequest | None
) -> TimestampToken:
    try:
        asked = None if request is None else request.as_bytes()
        made = openssl.check(content, response, to_pem(known), asked)
    except ValueError as error:
        raise ValueError(f"does not verify: {error}") from None
    signed = chain(parse(made.signer)[0], known)
    return TimestampToken(response, to_pem(signed), made.time)


def _signer(answer: TimeStampResponse, known: tuple[Certificate, ...]) -> Certificate:
    """The certificate that signed, which must be among those known."""
    signers = list(answer.signed_data.signer_infos)
    if len(signers) != 1:
        raise ValueError("it is not signed once")
    carried = (load_der_x509_certificate(one) for one in sorted(answer.signed_data.certificates))
    for one in (*known, *carried):
        if one.issuer == signers[0].issuer and one.serial_number == signers[0].serial_number:
            return one
    raise ValueError("the certificate that signed it is nowhere")


def _answer(authority: str, request: bytes) -> bytes:
    """What the authority answers over HTTP (RFC 3161 3.4)."""
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    # A stamp that is asked for twice, because the first answer broke off, is two stamps, and no harm.
    with Fetcher() as fetcher:
        answer = fetcher.post(authority, request, headers, _MAX_BYTES)
    if answer.status != 200:
        raise DossierError(f"the authority `{clean(authority)}` answers with HTTP status {answer.status}")
    if len(answer.content) > _MAX_BYTES:
        raise DossierError(f"the authority `{clean(authority)}` answers with more than a stamp")
    return answer.content

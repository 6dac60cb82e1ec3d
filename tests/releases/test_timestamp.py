"""Timestamps of a real authority verify, and other answers are refused."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dossier.errors import DossierError
from dossier.releases.seal import openssl
from dossier.releases.seal.timestamp import TimestampToken, request_timestamp, verify_timestamp
from tests.shared.authority import Authority
from tests.shared.tools import tool

CONTENT = b"ab  r/ico/1/record.json\n"
SECTIONS = ("alone", "chain")


@pytest.fixture(scope="module")
def shared_authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("authority") / "one")


@pytest.fixture
def authority(shared_authority: Authority) -> Iterator[Authority]:
    shared_authority.section, shared_authority.status, shared_authority.replay = "alone", 200, None
    yield shared_authority
    shared_authority.section, shared_authority.status, shared_authority.replay = "alone", 200, None


def ask(authority: Authority, content: bytes = CONTENT, trusted: bytes | None = None) -> TimestampToken:
    with authority.served() as address:
        return request_timestamp(content, address, authority.trusted if trusted is None else trusted)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_timestamp_is_accepted_and_verifies_offline(authority: Authority, section: str) -> None:
    authority.section = section
    # openssl gives whole seconds, from the clock of this machine.
    before = datetime.now(UTC).replace(microsecond=0)
    token = ask(authority)
    assert before <= token.time <= datetime.now(UTC)
    assert verify_timestamp(CONTENT, token.response, token.certificates) == token
    assert token.certificates == authority.trusted


def test_only_a_response_with_its_chain_needs_openssl(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(*arguments: object, **named: object) -> openssl.VerifiedTimestamp:
        raise DossierError("openssl was asked")

    monkeypatch.setattr(openssl, "verify", absent)
    ask(authority)
    authority.section = "chain"
    with pytest.raises(DossierError, match="openssl was asked"):
        ask(authority)


@pytest.mark.parametrize("section", SECTIONS)
def test_the_certificates_are_reduced_to_the_chain(authority: Authority, tmp_path: Path, section: str) -> None:
    authority.section = section
    stranger = Authority.make(tmp_path / "stranger", "Stranger")
    trusted = b"# ours\n" + stranger.trusted + authority.pem("root", "other", "leaf", "intermediate", "leaf")
    token = ask(authority, trusted=trusted)
    assert token.certificates == authority.trusted
    with pytest.raises(ValueError, match="exactly the certificates of its chain"):
        verify_timestamp(CONTENT, token.response, trusted)
    with pytest.raises(ValueError, match="exactly the certificates of its chain"):
        verify_timestamp(CONTENT, token.response, token.certificates + b"\n")


@pytest.mark.parametrize("section", SECTIONS)
def test_a_timestamp_of_other_bytes_does_not_verify(authority: Authority, section: str) -> None:
    authority.section = section
    token = ask(authority)
    with pytest.raises(ValueError, match="does not verify"):
        verify_timestamp(CONTENT + b"\n", token.response, token.certificates)


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize(
    ("names", "why"),
    [
        (("intermediate", "root"), "the signing certificate is not trusted: `CN=Test authority`, SHA-256 [0-9a-f]{64}"),
        (("leaf", "root"), "no trusted certificate has issued `CN=Test authority`"),
        (("leaf", "intermediate"), "no trusted certificate has issued `CN=Test intermediate`"),
    ],
)
def test_each_certificate_of_the_chain_is_needed(
    authority: Authority, section: str, names: tuple[str, ...], why: str
) -> None:
    authority.section = section
    # openssl also refuses a chain that lacks its root or a link, and reports it in its own words.
    with pytest.raises(DossierError, match=f"does not verify: ({why}|openssl reports: )"):
        ask(authority, trusted=authority.pem(*names))


@pytest.mark.parametrize("section", SECTIONS)
def test_another_authority_of_the_same_names_is_refused(authority: Authority, tmp_path: Path, section: str) -> None:
    imposter = Authority.make(tmp_path / "imposter")
    imposter.section = section
    with pytest.raises(DossierError, match="does not verify: "):
        ask(imposter, trusted=authority.trusted)


@pytest.mark.parametrize("section", SECTIONS)
def test_an_old_answer_is_refused(authority: Authority, section: str) -> None:
    authority.section = section
    authority.replay = ask(authority).response
    with pytest.raises(DossierError, match=r"(?i)does not verify: .*nonce"):
        ask(authority)


def test_a_refusal_by_the_authority_is_reported(authority: Authority) -> None:
    # The answer of openssl to a request that it cannot read, which begins with the bytes 30 03.
    authority.replay = authority.reply(b"no request")
    with pytest.raises(DossierError, match="is a refusal: "):
        ask(authority)


def _refuse(*arguments: object) -> openssl.VerifiedTimestamp:
    raise ValueError("openssl was asked")


@pytest.mark.parametrize("section", SECTIONS)
def test_every_byte_of_a_token_counts(authority: Authority, section: str, monkeypatch: pytest.MonkeyPatch) -> None:
    authority.section = section
    if section == "alone":
        monkeypatch.setattr(openssl, "verify", _refuse)
    token = ask(authority)
    messages: set[str] = set()
    offsets = range(0, len(token.response), 1 if section == "alone" else 311)
    for offset in offsets:
        changed = bytearray(token.response)
        changed[offset] ^= 0x01
        try:
            time = verify_timestamp(CONTENT, bytes(changed), token.certificates).time
        except ValueError as error:
            messages.add(str(error))
            continue
        # Unsigned parts (a carried certificate, a text) may differ, but not the time or the stamped bytes.
        assert time == token.time
    # Every message completes a sentence about the timestamp, whichever library finds the fault.
    assert {message.split(":")[0] for message in messages} <= {"does not verify", "is a refusal"}
    assert len(messages) > 3


@pytest.mark.parametrize(
    "answer", [b"", b"<!doctype html>", b"0" * 70_000, b"\x30\x03\x02\x01\x00", b"\x30\x80", bytes(range(256))]
)
def test_a_malformed_timestamp_is_refused(authority: Authority, answer: bytes) -> None:
    authority.replay = answer
    with pytest.raises(DossierError, match=r"does not verify|is a refusal|answers with more data than a timestamp has"):
        ask(authority)
    with pytest.raises(ValueError, match=r"does not verify|is a refusal"):
        verify_timestamp(CONTENT, answer, authority.trusted)


def test_a_failing_authority_is_named(authority: Authority) -> None:
    authority.status = 403
    with pytest.raises(DossierError, match="answers with HTTP status 403"):
        ask(authority)
    with pytest.raises(DossierError, match=r"`http://127\.0\.0\.1:9/` does not answer: .*refused"):
        request_timestamp(CONTENT, "http://127.0.0.1:9/", authority.trusted)
    with pytest.raises(DossierError, match="the request to `no address` failed: "):
        request_timestamp(CONTENT, "no address", authority.trusted)


def test_a_file_without_certificates_is_named(authority: Authority) -> None:
    with pytest.raises(DossierError, match="there are no trusted certificates in PEM"):
        ask(authority, trusted=b"none\n")


@pytest.mark.parametrize("section", SECTIONS)
def test_a_timestamp_outlives_its_certificate(authority: Authority, section: str, tmp_path: Path) -> None:
    """A timestamp that was signed while the certificate was valid stays valid after it expires."""
    old = Authority.make(tmp_path / "old", "Old")
    old.section = section
    old._openssl("req", "-key", "leaf.key", "-new", "-subj", "/CN=Old authority", "-config", "openssl.cnf", "-out", "c")
    issuer = ("-CA", "intermediate.pem", "-CAkey", "intermediate.key", "-set_serial", "77", "-days", "1")
    old._openssl(
        *("x509", "-req", "-in", "c", *issuer, "-extfile", "openssl.cnf", "-extensions", "tsa", "-out", "leaf.pem")
    )
    token = ask(old)
    # The same check with openssl's default, which is the current time, fails on a later day.
    (tmp_path / "content").write_bytes(CONTENT)
    (tmp_path / "response").write_bytes(token.response)
    (tmp_path / "trusted").write_bytes(token.certificates)
    later = str(int((token.time + timedelta(days=9)).timestamp()))
    options = ("-data", "content", "-in", "response", "-CAfile", "trusted", "-attime", later)
    refused = subprocess.run(
        [tool("openssl"), "ts", "-verify", *options], cwd=tmp_path, capture_output=True, check=False
    )
    assert b"expired" in refused.stderr
    assert openssl.verify(CONTENT, token.response, token.certificates).time == token.time.replace(microsecond=0)

"""Stamps of a real authority are accepted, and everything else that an authority or a stranger may send is not."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dossier.errors import DossierError
from dossier.releases.seal import openssl
from dossier.releases.seal.timestamp import TimestampToken, stamp, time_of
from tests.shared.authority import Authority
from tests.shared.tools import tool

CONTENT = b"ab  r/ico/1/record.json\n"
SECTIONS = ("alone", "chain")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("authority") / "one")


@pytest.fixture
def authority(made: Authority) -> Iterator[Authority]:
    made.section, made.status, made.replay = "alone", 200, None
    yield made
    made.section, made.status, made.replay = "alone", 200, None


def ask(authority: Authority, content: bytes = CONTENT, trusted: bytes | None = None) -> TimestampToken:
    with authority.served() as address:
        return stamp(content, address, authority.trusted if trusted is None else trusted)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_stamp_is_accepted_and_verifies_offline(authority: Authority, section: str) -> None:
    authority.section = section
    # openssl stamps whole seconds, and no clock but this machine's.
    before = datetime.now(UTC).replace(microsecond=0)
    made = ask(authority)
    assert before <= made.time <= datetime.now(UTC)
    assert time_of(CONTENT, made.response, made.certificates) == made.time
    assert made.certificates == authority.trusted


def test_only_one_of_the_two_needs_openssl(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(*arguments: object, **named: object) -> openssl.VerifiedTimestamp:
        raise DossierError("openssl was asked")

    monkeypatch.setattr(openssl, "check", absent)
    ask(authority)
    authority.section = "chain"
    with pytest.raises(DossierError, match="openssl was asked"):
        ask(authority)


@pytest.mark.parametrize("section", SECTIONS)
def test_the_file_is_reduced_to_the_chain(authority: Authority, tmp_path: Path, section: str) -> None:
    authority.section = section
    stranger = Authority.make(tmp_path / "stranger", "Stranger")
    trusted = b"# ours\n" + stranger.trusted + authority.pem("root", "other", "leaf", "intermediate", "leaf")
    made = ask(authority, trusted=trusted)
    assert made.certificates == authority.trusted
    with pytest.raises(ValueError, match="own certificates alone"):
        time_of(CONTENT, made.response, trusted)
    with pytest.raises(ValueError, match="own certificates alone"):
        time_of(CONTENT, made.response, made.certificates + b"\n")


@pytest.mark.parametrize("section", SECTIONS)
def test_a_stamp_of_other_bytes_does_not_verify(authority: Authority, section: str) -> None:
    authority.section = section
    made = ask(authority)
    with pytest.raises(ValueError, match="does not verify"):
        time_of(CONTENT + b"\n", made.response, made.certificates)


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize(
    ("names", "why"),
    [
        (("intermediate", "root"), "is not among those trusted: `CN=Test authority`, SHA-256 [0-9a-f]{64}"),
        (("leaf", "root"), "no certificate trusted has issued `CN=Test authority`"),
        (("leaf", "intermediate"), "no certificate trusted has issued `CN=Test intermediate`"),
    ],
)
def test_each_certificate_of_the_chain_is_needed(
    authority: Authority, section: str, names: tuple[str, ...], why: str
) -> None:
    authority.section = section
    # openssl, too, refuses a chain without its root or without a link, and says so in its own words.
    with pytest.raises(DossierError, match=f"is refused: .*({why}|does not verify: openssl says: )"):
        ask(authority, trusted=authority.pem(*names))


@pytest.mark.parametrize("section", SECTIONS)
def test_another_authority_of_the_same_names_is_refused(authority: Authority, tmp_path: Path, section: str) -> None:
    imposter = Authority.make(tmp_path / "imposter")
    imposter.section = section
    with pytest.raises(DossierError, match="is refused"):
        ask(imposter, trusted=authority.trusted)


@pytest.mark.parametrize("section", SECTIONS)
def test_an_old_answer_is_refused(authority: Authority, section: str) -> None:
    authority.section = section
    authority.replay = ask(authority).response
    with pytest.raises(DossierError, match=r"(?i)is refused: does not verify: .*nonce"):
        ask(authority)


def test_a_refusal_says_so(authority: Authority) -> None:
    # 30 03 … as openssl answers to a request that it cannot read.
    authority.replay = authority.reply(b"no request")
    with pytest.raises(DossierError, match="is a refusal: "):
        ask(authority)


def _refuse(*arguments: object) -> openssl.VerifiedTimestamp:
    raise ValueError("openssl was asked")


@pytest.mark.parametrize("section", SECTIONS)
def test_every_byte_of_a_token_counts(authority: Authority, section: str, monkeypatch: pytest.MonkeyPatch) -> None:
    authority.section = section
    if section == "alone":
        monkeypatch.setattr(openssl, "check", _refuse)
    made = ask(authority)
    said: set[str] = set()
    tried = range(0, len(made.response), 1 if section == "alone" else 311)
    for at in tried:
        changed = bytearray(made.response)
        changed[at] ^= 0x01
        try:
            time = time_of(CONTENT, bytes(changed), made.certificates)
        except ValueError as error:
            said.add(str(error))
            continue
        # What is not signed (a carried certificate, a text) may differ; the time and what was stamped may not.
        assert time == made.time
    # Whatever the libraries make of it, it is told in words that follow upon the name of the file.
    assert {one.split(":")[0] for one in said} <= {"does not verify", "is a refusal", "is not accompanied by its own"}
    assert len(said) > 3


@pytest.mark.parametrize(
    "answer", [b"", b"<!doctype html>", b"0" * 70_000, b"\x30\x03\x02\x01\x00", b"\x30\x80", bytes(range(256))]
)
def test_what_is_no_stamp_is_refused(authority: Authority, answer: bytes) -> None:
    authority.replay = answer
    with pytest.raises(DossierError, match=r"is refused: |answers with more than a stamp"):
        ask(authority)
    with pytest.raises(ValueError, match=r"does not verify|is a refusal"):
        time_of(CONTENT, answer, authority.trusted)


def test_what_the_authority_answers_instead_is_named(authority: Authority) -> None:
    authority.status = 403
    with pytest.raises(DossierError, match="answers with HTTP status 403"):
        ask(authority)
    with pytest.raises(DossierError, match=r"`http://127\.0\.0\.1:9/` does not answer: .*refused"):
        stamp(CONTENT, "http://127.0.0.1:9/", authority.trusted)
    with pytest.raises(DossierError, match="`no address` cannot be asked: "):
        stamp(CONTENT, "no address", authority.trusted)


def test_a_file_without_certificates_is_named(authority: Authority) -> None:
    with pytest.raises(DossierError, match="there are no certificates in PEM to trust"):
        ask(authority, trusted=b"none\n")


@pytest.mark.parametrize("section", SECTIONS)
def test_a_stamp_outlives_its_certificate(authority: Authority, section: str, tmp_path: Path) -> None:
    """What was signed while the certificate was valid stays signed: no clock of today takes part."""
    old = Authority.make(tmp_path / "old", "Old")
    old.section = section
    old._openssl("req", "-key", "leaf.key", "-new", "-subj", "/CN=Old authority", "-config", "openssl.cnf", "-out", "c")
    by = ("-CA", "intermediate.pem", "-CAkey", "intermediate.key", "-set_serial", "77", "-days", "1")
    old._openssl(
        *("x509", "-req", "-in", "c", *by, "-extfile", "openssl.cnf", "-extensions", "tsa", "-out", "leaf.pem")
    )
    made = ask(old)
    # The same check with the clock at a later day, as `faketime` would have it, fails for openssl's own default.
    (tmp_path / "content").write_bytes(CONTENT)
    (tmp_path / "response").write_bytes(made.response)
    (tmp_path / "trusted").write_bytes(made.certificates)
    later = str(int((made.time + timedelta(days=9)).timestamp()))
    how = ("-data", "content", "-in", "response", "-CAfile", "trusted", "-attime", later)
    refused = subprocess.run([tool("openssl"), "ts", "-verify", *how], cwd=tmp_path, capture_output=True, check=False)
    assert b"expired" in refused.stderr
    assert openssl.check(CONTENT, made.response, made.certificates).time == made.time.replace(microsecond=0)

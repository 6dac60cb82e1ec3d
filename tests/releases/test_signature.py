"""Signatures by real keys verify, and any other signature is refused."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from dossier.errors import DossierError
from dossier.releases.seal.signature import sign, verify_signature
from tests.shared.tools import tool

CONTENT = b"ab  r/ico/1/record.json\n"


def new_key(path: Path, *how: str) -> Path:
    done = (tool("ssh-keygen"), "-q", "-N", "", "-C", "a comment that names nobody", "-f", str(path), *how)
    subprocess.run(done, check=True, capture_output=True)
    return path


@pytest.fixture(scope="module", params=["ed25519", "ecdsa", "rsa"])
def key(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_key(tmp_path_factory.mktemp("keys") / "key", "-t", request.param)


def test_a_signature_verifies_and_names_its_key(key: Path) -> None:
    signed = sign(CONTENT, key)
    listed = subprocess.run([tool("ssh-keygen"), "-l", "-f", str(key)], check=True, capture_output=True, text=True)
    assert verify_signature(CONTENT, signed.signature, signed.signers) in listed.stdout
    assert b"comment" in key.with_suffix(".pub").read_bytes()
    assert b"comment" not in signed.signers


def test_other_bytes_do_not_verify(key: Path) -> None:
    signed = sign(CONTENT, key)
    with pytest.raises(ValueError, match=r"^does not verify: Signature verification failed"):
        verify_signature(CONTENT + b"\n", signed.signature, signed.signers)


def test_another_key_does_not_verify(key: Path, tmp_path: Path) -> None:
    signed, other = sign(CONTENT, key), sign(CONTENT, new_key(tmp_path / "other", "-t", "ed25519"))
    with pytest.raises(ValueError, match="does not verify"):
        verify_signature(CONTENT, signed.signature, other.signers)


def test_a_signature_for_another_purpose_does_not_verify(key: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.write_bytes(CONTENT)
    subprocess.run([tool("ssh-keygen"), "-q", "-Y", "sign", "-n", "git", "-f", str(key), str(content)], check=True)
    with pytest.raises(ValueError, match="does not verify"):
        verify_signature(CONTENT, (tmp_path / "content.sig").read_bytes(), sign(CONTENT, key).signers)


@pytest.mark.parametrize("more", [b"# nobody\n", b"\n", b"* ssh-ed25519 AAAA\n"])
def test_the_file_of_keys_must_hold_nothing_else(key: Path, more: bytes) -> None:
    signed = sign(CONTENT, key)
    with pytest.raises(ValueError, match="holds its key only"):
        verify_signature(CONTENT, signed.signature, signed.signers + more)


def test_a_malformed_signature_does_not_verify(key: Path) -> None:
    signed = sign(CONTENT, key)
    for content in (b"", b"no signature", signed.signature[:-40]):
        with pytest.raises(ValueError, match="does not verify"):
            verify_signature(CONTENT, content, signed.signers)


def test_the_agent_signs_by_the_public_key(key: Path) -> None:
    # Without an agent, ssh-keygen falls back to the private key next to the public key.
    signed = sign(CONTENT, key.with_suffix(".pub"))
    assert verify_signature(CONTENT, signed.signature, signed.signers).startswith("SHA256:")


def test_a_malformed_key_is_named(tmp_path: Path) -> None:
    tool("ssh-keygen")
    with pytest.raises(DossierError, match=r"the key `.*absent` cannot sign: "):
        sign(CONTENT, tmp_path / "absent")
    (tmp_path / "key").write_text("no key\n", "utf-8")
    (tmp_path / "key").chmod(0o600)
    with pytest.raises(DossierError, match=r"the key `.*key` cannot sign: "):
        sign(CONTENT, tmp_path / "key")

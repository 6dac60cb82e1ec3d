"""SSH signatures, made and verified by `ssh-keygen -Y`. [io]

A signature has the format of OpenSSH (PROTOCOL.sshsig) and the namespace `dossier-release`, so a signature that was
made for another purpose does not verify. The format of `allowed_signers` is described in ssh-keygen(1).
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from dossier.errors import DossierError
from dossier.system.terminal import clean

NAMESPACE = "dossier-release"
SIGNER = "release"

_SIGNERS = re.compile(rb'release namespaces="dossier-release" ((?:[a-z0-9.@-]+) (?:[A-Za-z0-9+/]+={0,2}))\n')
_GOOD = re.compile(rb'Good "dossier-release" signature for release with (\S+) key (SHA256:\S+)')


@dataclass(frozen=True, slots=True)
class SshSignature:
    """A signature, and the content of the `allowed_signers` file with its key."""

    signature: bytes
    signers: bytes


def sign(content: bytes, key: Path) -> SshSignature:
    """Sign the bytes with the private key at this path. If it is a public key (`.pub`), the SSH agent signs.

    Raises DossierError with the reason of ssh-keygen if it fails.
    """
    # The public key of a private key is derived from it.
    public = key.read_bytes() if key.suffix == ".pub" else _output(_ssh_keygen("-y", "-f", str(key)), key)
    kind_and_key = b" ".join(public.split()[:2])
    signature = _output(_ssh_keygen("-Y", "sign", "-n", NAMESPACE, "-f", str(key), content=content), key)
    signed = SshSignature(signature, f'{SIGNER} namespaces="{NAMESPACE}" '.encode() + kind_and_key + b"\n")
    try:
        verify_signature(content, signed.signature, signed.signers)
    except ValueError as error:
        raise DossierError(f"the signature made with `{key}` {error}") from None
    return signed


def verify_signature(content: bytes, signature: bytes, signers: bytes) -> str:
    """The fingerprint of the key that signed the bytes, which must be the only key in `allowed_signers`.

    Raises ValueError if the signature does not verify or the file holds anything else. The message completes a sentence
    about the signature.
    """
    if _SIGNERS.fullmatch(signers) is None:
        raise ValueError("does not come with an `allowed_signers` file that holds its key only")
    with TemporaryDirectory(prefix="dossier-") as folder:
        root = Path(folder)
        (root / "signature").write_bytes(signature)
        (root / "signers").write_bytes(signers)
        files = ("-f", str(root / "signers"), "-s", str(root / "signature"))
        process = _ssh_keygen("-Y", "verify", "-n", NAMESPACE, "-I", SIGNER, *files, content=content)
    match = _GOOD.search(process.stdout)
    if process.returncode or match is None:
        raise ValueError(f"does not verify: {_reason(process)}")
    return match[2].decode("ascii")


def _ssh_keygen(*arguments: str, content: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["ssh-keygen", *arguments], input=content, capture_output=True, check=False)
    except FileNotFoundError:
        raise DossierError(
            "ssh-keygen is not installed, and signatures cannot be made or verified without it"
        ) from None


def _output(process: subprocess.CompletedProcess[bytes], key: Path) -> bytes:
    if process.returncode:
        raise DossierError(f"the key `{key}` cannot sign: {_reason(process)}")
    return process.stdout


def _reason(process: subprocess.CompletedProcess[bytes]) -> str:
    lines = [
        line for line in (process.stderr or process.stdout).decode("utf-8", "replace").splitlines() if line.strip()
    ]
    return clean(lines[0].rstrip(".")) if lines else "ssh-keygen gives no reason"

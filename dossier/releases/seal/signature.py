"""Turn bytes and an SSH key into a signature, and a signature into who signed, by `ssh-keygen -Y`. [io]

The signature is in OpenSSH's form (PROTOCOL.sshsig) with the namespace `dossier-release`, so that one made for another
purpose does not pass; `allowed_signers` is as in ssh-keygen(1).
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
class Signed:
    """A signature, and the `allowed_signers` file that names its key."""

    signature: bytes
    signers: bytes


def sign(content: bytes, key: Path) -> Signed:
    """The signature of the bytes by a private key, or by the agent's where the path is that of a public key.

    Raises DossierError with the reason of ssh-keygen where it makes none.
    """
    # The agent is asked by the public key, and a private key tells its own.
    public = key.read_bytes() if key.suffix == ".pub" else _said(_ssh_keygen("-y", "-f", str(key)), key)
    kind_and_key = b" ".join(public.split()[:2])
    signature = _said(_ssh_keygen("-Y", "sign", "-n", NAMESPACE, "-f", str(key), content=content), key)
    made = Signed(signature, f'{SIGNER} namespaces="{NAMESPACE}" '.encode() + kind_and_key + b"\n")
    try:
        signer(content, made.signature, made.signers)
    except ValueError as error:
        raise DossierError(f"the signature made with `{key}` {error}") from None
    return made


def signer(content: bytes, signature: bytes, signers: bytes) -> str:
    """The fingerprint of the key that signed the bytes, the only one in `allowed_signers`.

    Raises ValueError, saying of the signature why, where it does not verify, or the file says anything else.
    """
    if _SIGNERS.fullmatch(signers) is None:
        raise ValueError("is not accompanied by its own key alone")
    with TemporaryDirectory(prefix="dossier-") as folder:
        place = Path(folder)
        (place / "signature").write_bytes(signature)
        (place / "signers").write_bytes(signers)
        files = ("-f", str(place / "signers"), "-s", str(place / "signature"))
        done = _ssh_keygen("-Y", "verify", "-n", NAMESPACE, "-I", SIGNER, *files, content=content)
    found = _GOOD.search(done.stdout)
    if done.returncode or found is None:
        raise ValueError(f"does not verify: {_reason(done)}")
    return found[2].decode("ascii")


def _ssh_keygen(*arguments: str, content: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["ssh-keygen", *arguments], input=content, capture_output=True, check=False)
    except FileNotFoundError:
        raise DossierError("ssh-keygen is not installed, and signatures are made and verified by it") from None


def _said(done: subprocess.CompletedProcess[bytes], key: Path) -> bytes:
    if done.returncode:
        raise DossierError(f"the key `{key}` does not sign: {_reason(done)}")
    return done.stdout


def _reason(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = [line for line in (done.stderr or done.stdout).decode("utf-8", "replace").splitlines() if line.strip()]
    return clean(lines[0].rstrip(".")) if lines else "ssh-keygen gives no reason"

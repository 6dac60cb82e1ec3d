"""Verification of the timestamp and the signature of a manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dossier.model.addresses import release_folder
from dossier.releases.store.ledger import LedgerLine
from dossier.releases.store.manifest import CERTIFICATES, SIGNATURE, SIGNERS, SUMS, TIMESTAMP
from dossier.releases.verify.sequence import SequenceFault


@dataclass(frozen=True, slots=True)
class VerifiedTime:
    """The time that a timestamp proves, and the certificate that signed it: its subject and fingerprint."""

    time: datetime
    signer: str


@dataclass(frozen=True, slots=True)
class SealVerifiers:
    """Functions that verify timestamps and signatures.

    Both raise ValueError if the file does not verify. The message completes a sentence about the file.
    """

    # Takes the manifest, timestamp and certificates.
    time: Callable[[bytes, bytes, bytes], VerifiedTime]
    # Takes the manifest, signature and allowed signers. Returns the fingerprint of the key.
    key: Callable[[bytes, bytes, bytes], str]


@dataclass(frozen=True, slots=True)
class VerifiedSeals:
    """The timestamps and the fingerprints of signing keys that were verified, by version."""

    times: dict[str, VerifiedTime] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def add(self, line: LedgerLine, contents: Mapping[str, bytes], verifiers: SealVerifiers) -> Iterator[SequenceFault]:
        """Verify the timestamp and the signature of a manifest, and yield the faults.

        Files that `contents` lacks have been reported already.
        """
        folder = release_folder(line.version)
        sums = contents[f"{folder}{SUMS}"]
        stamp, certificates = (contents.get(f"{folder}{name}") for name in (TIMESTAMP, CERTIFICATES))
        if stamp is not None and certificates is not None:
            try:
                self.times[line.version] = verifiers.time(sums, stamp, certificates)
            except ValueError as error:
                yield SequenceFault(f"{folder}{TIMESTAMP}", str(error))
        signature, signers = (contents.get(f"{folder}{name}") for name in (SIGNATURE, SIGNERS))
        if signature is not None and signers is not None:
            try:
                self.keys[line.version] = verifiers.key(sums, signature, signers)
            except ValueError as error:
                yield SequenceFault(f"{folder}{SIGNATURE}", str(error))

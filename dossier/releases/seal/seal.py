"""What vouches for the manifests of a release: the stamp of a configured authority, the signature of a key. [io]"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dossier.configuration import ReleaseSettings
from dossier.errors import DossierError
from dossier.releases.publish.commit_files import Seal
from dossier.releases.seal.signature import sign
from dossier.releases.seal.timestamp import stamp
from dossier.releases.store.release_json import Timestamped


@dataclass(frozen=True, slots=True)
class Sealing:
    """How manifests are sealed."""

    timestamp: Timestamped | None
    authority: str | None
    certificates: Path | None
    key: Path | None

    @classmethod
    def of(cls, settings: ReleaseSettings, without: str | None, key: Path | None) -> Sealing:
        """The sealing that the settings and the command ask for.

        An authority once configured is asked, unless a reason is given why not, and then that reason is recorded.
        """
        authority, certificates = settings.timestamp_authority, settings.timestamp_certificates
        if without is not None:
            if authority is None:
                raise DossierError("`--without-timestamp` was given, and no authority is configured that could stamp")
            return cls(Timestamped(without=without), None, None, key)
        return cls(None if authority is None else Timestamped(authority=authority), authority, certificates, key)

    def seal(self, sums: bytes) -> Seal:
        """What vouches for this manifest; raises DossierError where the authority or the key does not serve."""
        stamped = signed = None
        if self.authority is not None and self.certificates is not None:
            stamped = stamp(sums, self.authority, self.certificates.read_bytes())
        if self.key is not None:
            signed = sign(sums, self.key)
        return Seal(
            timestamp=None if stamped is None else stamped.response,
            certificates=None if stamped is None else stamped.certificates,
            signature=None if signed is None else signed.signature,
            signers=None if signed is None else signed.signers,
        )

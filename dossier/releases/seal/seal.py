"""Timestamp and signature for the manifest of a release. [io]"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dossier.configuration import ReleaseSettings, site_settings
from dossier.errors import DossierError
from dossier.releases.publish.commit_files import Seal
from dossier.releases.seal.signature import sign
from dossier.releases.seal.timestamp import request_timestamp
from dossier.releases.store.release_json import TimestampStatement


def trusted_certificates(root: Path) -> Path | None:
    """The file of certificates that the settings of the dossier name for its authority, or None.

    Raises DossierError if the settings cannot be read.
    """
    settings = site_settings(root).extra.get("release")
    name = settings.get("timestamp_certificates") if isinstance(settings, dict) else None
    return root / str(name) if name else None


@dataclass(frozen=True, slots=True)
class Sealer:
    """Makes the timestamp and the signature of a manifest."""

    # What `release.json` says about the timestamp, or None if no authority is configured.
    timestamp: TimestampStatement | None
    # The address of the authority and the file of its trusted certificates, or None for no timestamp.
    authority: str | None
    certificates: Path | None
    # The file of the SSH key, or None for no signature.
    key: Path | None

    @classmethod
    def of(cls, settings: ReleaseSettings, without: str | None, key: Path | None) -> Sealer:
        """The seal that the settings and the command ask for.

        A configured authority is asked for a timestamp. `without` is a reason for not asking it, and is then recorded.
        Raises DossierError if `without` is given and no authority is configured.
        """
        authority, certificates = settings.timestamp_authority, settings.timestamp_certificates
        if without is not None:
            if authority is None:
                raise DossierError("`--without-timestamp` was given, but no timestamp authority is configured")
            return cls(TimestampStatement(without=without), None, None, key)
        return cls(None if authority is None else TimestampStatement(authority=authority), authority, certificates, key)

    def seal(self, sums: bytes) -> Seal:
        """The timestamp and signature of a manifest. Raises DossierError if the authority or the key fails."""
        token = signature = None
        if self.authority is not None and self.certificates is not None:
            token = request_timestamp(sums, self.authority, self.certificates.read_bytes())
        if self.key is not None:
            signature = sign(sums, self.key)
        return Seal(
            timestamp=None if token is None else token.response,
            certificates=None if token is None else token.certificates,
            signature=None if signature is None else signature.signature,
            signers=None if signature is None else signature.signers,
        )

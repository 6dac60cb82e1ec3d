"""Turn what a release adds into the files that its commit holds, in the order in which each can hash the others.

Revisions and the release's own pages come first, then `SHA256SUMS` over them, then what vouches for that (RFC 3161
time-stamp, SSH signature), last the line of the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dossier.releases.freeze.page import release_page
from dossier.releases.store import ledger, manifest
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.ledger import LedgerLine
from dossier.releases.store.manifest import CERTIFICATES, SIGNATURE, SIGNERS, STAMP, SUMS, ReleaseTreeState, newest_of
from dossier.releases.store.release_json import Release
from dossier.releases.store.verify_md import verify_md


@dataclass(frozen=True, slots=True)
class Seal:
    """What vouches for a manifest, with what is needed to check it; each may be absent."""

    timestamp: bytes | None = None
    certificates: bytes | None = None
    signature: bytes | None = None
    signers: bytes | None = None


def listed_files(
    release: Release, changed: Mapping[str, bytes], site_name: str, *, is_stamped: bool, is_signed: bool
) -> dict[str, bytes]:
    """The files that the manifest lists: those added or replaced, and the release's own."""
    folder = f"releases/{release.version}"
    return {
        **changed,
        f"{folder}/release.json": release.to_bytes(),
        f"{folder}/index.html": release_page(release, site_name),
        f"{folder}/VERIFY.md": verify_md(release.version, is_stamped=is_stamped, is_signed=is_signed),
    }


def sums_of(listed: Mapping[str, bytes]) -> bytes:
    """`SHA256SUMS` over these files."""
    return manifest.to_bytes({path: digest(content) for path, content in listed.items()})


def sealed_files(
    holdings: ReleaseTreeState, release: Release, listed: Mapping[str, bytes], sums: bytes, seal: Seal
) -> tuple[dict[str, bytes], tuple[str, bytes]]:
    """All files of the commit, and the name and content of the witness that is kept elsewhere."""
    folder = f"releases/{release.version}"
    beside = {
        SUMS: sums,
        STAMP: seal.timestamp,
        CERTIFICATES: seal.certificates,
        SIGNATURE: seal.signature,
        SIGNERS: seal.signers,
    }
    line = LedgerLine(
        previous=ledger.head(holdings.lines),
        version=release.version,
        source_commit=release.source_commit,
        sha256sums=digest(sums),
        timestamp=None if seal.timestamp is None else digest(seal.timestamp),
        signature=None if seal.signature is None else digest(seal.signature),
        state=ledger.state(newest_of({**holdings.hashes, **manifest.parse(sums)})),
    )
    files = {
        **listed,
        **{f"{folder}/{name}": content for name, content in beside.items() if content is not None},
        ledger.PATH: ledger.append(holdings.lines, line),
    }
    return files, ledger.witness((line,))

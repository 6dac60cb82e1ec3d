"""The files of a release's commit: pages, manifest, seal and ledger.

Each kind of file holds hashes of the previous kind, so they are made in this order: the revisions and the pages of the
release, `SHA256SUMS` over them, the RFC 3161 timestamp and SSH signature of that, and last the line of the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dossier.configuration import Publisher
from dossier.model.addresses import LEDGER, release_description, release_folder
from dossier.releases.freeze.page import release_page
from dossier.releases.store import ledger, manifest
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.ledger import LedgerLine
from dossier.releases.store.manifest import (
    ATTRIBUTES,
    ATTRIBUTES_CONTENT,
    CERTIFICATES,
    SIGNATURE,
    SIGNERS,
    SUMS,
    TIMESTAMP,
    ReleaseTreeState,
)
from dossier.releases.store.release_json import Release
from dossier.releases.store.verify_md import verify_md


@dataclass(frozen=True, slots=True)
class Seal:
    """The timestamp and signature of a manifest, and the files needed to check them. Each may be absent."""

    timestamp: bytes | None = None
    certificates: bytes | None = None
    signature: bytes | None = None
    signers: bytes | None = None


def listed_files(
    release: Release, changed: Mapping[str, bytes], site_name: str, publisher: Publisher, *, is_signed: bool
) -> dict[str, bytes]:
    """The files that the manifest lists: the changed files, and the pages of the release itself."""
    folder = release_folder(release.version)
    return {
        **changed,
        release_description(release.version): release.to_bytes(),
        f"{folder}index.html": release_page(release, site_name, publisher),
        f"{folder}VERIFY.md": verify_md(release.version, is_stamped=release.is_stamped, is_signed=is_signed),
    }


def make_manifest(listed: Mapping[str, bytes]) -> bytes:
    """The content of `SHA256SUMS` for these files."""
    return manifest.to_bytes({path: digest(content) for path, content in listed.items()})


def sealed_files(
    state: ReleaseTreeState, release: Release, listed: Mapping[str, bytes], sums: bytes, seal: Seal
) -> tuple[dict[str, bytes], tuple[str, bytes]]:
    """All files of the commit, and the name and content of the witness: the new line of the ledger, kept elsewhere."""
    folder = release_folder(release.version)
    unlisted = {
        SUMS: sums,
        TIMESTAMP: seal.timestamp,
        CERTIFICATES: seal.certificates,
        SIGNATURE: seal.signature,
        SIGNERS: seal.signers,
    }
    line = LedgerLine(
        previous=ledger.head_hash(state.lines),
        version=release.version,
        source_commit=release.source_commit,
        sha256sums=digest(sums),
        timestamp=None if seal.timestamp is None else digest(seal.timestamp),
        signature=None if seal.signature is None else digest(seal.signature),
        state=ReleaseTreeState(hashes={**state.hashes, **manifest.parse(sums)}).newest_hash,
    )
    files = {
        **listed,
        **{f"{folder}{name}": content for name, content in unlisted.items() if content is not None},
        LEDGER: ledger.append(state.lines, line),
        **({} if state.lines else {ATTRIBUTES: ATTRIBUTES_CONTENT}),
    }
    return files, ledger.witness_file((line,))

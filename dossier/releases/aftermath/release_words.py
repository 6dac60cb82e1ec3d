"""Releases described in a few words."""

from __future__ import annotations

from collections.abc import Iterator, Sized

from dossier.releases.store.release_json import Release


def release_words(release: Release) -> str:
    """A description of what the release did, such as "7 added, 2 changed (1 corrected), 4 files suspended"."""
    return ", ".join(_parts(release))


def _parts(release: Release) -> Iterator[str]:
    records: dict[str, Sized] = {
        "added": release.added,
        "changed": release.changed,
        "withdrawn": release.withdrawn,
        "issued again": release.reissued,
    }
    for verb, names in records.items():
        if names:
            corrected = f" ({len(release.corrected):,} corrected)" if verb == "changed" and release.corrected else ""
            yield f"{len(names):,} {verb}{corrected}"
    files: dict[str, Sized] = {
        "redacted": release.redacted,
        "suspended": release.suspended,
        "put back after a suspension": release.lifted,
    }
    for verb, paths in files.items():
        if paths:
            yield f"{len(paths):,} {'file' if len(paths) == 1 else 'files'} {verb}"
    if release.source_rewritten is not None:
        yield "history of the source rewritten"

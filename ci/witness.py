"""Compare the branch of releases with what the host kept of it.

    GH_TOKEN=... GITHUB_REPOSITORY=owner/name python3 -m ci.witness [FILE]

A branch that was rolled back is consistent in itself. Only what was kept elsewhere shows that releases are missing: the
ledger head in each release of the host, and the tag of each release. With FILE, the newest of these heads by its place
in the ledger is written there, for `dossier verify --witness`.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ci import commands, ledger
from ci.credentials import credentials
from ci.host import Host, HostAsset, HostError
from ci.host_releases import remote_tags
from ci.ledger import HostFile, ReleasedVersion
from dossier.errors import DossierError
from dossier.releases.store.version import is_version

ROOT = Path(__file__).resolve().parent.parent
_HEAD = re.compile(r"ledger-head-([0-9.]+)\.json")


def main(target: Path | None = None, root: Path = ROOT) -> int:
    """Compare, and write the newest head. Returns 1 if the host kept something that the branch lacks, else 0."""
    host = Host.of_environment()
    try:
        lines = ledger.read(root)
        heads = {
            match[1]: asset
            for release in host.releases()
            for asset in release.assets.values()
            if asset.is_complete and (match := _HEAD.fullmatch(asset.name))
        }
        faults = [*_head_faults(host, lines, heads), *_tag_faults(lines, remote_tags(root, credentials(os.environ)))]
    except (DossierError, HostError) as error:
        return commands.fail("witness", f"the host's releases cannot be read: {error}")
    if faults:
        return commands.fail_for("witness", faults, "the branch was rolled back or rewritten: put it back first")
    kept = [line for line in lines if line.version in heads]
    if target is not None:
        if not kept:
            return commands.fail("witness", "no release of the host has a head of the ledger")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(kept[-1].head)
    sys.stdout.write(f"the ledger has every head that the host keeps: {len(kept):,} of {len(lines):,} lines\n")
    return 0


def _head_faults(host: Host, lines: Sequence[ReleasedVersion], heads: Mapping[str, HostAsset]) -> Iterator[str]:
    """Yield each head at the host that is not a line of the ledger."""
    expected = {line.version: HostFile.of(line.head) for line in lines}
    for version, asset in heads.items():
        if version not in expected:
            yield f"the host keeps the ledger head of {version}, and the branch lacks that release"
        elif not asset.is_file(expected[version]) or not (asset.sha256 or _has_content(host, asset, expected[version])):
            yield f"the ledger head of {version} at the host differs from the branch"


def _has_content(host: Host, asset: HostAsset, file: HostFile) -> bool:
    return HostFile.of(host.content(asset)) == file


def _tag_faults(lines: Sequence[ReleasedVersion], tags: Mapping[str, str]) -> Iterator[str]:
    """Yield each tag with the name of a release that the branch does not have at that commit."""
    commits = {line.version: line.source_commit for line in lines}
    for tag, commit in tags.items():
        if is_version(tag) and tag not in commits:
            yield f"the host has the tag {tag}, and the branch lacks that release"
        elif is_version(tag) and commits[tag] != commit:
            yield f"the tag {tag} at the host is at {commit[:12]}, and the branch names {commits[tag][:12]}"


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))

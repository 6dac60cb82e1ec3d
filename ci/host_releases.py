"""Gives each line of the ledger a release of the host.

It keeps the archives and the ledger head. A run can be killed between any two steps, so the host may lack the releases
of earlier runs, or keep a draft of one. The files of this run are in the checkout. Those of earlier runs are made again
by the engine. If they come out differently, or if a later release removed something, only the ledger head is kept.
"""

from __future__ import annotations

import os
from pathlib import Path

from ci import commands, engine, ledger
from ci.host import Host, HostRelease
from ci.ledger import HostFile, ReleasedVersion
from dossier.errors import DossierError
from dossier.system.git import Repository, output_of

ASSETS = Path("build") / "release-assets"
_TOKEN_VARIABLES = frozenset({"GH_TOKEN", "GITHUB_TOKEN"})


def complete(root: Path, host: Host, environment: dict[str, str]) -> None:
    """Make each release of the host that is missing, and publish each that is a draft.

    `environment` holds the variables that give git the token. Raises HostError or DossierError if the host refuses, or
    holds something else under the name of a release.
    """
    lines = ledger.read(root)
    found = host.releases() if lines else []
    # A published release comes first: a run that was killed may have left a draft as well.
    held = {release.version: release for release in sorted(found, key=lambda each: not each.is_draft)}
    missing = [line for line in lines if line.version not in held or held[line.version].is_draft]
    tags = remote_tags(root, environment) if missing else {}
    for line in missing:
        if _has_tag(root, host, line, tags):
            _complete_release(root, host, line, held.get(line.version), is_newest=line is lines[-1])


def remote_tags(root: Path, environment: dict[str, str]) -> dict[str, str]:
    """The commit of each tag at the host."""
    listed = Repository(root).run("ls-remote", "--tags", "origin", extra=environment)
    lines = output_of(listed, "the tags of the host cannot be read").decode("utf-8", "replace").splitlines()
    # A tag with a message is listed twice. The second name ends with `^{}` and has the commit.
    pairs = (line.split("\t") for line in lines)
    return {ref.removeprefix("refs/tags/").removesuffix("^{}"): commit for commit, ref in pairs}


def _has_tag(root: Path, host: Host, line: ReleasedVersion, tags: dict[str, str]) -> bool:
    """True if the host has the tag of a release, which is made if it is missing. False if its commit is gone."""
    if line.version in tags:
        if tags[line.version] != line.source_commit:
            raise DossierError(
                f"the tag {line.version} is at {tags[line.version][:12]}, and not at the commit released"
            )
        return True
    if Repository(root).commit(line.source_commit) is None:
        commands.warn(
            "release", f"release {line.version} stays without a release of the host: its commit is no longer on main"
        )
        return False
    host.make_tag(line.version, line.source_commit)
    return True


def _complete_release(
    root: Path, host: Host, line: ReleasedVersion, draft: HostRelease | None, *, is_newest: bool
) -> None:
    contents = {line.head_name: line.head, **_archives(root, line)}
    if draft is None:
        path = f"/releases/{line.version}/"
        notes = f"The changes are listed at {path} of the site. VERIFY.md there explains how to verify them."
        draft = host.make_draft(line.version, notes)
    for asset in draft.assets.values():
        if asset.name not in contents or not asset.is_file(HostFile.of(contents[asset.name])):
            host.remove(asset)
    for name, content in contents.items():
        if name not in draft.assets or not draft.assets[name].is_file(HostFile.of(content)):
            host.upload(draft, name, content)
    host.publish(draft, is_newest=is_newest)


def _archives(root: Path, line: ReleasedVersion) -> dict[str, bytes]:
    """The archives of a release as `release.json` lists them, by name. Empty if they cannot be had."""
    if not line.archives:
        return {}
    reason = ""
    if not (contents := _present(root, line)):
        # The engine needs no token for this.
        environment = {name: value for name, value in os.environ.items() if name not in _TOKEN_VARIABLES}
        command = ["release", line.version, "--onto", ledger.BRANCH, "--archives"]
        code, printed = engine.run(command, root, environment)
        reason = engine.reason(printed) if code else "they came out differently"
        contents = _present(root, line)
    if not contents:
        commands.warn(
            "release",
            f"the archives of release {line.version} are lost, and the host keeps its ledger head only: {reason}",
        )
    return contents


def _present(root: Path, line: ReleasedVersion) -> dict[str, bytes]:
    """The archives of a release if all are in the checkout and as they were released, else nothing."""
    paths = {name: root / ASSETS / name for name in line.archives}
    contents = {name: path.read_bytes() for name, path in paths.items() if path.is_file()}
    return contents if {name: HostFile.of(content) for name, content in contents.items()} == line.archives else {}


def missing_files(lines: tuple[ReleasedVersion, ...], releases: list[HostRelease]) -> list[str]:
    """A sentence for each file that the host should keep and does not."""
    held = {release.version: release for release in releases if not release.is_draft}
    faults = []
    for line in lines:
        if line.version not in held:
            faults.append(f"release {line.version} has no release of the host")
            continue
        assets = held[line.version].assets
        for name, file in line.host_files.items():
            if name not in assets:
                faults.append(f"the host's release {line.version} lacks `{name}`")
            elif not assets[name].is_file(file):
                faults.append(f"`{name}` at the host is not the file that was released")
    return faults

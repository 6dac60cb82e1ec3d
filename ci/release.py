"""Make a release on the branch `published`, and upload its files.

    GH_TOKEN=... GITHUB_REPOSITORY=owner/name python3 -m ci.release

The archives and the head of the ledger become files of a release of the hosting service. Only this step has the token.
git receives it in environment variables, never in a file. The branch is created only if FIRST_RELEASE is `true`: a
branch that was deleted must not be created again unnoticed. If a run fails after it extended the branch, the next run
uploads the files.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from ci import commands

ROOT = Path(__file__).resolve().parent.parent
ASSETS = Path("build") / "release-assets"
BRANCH = "published"


def main(root: Path = ROOT, engine: Sequence[str] = (sys.executable, str(ROOT / "build.py"))) -> int:
    """Make the release and upload its files. Returns the exit code of `dossier release`, or 1 if the upload fails."""
    first = ["--first"] if os.environ.get("FIRST_RELEASE") == "true" else []
    command = [*engine, "release", "--onto", BRANCH, "--push", *first]
    done = subprocess.run(command, cwd=root, env={**os.environ, **credentials(os.environ)}, check=False)
    if done.returncode:
        return done.returncode
    heads = sorted((root / ASSETS).glob("ledger-head-*.json"))
    if len(heads) != 1:
        sys.stdout.write(commands.error("release", f"{len(heads)} heads of the ledger in {ASSETS} instead of 1") + "\n")
        return 1
    head = json.loads(heads[0].read_bytes())
    return upload(root, head["version"], head["source_commit"], head["sha256sums"])


def credentials(environment: Mapping[str, str]) -> dict[str, str]:
    """Environment variables that make git send the token to the host only. Empty if there is no token."""
    token = environment.get("GH_TOKEN", "")
    if not token:
        return {}
    server = environment.get("GITHUB_SERVER_URL", "https://github.com").rstrip("/")
    encoded = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{server}/.extraheader",
        "GIT_CONFIG_VALUE_0": f"AUTHORIZATION: basic {encoded}",
    }


def upload(root: Path, version: str, commit: str, sums: str) -> int:
    """Create or complete the host's release of this version. If it was made now, write its version for the next job."""
    files = sorted(str(path) for path in (root / ASSETS).iterdir() if version in path.name)
    existing = _gh(root, "release", "view", version, "--json", "isDraft")
    if existing.returncode == 0 and not json.loads(existing.stdout)["isDraft"]:
        return 0
    if existing.returncode == 0:
        # An earlier run was interrupted during the upload.
        done = _gh(root, "release", "upload", version, *files, "--clobber")
        done = done if done.returncode else _gh(root, "release", "edit", version, "--draft=false")
    else:
        notes = (
            f"The changes are listed at /releases/{version}/ of the site. VERIFY.md there explains how to verify them."
        )
        description = ("--target", commit, "--title", f"Release {version}", "--notes", notes)
        done = _gh(root, "release", "create", version, *files, *description)
    if done.returncode:
        reason = f"the release {version} is on the branch, but its files could not be uploaded: {done.stderr.strip()}"
        sys.stdout.write(commands.error("release", f"{reason}\nrun this workflow again") + "\n")
        return 1
    commands.write_outputs(version=version, sums=sums)
    return 0


def _gh(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    repository = os.environ["GITHUB_REPOSITORY"]
    return subprocess.run(
        ["gh", *arguments, "--repo", repository], cwd=root, check=False, capture_output=True, text=True
    )


if __name__ == "__main__":
    sys.exit(main())

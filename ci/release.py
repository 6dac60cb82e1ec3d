"""Release what main holds onto the branch `published`, and keep its archives and the ledger's head with the host.

    GH_TOKEN=... GITHUB_REPOSITORY=owner/name python3 -m ci.release

The token is in this step's environment alone, and reaches git by its environment, never by a file. FIRST_RELEASE=true
begins the branch; nothing else does, so that a branch that was deleted is not begun anew in silence. A run that died
between the branch and the host's release is completed by the next one.
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
    """Release; the exit code is that of `dossier release`, or of the host's command that failed."""
    first = ["--first"] if os.environ.get("FIRST_RELEASE") == "true" else []
    command = [*engine, "release", "--onto", BRANCH, "--push", *first]
    done = subprocess.run(command, cwd=root, env={**os.environ, **credentials(os.environ)}, check=False)
    if done.returncode:
        return done.returncode
    heads = sorted((root / ASSETS).glob("ledger-head-*.json"))
    if len(heads) != 1:
        sys.stdout.write(commands.error("release", f"{len(heads)} heads of the ledger in {ASSETS}, not one") + "\n")
        return 1
    head = json.loads(heads[0].read_bytes())
    return keep(root, head["version"], head["source_commit"], head["sha256sums"])


def credentials(environment: Mapping[str, str]) -> dict[str, str]:
    """What makes git show the token to the host and to no other; nothing where there is no token."""
    token = environment.get("GH_TOKEN", "")
    if not token:
        return {}
    server = environment.get("GITHUB_SERVER_URL", "https://github.com").rstrip("/")
    shown = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{server}/.extraheader",
        "GIT_CONFIG_VALUE_0": f"AUTHORIZATION: basic {shown}",
    }


def keep(root: Path, version: str, commit: str, sums: str) -> int:
    """See that the host has a release of this version with all files; tell the next job if it was made now."""
    files = sorted(str(path) for path in (root / ASSETS).iterdir() if version in path.name)
    seen = _gh(root, "release", "view", version, "--json", "isDraft")
    if seen.returncode == 0 and not json.loads(seen.stdout)["isDraft"]:
        return 0
    if seen.returncode == 0:
        # A run that was stopped left it half-filled.
        made = _gh(root, "release", "upload", version, *files, "--clobber")
        made = made if made.returncode else _gh(root, "release", "edit", version, "--draft=false")
    else:
        notes = f"What changed stands at /releases/{version}/ of the site; verify it with the VERIFY.md there."
        about = ("--target", commit, "--title", f"Release {version}", "--notes", notes)
        made = _gh(root, "release", "create", version, *files, *about)
    if made.returncode:
        why = f"the release {version} is on the branch, and its files could not be kept: {made.stderr.strip()}"
        sys.stdout.write(commands.error("release", f"{why}\nrun this workflow again") + "\n")
        return 1
    if output := os.environ.get("GITHUB_OUTPUT"):
        with Path(output).open("a", encoding="utf-8") as file:
            file.write(f"version={version}\nsums={sums}\n")
    return 0


def _gh(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    repository = os.environ["GITHUB_REPOSITORY"]
    return subprocess.run(
        ["gh", *arguments, "--repo", repository], cwd=root, check=False, capture_output=True, text=True
    )


if __name__ == "__main__":
    sys.exit(main())

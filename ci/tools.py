"""The programs that `.ci/run` and the tests start, and the Debian packages with them.

    python3 -m ci.tools

prints the packages that are to be installed before every test can run. Without its program a test is skipped, or fails
where `CI` is set.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tool:
    """A program, by whichever of its names it is installed, and the packages that bring it."""

    names: tuple[str, ...]
    packages: tuple[str, ...]


# What every Debian has (sh, tar, sha256sum) is not listed.
TOOLS = {
    # Chromium brings no font, and a page without letters cannot be judged; Playwright, which drives it, no libatomic.
    "chromium": Tool(("chromium", "chromium-browser", "google-chrome"), ("chromium", "fonts-liberation", "libatomic1")),
    "git": Tool(("git",), ("git",)),
    "java": Tool(("java",), ("default-jre-headless",)),
    "node": Tool(("node",), ("nodejs",)),
    "npm": Tool(("npm",), ("npm",)),
    "openssl": Tool(("openssl",), ("openssl",)),
    "ssh-keygen": Tool(("ssh-keygen",), ("openssh-client",)),
}


def path_of(tool: str) -> str | None:
    """The path of the program, or None where it is not installed."""
    return next(filter(None, map(shutil.which, TOOLS[tool].names)), None)


def missing_packages() -> list[str]:
    """The packages of every tool that is not installed."""
    return [package for name, tool in TOOLS.items() if path_of(name) is None for package in tool.packages]


if __name__ == "__main__":
    sys.stdout.write("".join(f"{package}\n" for package in missing_packages()))

"""The programs that `.ci/run` and the tests need, with their Debian packages.

    python3 -m ci.tools

prints the packages that must be installed so that every test can run. If its program is missing, a test is skipped, or
fails if `CI` is set.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tool:
    """A program with its possible names, and the packages that contain it."""

    names: tuple[str, ...]
    packages: tuple[str, ...]


# Programs that every Debian has (sh, tar, sha256sum) are not listed.
TOOLS = {
    # The Chromium package does not bring a font, and without a font pages have no text. Playwright needs libatomic.
    "chromium": Tool(("chromium", "chromium-browser", "google-chrome"), ("chromium", "fonts-liberation", "libatomic1")),
    "git": Tool(("git",), ("git",)),
    "java": Tool(("java",), ("default-jre-headless",)),
    "node": Tool(("node",), ("nodejs",)),
    "npm": Tool(("npm",), ("npm",)),
    "openssl": Tool(("openssl",), ("openssl",)),
    "ssh-keygen": Tool(("ssh-keygen",), ("openssh-client",)),
    "strace": Tool(("strace",), ("strace",)),
}


def path_of(tool: str) -> str | None:
    """The path of the program, or None if it is not installed."""
    return next(filter(None, map(shutil.which, TOOLS[tool].names)), None)


def missing_packages() -> list[str]:
    """The packages of every tool that is not installed."""
    return [package for name, tool in TOOLS.items() if path_of(name) is None for package in tool.packages]


if __name__ == "__main__":
    sys.stdout.write("".join(f"{package}\n" for package in missing_packages()))

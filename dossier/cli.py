"""The command line. [io]"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dossier.checks import judge
from dossier.diagnostics import Severity
from dossier.load import load, today
from dossier.report import text


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="dossier")
    parser.add_argument("command", choices=["check"])
    parser.add_argument("--root", default=".")
    options = parser.parse_args(argv)
    root = Path(options.root)
    loaded = load(root, today())
    found = sorted([*loaded.diagnostics, *judge(loaded.dossier)], key=lambda one: one.sort_key)
    lines = lambda path: (root / path).read_text(encoding="utf-8", errors="replace").splitlines()  # noqa: E731
    for block in text.render(found, lines):
        print(block + "\n")
    print(text.summary(found, len(loaded.files)))
    return int(any(one.severity is Severity.ERROR for one in found))


if __name__ == "__main__":
    sys.exit(main())

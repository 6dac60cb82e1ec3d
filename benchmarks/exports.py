"""Time all exports of a dossier against reading and checking it, in one run: `python benchmarks/exports.py FOLDER`.

FOLDER holds a dossier, such as `python benchmarks/synthetic.py FOLDER 10000` writes.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from measure import median, ratio

from dossier.checks import CHECKS
from dossier.configuration import About
from dossier.exports.bundle import publication
from dossier.reading.load import load, today
from dossier.site.extra_files import Exporter

ROUNDS = 3
ABOUT = About("A synthetic dossier", "To measure with.", "http://127.0.0.1:8000/", "CC-BY-4.0", "")


def main() -> None:
    """Print the CPU seconds of reading and checking, of making the exports, and of making and writing them."""
    root = Path(sys.argv[1])
    read, made, written = [], [], []
    size = files = 0
    for _ in range(ROUNDS):
        begun = time.process_time()
        dossier = load(root, today()).dossier
        found = [one for module in CHECKS for one in module.check(dossier)]
        read.append(time.process_time() - begun)
        begun = time.process_time()
        result = publication(dossier, ABOUT)
        made.append(time.process_time() - begun)
        size, files = sum(map(len, result.files.values())), len(result.files)
        del result
        with tempfile.TemporaryDirectory() as folder:
            begun = time.process_time()
            Exporter(ABOUT).export(dossier, Path(folder), _write)
            written.append(time.process_time() - begun)
        print(f"{len(dossier.entries):,} records, {len(found)} diagnostics", file=sys.stderr)
    print(f"reading and checking  {median(read):6.2f} s of CPU")
    what = f"{files:,} files, {size / 1e6:.0f} MB"
    print(f"making the exports    {median(made):6.2f} s, {ratio(made, read):.2f} of it: {what}")
    print(f"and writing them      {median(written):6.2f} s, {ratio(written, read):.2f} of it")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    main()

"""CPU seconds of all exports, compared with reading and checking.

`python benchmarks/exports.py FOLDER`: FOLDER holds a dossier that `synthetic.py` wrote, for example.
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
from dossier.site.extra_files import write_exports

ROUNDS = 3
ABOUT = About("A synthetic dossier", "To measure with.", "http://127.0.0.1:8000/", "CC-BY-4.0", "")


def main() -> None:
    """Print the CPU seconds of reading and checking, of making the exports, and of making and writing them."""
    root = Path(sys.argv[1])
    reading, making, writing = [], [], []
    size = files = 0
    for _ in range(ROUNDS):
        start = time.process_time()
        dossier = load(root, today()).dossier
        diagnostics = [diagnostic for module in CHECKS for diagnostic in module.check(dossier)]
        reading.append(time.process_time() - start)
        start = time.process_time()
        result = publication(dossier, ABOUT)
        making.append(time.process_time() - start)
        size, files = sum(map(len, result.files.values())), len(result.files)
        del result
        with tempfile.TemporaryDirectory() as folder:
            start = time.process_time()
            write_exports(dossier, ABOUT, Path(folder))
            writing.append(time.process_time() - start)
        print(f"{len(dossier.entries):,} records, {len(diagnostics)} diagnostics", file=sys.stderr)
    print(f"reading and checking     {median(reading):6.2f} s of CPU")
    amount = f"{files:,} files, {size / 1e6:.0f} MB"
    print(f"making the exports       {median(making):6.2f} s, {ratio(making, reading):.2f} times that: {amount}")
    print(f"making and writing them  {median(writing):6.2f} s, {ratio(writing, reading):.2f} times that")


if __name__ == "__main__":
    main()

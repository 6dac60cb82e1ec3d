"""CPU time of `dossier verify`, compared with `sha256sum -c`. [io]

    python benchmarks/verify.py --records 2000 --days 4 --rounds 15
    python benchmarks/verify.py --tree DIR

Without `--tree`, synthetic records are really released, and a few of them change before each further release. Both
programs run as whole processes, by turns, with the files in memory. The figure is the median ratio of their CPU times.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from measure import median, paired, ratio, run
from releases import edit, synthetic_works

from tests.shared.releasing import BRANCH, WorkingClone, git

ROOT = Path(__file__).resolve().parent.parent
_CHANGES = 5
_LIMIT = 3


def main() -> None:
    """Time both programs on the tree of the command line, or on a new tree."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tree", type=Path, help="a folder with `r/` and `releases/`")
    parser.add_argument("--records", type=int, default=2000)
    parser.add_argument("--days", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="verify-") as folder:
        tree = options.tree or _released(Path(folder), options.records, options.days)
        _time(tree.resolve(), options.rounds)


def _time(tree: Path, rounds: int) -> None:
    files = [path for path in tree.rglob("*") if path.is_file() and ".git" not in path.parts]
    manifests = sorted(tree.glob("releases/*/SHA256SUMS"))
    verify: tuple[str | Path, ...] = (sys.executable, "-m", "dossier", "verify", tree)
    hashing: tuple[str | Path, ...] = ("sha256sum", "--check", "--quiet", *manifests)
    print(run(*verify, folder=ROOT).output.splitlines()[0])
    ours, theirs = paired(rounds, lambda: run(*verify, folder=ROOT).cpu, lambda: run(*hashing, folder=tree).cpu)
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"{len(files):,} files, {size:.1f} MB: {median(ours):.3f} s of CPU, sha256sum {median(theirs):.3f} s")
    print(f"ratio: {ratio(ours, theirs):.2f} (at most {_LIMIT})")


def _released(folder: Path, records: int, days: int) -> Path:
    works = synthetic_works(folder, records)
    claims = sorted(path.stem for path in (works.root / "evidence/claims").rglob("*.yaml"))
    for day in range(days):
        works.day = day
        for name in claims[: _CHANGES if day else 0]:
            edit(works, name, day)
        works.commit(f"Day {day}")
        _release(works, *(() if day else ("--first",)))
    tree = folder / "tree"
    git(folder, "clone", "--quiet", f"--branch={BRANCH}", str(works.original), str(tree))
    return tree


def _release(works: WorkingClone, *arguments: str) -> None:
    done = works.release(*arguments)
    if done.returncode or not done.stdout.startswith("release "):
        sys.exit(f"the release failed: {done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()

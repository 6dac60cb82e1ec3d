"""Make a year of daily releases for real, and say what it holds, what each added and how long it took. [io]

    python benchmarks/releases.py year --records 1000 --days 365 --changes 5
    python benchmarks/releases.py kills --times 50

The dossier is synthetic; each day so many claims say something else, are committed and released by the command itself
onto a bare repository. Sizes are apparent file sizes. The end state is verified, and checked out for `sha256sum`.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from synthetic import write

from dossier.releases.store.branch import CommitTree
from dossier.releases.store.manifest import ReleaseTreeState
from dossier.releases.verify.verify import verify_or_raise
from tests.shared.release_storm import kill_at_random
from tests.shared.releasing import BRANCH, Works, git, make_works

_SAYS = re.compile(r"^( +says: ).*(?:\n {6,}.*)*$", re.MULTILINE)
_KB, _MB = 1024, 1024 * 1024


@dataclass(frozen=True, slots=True)
class Day:
    """What a release took, and what it added to the branch: revisions, and all else."""

    seconds: float
    revisions: int
    pages: int
    rest: int


def main() -> None:
    """Run what the command line asks for, in a folder that is deleted afterwards."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    year = commands.add_parser("year", help="daily releases")
    year.add_argument("--records", type=int, default=1000)
    year.add_argument("--days", type=int, default=365)
    year.add_argument("--changes", type=int, default=5)
    kills = commands.add_parser("kills", help="releases killed at random moments")
    kills.add_argument("--times", type=int, default=50)
    kills.add_argument("--seed", type=int, default=4711)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="releases-") as folder:
        if options.command == "year":
            _year(Path(folder), options.records, options.days, options.changes)
        else:
            _kills(Path(folder), options.times, options.seed)


def _year(folder: Path, records: int, days: int, changes: int) -> None:
    works = synthetic_works(folder, records)
    build = _timed(lambda: _run(works, sys.executable, "-m", "dossier", "build"))
    held = _Held({})
    first = _release(works, held, "--first")
    chance = random.Random(2026)
    claims = sorted(path.stem for path in (works.root / "evidence/claims").rglob("*.yaml"))
    made: list[Day] = []
    for number in range(1, days):
        works.day = number
        for name in chance.sample(claims, changes):
            edit(works, name, number)
        works.commit(f"Day {number}")
        made.append(_release(works, held))
        if number % 20 == 0:
            print(f"day {number}: {made[-1].seconds:.1f} s", file=sys.stderr, flush=True)
    holdings = _verified(works, folder)
    sizes = _sizes(works)
    total = sum(sizes.values())
    revisions = len([path for path in sizes if path.endswith("/record.json")])
    average = sum(size for path, size in sizes.items() if path.startswith("r/")) / revisions
    latest = made[-10:]
    packed = sum(path.stat().st_size for path in (works.original / "objects").rglob("*") if path.is_file())
    print(f"releases: {len(holdings.lines)}, revisions: {revisions:,}, files: {len(sizes):,}; sha256sum agrees")
    print(f"frozen, apparent size: {total / _MB:.1f} MB (at most 60); the repository: {packed / _MB:.1f} MB")
    print(f"page and JSON of a revision: {average / _KB:.1f} KB on average (at most 14)")
    beside = max(day.rest for day in made)
    print(f"added beside revisions: {beside / _KB:.1f} KB at most (16); by the first {first.rest / _KB:.0f} KB")
    print(f"the build: {build:.1f} s; limit of a release: {1.2 * build + 2:.1f} s")
    print(
        f"a release: first {first.seconds:.1f} s, median {statistics.median(day.seconds for day in made):.1f} s, "
        f"the last {len(latest)} {statistics.median(day.seconds for day in latest):.1f} s"
    )


def _kills(folder: Path, times: int, seed: int) -> None:
    works = make_works(folder)
    if works.release("--first").returncode:
        sys.exit("the first release was refused")
    works.day += 1
    through = kill_at_random(works, times, random.Random(seed))
    print(f"{times} releases killed at random moments: {through} had come through, every second try succeeded")


@dataclass(slots=True)
class _Held:
    sizes: dict[str, int]


def synthetic_works(folder: Path, records: int) -> Works:
    made = folder / "made"
    write(made, records)
    config = made / "mkdocs.yml"
    text = config.read_text("utf-8").replace("http://127.0.0.1:8000/", "https://synthetic.example.org/")
    config.write_text(text, "utf-8")
    works = make_works(folder, made)
    works.settings = {"DOSSIER_URL": ""}
    return works


def edit(works: Works, name: str, number: int) -> None:
    """Let the first evidence of a claim say something else: no correction is due, and the digest changes."""
    path = next((works.root / "evidence/claims").rglob(f"{name}.yaml"))
    text = path.read_text("utf-8")
    changed = _SAYS.sub(rf"\g<1>reports it otherwise, as seen on day {number}", text, count=1)
    if changed == text:
        sys.exit(f"{name} was not changed")
    path.write_text(changed, "utf-8")


def _release(works: Works, held: _Held, *arguments: str) -> Day:
    begun = time.perf_counter()
    done = works.release(*arguments)
    seconds = time.perf_counter() - begun
    if done.returncode or not done.stdout.startswith("release "):
        sys.exit(done.stdout + done.stderr)
    sizes = _sizes(works)
    added = {path: size - held.sizes.get(path, 0) for path, size in sizes.items()}
    held.sizes = sizes
    revisions = sum(size for path, size in added.items() if path.startswith("r/"))
    pages = len([path for path, size in added.items() if size and path.endswith("/record.json")])
    return Day(seconds, pages, revisions, sum(added.values()) - revisions)


def _sizes(works: Works) -> dict[str, int]:
    listed = git(works.original, "ls-tree", "-r", "-l", BRANCH).splitlines()
    return {line.split("\t")[1]: int(line.split("\t")[0].split()[3]) for line in listed}


def _verified(works: Works, folder: Path) -> ReleaseTreeState:
    """What the branch holds in the end, by our own reckoning and by that of coreutils on a checkout."""
    holdings = verify_or_raise(CommitTree(works.original, works.tip()))
    seen = folder / "seen"
    git(folder, "clone", "--quiet", "--branch", BRANCH, str(works.original), str(seen))
    for line in holdings.lines:
        sums = f"releases/{line.version}/SHA256SUMS"
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", sums], cwd=seen, check=True)
    return holdings


def _run(works: Works, *command: str) -> None:
    done = subprocess.run(command, cwd=works.root, env=works.environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


def _timed(run: Callable[[], None]) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()

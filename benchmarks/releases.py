"""Size and time of a year of daily releases, and killed releases. [io]

    python benchmarks/releases.py year --records 1000 --days 365 --changes 5
    python benchmarks/releases.py kills --times 50

The dossier is synthetic. Each day some claims change, are committed, and are released by the command itself onto a bare
repository. Sizes are apparent file sizes. The final state is verified, and checked out for `sha256sum`.
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
from dossier.system.git import Repository
from tests.shared.release_storm import kill_at_random
from tests.shared.releasing import BRANCH, WorkingClone, git, make_working_clone

_SAYS = re.compile(r"^( +says: ).*(?:\n {6,}.*)*$", re.MULTILINE)
_KB, _MB = 1024, 1024 * 1024


@dataclass(frozen=True, slots=True)
class Day:
    """The time of a release, the number of new revisions, and the bytes of these and of all other new files."""

    seconds: float
    revisions: int
    revision_bytes: int
    other_bytes: int


def main() -> None:
    """Run the measurement of the command line in a temporary folder."""
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
    sizes_so_far = _BranchSizes({})
    first = _release(works, sizes_so_far, "--first")
    chance = random.Random(2026)
    claims = sorted(path.stem for path in (works.root / "evidence/claims").rglob("*.yaml"))
    later: list[Day] = []
    for number in range(1, days):
        works.day = number
        for name in chance.sample(claims, changes):
            edit(works, name, number)
        works.commit(f"Day {number}")
        later.append(_release(works, sizes_so_far))
        if number % 20 == 0:
            print(f"day {number}: {later[-1].seconds:.1f} s", file=sys.stderr, flush=True)
    verified = _verified(works, folder)
    sizes = _sizes(works)
    total = sum(sizes.values())
    revisions = len([path for path in sizes if path.endswith("/record.json")])
    average = sum(size for path, size in sizes.items() if path.startswith("r/")) / revisions
    latest = later[-10:]
    packed = sum(path.stat().st_size for path in (works.original / "objects").rglob("*") if path.is_file())
    print(f"releases: {len(verified.lines)}, revisions: {revisions:,}, files: {len(sizes):,}; sha256sum agrees")
    print(f"frozen, apparent size: {total / _MB:.1f} MB (at most 60); the repository: {packed / _MB:.1f} MB")
    print(f"page and JSON of a revision: {average / _KB:.1f} KB on average (at most 14)")
    most = max(day.other_bytes for day in later)
    print(f"added besides revisions: {most / _KB:.1f} KB at most (16); first release {first.other_bytes / _KB:.0f} KB")
    print(f"a build: {build:.1f} s; limit of a release: {1.2 * build + 2:.1f} s")
    print(
        f"a release: first {first.seconds:.1f} s, median {statistics.median(day.seconds for day in later):.1f} s, "
        f"the last {len(latest)} {statistics.median(day.seconds for day in latest):.1f} s"
    )


def _kills(folder: Path, times: int, seed: int) -> None:
    works = make_working_clone(folder)
    if works.release("--first").returncode:
        sys.exit("the first release was refused")
    works.day += 1
    through = kill_at_random(works, times, random.Random(seed))
    print(f"{times} releases killed at random moments: {through} were already complete, every second try succeeded")


@dataclass(slots=True)
class _BranchSizes:
    """The size of each file on the branch after the newest release, by path."""

    sizes: dict[str, int]


def synthetic_works(folder: Path, records: int) -> WorkingClone:
    source = folder / "source"
    write(source, records)
    config = source / "mkdocs.yml"
    text = config.read_text("utf-8").replace("http://127.0.0.1:8000/", "https://synthetic.example.org/")
    config.write_text(text, "utf-8")
    works = make_working_clone(folder, source)
    works.is_warm = False
    works.settings = {"DOSSIER_URL": ""}
    return works


def edit(works: WorkingClone, name: str, number: int) -> None:
    """Change what the first evidence of a claim says. The digest changes, but no correction is required."""
    path = next((works.root / "evidence/claims").rglob(f"{name}.yaml"))
    text = path.read_text("utf-8")
    changed = _SAYS.sub(rf"\g<1>reports it otherwise, as seen on day {number}", text, count=1)
    if changed == text:
        sys.exit(f"{name} was not changed")
    path.write_text(changed, "utf-8")


def _release(works: WorkingClone, before: _BranchSizes, *arguments: str) -> Day:
    start = time.perf_counter()
    done = works.release(*arguments)
    seconds = time.perf_counter() - start
    if done.returncode or not done.stdout.startswith("release "):
        sys.exit(done.stdout + done.stderr)
    sizes = _sizes(works)
    added = {path: size - before.sizes.get(path, 0) for path, size in sizes.items()}
    before.sizes = sizes
    revisions = len([path for path, size in added.items() if size and path.endswith("/record.json")])
    revision_bytes = sum(size for path, size in added.items() if path.startswith("r/"))
    return Day(seconds, revisions, revision_bytes, sum(added.values()) - revision_bytes)


def _sizes(works: WorkingClone) -> dict[str, int]:
    lines = git(works.original, "ls-tree", "-r", "-l", BRANCH).splitlines()
    return {line.split("\t")[1]: int(line.split("\t")[0].split()[3]) for line in lines}


def _verified(works: WorkingClone, folder: Path) -> ReleaseTreeState:
    """The final state of the branch, verified by the engine and, in a checkout, by `sha256sum`."""
    state = verify_or_raise(CommitTree(Repository(works.original), works.tip()))
    checkout = folder / "checkout"
    git(folder, "clone", "--quiet", "--branch", BRANCH, str(works.original), str(checkout))
    for line in state.lines:
        sums = f"releases/{line.version}/SHA256SUMS"
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", sums], cwd=checkout, check=True)
    return state


def _run(works: WorkingClone, *command: str) -> None:
    done = subprocess.run(command, cwd=works.root, env=works.environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


def _timed(run: Callable[[], None]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()

"""Tables in Markdown that compare the engine with libyaml, MkDocs and Hugo.

    python benchmarks/run.py                  # everything: half an hour
    python benchmarks/run.py check record     # some of: check, record, hugo, mkdocs, rebuild, growth, weight

All figures are CPU seconds, user and system, of whole processes with their children. The comparison with Hugo gives
wall seconds too. Runs that are compared take turns (A B A B), and a ratio is the median of the ratios of the pairs.
`hugo` needs Hugo (`benchmarks/requirements.txt`).
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import html_tree
import others
import synthetic
from measure import Cost, median, paired, ratio, run

BENCHMARKS = Path(__file__).resolve().parent
REPOSITORY = BENCHMARKS.parent
SIZES = (1250, 2500, 5000, 10000)
KIB, MIB = 1024, 1024 * 1024


def main() -> None:
    """Run the measurements of the command line."""
    parser = argparse.ArgumentParser(description="Compare the engine with libyaml, MkDocs and Hugo.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of: {', '.join(MEASUREMENTS)}; all by default")
    parser.add_argument(
        "--folder", type=Path, help="write the dossiers here and keep them (default: a temporary folder)"
    )
    parser.add_argument("--rounds", type=int, default=5, help="the number of pairs of short runs (5)")
    parser.add_argument("--hugo", default="hugo", help="the program (hugo)")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in MEASUREMENTS]
    if unknown:
        parser.error(f"no measurement is called {', '.join(unknown)}")
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}\n")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        for name in options.names or MEASUREMENTS:
            MEASUREMENTS[name](folder, options)


def check(folder: Path, options: argparse.Namespace) -> None:
    """Compare a check of 10,000 records with libyaml's bare parse of the same files, and time each stage."""
    root = _dossier(folder, 10000)
    yardsticks: list[dict[str, float]] = []

    def bare() -> float:
        yardsticks.append(json.loads(_python("yardstick.py", root).output))
        return yardsticks[-1]["parse"]

    ours, parse = paired(options.rounds, lambda: _engine("check", root).cpu, bare)
    with_reading = [seconds["read"] + seconds["parse"] for seconds in yardsticks]
    rows = [
        ("`dossier check`, the whole process", f"{median(ours):.2f} s"),
        ("libyaml `raw_parse()` of the same text", f"{median(parse):.3f} s"),
        ("ratio (target: 16)", f"**{ratio(ours, parse):.1f}**"),
        ("libyaml, with the reading of the files", f"{median(with_reading):.3f} s"),
        ("ratio to that", f"{ratio(ours, with_reading):.1f}"),
    ]
    _table("Load and check 10,000 records", rows)
    stages: dict[str, float] = json.loads(_python("stages.py", root).output)
    slow = sorted(((name, seconds) for name, seconds in stages.items() if seconds >= 0.02), key=lambda pair: -pair[1])
    _table("Time of each stage on its own", ((name, f"{seconds:.2f} s") for name, seconds in slow))


def record(folder: Path, options: argparse.Namespace) -> None:
    """Compare a check of a single record among 10,000 with Python's start-up and the imports of a full check."""
    root = _dossier(folder, 10000)
    imports = "import dossier.cli, dossier.commands.check"
    ours, start = paired(
        options.rounds * 2,
        lambda: _engine("check", root, "CLM-2026-0042").cpu,
        lambda: run(sys.executable, "-c", imports, folder=REPOSITORY).cpu,
    )
    rows = [
        ("`dossier check CLM-2026-0042`", f"{median(ours):.3f} s"),
        ("start-up and imports of a full check", f"{median(start):.3f} s"),
        ("ratio (target: 1.5)", f"**{ratio(ours, start):.2f}**"),
    ]
    _table("Check one record of 10,000", rows)


def hugo(folder: Path, options: argparse.Namespace) -> None:
    """Compare a build of 5,000 records with Hugo, which builds the same pages from Markdown."""
    root = _dossier(folder, 5000)
    source = folder / "hugo-5000"
    shutil.rmtree(source, ignore_errors=True)
    _build(root)
    others.write_hugo(root, source)

    def built_by_hugo() -> Cost:
        shutil.rmtree(source / "public", ignore_errors=True)
        return run(options.hugo, "--quiet", folder=source)

    ours, theirs = paired(options.rounds, lambda: _build(root), built_by_hugo)
    _compare(root, source / "public")
    cpu, hugo_cpu = [cost.cpu for cost in ours], [cost.cpu for cost in theirs]
    wall, hugo_wall = [cost.wall for cost in ours], [cost.wall for cost in theirs]
    rows = [
        ("`dossier build --no-search`: CPU", f"{median(cpu):.1f} s"),
        ("Hugo: CPU", f"{median(hugo_cpu):.1f} s"),
        ("ratio (target: 1.6)", f"**{ratio(cpu, hugo_cpu):.2f}**"),
        ("`dossier build --no-search`: wall", f"{median(wall):.1f} s"),
        ("Hugo: wall", f"{median(hugo_wall):.1f} s"),
        ("ratio (target: 2)", f"**{ratio(wall, hugo_wall):.2f}**"),
    ]
    _table("Build 5,000 records, compared with Hugo", rows)
    stages: dict[str, float] = json.loads(_python("build_stages.py", root).output)
    _table("CPU time of each stage, in one process", ((name, f"{seconds:.2f} s") for name, seconds in stages.items()))


def mkdocs(folder: Path, options: argparse.Namespace) -> None:
    """Compare a build of 5,000 records with MkDocs-Material, which builds the same pages from Markdown."""
    root = _dossier(folder, 5000)
    source = folder / "mkdocs-5000"
    shutil.rmtree(source, ignore_errors=True)
    _build(root)
    others.write_mkdocs(root, source)

    def built_by_mkdocs() -> float:
        shutil.rmtree(source / "site", ignore_errors=True)
        return run(sys.executable, "-m", "mkdocs", "-q", "build", folder=source).cpu

    ours, theirs = paired(max(1, options.rounds // 3), lambda: _build(root).cpu, built_by_mkdocs)
    _compare(root, source / "site")
    rows = [
        ("`dossier build --no-search`, the whole process", f"{median(ours):.1f} s"),
        ("MkDocs-Material, no search plugin", f"{median(theirs):.1f} s"),
        ("ratio (target: 0.33)", f"**{ratio(ours, theirs):.2f}**"),
        ("the search index in addition", f"{_engine('build', root).cpu - median(ours):.1f} s"),
    ]
    _table("Build 5,000 records, compared with MkDocs-Material", rows)


def rebuild(folder: Path, options: argparse.Namespace) -> None:
    """Compare the time `serve` needs for one change among 5,000 records with its first build."""
    root = _dossier(folder, 5000)
    runs = []
    for _ in range(max(1, options.rounds * 3 // 5)):
        shutil.rmtree(root / "build", ignore_errors=True)
        runs.append(json.loads(_python("rebuild.py", root).output))
    first, second = [seconds["first"] for seconds in runs], [seconds["second"] for seconds in runs]
    rows = [
        ("the first build", f"{median(first):.1f} s"),
        (f"after one change ({runs[0]['changed']} pages and the hubs; target: 1.5 s)", f"**{median(second):.2f} s**"),
        ("ratio", f"{ratio(second, first):.2f}"),
    ]
    _table("Rebuild one change of 5,000 records", rows)


def growth(folder: Path, options: argparse.Namespace) -> None:  # noqa: ARG001  (each measurement takes both)
    """CPU time a record and peak memory, for checks and builds of larger and larger dossiers."""
    print("### Growth and memory\n\n| records | check, ms each | peak | build, ms each | peak |\n|---|---|---|---|---|")
    for size in SIZES:
        root = _dossier(folder, size)
        checks = [_engine("check", root) for _ in range(3)]
        builds = [_build(root) for _ in range(1 if size > 5000 else 2)]
        print(f"| {size:,} | {_each(checks, size)} | {_each(builds, size)} |")
    print()


def weight(folder: Path, options: argparse.Namespace) -> None:  # noqa: ARG001  (as every measurement)
    """Print the size of claim pages, and the memory of indexing 10,000 records."""
    root = _dossier(folder, 10000)
    _build(root)
    site = root.resolve() / "build/site"
    pages = [page.read_text(encoding="utf-8") for page in (site / "claims").glob("*/index.html")]
    whole = sum(len(page.encode()) for page in pages) / len(pages)
    articles = sum(len(page[page.index("<article") : page.index("</article>")].encode()) for page in pages) / len(pages)
    call = f"from pathlib import Path; from dossier.site.search_index import index; index(Path({str(site)!r}))"
    indexed = run(sys.executable, "-c", call, folder=REPOSITORY)
    rows = [
        ("a page of a claim, average (target: 24 KiB)", f"**{whole / KIB:.1f} KiB**"),
        ("of that, the frame (target: 16 KiB)", f"{(whole - articles) / KIB:.1f} KiB"),
        ("the search index, peak of memory (target: 700 MB)", f"**{indexed.memory / MIB:.0f} MiB**"),
        ("the search index, CPU", f"{indexed.cpu:.1f} s"),
    ]
    _table("Weight of 10,000 records", rows)


def _each(costs: list[Cost], size: int) -> str:
    milliseconds = median(cost.cpu for cost in costs) / size * 1000
    return f"{milliseconds:.3f} | {max(cost.memory for cost in costs) / MIB:.0f} MiB"


def _dossier(folder: Path, size: int) -> Path:
    """A dossier of this many records, written if it does not exist, in which `check` finds no problem."""
    root = folder / str(size)
    if not root.is_dir():
        synthetic.write(root, size)
        output = _engine("check", root).output
        if f"0 errors, 0 warnings in {size:,} records" not in output:
            sys.exit(output)
    return root


def _engine(command: str, root: Path, *more: str) -> Cost:
    return run(sys.executable, "-m", "dossier", command, "--root", root.resolve(), *more, folder=REPOSITORY)


def _build(root: Path) -> Cost:
    """The cost of a build into an empty folder, because the other generators do not remove an old site either."""
    shutil.rmtree(root / "build", ignore_errors=True)
    return _engine("build", root, "--no-search")


def _python(script: str, root: Path) -> Cost:
    """The cost of a script of this folder, which imports the engine of this repository."""
    return run(sys.executable, BENCHMARKS / script, root.resolve(), folder=REPOSITORY, path=REPOSITORY)


def _compare(root: Path, *sites: Path) -> None:
    """Exit unless every page has the same title and the same letters and digits in all sites."""
    for address, page in others.pages(root):
        ours = html_tree.read(page)
        for site in sites:
            theirs = html_tree.read((site / address / "index.html").read_text(encoding="utf-8"))
            if (ours.own_title, ours.letters()) != (theirs.own_title, theirs.letters()):
                sys.exit(f"the page `{address}` is not the same in {site}")


def _table(title: str, rows: Iterable[tuple[str, str]]) -> None:
    print(f"### {title}\n\n| what | figure |\n|---|---|")
    for what, figure in rows:
        print(f"| {what} | {figure} |")
    print(flush=True)


MEASUREMENTS: dict[str, Callable[[Path, argparse.Namespace], None]] = {
    "check": check,
    "record": record,
    "hugo": hugo,
    "mkdocs": mkdocs,
    "rebuild": rebuild,
    "growth": growth,
    "weight": weight,
}

if __name__ == "__main__":
    main()

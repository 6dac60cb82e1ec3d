"""Measure the engine against its yardsticks, and print what came out as tables in Markdown.

    python benchmarks/run.py                  # everything: half an hour
    python benchmarks/run.py check one        # some of: check, one, build, rebuild, growth

All figures are CPU seconds, user and system, of whole processes with their children; runs that are compared take turns
(A B A B), and a ratio is the median of the ratios of the pairs. `build` needs Hugo (`benchmarks/requirements.txt`).
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
from measure import BESIDES, Cost, median, paired, ratio, run

BENCHMARKS = Path(__file__).resolve().parent
REPOSITORY = BENCHMARKS.parent
SIZES = (1250, 2500, 5000, 10000)
MIB = 1024 * 1024


def main() -> None:
    """Run the measurements asked for."""
    parser = argparse.ArgumentParser(description="Measure the engine against its yardsticks.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of: {', '.join(MEASUREMENTS)}; all by default")
    parser.add_argument("--folder", type=Path, help="where the dossiers are made, and kept (a folder that is removed)")
    parser.add_argument("--rounds", type=int, default=5, help="pairs of runs where runs are short (5)")
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
    """A full check of 10,000 records against libyaml's bare parse of the same files, and where the time goes."""
    root = _dossier(folder, 10000)
    yardsticks: list[dict[str, float]] = []

    def bare() -> float:
        yardsticks.append(json.loads(_python("yardstick.py", root).output))
        return yardsticks[-1]["parse"]

    ours, parse = paired(options.rounds, lambda: _engine("check", root).cpu, bare)
    with_reading = [one["read"] + one["parse"] for one in yardsticks]
    rows = [
        ("`dossier check`, the whole process", f"{median(ours):.2f} s"),
        ("libyaml `raw_parse()` of the same text", f"{median(parse):.3f} s"),
        ("ratio (target: 20)", f"**{ratio(ours, parse):.1f}**"),
        ("libyaml, with the reading of the files", f"{median(with_reading):.3f} s"),
        ("ratio to that", f"{ratio(ours, with_reading):.1f}"),
    ]
    _table("Load and check 10,000 records", rows)
    stages: dict[str, float] = json.loads(_python("stages.py", root).output)
    slow = sorted(((name, one) for name, one in stages.items() if one >= 0.02), key=lambda pair: -pair[1])
    _table("Where it goes, each stage on its own", ((name, f"{one:.2f} s") for name, one in slow))


def one(folder: Path, options: argparse.Namespace) -> None:
    """A check of one record among 10,000 against Python's start-up with the imports of a full check."""
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


def build(folder: Path, options: argparse.Namespace) -> None:
    """A build of 5,000 records against MkDocs-Material and Hugo, which build the same pages from Markdown."""
    root = _dossier(folder, 5000)
    mkdocs, hugo = folder / "mkdocs-5000", folder / "hugo-5000"
    for place in (mkdocs, hugo):
        shutil.rmtree(place, ignore_errors=True)
    _build(root)
    others.write_mkdocs(root, mkdocs)
    others.write_hugo(root, hugo)

    def built_by_hugo() -> float:
        shutil.rmtree(hugo / "public", ignore_errors=True)
        return run(options.hugo, "--quiet", folder=hugo).cpu

    def built_by_mkdocs() -> float:
        shutil.rmtree(mkdocs / "site", ignore_errors=True)
        return run(sys.executable, "-m", "mkdocs", "-q", "build", folder=mkdocs).cpu

    ours, of_hugo = paired(options.rounds, lambda: _build(root).cpu, built_by_hugo)
    beside, of_mkdocs = paired(max(1, options.rounds // 3), lambda: _build(root).cpu, built_by_mkdocs)
    _compare(root, mkdocs / "site", hugo / "public")
    stages: dict[str, float] = json.loads(_python("build_stages.py", root).output)
    besides = sum(one for name, one in stages.items() if name.startswith(BESIDES)) / stages["whole"]
    pages = [whole * (1 - besides) for whole in ours]
    rows = [
        ("`dossier build --no-search`, the whole process", f"{median(ours):.1f} s"),
        ("the same without exports, head tags and citations, which the others do not make", f"{median(pages):.1f} s"),
        ("MkDocs-Material, no search plugin", f"{median(of_mkdocs):.1f} s"),
        ("Hugo", f"{median(of_hugo):.1f} s"),
        ("ratio to MkDocs-Material (target: 0.33)", f"**{ratio(beside, of_mkdocs):.2f}**"),
        ("ratio to Hugo", f"{ratio(ours, of_hugo):.2f}"),
        ("ratio to Hugo, without these (target: 1.5)", f"**{ratio(pages, of_hugo):.2f}**"),
        ("the search index, besides", f"{_engine('build', root).cpu - median(ours):.1f} s"),
    ]
    _table("Build 5,000 records", rows)
    _table("Where it goes", ((name, f"{one:.2f} s") for name, one in stages.items()))


def rebuild(folder: Path, options: argparse.Namespace) -> None:
    """What `serve` takes to show one change among 5,000 records, against its first build."""
    root = _dossier(folder, 5000)
    runs = []
    for _ in range(max(1, options.rounds * 3 // 5)):
        shutil.rmtree(root / "build", ignore_errors=True)
        runs.append(json.loads(_python("rebuild.py", root).output))
    first, second = [one["first"] for one in runs], [one["second"] for one in runs]
    rows = [
        ("the first build", f"{median(first):.1f} s"),
        (f"after one change ({runs[0]['changed']} pages and the hubs)", f"{median(second):.2f} s"),
        ("ratio (target: 0.25)", f"**{ratio(second, first):.2f}**"),
    ]
    _table("Rebuild one change of 5,000 records", rows)


def growth(folder: Path, options: argparse.Namespace) -> None:  # noqa: ARG001  (as every measurement)
    """CPU for each record, and peak memory, of checks and builds of growing dossiers."""
    print("### Growth and memory\n\n| records | check, ms each | peak | build, ms each | peak |\n|---|---|---|---|---|")
    for size in SIZES:
        root = _dossier(folder, size)
        checks = [_engine("check", root) for _ in range(3)]
        builds = [_build(root) for _ in range(1 if size > 5000 else 2)]
        print(f"| {size:,} | {_each(checks, size)} | {_each(builds, size)} |")
    print()


def _each(costs: list[Cost], size: int) -> str:
    return f"{median(one.cpu for one in costs) / size * 1000:.3f} | {max(one.memory for one in costs) / MIB:.0f} MiB"


def _dossier(folder: Path, size: int) -> Path:
    """A dossier of so many records, made if need be, which `check` has found without fault."""
    root = folder / str(size)
    if not root.is_dir():
        synthetic.write(root, size)
        said = _engine("check", root).output
        if f"0 errors, 0 warnings in {size:,} records" not in said:
            sys.exit(said)
    return root


def _engine(command: str, root: Path, *more: str) -> Cost:
    return run(sys.executable, "-m", "dossier", command, "--root", root.resolve(), *more, folder=REPOSITORY)


def _build(root: Path) -> Cost:
    """A build into an empty place: to remove the site before is nobody's yardstick."""
    shutil.rmtree(root / "build", ignore_errors=True)
    return _engine("build", root, "--no-search")


def _python(script: str, root: Path) -> Cost:
    """A script of this folder, which imports the engine that lies beside it."""
    return run(sys.executable, BENCHMARKS / script, root.resolve(), folder=REPOSITORY, path=REPOSITORY)


def _compare(root: Path, *sites: Path) -> None:
    """Stop unless every page has the same title and the same letters and digits in all sites."""
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
    "one": one,
    "build": build,
    "rebuild": rebuild,
    "growth": growth,
}

if __name__ == "__main__":
    main()

"""CPU time of `check` with many quotations of a source. [io]

    python benchmarks/quotations.py --claims 2000 --rounds 3

Each claim has a quotation, and each capture of the source records that of a claim. With `--unrecorded`, no capture
records any, so that each quotation is reported. The figure compares all claims with half as many. A linear cost is
doubled, and a quadratic cost grows fourfold.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import tempfile
from pathlib import Path

from measure import median, paired, ratio, run
from synthetic import CONFIGURATION, SUBJECT, Record
from yaml_text import yaml_text

REPOSITORY = Path(__file__).resolve().parent.parent
_LIMIT = 3
_SOURCE: Record = {
    "id": "SRC-2026-0001",
    "topics": ["Trials in the north"],
    "type": "webpage",
    "genre": "press-release",
    "title": "A long statement",
    "authors": "none",
    "publisher": "Vale Press",
    "issued": "2026-01-01",
    "url": "https://vale.example.org/statement",
    "accessed": "2026-10-01",
    "language": "en",
    "tier": "primary",
    "checked": {"level": "full-text", "on": "2026-10-01"},
}


def main() -> None:
    """Time a check of the number of claims of the command line, and of half as many."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--unrecorded", action="store_true", help="record no quotation in any capture")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="quotations-") as folder:
        roots = [Path(folder) / str(claims) for claims in (options.claims, options.claims // 2)]
        for root in roots:
            write(root, int(root.name), is_recorded=not options.unrecorded)
        all_claims, half = paired(options.rounds, *(lambda root=root: _check(root) for root in roots))
    print(f"{options.claims:,} claims: {median(all_claims):.2f} s of CPU, half as many: {median(half):.2f} s")
    print(f"ratio: {ratio(all_claims, half):.2f} (at most {_LIMIT})")


def write(root: Path, claims: int, *, is_recorded: bool) -> None:
    """Write a dossier with this many claims, and as many captures of their one source."""
    (root / "pages").mkdir(parents=True)
    shutil.copyfile(CONFIGURATION, root / "mkdocs.yml")
    shutil.copyfile(SUBJECT, root / "subject.yml")
    records = [("sources", _SOURCE)]
    for number in range(1, claims + 1):
        records += [("claims", _claim(number)), ("captures", _capture(number, is_recorded=is_recorded))]
    for kind, record in records:
        path = root / "evidence" / kind / f"{record['id']}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml_text(record), encoding="utf-8", newline="\n")


def quotation(number: int) -> str:
    """The words that a claim quotes, and the text of a capture."""
    return f"We said it for the {number}th time in the statement"


def _claim(number: int) -> Record:
    return {
        "id": f"CLM-2026-{number:04d}",
        "topics": ["Trials in the north"],
        "statement": f"The speaker said it for the {number}th time.",
        "date": "2026-01-01",
        "standing": "reported",
        "evidence": [
            {
                "source": "SRC-2026-0001",
                "stance": "supports",
                "says": "The speaker repeats it.",
                "quote": {"exact": quotation(number)},
            }
        ],
        "adverse_to": [],
    }


def _capture(number: int, *, is_recorded: bool) -> Record:
    text = quotation(number)
    place: Record = {"claim": f"CLM-2026-{number:04d}", "exact": text, "start": 0, "end": len(text), "tier": "verbatim"}
    record: Record = {
        "id": f"CAP-2026-{number:04d}",
        "source": "SRC-2026-0001",
        "method": "supplied-file",
        "started": "2026-10-01T09:30:00Z",
        "finished": "2026-10-01T09:30:09Z",
        "files": [
            {
                "role": "text",
                "media_type": "text/plain",
                "bytes": len(text),
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
            }
        ],
        "storage": "Held privately; not published.",
    }
    return record | ({"quotes": [place]} if is_recorded else {})


def _check(root: Path) -> float:
    # A check that finds errors ends with 1, which `run` takes for a failure.
    shell = ("sh", "-c", '"$0" -m dossier check --root "$1" > "$1/report"; test $? -le 1')
    return run(*shell, sys.executable, root.resolve(), folder=REPOSITORY).cpu


if __name__ == "__main__":
    main()

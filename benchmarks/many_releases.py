"""CPU time of `dossier verify` for 1,000 releases. [io]

    python benchmarks/many_releases.py --releases 1000 --rounds 3

Each release adds a record and changes the record of the release before. The releases are made in memory and written to
folders. The time for a release must not grow with their number: 1,000 releases may take at most three times as long as
500.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import rfc8785
from measure import Cost, median, paired, ratio, run

from dossier.configuration import Publisher
from dossier.model.addresses import Revision
from dossier.releases.publish.commit_files import Seal, listed_files, make_manifest, sealed_files
from dossier.releases.store import ledger, manifest
from dossier.releases.store.canonical_json import SCHEMA, digest
from dossier.releases.store.manifest import ReleaseTreeState
from dossier.releases.store.release_json import AddedRecord, ChangedRecord, Release
from dossier.releases.store.version import next_version

ROOT = Path(__file__).resolve().parent.parent
_LIMIT = 3
_PUBLISHER = Publisher("The Vale Record Society", "1 Mill Street", "editors@vale.example.org")


def main() -> None:
    """Time the verification of the number of releases of the command line, and of half as many."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="releases-") as folder:
        trees = [Path(folder) / str(number) for number in (options.releases, options.releases // 2)]
        for tree in trees:
            _write(tree, int(tree.name))
        print(_verify(trees[0]).output.splitlines()[0])
        whole, half = paired(options.rounds, *(lambda tree=tree: _verify(tree).cpu for tree in trees))
    print(f"{options.releases:,} releases: {median(whole):.2f} s of CPU, half as many: {median(half):.2f} s")
    print(f"ratio: {ratio(whole, half):.2f} (at most {_LIMIT})")


def _write(tree: Path, releases: int) -> None:
    state = ReleaseTreeState()
    for number in range(1, releases + 1):
        release, changed = _release(state, number)
        listed = listed_files(release, changed, "Many releases", _PUBLISHER, is_signed=False)
        sums = make_manifest(listed)
        files, (_, witness) = sealed_files(state, release, listed, sums, Seal())
        for path, content in files.items():
            target = tree / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        line = ledger.parse_witness(witness)
        state = ReleaseTreeState((*state.lines, line), {**state.hashes, **manifest.parse(sums)})


def _release(state: ReleaseTreeState, number: int) -> tuple[Release, dict[str, bytes]]:
    """A release with a new record and, except in the first, another revision of the last record."""
    day = date(2026, 1, 1) + timedelta(number)
    added = Revision(_name(number), 1)
    files = {added.page: b"<p>", added.record: _record(added)}
    changed: tuple[ChangedRecord, ...] = ()
    if state.lines:
        revision = Revision(_name(number - 1), 2)
        files |= {revision.page: b"<p>", revision.record: _record(revision)}
        before = state.hashes[Revision(_name(number - 1), 1).record]
        changed = (ChangedRecord(revision.identifier, 2, digest(files[revision.record]), before, ()),)
    release = Release(
        version=next_version(day, {line.version for line in state.lines[-1:]}),
        date=day.isoformat(),
        site_url="https://synthetic.example.org/",
        source_commit="a" * 40,
        previous=state.lines[-1].version if state.lines else None,
        records=number,
        added=(AddedRecord(added.identifier, 1, digest(files[added.record])),),
        changed=changed,
    )
    return release, files


def _name(number: int) -> str:
    return f"CLM-2026-{number:04d}"


def _record(revision: Revision) -> bytes:
    record = {"id": revision.identifier, "statement": f"Revision {revision.number}."}
    return rfc8785.dumps(
        {"id": revision.identifier, "kind": "claim", "record": record, "resolved": {}, "schema": SCHEMA}
    )


def _verify(tree: Path) -> Cost:
    return run(sys.executable, "-m", "dossier", "verify", tree, folder=ROOT)


if __name__ == "__main__":
    main()

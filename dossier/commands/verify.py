"""`dossier verify`: check that published releases are unchanged. [io]"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.errors import DossierError
from dossier.system.terminal import clean, progress

if TYPE_CHECKING:
    from dossier.releases.store.ledger import LedgerLine
    from dossier.releases.verify.verify import Verdict

_MOST_SHOWN = 50


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "where", metavar="DIR|REF|URL", help="verify this folder, this branch, or the site at this address"
    )
    witness_help = "compare with this line of the ledger that was kept elsewhere, `ledger-head-*.json`; may be repeated"
    parser.add_argument("--witness", action="append", default=[], type=Path, metavar="FILE", help=witness_help)
    parser.add_argument(
        "--repo", type=Path, metavar="DIR", help="use the branch in this repository (that of the dossier)"
    )
    parser.add_argument("--site", action="store_true", help="ignore living pages: the folder is a built site")


def run(options: argparse.Namespace, root: Path) -> int:
    """Print the verdict. Returns 0 if every released file is unchanged, else 1."""
    from dossier.releases.seal.signature import verify_signature
    from dossier.releases.verify.trees import open_tree
    from dossier.releases.verify.verify import SealVerifiers, verify

    witnesses = [_witness(path) for path in options.witness]
    with open_tree(options.where, options.repo or root) as tree, progress("Verifying") as step:
        verdict = verify(tree, SealVerifiers(_time_of, verify_signature), witnesses, is_site=options.site, step=step)
    for fault in verdict.faults[:_MOST_SHOWN]:
        print(f"does not hold: {clean(str(fault))}")
    if verdict.faults:
        if len(verdict.faults) > _MOST_SHOWN:
            print(f"and {len(verdict.faults) - _MOST_SHOWN:,} more")
        return 1
    print("holds: " + ", ".join(_verified_facts(verdict, witnesses)))
    for redaction in _redactions(verdict):
        print(clean(redaction))
    for note in _limits(verdict, witnesses):
        print(f"note: {note}")
    return 0


def _time_of(sums: bytes, stamp: bytes, certificates: bytes) -> datetime:
    # Imported only if there is a timestamp: the import takes longer than the verification of a hundred files.
    from dossier.releases.seal.timestamp import verify_timestamp

    return verify_timestamp(sums, stamp, certificates)


def _witness(path: Path) -> LedgerLine:
    from dossier.releases.store.ledger import parse_witness

    try:
        return parse_witness(path.read_bytes())
    except ValueError as error:
        raise DossierError(f"`{clean(str(path))}` {error}") from None


def _verified_facts(verdict: Verdict, witnesses: list[LedgerLine]) -> Iterator[str]:
    lines = verdict.holdings.lines
    yield _count(len(lines), "release")
    yield _count(len(verdict.holdings.hashes), "file")
    yield f"ledger head {lines[-1].version}"
    if witnesses:
        yield f"as {'the witness has' if len(witnesses) == 1 else f'{len(witnesses)} witnesses have'} seen it"
    for version, time in list(verdict.times.items())[-1:]:
        release = "" if version == lines[-1].version else f" for release {version}"
        yield f"timestamp of {time.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC{release} verified"
    for version, key in list(verdict.keys.items())[-1:]:
        release = "" if version == lines[-1].version else f" for release {version}"
        yield f"signature{release} by {key} verified"
    for version, files in verdict.redacted.items():
        yield f"{_count(len(files), 'file')} redacted under release {version}"


def _redactions(verdict: Verdict) -> Iterator[str]:
    """Yield a line for each redacted file: the release, the path, the authority and the reason."""
    for version, files in verdict.redacted.items():
        for file in files:
            places = ", ".join(file.changed)
            yield f"redacted: `{file.path}` at {places}, by release {version}; by {file.authority}: {file.reason}"


def _limits(verdict: Verdict, witnesses: list[LedgerLine]) -> Iterator[str]:
    if not verdict.is_listed:
        yield "added files cannot be seen over HTTP: verify the branch to find them"
    if verdict.redacted:
        yield "the words under the marks are gone: that nothing else changed in a redacted file cannot be checked"
    if not witnesses:
        yield "removed releases cannot be seen without a witness: give `--witness`"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

"""`dossier verify`: see that what was released is still what was released, or say which file is not. [io]"""

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
    parser.add_argument("where", metavar="DIR|REF|URL", help="a folder, a branch, or the address of the site")
    what = "a line of the ledger kept elsewhere, `ledger-head-*.json`; may be given again"
    parser.add_argument("--witness", action="append", default=[], type=Path, metavar="FILE", help=what)
    parser.add_argument("--repo", type=Path, metavar="DIR", help="the repository of the branch (that of the dossier)")
    parser.add_argument("--site", action="store_true", help="the folder is a built site: pass over its living pages")


def run(options: argparse.Namespace, root: Path) -> int:
    """Print the verdict; 0 where all holds, else 1."""
    from dossier.releases.seal.signature import signer
    from dossier.releases.verify.trees import opened
    from dossier.releases.verify.verify import Seals, verify

    witnesses = [_witness(path) for path in options.witness]
    with opened(options.where, options.repo or root) as tree, progress("Verifying") as step:
        verdict = verify(tree, Seals(_time_of, signer), witnesses, is_site=options.site, step=step)
    for fault in verdict.faults[:_MOST_SHOWN]:
        print(f"does not hold: {clean(str(fault))}")
    if verdict.faults:
        if len(verdict.faults) > _MOST_SHOWN:
            print(f"and {len(verdict.faults) - _MOST_SHOWN:,} more")
        return 1
    print("holds: " + ", ".join(_held(verdict, witnesses)))
    for note in _unseen(verdict, witnesses):
        print(f"note: {note}")
    return 0


def _time_of(sums: bytes, stamp: bytes, certificates: bytes) -> datetime:
    # Imported where there is a stamp: it takes longer than to verify a hundred files.
    from dossier.releases.seal.timestamp import time_of

    return time_of(sums, stamp, certificates)


def _witness(path: Path) -> LedgerLine:
    from dossier.releases.store.ledger import witnessed

    try:
        return witnessed(path.read_bytes())
    except ValueError as error:
        raise DossierError(f"`{clean(str(path))}` {error}") from None


def _held(verdict: Verdict, witnesses: list[LedgerLine]) -> Iterator[str]:
    lines = verdict.holdings.lines
    yield _counted(len(lines), "release")
    yield _counted(len(verdict.holdings.hashes), "file")
    yield f"ledger head {lines[-1].version}"
    if witnesses:
        yield f"as {'the witness has' if len(witnesses) == 1 else f'{len(witnesses)} witnesses have'} seen it"
    for version, time in list(verdict.times.items())[-1:]:
        of = "" if version == lines[-1].version else f" for release {version}"
        yield f"timestamp of {time.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC{of} verified"
    for version, key in list(verdict.keys.items())[-1:]:
        of = "" if version == lines[-1].version else f" for release {version}"
        yield f"signature{of} by {key} verified"
    for version, number in verdict.redacted.items():
        yield f"{_counted(number, 'file')} redacted under release {version}"


def _unseen(verdict: Verdict, witnesses: list[LedgerLine]) -> Iterator[str]:
    if not verdict.is_listed:
        yield "files that were added cannot be seen over HTTP: verify the branch for them"
    if not witnesses:
        yield "that releases were taken away cannot be seen without a witness: give `--witness`"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"

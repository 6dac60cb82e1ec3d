"""`dossier verify`: check that published releases are unchanged. [io]"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.errors import DossierError
from dossier.system.terminal import clean, progress, shown_path

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from dossier.releases.store.ledger import LedgerLine
    from dossier.releases.store.release_json import Release
    from dossier.releases.verify.seals import VerifiedTime
    from dossier.releases.verify.verify import Verdict

_MOST_SHOWN = 50
# A hostile site could redirect each file to another host.
_MOST_HOSTS = 5


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
    tsa_help = (
        "certificates in PEM, one of which must have signed each timestamp (for a branch of the dossier itself, the "
        "certificates that `mkdocs.yml` names)"
    )
    parser.add_argument("--tsa", type=Path, metavar="FILE", help=tsa_help)
    parser.add_argument(
        "--minutes", type=_minutes, default=60, metavar="N", help="stop if a site takes longer than this (60)"
    )


def run(options: argparse.Namespace, root: Path) -> int:
    """Print the verdict. Returns 0 if every released file is unchanged, else 1."""
    from dossier.model.addresses import SITEMAP
    from dossier.releases.seal.signature import verify_signature
    from dossier.releases.store.branch import CommitTree
    from dossier.releases.verify.seals import SealVerifiers
    from dossier.releases.verify.trees import open_tree
    from dossier.releases.verify.verify import verify

    witnesses = [_witness(path) for path in options.witness]
    with open_tree(options.where, options.repo or root, options.minutes) as tree, progress("Verifying") as step:
        is_own = isinstance(tree, CommitTree) and options.repo is None
        authority = _Authority(options.tsa, root if is_own else None)
        seals = SealVerifiers(authority.stamp_of, verify_signature)
        verdict = verify(tree, seals, witnesses, is_site=options.site, step=step)
        elsewhere = sorted(getattr(tree, "elsewhere", ()))[:_MOST_HOSTS]
    if not options.site and any(fault.path == SITEMAP for fault in verdict.faults):
        print("this looks like a built site: give `--site` to leave out the pages that belong to no release")
    for fault in verdict.faults[:_MOST_SHOWN]:
        print(f"does not hold: {clean(str(fault))}")
    if verdict.faults:
        if len(verdict.faults) > _MOST_SHOWN:
            print(f"and {len(verdict.faults) - _MOST_SHOWN:,} more")
        return 1
    print("holds: " + ", ".join(_verified_facts(verdict, witnesses)))
    for report in (*_timestamps(verdict), *_rewritings(verdict), *_redactions(verdict), *_suspensions(verdict)):
        print(clean(report))
    for address in elsewhere:
        print(f"note: files were read from {clean(address)}, to which the site redirects")
    if verdict.seals.times and authority.file is None:
        print("note: timestamps come with their own certificates: give `--tsa` to compare them with the authority's")
    for note in _limits(verdict, witnesses, is_site=options.site):
        print(f"note: {note}")
    return 0


def _minutes(text: str) -> float:
    minutes = float(text)
    if not 0 < minutes < 1e6:
        raise ValueError
    return minutes


@dataclass(slots=True)
class _Authority:
    """The timestamp authority that must have signed: its file of certificates, or the dossier whose settings name it.

    The file is None if neither is known.
    """

    file: Path | None
    dossier: Path | None
    _certificates: tuple[Certificate, ...] | None = None

    def stamp_of(self, sums: bytes, stamp: bytes, certificates: bytes) -> VerifiedTime:
        """The verified timestamp. Raises ValueError if it does not verify or if another authority signed it."""
        # Imported only if there is a timestamp: the import takes longer than the verification of a hundred files.
        from dossier.releases.seal.certificates import describe
        from dossier.releases.seal.timestamp import verify_timestamp
        from dossier.releases.verify.seals import VerifiedTime

        token = verify_timestamp(sums, stamp, certificates)
        if self._certificates is None:
            self._certificates = self._read()
        if self.file is not None and token.signer not in self._certificates:
            signer = describe(token.signer)
            raise ValueError(f"is signed by {signer}, and `{shown_path(self.file)}` does not have this certificate")
        return VerifiedTime(token.time, describe(token.signer))

    def _read(self) -> tuple[Certificate, ...]:
        """The certificates of the file, or none. Without a file, the settings of the dossier may name one."""
        from dossier.releases.seal.certificates import parse

        if self.file is None and self.dossier is not None:
            from dossier.releases.seal.seal import trusted_certificates

            with suppress(DossierError):
                self.file = trusted_certificates(self.dossier)
        if self.file is None:
            return ()
        try:
            return parse(self.file.read_bytes())
        except ValueError:
            raise DossierError(f"`{shown_path(self.file)}` has no certificates in PEM") from None


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
    for version, stamp in list(verdict.seals.times.items())[-1:]:
        release = "" if version == lines[-1].version else f" for release {version}"
        yield f"timestamp of {stamp.time.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC{release} verified"
    for version, key in list(verdict.seals.keys.items())[-1:]:
        release = "" if version == lines[-1].version else f" for release {version}"
        yield f"signature{release} by {key} verified"
    if verdict.holdings.suspensions:
        yield f"{_count(len(verdict.holdings.suspensions), 'file')} suspended now"
    for each in verdict.releases:
        if each.redacted:
            yield f"{_count(len(each.redacted), 'file')} redacted under release {each.version}"


def _timestamps(verdict: Verdict) -> Iterator[str]:
    """Yield a line for each certificate that signed timestamps, and for each authority that releases name for it."""
    stamped = (release for release in verdict.releases if release.version in verdict.seals.times)
    signed = Counter(
        (verdict.seals.times[release.version].signer, release.timestamp and release.timestamp.authority)
        for release in stamped
    )
    for (signer, authority), number in signed.items():
        yield f"{_count(number, 'timestamp')} by {signer}; the releases name the authority {authority}"


def _rewritings(verdict: Verdict) -> Iterator[str]:
    """Yield a line for each release whose source does not descend from the source before."""
    for release in verdict.releases:
        if (rewritten := release.source_rewritten) is not None:
            yield (
                f"source rewritten: release {release.version} does not descend from commit {rewritten.previous}; "
                f"by {rewritten.authority}: {rewritten.reason}"
            )


def _redactions(verdict: Verdict) -> Iterator[str]:
    """Yield a line for each redacted file: the release, the path, the authority and the reason."""
    for each in verdict.releases:
        for file in each.redacted:
            places, by = file.places, f"by {file.authority}: {file.reason}"
            yield f"redacted: `{file.path}` at {places}, by release {each.version}; {by}"


def _suspensions(verdict: Verdict) -> Iterator[str]:
    """Yield a line for each suspension of a file: the release, the path, the reason, and its end if it has ended."""
    ends = _ends_of_suspensions(verdict.releases)
    for each in verdict.releases:
        for file in each.suspended:
            begun = f"by release {each.version}: {file.reason}"
            end = ends.get((file.path, each.version))
            if end is None:
                yield f"suspended: `{file.path}`, {begun}"
            else:
                yield f"put back: `{file.path}`, by release {end}, byte for byte what was suspended {begun}"


def _ends_of_suspensions(releases: Iterable[Release]) -> dict[tuple[str, str], str]:
    """The release that ended each suspension, by path and by the release that began it."""
    ends: dict[tuple[str, str], str] = {}
    begun: dict[str, list[str]] = {}
    for each in releases:
        for back in each.lifted:
            ends |= {(back.path, version): each.version for version in begun.pop(back.path, ())}
        for file in each.suspended:
            begun.setdefault(file.path, []).append(each.version)
    return ends


def _limits(verdict: Verdict, witnesses: list[LedgerLine], *, is_site: bool) -> Iterator[str]:
    if not verdict.is_listed:
        yield "added files cannot be seen over HTTP: verify the branch to find them"
    if is_site:
        yield (
            "living files were not judged: one such as `_redirects` or a service worker can change what a reader of a "
            "permalink sees"
        )
    if any(each.redacted for each in verdict.releases):
        yield "the words under the marks are gone: that nothing else changed in a redacted file cannot be checked"
    if not witnesses:
        yield "removed releases cannot be seen without a witness: give `--witness`"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

"""Turn a tree of frozen files into a verdict: whether it is what was released, or exactly which file is not.

Nothing is taken on trust, and git is not asked. The ledger must chain and agree with its witnesses; every manifest,
stamp and signature must be the one that the ledger names, and verify; every file must have the hash that the newest
manifest listing it gives, and none may be there that no manifest lists; each release must follow from the one before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from dossier.releases.store import ledger, manifest, release_json
from dossier.releases.store.canonical_json import digest, is_canonical, is_named
from dossier.releases.store.ledger import LedgerLine
from dossier.releases.store.manifest import (
    CERTIFICATES,
    SEALS,
    SIGNATURE,
    SIGNERS,
    STAMP,
    SUMS,
    ReleaseTreeState,
    newest_of,
)
from dossier.releases.store.release_json import Release
from dossier.releases.verify.sequence import SequenceFault, VerifiedRelease, succession

Step = Callable[[int, int], None]

# To draw a bar takes longer than to verify a file.
_STRIDE = 50

_RECORD = re.compile(r"r/([A-Za-z0-9-]+)/[1-9][0-9]*/record\.json")
# Beside the frozen files a living site has the list of releases, and for each record the way to its newest revision.
_LIVING = re.compile(r"(?!r/|releases/).*|(?:r|releases)/index\.html|r/[A-Za-z0-9-]+/index\.html", re.DOTALL)


class Tree(Protocol):
    """Files by path from the root of the site."""

    def paths(self) -> Iterable[str] | None:
        """Every path there is; None where that cannot be known."""
        ...

    def read(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Yield each file asked for with its content, but those that are not there or are no plain files."""
        ...


@dataclass(frozen=True, slots=True)
class Seals:
    """How stamps and signatures are verified; both raise ValueError, saying of the file why it does not verify."""

    # From manifest, stamp and certificates: the time that the stamp proves.
    time: Callable[[bytes, bytes, bytes], datetime]
    # From manifest, signature and allowed signers: the fingerprint of the key.
    key: Callable[[bytes, bytes, bytes], str]


@dataclass(slots=True)
class Verdict:
    """What was found: nothing is at fault in what holds."""

    holdings: ReleaseTreeState = field(default_factory=ReleaseTreeState)
    faults: list[SequenceFault] = field(default_factory=list)
    is_listed: bool = True
    # The number of files redacted, the time proved and the key that signed, by release.
    redacted: dict[str, int] = field(default_factory=dict)
    times: dict[str, datetime] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)


class MismatchError(Exception):
    """One sentence that names the first file that is not as it was released."""


def verify_or_raise(tree: Tree, step: Step | None = None) -> ReleaseTreeState:
    """What the tree holds; raises MismatchError at the first file that is missing, changed, or not accounted for.

    That stamps and signatures are those that the ledger names is seen, and not what they prove.
    """
    verdict = verify(tree, None, step=step)
    for fault in verdict.faults:
        raise MismatchError(str(fault))
    return verdict.holdings


def verify(
    tree: Tree,
    seals: Seals | None,
    witnesses: Sequence[LedgerLine] = (),
    *,
    is_site: bool = False,
    step: Step | None = None,
) -> Verdict:
    """The verdict on a tree; in that of a whole site the living pages are passed over.

    Without `seals` it is not seen what stamps and signatures prove. `witnesses` are lines of the ledger that were kept
    elsewhere. `step` is called with how many of how many files are done. Whatever the tree raises passes through.
    """
    paths = tree.paths()
    present = None if paths is None else {one for one in paths if not (is_site and _LIVING.fullmatch(one))}
    verdict = Verdict(is_listed=present is not None)
    lines = _ledger(tree, verdict)
    verdict.faults += _witnessed(lines, witnesses)
    if verdict.faults:
        return verdict
    manifests = _manifests(tree, lines, seals, verdict)
    if verdict.faults:
        return verdict
    hashes = {path: hash_ for listed in manifests.values() for path, hash_ in listed.items()}
    told = _told(tree, lines, hashes, verdict)
    if not verdict.faults:
        accounts = [VerifiedRelease(line, manifests[line.version], told[line.version]) for line in lines]
        verdict.faults += succession(accounts)
        verdict.redacted = {one.line.version: len(one.told.redacted) for one in accounts if one.told.redacted}
    others = hashes.keys() - {_release_json(line) for line in lines}
    new = manifests[lines[-1].version]
    verdict.faults += _files(tree, {path: hashes[path] for path in others}, new, present, step)
    verdict.faults += _unaccounted((present or set()) - hashes.keys(), lines)
    newest = newest_of(hashes)
    if ledger.state(newest) != lines[-1].state:
        verdict.faults.append(SequenceFault(ledger.PATH, "ends with another state than that of the newest revisions"))
    verdict.holdings = ReleaseTreeState(lines, hashes, newest)
    return verdict


def _ledger(tree: Tree, verdict: Verdict) -> tuple[LedgerLine, ...]:
    content = dict(tree.read([ledger.PATH])).get(ledger.PATH)
    if content is None:
        verdict.faults.append(SequenceFault(ledger.PATH, "is missing"))
        return ()
    try:
        lines = ledger.parse(content)
    except ValueError as error:
        verdict.faults.append(SequenceFault(ledger.PATH, str(error)))
        return ()
    if not lines:
        verdict.faults.append(SequenceFault(ledger.PATH, "names no release"))
    return lines


def _witnessed(lines: Sequence[LedgerLine], witnesses: Iterable[LedgerLine]) -> Iterator[SequenceFault]:
    """Yield where the ledger is not the one that was seen before; an unreadable one has been reported."""
    numbered = {line.version: (number, line) for number, line in enumerate(lines, 1)}
    for witness in witnesses if lines else ():
        if witness.version not in numbered:
            what = f"lacks release {witness.version}, which the witness has seen: it was rolled back or rewritten"
            yield SequenceFault(ledger.PATH, what)
        elif numbered[witness.version][1] != witness:
            number, line = numbered[witness.version]
            what = f"was rewritten: line {number} ({line.version}) is not the one that the witness has seen"
            yield SequenceFault(ledger.PATH, what)


def _manifests(
    tree: Tree, lines: Sequence[LedgerLine], seals: Seals | None, verdict: Verdict
) -> dict[str, dict[str, str]]:
    """The hashes that each release lists, by version, once what vouches for them has been verified."""
    wanted = {path: hash_ for line in lines for path, hash_ in _beside(line).items()}
    found = dict(tree.read(sorted(wanted)))
    manifests: dict[str, dict[str, str]] = {}
    for path, hash_ in wanted.items():
        if path not in found:
            verdict.faults.append(SequenceFault(path, "is missing"))
        elif hash_ is not None and digest(found[path]) != hash_:
            verdict.faults.append(SequenceFault(path, "is not the one that the ledger names"))
    wrong = {fault.path for fault in verdict.faults}
    sound = {path: content for path, content in found.items() if path not in wrong}
    for line in lines:
        sums = f"releases/{line.version}/{SUMS}"
        if sums in wrong:
            continue
        try:
            manifests[line.version] = manifest.parse(found[sums])
        except ValueError as error:
            verdict.faults.append(SequenceFault(sums, str(error)))
        if seals is not None:
            _check_seals(line, sound, seals, verdict)
    return manifests


def _check_seals(line: LedgerLine, found: Mapping[str, bytes], seals: Seals, verdict: Verdict) -> None:
    """Verify what vouches for a manifest and is as the ledger names it; the rest has been reported."""
    folder = f"releases/{line.version}"
    sums = found[f"{folder}/{SUMS}"]
    stamp, certificates = (found.get(f"{folder}/{name}") for name in (STAMP, CERTIFICATES))
    if stamp is not None and certificates is not None:
        try:
            verdict.times[line.version] = seals.time(sums, stamp, certificates)
        except ValueError as error:
            verdict.faults.append(SequenceFault(f"{folder}/{STAMP}", str(error)))
    signature, signers = (found.get(f"{folder}/{name}") for name in (SIGNATURE, SIGNERS))
    if signature is not None and signers is not None:
        try:
            verdict.keys[line.version] = seals.key(sums, signature, signers)
        except ValueError as error:
            verdict.faults.append(SequenceFault(f"{folder}/{SIGNATURE}", str(error)))


def _told(tree: Tree, lines: Sequence[LedgerLine], hashes: Mapping[str, str], verdict: Verdict) -> dict[str, Release]:
    """What each release tells, by version."""
    told: dict[str, Release] = {}
    found = dict(tree.read([_release_json(line) for line in lines]))
    for line in lines:
        path = _release_json(line)
        if path not in found:
            verdict.faults.append(SequenceFault(path, "is missing"))
        elif digest(found[path]) != hashes.get(path):
            verdict.faults.append(SequenceFault(path, "is not the file that was released"))
        else:
            try:
                told[line.version] = release_json.parse(found[path])
            except ValueError as error:
                verdict.faults.append(SequenceFault(path, str(error)))
    return told


def _files(
    tree: Tree, hashes: Mapping[str, str], new: Container[str], present: set[str] | None, step: Step | None
) -> Iterator[SequenceFault]:
    """Yield which files are not as they are listed, and which records are none.

    No record loses its form without another hash, so that it is seen in full once, while its release is the newest.
    """
    missing = set(hashes)
    for number, (path, content) in enumerate(tree.read(sorted(hashes)), 1):
        missing.discard(path)
        if digest(content) != hashes[path]:
            yield SequenceFault(path, "is not the file that was released")
        elif (record := _RECORD.fullmatch(path)) is not None and not _is_record(content, record[1], is_new=path in new):
            yield SequenceFault(path, f"is no record of `{record[1]}` in the form of RFC 8785")
        if step is not None and (number % _STRIDE == 0 or number == len(hashes)):
            step(number, len(hashes))
    for path in sorted(missing):
        yield SequenceFault(path, "is no plain file" if present is not None and path in present else "is missing")


def _is_record(content: bytes, identifier: str, *, is_new: bool) -> bool:
    return is_named(content, identifier) and (not is_new or is_canonical(content))


def _unaccounted(paths: set[str], lines: Sequence[LedgerLine]) -> Iterator[SequenceFault]:
    """Yield which of the files that no manifest lists are not there by the ledger's word either."""
    expected = {ledger.PATH, *(path for line in lines for path in _beside(line))}
    seals = {f"releases/{line.version}/{name}" for line in lines for name in SEALS}
    for path in sorted(paths - expected):
        yield SequenceFault(
            path, "is there, and the ledger knows of none" if path in seals else "is listed by no release"
        )


def _beside(line: LedgerLine) -> dict[str, str | None]:
    """The files beside a manifest and itself, each with the hash that the ledger names or None."""
    folder = f"releases/{line.version}"
    files: dict[str, str | None] = {f"{folder}/{SUMS}": line.sha256sums}
    if line.timestamp is not None:
        files |= {f"{folder}/{STAMP}": line.timestamp, f"{folder}/{CERTIFICATES}": None}
    if line.signature is not None:
        files |= {f"{folder}/{SIGNATURE}": line.signature, f"{folder}/{SIGNERS}": None}
    return files


def _release_json(line: LedgerLine) -> str:
    return f"releases/{line.version}/release.json"

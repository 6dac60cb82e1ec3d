"""Verification of frozen files, naming every file that differs.

Nothing is trusted, and git is not consulted. The following must hold:

- The ledger chains, and it agrees with its witnesses.
- Every manifest, timestamp and signature has the hash in the ledger, and every timestamp and signature verifies.
- Every file has the hash in the newest manifest that lists it, and every file is listed by a manifest. Only
  `/.gitattributes` is not listed, and has fixed bytes.
- Each release follows from the release before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from dossier.model.addresses import LEDGER, is_living, release_description, release_folder
from dossier.releases.store import ledger, manifest, release_json
from dossier.releases.store.canonical_json import MOST_BYTES, digest
from dossier.releases.store.ledger import LedgerLine
from dossier.releases.store.manifest import (
    ATTRIBUTES,
    ATTRIBUTES_CONTENT,
    SUMS,
    ReleaseTreeState,
)
from dossier.releases.store.release_json import Release
from dossier.releases.store.suspensions import suspensions
from dossier.releases.verify.contents import PublishedContents
from dossier.releases.verify.ledger_rules import sealing_files, state_faults, unlisted_faults, witness_faults
from dossier.releases.verify.line_breaks import LineBreaks
from dossier.releases.verify.redactions import redacted_places
from dossier.releases.verify.seals import SealVerifiers, VerifiedSeals
from dossier.releases.verify.sequence import SequenceFault, VerifiedRelease, check_sequence

Step = Callable[[int, int], None]

_NO_RELEASES = "is missing, and so is every file of a release: name the branch of releases, such as `published`"
# The progress bar is drawn once for this many files, because drawing takes longer than verifying a file.
_FILES_PER_STEP = 50


class Tree(Protocol):
    """Files by path from the root of the site."""

    def paths(self) -> Iterable[str] | None:
        """The paths of all files, or None if they cannot be listed."""
        ...

    def read(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the path and content of each of these files, except missing files and files that are not regular."""
        ...


@dataclass(slots=True)
class Verdict:
    """The result of a verification. A tree without faults holds."""

    holdings: ReleaseTreeState = field(default_factory=ReleaseTreeState)
    faults: list[SequenceFault] = field(default_factory=list)
    # False if the tree cannot list its files, so that added files cannot be seen.
    is_listed: bool = True
    # The description of each release, oldest first.
    releases: tuple[Release, ...] = ()
    seals: VerifiedSeals = field(default_factory=VerifiedSeals)
    # Files that differ from what was released by their line breaks only.
    line_breaks: LineBreaks = field(default_factory=LineBreaks)


class MismatchError(Exception):
    """Names the first file that differs from what was released."""


def verify_or_raise(tree: Tree, step: Step | None = None) -> ReleaseTreeState:
    """The state of the tree. Raises MismatchError for the first file that is missing, changed or not listed.

    Timestamps and signatures must have the hashes in the ledger, but what they prove is not verified.
    """
    verdict = verify(tree, None, step=step)
    for fault in verdict.faults:
        raise MismatchError(str(fault))
    return verdict.holdings


def verify(
    tree: Tree,
    seals: SealVerifiers | None,
    witnesses: Sequence[LedgerLine] = (),
    *,
    is_site: bool = False,
    step: Step | None = None,
) -> Verdict:
    """The verdict on a tree of frozen files.

    Without `seals`, timestamps and signatures are not verified, only their hashes. `witnesses` are lines of the ledger
    that were kept elsewhere. If `is_site` is true, the tree is a whole site and its living pages are skipped. `step` is
    called with the number of finished files and the number of all files. Exceptions of the tree pass through.
    """
    paths = tree.paths()
    present = None if paths is None else {path for path in paths if not (is_site and is_living(path))}
    verdict = Verdict(is_listed=present is not None)
    lines = _read_ledger(tree, present, verdict)
    verdict.faults += witness_faults(lines, witnesses)
    if not verdict.faults:
        _judge(verdict, tree, lines, present, seals=seals, step=step)
    verdict.faults[:0] = verdict.line_breaks.faults()
    return verdict


def _judge(
    verdict: Verdict,
    tree: Tree,
    lines: Sequence[LedgerLine],
    present: set[str] | None,
    *,
    seals: SealVerifiers | None,
    step: Step | None,
) -> None:
    """Find the faults of the tree. `present` has its files except living pages, or is None if they are not known."""
    manifests = _read_manifests(tree, lines, seals, verdict)
    if verdict.faults:
        return
    hashes = {path: hash_ for listed in manifests.values() for path, hash_ in listed.items()}
    descriptions = _read_descriptions(tree, lines, hashes, verdict)
    active = suspensions(descriptions[line.version] for line in lines if line.version in descriptions)
    rules = None
    if not verdict.faults:
        releases = [VerifiedRelease(line, manifests[line.version], descriptions[line.version]) for line in lines]
        verdict.faults += check_sequence(releases)
        verdict.releases = tuple(release.description for release in releases)
        rules = PublishedContents(hashes, redacted_places(each.redacted for each in verdict.releases), active)
    # Wrong descriptions have been reported already.
    known = () if rules is not None else {release_description(line.version) for line in lines}
    listed = {path: hash_ for path, hash_ in hashes.items() if path not in known}
    if present is not None and ATTRIBUTES in present:
        listed[ATTRIBUTES] = digest(ATTRIBUTES_CONTENT)
    verdict.faults += _check_files(tree, listed, present, rules, line_breaks=verdict.line_breaks, step=step)
    verdict.faults += unlisted_faults((present or set()) - hashes.keys(), lines)
    verdict.holdings = ReleaseTreeState(tuple(lines), hashes, active)
    verdict.faults += state_faults(lines, manifests)


def _read_ledger(tree: Tree, present: set[str] | None, verdict: Verdict) -> tuple[LedgerLine, ...]:
    content = dict(tree.read([LEDGER])).get(LEDGER)
    if content is None:
        has_none = present is not None and all(map(is_living, present))
        verdict.faults.append(SequenceFault(LEDGER, _NO_RELEASES if has_none else "is missing"))
        return ()
    try:
        lines = ledger.parse(verdict.line_breaks.restored(LEDGER, content, None) or content)
    except ValueError as error:
        verdict.faults.append(SequenceFault(LEDGER, str(error)))
        return ()
    if not lines:
        verdict.faults.append(SequenceFault(LEDGER, "names no release"))
    return lines


def _read_manifests(
    tree: Tree, lines: Sequence[LedgerLine], seals: SealVerifiers | None, verdict: Verdict
) -> dict[str, dict[str, str]]:
    """Read the manifest of each release, by version, and verify its hash, timestamp and signature."""
    expected = {path: hash_ for line in lines for path, hash_ in sealing_files(line).items()}
    contents = dict(tree.read(sorted(expected)))
    manifests: dict[str, dict[str, str]] = {}
    for path, hash_ in expected.items():
        if path not in contents:
            verdict.faults.append(SequenceFault(path, "is missing"))
        elif hash_ is None or digest(contents[path]) != hash_:
            original = verdict.line_breaks.restored(path, contents[path], hash_)
            contents[path] = original or contents[path]
            if hash_ is not None and original is None:
                verdict.faults.append(SequenceFault(path, "does not have the hash that the ledger gives"))
    wrong = {fault.path for fault in verdict.faults}
    intact = {path: content for path, content in contents.items() if path not in wrong}
    for line in lines:
        sums = f"{release_folder(line.version)}{SUMS}"
        if sums in wrong:
            continue
        try:
            manifests[line.version] = manifest.parse(contents[sums])
        except ValueError as error:
            verdict.faults.append(SequenceFault(sums, str(error)))
        if seals is not None:
            verdict.faults += verdict.seals.add(line, intact, seals)
    return manifests


def _read_descriptions(
    tree: Tree, lines: Sequence[LedgerLine], hashes: Mapping[str, str], verdict: Verdict
) -> dict[str, Release]:
    """The description of each release in its `release.json`, by version."""
    descriptions: dict[str, Release] = {}
    contents = dict(tree.read([release_description(line.version) for line in lines]))
    for line in lines:
        path = release_description(line.version)
        if path not in contents:
            verdict.faults.append(SequenceFault(path, "is missing"))
            continue
        content: bytes | None = contents[path]
        if digest(contents[path]) != hashes.get(path):
            content = verdict.line_breaks.restored(path, contents[path], hashes.get(path, ""))
        if content is None:
            verdict.faults.append(SequenceFault(path, "is not the file that was released"))
        else:
            try:
                descriptions[line.version] = release_json.parse(content)
            except ValueError as error:
                verdict.faults.append(SequenceFault(path, str(error)))
    return descriptions


def _check_files(
    tree: Tree,
    hashes: Mapping[str, str],
    present: set[str] | None,
    rules: PublishedContents | None,
    *,
    line_breaks: LineBreaks,
    step: Step | None,
) -> Iterator[SequenceFault]:
    """Yield the faults of files: another hash than that of the manifest, or contents that break the rules.

    Contents are not judged without rules.
    """
    missing = set(hashes)
    for number, (path, content) in enumerate(tree.read(sorted(hashes)), 1):
        missing.discard(path)
        if len(content) > MOST_BYTES:
            yield SequenceFault(path, f"has more than {MOST_BYTES:,} bytes")
        elif digest(content) != hashes[path]:
            if line_breaks.restored(path, content, hashes[path]) is None:
                yield SequenceFault(path, "is not the file that was released")
        elif rules is not None:
            yield from (SequenceFault(path, text) for text in rules.faults(path, content))
        if step is not None and (number % _FILES_PER_STEP == 0 or number == len(hashes)):
            step(number, len(hashes))
    for path in sorted(missing):
        yield SequenceFault(path, "is not a regular file" if present is not None and path in present else "is missing")

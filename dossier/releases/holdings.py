"""Turn a tree of frozen files into what it holds: the ledger, the hash of every file, the newest revisions.

Nothing is taken on trust: every file must be there, listed, and have the hash that the newest manifest listing it
gives; every manifest must have the hash that the ledger gives, and the ledger must chain and end in the state of the
whole. A path may be listed again only by a release that says that it redacted the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from dossier.releases import ledger, manifest, release_json
from dossier.releases.ledger import Line, Newest
from dossier.releases.revisions import digest

SUMS = "SHA256SUMS"
# What lies beside a manifest and cannot be listed in it: itself, what vouches for it, and how to check that.
STAMP, SIGNATURE = "SHA256SUMS.tsr", "SHA256SUMS.sig"
CERTIFICATES, SIGNERS = "tsa.pem", "allowed_signers"
UNLISTED = (SUMS, STAMP, SIGNATURE, CERTIFICATES, SIGNERS)

_REVISION = re.compile(r"r/([A-Za-z0-9-]+)/([1-9][0-9]*)/record\.json")

Step = Callable[[int, int], None]


class Tree(Protocol):
    """Files by path from the root of the site."""

    def paths(self) -> Iterable[str]:
        """Every path there is."""
        ...

    def read(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Yield each file asked for with its content."""
        ...


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a tree of frozen files holds; nothing, before the first release."""

    lines: tuple[Line, ...] = ()
    hashes: Mapping[str, str] = field(default_factory=dict)
    newest: Mapping[str, Newest] = field(default_factory=dict)

    @property
    def versions(self) -> frozenset[str]:
        """The names that releases have."""
        return frozenset(line.version for line in self.lines)


class MismatchError(Exception):
    """One sentence that names the file that is not as the ledger and the manifests have it."""


def take_stock(tree: Tree, step: Step | None = None) -> Holdings:
    """What the tree holds; raises MismatchError at the first file that is missing, changed, or not accounted for."""
    present = set(tree.paths())
    if ledger.PATH not in present:
        raise MismatchError(f"`{ledger.PATH}` is missing")
    try:
        lines = ledger.parse(_one(tree, ledger.PATH))
    except ValueError as error:
        raise MismatchError(f"`{ledger.PATH}` {error}") from None
    if not lines:
        raise MismatchError(f"`{ledger.PATH}` names no release")
    hashes = _listed(tree, lines, present)
    accounted = {ledger.PATH, *hashes, *(f"releases/{line.version}/{name}" for line in lines for name in UNLISTED)}
    for path in sorted(present - accounted):
        raise MismatchError(f"`{path}` is listed by no release")
    for path in sorted(hashes.keys() - present):
        raise MismatchError(f"`{path}` is missing")
    for number, (path, content) in enumerate(tree.read(sorted(hashes)), 1):
        if digest(content) != hashes[path]:
            raise MismatchError(f"`{path}` is not the file that was released")
        if step is not None:
            step(number, len(hashes))
    newest = newest_of(hashes)
    if ledger.state(newest) != lines[-1].state:
        raise MismatchError(f"the newest revisions are not those that `{ledger.PATH}` ends with")
    return Holdings(lines, hashes, newest)


def newest_of(hashes: Mapping[str, str]) -> dict[str, Newest]:
    """The newest revision of each record among these files."""
    newest: dict[str, Newest] = {}
    for path, sha256 in hashes.items():
        found = _REVISION.fullmatch(path)
        if found is not None:
            one = Newest(found[1], int(found[2]), sha256)
            newest[one.identifier] = max(one, newest.get(one.identifier, one))
    return newest


def _listed(tree: Tree, lines: Sequence[Line], present: set[str]) -> dict[str, str]:
    """The hash that each path must have, by the newest manifest that lists it."""
    hashes: dict[str, str] = {}
    for line in lines:
        folder = f"releases/{line.version}"
        beside = {SUMS: line.sha256sums, STAMP: line.timestamp, SIGNATURE: line.signature}
        for name, wanted in beside.items():
            path = f"{folder}/{name}"
            if wanted is None and path in present:
                raise MismatchError(f"`{path}` is there, and the ledger knows of none")
            if wanted is not None and (path not in present or digest(_one(tree, path)) != wanted):
                state = "is missing" if path not in present else "is not the one that the ledger names"
                raise MismatchError(f"`{path}` {state}")
        try:
            listed = manifest.parse(_one(tree, f"{folder}/{SUMS}"))
        except ValueError as error:
            raise MismatchError(f"`{folder}/{SUMS}` {error}") from None
        again = hashes.keys() & listed.keys()
        if again:
            _check_redactions(tree, folder, listed, {path: hashes[path] for path in sorted(again)})
        hashes.update(listed)
    return hashes


def _check_redactions(tree: Tree, folder: str, listed: Mapping[str, str], again: Mapping[str, str]) -> None:
    """See that a release that lists paths again says that it redacted them."""
    path = f"{folder}/release.json"
    content = _one(tree, path) if path in listed else b""
    if digest(content) != listed.get(path):
        raise MismatchError(f"`{path}` is not the file that was released")
    try:
        redacted = {one.path: one.old_sha256 for one in release_json.parse(content).redacted}
    except ValueError as error:
        raise MismatchError(f"`{path}` {error}") from None
    for one, old in again.items():
        if redacted.get(one) != old:
            raise MismatchError(f"`{one}` is listed again by `{folder}/{SUMS}`, which redacts no such file")


def _one(tree: Tree, path: str) -> bytes:
    for _, content in tree.read([path]):
        return content
    raise MismatchError(f"`{path}` is missing")

"""Rules about witnesses of the ledger and the files it lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dossier.model.addresses import LEDGER, Revision, release_folder
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.ledger import LedgerLine
from dossier.releases.store.manifest import ATTRIBUTES, CERTIFICATES, SEALS, SIGNATURE, SIGNERS, SUMS, TIMESTAMP
from dossier.releases.verify.sequence import SequenceFault


def witness_faults(lines: Sequence[LedgerLine], witnesses: Iterable[LedgerLine]) -> Iterator[SequenceFault]:
    """Yield each witness with which the ledger disagrees. A ledger without lines has been reported already."""
    numbered = {line.version: (number, line) for number, line in enumerate(lines, 1)}
    for witness in witnesses if lines else ():
        if witness.version not in numbered:
            text = f"lacks release {witness.version}, which the witness has: the ledger was rolled back or rewritten"
            yield SequenceFault(LEDGER, text)
        elif numbered[witness.version][1] != witness:
            number, line = numbered[witness.version]
            text = f"was rewritten: line {number} ({line.version}) differs from the witness"
            yield SequenceFault(LEDGER, text)


def sealing_files(line: LedgerLine) -> dict[str, str | None]:
    """The manifest and the files that seal it, by path, each with its hash in the ledger or None."""
    folder = release_folder(line.version)
    files: dict[str, str | None] = {f"{folder}{SUMS}": line.sha256sums}
    if line.timestamp is not None:
        files |= {f"{folder}{TIMESTAMP}": line.timestamp, f"{folder}{CERTIFICATES}": None}
    if line.signature is not None:
        files |= {f"{folder}{SIGNATURE}": line.signature, f"{folder}{SIGNERS}": None}
    return files


def unlisted_faults(paths: set[str], lines: Sequence[LedgerLine]) -> Iterator[SequenceFault]:
    """Yield the files among these that neither a manifest nor the ledger lists."""
    expected = {LEDGER, ATTRIBUTES, *(path for line in lines for path in sealing_files(line))}
    seals = {f"{release_folder(line.version)}{name}" for line in lines for name in SEALS}
    for path in sorted(paths - expected):
        yield SequenceFault(
            path, "is present, but the ledger does not list it" if path in seals else "is not listed by any release"
        )


def state_faults(lines: Sequence[LedgerLine], manifests: Mapping[str, Mapping[str, str]]) -> Iterator[SequenceFault]:
    """Yield the lines of the ledger whose `state` is not that of the newest revisions after their release."""
    newest: dict[str, int] = {}
    entries: dict[str, bytes] = {}
    for number, line in enumerate(lines, 1):
        for path, hash_ in manifests[line.version].items():
            revision = Revision.parse(path) if path.endswith("/record.json") else None
            if revision is not None and revision.number >= newest.get(revision.identifier, 0):
                newest[revision.identifier] = revision.number
                entries[revision.identifier] = f"{revision.identifier} {revision.number} {hash_}\n".encode()
        if digest(b"".join(sorted(entries.values()))) != line.state:
            text = f"has a `state` in line {number} ({line.version}) that does not match the newest revisions"
            yield SequenceFault(LEDGER, text)

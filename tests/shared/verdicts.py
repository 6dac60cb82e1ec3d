"""Verdicts of both verifiers on a tree in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dossier.releases.verify.verify import verify
from verifier import verify as independent


@dataclass(frozen=True, slots=True)
class MemoryTree:
    """The files of a tree by path."""

    files: dict[str, bytes]

    def paths(self) -> Iterable[str]:
        return self.files.keys()

    def read(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        return ((path, self.files[path]) for path in paths if path in self.files)


def disagreement(files: dict[str, bytes]) -> str | None:
    """How the verifiers differ on a tree, or None if both hold it or both name the same files.

    If the engine says that line endings were changed, the same verdict is enough (docs/format.md, section 15).
    """
    verdict = verify(MemoryTree(files), None)
    ours = {fault.path for fault in verdict.faults}
    theirs = {path for path, _ in independent.verify(files.__getitem__, files.keys())}
    if ours == theirs or (verdict.line_breaks.changed and theirs):
        return None
    words = [str(fault) for fault in verdict.faults if fault.path not in theirs]
    others = [fault for fault in independent.verify(files.__getitem__, files.keys()) if fault[0] not in ours]
    return f"only the engine: {words}; only the other: {others}"

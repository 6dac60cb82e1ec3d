"""Load and judge a dossier stage by stage; print the CPU seconds of each as JSON.

A stage does here what it does in `dossier.load.load`, but for all files before the next stage begins.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from dossier.checks import CHECKS, Check
from dossier.commands.check import problems
from dossier.diagnostics import Diagnostic
from dossier.model import Record
from dossier.reading.decode import decode
from dossier.reading.dossier import Dossier, Entry, entry, link
from dossier.reading.files import RecordFile, find
from dossier.reading.load import load, read, today, without_collector
from dossier.reading.yaml_nodes import Parsed, parse

R = TypeVar("R")


def main() -> None:
    """Print the CPU seconds of every stage and check, and of loading and judging as `check` does both."""
    root = Path(sys.argv[1])
    clock = Clock()
    with without_collector():
        _one_by_one(root, clock)
    loaded = clock.time("load, as `check` does", lambda: load(root, today()))
    clock.time("judge, as `check` does", lambda: problems(loaded))
    print(json.dumps(clock.taken))


class Clock:
    """Times pieces of work."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = {}

    def time(self, name: str, work: Callable[[], R]) -> R:
        """What the work gives."""
        begun = time.process_time()
        result = work()
        self.taken[name] = time.process_time() - begun
        return result


def _one_by_one(root: Path, clock: Clock) -> None:
    files = clock.time("find files", lambda: find(root)[0])
    contents = clock.time("read files", lambda: [_bytes(read(root, one.path)) for one in files])
    parsed = clock.time("parse", lambda: [parse(one, file.path) for one, file in zip(contents, files, strict=True)])
    records = clock.time("decode", lambda: [_decoded(one, file) for one, file in zip(parsed, files, strict=True)])
    entries = clock.time("references", lambda: _entries(files, records, parsed))
    names = {one.name: (one.kind, (one.path,)) for one in files}
    dossier = clock.time("link", lambda: link(entries, names, today()))
    for module in CHECKS:
        clock.time(f"check `{module.CODE}`", partial(_judged, module, dossier))


def _judged(module: Check, dossier: Dossier) -> list[Diagnostic]:
    return list(module.check(dossier))


def _bytes(content: bytes | Diagnostic) -> bytes:
    if isinstance(content, Diagnostic):
        sys.exit(str(content))
    return content


def _decoded(parsed: Parsed, file: RecordFile) -> Record:
    decoded = decode(parsed, file.kind, file.path)
    if decoded.record is None:
        sys.exit(str(decoded.diagnostics))
    return decoded.record


def _entries(files: list[RecordFile], records: list[Record], parsed: list[Parsed]) -> dict[str, Entry[Record]]:
    return {
        file.name: entry(file.kind, record, file.path, one.root)
        for file, record, one in zip(files, records, parsed, strict=True)
        if one.root is not None
    }


if __name__ == "__main__":
    main()

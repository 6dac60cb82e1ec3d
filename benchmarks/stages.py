"""CPU seconds of each stage of loading and checking, as JSON.

The stages are those of `dossier.reading.load.load`, but here a stage finishes all files before the next one starts.
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
from dossier.commands.check import find_problems
from dossier.diagnostics import Diagnostic
from dossier.model import Record
from dossier.model.subject import Subject
from dossier.reading.decode import decode
from dossier.reading.dossier import Dossier, Entry, entry, link_records
from dossier.reading.files import RecordFile, find_record_files, read_file
from dossier.reading.load import load, today, without_garbage_collection
from dossier.reading.subject import required_subject
from dossier.reading.yaml_nodes import Parsed, parse

R = TypeVar("R")


def main() -> None:
    """Print the CPU seconds of every stage and every check, and of both together as `check` runs them."""
    root = Path(sys.argv[1])
    clock = Clock()
    with without_garbage_collection():
        _time_stages(root, clock)
    loaded = clock.time("load, as `check` does", lambda: load(root, today()))
    clock.time("run the checks, as `check` does", lambda: find_problems(loaded))
    print(json.dumps(clock.seconds))


class Clock:
    """Times named pieces of work."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, name: str, work: Callable[[], R]) -> R:
        """The result of the work, whose time is kept under this name."""
        start = time.process_time()
        result = work()
        self.seconds[name] = time.process_time() - start
        return result


def _time_stages(root: Path, clock: Clock) -> None:
    subject = required_subject(root)
    files = clock.time("find files", lambda: find_record_files(root, subject)[0])
    contents = clock.time("read files", lambda: [_bytes(read_file(root, file.path)) for file in files])
    parsed = clock.time(
        "parse", lambda: [parse(content, file.path) for content, file in zip(contents, files, strict=True)]
    )
    records = clock.time(
        "decode", lambda: [_decoded(nodes, file, subject) for nodes, file in zip(parsed, files, strict=True)]
    )
    entries = clock.time("references", lambda: _entries(files, records, parsed))
    names = {file.name: (file.kind, (file.path,)) for file in files}
    dossier = clock.time("link", lambda: link_records(entries, names, subject, today()))
    for module in CHECKS:
        clock.time(f"check `{module.CODE}`", partial(_diagnostics, module, dossier))


def _diagnostics(module: Check, dossier: Dossier) -> list[Diagnostic]:
    return list(module.check(dossier))


def _bytes(content: bytes | Diagnostic) -> bytes:
    if isinstance(content, Diagnostic):
        sys.exit(str(content))
    return content


def _decoded(parsed: Parsed, file: RecordFile, subject: Subject) -> Record:
    decoded = decode(parsed, subject.models[file.kind], file.path)
    if decoded.value is None:
        sys.exit(str(decoded.diagnostics))
    return decoded.value


def _entries(files: list[RecordFile], records: list[Record], parsed: list[Parsed]) -> dict[str, Entry[Record]]:
    return {
        file.name: entry(file.kind, record, file.path, nodes.root)
        for file, record, nodes in zip(files, records, parsed, strict=True)
        if nodes.root is not None
    }


if __name__ == "__main__":
    main()

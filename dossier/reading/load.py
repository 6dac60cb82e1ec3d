"""Read the files of a dossier from disk: every record, or some records and all that they reach. [io]"""

from __future__ import annotations

import errno
import gc
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from dossier.diagnostics import Diagnostic, Severity, Span
from dossier.model import Capture, Record
from dossier.model.identifiers import Kind
from dossier.model.vocabulary import FileRole
from dossier.reading.decode import decode
from dossier.reading.dossier import Dossier, Entry, entry, link
from dossier.reading.files import EVIDENCE, RecordFile, find, not_a_file, unreadable
from dossier.reading.yaml_nodes import MAX_BYTES, Parsed, parse

CAPTURES = "captures"
# How many files are read, then parsed, then decoded.
_TOGETHER = 100


@dataclass(frozen=True, slots=True)
class Loaded:
    """The records as one dossier, and what is wrong with single files."""

    dossier: Dossier
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[RecordFile, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Taken:
    """What one file gave: its entry, if it could be decoded, and what is wrong with it."""

    entry: Entry[Record] | None
    problems: tuple[Diagnostic, ...]


@dataclass(slots=True)
class Cache:
    """What files gave when they were last read, for as long as their status says that they are the same."""

    taken: dict[str, tuple[tuple[int, int, int], Taken]] = field(default_factory=dict)

    def take(self, root: Path, found: RecordFile) -> Taken:
        """What the file gives; it is read only if it has changed."""
        try:
            status = os.lstat(root / found.path)
        except OSError:
            return _take(root, found)
        state = (status.st_mtime_ns, status.st_size, status.st_ino)
        known = self.taken.get(found.path)
        if known is None or known[0] != state:
            known = (state, _take(root, found))
            self.taken[found.path] = known
        return known[1]


def today() -> date:
    """The day of the build, in UTC: of `SOURCE_DATE_EPOCH` where it is set, else of the clock.

    See reproducible-builds.org/specs/source-date-epoch.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return moment.date()


def load(
    root: Path,
    day: date,
    *,
    final: bool = False,
    step: Callable[[int, int], None] | None = None,
    cache: Cache | None = None,
) -> Loaded:
    """Read every record below `root/evidence`; `step` is told how many of how many files are read.

    `final` says that the records are to be published as they stand: what may wait in a draft is then an error.
    With a cache, only files that changed since it was last used are read.
    """
    files, problems = find(root)
    entries: dict[str, Entry[Record]] = {}
    with without_collector():
        every = _take_all(root, files) if cache is None else (cache.take(root, found) for found in files)
        for number, (found, taken) in enumerate(zip(files, every, strict=True), 1):
            problems.extend(taken.problems)
            if taken.entry is not None:
                entries.setdefault(found.name, taken.entry)
            if step is not None:
                step(number, len(files))
        if not files and not any(one.severity is Severity.ERROR for one in problems):
            problems.append(_no_records())
        texts = dict(_texts(root, entries, problems))
        dossier = link(entries, _names(files), day, texts=texts, final=final)
    return Loaded(dossier, _sorted(problems), tuple(files))


def load_some(
    root: Path,
    day: date,
    wanted: Iterable[str],
    *,
    final: bool = False,
    names: tuple[list[RecordFile], list[Diagnostic]] | None = None,
) -> Loaded:
    """Read the records of these files (paths relative to the root) and, from there, whatever they reach.

    Identifiers are known from file names, which may be passed in as `find` returned them; nothing else is opened.
    """
    files, problems = find(root) if names is None else names
    by_path = {found.path: found for found in files}
    by_name = {found.name: found for found in files}
    entries: dict[str, Entry[Record]] = {}
    asked = set(wanted)
    problems = [problem for problem in problems if problem.span.path in asked]
    waiting = [by_path[path] for path in sorted(asked) if path in by_path]
    done: set[str] = set()
    while waiting:
        found = waiting.pop()
        if found.path in done:
            continue
        done.add(found.path)
        taken = _take(root, found)
        if found.path in asked:
            problems.extend(taken.problems)
        if taken.entry is not None:
            entries.setdefault(found.name, taken.entry)
            waiting.extend(by_name[one.target] for one in taken.entry.references if one.target in by_name)
    texts = dict(_texts(root, entries, problems))
    dossier = link(entries, _names(files), day, complete=False, texts=texts, final=final)
    return Loaded(dossier, _sorted(problems), tuple(files))


def read(root: Path, path: str) -> bytes | Diagnostic:
    """The bytes of a record file, or why it is not read: no link is followed and no device or pipe opened."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(root / path, flags)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return not_a_file(path, "a link")
        return unreadable(path, error, "file")
    with os.fdopen(handle, "rb") as stream:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return not_a_file(path, "no ordinary file")
        # To ask for the most there may be would take and give back 64 KiB of memory for each file.
        content = stream.read(min(status.st_size, MAX_BYTES) + 1)
        if len(content) > status.st_size:  # it has grown meanwhile
            content += stream.read(MAX_BYTES + 1 - len(content))
    if len(content) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1024} KiB"
        return Diagnostic("too-large", message, Span(path), help="split the record, or shorten what it says")
    return content


def _take_all(root: Path, files: list[RecordFile]) -> Iterator[Taken]:
    """What each file gives. Some files take each step together: so the step stays in the processor's caches."""
    for start in range(0, len(files), _TOGETHER):
        some = files[start : start + _TOGETHER]
        contents = [read(root, found.path) for found in some]
        parsed = [
            content if isinstance(content, Diagnostic) else parse(content, found.path)
            for found, content in zip(some, contents, strict=True)
        ]
        for found, one in zip(some, parsed, strict=True):
            yield Taken(None, (one,)) if isinstance(one, Diagnostic) else _judged(found, one)


def _take(root: Path, found: RecordFile) -> Taken:
    """Read, parse and decode one file."""
    return next(_take_all(root, [found]))


def _judged(found: RecordFile, parsed: Parsed) -> Taken:
    """Decode what was parsed."""
    decoded = decode(parsed, found.kind, found.path)
    if decoded.record is None or parsed.root is None:
        return Taken(None, decoded.diagnostics)
    taken = entry(found.kind, decoded.record, found.path, parsed.root)
    if decoded.record.id != found.name:
        message = f"the file is named `{found.name}.yaml` and its record `{decoded.record.id}`"
        misnamed = Diagnostic("file-name", message, taken.at("id"), help="give both the same name")
        return Taken(None, (*decoded.diagnostics, misnamed))
    return Taken(taken, decoded.diagnostics)


def _names(files: Iterable[RecordFile]) -> dict[str, tuple[Kind, tuple[str, ...]]]:
    names: dict[str, tuple[Kind, tuple[str, ...]]] = {}
    for found in files:
        kind, paths = names.get(found.name, (found.kind, ()))
        names[found.name] = (kind, (*paths, found.path))
    return names


def _texts(root: Path, entries: dict[str, Entry[Record]], problems: list[Diagnostic]) -> Iterator[tuple[str, str]]:
    """The visible text of each capture whose file is at hand, if its bytes are the ones recorded."""
    for name, one in entries.items():
        capture = one.record
        if not isinstance(capture, Capture):
            continue
        folder = root / CAPTURES / name
        if not folder.is_dir():
            continue
        by_hash = {
            hashlib.sha256(file.read_bytes()).hexdigest(): file for file in sorted(folder.iterdir()) if file.is_file()
        }
        for number, wanted in enumerate(capture.files):
            if wanted.role is not FileRole.TEXT:
                continue
            if wanted.sha256 in by_hash:
                try:
                    # Not `read_text`, which makes one character of a line break of two: offsets would shift.
                    yield name, by_hash[wanted.sha256].read_bytes().decode("utf-8")
                except UnicodeDecodeError:
                    message = f"the text preserved in `{CAPTURES}/{name}` is not UTF-8"
                    help_ = "preserve the visible text as UTF-8, and record its hash"
                    problems.append(Diagnostic("not-utf-8", message, one.at("files", number, "sha256"), help=help_))
            else:
                message = f"no file in `{CAPTURES}/{name}` has the SHA-256 recorded for the text"
                help_ = f"put the preserved file back, or empty `{CAPTURES}/{name}`"
                problems.append(Diagnostic("capture-altered", message, one.at("files", number, "sha256"), help=help_))


@contextmanager
def without_collector() -> Iterator[None]:
    """Cyclic garbage collection costs as much again while millions of nodes are built, and finds no cycles.

    What was built is set apart afterwards, or each later collection would walk through all of it, and find none again.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.freeze()
            gc.enable()


def _sorted(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(problems, key=lambda one: one.sort_key))


def _no_records() -> Diagnostic:
    return Diagnostic(
        "no-records", f"the folder `{EVIDENCE}` holds no record", Span(EVIDENCE), help="run `new` to begin"
    )

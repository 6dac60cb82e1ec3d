"""The dossier read from disk, in full or in part. [io]"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from dossier.diagnostics import Diagnostic, Severity, Span
from dossier.model import Record
from dossier.model.identifiers import Kind
from dossier.model.subject import Subject
from dossier.reading.captures import CAPTURES, preserved_texts
from dossier.reading.decode import decode
from dossier.reading.dossier import Dossier, Entry, entry, link_records
from dossier.reading.files import EVIDENCE, RecordFile, find_record_files, read_file
from dossier.reading.hidden import hidden_files
from dossier.reading.partial import partial_record
from dossier.reading.prose import page_problems, read_prose
from dossier.reading.record_names import Names, misnamed, names_of
from dossier.reading.subject import NO_SUBJECT, LocatedSubject, read_subject
from dossier.reading.yaml_nodes import Parsed, parse
from dossier.system.epoch import source_date_epoch

# Files are read, parsed and decoded in batches of this size.
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Loaded:
    """A dossier, the problems of its files, and the list of its files."""

    dossier: Dossier
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[RecordFile, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class FileResult:
    """The result of reading a file: its entry, or None if it has a problem, and its problems.

    `partial` is the entry of the fields that can be read, if the others cannot.
    """

    entry: Entry[Record] | None
    problems: tuple[Diagnostic, ...]
    partial: Entry[Record] | None = None


@dataclass(slots=True)
class FileCache:
    """The results of files, kept until the time, size or inode of the file changes."""

    results: dict[str, tuple[tuple[int, int, int], FileResult]] = field(default_factory=dict)
    # The subject whose models decoded the files.
    subject: Subject | None = None

    def result(self, root: Path, file: RecordFile, subject: Subject) -> FileResult:
        """The result of a file, which is read only if it or the subject has changed."""
        if subject != self.subject:
            self.results, self.subject = {}, subject
        try:
            status = os.lstat(root / file.path)
        except OSError:
            return _file_result(root, file, subject)
        state = (status.st_mtime_ns, status.st_size, status.st_ino)
        cached = self.results.get(file.path)
        if cached is None or cached[0] != state:
            cached = (state, _file_result(root, file, subject))
            self.results[file.path] = cached
        return cached[1]


def today() -> date:
    """The day of the build in UTC: from `SOURCE_DATE_EPOCH` if that is set, or else from the clock.

    Raises DossierError if it is not a time.
    """
    epoch = source_date_epoch()
    return (datetime.now(UTC) if epoch is None else datetime.fromtimestamp(epoch, UTC)).date()


def load(
    root: Path,
    day: date,
    *,
    final: bool = False,
    step: Callable[[int, int], None] | None = None,
    cache: FileCache | None = None,
    captures: Path | None = None,
) -> Loaded:
    """The dossier of all records below `root/evidence`, with its prose, on the date `day`.

    `final` means that it is published as it is, so that anything that may wait in a draft is an error.
    `step` is called after each file with the numbers of files read and of all files. With a cache, only files that
    changed since its last use are read. `captures` is the folder of the preserved copies, if it is not in `root`.
    """
    located = read_subject(root)
    if not isinstance(located, LocatedSubject):
        return _without_subject(day, located)
    subject = located.subject
    files, problems = find_record_files(root, subject)
    problems += [*hidden_files(root), *page_problems(root)]
    entries: dict[str, Entry[Record]] = {}
    partial: dict[str, Entry[Record]] = {}
    all_names = names_of(files)
    with without_garbage_collection():
        results = (
            _file_results(root, files, subject)
            if cache is None
            else (cache.result(root, file, subject) for file in files)
        )
        for number, (file, unnamed) in enumerate(zip(files, results, strict=True), 1):
            result = _named(file, unnamed, all_names)
            problems.extend(result.problems)
            if result.entry is not None:
                entries.setdefault(file.name, result.entry)
            elif result.partial is not None:
                partial.setdefault(file.name, result.partial)
            if step is not None:
                step(number, len(files))
        if not files and not any(problem.severity is Severity.ERROR for problem in problems):
            problems.append(_no_records(final=final))
        texts = dict(preserved_texts(captures or root / CAPTURES, entries, problems))
        dossier = link_records(
            entries,
            all_names,
            subject,
            day,
            texts=texts,
            prose=read_prose(root),
            final=final,
            subject_root=located.root,
            partial_entries=partial,
        )
    return Loaded(dossier, _sorted(problems), tuple(files))


def load_files(
    root: Path,
    day: date,
    wanted: Iterable[str],
    *,
    final: bool = False,
    names: tuple[list[RecordFile], list[Diagnostic]] | None = None,
) -> Loaded:
    """A dossier of the records in the files `wanted` (paths from the root) and all records that they refer to.

    No other file is opened. All identifiers are still known, from the names of files: `names` is the result of
    `find_record_files`, if the caller has it. Only problems of the files `wanted` are reported.
    """
    located = read_subject(root)
    if not isinstance(located, LocatedSubject):
        return _without_subject(day, located)
    files, problems = find_record_files(root, located.subject) if names is None else names
    by_path = {file.path: file for file in files}
    by_name = {file.name: file for file in files}
    entries: dict[str, Entry[Record]] = {}
    partial: dict[str, Entry[Record]] = {}
    wanted_paths = set(wanted)
    problems = [problem for problem in problems if problem.span.path in wanted_paths]
    waiting = [by_path[path] for path in sorted(wanted_paths) if path in by_path]
    done: set[str] = set()
    all_names = names_of(files)
    while waiting:
        file = waiting.pop()
        if file.path in done:
            continue
        done.add(file.path)
        result = _named(file, _file_result(root, file, located.subject), all_names)
        if file.path in wanted_paths:
            problems.extend(result.problems)
        readable = result.entry or result.partial
        if readable is not None:
            (entries if result.entry else partial).setdefault(file.name, readable)
            targets = (reference.target for reference in readable.references)
            waiting.extend(by_name[target] for target in targets if target in by_name)
    texts = dict(preserved_texts(root / CAPTURES, entries, problems))
    dossier = link_records(
        entries,
        all_names,
        located.subject,
        day,
        complete=False,
        texts=texts,
        final=final,
        partial_entries=partial,
    )
    return Loaded(dossier, _sorted(problems), tuple(files))


def _file_results(root: Path, files: list[RecordFile], subject: Subject) -> Iterator[FileResult]:
    """Yield the result of each file. Batches are faster because each step then stays in the processor's caches."""
    for start in range(0, len(files), _BATCH):
        batch = files[start : start + _BATCH]
        contents = [read_file(root, file.path) for file in batch]
        parsed = [
            content if isinstance(content, Diagnostic) else parse(content, file.path)
            for file, content in zip(batch, contents, strict=True)
        ]
        for file, outcome in zip(batch, parsed, strict=True):
            yield FileResult(None, (outcome,)) if isinstance(outcome, Diagnostic) else _decoded(file, outcome, subject)


def _file_result(root: Path, file: RecordFile, subject: Subject) -> FileResult:
    return next(_file_results(root, [file], subject))


def _decoded(file: RecordFile, parsed: Parsed, subject: Subject) -> FileResult:
    """The result of a parsed file."""
    model = subject.models[file.kind]
    decoded = decode(parsed, model, file.path)
    if decoded.value is None or parsed.root is None:
        return FileResult(None, decoded.diagnostics, _partial_entry(file, parsed, model))
    return FileResult(entry(file.kind, decoded.value, file.path, parsed.root), decoded.diagnostics)


def _named(file: RecordFile, result: FileResult, names: Names) -> FileResult:
    """The result of a file. It has no entry if the record does not have the name of the file."""
    readable = result.entry or result.partial
    problem = None if readable is None else misnamed(file, readable.root, names)
    return result if problem is None else FileResult(None, (*result.problems, problem), result.partial)


def _partial_entry(file: RecordFile, parsed: Parsed, model: type[Record]) -> Entry[Record] | None:
    """The entry of what can be read of a record. None for captures, which must be whole to be compared."""
    if parsed.root is None or file.kind is Kind.CAPTURE:
        return None
    record = partial_record(model, parsed.plain, file.name)
    return None if record is None else entry(file.kind, record, file.path, parsed.root, is_partial=True)


def _without_subject(day: date, problems: tuple[Diagnostic, ...]) -> Loaded:
    """An empty dossier with the problems of `subject.yml`: without its vocabularies, no record can be judged."""
    return Loaded(link_records({}, {}, NO_SUBJECT, day, complete=False), problems)


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Switch the cyclic garbage collector off inside the block.

    It doubles the time of building millions of nodes and finds no cycles. Afterwards the new objects are frozen, so
    that later collections do not visit them again.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()
            gc.enable()


def _sorted(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.sort_key))


def _no_records(*, final: bool) -> Diagnostic:
    """A warning, because a new dossier has no record yet, or an error if nothing is about to be published."""
    message = f"the folder `{EVIDENCE}` holds no record"
    severity = Severity.ERROR if final else Severity.WARNING
    return Diagnostic("no-records", message, Span(EVIDENCE), help="run `new` to begin", severity=severity)

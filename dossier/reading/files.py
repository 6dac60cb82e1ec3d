"""Finds the record files of a dossier, and reads them. [io]"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path

from dossier.diagnostics import Diagnostic, Label, Span
from dossier.model.identifiers import EXAMPLES, PLACEHOLDERS, Kind, identifier_meant, matches
from dossier.model.subject import Subject
from dossier.reading.yaml_nodes import MAX_BYTES
from dossier.system.regular_files import FileForm, files_below, read_regular_file

EVIDENCE = "evidence"
# learn.microsoft.com, "Naming Files, Paths, and Namespaces".
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?|.*[. ]|.*[<>:\"|?*\\].*", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A record file: its path from the root, with `/` between folders, its kind, and its name without `.yaml`."""

    path: str
    kind: Kind
    name: str


def find_record_files(root: Path, subject: Subject) -> tuple[list[RecordFile], list[Diagnostic]]:
    """The record files below `root/evidence` in the order of their paths, and the problems of names.

    No file is opened.
    """
    top = root / EVIDENCE
    if top.is_symlink() or not top.is_dir():
        message = f"there is no folder `{EVIDENCE}`"
        return [], [Diagnostic("no-records", message, Span(EVIDENCE), help="run `new` to begin")]
    files: list[RecordFile] = []
    problems: list[Diagnostic] = []
    groups: dict[str, list[str]] = {}
    paths = list(_record_paths(root, problems))
    names = {path.rpartition("/")[2] for path in paths}
    for path in paths:
        groups.setdefault(path if path.isascii() and path.islower() else _folded(path), []).append(path)
    for group in groups.values():
        results = {path: _record_file(path, subject, names) for path in group}
        # The first twin with a valid name counts as the record file. The other twins are reported.
        first = next((path for path in group if isinstance(results[path], RecordFile)), group[0])
        problems.extend(_twin(path, first) for path in group if path != first)
        result = results[first]
        if isinstance(result, RecordFile):
            files.append(result)
        else:
            problems.append(result)
    return sorted(files, key=lambda file: file.path), problems


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _record_paths(root: Path, problems: list[Diagnostic]) -> Iterator[str]:
    """Yield the path of every regular file. Links, pipes, devices and unreadable folders are added to the problems.

    Hidden files are left out, and `hidden_files` reports them.
    """
    for found in files_below(root, EVIDENCE):
        match found.form:
            case FileForm.FILE:
                yield found.path
            case FileForm.LINK:
                problems.append(not_a_file(found.path, "a link"))
            case FileForm.OTHER:
                problems.append(not_a_file(found.path, "not a regular file"))
            case FileForm.UNREADABLE_FOLDER if found.reason is not None:
                problems.append(unreadable(found.path, found.reason, "folder"))


def _record_file(path: str, subject: Subject, names: Container[str]) -> RecordFile | Diagnostic:
    """The record file at a path, or the problem of its folder or name. `names` are those of all files."""
    _, *folders, name = path.split("/")
    kind = subject.kind_of_folder(folders[0]) if folders else None
    if kind is None:
        message = f"`{name}` is not in the folder of a kind of record"
        return Diagnostic(
            "stray-file", message, Span(path), help=f"move it into one of: {', '.join(subject.folders())}"
        )
    stem, dot, suffix = name.rpartition(".")
    if suffix != "yaml" or not dot:
        message = f"`{name}` is not a record file: its name does not end in .yaml"
        return Diagnostic("stray-file", message, Span(path), help=f"rename it, or move it out of `{EVIDENCE}`")
    for part in (*folders[1:], name):
        if is_reserved_name(part):
            message = f"Windows cannot store a file or folder named `{part}`"
            help_ = "give the file and its `id` another name" if part is name else "rename the folder"
            return Diagnostic("reserved-name", message, Span(path), help=help_)
    if not matches(stem, kind):
        message = f"`{stem}` is not the identifier of {subject.phrase(kind)}, such as {EXAMPLES[kind]}"
        if re.search(r"\s", stem):
            message = f"`{name}` has a space in its name, which no identifier has"
        return Diagnostic("file-name", message, Span(path), help=_name_help(stem, kind, subject, names))
    return RecordFile(path, kind, stem)


def _name_help(stem: str, kind: Kind, subject: Subject, names: Container[str]) -> str:
    """The help for a name that is not an identifier of its folder's kind: the right folder or name."""
    kinds = [other for other in Kind if matches(stem, other)]
    if kinds:
        places = " or ".join(f"`{EVIDENCE}/{subject.folder(other)}/{stem}.yaml`" for other in kinds)
        return f"if that is the `id` of its record, move the file to {places}"
    meant = identifier_meant(stem, kind)
    if meant is None:
        return f"give the file and its `id` the same name, in the form `{PLACEHOLDERS[kind]}`"
    if f"{meant}.yaml" in names:
        return f"delete the file if it is a copy of `{meant}.yaml`, or give the file and its `id` a name of their own"
    return f"name the file `{meant}.yaml`, and write `id: {meant}` in it"


def read_file(root: Path, path: str) -> bytes | Diagnostic:
    """The bytes of a record file, or the diagnostic if it cannot be read.

    Links are not followed, and devices and pipes are not read.
    """
    try:
        content = read_regular_file(root / path, MAX_BYTES + 1)
    except OSError as error:
        return unreadable(path, error, "file")
    if content is None:
        return not_a_file(path, "a link" if (root / path).is_symlink() else "not a regular file")
    if len(content) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1024} KiB"
        first = Span(path, 1, 1, 1, 2)
        return Diagnostic("too-large", message, first, help="split the record, or shorten its text")
    return content


def is_reserved_name(name: str) -> bool:
    """True if Windows cannot store a file or folder of this name."""
    return _RESERVED.fullmatch(name) is not None


def unreadable(path: str, error: OSError, what: str) -> Diagnostic:
    """The diagnostic for a file or folder that the system cannot open."""
    message = f"the {what} cannot be opened: {(error.strerror or 'unknown reason').lower()}"
    return Diagnostic("unreadable-file", message, Span(path), help=f"check the permissions of the {what}")


def not_a_file(path: str, what: str) -> Diagnostic:
    """The diagnostic for a link, a pipe or a device."""
    return Diagnostic("not-a-file", f"this is {what}, so it is not opened", Span(path), help="put the text itself here")


def _twin(path: str, first: str) -> Diagnostic:
    return Diagnostic(
        "twin-name",
        "the name differs from that of another file only in capitals or in the encoding of accents",
        Span(path),
        help="rename one of the two; many computers treat them as the same file",
        related=(Label(Span(first), "the other file"),),
    )

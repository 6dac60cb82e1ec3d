"""Turn the folders of a dossier into the list of its record files, judged by their names alone. [io]"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dossier.diagnostics import Diagnostic, Label, Severity, Span
from dossier.model.identifiers import EXAMPLES, Kind, matches

EVIDENCE = "evidence"
KIND_OF_FOLDER = {kind.folder: kind for kind in Kind}
# learn.microsoft.com, "Naming Files, Paths, and Namespaces".
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?|.*[. ]|.*[<>:\"|?*\\].*", re.IGNORECASE | re.DOTALL
)
# Git stores no empty folder; this keeps one.
_KEEPS_FOLDER = ".gitkeep"


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A record file: its path relative to the root, with `/` between the parts, its kind, its identifier by name."""

    path: str
    kind: Kind
    name: str


def find(root: Path) -> tuple[list[RecordFile], list[Diagnostic]]:
    """Every record file below `root/evidence` by its name alone, in order, and what is wrong with names."""
    top = root / EVIDENCE
    if top.is_symlink() or not top.is_dir():
        message = f"there is no folder `{EVIDENCE}`"
        return [], [Diagnostic("no-records", message, Span(EVIDENCE), help="run `new` to begin")]
    found: list[RecordFile] = []
    problems: list[Diagnostic] = []
    groups: dict[str, list[str]] = {}
    for path in _walk(top, problems):
        groups.setdefault(path if path.isascii() and path.islower() else _folded(path), []).append(path)
    for group in groups.values():
        judged = {path: _judge(path) for path in group}
        # Of twins the one with a good name stands; of it nothing needs to be said.
        first = next((path for path in group if isinstance(judged[path], RecordFile)), group[0])
        problems.extend(_twin(path, first) for path in group if path != first)
        one = judged[first]
        if isinstance(one, RecordFile):
            found.append(one)
        else:
            problems.append(one)
    return sorted(found, key=lambda one: one.path), problems


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _walk(top: Path, problems: list[Diagnostic]) -> Iterator[str]:
    """Yield the path of every ordinary file; links, pipes and hidden files are reported instead.

    A loop, not a recursion: a pull request can nest folders deeper than Python's stack.
    """
    waiting = [(str(top), EVIDENCE)]
    while waiting:
        folder, path = waiting.pop()
        try:
            with os.scandir(folder) as scanned:
                items = sorted(scanned, key=lambda item: item.name)
        except OSError as error:
            problems.append(unreadable(path, error, "folder"))
            continue
        for item in items:
            here = f"{path}/{item.name}"
            if item.name.startswith("."):
                if item.name != _KEEPS_FOLDER:
                    problems.append(_hidden(here, item))
            elif item.is_symlink():
                problems.append(not_a_file(here, "a link"))
            elif item.is_dir(follow_symlinks=False):
                waiting.append((item.path, here))
            elif item.is_file(follow_symlinks=False):
                yield here
            else:
                problems.append(not_a_file(here, "no ordinary file"))


def _judge(path: str) -> RecordFile | Diagnostic:
    """The record file, or what is wrong with where it is or what it is called."""
    _, *folders, name = path.split("/")
    kind = KIND_OF_FOLDER.get(folders[0]) if folders else None
    if kind is None:
        message = f"`{name}` lies in no folder of a kind of record"
        return Diagnostic("stray-file", message, Span(path), help=f"move it into one of: {', '.join(KIND_OF_FOLDER)}")
    stem, dot, suffix = name.rpartition(".")
    if suffix != "yaml" or not dot:
        message = f"`{name}` is no record: its name does not end in .yaml"
        return Diagnostic("stray-file", message, Span(path), help=f"rename it, or move it out of `{EVIDENCE}`")
    for part in (*folders[1:], stem):
        if _RESERVED.fullmatch(part):
            message = f"Windows cannot store a file or folder named `{part}`"
            help_ = "choose another identifier" if part is stem else "rename the folder"
            return Diagnostic("reserved-name", message, Span(path), help=help_)
    if not matches(stem, kind):
        message = f"`{stem}` is not the identifier of {kind.phrase}, such as {EXAMPLES[kind]}"
        return Diagnostic("file-name", message, Span(path), help="name the file after the `id` of its record")
    return RecordFile(path, kind, stem)


def unreadable(path: str, error: OSError, what: str) -> Diagnostic:
    """The diagnostic for a file or folder that the system does not open."""
    message = f"the {what} cannot be opened: {(error.strerror or 'unknown reason').lower()}"
    return Diagnostic("unreadable-file", message, Span(path), help=f"look at the permissions of the {what}")


def not_a_file(path: str, what: str) -> Diagnostic:
    """The diagnostic for a link, a pipe or a device."""
    return Diagnostic(
        "not-a-file", f"this is {what}, and is not opened", Span(path), help="put the record's own text here"
    )


def _hidden(path: str, item: os.DirEntry[str]) -> Diagnostic:
    """What an editor leaves beside an open record must not stop the work; what could be records must not hide."""
    message = f"`{item.name}` is hidden, and is not read"
    if item.is_dir(follow_symlinks=False) or (item.name.endswith(".yaml") and not item.is_symlink()):
        help_ = "take away the full stop before the name, or delete it"
        return Diagnostic("stray-file", message, Span(path), help=help_)
    help_ = "delete it; an editor may have left it there"
    return Diagnostic("stray-file", message, Span(path), help=help_, severity=Severity.WARNING)


def _twin(path: str, first: str) -> Diagnostic:
    return Diagnostic(
        "twin-name",
        "another file has the same name but for capitals or the form of its accents",
        Span(path),
        help="rename one of the two: many computers take them for one file",
        related=(Label(Span(first), "the other"),),
    )

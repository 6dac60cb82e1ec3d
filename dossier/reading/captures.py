"""The texts of preserved copies that are on this machine. [io]"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dossier.diagnostics import Diagnostic, Span
from dossier.model import Capture, Record
from dossier.model.capture import CapturedFile
from dossier.model.vocabulary import FileRole
from dossier.reading.dossier import Entry
from dossier.reading.files import not_a_file, unreadable
from dossier.system.regular_files import read_regular_file

CAPTURES = "captures"
# The visible text of a page or document is smaller. A larger file is not read.
_MAX_BYTES = 32 * 1024 * 1024


def preserved_texts(
    folder: Path, entries: Mapping[str, Entry[Record]], problems: list[Diagnostic]
) -> Iterator[tuple[str, str]]:
    """Yield the identifier and visible text of each capture whose files are on this machine with the recorded hash.

    A file is read only if it has the recorded size, and no link is followed: the answer would show what other files of
    this machine hold.
    """
    if folder.is_symlink():
        problems.append(not_a_file(CAPTURES, "a link"))
        return
    for name, capture_entry in entries.items():
        capture = capture_entry.record
        if not isinstance(capture, Capture) or not os.path.lexists(folder / name):
            continue
        try:
            sizes = _sizes_of_files(folder / name)
        except OSError as error:
            problems.append(unreadable(f"{CAPTURES}/{name}", error, "folder"))
            continue
        if sizes is None:
            problems.append(not_a_file(f"{CAPTURES}/{name}", "not a folder"))
            continue
        for number, captured in enumerate(capture.files):
            if captured.role is FileRole.TEXT:
                same_size = [path for path, size in sizes if size == captured.bytes]
                text = _text_of(name, captured, same_size, capture_entry.at("files", number, "sha256"))
                if isinstance(text, Diagnostic):
                    problems.append(text)
                else:
                    yield name, text


def _sizes_of_files(folder: Path) -> list[tuple[str, int]] | None:
    """The path and size of each regular file directly in a folder, by name. None if it is a link or not a folder."""
    if folder.is_symlink() or not folder.is_dir():
        return None
    with os.scandir(folder) as items:
        files = [
            (item.path, item.stat(follow_symlinks=False).st_size)
            for item in items
            if item.is_file(follow_symlinks=False)
        ]
    return sorted(files)


def _text_of(name: str, captured: CapturedFile, paths: Iterable[str], span: Span) -> str | Diagnostic:
    """The text in the first of the files that has the recorded hash, or the diagnostic if there is none."""
    if captured.bytes > _MAX_BYTES:
        message = f"the text preserved in `{CAPTURES}/{name}` is larger than {_MAX_BYTES // 1024**2} MiB"
        return Diagnostic("too-large", message, span, help="preserve only the visible text in this file")
    for path in paths:
        content = read_regular_file(path, captured.bytes)
        if content is not None and hashlib.sha256(content).hexdigest() == captured.sha256:
            try:
                # `read_text` would turn a line break of two characters into a single character and shift offsets.
                return content.decode("utf-8")
            except UnicodeDecodeError:
                message = f"the text preserved in `{CAPTURES}/{name}` is not UTF-8"
                help_ = "preserve the visible text as UTF-8, and record its hash"
                return Diagnostic("not-utf-8", message, span, help=help_)
    message = f"no file in `{CAPTURES}/{name}` has the size and the SHA-256 recorded for the text"
    help_ = f"put the preserved file back, or remove `{CAPTURES}/{name}`"
    return Diagnostic("capture-altered", message, span, help=help_)

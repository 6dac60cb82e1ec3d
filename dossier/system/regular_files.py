"""Regular files below a folder, found and read without following links. [io]"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path


class FileForm(Enum):
    """The form of a path that is not a folder to search."""

    FILE = auto()
    LINK = auto()
    # A pipe, a socket or a device.
    OTHER = auto()
    # The name begins with a full stop. A hidden folder is not searched.
    HIDDEN = auto()
    HIDDEN_FOLDER = auto()
    UNREADABLE_FOLDER = auto()


@dataclass(frozen=True, slots=True)
class FoundPath:
    """A path below a folder, with `/` between its parts. `reason` says why a folder cannot be opened."""

    path: str
    form: FileForm
    reason: OSError | None = None

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]


def files_below(root: Path, top: str) -> Iterator[FoundPath]:
    """Yield everything in and below the folder `root/top` that is not itself a folder. Links are not followed.

    If `top` is a link, it is the only result. If it does not exist, there is none. This is a loop and not a recursion,
    because a pull request can nest folders deeper than Python's stack.
    """
    if (root / top).is_symlink():
        yield FoundPath(top, FileForm.LINK)
        return
    waiting = [(str(root / top), top)] if (root / top).is_dir() else []
    while waiting:
        folder, path = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                items = sorted(entries, key=lambda item: item.name)
        except OSError as error:
            yield FoundPath(path, FileForm.UNREADABLE_FOLDER, error)
            continue
        for item in items:
            form = _form(item)
            if form is None:
                waiting.append((item.path, f"{path}/{item.name}"))
            else:
                yield FoundPath(f"{path}/{item.name}", form)


def read_regular_file(path: Path | str, limit: int) -> bytes | None:
    """The first `limit` bytes of a file, or None if it is not a regular file. A pipe does not block.

    Raises OSError if the system cannot open it.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return None
        raise
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return None
        # Asking for the limit would allocate so many bytes for every file.
        content = os.read(handle, min(status.st_size + 1, limit))
        # The file has grown since then, or a network drive gave a part of it.
        while len(content) not in {status.st_size, limit} and (more := os.read(handle, limit - len(content))):
            content += more
        return content
    finally:
        os.close(handle)


def _form(item: os.DirEntry[str]) -> FileForm | None:
    """The form of an entry, or None for a folder to search."""
    is_folder = item.is_dir(follow_symlinks=False)
    if item.name.startswith("."):
        return FileForm.HIDDEN_FOLDER if is_folder else FileForm.HIDDEN
    if is_folder:
        return None
    if item.is_symlink():
        return FileForm.LINK
    return FileForm.FILE if item.is_file(follow_symlinks=False) else FileForm.OTHER

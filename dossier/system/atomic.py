"""Replace files and folders atomically, and write several as one. [io]"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from dossier.errors import DossierError
from dossier.system.terminal import shown_path


def write(path: Path, text: str) -> None:
    """Write a text file, as `write_bytes` does."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: a browser that asks meanwhile is served the one before."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)


def recover(place: Path) -> None:
    """Put back the folder that a build took away and, killed in that moment, did not replace."""
    old = _old(place)
    if old.is_dir() and not place.exists():
        old.rename(place)


def _old(place: Path) -> Path:
    return place.with_name(f"old-{place.name}")


def swap(new: Path, place: Path) -> None:
    """Put a finished folder in the place of the one before."""
    old = _old(place)
    shutil.rmtree(old, ignore_errors=True)
    with suppress(FileNotFoundError):
        place.rename(old)
    new.rename(place)
    shutil.rmtree(old, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A file that gets other bytes and perhaps another name in its folder."""

    old: Path
    new: Path
    before: bytes
    after: bytes


def create(path: Path, content: bytes) -> None:
    """Write a new file, whole or not at all; raises FileExistsError where there is one of that name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as cleanup:
        beside = _beside(path, content, cleanup)
        # A mode as any new file has; the temporary one is its owner's alone.
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o666 & ~mask)
        _place(beside, path, content)


def create_all(files: Iterable[tuple[Path, bytes]]) -> None:
    """Write new files, all or none; raises FileExistsError where there is one of a name, OSError as the system does."""
    with ExitStack() as undo:
        for path, content in files:
            create(path, content)
            undo.callback(path.unlink, missing_ok=True)
        undo.pop_all()


def rewrite_all(rewrites: Iterable[Rewrite], moves: Iterable[tuple[Path, Path]] = ()) -> None:
    """Make all the changes, or none: where one fails, or the program is interrupted, those made are undone.

    `moves` are folders that get another name. Everything that takes up space is written before anything is changed,
    the old contents too, so that a full disk cannot stand in the way of undoing. Raises DossierError where a file was
    changed meanwhile or a new name is taken, OSError where the system refuses.
    """
    wanted = list(rewrites)
    with ExitStack() as cleanup, ExitStack() as undo:
        staged = [(one, _copy(one, one.after, cleanup), _copy(one, one.before, cleanup)) for one in wanted]
        for one in wanted:
            _judge(one)
        # Undoing stands ready before each step is taken, for an interruption may come between the two.
        for one, after, before in staged:
            if one.new == one.old:
                undo.callback(_restore, before, one.old)
                after.replace(one.old)
            else:
                undo.callback(one.new.unlink, missing_ok=True)
                after.replace(one.new)
        for old, new in moves:
            undo.callback(_move_back, new, old)
            old.rename(new)
        # Last, so that at no moment a record is in no file.
        for one, _, before in staged:
            if one.new != one.old:
                undo.callback(_restore, before, one.old)
                one.old.unlink()
        undo.pop_all()


def _copy(rewrite: Rewrite, content: bytes, cleanup: ExitStack) -> Path:
    beside = _beside(rewrite.old, content, cleanup)
    shutil.copymode(rewrite.old, beside)
    return beside


def _beside(path: Path, content: bytes, cleanup: ExitStack) -> Path:
    """A temporary file in the same folder, which is removed in the end if it is still there."""
    handle, name = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
    beside = Path(name)
    cleanup.callback(_tidy, beside)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(handle)
    return beside


def _tidy(beside: Path) -> None:
    # By now everything is written, or undone: a file too many must not say otherwise. `check` tells of it.
    with suppress(OSError):
        beside.unlink(missing_ok=True)


def _place(beside: Path, path: Path, content: bytes) -> None:
    """Give a temporary file its name, unless that is taken: `rename` would overwrite, a link does not."""
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:  # the file system has no links
        with path.open("xb") as stream:
            stream.write(content)


def _judge(rewrite: Rewrite) -> None:
    if rewrite.old.read_bytes() != rewrite.before:
        raise DossierError(f"{shown_path(rewrite.old)} was changed meanwhile; nothing was written")
    if rewrite.new != rewrite.old and os.path.lexists(rewrite.new):
        raise DossierError(f"there is a {shown_path(rewrite.new)} already; nothing was written")


def _restore(before: Path, path: Path) -> None:
    before.replace(path)


def _move_back(new: Path, old: Path) -> None:
    with suppress(FileNotFoundError):
        new.rename(old)

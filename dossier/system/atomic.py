"""Atomic writes of files and folders. [io]"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from dossier.errors import DossierError
from dossier.system.regular_files import files_below
from dossier.system.terminal import shown_path

# A temporary file, with the process that writes it.
_TEMPORARY = re.compile(r"\.writing-([0-9]{1,9})-\w+")


def replace_text(path: Path, text: str) -> None:
    """Write a text file as UTF-8, as `replace_file` does."""
    replace_file(path, text.encode())


def replace_file(path: Path, content: bytes) -> None:
    """Write a file, with its folders. A reader sees the old content or the new content, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.new")
    # A killed process may have left the file, and anybody a link in its place, which would be followed.
    temporary.unlink(missing_ok=True)
    with temporary.open("xb") as stream:
        stream.write(content)
    temporary.replace(path)


def write_durably(path: Path, content: bytes) -> None:
    """Write a file, with its folders. When this returns, a power failure can take neither its content nor its name.

    A reader sees the old content or the new content, never half of it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as cleanup:
        temporary = _temporary_file(path, content, cleanup)
        temporary.chmod(_usual_mode())
        temporary.replace(path)
    _sync_folder(path.parent)


def restore_folder(folder: Path) -> None:
    """Put the old folder back if a build was killed after it moved it away and before it replaced it."""
    old = _old_name(folder)
    if old.is_dir() and not old.is_symlink() and not folder.exists():
        old.rename(folder)


def remove_folder(folder: Path) -> None:
    """Remove a folder if it exists. A link or a file in its place is removed, and nothing at the end of a link."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    else:
        shutil.rmtree(folder, ignore_errors=True)


def refuse_link(path: Path) -> None:
    """Raise DossierError if the path is a link: what is written there would end elsewhere."""
    if path.is_symlink():
        raise DossierError(f"{shown_path(path)} is a link, and is not followed: remove it")


def _old_name(folder: Path) -> Path:
    return folder.with_name(f"old-{folder.name}")


def replace_folder(new: Path, folder: Path) -> None:
    """Replace a folder by a finished new folder."""
    old = _old_name(folder)
    remove_folder(old)
    with suppress(FileNotFoundError):
        folder.rename(old)
    new.rename(folder)
    remove_folder(old)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A change of a file: new content, and perhaps a new name in the same folder."""

    old: Path
    new: Path
    before: bytes
    after: bytes


def create_file(path: Path, content: bytes) -> None:
    """Write a new file, whole or not at all.

    Raises FileExistsError if the name is taken.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as cleanup:
        temporary = _temporary_file(path, content, cleanup)
        # Only the owner may read a temporary file.
        temporary.chmod(_usual_mode())
        _give_name(temporary, path, content)


def create_files(files: Iterable[tuple[Path, bytes]]) -> None:
    """Write new files, all or none.

    Raises FileExistsError if a name is taken, and OSError if the system refuses a file.
    """
    with ExitStack() as undo:
        for path, content in files:
            create_file(path, content)
            undo.callback(path.unlink, missing_ok=True)
        undo.pop_all()


def write_all(rewrites: Iterable[Rewrite], moves: Iterable[tuple[Path, Path]] = ()) -> None:
    """Make all the changes, or none. If a change fails or the program is interrupted, the changes so far are undone.

    `moves` are folders with their new names. New and old contents are both written to disk before anything changes,
    so that a full disk cannot prevent an undo. Raises DossierError if another program changed a file in between or a
    new name is taken, and OSError if the system refuses.
    """
    changes = list(rewrites)
    with ExitStack() as cleanup, ExitStack() as undo:
        staged = [
            (rewrite, _copy(rewrite, rewrite.after, cleanup), _copy(rewrite, rewrite.before, cleanup))
            for rewrite in changes
        ]
        for rewrite in changes:
            _require_unchanged(rewrite)
        # The undo is registered before each step, because an interruption may come between the two.
        for rewrite, after, before in staged:
            if rewrite.new == rewrite.old:
                undo.callback(_restore, before, rewrite.old)
                after.replace(rewrite.old)
            else:
                undo.callback(rewrite.new.unlink, missing_ok=True)
                after.replace(rewrite.new)
        for old, new in moves:
            undo.callback(_move_back, new, old)
            old.rename(new)
        for folder in {rewrite.new.parent for rewrite in changes}:
            _sync_folder(folder)
        # Old files go last, so that every record is in some file at every moment.
        for rewrite, _, before in staged:
            if rewrite.new != rewrite.old:
                undo.callback(_restore, before, rewrite.old)
                rewrite.old.unlink()
        undo.pop_all()


def _copy(rewrite: Rewrite, content: bytes, cleanup: ExitStack) -> Path:
    """A temporary file with this content and the permissions of the old file."""
    temporary = _temporary_file(rewrite.old, content, cleanup)
    shutil.copymode(rewrite.old, temporary)
    return temporary


def _temporary_file(path: Path, content: bytes, cleanup: ExitStack) -> Path:
    """A temporary file in the same folder. `cleanup` removes it unless it was renamed."""
    handle, name = tempfile.mkstemp(prefix=f".writing-{os.getpid()}-", dir=path.parent)
    temporary = Path(name)
    cleanup.callback(_remove, temporary)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(handle)
    return temporary


def _usual_mode() -> int:
    """The permissions of a new file of this process."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Write the names in a folder to disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_leftovers(root: Path, *folders: str) -> None:
    """Remove the temporary files that a killed process left in the folder `root`, or below these folders of it."""
    here = list(root.iterdir())
    below = (root / found.path for folder in folders for found in files_below(root, folder))
    for path in (*here, *below):
        writer = _TEMPORARY.fullmatch(path.name)
        if writer is not None and not _is_running(int(writer[1])):
            _remove(path)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _remove(temporary: Path) -> None:
    # By now everything is written or undone. A leftover file must not turn that into a failure: `check` reports it.
    with suppress(OSError):
        temporary.unlink(missing_ok=True)


def _give_name(temporary: Path, path: Path, content: bytes) -> None:
    """Give a temporary file its name, unless it is taken. `rename` would overwrite, a hard link does not."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # the file system has no hard links
        with path.open("xb") as stream:
            stream.write(content)


def _require_unchanged(rewrite: Rewrite) -> None:
    if rewrite.old.read_bytes() != rewrite.before:
        raise DossierError(f"another program changed {shown_path(rewrite.old)}; nothing was written")
    if rewrite.new != rewrite.old and os.path.lexists(rewrite.new):
        raise DossierError(f"{shown_path(rewrite.new)} exists already; nothing was written")


def _restore(before: Path, path: Path) -> None:
    before.replace(path)


def _move_back(new: Path, old: Path) -> None:
    with suppress(FileNotFoundError):
        new.rename(old)

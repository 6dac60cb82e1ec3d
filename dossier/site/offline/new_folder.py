"""A new folder, filled under a hidden name. [io]"""

from __future__ import annotations

import glob
import re
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EEXIST, ENOTDIR, ENOTEMPTY
from pathlib import Path
from types import FrameType

from dossier.errors import DossierError
from dossier.system.atomic import remove_folder
from dossier.system.lock import folder_lock
from dossier.system.terminal import shown_path

# The only entry of a hidden folder. It shows that the folder is ours.
_UNFINISHED = "unfinished-copy-of-a-dossier"


def refuse_taken(out: Path, root: Path) -> None:
    """Raise DossierError if a copy of the dossier in `root` cannot be written to `out`, which must be new or empty."""
    shown = shown_path(out)
    if not out.name:
        raise DossierError("`--offline` does not name a new folder: give the name of the folder to write")
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise DossierError(f"{shown} exists and is not a folder: give the name of a new folder")
    if out.is_dir() and any(out.iterdir()):
        raise DossierError(f"{shown} is not empty: give the name of a new folder, or remove it")
    if not out.parent.is_dir():
        raise DossierError(f"there is no folder {shown_path(out.parent)} to write the copy to")
    if out.resolve().is_relative_to(root.resolve()):
        raise DossierError(
            f"{shown} is in the folder of the dossier, where it could be published: give a folder outside of it"
        )
    try:
        _hidden_folder(out).rmdir()
    except OSError as error:
        raise DossierError(f"no folder can be made for the copy {shown}: {_reason(error)}") from None


@contextmanager
def new_folder(out: Path) -> Iterator[Path]:
    """A hidden folder to fill. At the end of the block it gets the name `out`, and if the block fails it is removed.

    It is also removed if the process is asked to end. If the process is killed, the next call for `out` removes it.
    Raises DossierError if another program has made `out` since.
    """
    _remove_leftovers(out)
    with _removed_on_termination():
        hidden = _hidden_folder(out)
        try:
            with folder_lock(hidden, "another program looks for leftovers", wait=True):
                folder = hidden / _UNFINISHED
                folder.mkdir()
                yield folder
                _give_name(folder, out)
        finally:
            remove_folder(hidden)


def _hidden_folder(out: Path) -> Path:
    return Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))


def _give_name(folder: Path, out: Path) -> None:
    shown = shown_path(out)
    try:
        folder.rename(out)
    except OSError as error:
        if error.errno in {EEXIST, ENOTDIR, ENOTEMPTY}:
            raise DossierError(
                f"another program made {shown} while this copy was written: give another name, or remove it"
            ) from None
        raise DossierError(f"the copy cannot get its name {shown}: {_reason(error)}") from None


def _remove_leftovers(out: Path) -> None:
    """Remove the hidden folders for `out` that killed processes left. A running process locks its folder."""
    name = re.compile(rf"\.{re.escape(out.name)}-\w{{8}}")
    for path in out.parent.glob(f".{glob.escape(out.name)}-*"):
        if name.fullmatch(path.name) and not path.is_symlink():
            with suppress(DossierError, OSError), folder_lock(path, "perhaps not left over", must_hold=True):
                if [entry.name for entry in path.iterdir()] == [_UNFINISHED]:
                    remove_folder(path)


@contextmanager
def _removed_on_termination() -> Iterator[None]:
    """Let SIGTERM end the block by an exception, as Ctrl-C does, so that the block removes its files."""
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(number: int, _frame: FrameType | None) -> None:
    # The code with which a shell reports a process that a signal ended.
    raise SystemExit(128 + number)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()

"""Locks on folders, each held by a single process. [io]"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dossier.errors import DossierError

# The open folders of this process. A forked process must not keep a lock if its parent is killed.
_held: set[int] = set()


@contextmanager
def folder_lock(folder: Path, refusal: str, *, wait: bool = False, must_hold: bool = False) -> Iterator[None]:
    """Hold the lock on a folder inside the block. If the process dies, the system releases it.

    If another process holds it, wait for its end or raise DossierError with `refusal`. If the file system has no locks,
    go on without the lock, or raise DossierError if the block `must_hold` it.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    _held.add(handle)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise DossierError(refusal) from None
        except OSError:  # some network file systems have no locks
            if must_hold:
                raise DossierError(refusal) from None
        yield
    finally:
        _held.discard(handle)
        os.close(handle)


def _close_in_fork() -> None:
    while _held:
        with suppress(OSError):
            os.close(_held.pop())


os.register_at_fork(after_in_child=_close_in_fork)

"""A progress bar on a terminal, and paths as messages name them. [io]"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """What to call with how many of how many are done; None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    import click  # noqa: PLC0415  (only where somebody watches: it costs a tenth of a second)

    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def step(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield step


def shown_path(path: Path | str) -> str:
    """The path as a message names it: from the current folder, unless that is longer than the path itself."""
    try:
        return min(os.path.relpath(path), os.fspath(path), key=len)
    except (OSError, ValueError):  # the current folder was removed, or is on another drive of Windows
        return os.fspath(path)


def system_message(error: OSError) -> str:
    """What the system refused, with the file that it named."""
    named = shown_path(error.filename) if isinstance(error.filename, str) else error.filename
    return f"{named or 'the system'}: {error.strerror or error}"

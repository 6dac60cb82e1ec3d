"""Text that is safe for a terminal, and a progress bar. [io]"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def clean(text: str) -> str:
    """The text on one line, without characters that control a terminal or change how other text is shown.

    GitHub's runner obeys a line that begins with `::`, which is why no line of a report begins with an author's words,
    and `##[` wherever it stands in a line (actions/runner, ActionCommand.cs), which is why that is broken up.
    """
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " if char.isspace() else "�" for char in text)
    return text.replace("##[", "## [")


def clean_json(text: str) -> str:
    """JSON text, all ASCII, in which no string holds `##[` as such; every reader of JSON gets the same value."""
    return text.replace("##[", "##\\u005b")


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

"""Terminal output: safe text, a progress bar, names of files. [io]"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path
from typing import TextIO


def clean(text: str) -> str:
    """The text on one line, without characters that control a terminal or change how other text is shown.

    GitHub's runner reads commands from output (actions/runner, ActionCommand.cs). It obeys `##[` anywhere in a line,
    so a space is put into it. It also obeys a line that begins with `::`, so no line of a report begins with words
    of an author.
    """
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " if char.isspace() else "�" for char in text)
    return text.replace("##[", "## [")


def error_text(message: str) -> str:
    """The text of an error message, which may have several lines, each of them cleaned."""
    return "error: " + "\n".join(clean(line) for line in message.split("\n"))


def clean_json(text: str) -> str:
    """ASCII JSON text in which `##[` is escaped, because GitHub's runner obeys it. The values stay the same."""
    return text.replace("##[", "##\\u005b")


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """A function to call with the numbers of finished and of all steps, or None without a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    import click  # noqa: PLC0415  (loading it takes a tenth of a second)

    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def step(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield step


@contextmanager
def complete_output() -> Iterator[None]:
    """Print to the end, also if the program that reads the output ends before, as `head` does."""
    with redirect_stdout(_PatientStream(sys.stdout)) as out, redirect_stderr(_PatientStream(sys.stderr)) as err:
        yield
        out.flush()
        err.flush()


class _PatientStream(io.TextIOBase):
    """A stream that goes on when nobody reads it any more."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._try(partial(self._stream.write, text))
        return len(text)

    def flush(self) -> None:
        self._try(self._stream.flush)

    def isatty(self) -> bool:
        return self._stream.isatty()

    def fileno(self) -> int:
        return self._stream.fileno()

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except BrokenPipeError:
            # Otherwise Python would fail at its end, with what it could not write.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())


def shown_path(path: Path | str) -> str:
    """The path for a message: relative to the current folder, or as it is if that is shorter."""
    try:
        return min(os.path.relpath(path), os.fspath(path), key=len)
    except (OSError, ValueError):  # the current folder was removed, or is on another Windows drive
        return os.fspath(path)


def system_message(error: OSError) -> str:
    """The message for an error of the operating system, with the file it is about."""
    named = shown_path(error.filename) if isinstance(error.filename, str) else error.filename
    return f"{named or 'the system'}: {error.strerror or error}"

"""Errors and log messages of MkDocs. [io]"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from dossier.errors import DossierError


@contextmanager
def mkdocs_errors(failure: str) -> Iterator[None]:
    """Raise a DossierError that begins with `failure` instead of any exception inside the block.

    MkDocs runs themes, extensions and hooks. With unusual settings these raise exceptions of any class.
    """
    with mkdocs_messages() as messages:
        try:
            yield
        except (Exception, SystemExit) as error:  # noqa: BLE001  (a hook can raise anything)
            from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

            is_known = isinstance(error, MkDocsException)
            reason = str(error) if is_known else f"{type(error).__name__}: {error}"
            raise DossierError("\n".join([f"{failure} {reason}", *messages])) from None


class _MessageRecorder(logging.Handler):
    """A log handler that collects warnings and errors in a list."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def mkdocs_messages() -> Iterator[list[str]]:
    """The warnings and errors that MkDocs logs inside the block, in a list. They do not reach the terminal."""
    messages: list[str] = []
    logger = logging.getLogger("mkdocs")
    recorder = _MessageRecorder(messages)
    propagates, level = logger.propagate, logger.level
    logger.addHandler(recorder)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        yield messages
    finally:
        logger.removeHandler(recorder)
        logger.propagate, logger.level = propagates, level

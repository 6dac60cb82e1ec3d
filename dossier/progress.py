"""A progress bar on a terminal, and nothing in a pipe. [io]"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


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

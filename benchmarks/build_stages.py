"""Build a dossier in this process and print the CPU seconds of each stage as JSON.

A stage is timed by a function put around one of the engine's; what a stage within it takes is not counted twice.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from measure import BESIDES

from dossier.cite.formats.box import CitedThing
from dossier.cli import main as dossier
from dossier.commands import build
from dossier.site import builder, head_tags
from dossier.site.extra_files import Exporter


def main() -> None:
    """Print the CPU seconds of every stage, of the rest, and of the whole without Python's start-up."""
    stages: tuple[tuple[Any, str, str], ...] = (
        (build, "read", "read, parse and decode the records"),
        (build, "problems", "judge them"),
        (builder.Builder, "_generate", "MkDocs: shells, hubs and prose"),
        (builder, "make", "views of pages"),
        (builder.Builder, "_press", "render and write pages"),
        (builder.Builder, "_stamp_hubs", "render and write hubs"),
        (builder.Builder, "_check_links", "follow every link"),
        (Exporter, "export", f"{BESIDES}exports, a JSON file for each record among them"),
        (head_tags, "head", f"{BESIDES}tags for reference managers and search engines"),
        (CitedThing, "citations", f"{BESIDES}citations to paste, in four styles"),
    )
    clock = Clock()
    for owner, name, words in stages:
        setattr(owner, name, clock.around(getattr(owner, name), words))
    begun = time.process_time()
    with redirect_stdout(StringIO()) as printed:
        code = dossier(["build", "--no-search", "--root", str(Path(sys.argv[1]))])
    if code:
        sys.exit(printed.getvalue())
    whole = time.process_time() - begun
    print(json.dumps({**clock.taken, "the rest": whole - sum(clock.taken.values()), "whole": whole}))


class Clock:
    """Times stages that may stand within one another."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = {}
        # The time that stages within the present one took.
        self.inner = [0.0]

    def around(self, function: Callable[..., Any], words: str) -> Callable[..., Any]:
        """The function, timed."""
        self.taken[words] = 0.0

        def timed(*positional: Any, **named: Any) -> Any:
            begun = time.process_time()
            self.inner.append(0.0)
            try:
                result = function(*positional, **named)
                # What is yielded is worked out here, and not where it is asked for.
                return list(result) if isinstance(result, Iterator) else result
            finally:
                whole = time.process_time() - begun
                self.taken[words] += whole - self.inner.pop()
                self.inner[-1] += whole

        return timed


if __name__ == "__main__":
    main()

"""CPU seconds of each stage of a build, as JSON.

Each stage is a function of the engine, wrapped in a clock. The time of a stage inside another is counted only once.
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

from dossier.cite.formats.box import CitedThing
from dossier.cli import main as dossier
from dossier.commands import build
from dossier.pages import claim, proceeding
from dossier.site import block_printer, builder, head_tags, record_pages

_PICTURES = "compose the pictures of records"


def main() -> None:
    """Print the CPU seconds of every stage, of everything else, and of the whole without Python's start-up."""
    stages: tuple[tuple[Any, str, str], ...] = (
        (build, "load_records", "read, parse and decode the records"),
        (build, "find_problems", "check them"),
        (builder, "generate", "MkDocs: shells, hubs and prose"),
        (record_pages, "content_of", "compose pages"),
        (record_pages, "record_fragments", "print pages as HTML"),
        (record_pages, "replace_text", "write pages"),
        (record_pages, "marks", "collect links"),
        (builder.Builder, "_write_hubs", "compose, print and write hubs, without pictures"),
        (claim, "support_picture", _PICTURES),
        (proceeding, "course_picture", _PICTURES),
        (block_printer, "print_picture", "print all pictures"),
        (builder.Builder, "_check_links", "follow every link"),
        (builder, "write_exports", "besides: exports, including a JSON file for each record"),
        (head_tags, "record_head", "besides: tags for reference managers and search engines"),
        (CitedThing, "citations", "besides: citations in four styles"),
    )
    # The clock sees one process only.
    record_pages.process_count = lambda _: 1  # type: ignore[assignment]
    clock = Clock()
    for owner, name, words in stages:
        setattr(owner, name, clock.around(getattr(owner, name), words))
    start = time.process_time()
    with redirect_stdout(StringIO()) as printed:
        code = dossier(["build", "--no-search", "--root", str(Path(sys.argv[1]))])
    if code:
        sys.exit(printed.getvalue())
    whole = time.process_time() - start
    print(json.dumps({**clock.seconds, "everything else": whole - sum(clock.seconds.values()), "whole": whole}))


class Clock:
    """Times stages that may contain each other."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        # For each running stage, the outermost first, the time that the stages inside it took.
        self.inner = [0.0]

    def around(self, function: Callable[..., Any], words: str) -> Callable[..., Any]:
        """The function, timed under this name."""
        self.seconds[words] = 0.0

        def timed(*positional: Any, **named: Any) -> Any:
            start = time.process_time()
            self.inner.append(0.0)
            try:
                result = function(*positional, **named)
                # A generator must do its work here, or its time would count for the caller.
                return list(result) if isinstance(result, Iterator) else result
            finally:
                whole = time.process_time() - start
                self.seconds[words] += whole - self.inner.pop()
                self.inner[-1] += whole

        return timed


if __name__ == "__main__":
    main()

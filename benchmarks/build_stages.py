"""Build a dossier in this process and print the CPU seconds of each stage as JSON.

A stage is timed by a function put around one of the engine's; stages do not overlap.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from dossier import site
from dossier.cli import main as dossier
from dossier.commands import build
from dossier.exporting import Exporter


def main() -> None:
    """Print the CPU seconds of every stage, of the rest, and of the whole without Python's start-up."""
    taken: dict[str, float] = {}
    stages: tuple[tuple[Any, str, str], ...] = (
        (build, "read", "read, parse and decode the records"),
        (build, "problems", "judge them"),
        (site.Builder, "_generate", "MkDocs: shells, hubs and prose"),
        (Exporter, "export", "exports: downloads and a JSON file for each record"),
        (site, "make", "views, head tags and citations of pages"),
        (site.Builder, "_press", "render and write pages"),
        (site.Builder, "_stamp_hubs", "render and write hubs"),
        (site.Builder, "_check_links", "follow every link"),
    )
    for owner, name, words in stages:
        setattr(owner, name, _timed(getattr(owner, name), words, taken))
    begun = time.process_time()
    with redirect_stdout(StringIO()) as printed:
        code = dossier(["build", "--no-search", "--root", str(Path(sys.argv[1]))])
    if code:
        sys.exit(printed.getvalue())
    whole = time.process_time() - begun
    print(json.dumps({**taken, "the rest": whole - sum(taken.values()), "whole": whole}))


def _timed(function: Callable[..., Any], words: str, taken: dict[str, float]) -> Callable[..., Any]:
    taken[words] = 0.0

    def timed(*positional: Any, **named: Any) -> Any:
        begun = time.process_time()
        try:
            return function(*positional, **named)
        finally:
            taken[words] += time.process_time() - begun

    return timed


if __name__ == "__main__":
    main()

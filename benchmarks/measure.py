"""CPU time, wall time and memory of programs, and their ratios. [io]"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

R = TypeVar("R")

# The synthetic records say that they were looked up shortly before this day. Later, the check would warn.
ENVIRONMENT = {"SOURCE_DATE_EPOCH": "1795392000", "NO_MKDOCS_2_WARNING": "true", "PYTHONHASHSEED": "0"}


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds (user and system, children included), wall seconds and peak memory in bytes of one run."""

    cpu: float
    wall: float
    memory: int
    output: str


def run(*command: str | Path, folder: Path | None = None, path: Path | None = None) -> Cost:
    """The cost of a program that runs to its end.

    `path` is another folder in which Python looks for modules.

    Raises SystemExit with the program's output if the program fails.
    """
    words = [str(word) for word in command]
    environment = os.environ | ENVIRONMENT | ({} if path is None else {"PYTHONPATH": str(path)})
    start = time.monotonic()
    with subprocess.Popen(
        words, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        output = process.stdout.read() if process.stdout is not None else ""
        # `wait4` gives the usage of this child and its children. `getrusage` would add that of all earlier children.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(words)}\n{output}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * unit, output)


def paired(rounds: int, *runs: Callable[[], R]) -> list[list[R]]:
    """The results of each run. The runs take turns (A B A B), so that a busy machine slows all of them alike."""
    figures: list[list[R]] = [[] for _ in runs]
    for _ in range(rounds):
        for run_once, results in zip(runs, figures, strict=True):
            results.append(run_once())
    return figures


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the ratios of the pairs."""
    return statistics.median(our / their for our, their in zip(ours, theirs, strict=True))


median = statistics.median

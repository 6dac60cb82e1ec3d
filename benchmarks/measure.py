"""Run whole programs and say what CPU time and memory each took. [io]"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

# The synthetic records were last looked up just before: on a later day the check would have warnings to print.
ENVIRONMENT = {"SOURCE_DATE_EPOCH": "1795392000", "NO_MKDOCS_2_WARNING": "true", "PYTHONHASHSEED": "0"}
# Begins the names of the stages of a build that no other site generator has: they are told apart.
BESIDES = "besides: "


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds (user and system, children included) and peak memory in bytes of one run."""

    cpu: float
    memory: int
    output: str


def run(*command: str | Path, folder: Path | None = None, path: Path | None = None) -> Cost:
    """Run a program to its end; `path` is where Python looks for modules, too.

    Raises SystemExit, with what the program printed, where it fails.
    """
    words = [str(one) for one in command]
    environment = os.environ | ENVIRONMENT | ({} if path is None else {"PYTHONPATH": str(path)})
    with subprocess.Popen(
        words, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        output = process.stdout.read() if process.stdout is not None else ""
        # The usage of this child and its own children alone, which `getrusage` would add to that of all before it.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(words)}\n{output}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit, output)


def paired(rounds: int, *runs: Callable[[], float]) -> list[list[float]]:
    """The figures of each of several runs, taken by turns: A B A B, so that a busy machine slows all alike."""
    figures: list[list[float]] = [[] for _ in runs]
    for _ in range(rounds):
        for one, found in zip(runs, figures, strict=True):
            found.append(one())
    return figures


def ratio(these: Sequence[float], those: Sequence[float]) -> float:
    """The median of the ratios of the pairs."""
    return statistics.median(one / other for one, other in zip(these, those, strict=True))


median = statistics.median

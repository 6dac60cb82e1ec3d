"""Run a command of the engine, and annotate its failure.

    python3 -m ci.engine COMMAND ARGUMENTS

The annotations of `check` are passed on. A failure that has none, such as a refused release, gets one annotation.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from ci import commands

ROOT = Path(__file__).resolve().parent.parent
_FAULT = "does not hold: "
_MOST_LINES = 10


def main(arguments: Sequence[str], root: Path = ROOT, extra: Mapping[str, str] | None = None) -> int:
    """Run the command. Returns its exit code, after an annotation and a line of the summary if it failed."""
    code, lines = run(arguments, root, {**os.environ, **(extra or {})})
    if code:
        command = arguments[0]
        if any(found.level is commands.Level.ERROR for found in commands.read(lines)):
            commands.write_summary(f"`{command}` failed: the annotations of this run say why")
        else:
            commands.fail(command, reason(lines))
    return code


def run(
    arguments: Sequence[str], root: Path = ROOT, environment: Mapping[str, str] | None = None, *, shown: bool = True
) -> tuple[int, list[str]]:
    """The exit code of the command and the lines that it printed, which are shown while it runs."""
    command = [sys.executable, str(root / "build.py"), *arguments]
    lines: list[str] = []
    with subprocess.Popen(
        command,
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            lines.append(line.rstrip("\n"))
            if shown:
                sys.stdout.write(line)
                sys.stdout.flush()
    return process.returncode, lines


def reason(lines: Sequence[str]) -> str:
    """The words with which a command explained its failure."""
    faults = [line for line in lines if line.startswith(_FAULT)]
    if faults:
        return "\n".join(faults[:_MOST_LINES])
    starts = [number for number, line in enumerate(lines) if line.startswith("error: ")]
    if starts:
        return "\n".join(lines[starts[-1] :][:_MOST_LINES]).removeprefix("error: ")
    # A command that found errors in records ends with a sentence about them.
    return next((line for line in reversed(lines) if line.strip()), "the log of this job says why")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

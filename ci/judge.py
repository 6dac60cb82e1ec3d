"""Judge the evidence of a merge commit by the engine that this file belongs to, and write the job's summary.

    python3 -m ci.judge FOLDER

FOLDER is a checkout of the merge commit with both its parents; the base it is compared with is the first of them,
which is what the hosting service merged into, whatever the base branch has become since. Exits as `dossier check` does.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ci import commands
from ci.commands import Annotation, Level

BUILD = Path(__file__).resolve().parent.parent / "build.py"
# The service drops a summary of more than 1 MiB whole.
MOST_LISTED = 500


def main(checkout: Path) -> int:
    """Run the check, pass its annotations on, and summarise them; the exit code is the check's."""
    code, lines = check(checkout)
    sys.stdout.writelines(lines)
    if target := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(target).open("a", encoding="utf-8") as file:
            file.write(summary(list(commands.read(lines)), code))
    return code


def check(checkout: Path) -> tuple[int, list[str]]:
    """The exit code and the output of `dossier check` on the checkout, against the base it was merged into."""
    base = subprocess.run(
        ["git", "-C", str(checkout), "rev-parse", "--verify", "HEAD^1"], check=True, stdout=subprocess.PIPE, text=True
    ).stdout.strip()
    command = [sys.executable, str(BUILD), "check", "--root", str(checkout), "--base", base, "--format", "github"]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, encoding="utf-8", errors="replace")
    return done.returncode, done.stdout.splitlines(keepends=True)


def summary(found: Sequence[Annotation], code: int) -> str:
    """The summary in Markdown: how much was found, what to do next, and every finding: the service shows ten."""
    errors = sum(one.level is Level.ERROR for one in found)
    warnings = len(found) - errors
    parts = [
        "## Evidence check",
        # A check that broke off has counted nothing, and "0 errors" would read as praise.
        *([f"{_count(errors, 'error')}, {_count(warnings, 'warning')}."] if code in {0, 1} else []),
        _next(errors, warnings, code),
    ]
    if found:
        # The record has warnings of long standing: what stops the pull request comes before them.
        listed = sorted(found, key=lambda one: one.level is not Level.ERROR)[:MOST_LISTED]
        parts.append(_fenced([_line(one) for one in listed]))
    if len(found) > MOST_LISTED:
        parts.append(f"{len(found) - MOST_LISTED} more are not listed here: run the check on your own machine.")
    return "\n\n".join(parts) + "\n"


def _next(errors: int, warnings: int, code: int) -> str:
    explain = "`python3 build.py explain CODE` tells what a code means and what to do instead."
    if errors:
        return f"Correct what is listed and push again: the check runs by itself each time. {explain}"
    if code:
        return "The check did not come to an end, and no record is to blame: the log of this job says why."
    if warnings:
        return f"Warnings do not stop a pull request; a reviewer may ask about them. {explain}"
    return "Nothing to correct. A maintainer reviews the records against their sources next."


def _line(one: Annotation) -> str:
    """The finding as `dossier check` prints it on a terminal, without the line of the record."""
    head = f"{one.level}[{one.title}]" if one.title else str(one.level)
    # Annotations repeat the code at the end, because the service does not show titles everywhere.
    said, *more = one.message.removesuffix(f"\n[{one.title}]").split("\n")
    place = [f"  --> {one.place}"] if one.place else []
    return "\n".join((f"{head}: {said}", *place, *(f"  {line}" for line in more)))


def _fenced(blocks: Sequence[str]) -> str:
    """The blocks as literal text: a fence longer than any within, so that no word of theirs is read as Markdown."""
    text = "\n\n".join(blocks)
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

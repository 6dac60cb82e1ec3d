"""Check the evidence of a merge commit, and write the job's summary.

    python3 -m ci.judge FOLDER

The engine is that of the checkout which contains this file. FOLDER is a checkout of the merge commit with its history,
which holds every number that was ever used. It is compared with the first parent, the commit that the hosting service
merged into, even if the base branch has changed since. The file of a record that is suspended on the branch `published`
may be taken out and put back. The exit code is that of `dossier check`.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ci import commands, engine, ledger, split_guard
from ci.commands import Annotation, Level
from dossier.system.git import Repository

# The hosting service shows nothing of a summary of more than 1 MiB.
MOST_LISTED = 500


def main(checkout: Path) -> int:
    """Run the check, print its annotations, and write the summary. Returns the exit code of the check."""
    code, lines = check(checkout)
    if code and not any(each.level is Level.ERROR for each in commands.read(lines)):
        lines.append(commands.error("check", engine.reason(lines)))
    if not split_guard.changes(checkout).engine:
        stale = [commands.error("stale-file", line) for line in stale_files(checkout)]
        lines += stale
        code = code or int(bool(stale))
    sys.stdout.writelines(f"{line}\n" for line in lines)
    commands.write_summary(summary(list(commands.read(lines)), code))
    return code


def check(checkout: Path) -> tuple[int, list[str]]:
    """The exit code and the output of `dossier check` on the checkout, compared with its commit and first parent."""
    base = subprocess.run(
        ["git", "-C", str(checkout), "rev-parse", "--verify", "HEAD^1"], check=True, stdout=subprocess.PIPE, text=True
    ).stdout.strip()
    # A release reads the commit. What is judged here must be the same bytes.
    options = ["--root", str(checkout), "--base", base, "--format", "github", "--committed"]
    published = ledger.tip(Repository(checkout))
    known = [] if published is None else ["--published", published]
    return engine.run(["check", *options, *known], shown=False)


def stale_files(checkout: Path) -> list[str]:
    """A line for each schema or form that is not what the engine makes of the checkout's subject.

    A change of the engine may change these files as well. Only the tests of that change can judge them.
    """
    code, lines = engine.run(["schema", "--check", "--root", str(checkout)], shown=False)
    return lines if code == 1 else []


def summary(annotations: Sequence[Annotation], code: int) -> str:
    """The summary in Markdown: counts, the next step, and the annotations. The service itself shows only ten."""
    errors = sum(annotation.level is Level.ERROR for annotation in annotations)
    warnings = len(annotations) - errors
    parts = [
        "## Evidence check",
        # A check that failed before its end has not counted the errors: "0 errors" would be misleading.
        *([f"{_count(errors, 'error')}, {_count(warnings, 'warning')}."] if code in {0, 1} else []),
        _next_step(errors, warnings, code),
    ]
    if annotations:
        # Errors stop the pull request. They come before warnings, which may be older than the pull request.
        listed = sorted(annotations, key=lambda annotation: annotation.level is not Level.ERROR)[:MOST_LISTED]
        parts.append(commands.fenced([_as_on_terminal(annotation) for annotation in listed]))
    if len(annotations) > MOST_LISTED:
        parts.append(f"{len(annotations) - MOST_LISTED} more are not listed here: run the check on your own machine.")
    return "\n\n".join(parts)


def _next_step(errors: int, warnings: int, code: int) -> str:
    explain = "`python3 build.py explain CODE` explains a code, and says what to write instead."
    if errors and code == 1:
        return f"Correct the errors and push again. The check runs after each push. {explain}"
    if code:
        return "The check failed before its end, and no record is to blame. The log of this job gives the reason."
    if warnings:
        return f"Warnings do not stop a pull request; a reviewer may ask about them. {explain}"
    return "Nothing to correct. A maintainer reviews the records against their sources next."


def _as_on_terminal(annotation: Annotation) -> str:
    """The annotation as `dossier check` prints it on a terminal, without the line of the record."""
    head = f"{annotation.level}[{annotation.title}]" if annotation.title else str(annotation.level)
    # The message ends with the code, because the service does not show titles everywhere.
    message, *more = annotation.message.removesuffix(f"\n[{annotation.title}]").split("\n")
    place = [f"  --> {annotation.place}"] if annotation.place else []
    return "\n".join((f"{head}: {message}", *place, *(f"  {line}" for line in more)))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

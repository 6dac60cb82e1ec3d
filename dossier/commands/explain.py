"""`dossier explain`: print the explanation of a code, or list all codes. [io]"""

from __future__ import annotations

import argparse
from pathlib import Path

from dossier.checks.explain import codes, explanation
from dossier.errors import DossierError
from dossier.reading.value_help import nearest


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "code",
        nargs="?",
        metavar="CODE",
        help="explain this code, which a report prints in square brackets; without it, list all codes",
    )


def run(options: argparse.Namespace, root: Path) -> int:  # noqa: ARG001  (every command has the same parameters)
    """Print the explanation, or all codes, each with the first line of its explanation."""
    if options.code is None:
        width = max(map(len, codes()))
        for code in codes():
            print(f"{code:<{width}}  {(explanation(code) or '').strip().splitlines()[0]}")
        return 0
    text = explanation(options.code)
    if text is None:
        similar = nearest(options.code, codes())
        help_ = f"did you mean `{similar}`?" if similar else "`explain` without a code lists all codes"
        raise DossierError(f"no code is called `{options.code}`: {help_}")
    print(text.strip())
    return 0

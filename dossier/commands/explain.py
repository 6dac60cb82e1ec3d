"""`dossier explain`: say what a code means, why it matters, and what to write instead. [io]"""

from __future__ import annotations

import argparse
import difflib
from pathlib import Path

from dossier.checks.explain import codes, explanation
from dossier.errors import DossierError


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "code", nargs="?", metavar="CODE", help="the code in the square brackets; without one, all are listed"
    )


def run(options: argparse.Namespace, root: Path) -> int:  # noqa: ARG001  (every command has the same form)
    """Print the explanation, or the list of codes with the first line of each."""
    if options.code is None:
        width = max(map(len, codes()))
        for code in codes():
            print(f"{code:<{width}}  {(explanation(code) or '').strip().splitlines()[0]}")
        return 0
    text = explanation(options.code)
    if text is None:
        near = difflib.get_close_matches(options.code, codes(), n=1)
        help_ = f"did you mean `{near[0]}`?" if near else "`explain` without a code lists them all"
        raise DossierError(f"no code is called `{options.code}`: {help_}")
    print(text.strip())
    return 0

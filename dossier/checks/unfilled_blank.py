"""A published page of prose has no blank.

Why it matters
    `init` marks with `[FILL IN: …]` what only you can write, such as who works on the dossier. A published blank shows
    readers that nobody read the page before it was published.

Reported
    # pages/about.md
    [FILL IN: who works on it, who pays for it, and what they have to do with the bodies that it is about.]

Instead
    Replace the blank, with its brackets, by your own words, or delete the sentence. Until then it is a warning, and the
    site can be built. `check --final`, `release` and `build --published` refuse it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity, Span
from dossier.reading.dossier import Dossier
from dossier.reading.text import shortened

CODE = "unfilled-blank"
SEVERITY = Severity.WARNING
NEEDS_ALL = True

# Up to its closing bracket, which may be on a later line or be missing.
_BLANK = re.compile(r"\[FILL IN\b(?:[^\[\]]*\])?")


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each blank: an error if the dossier is published as it is, else a warning."""
    severity = Severity.ERROR if dossier.final else SEVERITY
    help_ = "replace it by your own words, or delete the sentence"
    for path, text in dossier.prose.items():
        for blank in blanks(text):
            message = f"`{shortened(blank.group())}` is a blank that nobody has filled in"
            yield Diagnostic(CODE, message, _span(path, text, blank), help_, severity)


def blanks(text: str) -> Iterator[re.Match[str]]:
    """The blanks in the text of a page."""
    return _BLANK.finditer(text)


def _span(path: str, text: str, blank: re.Match[str]) -> Span:
    (line, column), (end_line, end_column) = (_place(text, offset) for offset in blank.span())
    return Span(path, line, column, end_line, end_column)


def _place(text: str, offset: int) -> tuple[int, int]:
    """The line and the column at an offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)

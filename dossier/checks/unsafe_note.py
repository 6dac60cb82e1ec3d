"""A note has no HTML, no images and only absolute links.

Why it matters
    Anyone who sends a pull request can write a note, and everybody who reads the page sees it. HTML could run a program
    or hide words. An image is loaded from somebody else's server, which then learns who reads the page. A relative or
    `javascript:` link leads elsewhere than it says. The site never carries any of these out: it shows the characters
    as they were typed.

Reported
    note: See <a href="/x">the letter</a> and [the reply](../reply.html).

Instead
    note: See [the letter](https://ministry.example/letter.pdf).
    Notes offer paragraphs, emphasis, lists, and links to http and https addresses. To show `<` before a letter, put a
    space after it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.checks.text_values import text_values
from dossier.diagnostics import Diagnostic, Severity
from dossier.model.notes import problems
from dossier.reading.dossier import Dossier

CODE = "unsafe-note"
SEVERITY = Severity.ERROR
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each unsafe part of a note."""
    for value in text_values(dossier):
        if value.path[-1] == "note":
            for problem in problems(value.text):
                help_ = "write it in words, or as a link such as [words](https://ministry.example/letter)"
                yield Diagnostic(CODE, f"the note holds {problem}", value.span, help_, SEVERITY)

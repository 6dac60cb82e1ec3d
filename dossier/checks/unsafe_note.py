"""A note holds no HTML, no image, and no link but to an absolute http or https address.

Why it matters
    A note is Markdown written by whoever sends a pull request and shown to whoever reads the page. HTML could run a
    program or hide words; an image is loaded from another's server, which then knows who reads; a link that is relative
    or `javascript:` leads elsewhere than it says. None of these is ever carried out: the characters are shown as typed.

Reported
    note: See <a href="/x">the letter</a> and [the reply](../reply.html).

Instead
    note: See [the letter](https://force.example/letter.pdf).
    Notes offer paragraphs, emphasis, lists and links. To show `<` before a letter, put a space after it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity
from dossier.model.introspection import values_of_type
from dossier.model.notes import problems
from dossier.reading.dossier import Dossier

CODE = "unsafe-note"
SEVERITY = Severity.ERROR
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each thing in a note that is not offered there and could harm."""
    for entry in dossier.entries.values():
        for path, note in values_of_type(entry.record, str):
            if path[-1] == "note":
                for problem in problems(note):
                    help_ = "write it in words, or as a link such as [words](https://force.example/letter)"
                    yield Diagnostic(CODE, f"the note holds {problem}", entry.at(*path), help_, SEVERITY)

"""A field holds a value, not a word for nothing.

Why it matters
    A page, a citation and every export would say that the document appeared in a newspaper called “n/a”. A field that
    is left out is shown as missing.

Reported
    statement: TBC
    publication: n/a
    pages: "-"

Instead
    Remove the line of an optional field. If the reason matters, write it in `note`. Write what a required field asks
    for: a document without a title gets a description as its title, with `title_basis: described`. Only in
    `identifiers` may a number be `none`, which says that the register does not have the body.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.checks.text_values import text_values
from dossier.diagnostics import Diagnostic, Severity
from dossier.reading.dossier import Dossier
from dossier.reading.no_value import is_word_for_nothing, no_value

CODE = "no-value"
SEVERITY = Severity.ERROR
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each text that is a word for nothing."""
    for value in text_values(dossier):
        if is_word_for_nothing(value.text):
            problem = no_value(value.field, value.path, value.text, value.span)
            if problem is not None:
                yield problem

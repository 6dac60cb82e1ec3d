"""An optional field is left out if there is nothing to say.

Why it matters
    A page, a citation and every export would say that the document appeared in a newspaper called “n/a”. A field that
    is left out is shown as missing.

Reported
    publication: n/a
    pages: "-"

Instead
    Remove the line. If the reason matters, write it in `note`. Only in `identifiers` may a number be `none`, which says
    that the register does not have the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.checks.text_values import TextValue, text_values
from dossier.diagnostics import Diagnostic, Severity
from dossier.model.field_types import ValueType
from dossier.reading.dossier import Dossier

CODE = "no-value"
SEVERITY = Severity.ERROR
NEEDS_ALL = False

_LONGEST = len("not applicable.")
_NOTHING = re.compile(
    r"n/a|n\.\s?a\.|none|null|nil|unknown|not (?:known|available|applicable|given|stated)|tb[acd]|todo|[-–—?.*_…x]+\.?",
    re.IGNORECASE,
)
# Null and Unknown are also names of people.
_NAMES = {"family", "given"}


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each optional text that is a word for nothing."""
    for value in text_values(dossier):
        if len(value.text) <= _LONGEST and _NOTHING.fullmatch(value.text) and value.path[-1] not in _NAMES:
            if value.field.is_required or value.field.value_type is not ValueType.TEXT or _is_known_absence(value):
                continue
            message = f"`{value.field.name}` is `{value.text}`, which is a word for nothing"
            yield Diagnostic(CODE, message, value.span, _help(value), SEVERITY)


def _is_known_absence(value: TextValue) -> bool:
    """True if the value says that a register does not have the body."""
    return value.path[0] == "identifiers" and value.text == "none"


def _help(value: TextValue) -> str:
    if value.path[0] == "authors":
        return "write `authors: none` if the document names no author, or `authors: not-seen`"
    return "remove the line; if the reason matters, write it in `note`"

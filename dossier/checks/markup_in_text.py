"""Plain text has no HTML tags and no Markdown.

Why it matters
    Only notes are Markdown. Everything else is shown exactly as it was typed, on pages, in citations and in exports. A
    reader would see the stars and the angle brackets, and a court would find them in the citation.

Reported
    statement: The council **never** used the <b>cameras</b>.

Instead
    statement: The council never used the cameras.
    Emphasis and links can be in a `note`. Quotations are not judged, for they repeat what the source has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.checks.text_values import text_values
from dossier.diagnostics import Diagnostic, Severity
from dossier.model.field_types import ValueType
from dossier.model.fields import QUOTATIONS
from dossier.reading.dossier import Dossier

CODE = "markup-in-text"
SEVERITY = Severity.WARNING
NEEDS_ALL = False

# `note` is Markdown, and `unsafe-note` judges it.
_NOT_JUDGED = QUOTATIONS | {"note"}
# A quick search, because most text has no such sign.
_MAY_BE_MARKUP = re.compile(r"[<&*_]|\]\(")
# Only elements that people use in text, because `<` can have another meaning in a title.
_HTML = re.compile(
    r"</?(?:a|b|blockquote|br|cite|code|div|em|font|h[1-6]|i|img|li|ol|p|q|s|script|small|span|strong|sub|sup|u|ul)"
    r"(?:\s+[a-z-]+\s*=[^<>]*)?\s*/?>|&(?:amp|lt|gt|quot|apos|nbsp|[mn]dash|#[0-9]{2,6}|#x[0-9a-f]{2,5});",
    re.IGNORECASE,
)
# Emphasis encloses whole words, unlike the stars in words that a newspaper disguises.
_MARKDOWN = re.compile(
    r"(?<![\w*])(\*{1,3})(?=\w)[^*\n]*[\w.,;:!?]\1(?![\w*])|(?<![\w_])(_{1,3})(?=\w)[^_\n]*[\w.,;:!?]\2(?![\w_])"
    r"|\[[^\[\]\n]+\]\(https?://[^()\s]+\)"
)


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one warning for each text with an HTML element, an HTML entity, or emphasis or a link in Markdown."""
    for value in text_values(dossier):
        if value.path[-1] in _NOT_JUDGED or _MAY_BE_MARKUP.search(value.text) is None:
            continue
        for language, pattern in (("HTML", _HTML), ("Markdown", _MARKDOWN)):
            found = pattern.search(value.text)
            if found is not None and value.field.value_type is ValueType.TEXT:
                message = f"`{found.group()}` is {language}, but this text is shown exactly as typed"
                help_ = "remove the marks; only a `note` can have emphasis and links"
                yield Diagnostic(CODE, message, value.span, help_, SEVERITY)

"""Only straight quotation marks can enclose a value.

Why it matters
    YAML knows `"` and `'` only. It reads other marks, such as “…” and «…», as a part of the text: pages, citations and
    exports then print them, and a court would look for a title that the document does not have.

Reported
    title: “The cameras of Ashby Vale”

Instead
    title: "The cameras of Ashby Vale"
    If the marks belong to the text, for example because the whole headline is a quotation, put straight quotation marks
    around them: `title: "“We never used it”"`. Quotations are not judged, for they repeat what the source has.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.checks.text_values import text_values
from dossier.diagnostics import Diagnostic, Severity
from dossier.model.field_types import ValueType
from dossier.model.fields import QUOTATIONS
from dossier.reading.dossier import Dossier
from dossier.reading.quotation_marks import is_enclosed
from dossier.reading.yaml_nodes import Scalar, node_at

CODE = "curly-quotation-marks"
SEVERITY = Severity.WARNING
NEEDS_ALL = False


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one warning for each text that only such marks enclose."""
    for value in text_values(dossier):
        if value.path[-1] in QUOTATIONS:  # the source may have the marks
            continue
        if is_enclosed(value.text) and value.field.value_type is ValueType.TEXT:
            node = node_at(value.entry.root, value.path)
            if isinstance(node, Scalar) and node.plain:
                message = f"`{value.text[0]}` is not a quotation mark for YAML, so it is shown as a part of the text"
                help_ = 'write `"` in place of these marks, or put `"` around them if they belong to the text'
                yield Diagnostic(CODE, message, value.span, help_, SEVERITY)

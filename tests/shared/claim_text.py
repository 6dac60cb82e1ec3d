"""The text of a claim in which tests make mistakes."""

from __future__ import annotations

from dossier.diagnostics import Diagnostic
from dossier.model.identifiers import Kind
from dossier.reading.decode import decode
from dossier.reading.yaml_nodes import parse
from tests.shared.toy import TOY_SUBJECT

CLAIM = """id: CLM-2026-0001
statement: The council used cameras.
date: 2025
standing: reported
evidence:
  - source: SRC-2026-0001
    stance: supports
    says: It says so.
adverse_to: []
"""


def claim_problems(text: str) -> tuple[Diagnostic, ...]:
    """The diagnostics of the text as the file of a claim."""
    return decode(parse(text.encode(), "x.yaml"), TOY_SUBJECT.models[Kind.CLAIM], "x.yaml").diagnostics

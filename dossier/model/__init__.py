"""The six kinds of record, with each field declared once.

The decoder, the schemas, the pages and the exports all use these declarations. They are loaded when they are first
asked for: that takes longer than the verification of a thousand files, which needs only addresses and identifiers.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dossier.model.body import Body, FocusBody, Organisation
    from dossier.model.capture import Capture
    from dossier.model.claim import Claim
    from dossier.model.kinds import MODELS, title_of
    from dossier.model.proceeding import Proceeding
    from dossier.model.record import Record
    from dossier.model.source import Source

__all__ = [
    "MODELS",
    "Body",
    "Capture",
    "Claim",
    "FocusBody",
    "Organisation",
    "Proceeding",
    "Record",
    "Source",
    "title_of",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module("dossier.model.kinds"), name)

"""The vocabularies: closed sets of defined terms for fields.

Pages and exports print the labels of the terms, and the method page of a dossier prints the definitions.
"""

from __future__ import annotations

from dossier.model.vocabulary.bodies import OrganisationKind
from dossier.model.vocabulary.captures import CaptureMethod, FileRole, QuoteTier
from dossier.model.vocabulary.claims import Involvement, ReplyStatus, Stance, Standing, Voice
from dossier.model.vocabulary.proceedings import ProceedingKind, ProceedingStatus, Relation, Role
from dossier.model.vocabulary.sources import AuthorState, CheckLevel, CslType, Genre, Tier, TitleBasis, Undated
from dossier.model.vocabulary.term import Term

__all__ = [
    "AuthorState",
    "CaptureMethod",
    "CheckLevel",
    "CslType",
    "FileRole",
    "Genre",
    "Involvement",
    "OrganisationKind",
    "ProceedingKind",
    "ProceedingStatus",
    "QuoteTier",
    "Relation",
    "ReplyStatus",
    "Role",
    "Stance",
    "Standing",
    "Term",
    "Tier",
    "TitleBasis",
    "Undated",
    "Voice",
]

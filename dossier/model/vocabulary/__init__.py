"""The vocabularies: closed sets of defined terms for fields.

Pages and exports print the labels of the terms, and the method page of a dossier prints the definitions.
"""

from __future__ import annotations

from dossier.model.vocabulary.bodies import OrganisationKind
from dossier.model.vocabulary.captures import CaptureMethod, FileRole, QuoteTier
from dossier.model.vocabulary.claims import (
    HistoryEffect,
    Independence,
    Involvement,
    PlacePrecision,
    ReplyStatus,
    Stance,
    Standing,
    Voice,
)
from dossier.model.vocabulary.later_history import Extent, Relation
from dossier.model.vocabulary.links import DecisionLink, Derivation
from dossier.model.vocabulary.penalties import PaymentState, PenaltyState, Validity
from dossier.model.vocabulary.proceedings import ProceedingKind, ProceedingStatus, Role
from dossier.model.vocabulary.records import HoldKind, ReviewRole
from dossier.model.vocabulary.sources import (
    AuthorState,
    CheckLevel,
    CslType,
    Genre,
    Tier,
    TitleBasis,
    Undated,
)
from dossier.model.vocabulary.term import Term

__all__ = [
    "AuthorState",
    "CaptureMethod",
    "CheckLevel",
    "CslType",
    "DecisionLink",
    "Derivation",
    "Extent",
    "FileRole",
    "Genre",
    "HistoryEffect",
    "HoldKind",
    "Independence",
    "Involvement",
    "OrganisationKind",
    "PaymentState",
    "PenaltyState",
    "PlacePrecision",
    "ProceedingKind",
    "ProceedingStatus",
    "QuoteTier",
    "Relation",
    "ReplyStatus",
    "ReviewRole",
    "Role",
    "Stance",
    "Standing",
    "Term",
    "Tier",
    "TitleBasis",
    "Undated",
    "Validity",
    "Voice",
]

"""The vocabularies of a dossier: the engine's and its subject's."""

from dossier.model.subject import Subject
from dossier.model.vocabulary import Involvement, OrganisationKind, Term

# A subject has its own terms instead of those of these vocabularies.
_WIDENED = {Involvement, OrganisationKind}
# The module of a vocabulary that the engine declares. The vocabularies of subjects are made in another module.
_MODULES = "dossier.model.vocabulary."


def vocabularies(subject: Subject) -> list[type[Term]]:
    """The vocabularies of the records of a subject."""
    declared = [terms for terms in Term.__subclasses__() if terms.__module__.startswith(_MODULES)]
    assert set(declared) >= _WIDENED
    own = [subject.involvements, subject.focus_kinds, subject.organisation_kinds]
    return [terms for terms in declared if terms not in _WIDENED] + own

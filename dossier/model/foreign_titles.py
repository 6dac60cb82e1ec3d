"""Languages and translations of the titles of records."""

from __future__ import annotations

from dossier.model.body import Body
from dossier.model.proceeding import Proceeding
from dossier.model.record import Record
from dossier.model.source import Source
from dossier.model.vocabulary import TitleBasis

# The tags for English and for a language that is not known.
_NOT_FOREIGN = frozenset({"en", "und"})


def foreign(tag: str | None) -> str | None:
    """The tag of a language (BCP 47), or None if it is English or not known.

    >>> foreign("sv"), foreign("en-GB"), foreign("und")
    ('sv', None, None)
    """
    return None if tag is None or tag.partition("-")[0] in _NOT_FOREIGN else tag


def original_title(record: Record, title: str) -> str:
    """The title of a record without its English name, which the title of a body has in brackets."""
    return record.name if isinstance(record, Body) else title


def language_of_title(record: Record) -> str | None:
    """The language of the title of a record (BCP 47), or None if it is in English or not known.

    A description is ours, so it is in English, in whichever language the document is.
    """
    if not isinstance(record, Source | Proceeding | Body):
        return None
    if isinstance(record, Source) and record.title_basis is TitleBasis.DESCRIBED:
        return None
    return foreign(record.language)


def english_title(record: Record) -> str | None:
    """The title of a record in English, if its title is in another language and has a translation."""
    match record:
        case Source() | Proceeding():
            return record.title_in_english
        case Body():
            return record.name_in_english
    return None

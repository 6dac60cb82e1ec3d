"""HTML of words in other languages, and of their translations."""

from __future__ import annotations

from dossier.pages.content import RecordLink
from dossier.site.escaping import escaped


def attribute(language: str | None) -> str:
    """The attribute that names the language of an element, or "" if it is that of the page."""
    return f' lang="{escaped(language)}"' if language else ""


def in_language(html: str, language: str | None) -> str:
    """Escaped words in an element of their language, or as they are if that is the language of the page."""
    return f"<span{attribute(language)}>{html}</span>" if language else html


def translation(text: str | None) -> str:
    """A translation in brackets after the words that it translates, or "" if there is none."""
    return f' <span class="d-english">({escaped(text)})</span>' if text else ""


def heading(record: RecordLink, distinction: str = "") -> str:
    """The title of a record with its language and its translation, each under a name for the search.

    `distinction` is the number after it, by which it differs from others with its title.
    """
    number = f' <bdi class="d-title__number">{escaped(distinction)}</bdi>' if distinction else ""
    if record.language is None and record.english is None:
        return f"{escaped(record.text)}{number}"
    marks = f'{attribute(record.language)} data-pagefind-meta="title{", language[lang]" if record.language else ""}"'
    english = (
        ""
        if record.english is None
        else f' <small class="d-english">(<span data-pagefind-meta="english">{escaped(record.english)}</span>)</small>'
    )
    return f"<span{marks}>{escaped(record.text)}</span>{number}{english}"

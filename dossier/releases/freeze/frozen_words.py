"""HTML of citations, titles and words in other languages on frozen pages."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from dossier.cite import Run
from dossier.pages.content import RecordLink


def print_runs(runs: Iterable[Run]) -> str:
    """A citation with its emphasis and its links."""
    parts = []
    for run in runs:
        text = escape(run.text)
        language = lang(run.language)
        if run.href:
            parts.append(f'<a href="{escape(run.href)}"{language}>{text}</a>')
        elif run.italic:
            parts.append(f"<i{language}>{text}</i>")
        else:
            parts.append(f"<span{language}>{text}</span>" if language else text)
    return "".join(parts)


def frozen_heading(record: RecordLink) -> Markup:
    """The title of the page in its language, with its translation in brackets."""
    title = escape(record.text)
    words = f"<span{lang(record.language)}>{title}</span>" if record.language else title
    return Markup(f"{words}{english(record)}")  # noqa: S704  (both were escaped)


def lang(language: str | None) -> str:
    """The attribute that names the language of an element, or "" if it is that of the page."""
    return f' lang="{escape(language)}"' if language else ""


def english(record: RecordLink) -> str:
    """The translation of the title of a record in brackets, or "" if it has none."""
    return "" if record.english is None else f" ({escape(record.english)})"

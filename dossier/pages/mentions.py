"""Identifiers that prose or notes mention, found and turned into links."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterable

from markupsafe import Markup, escape

_IDENTIFIER = r"\b(?:CLM|SRC|PRO|CAP)-2[0-9]{3}-[0-9]{4,6}\b"
_MENTION = re.compile(_IDENTIFIER)
# A whole link, any other tag, or an identifier. Only an identifier becomes a link. What has no end ends with the text:
# otherwise each beginning would be compared with the whole rest.
_PIECE = re.compile(rf"<a\b.*?(?:</a>|\Z)|<[^>]*(?:>|\Z)|({_IDENTIFIER})", re.DOTALL)


def mentioned(texts: Iterable[str], *known: Container[str]) -> tuple[str, ...]:
    """The identifiers that the texts name, in order, of records that are among any of the known ones."""
    named = {name for text in texts if "-2" in text for name in _MENTION.findall(text)}
    return tuple(sorted(name for name in named if any(name in each for each in known)))


def linked(text: str | Markup, mentions: Collection[str], link: Callable[[str], str]) -> Markup:
    """The text, escaped unless it is HTML already, with the HTML of a link in the place of each mention."""
    safe = escape(text)
    if not mentions or "-2" not in safe:
        return safe

    def replace(piece: re.Match[str]) -> str:
        name = piece.group(1)
        if name is None or name not in mentions:
            return piece.group()
        return link(name)

    return Markup(_PIECE.sub(replace, str(safe)))  # noqa: S704  (the text was escaped above)

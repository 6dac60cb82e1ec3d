"""Markup and character references in texts of libraries."""

from __future__ import annotations

import html
import re

# Inline markup of CSL, HTML and JATS. Only a pair of tags is markup: a single `<i>` may be meant as text.
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>(?:jats|mml|m):[a-zA-Z]+|i|b|u|em|strong|sub|sup|sc|scp|inf|italic|bold|span|small|tt|p)"
    r"(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<(?:br|hr)\s*/?>", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
# Digits on the line would be another number: 10<sup>5</sup> is not 105.
_SCRIPTS = {"sup": _RAISED, "sub": _LOWERED, "inf": _LOWERED}


def without_markup(text: str) -> str:
    """The text without pairs of tags.

    References such as `&amp;` become characters.

    >>> without_markup("<i>Smith</i> &amp; Co: 10<sup>5</sup> <span class='nocase'>CO<sub>2</sub></span>")
    'Smith & Co: 10⁵ CO₂'
    >>> without_markup("if a <i or p < 0.05"), without_markup("&lt;b&gt;Bold&lt;/b&gt; AT&T"), without_markup("<i>")
    ('if a <i or p < 0.05', 'Bold AT&T', '<i>')
    """
    if "&" in text:
        # Some tools escape what was escaped before.
        text = _REFERENCE.sub(_character, _REFERENCE.sub(_character, text))
    if "<" not in text:
        return " ".join(text.split())
    return " ".join(_without_pairs(_BREAK.sub(" ", text)).split())


def _character(match: re.Match[str]) -> str:
    return html.unescape(match.group())


def _without_pairs(text: str) -> str:
    """The text without its pairs of tags. Tags without a partner stay."""
    opened: dict[str, list[re.Match[str]]] = {}
    pairs: list[tuple[re.Match[str], re.Match[str]]] = []
    for tag in _TAG.finditer(text):
        name = tag["name"].lower()
        if not tag["close"]:
            opened.setdefault(name, []).append(tag)
        elif opened.get(name):
            pairs.append((opened[name].pop(), tag))
    removed = sorted((tag.span() for pair in pairs for tag in pair), reverse=True)
    scripts = {begin.end(): end.start() for begin, end in pairs if _local_name(begin) in _SCRIPTS}
    tables = {begin.end(): _SCRIPTS[_local_name(begin)] for begin, _ in pairs if _local_name(begin) in _SCRIPTS}
    pieces: list[str] = []
    end_of_piece = len(text)
    for start, end in removed:
        piece = text[end:end_of_piece]
        if scripts.get(end) == end_of_piece:
            piece = _in_script(piece, tables[end])
        pieces.append(piece)
        end_of_piece = start
    pieces.append(text[:end_of_piece])
    return "".join(reversed(pieces))


def _local_name(tag: re.Match[str]) -> str:
    return tag["name"].lower().rpartition(":")[2]


def _in_script(text: str, table: dict[int, int]) -> str:
    """The text in raised or lowered characters, or as it is if a character has no such form."""
    return text.translate(table) if all(ord(char) in table for char in text) else text

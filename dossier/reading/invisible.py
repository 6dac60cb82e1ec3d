"""Invisible characters, and the text around them that needs them.

Joiners choose the forms of letters in Arabic, Persian and the scripts of India, and hold an emoji together. Variation
selectors choose between forms of an emoji or a Chinese character. Direction marks put punctuation on the right side of
Arabic and Hebrew. Everywhere else these characters could only hide differences between texts.
"""

from __future__ import annotations

import re
import unicodedata

_ZERO_WIDTH_JOINER = "\u200d"
_JOINERS = frozenset("\u200c\u200d")
_DIRECTION_MARKS = frozenset("\u200e\u200f\u061c")
# The first words of the Unicode names of letters that joiners change (Unicode 16, sections 9, 12, 13 and 16).
_JOINING_SCRIPTS = re.compile(
    r"(?:EXTENDED )?(?:ARABIC|SYRIAC|MANDAIC|NKO|MONGOLIAN|ADLAM|HANIFI ROHINGYA|DEVANAGARI|BENGALI|GURMUKHI|GUJARATI"
    r"|ORIYA|TAMIL|TELUGU|KANNADA|MALAYALAM|SINHALA|MYANMAR|KHMER|BALINESE|JAVANESE|TIBETAN)[ -]"
)
_VIRAMA = 9  # the combining class of the sign after which a joiner chooses the form of a consonant (RFC 5892)
_EMOJI = re.compile(
    "[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d"
    "\u3297\u3299\U0001f000-\U0001faff]"
)
_IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_EMOJI_STYLES = frozenset("\ufe0e\ufe0f")
_IDEOGRAPH_FORMS = re.compile("[\ufe00-\ufe02\U000e0100-\U000e01ef]")
_KEYS = frozenset("0123456789#*")
_KEYCAP = "\u20e3"
# A direction mark may have punctuation and spaces between it and the right-to-left text that it belongs to.
_NEAR = 20


def is_needed(text: str, position: int) -> bool:
    """True if the text around the invisible character at this position uses it.

    >>> is_needed("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", 2), is_needed("Air\u200cport", 3)
    (True, False)
    """
    character, before, after = text[position], text[position - 1 : position], text[position + 1 : position + 2]
    if character in _JOINERS:
        return _joins(character, before, after)
    if character in _DIRECTION_MARKS:
        ahead = text[position + 1 : position + 1 + _NEAR]
        return _is_right_to_left(text[max(position - _NEAR, 0) : position][::-1]) or _is_right_to_left(ahead)
    if not before:
        return False
    if character in _EMOJI_STYLES and ((before in _KEYS and after == _KEYCAP) or _EMOJI.match(before)):
        return True
    return _IDEOGRAPH_FORMS.match(character) is not None and _IDEOGRAPH.match(before) is not None


def _joins(joiner: str, before: str, after: str) -> bool:
    if not before:
        return False
    if unicodedata.combining(before) == _VIRAMA or (_is_joined(before) and _is_joined(after)):
        return True
    follows_emoji = _EMOJI.match(before) is not None or before in _EMOJI_STYLES
    return joiner == _ZERO_WIDTH_JOINER and follows_emoji and _EMOJI.match(after) is not None


def _is_joined(character: str) -> bool:
    """True for a letter, a vowel sign or a digit of a script with joiners."""
    if not character or unicodedata.category(character)[0] not in "LMN":
        return False
    return _JOINING_SCRIPTS.match(unicodedata.name(character, "")) is not None


def _is_right_to_left(text: str) -> bool:
    """True if the first letter of the text, on its first line, is written from right to left."""
    for character in text:
        if character == "\n":
            break
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"} and character not in _DIRECTION_MARKS:
            return direction != "L"
    return False

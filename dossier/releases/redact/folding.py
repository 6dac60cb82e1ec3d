"""Folded texts, in which all ways to write a word are equal.

Quotation marks and apostrophes are one character, and so are dashes and hyphens, and all white space. Letters are
compatibility forms without case. Characters that nobody sees, the marks of Markdown, the targets of its links and the
tags of HTML are left out. Entities, percent-encoding, names of hosts in ASCII and the escapes of JSON are decoded, and
for a skeleton base64.

A skeleton goes further: it has only letters and digits. It finds more than is surely meant, and misses less. Numbers
stay apart in it, so that 2 September is not found in 12 September.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import unquote_to_bytes

from dossier.model.letters import TAKEN_APART
from dossier.releases.redact.base64_runs import base64_runs

_QUOTES = "\"'`´‘’‚‛“”„‟‹›«»′″‴‵‶‷「」『』〝〞〟＂＇ʹʺʻʼʽˈˊˋ՚׳״"
_DASHES = "‐‑‒–—―⁃−﹘﹣－⸺⸻־᠆〜"
# Markdown reads these as marks. A quotation mark of code counts as a quotation mark.
_MARKUP = "*_~[]\\"
_SAME: dict[int, str | None] = {
    **dict.fromkeys(map(ord, _QUOTES), "'"),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _MARKUP), None),
}
# Format characters, lone surrogates, controls, and these characters without a shape are invisible.
_INVISIBLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_ESCAPED_AGAIN = re.compile("&(?:amp;)+(?=[^;]+;)")
# Each alternative begins with a character of its own, because that makes the search for all of them much faster.
_ENTITY = r"&(?:amp;)*(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
# `%25` is the sign itself, so `%2520` is a space that was encoded twice.
_PERCENT = "%(?:25)*[0-9A-Fa-f]{2}"
_CODE = _ENTITY + rf"|{_PERCENT}(?:{_PERCENT})*" + r"|\\(?:u[0-9A-Fa-f]{4}(?:\\u[0-9A-Fa-f]{4})*|[nrt])"
_CODED = re.compile(_CODE)
_PERCENTS = re.compile("(?:%[0-9A-Fa-f]{2})+")
# A part of the name of a host with letters that are not ASCII, as it is sent (RFC 3490). It has at most 63 characters.
_LABEL = r"(?<![0-9A-Za-z-])[xX][nN]--[0-9A-Za-z-]{1,59}(?![0-9A-Za-z-])"
_LABELS = re.compile(_LABEL)
# The number of times that a text is decoded.
_MOST_CODES = 5
_TARGET = r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)"
# The address alone. A tag of HTML is not a part of it.
LINK_ADDRESS = re.compile(r"(?<=\]\()(?:<[^<>\s]*>|[^()<>\s]*(?:\([^()<>\s]*\)[^()<>\s]*)*)(?=\))")
_BULLET = r"(?:\A|\n)\s*(?:[-+*]|[0-9]{1,9}\.)[ \t]+"
# The numbers of a list are no words. A page shows them, but does not have them.
_LIST_NUMBER = re.compile(r"\n[^\S\n]*[0-9]{1,9}\.[ \t]+")
_TEXT = re.compile(
    rf"(?P<label>{_LABEL})|(?P<word>[0-9A-Za-z]+)|(?P<bullet>{_BULLET})|(?P<space>\s+)|(?P<code>{_CODE})|(?P<target>{_TARGET})|(?P<other>.)",
    re.DOTALL,
)
# A style or a comment without an end goes on to the end of the page. So no pattern fails after a long search.
_STYLE = re.compile(r"<style\b[^<>]*>.*?(?:</style>|\Z)", re.DOTALL | re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_MARKUP_OF_HTML = rf"(?i:{_STYLE.pattern})|{_COMMENT.pattern}|<[A-Za-z/!][^<>]*>"
_PAGE = "<!doctype"
# Words are of ASCII. Without case, `[a-z]` would be `İ` as well, which is two letters in lower case.
_HTML = re.compile(rf"(?P<tag>{_MARKUP_OF_HTML})|{_TEXT.pattern}", re.DOTALL)
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
# Between two numbers of a skeleton.
APART = "\x1f"
# All that is not ASCII by now is a letter.
_BETWEEN_NUMBERS = re.compile(rb"(?<=[0-9])[^0-9A-Za-z\x80-\xff]+(?=[0-9])")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_PUNCTUATION = bytes(code for code in range(128) if not chr(code).isalnum() and chr(code) != APART)
_INLINE_TAGS = frozenset({"a", "b", "bdi", "bdo", "code", "em", "i", "span", "strong", "sub", "sup"})


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and for each of its characters the place in the source (start and end)."""

    text: str
    places: tuple[tuple[int, int], ...]


def fold(source: str, *, is_html: bool = False) -> Folded:
    """The source, folded. In HTML, tags are left out, and those of blocks count as white space.

    >>> fold("[*Zoe*](https://a.example/)\u00a0Ambrose\u2019s").text
    "zoe ambrose's"
    """
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for match in (_HTML if is_html else _TEXT).finditer(source):
        start, end = match.span()
        token, kind = match.group(), match.lastgroup or ""
        if kind == "word":
            letters += token.lower()
            places += ((at, at + 1) for at in range(start, end))
            continue
        for letter in _decoded(token, kind):
            for folded in _folded(letter):
                if letters and folded in " '-" and letters[-1] == folded:
                    # A run counts once. It ends at a tag, because a mark must not remove the tag.
                    if places[-1][1] == start:
                        places[-1] = (places[-1][0], end)
                    continue
                letters.append(folded)
                # These stay, so they have no place that could be replaced.
                places.append((start, start) if kind in {"tag", "bullet"} else (start, end))
    return _in_canonical_order(letters, places)


def skeletons(source: str) -> tuple[str, ...]:
    """The letters and digits of the source, read as it is, without tags, targets of links, and numbers of lists."""
    texts, encoded = {source}, source
    if "<" in source:
        # In other files, `<style>` is what somebody wrote.
        source = _STYLE.sub("", source) if source[: len(_PAGE)].lower() == _PAGE else source
        texts = {re.sub(r"<[^<>]*>", "", text) for text in {source, _COMMENT.sub("", source)}} | {source}
    if "](" in source:
        texts |= {re.sub(_TARGET, "", text) for text in texts}
    if _LIST_NUMBER.search(f"\n{source}"):
        texts |= {_LIST_NUMBER.sub("\n", f"\n{text}") for text in texts}
    decoded = {_decode(text) for text in texts}
    # A text can be encoded more than once, such as an address in JSON.
    further = decoded
    for _ in range(_MOST_CODES - 1):
        further = {_decode(text) for text in further} - decoded
        decoded |= further
    runs = dict(run for text in {encoded, _decode(encoded)} for run in base64_runs(text))
    decoded.add(" ".join(runs.values()))
    return tuple(set(map(skeleton, decoded)))


def skeleton(text: str) -> str:
    """The letters and digits of a text, in lower case and without accents.

    >>> skeleton("Zo\u00eb, AMBROSE\u2019s")
    'zoeambroses'
    """
    if not text.isascii():
        text = _NOT_ASCII.sub(lambda match: _letters_of(match.group()), text)
    # Many times faster than a regular expression.
    shown = text.encode("utf-8", "ignore").translate(None, f"{_MARKUP}{APART}".encode())
    return _BETWEEN_NUMBERS.sub(APART.encode(), shown).translate(None, _PUNCTUATION).decode().lower()


@lru_cache(maxsize=100_000)
def _letters_of(text: str) -> str:
    # Together, many accents on one letter would take quadratic time.
    return "".join(map(_letters_of_character, text))


@cache
def _letters_of_character(character: str) -> str:
    return "".join(letter if letter.isalnum() else " " for letter in _taken_apart(character) if not is_mark(letter))


def is_mark(character: str) -> bool:
    """True for accents and invisible characters, which do not keep numbers apart."""
    return unicodedata.category(character)[0] in "MC"


def is_inside_word(text: str, start: int, end: int) -> bool:
    """True if a word of the folded text begins before the place or continues after it."""
    return any(0 < at < len(text) and _is_joined(text[at - 1], text[at]) for at in (start, end))


def _is_joined(before: str, after: str) -> bool:
    """True if both characters are in one word: digits, accents, and letters of a script that has words.

    Scripts without upper and lower case often have no spaces, so their letters end a word as well.
    """
    return all(
        each.isdigit() or unicodedata.combining(each) or each.lower() != each.upper() for each in (before, after)
    )


def _decoded(token: str, kind: str) -> str:
    match kind:
        case "space" | "bullet":
            return " "
        case "code":
            return _decoded_code(token)
        case "tag":
            return _shown(token)
        case "label":
            return _decoded_label(token)
    return "" if kind == "target" else token


def _shown(tag: str) -> str:
    """The character that a reader sees for a tag: a space for a block, a quotation mark for a quotation."""
    match = _TAG.match(tag)
    name = "" if match is None else match.group(1).lower()
    if name == "q":
        return "'"
    return " " if name and name not in _INLINE_TAGS else ""


@cache
def _folded(character: str) -> str:
    if character.isspace():
        return " "
    known = _SAME.get(ord(character), "")
    if known != "":
        return known or ""
    if unicodedata.category(character) in {"Cf", "Cc", "Cs"} or _INVISIBLE.match(character):
        return ""
    return re.sub(r"\s+", " ", _taken_apart(character).translate(_SAME))


def _taken_apart(character: str) -> str:
    """The character in its compatibility form without case. Accents follow their letters."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return folded.translate(TAKEN_APART)


def _in_canonical_order(letters: list[str], places: list[tuple[int, int]]) -> Folded:
    """The letters with their accents in the order that Unicode gives them."""
    if not all(map(str.isascii, letters)):
        at = 0
        while at < len(letters):
            end = at + 1
            while end < len(letters) and unicodedata.combining(letters[end]):
                end += 1
            if end - at > 2:
                accents = sorted(
                    zip(letters[at + 1 : end], places[at + 1 : end], strict=True),
                    key=lambda pair: unicodedata.combining(pair[0]),
                )
                letters[at + 1 : end], places[at + 1 : end] = map(list, zip(*accents, strict=True))
            at = end
    return Folded("".join(letters), tuple(places))


def _decode(text: str) -> str:
    """The text without entities, percent-encoding, the escapes of JSON and names of hosts in ASCII."""
    if any(sign in text for sign in "&%\\"):
        text = _CODED.sub(lambda match: _decoded_code(match.group()), text)
    if "n--" in text or "N--" in text:
        text = _LABELS.sub(lambda match: _decoded_label(match.group()), text)
    return text


@lru_cache(maxsize=10_000)
def _decoded_code(code: str) -> str:
    if code[0] == "%":
        for _ in range(_MOST_CODES):
            code = _unquoted(code)
        return code
    if code[0] == "&":
        # It may be escaped more than once.
        code = _ESCAPED_AGAIN.sub("&", code)
        while (once := html.unescape(code)) != code:
            code = once
        return code
    if code[1] != "u":
        return " "
    # Two escapes can stand for a single character (UTF-16).
    return bytes.fromhex("".join(code.split("\\u"))).decode("utf-16-be", "ignore")


def without_percents(text: str) -> str:
    """The text with its percent-encoding decoded once."""
    return _PERCENTS.sub(lambda match: _unquoted(match.group()), text)


def _unquoted(code: str) -> str:
    """Percent-encoded characters in UTF-8, or else in the encoding that older sites use."""
    encoded = unquote_to_bytes(code)
    try:
        return encoded.decode()
    except UnicodeDecodeError:
        return encoded.decode("cp1252", "replace")


@lru_cache(maxsize=10_000)
def _decoded_label(label: str) -> str:
    try:
        return label[4:].encode().decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label

"""Removal of a text from a frozen page and its record.

The removed text is not repeated anywhere. A mark replaces it, and a sentence on the page says which release removed it,
on whose authority and why. Paragraphs keep their numbers, and the record stays canonical JSON (RFC 8785).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote

import rfc8785
from markupsafe import Markup

from dossier.model.addresses import release_folder
from dossier.model.identifiers import KIND_OF_PREFIX, matches

MARK = "[redacted]"
# A shorter text would be found inside other words everywhere.
LEAST_LETTERS = 4

_TOKEN = re.compile(r"<[^>]*>|&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);|.", re.DOTALL)
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_ATTRIBUTE = re.compile(r'(\s[a-z-]+=")([^"]*)(")')
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_INLINE_TAGS = frozenset({"a", "b", "bdi", "bdo", "code", "em", "i", "q", "span", "strong", "sub", "sup"})


@dataclass(frozen=True)
class TextToRedact:
    """A text to remove.

    Between its words there may be any white space, and also marks of emphasis, as in Markdown.
    """

    text: str

    def __post_init__(self) -> None:
        if len(re.sub(r"\s", "", self.text)) < LEAST_LETTERS:
            raise ValueError(f"a text of fewer than {LEAST_LETTERS} characters would be found in other words")

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern that finds the text in the same letters."""
        return re.compile(r"[\s*_]+".join(re.escape(word) for word in self.text.split()))

    @cached_property
    def any_case(self) -> re.Pattern[str]:
        """The pattern that finds the text in upper and lower case."""
        return re.compile(self.pattern.pattern, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RedactionNotice:
    """The facts that a redacted page states: the release, its day in words, the authority and the reason."""

    version: str
    day: str
    authority: str
    reason: str

    @property
    def sentence(self) -> Markup:
        """The paragraph for the page. It has no number, so that the other numbers stay."""
        sentence = Markup(
            '<p class="m"><b>Redacted</b> on {} by release <a href="../../../{}">{}</a>. Authority: {}. '
            "Reason: {}. The removed words are marked {}.</p>\n"
        )
        authority, reason = self.authority.rstrip("."), self.reason.rstrip(".")
        return sentence.format(self.day, release_folder(self.version), self.version, authority, reason, MARK)


def names_with_text(content: bytes, unwanted: TextToRedact) -> Iterator[str]:
    """Yield the names in a `record.json` that contain the text: identifiers, the kind and the schema.

    Programs and permalinks find records by these names, so a record without them would not be a record.
    """
    fields = json.loads(content)
    names = {fields["id"], fields["kind"], fields["schema"]}
    names |= {name for group in fields["resolved"].values() if isinstance(group, dict) for name in group}
    names |= {text for text in _strings(fields) if _is_numbered(text)}
    yield from sorted(name for name in names if unwanted.pattern.search(name))


def _is_numbered(text: str) -> bool:
    kind = KIND_OF_PREFIX.get(text.partition("-")[0])
    return kind is not None and matches(text, kind)


def redact_record(content: bytes, unwanted: TextToRedact) -> bytes:
    """The `record.json` without the text. The bytes stay the same if it does not contain the text."""
    return rfc8785.dumps(_redact_value(json.loads(content), unwanted))


def redact_page(page: bytes, unwanted: TextToRedact, digests: tuple[str, str], notice: RedactionNotice) -> bytes:
    """The page without the text and with the notice.

    `digests` are those of the record before and after: the page prints the digest.
    """
    old, new = digests
    text = _redact_html(page.decode(), unwanted).replace(old, new)
    if unwanted.pattern.search(_VisibleText.parse(page.decode()).text):
        # The title in the head is shortened and may contain a part of the removed text.
        identifier = re.search(r"<title>([^:<]*)", text)
        title = html.escape(identifier.group(1)) if identifier else MARK
        text = _TITLE.sub(lambda _: f"<title>{title}</title>", text, count=1)
    return text.replace("<main>\n", f"<main>\n{notice.sentence}", 1).encode()


def page_contains(page: bytes, unwanted: TextToRedact) -> bool:
    """True if the page contains the text, visibly or in an attribute."""
    text = page.decode()
    return _redact_html(text, unwanted) != text


def contains(content: bytes, unwanted: TextToRedact) -> bool:
    """True if a file contains the text in upper or lower case, read as plain text, HTML, JSON or an address."""
    text = content.decode("utf-8", "ignore")
    return any(unwanted.any_case.search(reading) for reading in _readings(text))


def _readings(text: str) -> Iterator[str]:
    yield text
    if "<" in text:
        yield _VisibleText.parse(text).text
        yield html.unescape(text)
    if "%" in text:
        yield unquote(text)
    if text.lstrip()[:1] in {"{", "["}:
        try:
            yield from _strings(json.loads(text))
        except (ValueError, RecursionError):
            return


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for key, inner in value.items():
                yield key
                yield from _strings(inner)
        case list():
            for inner in value:
                yield from _strings(inner)


def _redact_value(value: Any, unwanted: TextToRedact) -> Any:
    match value:
        case str():
            return unwanted.pattern.sub(MARK, value)
        case dict():
            return {key: _redact_value(inner, unwanted) for key, inner in value.items()}
        case list():
            return [_redact_value(inner, unwanted) for inner in value]
    return value


@dataclass(slots=True)
class _VisibleText:
    """The visible text of a page, and for each character its place in the source (start and end)."""

    text: str
    places: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def parse(cls, source: str) -> _VisibleText:
        # A style sheet becomes a tag of the same length, so that the places after it stay right.
        source = _STYLE.sub(lambda match: "<" + "!" * (len(match.group()) - 2) + ">", source)
        letters: list[str] = []
        places: list[tuple[int, int]] = []
        for match in _TOKEN.finditer(source):
            token = match.group()
            if token[0] != "<" or len(token) == 1:
                shown = html.unescape(token)
                letters.append(shown)
                places += [match.span()] * len(shown)
                continue
            tag = _TAG.match(token)
            if tag is not None and tag.group(1).lower() not in _INLINE_TAGS:
                letters.append("\n")
                places.append((match.start(), match.start()))
        return cls("".join(letters), places)


def _redact_html(source: str, unwanted: TextToRedact) -> str:
    """The source without the text. The mark is at the start of each match, and tags inside a match are kept."""
    visible = _VisibleText.parse(source)
    replacements: dict[tuple[int, int], str] = {}
    for match in unwanted.pattern.finditer(visible.text):
        first, *rest = visible.places[match.start() : match.end()]
        replacements[first] = MARK
        replacements.update((place, "") for place in rest if place[0] < place[1] and place != first)
    end_of_last = 0
    pieces = []
    for start, end in sorted(replacements):
        pieces += [source[end_of_last:start], replacements[start, end]]
        end_of_last = end
    pieces.append(source[end_of_last:])
    tags_and_text = re.split(r"(<[^>]*>)", "".join(pieces))
    return "".join(_redact_tag(piece, unwanted) if piece.startswith("<") else piece for piece in tags_and_text)


def _redact_tag(tag: str, unwanted: TextToRedact) -> str:
    return _ATTRIBUTE.sub(lambda match: _redact_attribute(match, unwanted), tag)


def _redact_attribute(match: re.Match[str], unwanted: TextToRedact) -> str:
    """The attribute without the text. An address that contains the text becomes `#`."""
    before, written, after = match.groups()
    value = html.unescape(written)
    if not unwanted.pattern.search(value) and not unwanted.pattern.search(unquote(value)):
        return match.group()
    is_address = before.strip() in {'href="', 'src="'}
    return f"{before}{'#' if is_address else html.escape(unwanted.pattern.sub(MARK, value))}{after}"

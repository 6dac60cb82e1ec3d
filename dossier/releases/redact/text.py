"""Turn a frozen page and its record into the same without a text, which an order or a policy has removed.

What was removed is not repeated: a mark stands in its place, and a sentence says which release removed it, on whose
authority and why. Paragraphs keep their numbers, and the record its form (RFC 8785).
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

MARK = "[redacted]"
# A shorter text would be found inside of other words everywhere.
LEAST_LETTERS = 4

_TOKEN = re.compile(r"<[^>]*>|&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);|.", re.DOTALL)
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_ATTRIBUTE = re.compile(r'(\s[a-z-]+=")([^"]*)(")')
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_IN_A_LINE = frozenset({"a", "b", "bdi", "bdo", "code", "em", "i", "q", "span", "strong", "sub", "sup"})


@dataclass(frozen=True)
class Unwanted:
    """A text to be removed; runs of white space are one, and in Markdown marks of emphasis may stand between words."""

    text: str

    def __post_init__(self) -> None:
        if len(re.sub(r"\s", "", self.text)) < LEAST_LETTERS:
            raise ValueError(f"a text of fewer than {LEAST_LETTERS} characters would be found in other words")

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds it as it was written, in text that is read as it is."""
        return re.compile(r"[\s*_]+".join(re.escape(word) for word in self.text.split()))

    @cached_property
    def anyhow(self) -> re.Pattern[str]:
        """What finds it in whatever letters, for a search."""
        return re.compile(self.pattern.pattern, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RedactionNotice:
    """What a redacted page says: the release, its day in words, the authority and the reason."""

    version: str
    day: str
    authority: str
    reason: str

    @property
    def sentence(self) -> Markup:
        """The paragraph for the page; it has no number."""
        form = Markup(
            '<p class="m"><b>Redacted</b> on {} by release <a href="../../../releases/{}/">{}</a>. Authority: {}. '
            "Reason: {}. The removed words are marked {}.</p>\n"
        )
        told = (one.rstrip(".") for one in (self.authority, self.reason))
        return form.format(self.day, self.version, self.version, *told, MARK)


def redacted_record(content: bytes, unwanted: Unwanted) -> bytes:
    """The `record.json` without the text; the same bytes where it does not hold it."""
    return rfc8785.dumps(_without(json.loads(content), unwanted))


def redacted_page(page: bytes, unwanted: Unwanted, digests: tuple[str, str], notice: RedactionNotice) -> bytes:
    """The page without the text, with the digest of the record as it is now, and with the notice."""
    old, new = digests
    text = "".join(_redacted(page.decode(), unwanted)).replace(old, new)
    if unwanted.pattern.search(_Visible.of(page.decode()).text):
        # The title in the head is shortened and may hold a part of what was removed.
        named = re.search(r"<title>([^:<]*)", text)
        title = html.escape(named.group(1)) if named else MARK
        text = _TITLE.sub(lambda _: f"<title>{title}</title>", text, count=1)
    return text.replace("<main>\n", f"<main>\n{notice.sentence}", 1).encode()


def page_holds(page: bytes, unwanted: Unwanted) -> bool:
    """Whether the text stands on the page, visibly or in an attribute."""
    text = page.decode()
    return "".join(_redacted(text, unwanted)) != text


def holds(content: bytes, unwanted: Unwanted) -> bool:
    """Whether a file of text holds the text: as it is, as HTML, as JSON or as part of an address, in any letters."""
    text = content.decode("utf-8", "ignore")
    return any(unwanted.anyhow.search(reading) for reading in _readings(text))


def _readings(text: str) -> Iterator[str]:
    yield text
    if "<" in text:
        yield _Visible.of(text).text
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
            for key, one in value.items():
                yield key
                yield from _strings(one)
        case list():
            for one in value:
                yield from _strings(one)


def _without(value: Any, unwanted: Unwanted) -> Any:
    match value:
        case str():
            return unwanted.pattern.sub(MARK, value)
        case dict():
            return {key: _without(one, unwanted) for key, one in value.items()}
        case list():
            return [_without(one, unwanted) for one in value]
    return value


@dataclass(slots=True)
class _Visible:
    """The text of a page, and for each character of it the stretch of the source that shows it."""

    text: str
    places: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, source: str) -> _Visible:
        # Style sheets are blotted out, so that places stay what they are.
        source = _STYLE.sub(lambda found: "<" + "!" * (len(found.group()) - 2) + ">", source)
        letters: list[str] = []
        places: list[tuple[int, int]] = []
        for found in _TOKEN.finditer(source):
            token = found.group()
            if token[0] != "<" or len(token) == 1:
                shown = html.unescape(token)
                letters.append(shown)
                places += [found.span()] * len(shown)
                continue
            tag = _TAG.match(token)
            if tag is not None and tag.group(1).lower() not in _IN_A_LINE:
                letters.append("\n")
                places.append((found.start(), found.start()))
        return cls("".join(letters), places)


def _redacted(source: str, unwanted: Unwanted) -> Iterator[str]:
    """The source in pieces, without the text: the mark where it began, tags inside of it kept."""
    visible = _Visible.of(source)
    cuts: dict[tuple[int, int], str] = {}
    for found in unwanted.pattern.finditer(visible.text):
        first, *rest = visible.places[found.start() : found.end()]
        cuts[first] = MARK
        cuts.update((place, "") for place in rest if place[0] < place[1] and place != first)
    at = 0
    pieces = []
    for start, end in sorted(cuts):
        pieces += [source[at:start], cuts[start, end]]
        at = end
    pieces.append(source[at:])
    for piece in re.split(r"(<[^>]*>)", "".join(pieces)):
        yield _ATTRIBUTE.sub(lambda one: _attribute(one, unwanted), piece) if piece.startswith("<") else piece


def _attribute(found: re.Match[str], unwanted: Unwanted) -> str:
    """The attribute without the text; an address that holds it leads nowhere."""
    before, written, after = found.groups()
    value = html.unescape(written)
    if not unwanted.pattern.search(value) and not unwanted.pattern.search(unquote(value)):
        return found.group()
    is_address = before.strip() in {'href="', 'src="'}
    return f"{before}{'#' if is_address else html.escape(unwanted.pattern.sub(MARK, value))}{after}"

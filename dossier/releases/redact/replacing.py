"""Marks in place of a text in the files of a release.

The removed text is not repeated anywhere. A sentence on the page says which release removed it, on whose authority and
why. Nothing else changes: paragraphs keep their numbers, tags and the syntax of Markdown stay in their places, and
JSON stays canonical (RFC 8785).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import rfc8785
from markupsafe import Markup

from dossier.model.addresses import release_folder
from dossier.model.redaction import MARK, differs_by_marks, has_pieces
from dossier.releases.redact.folding import LINK_ADDRESS, Folded, fold, without_percents
from dossier.releases.redact.record_texts import RecordText, rewrite
from dossier.releases.redact.wanted import TextToRedact
from dossier.releases.store.marked_places import PAGE_MARK, texts_of

Texts = Sequence[TextToRedact]

# Tags and the syntax of Markdown stay inside a removed text. Only invisible characters are removed with it.
_VISIBLE = re.compile("[!-~]")
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_ATTRIBUTE = re.compile(r'(\s[a-z-]+=")([^"]*)(")')
_TITLE = re.compile(r"(<title>[^:<]*: )[^<]*(</title>)")
_HEADING = re.compile(r"<h1[\s>].*?(?:</h1>|\Z)", re.DOTALL)
# The free texts of a `release.json`.
_REASONS = frozenset({"reason", "authority", "without"})
_NOTICE = re.compile(r'^<p class="m"><b>Redacted</b> [^\n]*</p>\n', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RedactionNotice:
    """The facts that a redacted page states: the release, its day in words, the authority and the reason."""

    version: str
    day: str
    authority: str
    reason: str

    def sentence(self, root: str) -> Markup:
        """The paragraph for the page. It has no number, so that the other numbers stay.

        `root` is the way from the page to the root of the site.
        """
        sentence = Markup(
            '<p class="m"><b>Redacted</b> on {} by release <a href="{}{}">{}</a>. Authority: {}. '
            "Reason: {}. A mark in square brackets takes the place of the removed words.</p>\n"
        )
        authority, reason = self.authority.rstrip("."), self.reason.rstrip(".")
        return sentence.format(self.day, root, release_folder(self.version), self.version, authority, reason)


@dataclass(frozen=True, slots=True)
class RedactedRecord:
    """A record with marks, and the places of texts that contain the text and must stay."""

    content: bytes
    fixed: tuple[tuple[str, str], ...]


def redact_record(content: bytes, texts: Texts, *, alone: Texts = ()) -> RedactedRecord:
    """The `record.json` with marks. The bytes stay the same if it does not contain a text.

    A field is also redacted if the part to remove of a text in `alone` fills it, although the words around are
    elsewhere.
    """
    fields = json.loads(content)
    fixed: list[tuple[str, str]] = []
    names = dict(_names_with_marks(fields, texts)) | dict(_marked_persons(fields, alone))

    def change(found: RecordText) -> str:
        if found.is_fixed:
            fixed.extend([(found.place, found.text)] if any(each.is_in(found.text) for each in texts) else [])
            return found.text
        fills_field = any(each.is_alone_in(found.text) for each in alone)
        return MARK if fills_field else with_marks(names.get(found.place, found.text), texts)

    return RedactedRecord(rfc8785.dumps(rewrite(fields, change)), tuple(fixed))


def redact_description(content: bytes, texts: Texts) -> bytes:
    """The `release.json` with marks in its reasons. The same bytes if no reason has a text."""
    return rfc8785.dumps(_redact_reasons(json.loads(content), texts)) + b"\n"


def reasons_in(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the place and the text of each reason and authority in a `release.json`."""
    texts = texts_of(json.loads(content))
    yield from ((place, text) for place, text in texts if place.rpartition("/")[2] in _REASONS)


def redact_page(page: str, texts: Texts) -> str:
    """The page with marks in its text and its attributes. The title in the head is cut if the heading has a text.

    That title is the heading, shortened, and may contain a part of the text.
    """
    redacted = with_marks(page, texts, is_html=True)
    if any(_parts(part, redacted) != _parts(part, page) for part in (_TITLE, _HEADING)):
        redacted = _TITLE.sub(lambda match: f"{match[1]}{MARK}{match[2]}", redacted, count=1)
    # A tag without an end goes on to the end of the page: otherwise the search for its end would be repeated.
    tags_and_text = re.split(r"(<[^>]*(?:>|\Z))", redacted)
    return "".join(_redact_tag(piece, texts) if piece.startswith("<") else piece for piece in tags_and_text)


def _parts(part: re.Pattern[str], page: str) -> list[str]:
    return [match.group() for match in part.finditer(page)]


def without_notices(page: str) -> str:
    """The page without the sentences on earlier redactions, which its record does not have."""
    return _NOTICE.sub("", page)


def with_marks(source: str, texts: Texts, *, is_html: bool = False) -> str:
    """The source with a mark in place of each piece of a text. What is between two pieces, such as a tag, stays.

    The address of a link of Markdown that contains a text is replaced as a whole: what is left would lead elsewhere.
    """
    source = LINK_ADDRESS.sub(lambda match: MARK if _is_in_address(match.group(), texts) else match.group(), source)
    pieces, end = [], 0
    for start, stop in removed_pieces(source, fold(source, is_html=is_html), texts):
        pieces += [source[end:start], MARK]
        end = stop
    return "".join((*pieces, source[end:]))


def removed_pieces(source: str, folded: Folded, texts: Texts) -> list[tuple[int, int]]:
    """The places in the source that the texts take up together. Each text is searched for in the whole source.

    A text that is removed first would otherwise hide a longer text around it.
    """
    found = sorted(piece for text in texts for piece in _pieces_to_remove(source, folded, text))
    pieces: list[tuple[int, int]] = []
    for start, stop in found:
        if pieces and start <= pieces[-1][1]:
            pieces[-1] = (pieces[-1][0], max(stop, pieces[-1][1]))
        else:
            pieces.append((start, stop))
    return pieces


def only_marks_changed(before: bytes, after: bytes) -> bool:
    """True if a record or description differs from what it was by marks only."""
    old, new = (dict(texts_of(json.loads(content))) for content in (before, after))
    same_shape = _shape(json.loads(before)) == _shape(json.loads(after))
    return same_shape and all(
        new[place] in {text, MARK} or differs_by_marks(text, new[place]) for place, text in old.items()
    )


def only_marks_on_page(before: str, after: str) -> bool:
    """True if a page differs from what it was by marks only."""
    return has_pieces(before, PAGE_MARK.split(after)) if before != after else True


def persons_in(fields: Any) -> Iterator[tuple[str, str, str]]:
    """Yield the place, the given and the family name of each person in a record."""
    parts: dict[str, dict[str, str]] = {}
    for place, text in texts_of(fields):
        person, _, name = place.rpartition("/")
        if name in {"given", "family"}:
            parts.setdefault(person, {})[name] = text
    for person, names in parts.items():
        if len(names) == 2:
            yield person, names["given"], names["family"]


def _names_with_marks(fields: Any, texts: Texts) -> Iterator[tuple[str, str]]:
    """Yield the place of each given and family name that a text goes across, and the name with a mark."""
    for person, given, family in persons_in(fields):
        first, both = len(given), f"{given} {family}"
        for start, end in removed_pieces(both, fold(both), texts):
            if start < first and end > first + 1:
                yield f"{person}/given", both[:start] + MARK
                yield f"{person}/family", MARK + both[end:]


def _marked_persons(fields: Any, texts: Texts) -> Iterator[tuple[str, str]]:
    """Yield the place of the given and the family name, and a mark, of each person whose name is a part to remove."""
    for person, given, family in persons_in(fields):
        if any(text.is_alone_in(name) for text in texts for name in (f"{given} {family}", f"{family} {given}")):
            yield from ((f"{person}/{name}", MARK) for name in ("given", "family"))


def _pieces_to_remove(source: str, folded: Folded, text: TextToRedact) -> Iterator[tuple[int, int]]:
    """Yield the places in the source that a text takes up, without tags, marks of Markdown and space at the ends."""
    for first, last in text.spans(folded.text):
        places = [place for place in folded.places[first:last] if place[0] < place[1]]
        brackets = _brackets_of_text(source, places)
        start = end = -1
        for place in places:
            if start >= 0 and any(each.start() not in brackets for each in _VISIBLE.finditer(source, end, place[0])):
                yield from _trimmed(source, start, end, brackets)
                start = -1
            start, end = place[0] if start < 0 else start, place[1]
        yield from _trimmed(source, start, end, brackets)


def _brackets_of_text(source: str, places: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The places of brackets that go with a text, as in `[2025] UKUT 319 (AAC)`. Those of links and around it stay."""
    if not places:
        return frozenset()
    before, after = max(places[0][0] - 1, 0), places[-1][1]
    pairs = (match.span() for match in _BRACKETS.finditer(source, before, after + 1))
    own = (pair for pair in pairs if pair != (before, after + 1) and not source.startswith("(", pair[1]))
    return frozenset(at for start, end in own for at in (start, end - 1))


def _trimmed(source: str, start: int, end: int, brackets: Container[int]) -> Iterator[tuple[int, int]]:
    while start < end and source[start].isspace():
        start += 1
    while start < end and source[end - 1].isspace():
        end -= 1
    if 0 <= start < end:
        yield start - (start - 1 in brackets), end + (end in brackets)


def _redact_tag(tag: str, texts: Texts) -> str:
    return _ATTRIBUTE.sub(lambda match: _redact_attribute(match, texts), tag)


def _redact_attribute(match: re.Match[str], texts: Texts) -> str:
    """The attribute without the text. An address that contains the text becomes `#`."""
    before, written, after = match.groups()
    if not _is_in_address(written, texts):
        return match.group()
    is_address = before.strip() == 'href="'
    return f"{before}{'#' if is_address else MARK}{after}"


def _is_in_address(written: str, texts: Texts) -> bool:
    """True if a text is in an address or another attribute, as it is written or as a browser reads it."""
    return any(
        text.is_in(reading)
        for reading in {written, without_percents(html.unescape(written).replace("+", " "))}
        for text in texts
    )


def _redact_reasons(value: Any, texts: Texts, name: str = "") -> Any:
    match value:
        case str() if name in _REASONS:
            return with_marks(value, texts)
        case dict():
            return {key: _redact_reasons(inner, texts, key) for key, inner in value.items()}
        case list():
            return [_redact_reasons(inner, texts) for inner in value]
    return value


def _shape(value: Any) -> Any:
    match value:
        case str():
            return ""
        case dict():
            return {key: _shape(inner) for key, inner in value.items()}
        case list():
            return [_shape(inner) for inner in value]
    return value

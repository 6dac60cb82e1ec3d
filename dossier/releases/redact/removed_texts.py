"""Texts that redactions removed, read from the history of the releases.

The published bytes of before are in earlier commits of the branch, each with the hash that the redaction names. Without
this history nobody knows what was removed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from dossier.model.addresses import Revision
from dossier.model.redaction import MARK
from dossier.releases.publish.republication import ReleasedRecords
from dossier.releases.redact.folding import fold, skeleton, skeletons
from dossier.releases.redact.replacing import persons_in
from dossier.releases.redact.wanted import LEAST_LETTERS, TextToRedact
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.marked_places import texts_of
from dossier.releases.store.suspensions import suspensions

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|(?<=[。！？])|\n+")
# A shorter part of a longer text is a formula.
_FEWEST_WORDS = 5
_DIGEST = re.compile(r"[0-9a-f]{64}")
# A first name alone says of nobody who it is. It is looked for together with the family name.
_GIVEN = "/given"


@dataclass(frozen=True)
class RemovedText:
    """A text that a redaction removed. It is never printed."""

    words: str
    # What had it, as a person names it, and the release that removed it.
    record: str
    release: str

    def is_in(self, text: str) -> bool:
        """True if a text has it in any spelling. A short text is found as whole words."""
        if self.wanted is not None:
            return self.wanted.is_loosely_in(skeletons(text))
        return self._whole.search(fold(text).text) is not None

    def family_words_in(self, text: str) -> frozenset[str]:
        """The words of a text that can be the family name alone, if it is the name of a person."""
        if self.wanted is None or not self.wanted.may_have_signs(skeletons(text)):
            return frozenset()
        return self.wanted.family_words_in(text)

    @cached_property
    def wanted(self) -> TextToRedact | None:
        """The text as a redaction searches for it, or None if it is too short for that."""
        return TextToRedact(self.words) if len(skeleton(self.words)) >= LEAST_LETTERS else None

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){re.escape(fold(self.words).text.strip())}(?!\w)")


@dataclass(frozen=True, slots=True)
class RemovedTexts:
    """All texts that redactions removed, and the files of which no earlier bytes are left."""

    texts: tuple[RemovedText, ...]
    lost: tuple[str, ...]


def removed_texts(released: ReleasedRecords) -> RemovedTexts:
    """The texts that redactions removed from records, and from the reasons of releases.

    A page has no text that its record lacks, so what a page alone lost is still published in its record.
    """
    hashes: dict[str, list[tuple[str, str]]] = {}
    for release in released.releases:
        for file in release.redacted:
            if file.path.endswith(".json"):
                hashes.setdefault(file.path, []).append((file.old_sha256, release.version))
    now = _contents_now(released, hashes.keys())
    texts: dict[str, RemovedText] = {}
    lost: list[str] = []
    for path, steps in hashes.items():
        contents = [released.original(path, sha256) for sha256, _ in steps]
        for (before, after), (_, version) in zip(pairwise([*contents, now[path]]), steps, strict=True):
            if before is None or after is None:
                lost.append(path)
                continue
            for words in _removed(before, after):
                texts.setdefault(words, RemovedText(words, _record_of(path), version))
    return RemovedTexts(tuple(texts.values()), tuple(dict.fromkeys(lost)))


def pieces_removed(before: str, after: str) -> Iterator[str]:
    """Yield each piece of a text that has a mark now.

    >>> list(pieces_removed("By Jo Vale, of Vale.", "By [redacted], of Vale."))
    ['Jo Vale']
    """
    first, *between = after.split(MARK)
    if not between:
        return
    if not (before.startswith(first) and before.endswith(between[-1])):
        yield before
        return
    start, end = len(first), len(before) - len(between[-1])
    for piece in between[:-1]:
        found = before.find(piece, start + 1, end)
        if found < 0:
            break
        yield before[start:found]
        start = found + len(piece)
    yield before[start:end]


def _contents_now(released: ReleasedRecords, paths: Collection[str]) -> Mapping[str, bytes | None]:
    """The bytes of these files as they are published, or as they were before a suspension."""
    active = suspensions(released.releases)
    shown = dict(released.read(sorted(paths - active.keys())))
    return {
        path: released.original(path, active[path].file.sha256) if path in active else shown[path] for path in paths
    }


def _removed(before: bytes, after: bytes) -> Iterator[str]:
    """Yield each text that a `record.json` or `release.json` had and lost to marks, and the long sentences in it."""
    if digest(before) == digest(after):
        return
    fields = json.loads(before)
    new = dict(texts_of(json.loads(after)))
    found = [
        piece
        for place, text in texts_of(fields)
        if not place.endswith(_GIVEN)
        for piece in pieces_removed(text, new.get(place, text))
    ]
    for place, given, family in persons_in(fields):
        if (new.get(f"{place}{_GIVEN}"), new.get(f"{place}/family")) != (given, family):
            found += [f"{given} {family}", f"{family} {given}"]
    for piece in found:
        # What an earlier redaction left has its own marks.
        for words in map(str.strip, piece.split(MARK)):
            sentences = (sentence for sentence in _SENTENCE_END.split(words) if len(sentence.split()) >= _FEWEST_WORDS)
            for each in dict.fromkeys([words, *map(str.strip, sentences)]):
                if any(map(str.isalpha, each)) and not _DIGEST.fullmatch(each):
                    yield each


def _record_of(path: str) -> str:
    """The identifier of a record, or the version of a release, whose file this is."""
    revision = Revision.parse(path)
    return path.split("/")[-2] if revision is None else revision.identifier

"""Texts of suspended records that other files repeat.

A record may be quoted without being named: in the prose of another record, on a page, in a comment. No rule could find
every paraphrase, so this finds sentences. It compares letters and digits only, as a redaction does. A sentence in many
records is a formula, and says nothing of the suspended record.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from dossier.model.addresses import Revision
from dossier.model.redaction import MARK
from dossier.releases.redact.folding import fold, skeleton, skeletons
from dossier.releases.redact.lines import lines_with
from dossier.releases.redact.wanted import LEAST_LETTERS
from dossier.releases.store.marked_places import texts_of

# Shorter texts, such as names and dates, are everywhere. Letters count in scripts without upper and lower case, which
# often have no spaces between words.
_FEWEST_WORDS, _FEWEST_LETTERS = 5, 15
_MOST_RECORDS = 3
_NAME = re.compile(r"/(statement|title|title_in_english|name|aliases/\d+(/name)?)")
_END_OF_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|(?<=[。！？])|\n+")


def sentences(record: bytes) -> frozenset[str]:
    """The sentences of a `record.json`, without those that are too short to identify it."""
    texts = (text for _, text in texts_of(json.loads(record)["record"]))
    found = (sentence.strip() for text in texts for sentence in _END_OF_SENTENCE.split(text))
    return frozenset(sentence for sentence in found if _is_long(sentence))


def is_repeated_in(text: str, record: bytes) -> bool:
    """True if a text has a sentence of a `record.json`, or its statement, however short."""
    statement = json.loads(record)["record"].get("statement", "")
    wanted = {skeleton(each) for each in (*sentences(record), statement)}
    return any(each in read for read in skeletons(text) for each in wanted if len(each) >= LEAST_LETTERS)


def names(record: bytes) -> frozenset[str]:
    """The statement, the title and the names of a record, however short."""
    return frozenset(text for place, text in texts_of(json.loads(record)["record"]) if _NAME.fullmatch(place))


def numbers(record: bytes) -> frozenset[str]:
    """The case number and the citation of a decision. Another record can be the same decision, as a source is."""
    fields = json.loads(record)["record"]
    known = (fields.get(name, MARK) for name in ("case_number", "neutral_citation"))
    return frozenset(number for number in known if MARK not in number)


def files_with(
    wanted: Iterable[str], of_decisions: Collection[str], files: Iterable[tuple[str, bytes]]
) -> Mapping[str, frozenset[str]]:
    """The sentences in each of these files, given by path, except formulas, and the numbers of decisions."""
    letters = {sentence: skeleton(sentence) for sentence in wanted}
    exact = {number: re.compile(rf"(?<!\w){re.escape(number)}(?!\w)") for number in of_decisions}
    found: dict[str, set[str]] = {}
    records: dict[str, set[str]] = {}
    for path, content in files:
        source = content.decode("utf-8", "ignore")
        read = skeletons(source)
        texts = {sentence for sentence, looked_for in letters.items() if any(looked_for in text for text in read)}
        for text in texts:
            records.setdefault(text, set()).add(_record_of(path))
        found[path] = texts | {number for number, pattern in exact.items() if pattern.search(source)}
    formulas = {sentence for sentence, names in records.items() if len(names) > _MOST_RECORDS} - set(of_decisions)
    left = {path: frozenset(each - formulas) for path, each in found.items()}
    return {path: each for path, each in left.items() if each}


def lines_with_words(text: str, wanted: Collection[str]) -> Iterator[str]:
    """Yield the lines of a file that have any of these names or sentences. Short names are found as whole words."""
    letters = [found for each in wanted if len(found := skeleton(each)) >= LEAST_LETTERS]
    whole = [re.compile(rf"(?<!\w){re.escape(fold(each).text.strip())}(?!\w)") for each in wanted]

    def has(part: str) -> bool:
        read, folded = skeletons(part), fold(part).text
        return any(each in one for each in letters for one in read) or any(each.search(folded) for each in whole)

    yield from lines_with(text, has)


def _is_long(sentence: str) -> bool:
    letters = [letter for letter in sentence if letter.isalpha() and letter.lower() == letter.upper()]
    is_long = len(sentence.split()) >= _FEWEST_WORDS or len(letters) >= _FEWEST_LETTERS
    return is_long and len(skeleton(sentence)) >= LEAST_LETTERS


def _record_of(path: str) -> str:
    """The identifier of the record whose file this is, as published or in the evidence, or the path itself."""
    revision = Revision.parse(path)
    if revision is not None:
        return revision.identifier
    name = path.rpartition("/")[2]
    return name.removesuffix(".yaml") if name.endswith(".yaml") else path

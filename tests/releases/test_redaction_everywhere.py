"""Redaction of a text in any field, read in other ways."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from dossier.model.addresses import Revision
from dossier.model.identifiers import Kind
from dossier.reading.dossier import Dossier, entry, link_records
from dossier.reading.load import load
from dossier.releases.aftermath.published import Published
from dossier.releases.freeze.page import frozen_page
from dossier.releases.freeze.revision import snapshot
from dossier.releases.redact.order import RedactionOrder, TextLeftError
from dossier.releases.redact.record_texts import RecordText, rewrite
from dossier.releases.redact.replacing import RedactionNotice
from dossier.releases.redact.tree import TreeRedaction
from dossier.releases.redact.wanted import TextToRedact
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.manifest import ReleaseTreeState
from dossier.releases.store.salt import with_salt
from tests.shared.frozen_samples import imprint, release
from tests.shared.toy import DAY, TOY

RELEASE = release("2026.11.23")
NOTICE = RedactionNotice("2026.11.24", "24 November 2026", "A court", "An order")
# They find a quotation in a document and are not printed, name another record, or have a form of their own.
LEFT_OUT = re.compile(
    r"prefix|suffix|asked_of|seen_at|url|identifiers|pages|volume|issue|itude|least|most|value|isbn|topics|replaced_by"
)
BASE = load(TOY, DAY).dossier
# A word in each has letters that no record of the toy dossier has next to each other.
WORDS = st.lists(st.text(alphabet="abcdeÄéøßﬁ", min_size=3, max_size=7).map("Qz{}".format), min_size=2, max_size=4)
BETWEEN = st.sampled_from([" ", "\u00a0", " & ", " “", "” ", "’s ", " <took> ", " &amp; ", " — ", "-", ", "])
SENTENCES = (
    "it was {}, so they said".format,
    lambda text: f"see [it](https://a.example/{quote(text)}/x), as they said",
)
RESPELLINGS = (
    str,
    str.upper,
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: text.replace(" ", "\n\t ").replace("“", '"').replace("”", '"').replace("’", "'"),
    lambda text: html.escape(text, quote=True).replace("-", "\u2011"),
    lambda text: text.replace("Qz", "*Q\u00adz*"),
)


def fields_of(dossier: Dossier, name: str) -> Iterator[str]:
    """Yield the places of the texts of a record that its page prints."""
    found: list[RecordText] = []

    def keep(text: RecordText) -> str:
        found.append(text)
        return text.text

    rewrite(json.loads(snapshot(dossier, dossier.entries[name])), keep)
    yield from (
        text.place
        for text in found
        if not text.is_fixed and text.place.startswith("/record/") and not LEFT_OUT.search(text.place)
    )


def with_text(name: str, place: str, text: str) -> Dossier:
    """The toy dossier with the text in a field."""
    old = BASE.entries[name]
    fields = old.record.model_dump(mode="json", exclude_unset=True)
    *steps, last = place.removeprefix("/record/").split("/")
    inner: Any = fields
    for step in steps:
        inner = inner[int(step)] if isinstance(inner, list) else inner[step]
    inner[int(last) if isinstance(inner, list) else last] = text
    record = type(old.record).model_validate(fields)
    entries = {**BASE.entries, name: entry(old.kind, record, old.path, old.root)}
    return link_records(entries, BASE.names, BASE.subject, BASE.today)


@cache
def base_files() -> dict[str, bytes]:
    return frozen_files(BASE, [name for name, each in BASE.entries.items() if each.kind is not Kind.CAPTURE])


def frozen_files(dossier: Dossier, names: Iterable[str]) -> dict[str, bytes]:
    files = {}
    for name in names:
        revision, record = (
            Revision(name, 1),
            with_salt(snapshot(dossier, dossier.entries[name]), digest(name.encode())[:32]),
        )
        files[revision.record] = record
        files[revision.page] = frozen_page(dossier, revision, record, imprint(RELEASE, "Cameras"))
    return files


@cache
def places() -> tuple[tuple[str, str], ...]:
    """The record and the field of each place, one for each kind of field."""
    found: dict[tuple[Kind, str], tuple[str, str]] = {}
    for name, each in BASE.entries.items():
        for place in () if each.kind is Kind.CAPTURE else fields_of(BASE, name):
            try:
                with_text(name, place, "Qz & qz")
            except (ValidationError, ValueError):
                continue
            found.setdefault((each.kind, re.sub(r"/[0-9]+", "", place)), (name, place))
    return tuple(found.values())


def readings(path: str, content: bytes) -> Iterator[str]:
    """Yield the texts of a file, read without the code under test."""
    text = content.decode()
    yield text
    yield unquote(text)
    if path.endswith(".json"):
        yield " ".join(re.findall(r'"((?:[^"\\]|\\.)*)"', text))
        yield json.dumps(json.loads(text), ensure_ascii=True).encode().decode("unicode_escape")
        return

    class Reader(HTMLParser):
        def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
            pieces.extend(value or "" for _, value in attrs)

        def handle_data(self, data: str) -> None:
            pieces.append(data)

    pieces: list[str] = []
    Reader(convert_charrefs=True).feed(text)
    yield " ".join(pieces)


def letters(text: str) -> str:
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", html.unescape(html.unescape(text))).casefold())
    return "".join(letter for letter in folded if letter.isalnum())


def test_there_are_many_places() -> None:
    assert len(places()) >= 40, places()


@settings(max_examples=50)
@given(st.data())
def test_a_redacted_text_is_left_in_no_file_by_any_reading(data: st.DataObject) -> None:
    name, place = data.draw(st.sampled_from(places()))
    words = data.draw(WORDS)
    text = words[0] + "".join(data.draw(BETWEEN) + word for word in words[1:])
    asked = data.draw(st.sampled_from(RESPELLINGS))(text)
    try:
        dossier = with_text(name, place, data.draw(st.sampled_from(SENTENCES))(text))
    except (ValidationError, ValueError):
        return
    affected = {name, *(link.by for link in dossier.backlinks.get(name, ()))}
    affected |= {each for each, other in dossier.entries.items() if any(ref.target == name for ref in other.references)}
    affected |= {reference.target for reference in dossier.entries[name].references}
    files = base_files() | frozen_files(dossier, affected & {path.split("/")[1] for path in base_files()})
    read = {path: letters(unquote(content.decode())) for path, content in files.items()}
    having = {path.split("/")[1] for path, content in read.items() if letters(text) in content}
    assert name in having
    state = ReleaseTreeState(hashes={path: digest(content) for path, content in files.items()})
    named = [(each, None) for each in sorted(having)]
    order = RedactionOrder(named, (TextToRedact(asked),), "A court", "An order")
    redaction = TreeRedaction(order, NOTICE, Published(files), state, (), lambda: "0" * 32)
    redaction.run()
    assert redaction.remaining == ()
    assert {path.split("/")[1] for path in redaction.changed} == having
    for path, content in redaction.changed.items():
        for reading in readings(path, content):
            assert letters(text) not in letters(reading), (path, text)


# What may be left of a name next to it, and how a name is asked for.
LEFT = (
    *("Officer {}", "“{}’s”", "{}™", "•{}·Vale", "{}ova", "The {}Boothe matter", "#JusticeForNora{}", "{}2024"),
    *(
        "@n{0.lower}",
        "[it](https://a.example/{0.lower}_report)",
        "mail n{0.lower}@a.example",
        "see {0.lower}law.example",
    ),
)
ASKED = ("{}", "was [[{}]], aged", "{}, aged 41", "{} (41)")


@settings(max_examples=20)
@given(st.data())
def test_a_family_name_is_left_in_no_field_in_silence(data: st.DataObject) -> None:
    name, place = data.draw(st.sampled_from(places()))
    person, family = data.draw(WORDS)[0], data.draw(WORDS)[-1]
    left = data.draw(st.sampled_from(LEFT)).replace("{0.lower}", family.lower()).replace("{}", family)
    asked = data.draw(st.sampled_from(ASKED)).format(f"{person} {family}")
    aged = " (41)" if "(" in asked else ", aged 41"
    try:
        dossier = with_text(name, place, f"it was {person} {family}{aged}, they said of {left} there")
    except (ValidationError, ValueError):
        return
    files = frozen_files(dossier, [name])
    state = ReleaseTreeState(hashes={path: digest(content) for path, content in files.items()})
    order = RedactionOrder([(name, None)], (TextToRedact(asked),), "A court", "An order")
    with pytest.raises(TextLeftError, match=r"a word of the name at `|letters and digits of the text at `"):
        TreeRedaction(order, NOTICE, Published(files), state, (), lambda: "0" * 32).run()


@pytest.mark.parametrize("spelling", RESPELLINGS)
def test_a_text_with_tags_in_it_is_found_in_each_spelling(spelling: Any) -> None:
    dossier = with_text("CLM-2026-0002", "/record/evidence/0/says", "it was Qzab “Qzcd” & <took> Qzef")
    files = frozen_files(dossier, ["CLM-2026-0002"])
    state = ReleaseTreeState(hashes={path: digest(content) for path, content in files.items()})
    texts = (TextToRedact(spelling("Qzab “Qzcd” & <took> Qzef")),)
    order = RedactionOrder([("CLM-2026-0002", None)], texts, "A court", "An order")
    redaction = TreeRedaction(order, NOTICE, Published(files), state, (), lambda: "0" * 32)
    redaction.run()
    assert len(redaction.changed) == 2


def test_a_text_that_no_page_prints_is_redacted_by_a_loose_order_and_the_refusal_says_so() -> None:
    name, place = "CLM-2026-0001", "/record/evidence/0/quote/prefix"
    files = frozen_files(with_text(name, place, "it was Qzab Qzcd who"), [name])
    state = ReleaseTreeState(hashes={path: digest(content) for path, content in files.items()})
    order = RedactionOrder([(name, None)], (TextToRedact("Qzab Qzcd"),), "A court", "An order")
    with pytest.raises(TextLeftError, match="does not have it in these words") as error:
        TreeRedaction(order, NOTICE, Published(files), state, (), lambda: "0" * 32).run()
    assert error.value.would_go_loosely
    redaction = TreeRedaction(replace(order, is_loose=True), NOTICE, Published(files), state, (), lambda: "0" * 32)
    redaction.run()
    assert b"it was [redacted] who" in redaction.changed[f"r/{name}/1/record.json"]


def test_the_language_of_a_title_is_never_redacted() -> None:
    later = {"title": "Dirwy", "language": "cy"}
    fields = {
        "kind": "source",
        "record": {"language": "cy"},
        "resolved": {"sources": {"SRC-2026-0001": {"language": "cy", "later": [later]}}, "later": [later]},
    }

    def change(text: RecordText) -> str:
        return text.text if text.is_fixed else "[redacted]"

    resolved = rewrite(fields, change)["resolved"]
    redacted = [{"title": "[redacted]", "language": "cy"}]
    assert resolved == {"sources": {"SRC-2026-0001": {"language": "cy", "later": redacted}}, "later": redacted}

"""Frozen pages hold all words of their revisions, and are small."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from dossier.model import Body, Capture, Claim, Proceeding, Record, Source
from dossier.model.addresses import Revision
from dossier.model.body import Alias
from dossier.model.claim import LaterHistory
from dossier.model.date_types import Instant
from dossier.model.identifiers import Kind
from dossier.model.proceeding import HistoryEntry
from dossier.model.record import Hold
from dossier.model.subject import SUBJECT
from dossier.model.vocabulary import HistoryEffect, Relation
from dossier.model.written_text import text_digest
from dossier.reading.dossier import Dossier, Entry, entry, link_records
from dossier.reading.load import load
from dossier.releases.freeze.page import frozen_page, release_page
from dossier.releases.freeze.revision import snapshot
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.release_json import (
    AddedRecord,
    ChangedRecord,
    CorrectionNote,
    RedactedFile,
    Release,
    ReleaseArchive,
    SuspendedFile,
)
from tests.shared.frozen_samples import PUBLISHER, imprint, release
from tests.shared.hostile import Hostile
from tests.shared.places import ROOT
from tests.shared.toy import DAY, TOY, copy_toy

RELEASE = release("2026.11.23")
TAGS = frozenset({"html", "head", "meta", "title", "link", "style", "body", "header", "footer", "main", "h1", "h2"}) | {
    *("p", "a", "b", "i", "q", "bdi", "sup", "code", "ol", "ul", "li", "div", "span", "iframe", "em", "strong", "br")
}
# The words around a quotation serve to find it in a document, and are not printed.
UNPRINTED = frozenset({"evidence.quote.prefix", "evidence.quote.suffix"})


def revised(dossier: Dossier) -> Iterator[Entry[Record]]:
    return (entry for entry in dossier.entries.values() if entry.kind is not Kind.CAPTURE)


def frozen(dossier: Dossier, entry: Entry[Record]) -> tuple[bytes, bytes]:
    record = snapshot(dossier, entry)
    return record, frozen_page(dossier, Revision(entry.record.id, 2), record, imprint(RELEASE, "Cameras of Ashby Vale"))


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return load(TOY, DAY).dossier


class Reader(HTMLParser):
    """The tags, attributes and text of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._quiet = False
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._quiet = tag in {"style", "title"}

    def handle_endtag(self, _: str) -> None:
        self._quiet = False

    def handle_data(self, data: str) -> None:
        if not self._quiet:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return _one_line("".join(self.texts))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _straight(text: str) -> str:
    """The text with straight quotation marks: citations curl them."""
    return _one_line(text).replace("“", '"').replace("”", '"')


def test_a_record_is_canonical_and_holds_nothing_volatile(dossier: Dossier) -> None:
    typed = [one.record.model_dump() for one in revised(dossier)]
    for name in ("checked", "status_checked"):
        assert any((fields.get(name) or {}).get("on") for fields in typed), name
    for one in revised(dossier):
        content = snapshot(dossier, one)
        fields = json.loads(content)
        assert rfc8785.dumps(fields) == content
        assert (fields["schema"], fields["id"], fields["kind"]) == ("dossier-record/1", one.record.id, one.kind.value)
        # The later decisions on a source that is a decision, and the words of the subject.
        assert set(fields["resolved"]) - {"later", "terms"} == {"sources", "bodies", "proceedings"} | (
            {"backlinks"} if one.kind is Kind.FOCUS else set()
        )
        assert ("later" in fields["resolved"]) == (one.record.id == "SRC-2026-0002")
        assert {type(value) for value in _values(fields)} <= {str, int}
        assert "on" not in fields["record"].get("checked", {}) | fields["record"].get("status_checked", {})


def _values(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _values(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _values(inner)
    else:
        yield value


def test_a_hold_is_in_no_revision(dossier: Dossier) -> None:
    hold = Hold.model_validate({"kind": "safety", "reason": "The witness crosses the border.", "until": "2026-11-01"})
    for one in revised(dossier):
        held = replace(one, record=one.record.model_copy(update={"hold": hold}))
        entries = {**dossier.entries, one.record.id: held}
        assert frozen(replace(dossier, entries=entries), held) == frozen(dossier, one)
        assert text_digest(held.record) == text_digest(one.record)


def test_what_is_two_hops_away_changes_neither_digest_nor_page(dossier: Dossier) -> None:
    """The rest of the dossier may change as it likes: what was frozen of a record would be frozen again."""
    for one in revised(dossier):
        kept = {one.record.id}
        others = {name: other if name in kept else _altered(other) for name, other in dossier.entries.items()}
        elsewhere = link_records(others, dossier.names, dossier.subject, dossier.today)
        assert frozen(elsewhere, elsewhere.entries[one.record.id]) == frozen(dossier, one)


def _altered(one: Entry[Record]) -> Entry[Record]:
    """The record with everything changed that those who name it do not freeze."""
    record = one.record
    common: dict[str, Any] = {"note": "Altered.", "topics": ("Altered",), "corrections": (), "reviewed": None}
    match record:
        case Claim():
            changed: dict[str, Any] = {
                "later_history": LaterHistory(effect=HistoryEffect.NOT_KNOWN, text="Altered."),
                "attributed_to": "Altered",
                "reply": None,
            }
        case Source():
            looked = record.checked.model_copy(update={"on": "2020-01-01"})
            changed = {"archives": (), "derived_from": (), "checked": looked, "issued_basis": "Altered."}
        case Proceeding():
            changed = {
                "outcome": "Altered.",
                "parties": (),
                "penalties": (),
                "breaches": (),
                "sources": (),
            }
        case Body():
            changed = {"aliases": (Alias(name="Altered"),), "url": None, "identifiers": None}
        case _:
            return one
    altered = record.model_copy(update=common | changed)
    return entry(one.kind, altered, one.path, one.root)


@pytest.mark.parametrize(
    ("name", "field", "value", "who"),
    [
        ("SRC-2026-0002", "title", "Another title", {"CLM-2026-0002", "PRO-2026-0001"}),
        ("roads-regulator", "name", "Another name", {"CLM-2026-0002", "PRO-2026-0001"}),
        ("PRO-2026-0002", "title", "Another title", {"CLM-2026-0002", "PRO-2026-0001"}),
        ("CLM-2026-0001", "statement", "Another statement.", {"ashby-vale-police"}),
    ],
)
def test_what_is_one_hop_away_changes_both(dossier: Dossier, name: str, field: str, value: str, who: set[str]) -> None:
    one = dossier.entries[name]
    record = one.record.model_copy(update={field: value})
    others = {**dossier.entries, name: entry(one.kind, record, one.path, one.root)}
    elsewhere = link_records(others, dossier.names, dossier.subject, dossier.today)
    pairs = ((each, elsewhere.entries[each.record.id]) for each in revised(dossier))
    changed = {was.record.id for was, now in pairs if snapshot(dossier, was) != snapshot(elsewhere, now)}
    assert changed >= {name, *who}
    for each in who:
        page = frozen(elsewhere, elsewhere.entries[each])[1]
        assert value in Reader(page).text
        assert page != frozen(dossier, dossier.entries[each])[1]


def test_no_page_shows_the_identifier_of_another_body(dossier: Dossier) -> None:
    """Readers know the names of courts and companies, and not the identifiers that this dossier gives them."""
    bodies = {one.record.id for one in revised(dossier) if isinstance(one.record, Body)}
    shown = re.compile("|".join(rf"(?<![\w/-]){re.escape(name)}(?![\w/-])" for name in sorted(bodies)))
    for one in revised(dossier):
        page = frozen(dossier, one)[1]
        text = Reader(page).text
        assert set(shown.findall(text)) <= {one.record.id}, one.record.id
        assert not shown.search(Reader(page[page.index(b"<main>") : page.index(b"</main>")]).text), one.record.id
    record, page = frozen(dossier, dossier.entries["CLM-2026-0002"])
    assert "Mill Street (Roads Regulator · decided 11 February 2025)" in Reader(page).text
    assert json.loads(record)["resolved"]["bodies"]["roads-regulator"]["name"] == "Roads Regulator"


def test_each_step_in_the_course_of_a_case_is_a_sentence(dossier: Dossier) -> None:
    """On the page of the proceeding, each is a paragraph of its own, so that it can be cited."""
    first = dossier.entries["PRO-2026-0002"]
    assert isinstance(first.record, Proceeding)
    fields = {"relation": "appealed-to", "proceeding": "PRO-2026-0003", "date": "2025-03~"}
    appeal = HistoryEntry.model_validate(fields)
    record = first.record.model_copy(update={"history": (appeal, *first.record.history, appeal)})
    entries = {**dossier.entries, first.record.id: entry(first.kind, record, first.path, first.root)}
    appealed = link_records(entries, dossier.names, dossier.subject, dossier.today)
    page = frozen(appealed, appealed.entries["PRO-2026-0002"])[1]
    course = page.partition(b"<h2>Course of the case</h2>")[2].partition(b"<h2>")[0]
    appeal_words = "Appealed to Ashby Vale Council v Roads Regulator (about March 2025)."
    reversal = "Reversed on jurisdiction by Ashby Vale Council v Roads Regulator (6 October 2025)."
    steps = [re.sub(r"^\[\d+\] ", "", _one_line("".join(Reader(each).texts))) for each in course.split(b"</p>")]
    assert steps == [appeal_words, reversal, appeal_words, ""]
    claim = Reader(frozen(appealed, appealed.entries["CLM-2026-0002"])[1]).text
    by_number = [words.replace("Ashby Vale Council v Roads Regulator", "PRO-2026-0003") for words in steps[:-1]]
    assert f"Reversed. {' '.join(by_number)}" in claim


LABEL = "Tried or bought"


@pytest.mark.parametrize(
    ("old", "new", "who"),
    [
        ("label: Reported trial", f"label: {LABEL}", {"CLM-2026-0001", "ashby-vale-police"}),
        ("used the service free of charge or on trial", "bought the service", {"CLM-2026-0001", "ashby-vale-police"}),
        ("label: Territorial police force", f"label: {LABEL}", {"ashby-vale-police"}),
        ("label: ONS code", f"label: {LABEL}", {"ashby-vale-police"}),
    ],
)
def test_the_words_of_the_subject_belong_to_the_revision(
    dossier: Dossier, tmp_path: Path, old: str, new: str, who: set[str]
) -> None:
    root = copy_toy(tmp_path / "toy")
    words = (root / SUBJECT).read_text("utf-8")
    assert old in words
    (root / SUBJECT).write_text(words.replace(old, new, 1), "utf-8")
    elsewhere = load(root, DAY).dossier
    pairs = [(frozen(dossier, one), frozen(elsewhere, elsewhere.entries[one.record.id])) for one in revised(dossier)]
    for (record, page), (later_record, later_page) in pairs:
        assert page == later_page or record != later_record
    changed = {json.loads(now)["id"] for (was, _), (now, _) in pairs if was != now}
    assert changed >= who
    assert not changed & {"SRC-2026-0001", "PRO-2026-0001"}
    for name in who:
        assert (LABEL in Reader(frozen(elsewhere, elsewhere.entries[name])[1]).text) == (LABEL in new)


def test_a_page_is_whole_and_needs_nothing_else(dossier: Dossier) -> None:
    for one in revised(dossier):
        record, page = frozen(dossier, one)
        seen = Reader(page)
        assert {tag for tag, _ in seen.tags} <= TAGS
        ids = [attributes["id"] for _, attributes in seen.tags if attributes.get("id")]
        assert len(ids) == len(set(ids))
        paragraphs = [name for name in ids if re.fullmatch("p[0-9]+", str(name))]
        assert paragraphs == [f"p{number}" for number in range(1, len(paragraphs) + 1)]
        hrefs = [str(attributes["href"]) for tag, attributes in seen.tags if tag == "a"]
        assert all(
            href.startswith(("#", "../", "https://", "http://", "mailto:editors@", "record.json")) for href in hrefs
        )
        assert {href[1:] for href in hrefs if href.startswith("#")} <= set(ids)
        frames = [attributes["src"] for tag, attributes in seen.tags if tag == "iframe"]
        assert frames == [f"../../../status/{one.record.id}/2/"]
        assert frames[0] in hrefs
        for said in (
            f"https://cameras.example.org/vale/r/{one.record.id}/2/",
            digest(record),
            "release 2026.11.23",
            "The revision before (1)",
            "SHA256SUMS of release 2026.11.23 or, if a notice at the top says that words were redacted, of the latest",
        ):
            assert said in seen.text
        policy = next(a["content"] for tag, a in seen.tags if a.get("http-equiv") == "Content-Security-Policy")
        assert str(policy).startswith("default-src 'none'; style-src 'unsafe-inline'; frame-src 'self';")


def test_hostile_text_stays_text(hostile: Hostile) -> None:
    dossier = load(hostile.root, DAY).dossier
    assert len(dossier.entries) == len(hostile.texts)
    for one in revised(dossier):
        page = Reader(frozen(dossier, one)[1])
        assert {tag for tag, _ in page.tags} <= TAGS
        for _, attributes in page.tags:
            assert not [name for name in attributes if name.startswith("on")]
            assert not str(attributes.get("href", "")).startswith("javascript")
        for path, text in hostile.texts[one.record.id][1]:
            # A note is Markdown, of which some marks are meant.
            if path not in UNPRINTED and not path.endswith("note"):
                assert _straight(text) in _straight(page.text), (one.record.id, path)


def test_the_fixed_part_of_a_page_is_at_most_5_kb(dossier: Dossier) -> None:
    for one in revised(dossier):
        page = frozen(dossier, one)[1]
        content = page[page.index(b"<main>") : page.index(b"</main>")]
        assert len(page) - len(content) <= 5 * 1024


def test_a_revision_of_the_real_evidence_is_at_most_14_kb_on_average() -> None:
    real = load(ROOT, DAY).dossier
    sizes = [sum(map(len, frozen(real, one))) for one in revised(real)]
    assert len(sizes) > 200
    assert sum(sizes) / len(sizes) <= 14 * 1024


def test_the_page_of_a_release_is_small_and_names_no_title(dossier: Dossier) -> None:
    release = Release("2026.11.23", "2026-11-23", "https://x.example/", "0" * 40, "2026.11.22", 1000)
    page = release_page(release, "Cameras", PUBLISHER)
    assert len(page) < 4 * 1024
    assert b"1,000 records" in page
    header = Reader(page[page.index(b"<header>") : page.index(b"</header>")])
    publisher = f"Who answers for this release: {PUBLISHER.name}, {PUBLISHER.address}."
    assert f"{publisher} Replies, corrections and removals: {PUBLISHER.contact}." in header.text
    assert ("a", {"href": f"mailto:{PUBLISHER.contact}"}) in header.tags
    assert "The hashes of all files are in SHA256SUMS" in Reader(page).text


def test_the_page_of_a_release_has_days_in_words_and_folds_hashes(dossier: Dossier) -> None:
    digest, name = "a" * 64, "CLM-2026-0001"
    path = f"r/{name}/1/index.html"
    release = replace(
        RELEASE,
        added=(AddedRecord(name, 1, digest),),
        changed=(ChangedRecord(name, 2, digest, digest, (CorrectionNote("2026-11-20", "It was a slip."),)),),
        redacted=(RedactedFile(path, digest, "The court", "A name", ("p1",)),),
        suspended=(SuspendedFile(path, digest, "an order", name),),
        archives=(ReleaseArchive("evidence.zip", 9, digest),),
    )
    page = release_page(release, "Cameras", PUBLISHER).decode()
    assert '<time datetime="2026-11-23">23 November 2026</time>, from commit' in page
    assert 'Corrected on <time datetime="2026-11-20">20 November 2026</time>:' in page
    assert not re.search("[0-9]{4}-[0-9]{2}-[0-9]{2}", re.sub("<[^>]*>", "", page))
    assert digest not in re.sub("(?s)<details>.*?</details>", "", page)
    assert page.count(digest) == 6


def test_the_page_of_a_release_counts_kinds_and_leads_to_what_was_withdrawn() -> None:
    names = ("CLM-2026-0001", "CLM-2026-0002", "PRO-2026-0001", "vale-council", "vale-police")
    changed = ChangedRecord("CLM-2026-0003", 2, "b" * 64, "a" * 64, ())
    added = tuple(AddedRecord(name, 1, "a" * 64) for name in names)
    release = replace(RELEASE, added=added, changed=(changed,), withdrawn=(changed.id,))
    page = release_page(release, "Cameras", PUBLISHER).decode()
    assert "Added (5)</h2>\n<p>2 claims, 1 proceeding, 2 bodies.</p>\n<ul>" in page
    assert "Changed (1)</h2>\n<ul>" in page
    assert '<li><a href="../../r/CLM-2026-0003/2/">CLM-2026-0003/2</a></li>' in page


def test_a_reversed_judgment_is_cited_with_its_reversal(dossier: Dossier) -> None:
    judged = dossier.entries["PRO-2026-0003"]
    history = (HistoryEntry(relation=Relation.REVERSED, proceeding="PRO-2026-0001"),)
    record = judged.record.model_copy(update={"history": history})
    entries = {**dossier.entries, "PRO-2026-0003": entry(judged.kind, record, judged.path, judged.root)}
    reversed_ = link_records(entries, dossier.names, dossier.subject, dossier.today)
    citing = [
        one for one in revised(dossier) if any(reference.target == "SRC-2026-0003" for reference in one.references)
    ]
    assert citing
    for one in (*citing, dossier.entries["SRC-2026-0003"]):
        before, _ = frozen(dossier, one)
        after, page = frozen(reversed_, reversed_.entries[one.record.id])
        assert digest(before) != digest(after)
        assert ", revd " in "".join(Reader(page).texts), one.record.id


def test_sentences_end_once_and_what_colour_separates_is_separated_by_punctuation(dossier: Dossier) -> None:
    pages = {entry.record.id: Reader(frozen(dossier, entry)[1]).text for entry in revised(dossier)}
    for name, text in pages.items():
        assert not re.search(r"(?<!\.)\.\.(?!\.)|\.\)\.|[.!?] S[0-9]+\.| ,|\( ", text), name
    assert "Standing: Found by a regulator. A regulator has found it" in pages["CLM-2026-0002"]
    assert "S1, paras 4–9." in pages["CLM-2026-0002"]
    assert "Reversed. Reversed on jurisdiction by PRO-2026-0003 (6 October 2025)." in pages["CLM-2026-0002"]
    assert "Complainant: A resident of Mill Street." in pages["PRO-2026-0001"]
    assert "Ashby Vale Police: Reported trial." in pages["CLM-2026-0001"]


def test_a_preserved_copy_is_described_unless_it_was_withdrawn(dossier: Dossier) -> None:
    good, bad = (dossier.entries[f"CAP-2026-000{number}"] for number in (1, 2))
    assert isinstance(good.record, Capture)
    bad_copy = bad.record.model_copy(update={"files": good.record.files})
    unstamped = good.record.model_copy(update={"timestamps": (), "started": Instant("not known", None)})
    stamped_later = {**dossier.entries, "CAP-2026-0002": entry(bad.kind, bad_copy, bad.path, bad.root)}
    without_time = {**stamped_later, "CAP-2026-0001": entry(good.kind, unstamped, good.path, good.root)}
    file = f"Visible text, SHA-256 {good.record.files[0].sha256}"
    stamp = ", timestamped by Example Time Authority, 3 September 2024 at 08:01:00 UTC."
    for entries, described in (
        (stamped_later, f"CAP-2026-0001, captured in a browser, 3 September 2024 at 08:00:00 UTC; {file}{stamp}"),
        (without_time, f"CAP-2026-0001, captured in a browser, at a time that is not known; {file}; not timestamped."),
    ):
        elsewhere = link_records(entries, dossier.names, dossier.subject, dossier.today)
        pages = {one.record.id: Reader(frozen(elsewhere, one)[1]).text for one in revised(elsewhere)}
        describing = {name for name, text in pages.items() if described in text}
        assert describing == {"SRC-2026-0001", *(name for name, text in pages.items() if "CAP-2026-0001" in text)}
        assert "CLM-2026-0001" in describing
        assert not [name for name, text in pages.items() if "CAP-2026-0002" in text]
        speaking = {name for name, text in pages.items() if "The preserved copies are those known" in text}
        assert describing < speaking
        assert "roads-regulator" not in speaking
        assert not [name for name, text in pages.items() if "First reader" in text or "camera-obscura" in text]


def test_each_sheet_of_paper_names_the_revision(dossier: Dossier) -> None:
    for one in revised(dossier):
        assert f'content:"{one.record.id}/2, page " counter(page)'.encode() in frozen(dossier, one)[1]

"""Redaction of pages and records, differences of records, and statuses."""

from __future__ import annotations

import html
import json
import re
import time
from collections import Counter
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.model.notes import to_html
from dossier.model.redaction import MARK
from dossier.model.vocabulary import Standing
from dossier.pages.revisions import Change
from dossier.reading.subject import required_subject
from dossier.releases.aftermath.browser_data import read_page
from dossier.releases.aftermath.revision_history import record_differences, word_differences
from dossier.releases.aftermath.status import Status, revision_status
from dossier.releases.redact.likenesses import likenesses
from dossier.releases.redact.refusals import identifiers_in, refusal
from dossier.releases.redact.replacing import (
    RedactionNotice,
    only_marks_changed,
    only_marks_on_page,
    redact_page,
    redact_record,
    with_marks,
)
from dossier.releases.redact.wanted import TextToRedact
from dossier.releases.store.marked_places import marked_places, places_without_mark
from tests.shared.toy import TOY
from verifier.verify import has_mark, places_of_marks

NAME = "Jo O'Vale & son"
TEXTS = (TextToRedact(NAME),)
WORDS = st.text(alphabet="ab <>&'\"\n", max_size=30)


def page(body: str) -> str:
    return (
        f"<!doctype html>\n<html><head><title>CLM-1, revision 1: {html.escape(NAME[:9])}…</title>"
        f'<style>a>b{{}}</style></head><body><main>\n<p id="p1">{body}</p>\n</main></body></html>'
    )


def record(**fields: Any) -> bytes:
    own = {"id": "CLM-2026-0001", "statement": "It.", "standing": "reported", "date": "2024-09-02", **fields}
    resolved: dict[str, Any] = {"sources": {}, "bodies": {}, "proceedings": {}}
    return rfc8785.dumps(
        {"id": own["id"], "kind": "claim", "record": own, "resolved": resolved, "schema": "dossier-record/1"}
    )


@pytest.mark.parametrize(
    "body",
    [
        f"before {html.escape(NAME)} after",
        "before Jo\n  O&#x27;Vale &amp; son after",
        "before JO O\u2019Vale &amp;\u00a0son after",
        "before <a href='x'>Jo</a> O'Vale &amp; <b>son</b> after",
        "before J\u00ado \u200eO&rsquo;Vale&nbsp;&amp;amp; <!-- no --><b>son</b> after",
        '<b title="Jo O\'Vale &amp; son">before after</b>',
        'before <a href="https://a.example/?q=Jo%20O%27Vale%20%26%20son">x</a> after',
        'before <a href="https://a.example/?q=Jo+O%27Vale+%26+son">x</a> after',
    ],
)
def test_the_text_is_removed_from_a_page_in_every_notation(body: str) -> None:
    redacted = redact_page(page(body), TEXTS)
    assert redacted != page(body)
    assert redact_page(redacted, TEXTS) == redacted
    assert not TEXTS[0].is_like(redacted)
    assert "before" in redacted
    assert "after" in redacted
    assert redacted.count("<") == page(body).count("<")
    assert only_marks_on_page(page(body), redacted)
    assert "p1" in marked_places("index.html", redacted.encode())


def test_an_element_ends_before_a_letter_that_is_not_of_ascii() -> None:
    content = '<title>A</title><h1é><p id="a">x</p><pé id="b">[redacted]'.encode()
    assert list(marked_places("index.html", content)) == ["b"]
    assert list(marked_places("index.html", content.replace(b"x", b"[redacted]"))) == ["a", "b"]
    assert list(marked_places("index.html", "<h1é>[redacted]".encode())) == ["h1"]


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(["<h1", "</h1>", '<p id="', ' id="', '"', ">", "a", "[redacted]", ' href="#"']),
        max_size=10,
    ).map("".join)
)
def test_the_place_of_a_mark_depends_on_what_is_before_it_alone(page: str) -> None:
    """Both programs agree with the definition in docs/format.md, section 9."""
    name, end = r"title|style|header|main|h1|h2|footer", r"title|style|h1|h2"
    place = re.compile(rf'<({name})\b|<[a-z0-9]+\b[^<>]* id="([^"]+)"|</({end})>', re.ASCII)
    places = []
    for mark in re.finditer(r'\[redacted\]|(?<=href=")#(?=")', page):
        found = ["head", *(match.group(1, 2, 3) for match in place.finditer(page[: mark.start()]))][-1]
        after = {"title": "head", "style": "head", "h1": "main", "h2": "main"}
        places.append(found if isinstance(found, str) else found[0] or found[1] or after[found[2]])
    assert marked_places("index.html", page.encode()) == Counter(places)
    assert list(places_of_marks(page)) == places


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Company number", "Company number"),
        ("on appeal from", "On appeal from"),
        ("a camera of the Vale", None),
        ("found by a court", Standing.FOUND_BY_COURT.label),
        (Standing.FOUND_BY_COURT.summary[:-1], Standing.FOUND_BY_COURT.summary),
        ("https://www", "https://www."),
    ],
)
def test_a_text_of_the_words_of_pages_is_refused(text: str, words: str | None) -> None:
    assert refusal(TextToRedact(text), required_subject(TOY)) == words


def test_an_identifier_that_is_like_a_text_is_named_if_a_file_has_it() -> None:
    names, texts = ("vale-police", "vale-police-board", "old-mill"), (TextToRedact("Vale Police"),)
    assert identifiers_in([b"old-mill", b"vale-police: x"], names, texts) == ["vale-police"]


LIKE, PERSON = "letters and digits of the text", "a word of the name"


@pytest.mark.parametrize(
    ("body", "text", "told"),
    [
        ("old <b>mill</b>-yard", "old mill yard", [f"{LIKE} at `p1`"]),
        ('old mi</p><p id="p2">ll yard', "old mill yard", [f"{LIKE} at several places together"]),
        # Only a browser reads the values of two attributes in a row.
        ('<img alt="old mill" title="yard">', "old mill yard", [f"{LIKE} at several places together"]),
        ("an old yard", "old mill yard", []),
        ("a < b", "old mill yard", ["damaged tags, so it is not known what a browser shows"]),
        ("<!-- old -->", "old mill yard", ["damaged tags, so it is not known what a browser shows"]),
        ("Marsh said so.", "Ida Marsh", [f"{PERSON} at `p1`"]),
        # The frame of pages has such words on each page.
        ("</p></main><footer>Marsh", "Ida Marsh", []),
    ],
)
def test_what_is_like_a_text_on_a_page_is_told_with_its_place(body: str, text: str, told: list[str]) -> None:
    found = likenesses("r/CLM-2026-0001/1/index.html", page(body).encode(), (TextToRedact(text),))
    assert [each.words for each in found] == told


@pytest.mark.parametrize(
    ("wanted", "is_told"),
    [
        (("old mill yard", "yard cafe"), True),
        (("old mill yard", "yard [[cafe]]"), False),
        # Of a text with its context, that part is to be left.
        (("old mill-[[yard]] cafe", "old mill yard"), True),
        (("old mill-[[yard]] cafe",), False),
    ],
)
def test_a_text_of_which_another_removed_a_part_is_told(wanted: tuple[str, ...], *, is_told: bool) -> None:
    texts = tuple(map(TextToRedact, wanted))
    before = page("the old mill-yard cafe")
    after = redact_page(before, texts)
    assert MARK in after
    found = likenesses("r/CLM-2026-0001/1/index.html", after.encode(), texts, before.encode())
    told = "a part of the text at `p1`, of which another part is removed"
    assert (told in [each.words for each in found]) == is_told


# With the right patterns, each takes less than a second, and otherwise at least half a minute.
HOSTILE = {
    "marks in an identifier": '<p id="' + "[redacted]<h1>" * 12_000 + '">',
    "marks in a tag": '<p id="a" ' + "[redacted]" * 25_000 + ' id="b">',
    "styles": "<!doctype html>" + "<style>" * 25_000,
    "comments": "<!--" * 40_000,
    "tags": "<" * 200_000,
    "attributes": "<a " * 16_000,
    "accents": "a" + "\u0301\u0323" * 90_000,
    "ampersands": "&" + "amp;" * 60_000 + "lt;",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_costs_little(name: str) -> None:
    content = HOSTILE[name].encode()
    start = time.process_time()
    marked_places("index.html", content)
    list(places_of_marks(HOSTILE[name]))
    redact_page(HOSTILE[name], TEXTS)
    list(likenesses("index.html", content, TEXTS))
    list(likenesses("record.json", rfc8785.dumps(HOSTILE[name]), TEXTS))
    assert time.process_time() - start < 10


def test_long_names_of_objects_cost_little() -> None:
    content = json.dumps({"a" * 1_000_000: [MARK] * 100_000}).encode()
    place = f"/{'a' * 1_000_000}/99999"
    assert places_without_mark("record.json", content, [place, "/a"]) == ["/a"]
    assert has_mark(json.loads(content), place)


def test_the_notice_says_who_ordered_the_redaction_and_why() -> None:
    notice = RedactionNotice("2026.11.25", "25 November 2026", "The <court>", "It names a person.")
    assert (
        "The &lt;court&gt;. Reason: It names a person. A mark in square brackets takes the place of the removed words."
        in notice.sentence("")
    )
    assert 'href="../../releases/2026.11.25/"' in notice.sentence("../../")


def test_a_title_with_a_part_of_the_text_is_cut_to_the_identifier() -> None:
    whole = page("x").replace("<main>", f"<main><h1 dir='auto'>{html.escape(NAME)}</h1>")
    redacted = redact_page(whole, TEXTS)
    assert "<title>CLM-1, revision 1: [redacted]</title>" in redacted
    assert read_page(redacted.encode()).text is not None
    in_title = page("x").replace(html.escape(NAME[:9]), f"{html.escape(NAME)} left, by Jo")
    assert "<title>CLM-1, revision 1: [redacted]</title>" in redact_page(in_title, TEXTS)


def test_a_title_stays_if_only_a_paragraph_has_the_text() -> None:
    whole = page(html.escape(NAME)).replace("<main>", "<main><h1>Jo O'Vale left</h1>")
    assert redact_page(whole, TEXTS) == whole.replace(f'<p id="p1">{html.escape(NAME)}', '<p id="p1">[redacted]')


def test_a_page_with_similar_words_does_not_contain_the_text() -> None:
    assert redact_page(page("Jo O'Vale and his son"), TEXTS) == page("Jo O'Vale and his son")


@given(st.lists(WORDS), WORDS)
def test_a_redacted_record_contains_the_mark_and_not_the_text(values: list[str], more: str) -> None:
    content = record(topics=values, note=f"{more} {NAME} {more}", attributed_to=NAME.replace(" ", "\n"))
    redacted = redact_record(content, TEXTS).content
    fields = json.loads(redacted)["record"]
    assert fields["topics"] == values
    assert fields["note"] == f"{more} {MARK} {more}"
    assert fields["attributed_to"] == MARK
    assert redacted == rfc8785.dumps(json.loads(redacted))
    assert redact_record(redacted, TEXTS).content == redacted
    assert only_marks_changed(content, redacted)
    assert list(marked_places("record.json", redacted)) == ["/record/attributed_to", "/record/note"]


@pytest.mark.parametrize(
    ("note", "redacted"),
    [
        ("It was *Jo* _O'Vale_ & son.", "It was *[redacted]* _[redacted]_ [redacted]."),
        ("**Jo O'Vale** & son came", "**[redacted]** [redacted] came"),
        ("**so Jo** O'Vale & son", "**so [redacted]** [redacted]"),
        ("[Jo](https://a.example/x) O'Vale & son", "[[redacted]](https://a.example/x) [redacted]"),
        ("It was:\n\n- Jo\n- O'Vale & son", "It was:\n\n- [redacted]\n- [redacted]"),
        ("Jo\u200b O\u2019VALE &amp;\u202fson", "[redacted]"),
    ],
)
def test_marks_of_markdown_stay_where_they_are(note: str, redacted: str) -> None:
    assert with_marks(note, TEXTS) == redacted
    shown = to_html(redacted)
    assert "*" not in shown
    assert "_" not in shown
    assert redact_record(record(note=note), TEXTS).content == record(note=redacted)


@pytest.mark.parametrize(
    ("text", "source", "redacted"),
    [
        ("[2025] AVRT 401", "See [2025] AVRT 401.", "See [redacted]."),
        ("[2025] UKUT 319 (AAC)", "<b>[2025]</b> UKUT 319 (AAC)", "<b>[redacted]</b> [redacted]"),
        ("AVRT 0401 [2025]", "AVRT 0401 [2025]", "[redacted]"),
        ("AVRT 000401", "See [2025] AVRT 000401.", "See [2025] [redacted]."),
        ("see Jo Vale", "I see [Jo Vale of Ashby].", "I [redacted] [[redacted] of Ashby]."),
        ("Jo Vale and son", "[Jo Vale and son] came", "[[redacted]] came"),
        ("the son of Jo", "the son of [Jo](x)", "[redacted] [[redacted]](x)"),
        ("Jo Vale and son", "[Jo Vale](x) and son", "[[redacted]](x) [redacted]"),
    ],
)
def test_the_brackets_of_a_citation_go_with_it(text: str, source: str, redacted: str) -> None:
    assert with_marks(source, (TextToRedact(text),), is_html="<" in source) == redacted


def test_both_names_of_a_person_are_removed_from_a_record() -> None:
    authors = [{"family": "Marsh", "given": "Ida"}, {"family": "Marsh", "given": "Jo"}, {"literal": "Vale Gazette"}]
    for text in ("Ida Marsh", "Marsh, Ida"):
        content = record(authors=authors, note="By Ida Marsh. MARSH, IDA. By Marsh.")
        fields = json.loads(redact_record(content, (TextToRedact(text),)).content)["record"]
        assert fields["authors"] == [{"family": MARK, "given": MARK}, *authors[1:]]
        assert fields["note"] == "By [redacted]. [redacted]. By Marsh."


@pytest.mark.parametrize(
    ("text", "given", "family"),
    [
        ("Marshall", "Ida Mary", MARK),
        ("Mary Marshall", f"Ida {MARK}", MARK),
        ("Ida Mary [[Marsh]]", "Ida Mary", "Marshall"),
    ],
)
def test_only_the_names_that_the_text_has_are_removed(text: str, given: str, family: str) -> None:
    content = record(authors=[{"family": "Marshall", "given": "Ida Mary"}])
    [author] = json.loads(redact_record(content, (TextToRedact(text),)).content)["record"]["authors"]
    assert author == {"family": family, "given": given}


def test_a_date_or_a_term_that_a_record_needs_is_named_and_stays() -> None:
    content = record(note="On 2 September 2024 it was reported.")
    redacted = redact_record(content, (TextToRedact("September 2, 2024"),))
    assert redacted.fixed == (("/record/date", "2024-09-02"),)
    assert json.loads(redacted.content)["record"]["note"] == "On [redacted] it was reported."
    assert redact_record(content, (TextToRedact("[[reported]] facts"),)).content == content


def test_a_number_that_fills_a_field_is_found_by_its_context_elsewhere() -> None:
    content = record(quantities=[{"of": "people", "value": "25000"}])
    text = (TextToRedact("[[25,000]] people"),)
    assert redact_record(content, text).content == content
    assert json.loads(redact_record(content, text, alone=text).content)["record"]["quantities"][0]["value"] == MARK


def test_a_change_of_other_words_is_seen() -> None:
    before = record(note="It was Jo Vale.")
    assert only_marks_changed(before, record(note="It was [redacted]."))
    assert not only_marks_changed(before, record(note="It is [redacted]."))
    assert not only_marks_changed(before, record(note="It was not."))
    assert not only_marks_changed(before, record())
    assert only_marks_on_page("<p>a b c</p>", "<p>a [redacted] c</p>")
    assert not only_marks_on_page("<p>a b c</p>", "<p>a [redacted] d</p>")


@given(WORDS, WORDS)
def test_both_texts_can_be_rebuilt_from_a_difference(before: str, after: str) -> None:
    spans = word_differences(before, after)
    assert "".join(span.text for span in spans if span.change is not Change.ADDED) == before
    assert "".join(span.text for span in spans if span.change is not Change.REMOVED) == after
    if before == after:
        assert all(span.change is Change.SAME for span in spans)


def test_entries_of_a_list_are_compared_by_what_they_are_about() -> None:
    first, second = {"source": "SRC-1", "says": "one"}, {"source": "SRC-2", "says": "two words"}
    before = {"evidence": [first, second], "gone": "x"}
    after = {"evidence": [{**second, "says": "two other words"}, first]}
    changed = record_differences(before, after)
    assert [field.label for field in changed] == ["evidence › SRC-2 › says", "gone"]
    assert "".join(span.text for span in changed[0].spans if span.change is Change.ADDED).strip() == "other"
    assert [span.change for span in changed[1].spans] == [Change.REMOVED]


@pytest.mark.parametrize(
    ("frozen", "now", "expected"),
    [
        ({}, {}, ["current"]),
        ({"reply": {"status": "received"}}, {"reply": {"status": "received"}}, ["current"]),
        ({"reply": {"status": "requested"}}, {"reply": {"status": "received"}}, ["reply-received"]),
        ({"standing": "disputed"}, {"standing": "reported"}, ["current"]),
        ({}, {"standing": "superseded"}, ["superseded"]),
        ({}, {"corrections": [{"date": "2026", "was": "a", "reason": "b"}]}, ["corrected"]),
        (
            {},
            {"withdrawn": {"date": "2026", "reason": "a"}, "standing": "disputed"},
            ["withdrawn", "disputed"],
        ),
    ],
)
def test_the_most_serious_status_comes_first(
    frozen: dict[str, object], now: dict[str, object], expected: list[str]
) -> None:
    assert revision_status(frozen, now, is_newest=True, is_redacted=False).statuses == tuple(map(Status, expected))
    older = revision_status(frozen, now, is_newest=False, is_redacted=True).statuses
    assert Status.CURRENT not in older
    assert Status.REDACTED in older
    assert (Status.REVISED in older) is not (Status.CORRECTED in older)

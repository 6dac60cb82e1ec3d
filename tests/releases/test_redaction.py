"""Redaction of pages and records, differences of records, and statuses."""

from __future__ import annotations

import gzip
import html
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from dossier.pages.revisions import Change
from dossier.releases.aftermath.browser_data import read_page
from dossier.releases.aftermath.revision_history import record_differences, word_differences
from dossier.releases.aftermath.status import Status, revision_status
from dossier.releases.redact.release import find_text
from dossier.releases.redact.text import (
    MARK,
    RedactionNotice,
    TextToRedact,
    contains,
    page_contains,
    redact_page,
    redact_record,
)
from dossier.releases.verify.trees import FolderTree

NAME = "Jo O'Vale & son"
NOTICE = RedactionNotice("2026.11.25", "25 November 2026", "The <court>", "It names a person.")
WORDS = st.text(alphabet="ab <>&'\"\n", max_size=30)


def page(body: str) -> bytes:
    return (
        f"<!doctype html>\n<html><head><title>CLM-1, revision 1: {html.escape(NAME[:9])}…</title>"
        f"<style>a>b{{}}</style></head><body><main>\n{body}\n</main></body></html>"
    ).encode()


@pytest.mark.parametrize(
    "body",
    [
        f"<p>before {html.escape(NAME)} after</p>",
        "<p>before Jo\n  O&#x27;Vale &amp; son after</p>",
        "<p>before <a href='x'>Jo</a> O'Vale &amp; <b>son</b> after</p>",
        '<p title="Jo O\'Vale &amp; son">before after</p>',
        '<p>before <a href="https://a.example/?q=Jo%20O%27Vale%20%26%20son">x</a> after</p>',
    ],
)
def test_the_text_is_removed_from_a_page_in_every_notation(body: str) -> None:
    unwanted = TextToRedact(NAME)
    assert page_contains(page(body), unwanted)
    redacted = redact_page(page(f"{body}<code>old</code>"), unwanted, ("old", "new"), NOTICE)
    assert not page_contains(redacted, unwanted)
    assert not contains(redacted, unwanted)
    text = redacted.decode()
    assert "before" in text
    assert "after" in text
    assert text.count("<") == page(f"{body}<code>old</code>{NOTICE.sentence.strip()}").decode().count("<")
    assert "<code>new</code>" in text
    assert "The &lt;court&gt;. Reason: It names a person. The removed words are marked [redacted]." in text


def test_a_title_with_a_part_of_the_text_is_cut_to_the_identifier() -> None:
    redacted = redact_page(page(f"<p>{html.escape(NAME)}</p>"), TextToRedact(NAME), ("old", "new"), NOTICE)
    assert b"<title>CLM-1, revision 1</title>" in redacted
    assert read_page(redacted).text is not None


def test_a_page_with_similar_words_does_not_contain_the_text() -> None:
    assert not page_contains(page("<p>Jo O'Vale and his son</p>"), TextToRedact(NAME))


@given(st.recursive(WORDS, lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner), max_leaves=8), WORDS)
def test_a_redacted_record_contains_the_mark_and_not_the_text(value: Any, more: str) -> None:
    unwanted = TextToRedact(NAME)
    content = rfc8785.dumps({"a": value, "b": f"{more}{NAME}{more}", "c": NAME.replace(" ", "\n")})
    redacted = redact_record(content, unwanted)
    fields = json.loads(redacted)
    assert fields["a"] == json.loads(content)["a"]
    assert fields["b"] == f"{more}{MARK}{more}"
    assert fields["c"] == MARK
    assert redacted == rfc8785.dumps(fields)
    assert redact_record(redacted, unwanted) == redacted


def test_marks_of_emphasis_do_not_hide_the_text() -> None:
    assert redact_record(rfc8785.dumps({"note": "It was *Jo* _O'Vale_ & son."}), TextToRedact("Jo O'Vale")) == (
        rfc8785.dumps({"note": f"It was *{MARK}_ & son."})
    )


def test_a_short_text_is_refused() -> None:
    with pytest.raises(ValueError, match="fewer than 4"):
        TextToRedact(" a\nbc ")


def test_the_text_is_found_in_every_format(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", NAME)
    matching = {
        "plain": NAME.upper().encode(),
        "page.html": page("<p>Jo <i>O&#39;Vale</i> &amp; son</p>"),
        "ascii.json": json.dumps({"a": [{"b": "Jo O'Vale \u0026 son"}]}).encode(),
        "escaped.json": b'{"a": "Jo O\\u0027Vale & son"}',
        "address": b"?q=Jo%20O%27Vale%20%26%20son",
        "packed.gz": gzip.compress(NAME.encode()),
        "packed.zip": packed.getvalue(),
    }
    others = {"other": b"Jo O'Vale and son", "broken.gz": b"\x1f\x8bno", "broken.zip": b"PK\x03\x04no"}
    for name, content in (matching | others).items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "link").symlink_to("plain")
    assert list(find_text(FolderTree(tmp_path), TextToRedact(NAME))) == sorted(matching)


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
        ({"reply": {"status": "requested"}}, {"reply": {"status": "received"}}, ["reply-received", "current"]),
        ({"standing": "disputed"}, {"standing": "reported"}, ["current"]),
        ({}, {"standing": "superseded"}, ["superseded", "current"]),
        ({}, {"corrections": [{"date": "2026", "was": "a", "reason": "b"}]}, ["corrected"]),
        (
            {},
            {"withdrawn": {"date": "2026", "reason": "a"}, "standing": "disputed"},
            ["withdrawn", "disputed", "current"],
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

"""What a redaction takes out, what it leaves, and how two versions of a record are compared."""

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
from dossier.releases.aftermath.browser_data import read
from dossier.releases.aftermath.revision_history import record_differences, word_differences
from dossier.releases.aftermath.status import Status, standing
from dossier.releases.redact.release import remains_in_folder
from dossier.releases.redact.text import (
    MARK,
    RedactionNotice,
    Unwanted,
    holds,
    page_holds,
    redacted_page,
    redacted_record,
)

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
def test_the_text_is_taken_out_of_a_page_however_it_is_written(body: str) -> None:
    unwanted = Unwanted(NAME)
    assert page_holds(page(body), unwanted)
    made = redacted_page(page(f"{body}<code>old</code>"), unwanted, ("old", "new"), NOTICE)
    assert not page_holds(made, unwanted)
    assert not holds(made, unwanted)
    text = made.decode()
    assert "before" in text
    assert "after" in text
    assert text.count("<") == page(f"{body}<code>old</code>{NOTICE.sentence.strip()}").decode().count("<")
    assert "<code>new</code>" in text
    assert "The &lt;court&gt;. Reason: It names a person. The removed words are marked [redacted]." in text


def test_a_title_that_holds_a_part_of_the_text_goes() -> None:
    made = redacted_page(page(f"<p>{html.escape(NAME)}</p>"), Unwanted(NAME), ("old", "new"), NOTICE)
    assert b"<title>CLM-1, revision 1</title>" in made
    assert read(made).text is not None


def test_other_pages_stay_as_they_are() -> None:
    assert not page_holds(page("<p>Jo O'Vale and his son</p>"), Unwanted(NAME))


@given(st.recursive(WORDS, lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner), max_leaves=8), WORDS)
def test_no_value_of_a_record_holds_the_text_afterwards(value: Any, more: str) -> None:
    unwanted = Unwanted(NAME)
    content = rfc8785.dumps({"a": value, "b": f"{more}{NAME}{more}", "c": NAME.replace(" ", "\n")})
    made = redacted_record(content, unwanted)
    found = json.loads(made)
    assert found["a"] == json.loads(content)["a"]
    assert found["b"] == f"{more}{MARK}{more}"
    assert found["c"] == MARK
    assert made == rfc8785.dumps(found)
    assert redacted_record(made, unwanted) == made


def test_marks_of_emphasis_do_not_hide_the_text() -> None:
    assert redacted_record(rfc8785.dumps({"note": "It was *Jo* _O'Vale_ & son."}), Unwanted("Jo O'Vale")) == (
        rfc8785.dumps({"note": f"It was *{MARK}_ & son."})
    )


def test_a_text_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="fewer than 4"):
        Unwanted(" a\nbc ")


def test_the_text_is_found_in_whatever_holds_it(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", NAME)
    holding = {
        "plain": NAME.upper().encode(),
        "page.html": page("<p>Jo <i>O&#39;Vale</i> &amp; son</p>"),
        "ascii.json": json.dumps({"a": [{"b": "Jo O'Vale \u0026 son"}]}).encode(),
        "escaped.json": b'{"a": "Jo O\\u0027Vale & son"}',
        "address": b"?q=Jo%20O%27Vale%20%26%20son",
        "packed.gz": gzip.compress(NAME.encode()),
        "packed.zip": packed.getvalue(),
    }
    others = {"other": b"Jo O'Vale and son", "broken.gz": b"\x1f\x8bno", "broken.zip": b"PK\x03\x04no"}
    for name, content in (holding | others).items():
        (tmp_path / name).write_bytes(content)
    found = [one.name for one in remains_in_folder(tmp_path, Unwanted(NAME))]
    assert found == sorted(holding)


@given(WORDS, WORDS)
def test_differences_hold_both_texts_whole(before: str, after: str) -> None:
    spans = word_differences(before, after)
    assert "".join(one.text for one in spans if one.change is not Change.ADDED) == before
    assert "".join(one.text for one in spans if one.change is not Change.REMOVED) == after
    if before == after:
        assert all(one.change is Change.SAME for one in spans)


def test_entries_are_compared_by_what_they_are_about() -> None:
    first, second = {"source": "SRC-1", "says": "one"}, {"source": "SRC-2", "says": "two words"}
    before = {"evidence": [first, second], "gone": "x"}
    after = {"evidence": [{**second, "says": "two other words"}, first]}
    changed = record_differences(before, after)
    assert [one.label for one in changed] == ["evidence › SRC-2 › says", "gone"]
    assert "".join(one.text for one in changed[0].spans if one.change is Change.ADDED).strip() == "other"
    assert [one.change for one in changed[1].spans] == [Change.REMOVED]


@pytest.mark.parametrize(
    ("own", "now", "expected"),
    [
        ({}, {}, ["current"]),
        ({"reply": {"status": "received"}}, {"reply": {"status": "received"}}, ["current"]),
        ({"reply": {"status": "requested"}}, {"reply": {"status": "received"}}, ["current", "reply-received"]),
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
def test_the_weightiest_status_comes_first(own: dict[str, object], now: dict[str, object], expected: list[str]) -> None:
    assert standing(own, now, is_newest=True, is_redacted=False).statuses == tuple(map(Status, expected))
    older = standing(own, now, is_newest=False, is_redacted=True).statuses
    assert Status.CURRENT not in older
    assert Status.REDACTED in older
    assert (Status.REVISED in older) is not (Status.CORRECTED in older)

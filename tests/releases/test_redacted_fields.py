"""Redacted words are refused when they come back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from dossier.errors import DossierError
from dossier.model.addresses import Revision
from dossier.model.capture import Capture
from dossier.reading.load import load
from dossier.releases.publish.redacted_fields import (
    RedactedField,
    RevisionTexts,
    field_at,
    fields_with_other_words,
    texts_by_place,
)
from dossier.releases.publish.republication import ReleasedRecords, refuse_republication
from dossier.releases.store.release_json import AddedRecord, RedactedFile, Release, SuspendedFile
from tests.shared.toy import DAY, TOY

CLAIM, MARK = "CLM-2026-0001", "[redacted]"
OTHER = {"date": "2026-01-02", "was": "Four."}


def texts(record: dict[str, Any], **resolved: Any) -> Any:
    return texts_by_place(CLAIM, json.dumps({"record": record, "resolved": resolved}).encode())


def past(release: int, record: dict[str, Any] | None, redacted_by: int | None = None, *fields: str) -> RevisionTexts:
    named = frozenset(RedactedField(CLAIM, path) for path in fields)
    last = release if redacted_by is None else redacted_by
    return RevisionTexts(release, None if record is None else texts(record), last, named)


def refused(revisions: list[RevisionTexts], now: dict[str, Any]) -> set[str]:
    return {path for _, path in fields_with_other_words(revisions, texts(now))}


def was(*entries: tuple[str, str]) -> dict[str, Any]:
    return {"corrections": [{"date": f"2026-01-0{day}", "was": text} for day, text in entries]}


@pytest.mark.parametrize(
    ("before", "now", "is_refused"),
    [
        # Another entry has as many marks, but this entry has none.
        ([("1", MARK), ("2", "Four")], [("1", "Jo Vale"), ("2", "Four")], True),
        ([("1", MARK), ("2", "Four")], [("1", "Jo Vale"), ("2", MARK)], True),
        ([("1", MARK), ("1", "Four")], [("1", "Jo Vale"), ("1", MARK)], True),
        ([("1", f"{MARK} and {MARK}"), ("2", MARK)], [("1", f"{MARK} and Jo"), ("2", f"{MARK} {MARK}")], True),
        # The mark is there, with a part of the words next to it.
        ([("1", f"By {MARK}.")], [("1", f"By Jo {MARK}.")], True),
        ([("1", f"the clerk {MARK}")], [("1", f"a clerk, {MARK}, Jo Vale")], True),
        ([("1", f"Four {MARK}")], [("1", f"Jo ({MARK}) Four")], True),
        # Without the marked entry, nothing may be new.
        ([("1", MARK), ("2", "Four")], [("2", "Four"), ("3", "Jo Vale")], True),
        ([("1", MARK), ("1", "Four")], [("1", "Four")], False),
        ([("1", MARK), ("2", "Four")], [("2", "Four")], False),
        # Moved entries, new entries, more marks and other edits are as before.
        ([("1", MARK), ("2", "Four")], [("2", "Four"), ("1", MARK)], False),
        ([("1", MARK)], [("1", MARK), ("1", "four"), ("2", "five")], False),
        ([("2", MARK)], [("1", "four"), ("2", MARK)], False),
        ([("1", f"**[{MARK}](https://a.example/z) {MARK}** said")], [("1", f"**{MARK}** said")], False),
        ([("1", f"{MARK} kept plates.")], [("1", MARK)], False),
        ([("1", f"By {MARK}. It ended. It is so.")], [("1", f"By {MARK}. Ended it has. It is _so_.")], False),
        # A sentence with a mark has no new words, not even words of another sentence.
        ([("1", f"{MARK} kept plates.")], [("1", f"{MARK} kept plates of Jo Vale.")], True),
        ([("1", f"{MARK} kept plates.")], [("1", f"{MARK} kept number plates.")], True),
        ([("1", f"{MARK} kept plates. It ended.")], [("1", f"{MARK} kept plates, and it ended.")], True),
        ([("1", f"So. {MARK}. It ended.")], [("1", f"So. by jo vale. {MARK}. It ended.")], True),
        # A mark is gone, and there are new words elsewhere.
        ([("1", f"{MARK} kept. {MARK} ended. It is so.")], [("1", f"{MARK} kept. Ended. It is all so.")], True),
        # Elsewhere in the field, no names and numbers are new.
        ([("1", f"By {MARK}. It ended.")], [("1", f"By {MARK}. It ended. Jo said so.")], True),
        ([("1", f"By {MARK}. It ended.")], [("1", f"By {MARK}. It ended by Vale.")], True),
        ([("1", f"By {MARK}. It ended.")], [("1", f"By {MARK}. It ended on the 5th.")], True),
        ([("1", f"By {MARK}. It ended.")], [("1", f"By {MARK}. It ended (山田).")], True),
        ([("1", MARK)], [("1", MARK), ("2", "By Jo Vale")], True),
    ],
)
def test_each_entry_keeps_its_marks(
    before: list[tuple[str, str]], now: list[tuple[str, str]], is_refused: bool
) -> None:
    assert refused([past(0, was(*before))], was(*now)) == ({"corrections.was"} if is_refused else set())


def test_a_field_stays_redacted_after_it_was_removed_until_other_words_are_accepted() -> None:
    marked, removed = past(0, {"note": f"By {MARK}.", "statement": "It is so."}, 2), {"statement": "It is so."}
    gone = past(3, removed)
    assert refused([marked, gone], {"note": "By Jo Vale."}) == {"note"}
    assert refused([marked, gone], removed) == set()
    # Somebody said that these words are meant. Nobody has to say so again when they are edited.
    replaced = past(4, {"note": "Of the council."})
    assert refused([marked, gone, replaced], {"note": "Of the parish council."}) == set()
    # If a mark is left, they have to.
    beside = past(4, {"note": f"By {MARK} of Vale. It is so."})
    assert refused([marked, beside], {"note": f"By {MARK} of Vale. It is all so, as of Vale."}) == set()
    assert refused([marked, beside], {"note": f"By Jo {MARK} of Vale. It is so."}) == {"note"}
    # Words that were published before the redaction were accepted by nobody, but they are public.
    earlier = past(1, {"note": "Of the council."})
    assert refused([marked, earlier], {"note": "Of the council."}) == set()
    assert refused([marked, earlier], {"note": "By Jo Vale."}) == {"note"}
    # So they are if another revision was redacted even earlier.
    redacted, between = past(0, {"note": f"By {MARK}."}, 5), past(1, {"note": f"By {MARK}."}, 2)
    assert refused([redacted, between, past(3, {"note": "Of us."})], {"note": "By Jo Vale."}) == {"note"}


def test_suspended_revisions_whose_bytes_are_missing_need_a_mark_or_published_words() -> None:
    revisions = [past(0, {"note": "A council."}), past(1, None, 2, "note")]
    assert refused(revisions, {"note": "By Jo Vale."}) == {"note"}
    assert refused(revisions, {"note": f"By {MARK}."}) == set()
    assert refused(revisions, {"note": "A council."}) == set()
    assert refused(revisions, {"name": "Vale"}) == set()


def test_a_new_correction_of_a_redacted_record_does_not_tell_the_removed_words() -> None:
    revisions = [past(0, {"statement": f"{MARK} kept plates."}, 1, "statement")]
    now = {"statement": f"{MARK} kept plates."}
    assert refused(revisions, now | was(("1", "Jo Vale kept plates."))) == {"corrections.was"}
    assert refused(revisions, now | was(("1", f"{MARK} kept plates."))) == set()
    assert refused(revisions, now | was(("1", "kept\nplates."))) == set()
    # Without a redaction, the mark may be in the document that is quoted.
    assert refused([past(0, now)], now | was(("1", "Jo Vale kept plates."))) == set()


def test_a_number_or_an_address_cannot_be_a_mark_and_is_deleted() -> None:
    plates = {"of": "plates", "value": "3"}
    before = past(0, {"url": MARK, "quantities": [{"of": "cameras", "value": MARK}, plates]}, 1)
    assert refused([before], {"quantities": [plates]}) == set()
    assert refused([before], {"quantities": [{"of": "cameras", "value": "0"}, plates]}) == {"quantities.value"}


def test_a_new_review_may_have_a_digest_if_earlier_reviews_have_marks() -> None:
    reviews = [{"on": "2026-01-01", "text": MARK}, {"on": "2026-01-02", "text": "ab1" * 21 + "a"}]
    assert refused([past(0, {"reviewed": reviews[:1]}, 1)], {"reviewed": reviews}) == set()


def test_another_way_to_write_an_entry_makes_no_other_field() -> None:
    assert refused([past(0, {"aliases": [MARK]}, 1)], {"aliases": [{"name": "Jo", "language": "en"}]}) == {"aliases"}
    assert refused([past(0, {"aliases": [{"name": MARK}]}, 1)], {"aliases": ["Jo"]}) == {"aliases"}
    assert refused([past(0, {"aliases": [MARK]}, 1)], {"aliases": [{"name": MARK, "language": "en"}]}) == set()
    assert field_at(CLAIM, "/record/aliases/1/name") == RedactedField(CLAIM, "aliases")


def test_what_a_record_says_of_others_belongs_to_them() -> None:
    source = {"SRC-2026-0001": {"title": MARK}}
    before = RevisionTexts(
        0, texts({}, sources=source, backlinks=[{"claim": CLAIM, "statement": MARK}]), 0, frozenset()
    )
    rows = [{"claim": "CLM-2025-0001", "statement": "New."}, {"claim": CLAIM, "statement": "Old."}]
    now = texts({}, sources={"SRC-2026-0001": {"title": "Old."}}, backlinks=rows)
    fields = {RedactedField("SRC-2026-0001", "title"), RedactedField(CLAIM, "resolved.backlinks.statement")}
    assert set(fields_with_other_words([before], now)) == fields
    rows[1]["statement"] = MARK
    assert not list(fields_with_other_words([before], texts({}, sources=source, backlinks=rows)))
    # A new claim about a body makes no new words in its claims with marks.
    rows.append({"claim": "CLM-2026-0002", "statement": "By Jo Vale."})
    assert not list(fields_with_other_words([before], texts({}, sources=source, backlinks=rows)))
    pointers = ("/resolved/sources/SRC-2026-0001/title", "/resolved/backlinks/3/statement", "/record/a/0/b", "odd")
    fields_at = [field_at(CLAIM, pointer) for pointer in pointers]
    assert fields_at == [*sorted(fields, reverse=True), RedactedField(CLAIM, "a.b"), RedactedField(CLAIM, "")]


@pytest.mark.parametrize("field", ["url", "seen_at", "archives/0/url"])
def test_the_addresses_of_copies_are_those_of_a_source_whose_address_was_redacted(field: str) -> None:
    """Copies of other sources, and the addresses that the source has now, are not refused."""
    file = RedactedFile("r/SRC-2026-0001/1/record.json", "", "A court", "An order", (f"/record/{field}",))
    release = Release("2026.11.23", "2026-11-23", "", "", None, 1, redacted=(file,))
    released = ReleasedRecords([release], lambda _: (), lambda _path, _sha256: None)
    dossier = load(TOY, DAY).dossier
    listed = "`CAP-2026-0001`: `redirects`\n  `CAP-2026-0001`: `final_url`\nabout the marks:\n  - use quotation marks"
    with pytest.raises(DossierError, match=listed) as refused:
        refuse_republication(released, dossier, [], lambda _: b"", ())
    assert str(refused.value).startswith("put [redacted] into these fields of the evidence, as the newest revision")
    refuse_republication(released, dossier, [], lambda _: b"", ["CAP-2026-0001:redirects", "CAP-2026-0001:final_url"])
    # With the digest of a copy as it was reviewed, a guess of the address could be confirmed.
    entry = dossier.entries["CAP-2026-0001"]
    assert isinstance(entry.record, Capture)
    reviews = tuple(each.model_copy(update={"text": "ab" * 32}) for each in entry.record.reviewed)
    copy = replace(entry, record=entry.record.model_copy(update={"reviewed": reviews}))
    dossier = replace(dossier, entries={**dossier.entries, "CAP-2026-0001": copy})
    with pytest.raises(DossierError, match=r"`CAP-2026-0001`: `reviewed\.text`\nabout the marks"):
        refuse_republication(released, dossier, [], lambda _: b"", [])


def test_a_redacted_record_whose_bytes_are_missing_is_compared_by_its_fields() -> None:
    path, first = Revision(CLAIM, 1).record, Release("2026.11.23", "2026-11-23", "", "", None, 1)
    added = replace(first, added=(AddedRecord(CLAIM, 1, ""),))
    redacted = replace(first, redacted=(RedactedFile(path, "", "A court", "An order", ("/record/note",)),))
    suspended = replace(first, suspended=(SuspendedFile(path, "", "An order", CLAIM),))
    released = ReleasedRecords([added, redacted, suspended], lambda _: (), lambda _path, _sha256: None)
    now: dict[str, Any] = {"note": "By Jo Vale.", "reviewed": [{"text": "ab" * 32}]}
    content = json.dumps({"record": now, "resolved": {}}).encode()
    with pytest.raises(DossierError, match=f"`{CLAIM}`: `note`\n  `{CLAIM}`: `reviewed.text`\nabout the marks"):
        refuse_republication(released, load(TOY, DAY).dossier, [CLAIM], lambda _: content, ())

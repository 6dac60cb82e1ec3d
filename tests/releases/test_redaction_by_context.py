"""Fields of a record whose words only the page has in context."""

from __future__ import annotations

import json

import pytest

from dossier.model.addresses import Revision
from dossier.releases.aftermath.published import Published
from dossier.releases.redact.by_context import redact_by_context
from dossier.releases.redact.order import RedactionOrder, TextLeftError
from dossier.releases.redact.replacing import RedactionNotice, redact_page
from dossier.releases.redact.tree import TreeRedaction
from dossier.releases.redact.wanted import TextToRedact
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.manifest import ReleaseTreeState

STAFF = {"literal": "kerb team seven"}
SOURCES = {
    "SRC-2026-0031": {"authors": [{"family": "Lee", "given": "Ida"}, STAFF], "title": "Kerb part 31"},
    "SRC-2026-0032": {"authors": [{"family": "Lee", "given": "Ida"}, STAFF], "title": "Kerb part 32"},
}
NOTE = "So kerb team seven, ‘Kerb part’."
AMOUNTS = [{"at_least": "5000", "of": "plates"}, {"at_least": "5000", "of": "cameras"}]
CLAIM = {
    "kind": "claim",
    "record": {"note": NOTE, "quantities": AMOUNTS},
    "resolved": {"bodies": {}, "proceedings": {}, "sources": SOURCES},
}
PAGE = (
    f'<h1>5,000 plates</h1>\n<p id="p1">{NOTE}</p>\n<p id="p2">5,000 plates and 5,000 cameras</p>\n'
    '<li id="s1">Ida Lee and kerb team seven, ‘Kerb part <i>31</i>’</li>\n'
    '<li id="s2">Ida Lee and kerb team seven, ‘Kerb part <i>32</i>’</li>'
)


@pytest.mark.parametrize(
    ("texts", "fields", "is_elsewhere"),
    [
        # A claim can cite an author many times. The page keeps the name at the other place.
        (["[[Ida Lee]] and kerb team seven, ‘Kerb part 32’"], {"given": 0, "family": 0}, True),
        (["[[Ida Lee]] and kerb team seven"], {"given": 0, "family": 0}, False),
        (["[[Lee]] and kerb team seven, ‘Kerb"], {"given": 2, "family": 0}, False),
        # The note has the words as well, which says nothing of the fields.
        (["[[kerb team seven]], ‘Kerb part"], {"literal": 0, "given": 2}, False),
        (["So [[kerb team seven]], ‘Kerb"], {"literal": 2}, False),
        # Other words can mean different things.
        (["[[5,000]] plates and 5,000"], {"at_least": 2}, False),
        (["[[5,000]] plates", "[[5,000]] cameras"], {"at_least": 0}, False),
    ],
)
def test_a_record_loses_each_name_that_its_page_loses(
    texts: list[str], fields: dict[str, int], is_elsewhere: bool
) -> None:
    wanted = list(map(TextToRedact, texts))
    marked = redact_by_context(PAGE, json.dumps(CLAIM).encode(), wanted)
    assert redact_page(PAGE, wanted) != PAGE
    record = marked.record.decode()
    left = {name: record.count(f'"{name}":') - record.count(f'"{name}":"[redacted]"') for name in fields}
    assert (left, marked.is_elsewhere) == (fields, is_elsewhere)


def test_a_page_that_keeps_the_words_elsewhere_stops_the_redaction() -> None:
    revision = Revision("CLM-2026-0013", 1)
    record = json.dumps({**CLAIM, "salt": "0" * 32}).encode()
    files = {revision.page: f"<main>\n{PAGE}</main>".encode(), revision.record: record}
    state = ReleaseTreeState(hashes={path: digest(content) for path, content in files.items()})
    texts = (TextToRedact("[[kerb team seven]], ‘Kerb part 32’"),)
    order = RedactionOrder([(revision.identifier, None)], texts, "A court", "An order")
    notice = RedactionNotice("2026.11.24", "24 November 2026", "A court", "An order")
    with pytest.raises(TextLeftError, match="has the words in square brackets elsewhere too"):
        TreeRedaction(order, notice, Published(files), state, (), lambda: "1" * 32).run()

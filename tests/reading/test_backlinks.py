"""A record is found from each record that it names."""

from __future__ import annotations

import pytest

from dossier.model.identifiers import Kind
from dossier.reading import backlinks
from dossier.reading.load import load
from tests.shared.toy import DAY, TOY

DOSSIER = load(TOY, DAY).dossier
# What names a record by each function: the kind of the record that names it, and the path with `#` for positions.
FOUND = {
    "claims_about": {(Kind.CLAIM, "*")},
    "concerns": {(Kind.CLAIM, "concerns.#.body")},
    "copies_of": {(Kind.CAPTURE, "source")},
    "evidence_uses": {(Kind.CLAIM, "evidence.#.source")},
    "history_uses": {(Kind.PROCEEDING, "history.#.proceeding")},
    "origin_uses": {(Kind.CLAIM, "evidence.#.origin")},
    "party_uses": {(Kind.PROCEEDING, "parties.#.organisation")},
    "proceedings_before": {(Kind.PROCEEDING, "forum")},
    "proceedings_citing": {(Kind.PROCEEDING, "*")},
    "sources_by": {(Kind.SOURCE, "publisher_body")},
    "sources_repeating": {(Kind.SOURCE, "derived_from.#")},
}


@pytest.mark.parametrize("name", FOUND)
def test_a_function_finds_each_use_in_the_toy(name: str) -> None:
    function = getattr(backlinks, name)
    expected = 0
    for target, links in DOSSIER.backlinks.items():
        uses = list(function(DOSSIER, target))
        ((kind, path),) = FOUND[name]
        named = [link for link in links if DOSSIER.entries[link.by].kind is kind]
        if path == "*":
            assert [use.id for use in uses] == list(dict.fromkeys(link.by for link in named))
        else:
            assert len(uses) == sum(_shape(link.path) == path for link in named), target
        expected += len(uses)
    assert expected > 0, "the toy dossier uses each of these fields"


def test_a_use_is_the_part_that_names_the_record() -> None:
    use = next(backlinks.evidence_uses(DOSSIER, "SRC-2026-0002"))
    assert use.evidence in use.claim.evidence
    assert use.evidence.source == "SRC-2026-0002"
    later = next(backlinks.history_uses(DOSSIER, "PRO-2026-0003"))
    assert later.entry in later.earlier.history
    assert later.entry.proceeding == "PRO-2026-0003"


def _shape(path: tuple[str | int, ...]) -> str:
    return ".".join("#" if isinstance(step, int) else step for step in path)


def test_a_record_whose_references_may_have_been_left_out_is_not_called_unused() -> None:
    """Somebody could withdraw a body because the claims about it are suspended."""
    claims = {entry.record.id for entry in DOSSIER.claims()}
    assert not any(DOSSIER.without(claims).is_unreferenced(name) for name in DOSSIER.entries)

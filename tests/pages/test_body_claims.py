"""The claims on the page of a body, which can be many."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dossier.model import Claim
from dossier.model.dates import Edtf
from dossier.pages import body, body_claims
from dossier.pages.content import Items
from dossier.pages.page_content import PageContent
from dossier.pages.record import content_of
from dossier.reading.dossier import Dossier, link_records
from dossier.reading.load import load
from dossier.releases.freeze.paragraphs import frozen_references, frozen_sections
from dossier.site.block_printer import Printer
from dossier.site.fragments import print_section
from tests.shared.toy import DAY, TOY

DOSSIER = load(TOY, DAY).dossier
FORCE = next(iter(DOSSIER.focus_bodies())).record.id


def _with_claims(count: int) -> tuple[Dossier, list[Claim]]:
    """The toy dossier with many copies of a claim about a force, in the years from 2001, each with another number."""
    original = next(
        entry for entry in DOSSIER.claims() if any(concern.body == FORCE for concern in entry.record.concerns)
    )
    claims = [
        original.record.model_copy(
            update={
                "id": f"CLM-2027-{number:04d}",
                "date": Edtf.parse(f"{2001 + number % 7}-05-{number % 28 + 1:02d}"),
            }
        )
        for number in range(1, count + 1)
    ]
    entries = {name: entry for name, entry in DOSSIER.entries.items() if entry.kind is not original.kind}
    entries |= {claim.id: replace(original, record=claim) for claim in claims}
    return link_records(entries, DOSSIER.names, DOSSIER.subject, DAY), claims


def _page(content: PageContent) -> str:
    return "".join(print_section(Printer("../../", content.kind), section) for section in content.sections)


def _listed(page: str) -> list[str]:
    return re.findall(r'<p class="d-claim"><a href="../../claims/([^/"]+)/"', page)


@pytest.mark.parametrize(("count", "is_grouped"), [(50, False), (51, True)])
def test_more_than_fifty_claims_have_the_years_as_headings(count: int, is_grouped: bool) -> None:
    dossier, claims = _with_claims(count)
    page = _page(content_of(dossier, dossier.entries[FORCE]))
    assert sorted(_listed(page)) == [claim.id for claim in claims]
    years = re.findall(r'<h3 id="reported-(\d+)">(\d+)</h3>', page) or re.findall(
        r'<h3 id="answers-(\d+)">(\d+)</h3>', page
    )
    assert years == ([(str(year), str(year)) for year in range(2001, 2008)] if is_grouped else [])
    assert len(re.findall(r'<a href="#(?:reported|answers)-\d+">', page)) == len(years)
    assert 'class="d-references"' in page


def test_a_body_with_very_many_claims_lists_the_newest_and_leads_to_all() -> None:
    dossier, claims = _with_claims(230)
    content = content_of(dossier, dossier.entries[FORCE])
    page = _page(content)
    newest = sorted(claims, key=lambda claim: (claim.date.sort_key if isinstance(claim.date, Edtf) else (), claim.id))[
        -200:
    ]
    assert _listed(page) == [claim.id for claim in newest]
    assert f'These are the newest 200 of 230. <a href="../../claims/?body={FORCE}" dir="auto">' in page
    assert "d-quote" not in page
    assert "d-cite" not in "".join(section for section in re.findall(r"<li>.*?</li>", page) if "d-claim" in section)
    assert " · sources: " in page


def test_a_frozen_page_has_every_claim_whatever_the_living_page_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    dossier, claims = _with_claims(230)

    def frozen() -> tuple[list[object], list[object]]:
        content = content_of(dossier, dossier.entries[FORCE])
        return list(frozen_sections(content, {})), list(frozen_references(content, {}))

    found = frozen()
    assert all(claim.id in str(found) for claim in claims)
    for name in ("_MOST_WITHOUT_YEARS", "_MOST_IN_FULL", "MOST_CLAIMS"):
        monkeypatch.setattr(body_claims, name, 1000)
    assert frozen() == found


def test_other_sections_have_the_last_items_and_lead_to_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    name = next(
        entry.record.id
        for entry in DOSSIER.organisations()
        if any(section.name == "decided" and section.blocks for section in content_of(DOSSIER, entry).sections)
    )

    def decided() -> tuple[Items, str]:
        content = content_of(DOSSIER, DOSSIER.entries[name])
        section = next(section for section in content.sections if section.name == "decided")
        items = section.blocks[0]
        assert isinstance(items, Items)
        return items, print_section(Printer("../../", content.kind), section)

    every, page = decided()
    assert "These are" not in page
    monkeypatch.setattr(body, "_MOST_ITEMS", len(every.items) - 1)
    some, page = decided()
    assert some.items == every.items[1:]
    assert f"These are the last {len(some.items)} of {len(every.items)}. " in page
    assert '<a href="../../proceedings/" dir="auto">The list of proceedings has the others</a>.' in page

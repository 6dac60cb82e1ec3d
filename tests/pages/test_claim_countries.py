"""The countries of claims: of the force, the authority or the court."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from dossier.model import Body, Claim
from dossier.model.claim import Place
from dossier.model.vocabulary import OrganisationKind
from dossier.pages.claim_countries import COUNTRY_RULE, countries_of
from dossier.pages.hubs import hubs
from dossier.reading.dossier import Dossier, link_records
from dossier.reading.load import load
from tests.shared.toy import DAY, TOY

COMPANY, NGO, COURT, REGULATOR, COUNCIL, FORCE = (
    *("kerbwatch", "vale-walkers", "roads-tribunal", "roads-regulator", "vale-council"),
    "ashby-vale-police",
)
# A country for each body, so that a country of a claim says which body it is from.
SEATS = {COMPANY: "IE", NGO: "FR", COURT: "GB", REGULATOR: "SE", COUNCIL: "CA", FORCE: "NO"}
# Fields of a claim, and its countries.
ROWS: list[tuple[dict[str, tuple[str, ...]], tuple[str, ...]]] = [
    ({"organisations": (COMPANY,)}, ()),
    ({"organisations": (COMPANY, NGO)}, ()),
    ({"organisations": (COMPANY, REGULATOR, NGO, COUNCIL)}, ("SE", "CA")),
    ({"organisations": (COMPANY,), "proceedings": ("PRO-2026-0003",)}, ("GB",)),
    ({"organisations": (COMPANY,), "places": ("IE", "DE")}, ("IE", "DE")),
    ({"organisations": (NGO, COURT), "places": ("FR",), "concerns": (FORCE,)}, ("FR", "NO", "GB")),
]


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    """The toy dossier with bodies in several countries."""
    toy = load(TOY, DAY).dossier
    entries = dict(toy.entries)
    for name, seat in SEATS.items():
        entries[name] = replace(entries[name], record=entries[name].record.model_copy(update={"country": seat}))
    return link_records(entries, toy.names, toy.subject, DAY)


def claim_with(dossier: Dossier, fields: dict[str, tuple[str, ...]]) -> Claim:
    """A claim with these organisations, proceedings, countries of places and bodies in focus, and with no others."""
    claim = dossier.claim("CLM-2026-0001")
    assert claim is not None
    places = tuple(Place(name="A town", country=code) for code in fields.get("places", ()))
    concerns = tuple(each for each in claim.concerns if each.body in fields.get("concerns", ()))
    named = {name: fields.get(name, ()) for name in ("organisations", "proceedings")}
    return claim.model_copy(update={**named, "places": places, "concerns": concerns})


@pytest.mark.parametrize(("fields", "countries"), ROWS)
def test_a_company_and_an_association_give_a_claim_no_country(
    dossier: Dossier, fields: dict[str, tuple[str, ...]], countries: tuple[str, ...]
) -> None:
    assert countries_of(dossier, claim_with(dossier, fields)) == countries


@pytest.mark.parametrize(
    ("like", "is_private"),
    [
        (OrganisationKind.GOVERNMENT, False),
        (OrganisationKind.COMPANY, True),
        (OrganisationKind.NGO, True),
        (None, False),
    ],
)
def test_a_kind_of_the_subject_counts_as_the_kind_that_it_is_like(
    dossier: Dossier, like: OrganisationKind | None, is_private: bool
) -> None:
    focus, force = dossier.subject.focus, dossier.entries[FORCE].record
    assert isinstance(force, Body)
    kinds = tuple(each.model_copy(update={"like": like}) if each.term == force.kind else each for each in focus.kinds)
    file = dossier.subject.file.model_copy(update={"focus": focus.model_copy(update={"kinds": kinds})})
    company = dossier.entries[COMPANY]
    company = replace(company, record=company.record.model_copy(update={"kind": force.kind}))
    entries = {**dossier.entries, COMPANY: company}
    changed = link_records(entries, dossier.names, replace(dossier.subject, file=file), DAY)
    claim = claim_with(dossier, {"organisations": (COMPANY,)})
    assert countries_of(changed, claim) == (() if is_private else ("IE",))
    # A body in focus counts in any case.
    assert countries_of(changed, claim_with(dossier, {"concerns": (FORCE,)})) == ("NO",)


def test_the_page_of_a_country_has_the_claims_that_the_filter_finds(dossier: Dossier) -> None:
    view = hubs(dossier)
    found: dict[str, set[str]] = {}
    for row in view.claims.rows:
        [*words] = [choice.word for choice in row.choices["country"]]
        assert words, row.record
        for word in words:
            found.setdefault(word, set()).add(row.record)
    without = found.pop("not-recorded")
    assert view.claims_without_country == len(without) > 0
    countries = [group for group in view.groups if group.folder == "countries"]
    pages = {group.word: {row.record for row in group.lists["claims"].rows} for group in countries}
    assert {word: records for word, records in pages.items() if records} == found
    # The company has a page for its country, which has none of the claims about it.
    assert pages["ie"] == set()


def test_the_page_of_countries_has_the_rule_and_leads_to_claims_without_a_country(toy: Path) -> None:
    def page(name: str) -> str:
        return (toy / f"build/site/{name}/index.html").read_text("utf-8")

    assert COUNTRY_RULE in page("countries")
    assert COUNTRY_RULE in page("countries/gb")
    assert COUNTRY_RULE not in page("topics/penalty")
    links = re.findall(r'<a href="../claims/([^"]*)">(.*?) without a country</a>', page("countries"))
    assert links == [("?country=not-recorded", "3 claims")]
    assert '<option value="not-recorded">Not recorded</option>' in page("claims")

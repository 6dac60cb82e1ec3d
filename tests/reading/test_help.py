"""Messages name the mistake that was made, and help that fits it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.checks import run_checks
from dossier.diagnostics import Diagnostic
from dossier.model.identifiers import Kind
from dossier.reading.decode import decode
from dossier.reading.load import load
from dossier.reading.yaml_nodes import parse
from tests.shared.claim_text import CLAIM
from tests.shared.toy import DAY, TOY_SUBJECT, copy_toy

SOURCE = """id: SRC-2026-0001
type: article-newspaper
genre: news
title: The cameras
authors: none
publication: The Gazette
issued: 2025-03-04
url: https://gazette.example/denial
language: en
tier: secondary
checked: {level: full-text, on: 2026-11-20}
accessed: 2026-11-20
"""
BODY = """id: gazette
name: The Gazette
kind: company
country: GB
url: https://gazette.example/
"""
_PLACE = "adverse_to: []\nplaces: [{{name: Leeds, country: GB, {}}}]"
_QUANTITY = "adverse_to: []\nquantities: [{{of: cameras, value: {}}}]"
PROCEEDING = """id: PRO-2026-0001
kind: penalty
title: Council v Cameras
forum: roads-regulator
status: decided
penalties: [{amount: 1, currency: EUR}]
status_checked: {on: 2026-11-20}
"""


def _sum(currency: str) -> str:
    return f"penalties: [{{amount: 1, currency: {currency}}}]"


# By line of the record that is replaced: the line in its place, and a part of the only help.
HELP = [
    (CLAIM, "date: 2025", "date: 2021-2022", "write `2021/2022`"),
    (CLAIM, "date: 2025", "date: 2019-10 to 2020-02", "write `2019-10/2020-02`"),
    (CLAIM, "date: 2025", "date: 2019-10 - 2020-02", "write `2019-10/2020-02`"),
    (CLAIM, "date: 2025", "date: 2019-10–2020-02", "write `2019-10/2020-02`"),
    (CLAIM, "date: 2025", "date: 2019 / 2020", "write `2019/2020`"),
    (CLAIM, "date: 2025", "date: 2019/20", "write `2019/2020`"),
    (CLAIM, "date: 2025", "date: between March and May 2021", "write `2021-03/2021-05`"),
    (CLAIM, "date: 2025", "date: since 2019", "write `2019/..`"),
    (CLAIM, "date: 2025", "date: until 4 May 2019", "write `../2019-05-04`"),
    (CLAIM, "date: 2025", "date: 2020-02-28 21:30", "write `2020-02-28T21:30`"),
    (CLAIM, "date: 2025", "date: early 2021", "`2021~` for about 2021, or an interval such as `2021-01/2021-04`"),
    (CLAIM, "date: 2025", "date: 30 February", "and `/` between two dates"),
    (CLAIM, "date: 2025", "date: 03/04/2021", "and `/` between two dates"),
    (SOURCE, "issued: 2025-03-04", "issued: 4 March 2025", "write `2025-03-04`"),
    (SOURCE, "issued: 2025-03-04", "issued: 2019/2020", "write a single date, because this field takes no interval"),
    (SOURCE, "issued: 2025-03-04", "issued: 2019 to 2020", "write a single date, because this field takes no interval"),
    (SOURCE, "issued: 2025-03-04", "issued: circa 2021", "write `2021`, or `2021~` for about 2021"),
    (SOURCE, "accessed: 2026-11-20", "accessed: 20.11.2026", "write `2026-11-20`"),
    (SOURCE, "accessed: 2026-11-20", "accessed: November 2026", "write year, month and day"),
    (CLAIM, "adverse_to: []", _PLACE.format("latitude: '51,5'"), "write `51.5`"),
    (CLAIM, "adverse_to: []", _PLACE.format("latitude: 51°30'N"), "write `51.5`"),
    (CLAIM, "adverse_to: []", _PLACE.format("longitude: 0°7'39\"W"), "write `-0.1275`"),
    (CLAIM, "adverse_to: []", _PLACE.format("latitude: 51.50735091"), "write `51.507351`"),
    (CLAIM, "adverse_to: []", _PLACE.format("latitude: 200"), "a latitude between -90 and 90"),
    (CLAIM, "adverse_to: []", _PLACE.format("latitude: near the river"), "write decimal degrees with a point"),
    (CLAIM, "adverse_to: []", _QUANTITY.format("'0,5'"), "write `0.5`"),
    (CLAIM, "adverse_to: []", _QUANTITY.format("'1,234'"), "write digits only, with a point before decimals"),
    (CLAIM, "adverse_to: []", _QUANTITY.format("'1,234,567'"), "write `1234567`"),
    (CLAIM, "adverse_to: []", "adverse_to: []\nreply: not sought", "the field `status` and if needed `reason`"),
    (
        CLAIM,
        "    says: It says so.",
        "    says: It says so.\n    quote: so",
        "the field `exact` and if needed `prefix`",
    ),
    (CLAIM, "adverse_to: []", "adverse_to: [Metropolitan Police]", "write `metropolitan-police`, if"),
    (
        CLAIM,
        "  - source: SRC-2026-0001",
        "  - source: SRC-2026-NEW-a b",
        "write `SRC-2026-NEW-a-b`, if that is the name",
    ),
    (CLAIM, "  - source: SRC-2026-0001", "  - source: src-2026-1", "write `SRC-2026-0001`, if that is the name"),
    (CLAIM, "  - source: SRC-2026-0001", "  - source: the paper", "copy the identifier from the name of"),
    (
        SOURCE,
        "authors: none",
        "authors: Claire Martin",
        "`- family: Martin` below `authors:`, and `given: Claire` below",
    ),
    (SOURCE, "authors: none", "authors: [Claire Martin]", "for a body, `- literal: Claire Martin`"),
    (SOURCE, "authors: none", "authors: Martin, Claire", "`- family: Martin` below `authors:`, and `given: Claire`"),
    (SOURCE, "authors: none", "authors: Reuters", "write `- literal: Reuters` below `authors:`"),
    (SOURCE, "authors: none", "authors:\n  family: Martin", "begin each item below `authors:` with `- `"),
    (SOURCE, "authors: none", "authors: nonne", "did you mean `none`?"),
    (SOURCE, "accessed: 2026-11-20", "accessed: “2026-11-20”", "remove these marks"),
    (SOURCE, "tier: secondary", "tier: «secondary»", "remove these marks"),
    (SOURCE, "accessed: 2026-11-20", "accessed: n/a", "remove the line, or write year, month and day"),
    (SOURCE, "issued: 2025-03-04", "issued: TBC", "write the date in the document, `undated` if it has no date"),
    (CLAIM, "date: 2025", "date: unknown", "write when it was true"),
    (CLAIM, "adverse_to: []", "adverse_to: none", "or `[]` if there are none"),
    (CLAIM, "adverse_to: []", "adverse_to: []\norganisations: none", "remove the line, or begin each item"),
    (CLAIM, "adverse_to: []", "adverse_to: []\norganisations: [N/A]", "remove it from the list"),
    (CLAIM, "standing: reported", "standing: tbc", "choose one of them"),
    (BODY, "country: GB", "country: unknown", "`none` for a body that belongs to no country"),
    (BODY, "url: https://gazette.example/", "url: n/a", "remove the line"),
    (SOURCE, "authors: none", "author: none", "did you mean `authors`?"),
    (SOURCE, "issued: 2025-03-04", "isued: 2025-03-04", "did you mean `issued`?"),
    (SOURCE, "genre: news", "genre: secondary", "choose one of them"),
    (SOURCE, "genre: news", "genre: comentry", "did you mean `commentary`?"),
    (SOURCE, "accessed: 2026-11-20", "doi: https://doi.org/10.1000/182", "write `10.1000/182`"),
    (SOURCE, "accessed: 2026-11-20", "doi: doi:10.1000/182", "write `10.1000/182`"),
    (SOURCE, "accessed: 2026-11-20", "doi: no number", "in the form shown"),
    (SOURCE, "language: en", "language: en-us", "write `en-US`"),
    (SOURCE, "language: en", "language: de_ch_1996", "write `de-CH-1996`"),
    (SOURCE, "language: en", "language: French", "write `fr`"),
    (SOURCE, "language: en", "language: british english", "write `en-GB`"),
    (SOURCE, "language: en", "language: Klingonese", "the code that ISO 639 has"),
    (SOURCE, "language: en", "language: zz", "the code that ISO 639 has"),
    (SOURCE, "language: en", "language: eng", "write `en`"),
    (SOURCE, "language: en", "language: iw-IL", "write `he-IL`"),
    (SOURCE, "language: en", "language: en-UK", "write `en-GB`"),
    (SOURCE, "language: en", "language: sl-rozaj-rozaj", "write `sl-rozaj`"),
    (SOURCE, "language: en", "language: en-a-bbb-a-ccc", "the code that ISO 639 has"),
    (PROCEEDING, "penalties: [{amount: 1, currency: EUR}]", _sum("BTC"), "a sum without them goes into text"),
    (PROCEEDING, "penalties: [{amount: 1, currency: EUR}]", _sum("gbp"), "write `GBP`"),
    (PROCEEDING, "penalties: [{amount: 1, currency: EUR}]", _sum("£"), "write `GBP`"),
    (PROCEEDING, "penalties: [{amount: 1, currency: EUR}]", _sum("XXX"), "the three letters that ISO 4217 has"),
    (SOURCE, "accessed: 2026-11-20", "jurisdiction: France", "write `FR`"),
    (SOURCE, "accessed: 2026-11-20", "jurisdiction: UK", "write `GB`"),
    (SOURCE, "accessed: 2026-11-20", "jurisdiction: UK-ENG", "write `GB-ENG`"),
    (SOURCE, "accessed: 2026-11-20", "jurisdiction: uk", "write `GB`"),
    (SOURCE, "accessed: 2026-11-20", "jurisdiction: EL", "write `GR`"),
    (SOURCE, "accessed: 2026-11-20", "jurisdiction: U.S.", "write `US`"),
    (SOURCE, "accessed: 2026-11-20", "jurisdiction: AN", "write `CW`, `SX` or `BQ`"),
    (SOURCE, "accessed: 2026-11-20", "jurisdiction: XX", "write the two letters that ISO 3166-1 has for the country"),
    (CLAIM, "adverse_to: []", "adverse_to: []\nplaces: [{name: Leeds, country: UK}]", "write `GB`"),
    (CLAIM, "adverse_to: []", "adverse_to: []\nplaces: [{name: Leeds, country: England}]", "write `GB`"),
    (BODY, "country: GB", "country: UK", "write `GB`"),
    (BODY, "country: GB", "country: Turkey", "write `TR`"),
    (BODY, "country: GB", "country: ZZ", "write the two letters that ISO 3166-1 has for the country"),
    (SOURCE, "accessed: 2026-11-20", "jurisdiction: Scotland", "write `GB-SCT`"),
]


def _problems(text: str) -> tuple[Diagnostic, ...]:
    kinds = {"CLM": Kind.CLAIM, "SRC": Kind.SOURCE, "PRO": Kind.PROCEEDING, "gaz": Kind.ORGANISATION}
    kind = kinds[text.removeprefix("id: ")[:3]]
    return decode(parse(text.encode(), "x.yaml"), TOY_SUBJECT.models[kind], "x.yaml").diagnostics


def test_the_records_are_sound() -> None:
    assert [_problems(text) for text in (CLAIM, SOURCE, PROCEEDING, BODY)] == [()] * 4


@pytest.mark.parametrize(("record", "line", "replacement", "expected"), HELP, ids=[each[2] for each in HELP])
def test_a_mistake_has_one_diagnostic_with_fitting_help(
    record: str, line: str, replacement: str, expected: str
) -> None:
    assert f"\n{line}\n" in record
    (problem,) = _problems(record.replace(f"\n{line}\n", f"\n{replacement}\n"))
    assert expected in problem.help


def test_words_with_the_letter_before_a_time_are_no_time() -> None:
    (problem,) = _problems(CLAIM.replace("date: 2025", "date: TBC"))
    assert problem.message.startswith("`TBC` is not a date or interval such as 2021-05-27")


TAGS = ["en", "en-US", "es-419", "de-CH-1996", "ca-valencia", "sl-rozaj-biske", "sr-Latn-RS", "ar-u-nu-latn", "en-x-a"]
# A sign language, a language that no code of two letters has, and parts that may be repeated.
TAGS += ["bfi", "gsw-CH", "und", "zh-Hant-TW", "en-a-bbb-b-bbb", "en-x-a-a"]


def test_the_remedy_for_an_unreadable_id_is_the_name_of_the_file() -> None:
    text = CLAIM.replace("id: CLM-2026-0001", "id: CLM-2026-NEW-my claim")
    path = "evidence/claims/CLM-2026-NEW-my-claim.yaml"
    (problem,) = decode(parse(text.encode(), path), TOY_SUBJECT.models[Kind.CLAIM], path).diagnostics
    assert problem.help == "write `id: CLM-2026-NEW-my-claim`, as the file is named"


@pytest.mark.parametrize("tag", TAGS)
def test_a_language_tag_of_bcp_47_is_accepted(tag: str) -> None:
    assert _problems(SOURCE.replace("language: en", f"language: {tag}")) == ()


@pytest.mark.parametrize(
    "tag", ["e", "en-", "en-U", "en-US-GB", "en-x", "en-a", "de-1", "english language", "jp", "ger", "en-Abcd", "en-ZQ"]
)
def test_another_tag_is_refused(tag: str) -> None:
    assert [each.code for each in _problems(SOURCE.replace("language: en", f"language: {tag}"))] == ["unreadable-code"]


def test_an_unknown_field_like_no_other_hides_no_missing_field() -> None:
    problems = _problems(SOURCE.replace("authors: none", "weather: fine"))
    assert sorted(problem.code for problem in problems) == ["missing-field", "unknown-field"]


def test_all_missing_fields_are_reported_at_once() -> None:
    problems = _problems("id: SRC-2026-0001\nchecked: {on: 2026-11-20}\n")
    missing = {problem.message.split("`")[1] for problem in problems}
    assert missing == {"type", "genre", "title", "authors", "issued", "language", "tier", "level", "url"}
    assert {problem.code for problem in problems} == {"missing-field"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ashby-vale-polise", "ashby-vale-police"),
        ("avp", "ashby-vale-police"),
        ("vale-police-service", "ashby-vale-police"),
        ("county-roads", "county-roads-unit"),
        ("nobody-at-all", None),
    ],
)
def test_an_unknown_body_is_suggested_by_spelling_name_and_alias(
    written: str, meant: str | None, tmp_path: Path
) -> None:
    root = copy_toy(tmp_path / "dossier")
    claim = root / "evidence/claims/CLM-2026-0001.yaml"
    lines = claim.read_text("utf-8").split("\n")
    claim.write_text("\n".join(f"  - body: {written}" if "- body:" in line else line for line in lines), "utf-8")
    found = [problem for problem in run_checks(load(root, DAY).dossier) if problem.code == "dangling-reference"]
    helps = [problem.help for problem in found if f"`{written}`" in problem.message]
    assert helps
    expected = "name a force that has a file" if meant is None else f"did you mean `{meant}`?"
    assert all(each.startswith(expected) for each in helps)


@pytest.mark.parametrize("currency", ["GBP", "DEM", "XAF", "XDR", "ZWG"])
def test_a_currency_of_iso_4217_is_accepted(currency: str) -> None:
    assert _problems(PROCEEDING.replace("currency: EUR", f"currency: {currency}")) == ()


@pytest.mark.parametrize("currency", ["AAA", "GBX", "BTC", "XTS", "XAU", "CNH"])
def test_another_currency_is_refused(currency: str) -> None:
    problems = _problems(PROCEEDING.replace("currency: EUR", f"currency: {currency}"))
    assert [each.code for each in problems] == ["unreadable-code"]

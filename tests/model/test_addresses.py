"""Addresses are printed and parsed again."""

from __future__ import annotations

import pytest

from dossier.model.addresses import Revision, document, is_living, numbered_page
from dossier.model.identifiers import EXAMPLES, Kind
from tests.shared.toy import TOY_SUBJECT

REVISIONS = {
    ("CLM-2026-0042", 1): "r/CLM-2026-0042/1/",
    ("CLM-2026-0042", 10): "r/CLM-2026-0042/10/",
    ("CLM-2026-10000", 999_999_999): "r/CLM-2026-10000/999999999/",
    ("metropolitan", 3): "r/metropolitan/3/",
    ("police-scotland", 2): "r/police-scotland/2/",
}
LIVING_PAGES = {
    Kind.CLAIM: "claims/CLM-2026-0042/",
    Kind.SOURCE: "sources/SRC-2026-0007/",
    Kind.FOCUS: "forces/example-body/",
    Kind.ORGANISATION: "organisations/example-organisation/",
    Kind.PROCEEDING: "proceedings/PRO-2026-0003/",
    Kind.CAPTURE: "captures/CAP-2026-0001/",
}
RELEASED = ("r/CLM-2026-0042/3/index.html", "r/CLM-2026-0042/3/record.json", "r/x", "releases/2026.11.23/index.html")
LIVING = (
    "",
    "index.html",
    "claims/CLM-2026-0042/index.html",
    "status/CLM-2026-0042/3/index.html",
    "r/index.html",
    "releases/index.html",
    "r/CLM-2026-0042/index.html",
    "line\nbreak",
)


@pytest.mark.parametrize(("named", "folder"), REVISIONS.items())
def test_the_files_of_a_revision_are_printed_and_parsed_again(named: tuple[str, int], folder: str) -> None:
    revision = Revision(*named)

    assert revision.folder == folder == f"r/{revision}/"
    assert revision.permalink("https://example.org/vale/") == f"https://example.org/vale/{folder}"
    assert revision.files == (revision.page, revision.record) == (f"{folder}index.html", f"{folder}record.json")
    assert revision.status == folder.replace("r/", "status/", 1)
    assert [Revision.parse(file) for file in revision.files] == [revision, revision]


def test_each_revision_follows_the_one_before() -> None:
    second = Revision("ico", 2)

    assert second.previous == Revision("ico", 1) < second < Revision("ico", 10)
    assert Revision("ico", 1).previous is None


@pytest.mark.parametrize(
    "path",
    [
        "",
        "r/CLM-2026-0042/3/",
        "r/CLM-2026-0042/index.html",
        "r/CLM-2026-0042/0/index.html",
        "r/CLM-2026-0042/03/index.html",
        "r/CLM-2026-0042/-3/index.html",
        "r/CLM-2026-0042/٣/index.html",
        f"r/CLM-2026-0042/1{'0' * 5000}/index.html",
        "r/CLM-2026-0042/3/index.htm",
        "r/CLM-2026-0042/3/record.json\n",
        "r/CLM-2026-0042/3/4/record.json",
        "r/../3/record.json",
        "r//3/record.json",
        "/r/CLM-2026-0042/3/record.json",
        "status/CLM-2026-0042/3/index.html",
    ],
)
def test_no_other_path_is_parsed_as_a_revision(path: str) -> None:
    assert Revision.parse(path) is None


@pytest.mark.parametrize("kind", Kind)
def test_a_living_page_is_printed_and_parsed_again(kind: Kind) -> None:
    page = TOY_SUBJECT.living_page(kind, EXAMPLES[kind])

    assert page == LIVING_PAGES[kind]
    assert TOY_SUBJECT.parse_living_page(page) == (kind, EXAMPLES[kind])
    assert document(kind, EXAMPLES[kind]) == f"api/v1/{kind.collection}/{EXAMPLES[kind]}.json"
    if kind.prefix is not None:
        assert numbered_page(EXAMPLES[kind]) == page


@pytest.mark.parametrize("address", ["", "claims/", "claims/CLM-2026-0042", "claims/a/b/", "pages/about/", "r/ico/"])
def test_no_other_address_is_parsed_as_a_living_page(address: str) -> None:
    assert TOY_SUBJECT.parse_living_page(address) is None


def test_released_files_are_distinguished_from_living_files() -> None:
    assert [path for path in (*RELEASED, *LIVING) if is_living(path)] == list(LIVING)

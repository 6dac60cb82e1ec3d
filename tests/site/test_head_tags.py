"""The tags in page heads agree with the records."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from dossier.model import FocusBody, Source
from dossier.model.identifiers import Kind
from dossier.model.vocabulary import CslType
from dossier.reading.dossier import Dossier
from dossier.reading.load import load
from tests.shared.toy import DAY, TOY, TOY_SUBJECT

ADDRESS = "https://cameras.example.org/vale/"


class Page(HTMLParser):
    """The tags in the head of a page, and the links in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: dict[str, list[str]] = {}
        self.alternates: dict[str, str] = {}
        self.links: dict[str, dict[str, str]] = {}
        self.things: list[dict[str, Any]] = []
        self._is_thing = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "meta":
            for name in filter(None, (attributes.get("name"), attributes.get("property"))):
                self.tags.setdefault(name, []).append(attributes.get("content", ""))
        elif tag == "link" and "alternate" in attributes.get("rel", "").split():
            self.alternates[attributes["type"]] = attributes["href"]
        elif tag == "a":
            self.links.setdefault(attributes.get("href", ""), attributes)
        self._is_thing = tag == "script" and attributes.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._is_thing:
            self.things.append(json.loads(data))
            self._is_thing = False


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return load(TOY, DAY).dossier


@pytest.fixture(scope="module")
def pages(toy: Path, dossier: Dossier) -> dict[str, Page]:
    pages = {}
    for name, entry in dossier.entries.items():
        page = toy / "build/site" / TOY_SUBJECT.folder(entry.kind) / name / "index.html"
        text = page.read_text("utf-8")
        assert text.count("</head>") == 1
        pages[name] = Page(text)
    return pages


def test_every_page_has_what_zotero_needs(pages: dict[str, Page], dossier: Dossier) -> None:
    """Its translator "Embedded Metadata" needs a title and a type, and takes an address and a date if they exist."""
    for name, page in pages.items():
        record = dossier.entries[name].record
        assert page.tags["og:title"][0].endswith(page.tags["citation_title"][0])
        assert len(page.tags["DC.type"]) == 1
        assert page.tags["DC.identifier"] == [name]
        assert page.tags["og:url"] == [f"{ADDRESS}{TOY_SUBJECT.folder(dossier.entries[name].kind)}/{name}/"]
        if isinstance(record, Source):
            address = record.persistent_url or record.url
            assert page.tags["citation_title"] == [record.title]
            assert page.tags.get("citation_public_url", []) == ([address] if address else [])
            # The licence is that of the record, never that of the document.
            assert "DC.rights" not in page.tags
        else:
            assert page.tags["DC.type"] == ["webpage"]
            assert page.tags["citation_public_url"] == page.tags["og:url"]
            assert page.tags["DC.rights"] == ["CC-BY-4.0"]
        assert all(len(contents) == 1 for tag, contents in page.tags.items() if tag.startswith(("og:", "twitter:")))


def test_a_shared_link_says_what_the_record_is_worth(pages: dict[str, Page], dossier: Dossier, toy: Path) -> None:
    titles = {name: page.tags["og:title"][0] for name, page in pages.items()}
    assert titles["CLM-2026-0004"] == "Disputed: The number plates were kept for a year."
    assert titles["PRO-2026-0002"] == "Reversed: Penalty on the council for Mill Street"
    assert titles["PRO-2026-0004"] == "Withdrawn: Dirwy ar Kerbwatch Ltd"
    assert titles["ashby-vale-police"] == "Ashby Vale Police"
    for claim in (entry.record for entry in dossier.claims()):
        words = "Withdrawn" if claim.withdrawn else claim.standing.label
        assert titles[claim.id].startswith(words)
        assert titles[claim.id].endswith(f": {' '.join(claim.statement.split())}")
    for path in (toy / "build/site").rglob("index.html"):
        card = Page(path.read_text("utf-8")).tags
        assert card["og:image"] == [f"{ADDRESS}share.png"]
        assert card["twitter:card"] == ["summary_large_image"]
        assert len(card["og:title"]) == 1
        assert card["og:url"] == [
            f"{ADDRESS}{path.parent.relative_to(toy / 'build/site').as_posix()}/".replace("./", "")
        ]


def test_a_source_is_saved_as_itself(pages: dict[str, Page]) -> None:
    tags = pages["SRC-2026-0001"].tags
    assert tags["DC.type"] == ["newspaperArticle"]
    assert tags["citation_author"] == ["Marsh, Ida", "Vale Gazette staff,"]
    assert tags["citation_publication_date"] == ["2024/09/02"]
    assert tags["citation_journal_title"] == ["Vale Gazette"]
    assert tags["DC.source"] == ["Vale Gazette"]
    assert pages["SRC-2026-0003"].tags["DC.type"] == ["case"]


def test_types_are_those_of_zotero() -> None:
    from dossier.site.head_tags import _ZOTERO

    # https://api.zotero.org/itemTypes
    known = (
        "artwork attachment audioRecording bill blogPost book bookSection case computerProgram conferencePaper dataset",
        "dictionaryEntry document email encyclopediaArticle film forumPost hearing instantMessage interview",
        "journalArticle letter magazineArticle manuscript map newspaperArticle note patent podcast preprint",
        "presentation radioBroadcast report standard statute thesis tvBroadcast videoRecording webpage",
    )
    assert set(_ZOTERO) <= set(CslType)
    assert set(_ZOTERO.values()) <= set(" ".join(known).split())


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021-05-27", "2021/05/27"),
        ("2021-05", "2021/05"),
        ("2021", "2021"),
        ("2021-21", "2021"),
        ("2021-05-XX", "2021/05"),
        ("2021-05?", "2021/05"),
        ("202X", ""),
    ],
)
def test_dates_say_no_more_than_is_known(text: str, date: str) -> None:
    from dossier.model.dates import PartialDate
    from dossier.site.head_tags import _slashed

    assert _slashed(PartialDate.parse(text)) == date


def test_structured_data_says_what_each_record_is(pages: dict[str, Page], dossier: Dossier) -> None:
    types = {
        "CLM-2026-0001": "Claim",
        "SRC-2026-0001": "NewsArticle",
        "PRO-2026-0001": "CreativeWork",
        "CAP-2026-0001": "CreativeWork",
        "ashby-vale-police": "GovernmentOrganization",
        "roads-regulator": "GovernmentOrganization",
        "kerbwatch": "Corporation",
        "vale-walkers": "NGO",
    }
    for name, page in pages.items():
        [thing] = page.things
        assert thing["@context"] == "https://schema.org"
        assert thing["identifier"] == name
        assert thing["mainEntityOfPage"]["@id"] == page.tags["og:url"][0]
        assert thing["@type"] == types.get(name, thing["@type"])
        assert "" not in thing.values()
        if isinstance(dossier.entries[name].record, FocusBody):
            assert thing["@type"] == "GovernmentOrganization"
    claim = pages["CLM-2026-0001"].things[0]
    assert claim["creativeWorkStatus"] == "Reported"
    assert claim["appearance"][0]["url"] == "https://gazette.example.com/2024/09/kerbside?id=7&part=2"
    # The rest is said once, on the page of the source.
    assert "archivedAt" not in claim["appearance"][0]
    source = pages["SRC-2026-0001"].things[0]
    assert source["url"] == claim["appearance"][0]["url"]
    assert source["archivedAt"] == ["https://archive.example.net/20240903/kerbside"]
    corrections = claim["mainEntityOfPage"]["correction"]
    assert corrections[0]["text"] == "The article says six weeks."
    police = pages["ashby-vale-police"].things[0]
    assert police["sameAs"] == "https://www.wikidata.org/entity/Q1000000001"


def test_pages_offer_the_feed_of_what_they_are_about(toy: Path, dossier: Dossier) -> None:
    site = toy / "build/site"
    offered = {}
    for path in site.rglob("index.html"):
        text = path.read_text("utf-8")
        own = re.findall(r'<a class="d-follow" href="([^"]+)"[^>]*>Follow this (\w+)</a>', text)
        first = re.findall(r'<link rel="alternate feed" type="application/atom\+xml" href="([^"]+)"', text)[:1]
        for address, word in own:
            assert first == [address]
            assert (path.parent / address).is_file()
            offered[path.parent.relative_to(site).as_posix()] = word
    assert offered == {
        **{f"forces/{entry.record.id}": "force" for entry in dossier.focus_bodies()},
        **{f"proceedings/{entry.record.id}": "case" for entry in dossier.proceedings()},
        **{f"countries/{path.name}": "country" for path in (site / "countries").iterdir() if path.is_dir()},
    }


def test_pages_name_their_data_and_the_feeds(pages: dict[str, Page], dossier: Dossier, toy: Path) -> None:
    for name, page in pages.items():
        kind = dossier.entries[name].kind
        document = page.alternates["application/json"]
        assert document == f"../../api/v1/{kind.collection}/{name}.json"
        path = toy / "build/site" / TOY_SUBJECT.living_page(kind, name) / document
        assert json.loads(path.read_text("utf-8"))["id"] == name
        assert page.alternates["application/atom+xml"] == "../../feed.xml"
    home = Page((toy / "build/site/index.html").read_text("utf-8"))
    assert home.alternates["application/atom+xml"] == "./feed.xml"


def test_links_to_sources_say_where_a_copy_is_kept(pages: dict[str, Page], dossier: Dossier) -> None:
    """They are Robust Links, on the page of the source and in the references of each page that cites it."""
    url = "https://gazette.example.com/2024/09/kerbside?id=7&part=2"
    for name in ("SRC-2026-0001", "CLM-2026-0001"):
        link = pages[name].links[url]
        assert link["data-originalurl"] == url
        assert link["data-versiondate"] == "2024-09-03"
        assert link["data-versionurl"] == "https://archive.example.net/20240903/kerbside"
    links = [link for name, page in pages.items() for link in page.links.values() if name.startswith("SRC")]
    assert sum("data-originalurl" in link for link in links) == 1


def test_the_theme_ends_its_head_as_we_expect(toy: Path) -> None:
    """A page of prose has none of the tags that the engine adds."""
    text = (toy / "build/site/about/index.html").read_text("utf-8")
    assert "</head>" in text
    ours = re.compile(r"citation_title|ld\+json")
    assert ours.search((toy / "build/site/claims/CLM-2026-0001/index.html").read_text("utf-8"))
    assert not ours.search(text)
    assert Kind.CLAIM.value not in Page(text).tags

"""The citation box of a page, and `dossier cite`."""

from __future__ import annotations

import argparse
import html
import json
import re
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.cite import plain
from dossier.cite.formats.box import FORMATS, NAMES, CitationFormat, CitedSource, citation
from dossier.cite.formats.documents import CitedPage
from dossier.cite.formats.wikipedia import escape
from dossier.cli import main
from dossier.commands import cite as command
from dossier.model.identifiers import Kind
from dossier.reading.load import load
from tests.shared.releasing import WorkingClone, make_working_clone
from tests.shared.toy import DAY, TOY, TOY_SUBJECT, copy_toy

CITED = [entry for entry in load(TOY, DAY).dossier.entries.values() if entry.kind is not Kind.CAPTURE]
BY_NAME = {name: form for form, name in NAMES.items()}
RELEASED = CitedPage(
    "The plates were kept.",
    "Cameras of Ashby Vale",
    "CLM-2026-0001",
    "CLM-2026-0001",
    "https://cameras.example.org/vale/r/CLM-2026-0001/3/",
    date(2026, 11, 23),
)


STYLES = tuple(form for form in CitationFormat if not form.is_code)


class CitationBoxParser(HTMLParser):
    """Reads the citations on a page: a dictionary from style to text for each document that the page cites."""

    def __init__(self) -> None:
        super().__init__()
        self.groups: list[dict[str, str]] = []
        self._inside: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if "d-cites__group" in (values.get("class") or ""):
            self.groups.append({})
        if values.get("data-copy"):
            self._inside = tag, str(values["data-copy"])
            self.groups[-1][self._inside[1]] = ""

    def handle_endtag(self, tag: str) -> None:
        if self._inside is not None and tag == self._inside[0]:
            self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside is not None:
            self.groups[-1][self._inside[1]] += data


def shown(page: Path) -> list[dict[CitationFormat, str]]:
    """The citations on a page: for each document that it cites, the text in each format."""
    parser = CitationBoxParser()
    parser.feed(page.read_text("utf-8"))
    return [{BY_NAME[name]: text for name, text in group.items()} for group in parser.groups]


def in_document(site: Path, record: str) -> list[dict[CitationFormat, str]]:
    """The formats in the document of the record with this page, in the order in which the page has them."""
    record = record.replace(f"{TOY_SUBJECT.focus.folder}/", f"{Kind.FOCUS.collection}/")
    formats = json.loads((site / f"api/v1/{record}.json").read_text("utf-8"))["formats"]
    assert list(formats) in (["itself", "page"], ["page"], [])
    return [{CitationFormat(name): text for name, text in group.items()} for group in formats.values()]


def citations(site: Path, record: str) -> list[dict[CitationFormat, str]]:
    """The citations on the page of a record and those in its document, for each thing that can be cited."""
    pairs = zip(shown(site / record / "index.html"), in_document(site, record), strict=True)
    return [{**styles, **formats} for styles, formats in pairs]


@pytest.mark.parametrize("entry", CITED, ids=lambda entry: entry.record.id)
def test_the_command_prints_what_page_and_document_show(
    entry: object, toy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    name, kind = entry.record.id, entry.kind  # type: ignore[attr-defined]
    # Load the dossier once for all formats. Other tests cover the loading.
    whole = load(toy, DAY).dossier
    monkeypatch.setattr(command, "load_files", lambda *_: argparse.Namespace(dossier=whole))
    groups = citations(toy / "build/site", f"{TOY_SUBJECT.folder(kind)}/{name}")
    assert len(groups) == (2 if kind in {Kind.SOURCE, Kind.PROCEEDING} else 1)
    for group, of_page in zip(groups, ([], ["--page"]), strict=False):
        assert list(group) == [*STYLES, *FORMATS] == list(CitationFormat)
        for form, text in group.items():
            assert main(["cite", "--root", str(toy), name, "--style", form, *of_page]) == 0
            assert capsys.readouterr().out == f"{text}\n"


def test_the_page_of_a_preserved_copy_has_no_citations(toy: Path) -> None:
    assert citations(toy / "build/site", "captures/CAP-2026-0001") == []


def test_a_draft_says_so_in_every_format_without_the_address_of_its_living_page(toy: Path) -> None:
    for entry in CITED:
        page = citations(toy / "build/site", f"{TOY_SUBJECT.folder(entry.kind)}/{entry.record.id}")[-1]
        for text in page.values():
            assert "unreleased draft" in text
            assert "cameras.example.org" not in text


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> WorkingClone:
    """The toy dossier after a release, with its site built from the released files."""
    works = make_working_clone(tmp_path_factory.mktemp("cite-box"))
    assert works.release("--first").returncode == 0
    # Its newest revision has another title than its page from now on.
    correction = "corrections:\n  - {date: 2026-11-24, was: of every car, reason: It is shorter.}\n"
    works.edit("CLM-2026-0005", ("read the number plate of every car", "read the plate of each car"))
    works.edit("CLM-2026-0005", ("standing: corroborated\n", f"standing: corroborated\n{correction}"))
    works.day = 1
    works.commit()
    for arguments in (["build", "--published", "published", "--no-search"],):
        done = _run(works, *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
    return works


def _run(works: WorkingClone, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dossier", *arguments]
    return subprocess.run(command, cwd=works.root, env=works.environment(), capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "name",
    ["claims/CLM-2026-0001", "claims/CLM-2026-0005", "proceedings/PRO-2026-0002", "forces/ashby-vale-police"],
)
def test_a_released_page_is_cited_by_its_permalink(released: WorkingClone, name: str) -> None:
    page = citations(released.root / "build/site", name)[-1]
    assert len(page) == len(CitationFormat)
    permalink = f"https://cameras.example.org/vale/r/{name.split('/')[1]}/1/"
    for form, text in page.items():
        assert permalink in text, form
        assert "unreleased" not in text
    printed = _run(released, "cite", name.split("/")[1], "--page", "--published", "published", "--style", "wikipedia")
    assert printed.stdout == f"{page[CitationFormat.WIKIPEDIA]}\n", printed.stderr
    assert not printed.stderr


def test_a_draft_citation_of_a_released_page_warns_with_the_command_that_cites_the_release(
    released: WorkingClone,
) -> None:
    printed = _run(released, "cite", "PRO-2026-0002", "--page", "--style", "plain")
    assert "unreleased draft" in printed.stdout
    assert "`cite PRO-2026-0002 --page --style plain --published published`" in printed.stderr
    assert not _run(released, "cite", "PRO-2026-0002").stderr


def test_an_edited_record_is_cited_by_the_title_of_its_newest_revision(released: WorkingClone) -> None:
    site = released.root / "build/site"
    document = json.loads((site / "api/v1/claims/CLM-2026-0005.json").read_text("utf-8"))
    assert "read the plate of each car" in document["title"]
    [page] = citations(site, "claims/CLM-2026-0005")
    for text in (document["citation"], *page.values()):
        assert "read the number plate of every car" in text
    assert document["citation"] == page[CitationFormat.OSCOLA5]


# Cite web and its dates: https://en.wikipedia.org/wiki/Template:Cite_web; BibTeX's `howpublished` of what has no type.
GOLDEN = {
    CitationFormat.OSCOLA5: "‘The plates were kept’ (Cameras of Ashby Vale, CLM-2026-0001, 23 November 2026) "
    "<https://cameras.example.org/vale/r/CLM-2026-0001/3/>",
    CitationFormat.PLAIN: "The plates were kept. Cameras of Ashby Vale, CLM-2026-0001, 23 November 2026. "
    "https://cameras.example.org/vale/r/CLM-2026-0001/3/",
    CitationFormat.WIKIPEDIA: "{{cite web |url=https://cameras.example.org/vale/r/CLM-2026-0001/3/ "
    "|title=The plates were kept |website=Cameras of Ashby Vale |id=CLM-2026-0001 |date=23 November 2026}}",
    CitationFormat.CSL_JSON: '[{\n  "id": "CLM-2026-0001",\n  "type": "webpage",\n  "title": "The plates were kept",\n'
    '  "issued": {"date-parts": [[2026, 11, 23]]},\n'
    '  "URL": "https://cameras.example.org/vale/r/CLM-2026-0001/3/",\n  "language": "en",\n'
    '  "container-title": "Cameras of Ashby Vale",\n  "number": "CLM-2026-0001"\n}]',
    CitationFormat.RIS: "TY  - ELEC\nID  - CLM-2026-0001\nTI  - The plates were kept\nPY  - 2026\nDA  - 2026/11/23\n"
    "T2  - Cameras of Ashby Vale\nM1  - CLM-2026-0001\nLA  - en\n"
    "UR  - https://cameras.example.org/vale/r/CLM-2026-0001/3/\nER  - ",
}


@pytest.mark.parametrize("form", GOLDEN)
def test_a_released_page_in_each_format(form: CitationFormat) -> None:
    assert plain(citation(RELEASED, form)) == GOLDEN[form]


def test_a_wikipedia_template_has_authors_dates_and_archived_copy() -> None:
    source = load(TOY, DAY).dossier.source("SRC-2026-0001")
    assert source is not None
    assert plain(citation(CitedSource(source, ()), CitationFormat.WIKIPEDIA, "page 4")) == (
        "{{cite web |url=https://gazette.example.com/2024/09/kerbside?id=7&part=2 "
        "|title=Kerbside cameras read number plates for months |last1=Marsh |first1=Ida |author2=Vale Gazette staff "
        "|website=Vale Gazette |publisher=Gazette Press |at=page 4 |date=2 September 2024 "
        "|access-date=20 November 2026 |archive-url=https://archive.example.net/20240903/kerbside "
        "|archive-date=3 September 2024 |url-status=live}}"
    )


@given(st.text())
def test_text_in_a_template_is_never_markup_and_never_lost(text: str) -> None:
    escaped = escape(text)
    # HTML does not write these characters as entities.
    has_unwritable = "\x00" in text or re.search(r"[\x80-\x9f\ud800-\udfff]", text)
    assert html.unescape(escaped) == " ".join(text.split()) or has_unwritable
    assert not re.search(r"[|{}\[\]<>]|''|~~~|__", escaped)


def test_a_citation_in_plain_words_names_the_reversal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "dossier"
    copy_toy(root)
    assert main(["cite", "--root", str(root), "PRO-2026-0002", "--style", "plain"]) == 0
    assert capsys.readouterr().out.endswith(". Later reversed by Ashby Vale Council v Roads Regulator [2025] AVRT 4\n")


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl-json"])
def test_a_format_without_a_place_for_a_pinpoint_refuses_it(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cite", "--root", str(TOY), "SRC-2026-0001", "--style", form, "--pinpoint", "page 4"]) == 2
    assert f"{form} has no place for a pinpoint" in capsys.readouterr().err


def test_the_bibliography_lists_each_source_once_in_order(toy: Path) -> None:
    text = (toy / "build/site/bibliography/index.html").read_text("utf-8")
    tables = [
        re.findall(r'href="\.\./sources/(SRC-[0-9-]+)/"', part)
        for part in re.split("<h2 ", text.split("<footer")[0])[1:]
    ]
    assert [len(table) for table in tables[:2]] == [1, 1]
    assert sorted(name for table in tables for name in table) == [
        # Another source took the place of SRC-2026-0010.
        entry.record.id
        for entry in CITED
        if entry.kind is Kind.SOURCE and entry.record.id != "SRC-2026-0010"
    ]
    # By author (Ashby Vale Police, Cyfeillion, Kerbwatch, Marsh, Okoro, the regulator), or by title without an author.
    assert tables[2] == [f"SRC-2026-{number:04}" for number in (8, 6, 11, 7, 1, 13, 5, 2, 12, 9)]
    assert re.search(r"SRC-2026-0001</a> · 4 claims rely on it", text)

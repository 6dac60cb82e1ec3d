"""The pages /verify/ and /check-citations/ in Chromium, offline after their first use."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pytest

from dossier.model.addresses import Revision
from dossier.model.identifiers import Kind
from dossier.reading.load import load
from dossier.releases.aftermath.browser_data import read_page
from dossier.releases.aftermath.status import Status
from dossier.releases.freeze.page import frozen_page
from dossier.releases.freeze.revision import snapshot
from tests.shared.browser import WatchedPage, watching
from tests.shared.frozen_samples import (
    BEFORE_REDACTION,
    FROZEN,
    MINE,
    NEW,
    OLD,
    SITE_URL,
    frozen,
    imprint,
    known_json,
    originals_json,
    release,
)
from tests.shared.local_server import serving
from tests.shared.released_forms import put_forms
from tests.shared.toy import DAY, TOY

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(toy: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the toy's site with frozen files."""
    site = tmp_path_factory.mktemp("released") / "site"
    shutil.copytree(toy / "build/site", site)
    put_forms(site)
    (site / "verify/known.json").write_bytes(known_json())
    (site / "verify/originals.json").write_bytes(originals_json())
    for current in FROZEN:
        folder = site / f"r/{current.frozen.revision}"
        folder.mkdir(parents=True)
        (folder / "index.html").write_bytes(current.frozen.page)
        (folder / "record.json").write_bytes(current.frozen.content)
        status = site / f"status/{current.frozen.revision}"
        status.mkdir(parents=True)
        (status / "index.html").write_text("<!doctype html><title>Status</title><p>Noted.")
    with serving(site) as served:
        yield served


# Drops a text as a file.
DROP = """(text) => {
  const data = new DataTransfer();
  data.items.add(new File([text], "dropped.html"));
  const options = { dataTransfer: data, bubbles: true, cancelable: true };
  for (const kind of ["dragover", "drop"]) document.body.dispatchEvent(new DragEvent(kind, options));
}"""


@dataclass
class Checker:
    """A loaded page that is cut off from the network."""

    watched: WatchedPage

    @property
    def page(self) -> Any:
        return self.watched.page

    def drop(self, name: str, content: bytes) -> str:
        """The text that the page shows for a file."""
        self._begin()
        self.page.set_input_files("input[type=file]", {"name": name, "mimeType": "", "buffer": content})
        return self._shown()

    def paste(self, text: str) -> str:
        """The text that the page shows for a pasted text."""
        self._begin()
        self.page.fill("textarea", text)
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Enter")
        return self._shown()

    def cards(self) -> dict[str, str]:
        """The status of each citation that was found, by its heading."""
        items = self.page.locator(".d-found > li")
        return {
            " ".join(item.locator("p").first.inner_text().split()): item.get_attribute("data-status")
            for item in items.all()
        }

    def _begin(self) -> None:
        self.page.evaluate("document.querySelector('.d-results').replaceChildren()")

    def _shown(self) -> str:
        self.page.wait_for_selector(".d-result")
        return str(self.page.locator(".d-results").inner_text())


@contextmanager
def offline(chromium: Any, address: str, path: str) -> Iterator[Checker]:
    with watching(chromium, address, viewport={"width": 390, "height": 800}) as watched:
        watched.open(path)
        watched.page.wait_for_selector(".d-checker[data-state=waiting]")
        watched.page.focus("textarea")
        watched.page.wait_for_selector(".d-checker[data-state=ready]")
        watched.page.context.set_offline(True)
        requests: list[str] = []
        watched.page.on("request", lambda request: requests.append(request.url))
        yield Checker(watched)
        width = watched.page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390
        assert [url for url in requests if not url.startswith(("blob:", "data:"))] == []
        assert watched.harmless(), (watched.elsewhere, watched.dialogs, watched.complaints)


@pytest.fixture
def verifier(chromium: Any, address: str) -> Iterator[Checker]:
    with offline(chromium, address, "verify/") as checker:
        yield checker


@pytest.fixture
def citations(chromium: Any, address: str) -> Iterator[Checker]:
    with offline(chromium, address, "check-citations/") as checker:
        yield checker


MINE_NOW = FROZEN[1].frozen


def test_the_published_bytes_are_identical(verifier: Checker) -> None:
    for content in (MINE_NOW.page, MINE_NOW.content):
        shown = verifier.drop("any name", content)
        assert "Identical" in shown
        assert f"release {NEW} published" in shown
        assert "reply received" in shown
    assert "Identical" in verifier.paste(MINE_NOW.content.decode())
    assert f"Byte for byte what release {OLD} published" in verifier.drop("old", FROZEN[0].frozen.page)
    assert "Status: corrected since" in verifier.drop("old", FROZEN[0].frozen.page)
    explained = f"{Status.WITHDRAWN.sentence} {Status.DISPUTED.sentence}"
    assert f"Status: withdrawn; disputed. {explained}" in verifier.drop("old", FROZEN[3].frozen.page)


def test_a_copy_from_before_a_redaction_is_recognised(verifier: Checker) -> None:
    shown = verifier.drop("copy.html", BEFORE_REDACTION)
    assert "later redacted" in shown
    assert f"Release {NEW} replaced it" in shown


def test_a_page_that_chromium_saved_has_the_same_text(verifier: Checker, chromium: Any, address: str) -> None:
    with watching(chromium, address) as watched:
        watched.open(f"r/{MINE}/2/")
        saved = watched.page.content()
        session = watched.page.context.new_cdp_session(watched.page)
        archive = session.send("Page.captureSnapshot", {"format": "mhtml"})["data"]
        copied = watched.page.evaluate("document.querySelector('main').innerText")
    assert saved.encode() != MINE_NOW.page
    shown = verifier.drop("saved.html", saved.encode())
    assert "Same text" in shown
    assert f"release {NEW} published" in shown
    assert "Same text" in verifier.paste(copied)
    assert "MHTML" in verifier.drop("saved.mhtml", archive.encode())


def test_a_record_in_another_layout_is_the_same_record(verifier: Checker) -> None:
    import json

    rewritten = json.dumps(json.loads(MINE_NOW.content), indent=2).encode()
    assert "the same record" in verifier.drop("record.json", rewritten).lower()
    # A program that keeps the first of two values would show the forged words.
    for name in (b'"statement"', rb'"\u0073tatement"'):
        forged = rewritten.replace(b'"statement":', name + b': "It is \\": false.", "statement":')
        assert forged != rewritten
        shown = verifier.drop("record.json", forged)
        assert "has a name twice" in shown
        assert "the same record" not in shown.lower()
    assert "Unknown" in verifier.drop("a.json", rb'{"a": "b\": c", "d": [{"a": 1}, {"a": 2}]}')


def test_words_that_differ_are_shown(verifier: Checker) -> None:
    shown = verifier.drop("x.html", MINE_NOW.page.replace(b"five cameras", b"fifty <b>big</b> cameras"))
    assert f"{MINE}, revision 2" in shown
    assert "Differs" in shown
    assert verifier.page.locator("del").all_text_contents() == ["[published: five]"]
    assert verifier.page.locator("ins").all_text_contents() == ["[here: fifty big]"]
    verifier.drop("record.json", MINE_NOW.content.replace(b"2025-03", b"2025-04"))
    assert verifier.page.locator("del").all_text_contents() == ["[published: 2025-03]"]
    assert verifier.page.locator("ins").all_text_contents() == ["[here: 2025-04]"]
    twice = MINE_NOW.page.replace(b"</main>", b"</main><main>It is false.</main>")
    assert "does not have a single main part" in verifier.drop("x.html", twice)


def test_markup_in_files_stays_text(verifier: Checker) -> None:
    hostile = b"</h1><img src=x onerror=alert(1)><script>alert(2)</script>&lt;img src=y onerror=alert(3)&gt;"
    shown = verifier.drop("<img src=z onerror=alert(4)>.html", MINE_NOW.page.replace(b"five", hostile))
    assert "onerror=alert(3)" in shown
    assert "onerror=alert(4)" in shown
    # Chromium applies the policy of the page to the file, although it runs nothing in it.
    assert all("inline event handler" in each for each in verifier.watched.complaints)
    verifier.watched.complaints.clear()


def test_a_printed_page_is_identified_and_not_compared(verifier: Checker, chromium: Any, address: str) -> None:
    with watching(chromium, address) as watched:
        watched.open(f"r/{MINE}/2/")
        pdf = watched.page.pdf(format="A4")
    shown = verifier.drop("printed.pdf", pdf)
    assert "Identified" in shown
    assert f"{MINE}, revision 2" in shown
    assert "cannot be compared" in shown


def test_files_that_were_never_published_are_unknown(verifier: Checker, toy: Path) -> None:
    assert "Unknown" in verifier.drop("a.html", b"<!doctype html><main>Hello</main>")
    assert "Unknown" in verifier.drop("a.json", b'{"id": "constructor"}')
    living = next((toy / "build/site/claims").glob(f"{MINE}/index.html")).read_bytes()
    shown = verifier.drop("living.html", living)
    assert "Living pages change" in shown
    assert "is not a text" in verifier.drop("a.bin", bytes(range(256)))


def docx(body: str, notes: str = "", links: str = "") -> bytes:
    """A Word document of these paragraphs, with the parts that Word writes."""
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    relations = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/footnotes.xml": f"<w:footnotes {word}><w:footnote>{notes}</w:footnote></w:footnotes>",
        "word/_rels/document.xml.rels": f'<Relationships {relations}><Relationship Id="r1" Type="{kind}/hyperlink" '
        f'Target="{escape(links)}" TargetMode="External"/></Relationships>',
        "word/document.xml": f"<w:document {word}><w:body>{body}</w:body></w:document>",
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>\n' + text)
    return content.getvalue()


def paragraph(*pieces: str) -> str:
    """A paragraph in the XML of Word. Pieces that start with `<` are XML already."""
    return (
        "<w:p>"
        + "".join(piece if piece.startswith("<") else f"<w:r><w:t>{piece}</w:t></w:r>" for piece in pieces)
        + "</w:p>"
    )


CITED = f"""
As shown in {MINE}, [1] <{SITE_URL}r/{MINE}/1/#p2>, and clm–2026–OOO2; CLM-2026-\n0003 was relied on,
{SITE_URL}r/CLM-2026-0004/1/ and CLM‑2026‑0005, revision 1; {SITE_URL}r/CLM-2026-0006/1/ [7].
{SITE_URL}r/ashby-va1e/1/ {SITE_URL}r/{MINE}/9/ CLM-2026-0007 CLM-2026-9999 CLM-2026-00021
https://other.example/r/CLM-2026-0006/2/ https://other.example/r/other-police/2/
"""
STATUSES = {
    f"{MINE}, revision 1 corrected since": "corrected",
    "CLM-2026-0002 (no revision named) disputed": "disputed",
    "CLM-2026-0003 (no revision named) withdrawn": "withdrawn",
    "CLM-2026-0004, revision 1 superseded": "superseded",
    "CLM-2026-0005, revision 1 redacted": "redacted",
    "CLM-2026-0006, revision 1 revised since": "revised",
    "CLM-2026-0006, revision 2 current": "current",
    "ashby-vale, revision 1 current": "current",
    f"{MINE}, revision 9 no such revision": "no-such-revision",
    "CLM-2026-0007 (no revision named) not released": "unreleased",
    "CLM-2026-9999 (no revision named) unknown": "unknown",
    "CLM-2026-00021 (no revision named) unknown": "unknown",
}


def test_citations_in_a_text_have_a_status(citations: Checker) -> None:
    shown = citations.paste(CITED)
    assert citations.cards() == STATUSES
    assert "It has 2 numbered paragraphs; there is no [7]." in shown
    assert "This may mean CLM-2026-0002" in shown
    assert "below https://other.example/" in shown
    assert "Written “clm–2026–OOO2”." in shown
    change = citations.page.locator(".d-found a", has_text="What changed since").first
    assert change.get_attribute("href") == f"../claims/{MINE}/#history"


def test_citations_in_files_have_a_status(citations: Checker, chromium: Any) -> None:
    citations.drop("brief.txt", CITED.encode())
    assert citations.cards() == STATUSES
    citations.drop("brief.txt", CITED.encode("utf-16"))
    assert citations.cards() == STATUSES
    with watching(chromium, "") as watched:
        watched.page.set_content(f"<p style='white-space: pre-wrap; font: 11pt serif'>{escape(CITED)}</p>")
        pdf = watched.page.pdf(format="A4")
    citations.drop("brief.pdf", pdf)
    assert citations.cards() == STATUSES


def test_a_word_document_is_read_with_its_notes_and_links(citations: Checker) -> None:
    body = paragraph("See CLM", "<w:r><w:noBreakHyphen/></w:r>", "20", "26-0002.") + paragraph(
        "<w:del><w:r><w:delText>CLM-2026-0003</w:delText></w:r></w:del>"
    )
    notes = paragraph(f"Pole {SITE_URL}r/CLM-2026-", "<w:r><w:softHyphen/></w:r>", "0006/1/.")
    citations.drop("brief.docx", docx(body, notes, f"{SITE_URL}r/{MINE}/1/"))
    assert sorted(citations.cards().values()) == ["corrected", "disputed", "revised"]
    shown = citations.drop("brief.docx", docx(body)[:-30])
    assert "cut off or damaged" in shown


def test_links_of_a_pdf_are_read(citations: Checker, chromium: Any) -> None:
    with watching(chromium, "") as watched:
        watched.page.set_content(f'<p><a href="{SITE_URL}r/{MINE}/1/">the record</a></p>')
        pdf = watched.page.pdf()
    citations.drop("brief.pdf", pdf)
    assert citations.cards() == {f"{MINE}, revision 1 corrected since": "corrected"}


def test_unread_parts_of_a_pdf_are_reported(citations: Checker, chromium: Any) -> None:
    with watching(chromium, "") as watched:
        watched.page.set_content(f"<h1>{MINE}</h1>")
        scan = watched.page.screenshot()
        watched.page.set_content("<p>Nothing cited.</p><p style='break-before: page'><img id='scan'></p>")
        watched.page.evaluate(
            "(bytes) => { scan.src = URL.createObjectURL(new Blob([new Uint8Array(bytes)])); return scan.decode(); }",
            list(scan),
        )
        pdf = watched.page.pdf()
    shown = citations.drop("scan.pdf", pdf)
    assert "Page 2 of this PDF has no text" in shown
    assert "the rest was not read" in shown
    shown = citations.drop("coded.pdf", coded_pdf())
    assert "fonts whose letters cannot be recognised" in shown
    assert "cannot be read" in citations.drop("cut.pdf", b"%PDF-1.7\nnothing more")


def coded_pdf() -> bytes:
    """A PDF whose font has a private code and no map to Unicode, so that its letters are only shapes."""
    text = b"".join(b"<%02X> Tj " % code for code in range(1, 31))
    content = b"BT /F1 12 Tf 50 700 Td " + text + b"ET"
    names = b" ".join(b"/g%d" % code for code in range(1, 31))
    glyphs = b" ".join(b"/g%d 6 0 R" % code for code in range(1, 31))
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/FirstChar 1/LastChar 30/Widths["
        + b"9 " * 30
        + b"]/Encoding<</Differences[1 "
        + names
        + b"]>>/CharProcs<<"
        + glyphs
        + b">>/Resources<<>>>>",
        b"<</Length 24>>stream\n9 0 0 0 9 9 d1 0 0 5 5 re f\nendstream",
    )
    pdf = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(pdf))
        pdf += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return pdf + b"xref\n0 7\n0000000000 65535 f \n%strailer<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(pdf),
    )


def test_a_text_without_citations_is_reported(citations: Checker) -> None:
    assert "No identifier or permalink of this dossier was found." in citations.paste("Nothing at all.")


@pytest.mark.parametrize("path", ["verify/", "check-citations/"])
def test_before_the_first_release_both_pages_say_so_and_load_nothing(
    chromium: Any, toy_address: str, path: str
) -> None:
    with watching(chromium, toy_address) as watched:
        requests: list[str] = []
        watched.page.on("request", lambda request: requests.append(request.url))
        watched.open(path)
        assert "No release has been made yet" in watched.page.locator("article").inner_text()
        assert watched.page.locator(".d-checker, article form").count() == 0
        assert not [url for url in requests if "checker" in url or url.endswith(".json")]
        assert watched.harmless(), watched.complaints


@pytest.mark.parametrize("is_dropped", [False, True], ids=["chosen", "dropped"])
@pytest.mark.parametrize("path", ["verify/", "check-citations/"])
def test_what_examines_files_is_loaded_at_their_first_use(
    chromium: Any, address: str, path: str, *, is_dropped: bool
) -> None:
    with watching(chromium, address) as watched:
        requests: list[str] = []
        watched.page.on("request", lambda request: requests.append(request.url.removeprefix(address)))
        watched.open(path)
        page = watched.page
        page.wait_for_selector(".d-checker[data-state=waiting]")
        assert page.locator(".d-checker form").is_visible()
        # The rest is on every page.
        own = [url for url in requests if re.search("json|assets/(?:dossier-(?!copy|finder|frame|menu)|vendor)", url)]
        assert own == ["assets/dossier-checkers.css", "assets/dossier-checker.js", "assets/dossier-page.js"]
        if is_dropped:
            page.evaluate(DROP, MINE_NOW.page.decode())
        else:
            page.set_input_files("input[type=file]", {"name": "a.html", "mimeType": "", "buffer": MINE_NOW.page})
        page.wait_for_selector(".d-result")
        assert MINE in page.locator(".d-results").inner_text()
        assert "verify/known.json" in requests
        assert watched.harmless(), watched.complaints


@pytest.mark.parametrize("path", ["verify/", "check-citations/"])
def test_without_javascript_both_pages_say_what_to_do(chromium: Any, address: str, path: str) -> None:
    with watching(chromium, address, java_script_enabled=False) as watched:
        watched.open(path)
        assert "Without JavaScript" in watched.page.locator(".d-checker").inner_text()
        assert watched.page.locator(".d-checker form").count() == 1
        assert not watched.page.locator(".d-checker form").is_visible()


@pytest.mark.parametrize("path", ["verify/", "check-citations/"])
def test_data_that_failed_to_load_is_reported(chromium: Any, address: str, path: str) -> None:
    with watching(chromium, address) as watched:
        watched.page.route("**/known.json", lambda route: route.abort())
        watched.open(path)
        watched.page.focus("textarea")
        watched.page.wait_for_selector("[data-state=failed]")
        assert "could not be loaded" in watched.page.locator("[role=status]").inner_text()


@pytest.mark.parametrize("path", ["verify/", "check-citations/"])
def test_files_can_be_dropped_and_every_control_has_a_name(chromium: Any, address: str, path: str) -> None:
    with offline(chromium, address, path) as checker:
        checker.page.evaluate(DROP, MINE_NOW.page.decode())
        assert "dropped.html" in checker._shown()
        for control in ("input[type=file]", "textarea"):
            assert checker.page.locator(control).evaluate("(control) => control.labels[0].innerText.length") > 10
        assert checker.page.locator("[role=status]").inner_text().startswith("dropped.html: ")


def test_chromium_and_python_read_the_same_words_from_frozen_pages(chromium: Any, address: str) -> None:
    dossier = load(TOY, DAY).dossier
    pages = []
    for entry in dossier.entries.values():
        if entry.kind is not Kind.CAPTURE:
            revision, record = Revision(entry.record.id, 1), snapshot(dossier, entry)
            pages.append(frozen_page(dossier, revision, record, imprint(release(NEW), "Cameras")))
    pages += [
        current.frozen.page
        for current in (*FROZEN, frozen(MINE, 3, NEW, "a\u00a0 b <script>&amp;c</script>" + "x" * 200_000))
    ]
    with watching(chromium, address) as watched:
        watched.open("check-citations/")
        script = """async (source) => {
          const { readText } = await import(new URL("../assets/dossier-documents.js", location.href).href);
          return readText(source).main;
        }"""
        for content in pages:
            visible = read_page(content)
            assert visible.text
            assert visible.paragraphs > 0
            assert watched.page.evaluate(script, content.decode()) == visible.text

"""The cite box in Chromium, with and without a script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dossier.cite.formats.box import FORMATS, NAMES, CitationFormat
from tests.cite.test_cite_box import citations, shown
from tests.shared.browser import watching
from tests.shared.local_server import serving

pytestmark = pytest.mark.browser

PAGES = ("claims/CLM-2026-0001/", "sources/SRC-2026-0001/", "forces/ashby-vale-police/", "proceedings/PRO-2026-0002/")
CLIPBOARD = """async () => {
    const [held] = await navigator.clipboard.read();
    return Object.fromEntries(await Promise.all(held.types.map(async (type) =>
        [type, await (await held.getType(type)).text()])));
}"""


@pytest.mark.parametrize("address", PAGES)
def test_each_button_copies_exactly_its_citation(chromium: Any, toy: Path, toy_address: str, address: str) -> None:
    groups = citations(toy / "build/site", address.rstrip("/"))
    with watching(chromium, toy_address, permissions=["clipboard-read", "clipboard-write"]) as watched:
        watched.open(address)
        page = watched.page
        sections = page.locator(".d-cites__group")
        assert sections.count() == len(groups)
        for number, group in enumerate(groups):
            sections.nth(number).locator("summary").click()
            # The formats are fetched, and a late message about them would replace that of a button.
            page.locator(".d-cites [role=status]").filter(has_text="Added: ").wait_for()
            assert list(group) == list(CitationFormat)
            for form, text in group.items():
                name = NAMES[form]
                button = sections.nth(number).get_by_role("button", name=f"Copy: {name}", exact=True)
                button.click()
                page.wait_for_function("button => button.textContent === 'Copied'", arg=button.element_handle())
                assert page.locator(".d-cites [role=status]").inner_text() == f"Copied: {name}."
                held = page.evaluate(CLIPBOARD)
                assert held["text/plain"] == text
                assert ("text/html" in held) is not form.is_code
        assert watched.harmless(), watched


def document_of(address: str) -> str:
    """The document of the record with this page. The exports have no folder of the subject's own."""
    return f"api/v1/{address.replace('forces/', 'focus/').rstrip('/')}.json"


def test_word_processors_get_the_emphasis(chromium: Any, toy_address: str) -> None:
    with watching(chromium, toy_address, permissions=["clipboard-read", "clipboard-write"]) as watched:
        watched.open("claims/CLM-2026-0001/")
        watched.page.get_by_role("button", name="Copy: OSCOLA, 5th edition").click()
        watched.page.get_by_role("button", name="Copy: OSCOLA, 5th edition").filter(has_text="Copied").wait_for()
        assert "<i>Cameras of Ashby Vale</i>" in watched.page.evaluate(CLIPBOARD)["text/html"]


def test_the_keyboard_reaches_and_presses_the_buttons(chromium: Any, toy: Path, toy_address: str) -> None:
    wanted = shown(toy / "build/site/claims/CLM-2026-0001/index.html")[0]
    with watching(chromium, toy_address, permissions=["clipboard-read", "clipboard-write"]) as watched:
        watched.open("claims/CLM-2026-0001/#cite-this-page")
        page = watched.page
        label = "document.activeElement.getAttribute('aria-label')"
        page.locator("#cite-this-page .headerlink").focus()
        page.keyboard.press("Tab")
        assert page.evaluate(label) == "Copy: OSCOLA, 5th edition"
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.activeElement.textContent === 'Copied'")
        assert page.evaluate(CLIPBOARD)["text/plain"] == wanted[CitationFormat.OSCOLA5]
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
        page.keyboard.press("Enter")
        for _ in range(2):
            page.keyboard.press("Tab")
        assert page.evaluate(label) == "Copy: Bluebook"
        page.keyboard.press("Space")
        page.wait_for_function("() => document.activeElement.textContent === 'Copied'")
        assert page.evaluate(CLIPBOARD)["text/plain"] == wanted[CitationFormat.BLUEBOOK]


def test_a_browser_without_the_new_clipboard_copies_by_the_old_one(chromium: Any, toy: Path, toy_address: str) -> None:
    """As on a site that is served without encryption."""
    wanted = citations(toy / "build/site", "claims/CLM-2026-0001")[0]
    with watching(chromium, toy_address, permissions=["clipboard-read", "clipboard-write"]) as watched:
        watched.page.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined });")
        watched.open("claims/CLM-2026-0001/")
        page = watched.page
        page.locator(".d-cites summary").click()
        page.get_by_role("button", name="Copy: BibTeX").click()
        page.get_by_role("button", name="Copy: BibTeX").filter(has_text="Copied").wait_for()
        page.evaluate("document.body.append(document.createElement('textarea'))")
        page.locator("textarea").last.focus()
        page.keyboard.press("Control+V")
        assert page.locator("textarea").last.input_value() == wanted[CitationFormat.BIBTEX]


def test_where_copying_is_refused_the_citation_is_selected_and_the_page_says_so(
    chromium: Any, toy: Path, toy_address: str
) -> None:
    wanted = shown(toy / "build/site/claims/CLM-2026-0001/index.html")[0]
    refusing = (
        "Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined });"
        "Document.prototype.execCommand = () => false;"
    )
    with watching(chromium, toy_address) as watched:
        watched.page.add_init_script(refusing)
        watched.open("claims/CLM-2026-0001/")
        button = watched.page.get_by_role("button", name="Copy: OSCOLA, 5th edition")
        button.click()
        button.filter(has_text="Selected").wait_for()
        assert watched.page.evaluate("getSelection().toString()") == wanted[CitationFormat.OSCOLA5]
        assert "copy it with your keyboard" in watched.page.locator(".d-cites [role=status]").inner_text()


@pytest.mark.parametrize("address", PAGES)
def test_the_formats_are_fetched_once_when_their_list_is_opened(
    chromium: Any, toy: Path, toy_address: str, address: str
) -> None:
    groups = citations(toy / "build/site", address.rstrip("/"))
    with watching(chromium, toy_address) as watched:
        asked: list[str] = []
        watched.page.on("request", lambda request: asked.append(request.url))
        watched.open(address)
        page = watched.page
        document = f"{toy_address}{document_of(address)}"
        assert asked
        assert document not in asked
        sections = page.locator(".d-cites__group")
        for number, group in enumerate(groups):
            page.keyboard.press("Tab")
            sections.nth(number).locator("summary").focus()
            page.keyboard.press("Enter")
            sections.nth(number).locator("pre").last.wait_for()
            assert page.locator(".d-cites [role=status]").inner_text() == "Added: BibTeX, RIS, CSL-JSON, Wikipedia."
            assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
            texts = sections.nth(number).locator("pre [data-copy]").all()
            assert [text.text_content() for text in texts] == [group[form] for form in FORMATS]
            assert sections.nth(number).locator("[data-formats]").count() == 0
            # Opened again, the list has each citation once.
            for _ in range(2):
                page.keyboard.press("Enter")
            assert sections.nth(number).locator("[data-copy]").count() == len(CitationFormat)
        assert asked.count(document) == 1
        assert watched.harmless(), watched


@pytest.mark.parametrize(
    "answer", [{"status": 404}, {"body": "<p>"}, {"body": "{}"}, {"body": '{"formats": {"page": {}}}'}]
)
def test_formats_that_cannot_be_fetched_leave_a_sentence_and_the_link(
    chromium: Any, toy_address: str, answer: dict[str, Any]
) -> None:
    with watching(chromium, toy_address) as watched:
        page = watched.page
        page.route("**/api/v1/claims/*.json", lambda route: route.fulfill(**answer))
        watched.open("claims/CLM-2026-0001/")
        page.locator(".d-cites summary").click()
        page.locator(".d-cites [role=status]").filter(has_text="could not be fetched").wait_for()
        line = page.locator(".d-cites [data-formats]")
        assert line.inner_text() == "BibTeX, RIS, CSL-JSON, Wikipedia: in this record’s JSON document"
        assert page.locator(".d-cites pre").count() == 0
        # Opening the list again tries again.
        page.unroute("**/api/v1/claims/*.json")
        for _ in range(2):
            page.locator(".d-cites summary").click()
        page.locator(".d-cites pre").last.wait_for()
        assert line.count() == 0


def test_on_a_project_path_the_formats_are_fetched_from_beside_the_page(
    chromium: Any, toy: Path, tmp_path: Path
) -> None:
    (tmp_path / "vale").symlink_to(toy / "build/site", target_is_directory=True)
    with serving(tmp_path) as address, watching(chromium, f"{address}vale/") as watched:
        watched.open("sources/SRC-2026-0001/")
        watched.page.locator(".d-cites summary").first.click()
        watched.page.locator(".d-cites pre").last.wait_for()
        assert watched.harmless(), watched


def test_without_javascript_every_style_is_there_to_be_read_and_the_formats_are_linked(
    chromium: Any, toy: Path, toy_address: str
) -> None:
    for address in PAGES:
        groups = shown(toy / "build/site" / address / "index.html")
        with watching(chromium, toy_address, java_script_enabled=False) as watched:
            watched.open(address)
            page = watched.page
            assert page.locator(".d-copy").count() == 0
            sections = page.locator(".d-cites__group")
            for number, group in enumerate(groups):
                assert sections.nth(number).locator("[data-copy]").first.is_visible()
                sections.nth(number).locator("summary").click()
                texts = sections.nth(number).locator("[data-copy]")
                for place, text in enumerate(group.values()):
                    assert texts.nth(place).is_visible()
                    assert texts.nth(place).text_content() == text
                link = sections.nth(number).locator("[data-formats] a")
                assert link.is_visible()
                assert link.get_attribute("href") == f"../../{document_of(address)}"


def test_what_a_stranger_wrote_is_copied_as_text(chromium: Any, hostile: Any) -> None:
    """Markup in a title reaches a word processor as letters."""
    with (
        serving(hostile.root / "build/site") as address,
        watching(chromium, address, permissions=["clipboard-read", "clipboard-write"]) as watched,
    ):
        watched.open("claims/CLM-2026-0001/")
        button = watched.page.get_by_role("button", name="Copy: OSCOLA, 5th edition")
        text = watched.page.locator("[data-copy]").first.text_content()
        assert "<" in text
        button.click()
        button.filter(has_text="Copied").wait_for()
        held = watched.page.evaluate(CLIPBOARD)
        assert held["text/plain"] == text
        drawn = "html => { const made = document.createElement('template'); made.innerHTML = html;"
        drawn += " return [...made.content.querySelectorAll('*')].map(one => one.tagName); }"
        assert set(watched.page.evaluate(drawn, held["text/html"])) <= {"I", "META", "STYLE"}
        assert watched.page.evaluate("window.hacked") is None
        assert watched.harmless(), watched

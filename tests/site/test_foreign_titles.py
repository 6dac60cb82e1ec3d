"""Titles in other languages are marked, and their translations follow them."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from dossier.model.addresses import Revision
from dossier.model.foreign_titles import english_title, language_of_title, original_title
from dossier.model.kinds import title_of
from dossier.reading.dossier import Dossier
from dossier.reading.load import load
from dossier.releases.freeze.page import frozen_page
from dossier.releases.freeze.revision import snapshot
from tests.shared.browser import watching
from tests.shared.frozen_samples import imprint, release
from tests.shared.toy import DAY, TOY

# Elements without an end, and elements whose text cannot be marked or is not shown.
VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
UNMARKED = frozenset({"title", "script", "style"})
# The bar on top repeats the title of the page, and the citation of a page is copied as plain text.
PLAIN = frozenset({"md-ellipsis", "d-cites"})


class Texts(HTMLParser):
    """The texts of a page, each with its language."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, str | None, bool]] = []
        self.texts: list[tuple[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            _, outer, is_plain = self.elements[-1] if self.elements else ("", None, False)
            given = dict(attrs)
            is_plain = is_plain or tag in UNMARKED or given.get("class") in PLAIN
            self.elements.append((tag, given.get("lang", outer), is_plain))

    def handle_endtag(self, tag: str) -> None:
        while self.elements and self.elements.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.elements and not self.elements[-1][2]:
            self.texts.append((data, self.elements[-1][1]))


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return load(TOY, DAY).dossier


def foreign_titles(dossier: Dossier) -> Iterator[tuple[str, str, str]]:
    """Yield the identifier, title and language of each record with a title in another language."""
    for name, entry in dossier.entries.items():
        language = language_of_title(entry.record)
        if language is not None:
            yield name, original_title(entry.record, title_of(entry.record)), language


def test_every_living_page_marks_the_language_of_each_foreign_title(toy: Path, dossier: Dossier) -> None:
    titles = list(foreign_titles(dossier))
    assert {language for _, _, language in titles} == {"cy", "he"}
    seen: dict[str, int] = {}
    for path in sorted((toy / "build/site").rglob("*.html")):
        for text, tag in Texts(path.read_text("utf-8")).texts:
            for name, title, language in titles:
                # Authors repeat the name of a body, and have no language on record.
                if title in text and f"{title}, " not in text:
                    assert tag == language, (path, text)
                    seen[name] = seen.get(name, 0) + 1
    assert all(seen[name] > 2 for name, _, _ in titles), seen


@pytest.mark.parametrize("name", ["SRC-2026-0009", "PRO-2026-0004", "cyfeillion-y-dyffryn", "CLM-2026-0007"])
def test_a_frozen_page_marks_the_language_and_translates(name: str, dossier: Dossier) -> None:
    entry = dossier.entries[name]
    revision = Revision(name, 1)
    record = snapshot(dossier, entry)
    page = frozen_page(dossier, revision, record, imprint(release("2026.11.23"), "Vale"))
    texts = Texts(page.decode())
    for other, title, language in foreign_titles(dossier):
        marked = [tag for text, tag in texts.texts if title in text and f"{title}, " not in text]
        assert set(marked) <= {language}
        if other == name:
            assert marked
            assert f"({english_title(entry.record)})" in page.decode()


def test_a_translation_comes_after_each_mention_of_a_foreign_title(toy: Path) -> None:
    site = toy / "build/site"
    english = "An article on the cameras in Mill Street"
    for page in ("sources/SRC-2026-0009", "sources", "bibliography"):
        assert f"({english})" in "".join(text for text, _ in Texts((site / page / "index.html").read_text()).texts)
    heading = '<span lang="cy" data-pagefind-meta="title, language[lang]">Cyfeillion y Dyffryn</span>'
    assert heading in (site / "organisations/cyfeillion-y-dyffryn/index.html").read_text()


@pytest.mark.browser
@pytest.mark.parametrize("query", ["Cyfeillion", "Friends of the Valley", "SRC-2026-0009"])
def test_results_of_a_search_have_their_language(query: str, chromium: Any, toy_address: str) -> None:
    with watching(chromium, toy_address) as watched:
        watched.open("search/?q=" + query.replace(" ", "%20"))
        page = watched.page
        result = page.locator(".d-own .d-found__title[lang]").first
        result.wait_for()
        assert result.get_attribute("lang") in {"cy", "he"}
        assert "(" in page.locator(".d-own .d-english").first.inner_text()

"""The prose in `pages/` matches the program.

Only these tests judge the prose of the dossier in this repository. A dossier of another subject has other pages.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

import pytest

from dossier.configuration import CONFIG, RepositoryLinks
from dossier.model.labels import UNREVIEWED
from dossier.model.vocabulary import Term
from dossier.pages.sections import hub_pages
from dossier.reading.subject import required_subject
from dossier.site.mkdocs import configure, generate
from dossier.site.shells import Tokens
from dossier.site.staging import stage
from tests.shared.places import ROOT
from tests.shared.prose import dead_links
from tests.shared.vocabularies import vocabularies

PAGES = ROOT / "pages"
PROSE = sorted(PAGES.glob("*.md"))
SUBJECT = required_subject(ROOT)
STARTER = ROOT / "dossier/drafting/new_dossier/pages"
# These pages say the same in every dossier. The other two, `about.md` and `index.md`, are about the subject.
ABOUT_THE_ENGINE = ("contribute", "corrections", "how-to-cite", "method", "privacy", "right-of-reply")
# The engine makes these pages, so they have no file in `pages/`; the prose may link to them.
HUB_PAGES = {hub.path for hub in hub_pages(SUBJECT.focus)}


@pytest.fixture(scope="module")
def method_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The text of the built method page, with one space between words."""
    folder = tmp_path_factory.mktemp("method")
    docs, site = folder / "docs", folder / "site"
    shutil.copy(ROOT / CONFIG, folder)
    tokens = Tokens()
    stage(ROOT, docs, RepositoryLinks(""), tokens, SUBJECT)
    generate(configure(folder, docs, site), [tokens.path_of(folder) for folder in SUBJECT.folders()])
    page = re.sub(r"</?code>", "`", (site / "method" / "index.html").read_text("utf-8"))
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.parametrize("terms", vocabularies(SUBJECT), ids=lambda terms: str(terms.__name__))
def test_the_method_page_defines_each_term(terms: type[Term], method_page: str) -> None:
    for term in terms:
        definition = f"`{term.value}` {term.meaning} {term.example} {term.counter_example}"
        assert definition in method_page


@pytest.mark.parametrize("page", PROSE, ids=lambda path: path.name)
def test_pages_are_plain_markdown_with_one_title(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# ")
    without_code = re.sub(r"(?ms)^```.*?^```$|`[^`\n]*`", "", text)
    assert len(re.findall(r"(?m)^# ", without_code)) == 1
    assert re.findall(r"<[a-zA-Z/!][^>]*>", without_code) == []
    assert "{{" not in text
    assert "--8<--" not in text


@pytest.mark.parametrize("page", PROSE, ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    assert dead_links(page, HUB_PAGES) == []


def test_the_pages_quote_the_notice_of_unreviewed_records() -> None:
    method, about = (" ".join((PAGES / name).read_text("utf-8").split()) for name in ("method.md", "about.md"))
    assert f'at its head "{UNREVIEWED.removesuffix(".")}"' in method
    assert "its page says so at its head" in about


@pytest.mark.parametrize("name", ABOUT_THE_ENGINE)
def test_a_new_dossier_starts_with_the_same_paragraphs_about_the_engine(name: str) -> None:
    """Each paragraph of the starter is also here, unless it has a field or a blank for words of the subject."""
    own, new = _paragraphs(PAGES / f"{name}.md"), _paragraphs(STARTER / f"{name}.md")
    shared = {paragraph for paragraph in new if not re.search(r"\{\{|FILL IN", paragraph)}
    assert [paragraph for paragraph in new if paragraph in shared and paragraph not in own] == []
    # The other paragraphs here have a paragraph with a field or a blank at the same place, so nothing is missing there.
    assert list(_outline(own, shared)) == list(_outline(new, shared))


def _paragraphs(page: Path) -> list[str]:
    """The paragraphs, the rows of tables and the items of lists, with one space between words."""
    # A box continues in the indented lines below its title.
    parts = re.split(r"\n\n(?! )|\n(?=[|-] )", page.read_text("utf-8"))
    return [" ".join(part.split()) for part in parts]


def _outline(paragraphs: Iterable[str], shared: set[str]) -> Iterator[str]:
    """Yield the shared paragraphs, and an empty text for each run of others."""
    before = None
    for paragraph in paragraphs:
        kept = paragraph if paragraph in shared else ""
        if kept or before != "":
            yield kept
        before = kept

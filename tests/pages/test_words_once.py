"""Each label that pages show is written once in the engine."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from dossier.model.addresses import Revision
from dossier.model.identifiers import Kind
from dossier.pages.sections import headings_of
from dossier.reading.load import load
from dossier.releases.freeze.page import frozen_page
from dossier.releases.freeze.revision import snapshot
from tests.shared.frozen_samples import imprint, release
from tests.shared.places import ENGINE
from tests.shared.toy import DAY, TOY, TOY_SUBJECT

RELEASE = release("2026.11.23")
# Names of standards, formats and other works may be written more than once.
NAMES = {"BibTeX", "CSL-JSON", "DOI", "ECLI", "ISBN", "RIS", "Wikidata", "Wikipedia"}


class Labels(HTMLParser):
    """The texts of headings, terms, badges, tags and labels of a page, in the order of the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.labels: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = str(dict(attrs).get("class") or "")
        is_label = tag in {"h2", "dt", "b"} or re.search(r"\bd-(?:badge|tag|notice__title)\b", style) is not None
        self._open.append((tag, is_label))
        if is_label:
            self._text = ""

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            name, is_label = self._open.pop()
            if name == tag:
                if is_label:
                    self.labels.append(" ".join(self._text.split()).strip(":.¶ "))
                return

    def handle_data(self, data: str) -> None:
        self._text += data


def living_articles(site: Path) -> Iterator[str]:
    for kind in Kind:
        for path in sorted((site / TOY_SUBJECT.folder(kind)).glob("*/index.html")):
            page = path.read_text("utf-8")
            yield page[page.index("<article") : page.index("</article>")]


def frozen_articles() -> Iterator[str]:
    dossier = load(TOY, DAY).dossier
    for entry in dossier.entries.values():
        if entry.kind is not Kind.CAPTURE:
            revision, record = Revision(entry.record.id, 2), snapshot(dossier, entry)
            page = frozen_page(dossier, revision, record, imprint(RELEASE, "Cameras of Ashby Vale")).decode()
            yield page[page.index("<main>") : page.index("</main>")]


def literals() -> Iterator[str]:
    """Yield each string in the code of the engine, and each stretch of text in its templates."""
    for path in sorted(ENGINE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        statements = [node for node in tree.body if not is_list_of_names(node)]
        for node in (node for statement in statements for node in ast.walk(statement)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value.strip(": ")
    for path in sorted(ENGINE.rglob("templates/*.html")):
        for text in re.findall(r">([^<>{}]+)", path.read_text("utf-8")):
            yield text.strip(":. \n")


def is_list_of_names(node: ast.stmt) -> bool:
    """True for `__all__`, whose strings are names of classes and not words of pages."""
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"


def shown(site: Path) -> set[str]:
    labels = {label for page in (*living_articles(site), *frozen_articles()) for label in Labels(page).labels}
    # A word in small letters, such as "withdrawn", is also the name of a field or a style.
    return {label for label in labels if label and not label.islower()}


def test_the_toy_shows_the_headings_of_every_kind(toy: Path) -> None:
    """A section without content has its heading in the last sentence."""
    headings = {heading for kind in Kind for heading in headings_of(kind, TOY_SUBJECT.focus).values() if heading}
    pages = "".join(living_articles(toy / "build/site"))
    empty = {name for names in re.findall(r"Not recorded: ([^<]*)\.<", pages) for name in names.split("; ")}
    missing = headings - shown(toy / "build/site")
    assert missing <= empty
    assert len(missing) < 4


def test_a_label_is_a_literal_at_most_once(toy: Path) -> None:
    labels = shown(toy / "build/site")
    assert {"Standing", "Reply", "Evidence for", "Reported trial", "Adverse to", "Not recorded"} <= labels
    counts = dict.fromkeys(labels, 0)
    for text in literals():
        if text in counts:
            counts[text] += 1
    twice = {label: count for label, count in counts.items() if count > 1 and label not in NAMES}
    assert twice == {}, ", ".join(f"{label}: {count}" for label, count in sorted(twice.items()))

"""Prose matches the program: terms, commands, paths and links."""

from __future__ import annotations

import re
import shutil
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
from tests.shared.toy import put_subject
from tests.shared.vocabularies import vocabularies

PAGES = ROOT / "pages"
SUBJECT = required_subject(ROOT)
# The engine makes these pages, so they have no file in `pages/`; the prose may link to them.
HUB_PAGES = {hub.path for hub in hub_pages(SUBJECT.focus)}
PROSE = sorted(
    path
    for folder in (ROOT, PAGES, ROOT / "docs" / "adr", ROOT / ".github")
    for path in folder.glob("*.md")
    if path.is_file()
)
ADRS = sorted((ROOT / "docs" / "adr").glob("0*.md"))


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


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda path: path.name)
def test_pages_are_plain_markdown_with_one_title(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# ")
    without_code = re.sub(r"(?ms)^```.*?^```$|`[^`\n]*`", "", text)
    assert len(re.findall(r"(?m)^# ", without_code)) == 1
    assert re.findall(r"<[a-zA-Z/!][^>]*>", without_code) == []
    assert "{{" not in text
    assert "--8<--" not in text


@pytest.mark.parametrize("path", PROSE, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_files_lead_somewhere(path: Path) -> None:
    text = re.sub(r"(?ms)^```.*?^```$", "", path.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith(("https://", "#")):
            continue
        file, _, anchor = target.partition("#")
        if path.parent == PAGES and file in HUB_PAGES:
            continue
        linked = path.parent / file
        assert linked.exists(), f"{path.name} links to {target}"
        if anchor:
            headings = re.findall(r"(?m)^#+ (.+)$", linked.read_text(encoding="utf-8"))
            assert anchor in {re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") for heading in headings}


def test_the_readme_opens_with_what_this_is_and_the_two_commands() -> None:
    head = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## ")[0]
    assert re.search(r"(?m)^python3 build\.py +#", head)
    assert re.search(r"(?m)^python3 build\.py test +#", head)


def test_every_path_in_the_readme_exists() -> None:
    layout = (ROOT / "README.md").read_text(encoding="utf-8").split("## Layout")[1].split("\n## ")[0]
    paths = [path for cells in re.findall(r"(?m)^\| (`.+?) \|", layout) for path in re.findall(r"`([^`]+)`", cells)]
    assert len(paths) > 8
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_readme_lists_every_command() -> None:
    from dossier.cli import COMMANDS

    table = (ROOT / "README.md").read_text(encoding="utf-8").split("## Commands")[1].split("\n## ")[0]
    named = set(re.findall(r"(?m)^\| `([a-z-]+)", table))
    assert named == set(COMMANDS)


def test_every_path_with_an_owner_exists() -> None:
    text = (ROOT / ".github" / "CODEOWNERS").read_text(encoding="utf-8")
    paths = re.findall(r"(?m)^#? ?/(\S+) +@", text)
    assert len(paths) > 5
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_decisions_are_short_numbered_without_a_gap_and_listed_by_title() -> None:
    assert [int(path.name[:4]) for path in ADRS] == list(range(1, len(ADRS) + 1))
    index = (ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8")
    for path in ADRS:
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) < 60
        assert re.findall(r"(?m)^## (.+)$", text) == ["Context", "Decision", "Consequences"]
        title = text.split("\n")[0].removeprefix("# ")
        assert f"- [{title}]({path.name})\n" in index


@pytest.mark.parametrize("path", ADRS, ids=lambda path: path.stem)
def test_a_decision_says_below_its_title_when_it_was_accepted(path: Path) -> None:
    number = int(path.name[:4])
    beginning = rf"# {number}\. [^\n]+\n\nAccepted, [A-Z][a-z]+ 20[0-9]{{2}}\.(?: [^\n]+)?\n\n## Context\n"
    assert re.match(beginning, path.read_text(encoding="utf-8")), f"{path.name} lacks its status line"


def test_the_pages_quote_the_notice_of_unreviewed_records() -> None:
    method, about = (" ".join((PAGES / name).read_text("utf-8").split()) for name in ("method.md", "about.md"))
    assert f'at its head "{UNREVIEWED.removesuffix(".")}"' in method
    assert "its page says so at its head" in about


def test_contributing_shows_the_real_output_of_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from dossier.cli import main

    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)

    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    [name] = re.findall(r"(?m)^`(evidence/.+\.yaml)`:$", text)
    [record] = re.findall(r"(?ms)^```yaml\n(.*?)^```$", text)
    [report] = re.findall(r"(?ms)^```text\n(.*?)^```$", text)
    put_subject(tmp_path)
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text(record, encoding="utf-8")
    put_subject(tmp_path)
    assert main(["check", "--root", str(tmp_path)]) == 1
    printed = capsys.readouterr().out
    for message in report.split("\n\n"):
        assert message in printed


def test_contributing_has_fewer_than_100_lines() -> None:
    assert len((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()) < 100

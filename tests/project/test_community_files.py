"""Prose matches the program: terms, commands, paths and links."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

import pytest

from dossier.model import field_types, vocabulary
from dossier.model.labels import UNREVIEWED
from dossier.pages.sections import HUBS
from tests.shared.places import ROOT

PAGES = ROOT / "pages"
# The engine makes these pages, so they have no file in `pages/`; the prose may link to them.
HUB_PAGES = {hub.path for hub in HUBS}
PROSE = sorted(
    path
    for folder in (ROOT, PAGES, ROOT / "docs" / "adr", ROOT / ".github")
    for path in folder.glob("*.md")
    if path.is_file()
)
ADRS = sorted((ROOT / "docs" / "adr").glob("0*.md"))

# The Citation Style Language defines its own item types; the method page links to it.
DEFINED_ELSEWHERE = {vocabulary.CslType}
VOCABULARIES = [
    value
    for module in (vocabulary, field_types)
    for value in vars(module).values()
    if isinstance(value, type)
    and issubclass(value, StrEnum)
    and value is not StrEnum
    and value.__module__ == module.__name__
    if value not in DEFINED_ELSEWHERE and value is not field_types.ScalarKind
]


def method_tables() -> dict[str, dict[str, list[str]]]:
    """The tables of the method page: for each heading and term, the other cells of the row."""
    tables: dict[str, dict[str, list[str]]] = {}
    for part in re.split(r"(?m)^## ", (PAGES / "method.md").read_text(encoding="utf-8"))[1:]:
        heading, _, body = part.partition("\n")
        rows = re.findall(r"(?m)^\| \*\*([a-z-]+)\*\* \|(.+)\|$", body)
        tables[heading] = {term: [cell.strip() for cell in rest.split("|")] for term, rest in rows}
    return tables


@pytest.mark.parametrize("terms", VOCABULARIES, ids=lambda terms: str(terms.__name__))
def test_every_term_is_defined_with_an_example_and_a_counter_example(terms: type[StrEnum]) -> None:
    expected = {term.value for term in terms}
    complete = [rows for rows in method_tables().values() if expected <= rows.keys()]
    assert complete, f"no section of pages/method.md defines all of {sorted(expected)}"
    for rows in complete:
        for term in expected:
            assert len(rows[term]) == 3
            assert all(len(cell) > 3 for cell in rows[term]), (
                f"`{term}` lacks a meaning, an example or a counter-example"
            )


def test_every_defined_term_exists() -> None:
    existing = {term.value for terms in VOCABULARIES for term in terms}
    defined = {term for rows in method_tables().values() for term in rows}
    assert defined - existing == set()


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
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text(record, encoding="utf-8")
    assert main(["check", "--root", str(tmp_path)]) == 1
    assert capsys.readouterr().out.startswith(report)


def test_contributing_has_fewer_than_100_lines() -> None:
    assert len((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()) < 100

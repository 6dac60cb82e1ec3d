"""Hold what people read to what the program does: terms, commands, paths and links."""

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
# The engine makes these pages of the site; the prose may link to them.
HUB_PAGES = {hub.path for hub in HUBS}
PROSE = sorted(
    path
    for folder in (ROOT, PAGES, ROOT / "docs" / "adr", ROOT / ".github")
    for path in folder.glob("*.md")
    if path.is_file()
)
ADRS = sorted((ROOT / "docs" / "adr").glob("0*.md"))

# The types of items are defined by the Citation Style Language itself, which the page links to.
DEFINED_ELSEWHERE = {vocabulary.CslType}
VOCABULARIES = [
    value
    for module in (vocabulary, field_types)
    for value in vars(module).values()
    if isinstance(value, type)
    and issubclass(value, StrEnum)
    and value is not StrEnum
    and value.__module__ == module.__name__
    if value not in DEFINED_ELSEWHERE and value is not field_types.Reading
]


def sections() -> dict[str, dict[str, list[str]]]:
    """The tables of the method page: heading, then term, then the other cells of its row."""
    found: dict[str, dict[str, list[str]]] = {}
    for part in re.split(r"(?m)^## ", (PAGES / "method.md").read_text(encoding="utf-8"))[1:]:
        heading, _, body = part.partition("\n")
        rows = re.findall(r"(?m)^\| \*\*([a-z-]+)\*\* \|(.+)\|$", body)
        found[heading] = {term: [cell.strip() for cell in rest.split("|")] for term, rest in rows}
    return found


@pytest.mark.parametrize("terms", VOCABULARIES, ids=lambda terms: str(terms.__name__))
def test_every_term_is_defined_with_an_example_and_a_counter_example(terms: type[StrEnum]) -> None:
    wanted = {term.value for term in terms}
    covering = [rows for rows in sections().values() if wanted <= rows.keys()]
    assert covering, f"no one section of pages/method.md defines all of {sorted(wanted)}"
    for rows in covering:
        for term in wanted:
            assert len(rows[term]) == 3
            assert all(len(cell) > 3 for cell in rows[term]), (
                f"`{term}` lacks a meaning, an example or a counter-example"
            )


def test_no_term_is_defined_that_does_not_exist() -> None:
    existing = {term.value for terms in VOCABULARIES for term in terms}
    defined = {term for rows in sections().values() for term in rows}
    assert defined - existing == set()


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda path: path.name)
def test_pages_are_plain_markdown_with_one_title(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# ")
    outside = re.sub(r"(?ms)^```.*?^```$|`[^`\n]*`", "", text)
    assert len(re.findall(r"(?m)^# ", outside)) == 1
    assert re.findall(r"<[a-zA-Z/!][^>]*>", outside) == []
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
        found = path.parent / file
        assert found.exists(), f"{path.name} links to {target}"
        if anchor:
            headings = re.findall(r"(?m)^#+ (.+)$", found.read_text(encoding="utf-8"))
            assert anchor in {re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") for heading in headings}


def test_the_readme_opens_with_what_this_is_and_the_two_commands() -> None:
    head = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## ")[0]
    assert re.search(r"(?m)^python3 build\.py +#", head)
    assert re.search(r"(?m)^python3 build\.py test +#", head)


def test_the_readme_names_paths_that_exist() -> None:
    layout = (ROOT / "README.md").read_text(encoding="utf-8").split("## Layout")[1].split("\n## ")[0]
    paths = [path for cells in re.findall(r"(?m)^\| (`.+?) \|", layout) for path in re.findall(r"`([^`]+)`", cells)]
    assert len(paths) > 8
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_readme_names_the_commands_there_are() -> None:
    from dossier.cli import COMMANDS

    table = (ROOT / "README.md").read_text(encoding="utf-8").split("## Commands")[1].split("\n## ")[0]
    named = set(re.findall(r"(?m)^\| `([a-z-]+)", table))
    assert named == set(COMMANDS)


def test_owners_are_named_for_paths_that_exist() -> None:
    text = (ROOT / ".github" / "CODEOWNERS").read_text(encoding="utf-8")
    paths = re.findall(r"(?m)^#? ?/(\S+) +@", text)
    assert len(paths) > 5
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_decisions_are_numbered_without_a_gap_and_fit_one_page() -> None:
    assert [int(path.name[:4]) for path in ADRS] == list(range(1, len(ADRS) + 1))
    index = (ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8")
    for path in ADRS:
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) < 60
        assert re.findall(r"(?m)^## (.+)$", text) == ["Context", "Decision", "Consequences"]
        assert f"]({path.name})" in index


@pytest.mark.parametrize("path", ADRS, ids=lambda path: path.stem)
def test_a_decision_says_below_its_title_when_it_was_accepted(path: Path) -> None:
    number = int(path.name[:4])
    begins = rf"# {number}\. [^\n]+\n\nAccepted, [A-Z][a-z]+ 20[0-9]{{2}}\.(?: [^\n]+)?\n\n## Context\n"
    assert re.match(begins, path.read_text(encoding="utf-8")), f"{path.name} lacks its status line"


def test_the_pages_quote_what_unreviewed_records_say_at_their_head() -> None:
    quoted = f'at its head "{UNREVIEWED.removesuffix(".")}"'
    assert quoted in (PAGES / "method.md").read_text(encoding="utf-8")
    assert "its page says so at its head" in (PAGES / "about.md").read_text(encoding="utf-8")


def test_contributing_shows_what_the_check_really_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from dossier.cli import main

    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)

    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    name = re.findall(r"(?m)^`(evidence/.+\.yaml)`:$", text)
    records = re.findall(r"(?ms)^```yaml\n(.*?)^```$", text)
    shown = re.findall(r"(?ms)^```text\n(.*?)^```$", text)
    assert len(name) == len(records) == len(shown) == 1
    (tmp_path / name[0]).parent.mkdir(parents=True)
    (tmp_path / name[0]).write_text(records[0], encoding="utf-8")
    assert main(["check", "--root", str(tmp_path)]) == 1
    assert capsys.readouterr().out.startswith(shown[0])


def test_contributing_fits_one_screen() -> None:
    assert len((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()) < 80

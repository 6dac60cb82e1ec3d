"""Prose matches the program: terms, commands, paths and links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.shared.places import ROOT
from tests.shared.prose import dead_links
from tests.shared.toy import put_subject

PROSE = sorted(
    path for folder in (ROOT, ROOT / "docs" / "adr", ROOT / ".github") for path in folder.glob("*.md") if path.is_file()
)
ADRS = sorted((ROOT / "docs" / "adr").glob("0*.md"))


@pytest.mark.parametrize("path", PROSE, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_files_lead_somewhere(path: Path) -> None:
    assert dead_links(path) == []


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

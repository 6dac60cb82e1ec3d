"""Each mistake in `subject.yml` is reported, and nothing is written."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dossier.cli import main
from dossier.diagnostics import Span
from dossier.errors import DossierError
from dossier.model.record import Part
from dossier.model.subject import SUBJECT
from dossier.reading.load import load
from dossier.reading.subject import LocatedSubject, parse_subject, read_subject, required_subject
from dossier.reading.subject_records import story_records
from tests.shared.toy import DAY, TOY, TOY_SUBJECT, copy_toy

TEXT = (TOY / SUBJECT).read_text("utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_toy(tmp_path / "dossier")


def edit(root: Path, old: str, new: str) -> None:
    text = (root / SUBJECT).read_text("utf-8")
    assert text.count(old) >= 1, old
    (root / SUBJECT).write_text(text.replace(old, new, 1), "utf-8")


def place(text: str, words: str) -> tuple[int, int]:
    """The line and column at which these words first occur."""
    before = text[: text.index(words)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def remove(root: Path) -> None:
    (root / SUBJECT).unlink()


def put_folder(root: Path) -> None:
    (root / SUBJECT).unlink()
    (root / SUBJECT).mkdir()


def put_broken_link(root: Path) -> None:
    put_link(root)
    (root / "words.yml").unlink()


def put_link(root: Path) -> None:
    (root / SUBJECT).rename(root / "words.yml")
    (root / SUBJECT).symlink_to("words.yml")


def write_file(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("# More\n", "utf-8")


# What makes `subject.yml` unusable, the code of the diagnostic, and the words in the file to which it points.
MISTAKES: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "missing": (remove, "no-subject", ""),
    "empty": (lambda root: (root / SUBJECT).write_text("", "utf-8"), "empty-file", ""),
    "only a comment": (lambda root: (root / SUBJECT).write_text("# words\n", "utf-8"), "empty-file", ""),
    "a list": (lambda root: (root / SUBJECT).write_text("- focus\n", "utf-8"), "wrong-shape", "- focus"),
    "a text": (lambda root: (root / SUBJECT).write_text("words\n", "utf-8"), "wrong-shape", "words"),
    "broken": (lambda root: edit(root, "focus:", "focus: ["), "syntax", ""),
    "a link": (put_link, "not-a-file", ""),
    "a broken link": (put_broken_link, "not-a-file", ""),
    "a folder": (put_folder, "not-a-file", ""),
    "an unknown field": (lambda root: edit(root, "focus:\n", "focus:\n  colour: red\n"), "unknown-field", "colour"),
    "no name": (lambda root: edit(root, "  name: force\n", ""), "missing-field", "plural: forces"),
    "a misspelt voice": (lambda root: edit(root, "voice: reported", "voice: reportd"), "unknown-value", "reportd"),
    "a folder with a slash": (lambda root: edit(root, "folder: forces", "folder: a/b"), "unreadable-code", "a/b"),
    "a folder of another kind": (lambda root: edit(root, "folder: forces", "folder: claims"), "subject-word", "claims"),
    "a folder of the site": (lambda root: edit(root, "folder: forces", "folder: api"), "subject-word", "api"),
    "a folder with the address of a page": (
        lambda root: (root / "pages/Forces.md").write_text("# Forces\n", "utf-8"),
        "subject-word",
        "forces\n  kinds",
    ),
    "a folder with the address of a folder of pages": (
        lambda root: write_file(root / "pages/forces/more.md"),
        "subject-word",
        "forces\n  kinds",
    ),
    "a term twice": (
        lambda root: edit(root, "term: denial", "term: reported-use"),
        "subject-word",
        "reported-use\n    label: Denial",
    ),
    "a kind of every dossier": (
        lambda root: edit(root, "term: national-agency", "term: government"),
        "subject-word",
        "government\n      label: National",
    ),
    "a question with an unknown term": (
        lambda root: edit(root, "involvements: [admission]", "involvements: [admision]"),
        "subject-word",
        "admision",
    ),
    "a register with a name that every model has": (
        lambda root: edit(root, "scheme: ons\n", "scheme: model_config\n"),
        "subject-word",
        "model_config",
    ),
    "a sentence without records": (
        lambda root: edit(root, "records: [PRO-2026-0003]", "records: []"),
        "empty-field",
        "[]\n",
    ),
    "a sentence with an empty record": (
        lambda root: edit(root, "records: [PRO-2026-0003]", 'records: [""]'),
        "empty-field",
        '""]\n',
    ),
    "a map of an unknown kind": (
        lambda root: edit(root, "kinds: [territorial-force]", "kinds: [teritorial-force]"),
        "subject-word",
        "teritorial-force",
    ),
    "a map without countries": (lambda root: edit(root, "countries: [GB]", "countries: []"), "empty-field", "[]"),
    "a square at the place of another": (
        lambda root: edit(root, "column: 1, row: 1}", "column: 0, row: 1}"),
        "subject-word",
        "0, row: 1}\nstory",
    ),
    "a square with the name of another": (
        lambda root: edit(root, "{name: Nether Valley", "{name: Hills"),
        "subject-word",
        "Hills, short",
    ),
    "a square that is far away": (
        lambda root: edit(root, "column: 1, row: 1}", "column: 1000, row: 1}"),
        "subject-word",
        "1000",
    ),
    "a body on two squares": (
        lambda root: edit(root, "column: 1, row: 1}", "column: 1, row: 1, body: ashby-vale-police}"),
        "subject-word",
        "ashby-vale-police}\nstory",
    ),
    "an unknown date": (lambda root: edit(root, "date: 2025", "date: soon"), "unreadable-date", "soon"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_reported_at_its_place_and_nothing_is_written(
    name: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make, code, words = MISTAKES[name]
    make(root)
    before = sorted(root.rglob("*"))

    loaded = load(root, DAY)
    found = loaded.diagnostics[0]
    assert (found.code, found.span.path) == (code, SUBJECT)
    if words:
        assert (found.span.line, found.span.column) == place((root / SUBJECT).read_text("utf-8"), words)
    assert found.help
    assert not loaded.dossier.entries
    with pytest.raises(DossierError, match="`check` prints all problems"):
        required_subject(root)

    assert main(["check", "--root", str(root)]) == 1
    assert f"[{code}]" in capsys.readouterr().out
    assert main(["build", "--root", str(root)]) == 1
    assert f"[{code}]" in capsys.readouterr().out
    for command in (["new", "claim", "--set", "statement=x"], ["schema"]):
        assert main([*command, "--root", str(root)]) == 2
        assert SUBJECT in capsys.readouterr().err
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize("name", [name for name in dir(Part) if re.fullmatch("[a-z]+(_[a-z]+)*", name)])
def test_no_register_has_the_name_of_an_attribute_of_its_model(name: str) -> None:
    found = parse_subject(TEXT.replace("scheme: ons\n", f"scheme: {name}\n").encode())
    assert not isinstance(found, LocatedSubject)
    assert [problem.code for problem in found] == ["subject-word"]


@pytest.mark.parametrize("name", ["class", "model", "model_dump_number", "none", "self"])
def test_a_register_can_have_any_other_name(name: str, root: Path) -> None:
    edit(root, "scheme: police_uk\n", f"scheme: {name}\n")
    for body in (root / "evidence").rglob("ashby-vale-*.yaml"):
        body.write_text(body.read_text("utf-8").replace("  police_uk: ", f"  {name}: "), "utf-8")
    loaded = load(root, DAY)
    assert not loaded.diagnostics
    force = loaded.dossier.body("ashby-vale-police")
    assert force is not None
    assert ("data.police.uk", "ashby-vale") in [
        (scheme.label, text) for scheme, text in loaded.dossier.subject.identifiers_of(force)
    ]


def test_each_mistake_of_a_file_is_reported() -> None:
    text = TEXT.replace("folder: forces", "folder: claims").replace("term: denial", "term: reported-use")
    found = parse_subject(text.replace("[admission]", "[admision, deniall]").encode())
    assert not isinstance(found, LocatedSubject)
    # `denial` is missing from the questions now.
    assert [problem.code for problem in found] == ["subject-word"] * 5
    found = parse_subject(TEXT.replace("voice: reported", "voice: loud").encode())
    assert not isinstance(found, LocatedSubject)
    assert [problem.code for problem in found] == ["unknown-value"] * TEXT.count("voice: reported")


def test_a_term_that_records_use_and_the_subject_lacks_is_reported_at_the_records(root: Path) -> None:
    edit(root, "term: reported-trial\n", "term: reported-visit\n")
    edit(root, "involvements: [reported-registration, reported-trial,", "involvements: [reported-registration,")
    path = "evidence/claims/CLM-2026-0001.yaml"
    problem = next(problem for problem in load(root, DAY).diagnostics if problem.span.path == path)
    assert problem.code == "unknown-value"
    assert (problem.span.line, problem.span.column) == place((root / path).read_text("utf-8"), "reported-trial")
    assert "`reported-trial` is not one of: reported-registration, reported-visit, " in problem.message


def test_kinds_and_identifiers_that_the_subject_lacks_are_reported_at_the_records(root: Path) -> None:
    edit(root, "term: territorial-force\n", "term: local-body\n")
    edit(root, "kinds: [territorial-force]", "kinds: [local-body]")
    edit(root, "scheme: ons\n", "scheme: onz\n")
    path = "evidence/forces/ashby-vale-police.yaml"
    text = (root / path).read_text("utf-8")
    problems = {problem.code: problem for problem in load(root, DAY).diagnostics if problem.span.path == path}
    assert set(problems) == {"unknown-value", "unknown-field"}
    assert (problems["unknown-value"].span.line, problems["unknown-value"].span.column) == place(
        text, "territorial-force"
    )
    assert "local-body, national-agency, other-law-enforcement" in problems["unknown-value"].message
    assert (problems["unknown-field"].span.line, problems["unknown-field"].span.column) == place(text, "ons: E")


def test_the_subject_has_the_places_of_its_values() -> None:
    located = read_subject(TOY)
    assert isinstance(located, LocatedSubject)
    assert located.subject == TOY_SUBJECT
    dossier = load(TOY, DAY).dossier
    line, column = place(TEXT, "PRO-2026-0001")
    assert [at for _, at in story_records(dossier)][1] == Span(SUBJECT, line, column, line, column + 13)


def test_another_folder_removes_the_published_identifiers(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "Base"]):
        subprocess.run([*git, *arguments], cwd=root, check=True)
    assert main(["check", "--root", str(root), "--base", "HEAD"]) == 0
    edit(root, "folder: forces", "folder: constabularies")
    (root / "evidence/forces").rename(root / "evidence/constabularies")
    capsys.readouterr()

    assert main(["check", "--root", str(root), "--base", "HEAD", "--format", "full"]) == 1

    out = capsys.readouterr().out
    for name in ("ashby-vale-police", "county-roads-unit"):
        message = f"`{name}` was published in `forces`, and is now in `constabularies`"
        assert f"error[identifier-removed]: {message}\n  --> evidence/constabularies/{name}.yaml" in out


def test_no_folder_that_the_site_makes_can_hold_the_bodies_in_focus(toy: Path) -> None:
    written = {path.stem for path in (TOY / "pages").glob("*.md")}
    made = {path.name for path in (toy / "build/site").iterdir() if path.is_dir()} - written - {"forces"}
    assert {"api", "claims", "timeline"} <= made
    for folder in made:
        found = parse_subject(TEXT.replace("folder: forces", f"folder: {folder}").encode())
        assert not isinstance(found, LocatedSubject), folder
        assert [problem.code for problem in found] == ["subject-word"]


def test_redacted_squares_can_have_the_same_name(root: Path) -> None:
    for name in ("Hills,", "Nether Valley,"):
        edit(root, f"{{name: {name}", '{name: "Hills of [redacted]",')
    assert load(root, DAY).diagnostics == ()

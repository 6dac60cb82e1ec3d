"""Dossiers of other subjects show only their own words."""

from __future__ import annotations

import gzip
import re
import shutil
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from dossier.checks.explain import codes, explanation
from dossier.cli import main
from dossier.model.identifiers import Kind
from dossier.reading.subject import required_subject
from tests.shared.places import ENGINE, TESTS
from tests.shared.releasing import make_working_clone

SUBJECTS = TESTS / "subjects"
NAMES = ["fines", "strikes"]
# Each word alone, as a part of a name such as `force_id`, or as the beginning of one such as `ForceKind`.
WORD = re.compile(
    r"(?i:(?<![a-z0-9])(?:forces?|police|clearview|metropolitan|met(?=-)|ico)(?![a-z0-9]))"
    r"|Force(?=[A-Z])|Police(?=[A-Z])"
)
# English phrases, and the arguments of libraries, that say nothing of police forces.
OTHER_MEANINGS = re.compile(
    r"\b(?:in|by)\s+force\b|\bforce-(?:push(?:ed)?|include)\b|\bforce=(?:True|False)\b", re.IGNORECASE
)


def found(text: str) -> list[str]:
    """The words of police forces in a text, each with the text around it."""
    text = OTHER_MEANINGS.sub(" ", text)
    return [text[max(0, match.start() - 40) : match.end() + 40] for match in WORD.finditer(text)]


def text_of(path: Path) -> str:
    content = path.read_bytes()
    if content.startswith(b"\x1f\x8b"):
        content = gzip.decompress(content)
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as packed:
            content = b"\n".join(map(packed.read, packed.namelist()))
    return content.decode("utf-8", "replace")


def problems(root: Path, files: Iterator[Path]) -> list[str]:
    """Each word of police forces in the names and the contents of these files."""
    return [
        f"{path.relative_to(root)}: {' '.join(words.split())}"
        for path in files
        for words in (*found(path.relative_to(root).as_posix()), *found(text_of(path)))
    ]


def our_files(site: Path) -> Iterator[Path]:
    """Yield the files of a site, without those of the theme and of other projects."""
    theme = find_spec("material")
    assert theme is not None
    assert theme.submodule_search_locations
    templates = Path(theme.submodule_search_locations[0]) / "templates"
    for path in sorted(site.rglob("*")):
        relative = path.relative_to(site)
        if path.is_file() and not (templates / relative).is_file() and relative.parts[:2] != ("assets", "vendor"):
            yield path


def test_the_words_are_found() -> None:
    for text in (
        "the Force's",
        "forces/",
        '"force_id"',
        "class ForceKind",
        "POLICE",
        "police_uk",
        "Clearview AI",
        "/force",
        "such as `ico`",
        "CLM-2026-NEW-met-reply",
    ):
        assert found(text), text
    for text in ("enforced", "a law in force", "by force", "force-pushed", "dump(force=True)", "we met", "icon"):
        assert not found(text), text


@pytest.mark.parametrize("name", NAMES)
def test_a_dossier_of_another_subject_has_records_of_each_kind_and_no_problem(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--strict", "--root", str(SUBJECTS / name)]) == 0
    evidence = SUBJECTS / name / "evidence"
    records = len(list(evidence.rglob("*.yaml")))
    assert f"0 errors, 0 warnings in {records} records" in capsys.readouterr().out
    subject = required_subject(SUBJECTS / name)
    assert {path.name for path in evidence.iterdir()} == {
        subject.folder(kind) for kind in Kind if kind is not Kind.CAPTURE
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_site_of_another_subject_has_its_own_words_only(name: str, tmp_path: Path) -> None:
    root = Path(shutil.copytree(SUBJECTS / name, tmp_path / "dossier", ignore=shutil.ignore_patterns("build")))
    assert main(["build", "--no-search", "--root", str(root)]) == 0
    site, subject = root / "build/site", required_subject(root)
    files = list(our_files(site))
    assert {".html", ".json", ".csv", ".jsonl", ".sqlite", ".xlsx", ".xml", ".ics", ".js", ".css"} <= {
        path.suffix for path in files
    }
    assert problems(site, iter(files)) == []
    hub = (site / subject.folder(Kind.FOCUS) / "index.html").read_text("utf-8")
    assert subject.focus.plural.capitalize() in hub
    for path in (root / "evidence" / subject.folder(Kind.FOCUS)).iterdir():
        assert (site / subject.living_page(Kind.FOCUS, path.stem) / "index.html").is_file()
        assert (site / f"api/v1/focus/{path.stem}.json").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_release_of_another_subject_has_its_own_words_only(name: str, tmp_path: Path) -> None:
    works = make_working_clone(tmp_path, SUBJECTS / name)
    done = works.release("--first")
    assert done.returncode == 0, done.stdout + done.stderr
    frozen = [path for path in works.tree() if path.startswith("r/") and path.endswith(("/index.html", "/record.json"))]
    assert len(frozen) >= 2 * 10
    assert [
        f"{path}: {words}" for path in works.tree() for words in found(works.read(path).decode("utf-8", "replace"))
    ] == []
    assert [words for path in works.tree() for words in found(path)] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_schemas_of_another_subject_have_its_own_words_only(name: str, tmp_path: Path) -> None:
    root = Path(shutil.copytree(SUBJECTS / name, tmp_path / "dossier"))
    assert main(["schema", "--root", str(root)]) == 0
    written = sorted((root / "schemas").iterdir())
    assert [path.name for path in written] == sorted(f"{schema}.schema.json" for schema in (*Kind, "subject"))
    assert problems(root, iter(written)) == []


@pytest.mark.parametrize("code", codes())
def test_no_explanation_has_a_word_of_a_subject(code: str) -> None:
    assert found(code) == []
    assert found(explanation(code) or "") == []


def test_no_file_of_the_engine_has_a_word_of_a_subject() -> None:
    files = (
        path
        for path in sorted(ENGINE.rglob("*"))
        if path.is_file() and "vendor" not in path.parts and "__pycache__" not in path.parts
    )
    assert problems(ENGINE, files) == []

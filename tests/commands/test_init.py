"""Tests of `init`: a new dossier, its pinned engine and its examples."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from html import unescape
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from ci.split_guard import split_paths
from dossier.cli import main
from dossier.commands import STARTED_AS
from dossier.reading.subject import required_subject
from dossier.site.term_tables import term_tables
from tests.shared.bare_python import bare_python, serving, wheel_of
from tests.shared.conversation import INTERRUPT, converse
from tests.shared.places import ROOT
from tests.shared.toy import DAY

ANSWERS = {
    "name": "Fines & *delays* of [airlines]_2",
    "subject-word": "airline",
    "plural": "airlines",
    "address": "https://dossier.example.org",
    "publisher": "Airline Watch: a charity",
    "contact": "the_desk@example.org",
}
CLAIM = f"evidence/claims/CLM-{DAY.year}-0001.yaml"
PROCEEDING = f"evidence/proceedings/PRO-{DAY.year}-0001.yaml"
WHEEL = "engine/dossier-0.1.0-py3-none-any.whl"


def arguments(folder: Path, **changes: str | None) -> list[str]:
    """The command line of `init` with these answers. An answer that is None is left out."""
    answers = {**ANSWERS, **{name.replace("_", "-"): text for name, text in changes.items()}}
    options = (part for name, text in answers.items() if text is not None for part in (f"--{name}", text))
    return ["init", str(folder), *options]


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new dossier. Tests only read it."""
    folder = tmp_path_factory.mktemp("init") / "a new dossier"
    assert main(arguments(folder)) == 0
    return folder


@pytest.fixture
def copy(new: Path, tmp_path: Path) -> Path:
    return shutil.copytree(new, tmp_path / "copy")


@pytest.fixture(scope="module")
def built(new: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the new dossier with its built site."""
    root = shutil.copytree(new, tmp_path_factory.mktemp("built") / "dossier")
    assert main(["build", "--no-search", "--root", str(root)]) == 0
    return root


def test_the_only_problems_of_the_new_dossier_are_its_blanks(new: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blanks = sum(page.read_text("utf-8").count("[FILL IN") for page in (new / "pages").glob("*.md"))
    assert main(["check", "--root", str(new)]) == 0
    out = capsys.readouterr().out
    assert out.count("warning[unfilled-blank]") == blanks > 4
    assert f"0 errors, {blanks} warnings in 5 records" in out
    assert main(["schema", "--check", "--root", str(new)]) == 0
    assert os.access(new / ".ci/run", os.X_OK)


def test_its_form_for_evidence_has_the_words_of_its_subject(new: Path) -> None:
    form = (new / ".github/ISSUE_TEMPLATE/add-evidence.yml").read_text("utf-8")
    assert '"Which airlines or other bodies is it about?"' in form
    labels = {involvement.label for involvement in required_subject(new).involvements}
    assert {line.strip().removeprefix('- "').removesuffix('"') for line in form.splitlines()} >= labels
    with zipfile.ZipFile(new / WHEEL) as wheel:
        forms = [name.rpartition("/")[2] for name in wheel.namelist() if "/ISSUE_TEMPLATE/" in name]
    assert sorted(forms) == ["config.yml", "report-error.yml", "right-of-reply.yml"]


def test_the_new_dossier_has_a_record_of_each_kind_and_the_answers(new: Path) -> None:
    folders = {path.parent.name for path in (new / "evidence").glob("*/*.yaml")}
    assert folders == {"claims", "sources", "organisations", "proceedings", "airlines"}
    about = (new / "pages/about.md").read_text("utf-8")
    assert "Airline Watch: a charity publishes" in about
    assert r"You can write to the\_desk@example.org." in about
    assert "[FILL IN: " in about
    for path in new.rglob("*.md"):
        assert "{{" not in path.read_text("utf-8"), path


def test_every_path_that_its_files_name_exists(new: Path) -> None:
    owned = re.findall(r"(?m)^# /(\S+) +@", (new / ".github/CODEOWNERS").read_text("utf-8"))
    layout = (new / "README.md").read_text("utf-8").split("## Layout")[1].split("\n## ")[0]
    listed = [path for row in re.findall(r"(?m)^\| (`.+?) \|", layout) for path in re.findall(r"`([^`]+)`", row)]
    assert min(len(owned), len(listed)) > 8
    assert [path for path in (*owned, *listed) if not (new / path).exists()] == []


@pytest.mark.slow
def test_the_new_site_shows_the_name_and_the_answers_as_text(built: Path) -> None:
    page = unescape((built / "build/site/index.html").read_text("utf-8"))
    assert "<title>Fines & *delays* of [airlines]_2</title>" in page
    assert 'href="https://dossier.example.org/"' in page
    assert re.search(r"<h1[^>]*>Fines & \*delays\* of \[airlines\]_2", page)


def test_the_new_method_page_has_each_table_of_terms(new: Path) -> None:
    tables = re.findall(r"(?m)^\[terms: (.+)\]$", (new / "pages/method.md").read_text("utf-8"))
    assert sorted(tables) == sorted(term_tables(required_subject(new)))


def test_the_new_dossier_can_be_published_when_its_blanks_are_filled_in(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--final", "--root", str(copy)]) == 1
    assert "error[unfilled-blank]" in capsys.readouterr().out
    for page in (copy / "pages").glob("*.md"):
        page.write_text(re.sub(r"\[FILL IN[^]]*\]", "Our own words.", page.read_text("utf-8")), "utf-8")
    assert main(["check", "--final", "--strict", "--root", str(copy)]) == 0


@pytest.mark.slow
def test_without_its_examples_the_new_dossier_is_empty_and_still_builds(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", "--remove-examples", str(copy)]) == 0
    assert "5 example records removed" in capsys.readouterr().out
    assert list((copy / "evidence").rglob("*.yaml")) == []
    assert "\nstory:" not in (copy / "subject.yml").read_text("utf-8")
    assert main(["build", "--no-search", "--root", str(copy)]) == 0
    assert "warnings in 0 records; `check` lists them" in capsys.readouterr().out
    assert main(["check", "--final", "--root", str(copy)]) == 1
    assert "error[no-records]" in capsys.readouterr().out
    assert main(["init", "--remove-examples", str(copy)]) == 0
    assert "0 example records removed" in capsys.readouterr().out


def test_a_changed_example_stays_with_what_it_names(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = copy / PROCEEDING
    path.write_text(path.read_text("utf-8").replace("A resident", "A pilot"), "utf-8")
    assert main(["init", "--remove-examples", str(copy)]) == 0
    out = capsys.readouterr().out
    assert f"{PROCEEDING} stays: it was changed\n" in out
    assert f"evidence/airlines/example-body.yaml stays: {PROCEEDING} names it\n" in out
    assert out.endswith("\n1 example record removed\n")
    assert not (copy / CLAIM).exists()
    assert main(["check", "--root", str(copy)]) == 0


def test_line_ends_of_windows_are_no_change(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (copy / "subject.yml", *(copy / "evidence").rglob("*.yaml")):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert main(["init", "--remove-examples", str(copy)]) == 0
    assert "5 example records removed" in capsys.readouterr().out
    words = (copy / "subject.yml").read_bytes()
    assert b"story:" not in words
    assert words.count(b"\r\n") == words.count(b"\n") > 0


@pytest.mark.parametrize("name", ["evidence/claims", "evidence", CLAIM])
def test_examples_behind_a_link_stay(name: str, copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / name).rename(tmp_path / "elsewhere")
    (copy / name).symlink_to(tmp_path / "elsewhere")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    assert main(["init", "--remove-examples", str(copy)]) == 2
    assert f"`{name}` is a link, and is not followed: nothing was removed" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_an_own_sentence_of_the_story_stays(copy: Path) -> None:
    path = copy / "subject.yml"
    own = f"  - date: 2025\n    text: Another sentence.\n    records: [PRO-{DAY.year}-0001]\n"
    path.write_text(path.read_text("utf-8") + own, "utf-8")
    assert main(["init", "--remove-examples", str(copy)]) == 0
    assert path.read_text("utf-8").endswith(f"\nstory:\n{own}")
    assert (copy / PROCEEDING).exists()
    assert not (copy / CLAIM).exists()
    assert main(["check", "--root", str(copy)]) == 0


def test_the_lock_pins_a_valid_wheel_which_is_a_part_of_the_engine(new: Path) -> None:
    lock = (new / "requirements/run.txt").read_text("utf-8")
    digest = hashlib.sha256((new / WHEEL).read_bytes()).hexdigest()
    assert f"\n./{WHEEL} \\\n    --hash=sha256:{digest}\n" in lock
    with zipfile.ZipFile(new / WHEEL) as wheel:
        [record] = [name for name in wheel.namelist() if name.endswith(".dist-info/RECORD")]
        rows = [row.rsplit(",", 2) for row in wheel.read(record).decode().splitlines()]
        assert [name for name, _, _ in rows] == wheel.namelist()
        for name, listed, size in rows[:-1]:
            content = wheel.read(name)
            encoded = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
            assert (listed, size) == (f"sha256={encoded}", str(len(content)))
    assert split_paths([WHEEL, CLAIM]).engine == (WHEEL,)


def test_the_packaged_front_door_is_that_of_the_checkout() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included == {path: f"dossier/drafting/front_door/{path}" for path in included}
    assert [path for path in included if not (ROOT / path).exists()] == []


def test_an_engine_from_the_wheel_writes_the_same_wheel(new: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(new / WHEEL) as wheel:
        wheel.extractall(tmp_path / "packages")
    command = [sys.executable, "-P", "-m", "dossier", *arguments(tmp_path / "second")]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "packages")}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    files = {path.relative_to(new): path.read_bytes() for path in new.rglob("*") if path.is_file()}
    second = tmp_path / "second"
    assert {path.relative_to(second): path.read_bytes() for path in second.rglob("*") if path.is_file()} == files


def test_the_programs_of_its_workflows_find_the_engine_in_the_wheel(new: Path) -> None:
    workflows = [path.read_text("utf-8") for path in (new / ".github/workflows").glob("*.yml")]
    programs = sorted({name for text in workflows for name in re.findall(r"python3 -m (ci\.\w+)", text)})
    assert len(programs) > 10
    command = [sys.executable, "-B", "-S", "-c", f"import {', '.join(programs)}, dossier; print(dossier.__file__)"]
    done = subprocess.run(command, cwd=new, env={}, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(str(new / WHEEL))


@pytest.mark.slow
def test_its_front_door_installs_the_pinned_engine_and_runs_the_checks(copy: Path, tmp_path: Path) -> None:
    """The packages of this environment are packed again and served, so the lock gets the hashes of these wheels."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    lock = copy / "requirements/run.txt"
    pinned, _, packages = lock.read_text("utf-8").partition("# This file")
    try:
        files = [wheel_of("pip", wheels)]
    except PackageNotFoundError:
        pytest.skip("this environment has no pip that could be packed")
    for name in re.findall(r"(?m)^([a-z0-9-]+)==", packages):
        try:
            distribution(name)
        except PackageNotFoundError:  # it is for another system
            continue
        files.append(wheel_of(name, wheels))
    lines = [_lock_entry(path) for path in files]
    (copy / "requirements/pip.txt").write_text(lines[0], "utf-8")
    lock.write_text(pinned + "".join(lines[1:]), "utf-8")
    with serving(wheels) as index:
        environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PIP_CONFIG_FILE": os.devnull}
        environment |= {"PIP_INDEX_URL": index.url, "SOURCE_DATE_EPOCH": os.environ["SOURCE_DATE_EPOCH"]}
        command = [str(bare_python(tmp_path / "python")), str(copy / "build.py"), "test"]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 record pages in build/site" in done.stdout
    [installed] = (copy / ".venv").glob("lib/python*/site-packages/dossier-*.dist-info")
    assert not list(installed.parent.glob("dossier.pth"))


def _lock_entry(wheel: Path) -> str:
    project, version, *_ = wheel.name.split("-")
    return f"{project}=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


def test_refuses_a_folder_that_is_not_empty_a_file_and_a_link(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    full, file, link, broken = (tmp_path / name for name in ("full", "file", "link", "broken"))
    full.mkdir()
    (full / "letter.txt").touch()
    file.touch()
    (tmp_path / "empty").mkdir()
    link.symlink_to("empty")
    broken.symlink_to("nowhere")
    for folder, reason in ((full, "is not empty"), (file, "is a file"), (link, "is a link"), (broken, "is a link")):
        assert main(arguments(folder)) == 2
        assert f"{folder} {reason}" in capsys.readouterr().err
    assert [path.name for path in full.iterdir()] == ["letter.txt"]
    assert not list((tmp_path / "empty").iterdir())


@pytest.mark.parametrize("is_finished", [True, False])
def test_a_clone_of_an_empty_repository_is_filled(
    is_finished: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dossier.commands import init

    clone = tmp_path / "clone"
    clone.mkdir()
    subprocess.run(["git", "init", "--quiet"], cwd=clone, check=True)
    (clone / ".DS_Store").touch()
    if not is_finished:
        monkeypatch.setattr(init, "_PROGRAMS", ("missing",))
    assert main(arguments(clone)) == (0 if is_finished else 2)
    assert (clone / ".git/HEAD").is_file()
    assert (clone / "subject.yml").is_file() == is_finished
    assert ({path.name for path in clone.iterdir()} == {".git", ".DS_Store"}) == (not is_finished)


@pytest.mark.parametrize("contact", ["o'neil+desk@mail.example.org", "http://example.org/reply", "büro@müller.example"])
def test_takes_an_address_as_contact(contact: str, tmp_path: Path) -> None:
    assert main(arguments(tmp_path / "new", contact=contact)) == 0


def test_without_a_terminal_lists_all_missing_options(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments(tmp_path / "new", name=None, contact=None)) == 2
    assert capsys.readouterr().err.endswith("give --name, --contact\n")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"subject_word": "Airline 1!"}, "--subject-word: `Airline 1!` is not a word"),
        ({"subject_word": "claim"}, "--subject-word: `claim` is the name of another kind of record"),
        ({"name": "a<b>"}, "--name: `a<b>` has a character"),
        ({"name": " "}, "--name: it is empty"),
        ({"address": "http://example.org"}, "does not begin with https://"),
        ({"address": "https://localhost/"}, "this machine's own address"),
        ({"contact": "the desk"}, "--contact: `the desk` is neither"),
        ({"contact": "https://x)[y](javascript:alert(1))"}, "is neither an e-mail address nor a web address"),
        ({"contact": "https://x.org/)[y](javascript:alert(1))"}, "is neither an e-mail address"),
        ({"contact": "a@x.org)[y](javascript:alert(1))"}, "is neither an e-mail address"),
        ({"plural": "claims"}, "--plural: the folder `claims` holds other pages"),
        ({"plural": "about"}, "--plural: the folder `about` has the address of `pages/about.md`"),
        ({"plural": "how to cite"}, "--plural: the folder `how-to-cite` has the address of `pages/how-to-cite.md`"),
    ],
)
def test_refuses_an_answer_that_cannot_be_used(
    changes: dict[str, str], reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments(tmp_path / "new", **changes)) == 2
    assert reason in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_leaves_nothing_behind_if_a_file_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dossier.commands import init

    # The file is not written, so that its mode cannot be changed at the end.
    monkeypatch.setattr(init, "_PROGRAMS", ("missing",))
    (tmp_path / "empty").mkdir()
    for name in ("new", "empty"):
        assert main(arguments(tmp_path / name)) == 2
    assert not (tmp_path / "new").exists()
    assert not list((tmp_path / "empty").iterdir())


def test_asks_on_a_terminal_until_an_answer_can_be_used(tmp_path: Path) -> None:
    code, screen = converse(
        arguments(tmp_path / "new", subject_word=None, plural=None, address=None),
        [
            ("\nsubject word: ", "claim"),
            ("\nsubject word: ", "airline"),
            ("\nplural: ", "timeline"),
            ("\nplural: ", "con"),
            ("\nplural: ", "airlines"),
            ("\naddress: ", "example.org"),
            ("\naddress: ", "https://asked.example.org/"),
        ],
    )
    assert code == 0, screen
    assert "! `claim` is the name of another kind of record: choose another word" in screen
    assert "! the folder `timeline` holds other pages of the site: choose another word" in screen
    assert "! Windows cannot store a folder named `con`: choose another word" in screen
    assert "does not begin with https://" in screen
    assert '"https://asked.example.org/"' in (tmp_path / "new/mkdocs.yml").read_text("utf-8")
    assert required_subject(tmp_path / "new").focus.plural == "airlines"


def test_no_answer_is_lost_if_the_questions_are_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(STARTED_AS, raising=False)
    code, screen = converse(
        ["init", str(tmp_path / "new")],
        [("\nname: ", "Fines & *delays*"), ("\nsubject word: ", "airline"), ("\nplural: ", INTERRUPT)],
    )
    assert code == 130, screen
    assert not (tmp_path / "new").exists()
    [line] = [line for line in screen.splitlines() if line.startswith("dossier init ")]
    assert shlex.split(line)[1:] == ["init", str(tmp_path / "new"), "--name=Fines & *delays*", "--subject-word=airline"]


def test_the_plural_may_be_the_word_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments(tmp_path / "new", subject_word="aircraft", plural="aircraft")) == 0
    assert "with an example of each kind of record except a capture\n" in capsys.readouterr().out
    assert main(["check", "--root", str(tmp_path / "new")]) == 0
    assert main(["schema", "--check", "--root", str(tmp_path / "new")]) == 0


def test_the_words_of_the_site_are_in_english_only(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = copy / "mkdocs.yml"
    path.write_text(path.read_text("utf-8").replace("language: en", "language: fr"), "utf-8")
    assert main(["build", "--root", str(copy)]) == 2
    assert "`mkdocs.yml` cannot be used: `theme.language` is `fr`" in capsys.readouterr().err
    assert not (copy / "build/site").exists()

"""Tests of the programs that judge a pull request."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ci import commands, engine, judge, tools
from ci.commands import Annotation, Level
from ci.judge import MOST_LISTED, summary
from ci.split_guard import Changes, changes, split_paths
from dossier.cli import main
from dossier.drafting.generated import FORM, generated_files
from tests.commands.test_assign_ids import SOURCE
from tests.shared.places import ROOT
from tests.shared.releasing import git
from tests.shared.toy import TOY_SUBJECT, put_subject

ORGANISATION = """\
id: ico
name: Information Commissioner's Office
kind: regulator
country: GB
"""


class PullRequest:
    """A repository whose HEAD is a merge commit such as the hosting service makes for a pull request."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "--quiet", "--initial-branch=main")
        put_subject(folder)
        assert main(["schema", "--root", str(folder)]) == 0
        self.write(
            {"evidence/organisations/ico.yaml": ORGANISATION, "dossier/engine.py": "a = 1\n", "README.md": "words\n"}
        )
        self.commit("base")

    def git(self, *arguments: str) -> None:
        identity = ["-c", "user.name=Tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "-C", str(self.folder), *identity, *arguments], check=True, capture_output=True)

    def write(self, files: dict[str, str]) -> None:
        for path, text in files.items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_text(text, encoding="utf-8")

    def commit(self, message: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)

    def merge(self, files: dict[str, str]) -> None:
        """Change the files on a branch, add a commit to main, and merge."""
        self.git("switch", "--quiet", "-c", "branch")
        self.write(files)
        self.commit("change")
        self.git("switch", "--quiet", "main")
        self.write({"docs/later.md": "a later change\n"})
        self.commit("later")
        self.git("merge", "--quiet", "--no-ff", "-m", "merge", "branch")


@pytest.fixture
def pull_request(tmp_path: Path) -> PullRequest:
    folder = tmp_path / "data"
    folder.mkdir()
    return PullRequest(folder)


def run(module: str, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "DOSSIER_"))}
    return subprocess.run(
        [sys.executable, "-m", f"ci.{module}", *map(str, arguments)],
        cwd=ROOT,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def outputs(path: Path) -> dict[str, str]:
    return dict(line.split("=", 1) for line in path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(
    ("files", "engine", "evidence"),
    [
        ({"evidence/organisations/ico.yaml": ORGANISATION + "url: https://ico.org.uk/\n"}, "false", "true"),
        ({"dossier/engine.py": "a = 2\n"}, "true", "false"),
        ({".github/workflows/check.yml": "on: push\n"}, "true", "false"),
        ({"mkdocs.yml": "site_name: x\n"}, "true", "false"),
        ({"pages/about.md": "# About\n", "dossier/engine.py": "a = 2\n"}, "true", "false"),
        ({"pages/about.md": "# About\n", "evidence/forces/met.yaml": "id: met\n"}, "false", "true"),
        ({"pages/about.md": "# About\n"}, "false", "false"),
        ({FORM: "name: x\n", "subject.yml": "focus: x\n"}, "false", "true"),
        ({FORM: "name: x\n", "schemas/claim.schema.json": "{}\n", "dossier/engine.py": "a = 2\n"}, "true", "false"),
    ],
)
def test_a_change_of_one_side_passes(
    pull_request: PullRequest, tmp_path: Path, files: dict[str, str], engine: str, evidence: str
) -> None:
    pull_request.merge(files)
    done = run("split_guard", pull_request.folder, GITHUB_OUTPUT=str(tmp_path / "output"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert outputs(tmp_path / "output") == {"engine": engine, "evidence": evidence}


def test_whatever_may_run_belongs_to_the_engine(pull_request: PullRequest) -> None:
    prose = ["pages/about.md", "pages/more/photo.jpeg", "pages/.gitkeep", "docs/adr/0001.md", "CITATION.cff"]
    evidence = ["evidence/claims/a.yaml", "evidence/claims/.gitkeep", "captures/CAP-2026-0001/page.html", "subject.yml"]
    engine = [
        *("pages/evil.js", "pages/map.svg", "pages/about.html", "pages/CNAME", "pages/about.md.html", "pages/x.PNG"),
        *(
            "pages/.gitattributes",
            "evidence/.gitattributes",
            "evidence/a/.hidden/b.yaml",
            "captures/.x",
            ".gitattributes",
        ),
        *("docs/conf.py", "docs/.pages.md", "schemas/claim.js", "mkdocs.yml", "evidence/claims/run.sh", "README.md.py"),
    ]
    assert split_paths([*prose, *evidence, *engine]) == Changes(tuple(sorted(engine)), tuple(sorted(evidence)))
    links = ["pages/link.md", "evidence/claims/link.yaml"]
    pull_request.git("switch", "--quiet", "-c", "links")
    for path in links:
        (pull_request.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (pull_request.folder / path).symlink_to("/etc/passwd")
    pull_request.write({"docs/run.md": "x\n", "docs/plain.md": "x\n"})
    (pull_request.folder / "docs/run.md").chmod(0o755)
    pull_request.commit("links")
    assert changes(pull_request.folder) == Changes(("docs/run.md", *sorted(links)), ())


def test_the_judge_compares_the_files_with_the_commit(pull_request: PullRequest) -> None:
    path = "evidence/organisations/ico.yaml"
    pull_request.merge({path: ORGANISATION + "url: https://ico.org.uk/\n", ".gitattributes": f"{path} text eol=crlf\n"})
    assert b"\r" in (pull_request.folder / path).read_bytes()
    done = run("judge", pull_request.folder)
    assert done.returncode == 1
    found = [annotation for annotation in commands.read(done.stdout.splitlines()) if annotation.level is Level.ERROR]
    assert [(annotation.title, annotation.place) for annotation in found] == [("not-as-committed", path)]


def test_a_change_of_both_sides_must_be_split(pull_request: PullRequest, tmp_path: Path) -> None:
    pull_request.merge({"evidence/organisations/ico.yaml": "id: ico\n", "dossier/engine.py": "a = 2\n"})
    done = run("split_guard", pull_request.folder, GITHUB_OUTPUT=str(tmp_path / "output"))
    assert done.returncode == 1
    [annotation] = commands.read(done.stdout.splitlines())
    assert (annotation.level, annotation.title) == (Level.ERROR, "split-this-pull-request")
    assert "`dossier/engine.py`" in annotation.message
    assert "`evidence/organisations/ico.yaml`" in annotation.message
    assert outputs(tmp_path / "output") == {"engine": "true", "evidence": "true"}


def test_a_file_moved_between_the_sides_changes_both(pull_request: PullRequest) -> None:
    (pull_request.folder / "evidence/organisations/ico.yaml").unlink()
    pull_request.merge({"dossier/ico.yaml": ORGANISATION})
    done = run("split_guard", pull_request.folder)
    assert done.returncode == 1
    assert "split-this-pull-request" in done.stdout


def test_a_file_name_cannot_contain_a_workflow_command(pull_request: PullRequest, tmp_path: Path) -> None:
    hostile = "x\n::warning::forged\nengine=false"
    pull_request.merge({hostile: "", "evidence/a.yaml": "id: a\n"})
    done = run("split_guard", pull_request.folder, GITHUB_OUTPUT=str(tmp_path / "output"))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert outputs(tmp_path / "output") == {"engine": "true", "evidence": "true"}


def test_the_judge_prints_annotations_and_writes_a_summary(pull_request: PullRequest, tmp_path: Path) -> None:
    pull_request.merge({"evidence/organisations/cnil.yaml": "id: cnil\nname: CNIL\nknid: regulator\ncountry: FR\n"})
    done = run("judge", pull_request.folder, GITHUB_STEP_SUMMARY=str(tmp_path / "summary"), GITHUB_ACTIONS="true")
    assert done.returncode == 1, done.stderr
    places = [annotation.place for annotation in commands.read(done.stdout.splitlines())]
    assert any(place.startswith("evidence/organisations/cnil.yaml:3:1") for place in places)
    text = (tmp_path / "summary").read_text(encoding="utf-8")
    assert "## Evidence check" in text
    assert "`knid`" in text
    assert "push again" in text


def test_the_judge_passes_a_good_pull_request(pull_request: PullRequest, tmp_path: Path) -> None:
    pull_request.merge({"evidence/organisations/cnil.yaml": "id: cnil\nname: CNIL\nkind: regulator\ncountry: FR\n"})
    done = run("judge", pull_request.folder, GITHUB_STEP_SUMMARY=str(tmp_path / "summary"), GITHUB_ACTIONS="true")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 errors" in (tmp_path / "summary").read_text(encoding="utf-8")


def test_the_judge_says_why_a_check_did_not_end(pull_request: PullRequest, tmp_path: Path) -> None:
    pull_request.merge({"pages/about.md": "# About\n"})
    summary_file = tmp_path / "summary"
    done = run("judge", pull_request.folder, GITHUB_STEP_SUMMARY=str(summary_file), SOURCE_DATE_EPOCH="no number")
    assert done.returncode == 2
    [annotation] = commands.read(done.stdout.splitlines())
    assert "SOURCE_DATE_EPOCH" in annotation.message
    text = summary_file.read_text(encoding="utf-8")
    assert annotation.message in text
    assert "no record is to blame" in text


def test_the_judge_compares_with_the_base(pull_request: PullRequest) -> None:
    (pull_request.folder / "evidence/organisations/ico.yaml").unlink()
    pull_request.merge({"evidence/organisations/cnil.yaml": "id: cnil\nname: CNIL\nkind: regulator\ncountry: FR\n"})
    done = run("judge", pull_request.folder, GITHUB_ACTIONS="true")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "title=identifier-removed" in done.stdout


def test_the_judge_knows_what_is_suspended(pull_request: PullRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    pull_request.merge({"pages/about.md": "# About\n"})
    folder = pull_request.folder
    asked: list[list[str]] = []
    monkeypatch.setattr(engine, "run", lambda arguments, **_: asked.append(arguments))
    base = ["--base", git(folder, "rev-parse", "HEAD^1"), "--format", "github", "--committed"]
    known: list[str] = []
    for _ in range(2):
        judge.check(folder)
        assert asked.pop() == ["check", "--root", str(folder), *base, *known]
        git(folder, "update-ref", "refs/remotes/origin/published", "HEAD")
        known = ["--published", git(folder, "rev-parse", "HEAD")]


def test_a_change_of_the_engine_may_change_what_it_generates(
    pull_request: PullRequest, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []
    code = 1

    def run_engine(arguments: list[str], **_: object) -> tuple[int, list[str]]:
        asked.append(arguments[0])
        return (0, []) if arguments[0] == "check" else (code, ["add-evidence.yml is stale"])

    monkeypatch.setattr(engine, "run", run_engine)
    pull_request.merge({"pages/about.md": "# About\n"})
    assert judge.main(pull_request.folder) == 1
    assert "::error title=stale-file::add-evidence.yml is stale" in capsys.readouterr().out
    # The command could not compare.
    code = 2
    assert judge.main(pull_request.folder) == 0
    assert asked == ["check", "schema"] * 2
    pull_request.git("branch", "-D", "branch")
    pull_request.merge({"dossier/engine.py": "a = 2\n"})
    assert judge.main(pull_request.folder) == 0
    assert asked[4:] == ["check"]


def test_the_judge_refuses_a_number_that_the_author_chose(pull_request: PullRequest) -> None:
    pull_request.merge({"evidence/sources/SRC-2026-0999.yaml": SOURCE.format(id="SRC-2026-0999")})
    done = run("judge", pull_request.folder, GITHUB_ACTIONS="true")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "title=number-gap" in done.stdout


def test_both_sides_may_change_what_both_determine() -> None:
    assert split_paths(generated_files(TOY_SUBJECT)) == Changes((), ())


def test_the_judge_refuses_a_change_of_the_subject_without_its_generated_files(pull_request: PullRequest) -> None:
    subject = (pull_request.folder / "subject.yml").read_text(encoding="utf-8")
    pull_request.merge({"subject.yml": subject.replace("label: Reported trial", "label: Reported test")})
    done = run("judge", pull_request.folder, GITHUB_ACTIONS="true")
    assert done.returncode == 1, done.stdout + done.stderr
    stale = [each.message for each in commands.read(done.stdout.splitlines()) if each.title == "stale-file"]
    assert [message.split()[0] for message in stale] == [FORM]


def test_a_summary_shows_text_of_contributors_literally() -> None:
    hostile = "`````\n# forged\n<script>alert(1)</script>"
    text = summary([Annotation(Level.ERROR, "unknown-field", "evidence/a.yaml:1:1", hostile)], 1)
    fence = next(line for line in text.splitlines() if line.startswith("```"))
    assert fence == "``````text"
    start, end = text.index("``````text"), text.rindex("``````")
    assert start < text.index("# forged") < end


def test_a_summary_shows_a_problem_as_a_terminal_does() -> None:
    message = "no field is called `x`%0Ahelp: do it%0A[unknown-field]"
    line = f"::error file=evidence/a.yaml,line=3,col=1,title=unknown-field::{message}"
    text = summary(list(commands.read([line])), 1)
    assert (
        "```text\nerror[unknown-field]: no field is called `x`\n  --> evidence/a.yaml:3:1\n  help: do it\n```" in text
    )


def test_a_summary_begins_with_the_errors() -> None:
    warning = Annotation(Level.WARNING, "uncited-source", "evidence/a.yaml:1:1", "w")
    error = Annotation(Level.ERROR, "unknown-field", "evidence/z.yaml:1:1", "e")
    text = summary([warning] * (MOST_LISTED + 1) + [error], 1)
    assert text.index("error[unknown-field]: e") < text.index("warning[uncited-source]: w")


def test_a_summary_stays_below_the_limit_of_the_service() -> None:
    warnings = [
        Annotation(Level.WARNING, "uncited-source", f"evidence/{n}.yaml:1:1", "w" * 200) for n in range(MOST_LISTED + 7)
    ]
    text = summary(warnings, 0)
    assert len(text.encode()) < 1024 * 1024
    assert "507 warnings" in text
    assert "7 more" in text


def test_a_check_that_failed_before_its_end_blames_no_record() -> None:
    assert "0 errors" in summary([], 0)
    text = summary([], 2)
    assert "no record is to blame" in text
    assert "0 errors" not in text


@pytest.mark.parametrize("text", ["plain", "50 %", "a: b, c", "%0A", "%250A", "two\nlines\r\n", "::error::x"])
def test_a_written_command_is_read_back_unchanged(text: str) -> None:
    line = commands.error(text, text)
    assert "\n" not in line
    assert list(commands.read([line])) == [Annotation(Level.ERROR, text, "", text)]


def test_of_many_faults_the_first_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    for number, more in ((10, []), (11, ["and more"])):
        assert commands.fail_for("title", [f"{each}" for each in range(number)], "remedy") == 1
        [found] = commands.read(capsys.readouterr().out.splitlines())
        assert found.message.splitlines() == [*"0123456789", *more, "remedy"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        # The annotations of `check` are passed on, and a warning does not say why a command failed.
        (["::error title=x::A", "1 error"], []),
        (["::warning title=x::A", "1 error"], ["1 error"]),
        (["does not hold: A", "Reading", "does not hold: B", "error: C"], ["does not hold: A\ndoes not hold: B"]),
        (["does not hold: A"] * 12, ["\n".join(["does not hold: A"] * 10)]),
        (["error: A", "again", "error: B", "  C", ""], ["B\n  C\n"]),
        (["1 error", ""], ["1 error"]),
        ([], ["the log of this job says why"]),
    ],
)
def test_a_command_that_failed_has_one_annotation_that_says_why(
    printed: list[str], expected: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "".join(f"{line}\n" for line in printed)
    (tmp_path / "build.py").write_text(f"import sys\nsys.stdout.write({text!r})\nsys.exit(3)\n", "utf-8")
    assert engine.main(["check"], tmp_path) == 3
    shown = capsys.readouterr().out
    assert shown.startswith(text)
    annotations = commands.read(shown.removeprefix(text).splitlines())
    assert [(each.level, each.title, each.message) for each in annotations] == [
        (Level.ERROR, "check", message) for message in expected
    ]
    assert engine.run([], tmp_path, shown=False) == (3, printed)
    assert capsys.readouterr().out == ""


def test_places_are_read_from_annotations() -> None:
    line = "::warning file=evidence/a%2Cb.yaml,line=3,endLine=3,col=5,endColumn=9,title=uncited-source::no%0Ahelp: x\n"
    assert list(commands.read([line, "some other line\n"])) == [
        Annotation(Level.WARNING, "uncited-source", "evidence/a,b.yaml:3:5", "no\nhelp: x")
    ]


@pytest.mark.parametrize("address", ["https://example.org/", "https://example.org/dossier/"])
def test_a_site_with_a_public_address_may_be_published(address: str) -> None:
    done = run("site_address", DOSSIER_URL=address)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://example.org/",
        "https://",
        "https://localhost/",
        "https://cameras.localhost/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[x/",
        "https://example.org",
        "https://example.org/?a=/",
        "https://example.org/#/",
        "example.org/",
        "x\n::warning::forged",
    ],
)
def test_a_site_without_a_public_address_is_not_published(address: str) -> None:
    done = run("site_address", DOSSIER_URL=address)
    assert done.returncode == 1
    [annotation] = commands.read(done.stdout.splitlines())
    assert annotation.title == "site-address"
    assert len(done.stdout.splitlines()) == 1


def test_the_packages_of_missing_tools_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("git", "google-chrome"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert tools.path_of("chromium") == str(tmp_path / "google-chrome")
    assert tools.path_of("ssh-keygen") is None
    assert tools.missing_packages() == ["default-jre-headless", "nodejs", "npm", "openssl", "openssh-client", "strace"]


def test_style_and_types_are_checked_before_the_tests() -> None:
    steps = (ROOT / ".ci/run").read_text("utf-8")
    order = ["build.py test --version", "ruff check", "ruff format --check", "mypy", "ci.tools", "build.py test\n"]
    places = [steps.index(step) for step in order]
    assert places == sorted(places)

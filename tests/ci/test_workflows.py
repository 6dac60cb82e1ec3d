"""Tests of the workflows and other files for the hosting service."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dossier.drafting.generated import evidence_form
from dossier.reading.subject import required_subject
from tests.shared.places import ROOT, TESTS
from tests.shared.toy import TOY

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
COMMAND = re.compile(r"(?m)^\s+run: python3 -m ci\.engine (.+)$")
PINNED = re.compile(r"^[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


def run(tool: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    # The lock file names the tool, so that it is installed next to the Python that runs the tests.
    program = Path(sys.executable).parent / tool
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=False)


def steps(workflow: Path) -> list[str]:
    """The text of each step of a workflow, from its dash to the next dash."""
    return re.split(r"(?m)^ {6}- ", workflow.read_text(encoding="utf-8"))[1:]


def jobs_of(workflow: Path) -> dict[str, str]:
    """The text of each job of a workflow, by its name."""
    text = workflow.read_text(encoding="utf-8").split("\njobs:\n")[1]
    parts = re.split(r"(?m)^  ([\w-]+):$", text)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_the_auditor_finds_no_problem() -> None:
    done = run("zizmor", "--offline", "--strict-collection", "--persona=auditor", "--no-progress", GITHUB / "workflows")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_auditor_finds_a_known_problem(tmp_path: Path) -> None:
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    text = (GITHUB / "workflows" / "check.yml").read_text(encoding="utf-8")
    (folder / "check.yml").write_text(text.replace("persist-credentials: false", "fetch-tags: false"), encoding="utf-8")
    done = run("zizmor", "--offline", "--strict-collection", "--persona=auditor", "--no-progress", folder)
    assert "artipacked" in done.stdout
    assert done.returncode != 0


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("custom.github-workflows-require-timeout", WORKFLOWS),
        ("vendor.github-issue-forms", FORMS),
        ("vendor.github-issue-config", [GITHUB / "ISSUE_TEMPLATE" / "config.yml"]),
        ("vendor.dependabot", [GITHUB / "dependabot.yml"]),
        ("vendor.citation-file-format", [ROOT / "CITATION.cff"]),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_files_fit_their_schema(schema: str, files: list[Path]) -> None:
    assert files
    done = run("check-jsonschema", "--builtin-schema", schema, *files)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_generated_form_of_every_subject_fits_its_schema(tmp_path: Path) -> None:
    for root in (TOY, *(TESTS / "subjects").iterdir()):
        (tmp_path / f"{root.name}.yml").write_text(evidence_form(required_subject(root)), encoding="utf-8")
    done = run("check-jsonschema", "--builtin-schema", "vendor.github-issue-forms", *sorted(tmp_path.iterdir()))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_commit_with_their_version(workflow: Path) -> None:
    used = re.findall(r"(?m)^\s+(?:- )?uses: (.+)$", workflow.read_text(encoding="utf-8"))
    assert used
    assert [action for action in used if not PINNED.match(action)] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_each_step_runs_an_existing_program(workflow: Path) -> None:
    commands = re.findall(r"(?m)^\s+run: (.+)$", workflow.read_text(encoding="utf-8"))
    assert commands
    for command in commands:
        assert "${{" not in command
        if module := re.match(r"python3 -m (ci\.\w+)", command):
            assert (ROOT / module[1].replace(".", "/")).with_suffix(".py").is_file()
        else:
            assert os.access(ROOT / command, os.X_OK)


def test_the_workflows_use_existing_commands_and_options(capsys: pytest.CaptureFixture[str]) -> None:
    from dossier.cli import main

    lines = {line for workflow in WORKFLOWS for line in COMMAND.findall(workflow.read_text(encoding="utf-8"))}
    assert lines
    for command, *options in sorted(line.split() for line in lines):
        with pytest.raises(SystemExit) as end:
            main([command, "--help"])
        assert end.value.code == 0
        help_ = capsys.readouterr().out
        assert [option for option in options if option.startswith("--") and option not in help_] == []


def test_the_engine_of_the_base_branch_judges_a_pull_request() -> None:
    all_steps = steps(GITHUB / "workflows" / "check.yml")
    judging = [step for step in all_steps if "ci.judge" in step or "ci.split_guard" in step]
    assert len(judging) == 2
    [base] = [step for step in all_steps if re.search(r"(?m)^ +path: base$", step)]
    assert re.search(r"(?m)^ +ref: \$\{\{ github\.event\.pull_request\.base\.ref \}\} ", base)
    for step in judging:
        assert re.search(r"(?m)^ +working-directory: base$", step)


def test_publishing_jobs_have_only_the_permissions_they_need() -> None:
    writes = {
        workflow.name: re.findall(r"(?m)^ +([\w-]+): write\b", workflow.read_text(encoding="utf-8"))
        for workflow in WORKFLOWS
    }
    publishing = ["contents", "contents", "id-token", "attestations", "pages", "id-token"]
    assert writes == {"check.yml": [], "publish.yml": publishing, "verify.yml": []}
    for workflow in WORKFLOWS:
        text = workflow.read_text(encoding="utf-8")
        assert "\npermissions: {}\n" in text
        assert "secrets." not in text
        assert "pull_request_target" not in text
        assert "workflow_run" not in text


def test_workflows_do_not_publish_from_forks() -> None:
    jobs = {name: jobs_of(GITHUB / "workflows" / f"{name}.yml") for name in ("publish", "verify")}
    condition = "if: vars.DOSSIER_PUBLISH == 'true' && github.ref == 'refs/heads/main'"
    for workflow_jobs in jobs.values():
        for job in workflow_jobs.values():
            assert condition in job or "\n    needs: " in job
    assert condition in jobs["publish"]["number"]


def test_publishing_has_all_its_steps_in_order() -> None:
    text = (GITHUB / "workflows" / "publish.yml").read_text(encoding="utf-8")
    order = ["ci.number", "ci.superseded", "ci.site_address", "ci.witness", "ci.trial", "ci.release"]
    order += [
        "ci.superseded",
        "ci.engine verify refs/remotes/",
        "ci.engine build",
        "ci.engine verify ./build/site --site",
    ]
    order += ["ci.size_budget", "upload-pages-artifact", "ci.superseded", "deploy-pages", "ci.read_back"]
    place = 0
    for step in order:
        place = text.index(step, place) + 1
    jobs = jobs_of(GITHUB / "workflows" / "publish.yml")
    needed = {
        "release": "number",
        "attest": "release",
        "build": "[number, release]",
        "deploy": "[number, build]",
        "read-back": "[number, deploy]",
    }
    for later, earlier in needed.items():
        assert f"\n    needs: {earlier}\n" in jobs[later]


def test_the_jobs_after_the_numbering_use_its_commit() -> None:
    jobs = jobs_of(GITHUB / "workflows" / "publish.yml")
    assert "\n      commit: ${{ steps.number.outputs.commit }}\n" in jobs.pop("number")
    with_checkout = [job for job in jobs.values() if "actions/checkout@" in job]
    assert len(with_checkout) == 4
    for job in with_checkout:
        assert "\n          ref: ${{ needs.number.outputs.commit }}\n" in job


def test_main_may_hold_placeholders_until_they_are_numbered() -> None:
    assert "--final" not in (GITHUB / "workflows" / "check.yml").read_text(encoding="utf-8")


def test_publications_run_in_sequence_and_are_not_cancelled() -> None:
    # The weekly verification would take the time between a release and its deployment for a rollback of the site.
    for name in ("publish.yml", "verify.yml"):
        text = (GITHUB / "workflows" / name).read_text(encoding="utf-8")
        assert "\nconcurrency:\n  group: publish\n  cancel-in-progress: false\n  queue: max\n" in text


def test_a_job_that_publishes_first_finds_out_if_its_run_is_out_of_date() -> None:
    jobs = jobs_of(GITHUB / "workflows" / "publish.yml")
    for name in ("release", "build", "deploy"):
        checkout, gate, *others = re.split(r"(?m)^ {6}- ", jobs[name].split("\n    steps:\n")[1])[1:]
        assert "actions/checkout@" in checkout
        assert "run: python3 -m ci.superseded\n" in gate
        assert all("\n        if: steps.current.outputs.superseded == 'false'\n" in step for step in others)


def test_an_error_in_the_records_of_a_pull_request_is_reported_once() -> None:
    site = jobs_of(GITHUB / "workflows" / "check.yml")["site"]
    assert "\n    needs: evidence\n    if: ${{ !cancelled() && needs.evidence.result != 'failure' }}\n" in site


def test_only_these_steps_have_the_token() -> None:
    with_token = [step for workflow in WORKFLOWS for step in steps(workflow) if "github.token" in step]
    assert [re.search(r"run: (.+)", step)[1] for step in with_token] == [  # type: ignore[index]
        "python3 -m ci.number",
        "python3 -m ci.witness",
        "python3 -m ci.release",
        "python3 -m ci.witness build/witness.json",
        "python3 -m ci.host_files",
    ]


@pytest.mark.parametrize("form", ["add-evidence.yml", "report-error.yml", "right-of-reply.yml"])
def test_a_form_has_a_field_for_the_record(form: str) -> None:
    text = (GITHUB / "ISSUE_TEMPLATE" / form).read_text(encoding="utf-8")
    assert re.search(r"(?m)^  - type: input\n    id: record$", text)

"""Runs a workflow job by job, each in a fresh checkout.

Only what `publish.yml` and `verify.yml` use is understood. An unknown action or expression is an error.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.shared.host import REPOSITORY, SITE, SimulatedHost
from tests.shared.places import ROOT
from tests.shared.releasing import git

_CONTEXT = re.compile(r"\b[a-z]\w*(?:\.[A-Za-z_][\w-]*)+")
_FIELD = re.compile(r"\$\{\{ (.+?) \}\}")


@dataclass
class Job:
    """The end of a job: `success`, `failure` or `skipped`, its outputs and what it printed."""

    result: str
    outputs: dict[str, str] = field(default_factory=dict)
    printed: str = ""
    summary: str = ""


@dataclass
class Pipeline:
    """A repository at the host, with its variables and the day."""

    folder: Path
    original: Path
    host: SimulatedHost
    # A folder with `python3`, as the machine of a job has it.
    programs: Path
    variables: dict[str, str] = field(default_factory=dict)
    day: int = 0
    # The step that runs now.
    process: subprocess.Popen[str] | None = None

    def kill(self) -> None:
        """Kill the step that runs now, with all its programs."""
        assert self.process is not None
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def start(self, workflow: str = "publish", *, first: bool = False) -> Run:
        """A new run of a workflow, finished."""
        text = (ROOT / f".github/workflows/{workflow}.yml").read_text("utf-8")
        run = Run(self, yaml.safe_load(text)["jobs"])  # noqa: TID251
        run.inputs["first"] = str(first).lower()
        run.execute(set(run.definitions))
        return run


@dataclass
class Run:
    """A run of a workflow, with the jobs of its last attempt."""

    pipeline: Pipeline
    definitions: Mapping[str, Any]
    inputs: dict[str, str] = field(default_factory=dict)
    attempt: int = 0
    jobs: dict[str, Job] = field(default_factory=dict)
    # With their names. A run keeps what its earlier attempts uploaded.
    artifacts: list[tuple[str, Path]] = field(default_factory=list)

    @property
    def results(self) -> dict[str, str]:
        return {name: job.result for name, job in self.jobs.items()}

    @property
    def printed(self) -> str:
        return "".join(job.printed for job in self.jobs.values())

    def repeat(self, *names: str) -> None:
        """Run these jobs again with all that need them: every job without a name, those that failed with `failed`."""
        again = set(names or self.definitions)
        if names == ("failed",):
            again = {name for name, job in self.jobs.items() if job.result == "failure"}
        while more := {name for name in self.definitions if set(self._needs(name)) & again} - again:
            again |= more
        self.execute(again)

    def execute(self, names: set[str]) -> None:
        self.attempt += 1
        for name, job in self.definitions.items():
            if name in names:
                self.jobs[name] = self._run_job(name, job)

    def _needs(self, name: str) -> list[str]:
        needed = self.definitions[name].get("needs", [])
        return [needed] if isinstance(needed, str) else needed

    def _run_job(self, name: str, job: Mapping[str, Any]) -> Job:
        needs = {each: self.jobs[each] for each in self._needs(name)}
        if any(each.result != "success" for each in needs.values()):
            return Job("skipped")
        contexts: dict[str, Any] = {
            "github": {
                "token": "a-token",
                "ref": "refs/heads/main",
                "server_url": "https://git.example.org",
                "repository": REPOSITORY,
                "run_attempt": str(self.attempt),
            },
            "vars": {"DOSSIER_PUBLISH": "true", **self.pipeline.variables},
            "inputs": self.inputs,
            "needs": {each: {"result": done.result, "outputs": done.outputs} for each, done in needs.items()},
        }
        if "if" in job and not _evaluate(job["if"], contexts):
            return Job("skipped")
        if "strategy" not in job:
            return self._run_steps(job, contexts)
        done = Job("success")
        for values in _evaluate(job["strategy"]["matrix"]["include"], contexts):
            each = self._run_steps(job, {**contexts, "matrix": values})
            done.printed += each.printed
            done.result = each.result if each.result != "success" else done.result
        return done

    def _run_steps(self, job: Mapping[str, Any], contexts: dict[str, Any]) -> Job:
        folder = self.pipeline.folder / f"job-{len(list(self.pipeline.folder.glob('job-*')))}"
        folder.mkdir()
        checkout = folder / "checkout"
        steps: dict[str, Any] = {}
        done, failed = Job("success"), False
        for number, step in enumerate(job["steps"]):
            here = {**contexts, "steps": steps}
            condition = str(step.get("if", "true"))
            if (failed and "cancelled()" not in condition) or not _evaluate(condition, here):
                continue
            if "uses" in step:
                inputs = {key: _render(value, here) for key, value in step.get("with", {}).items()}
                self._use(step["uses"].split("@")[0], inputs, checkout)
                continue
            output = folder / f"output-{number}"
            environment = {key: _render(value, here) for key, value in step.get("env", {}).items()}
            code, printed = self._shell(step["run"], checkout, folder, {**environment, "GITHUB_OUTPUT": str(output)})
            done.printed += printed
            failed = failed or code != 0
            written = output.read_text("utf-8").splitlines() if output.exists() else []
            steps[step.get("id", number)] = {"outputs": dict(line.split("=", 1) for line in written)}
        done.result = "failure" if failed else "success"
        summary = folder / "summary"
        done.summary = summary.read_text("utf-8") if summary.exists() else ""
        here = {**contexts, "steps": steps}
        done.outputs = {key: _render(value, here) for key, value in job.get("outputs", {}).items()}
        shutil.rmtree(checkout, ignore_errors=True)
        return done

    def _shell(self, command: str, checkout: Path, folder: Path, extra: dict[str, str]) -> tuple[int, str]:
        pipeline = self.pipeline
        if "read_back" in command or "DOSSIER_URL" in command:
            # The site is not at its public address.
            extra["DOSSIER_URL"] = pipeline.host.address + SITE
        environment = {
            "PATH": f"{pipeline.programs}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(pipeline.folder),
            "PYTHONPATH": str(ROOT),
            "SOURCE_DATE_EPOCH": str(1795392000 + 86400 * pipeline.day),
            "GITHUB_ACTIONS": "true",
            "GITHUB_API_URL": pipeline.host.address,
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_RUN_ATTEMPT": str(self.attempt),
            "GITHUB_STEP_SUMMARY": str(folder / "summary"),
            **extra,
        }
        with subprocess.Popen(
            ["bash", "-c", command],
            cwd=checkout,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as process:
            pipeline.process = process
            printed, _ = process.communicate()
        return process.returncode, printed

    def _use(self, action: str, inputs: dict[str, str], checkout: Path) -> None:
        actions: dict[str, Callable[[dict[str, str], Path], None]] = {
            "actions/checkout": self._check_out,
            "actions/attest": self._attest,
            "actions/upload-pages-artifact": self._upload_site,
            "actions/deploy-pages": self._deploy,
        }
        actions[action](inputs, checkout)

    def _check_out(self, inputs: dict[str, str], checkout: Path) -> None:
        assert inputs["fetch-depth"] == "0"
        assert inputs["persist-credentials"] == "False"
        checkout.mkdir()
        git(checkout, "init", "--quiet")
        git(checkout, "remote", "add", "origin", str(self.pipeline.original))
        git(checkout, "fetch", "--quiet", "--tags", "origin")
        git(checkout, "checkout", "--quiet", "--detach", inputs.get("ref") or "origin/main")

    def _attest(self, inputs: dict[str, str], _: Path) -> None:
        assert re.fullmatch(r"releases/[0-9.]+/SHA256SUMS", inputs["subject-name"])
        self.pipeline.host.attested.add(inputs["subject-digest"].removeprefix("sha256:"))

    def _upload_site(self, inputs: dict[str, str], checkout: Path) -> None:
        kept = self.pipeline.folder / f"artifact-{len(list(self.pipeline.folder.glob('artifact-*')))}"
        shutil.copytree(checkout / inputs["path"], kept)
        self.artifacts.append((inputs["name"], kept))

    def _deploy(self, inputs: dict[str, str], _: Path) -> None:
        # The real action fails if a run has two artifacts of the name.
        [site] = [kept for name, kept in self.artifacts if name == inputs["artifact_name"]]
        live = self.pipeline.host.live
        shutil.rmtree(live)
        shutil.copytree(site, live)


def _evaluate(expression: str, contexts: Mapping[str, Any]) -> Any:
    """The value of an expression of a workflow."""
    text = expression.removeprefix("${{ ").removesuffix(" }}")
    text = _CONTEXT.sub(lambda match: repr(_look_up(match[0], contexts)), text)
    text = re.sub(r"!(?!=)", " not ", text.replace("&&", " and ").replace("||", " or ")).strip()
    functions = {"__builtins__": {}, "fromJSON": json.loads, "cancelled": lambda: False, "true": True}
    return eval(text, functions)


def _render(value: object, contexts: Mapping[str, Any]) -> str:
    return _FIELD.sub(lambda match: str(_evaluate(match[1], contexts)), str(value))


def _look_up(path: str, contexts: Mapping[str, Any]) -> str:
    value: Any = contexts
    for part in path.split("."):
        value = value.get(part, {})
    return "" if value == {} else str(value)

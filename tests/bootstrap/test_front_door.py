"""Tests of `build.py` with a bare Python and a local package index."""

import ast
import hashlib
import os
import runpy
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.shared.bare_python import Index, bare_python, give_ensurepip, give_pip, make_wheel, serving, wheel_of
from tests.shared.patience import PATIENCE
from tests.shared.places import ROOT

PYTEST = ("iniconfig", "packaging", "pluggy", "pygments", "pytest")
# Prints its arguments and the version of the locked package. A last argument that is a number is the exit code.
ENGINE = """
import sys, toy
print("toy", toy.VERSION, *sys.argv[1:])
sys.exit(int(sys.argv[-1]) if sys.argv[-1].isdigit() else 0)
"""
SERVER = """
import signal
try:
    print("ready", flush=True)
    signal.pause()
except KeyboardInterrupt:
    print("ended")
"""


@dataclass
class Checkout:
    """A project with the real front door, a lock of its own, and a Python to start it."""

    root: Path
    python: Path
    wheels: Path
    index: Index
    pip: Path
    settings: dict[str, str | None] = field(default_factory=dict)

    def lock(self, name: str, *wheels: Path, hashed: str | None = None) -> None:
        """Write a lock file that names these wheels, with their hashes or with the given hash."""
        lines = []
        for wheel in wheels:
            project, version, *_ = wheel.name.split("-")
            digest = hashed or hashlib.sha256(wheel.read_bytes()).hexdigest()
            lines.append(f"{project}=={version} \\\n    --hash=sha256:{digest}\n")
        (self.root / f"requirements/{name}.txt").write_text("".join(lines), "utf-8")

    def toy(self, version: str) -> Path:
        """A wheel of a package that contains only its version."""
        return make_wheel("toy", version, {"toy.py": f"VERSION = {version!r}\n".encode()}, self.wheels)

    def start(self, *arguments: str, cwd: Path | None = None) -> subprocess.Popen[str]:
        command = [str(self.python), str(self.root / "build.py"), *arguments]
        home = {"HOME": str(self.root.parent), "PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": self.index.url}
        settings = {"PATH": os.environ["PATH"], **home, **self.settings}
        environment = {name: value for name, value in settings.items() if value is not None}
        pipe = subprocess.PIPE
        return subprocess.Popen(command, cwd=cwd or self.root, env=environment, stdout=pipe, stderr=pipe, text=True)

    def run(self, *arguments: str, cwd: Path | None = None) -> tuple[int, str, str]:
        """The exit code, the standard output and the standard error of a run of the front door."""
        with self.start(*arguments, cwd=cwd) as process:
            out, err = process.communicate(timeout=PATIENCE)
        assert "Traceback" not in err
        return process.returncode, out, err

    def own_requests(self) -> list[str]:
        """The paths that the front door itself, not pip, requested from the index."""
        return [path for agent, path in self.index.asked if agent == "dossier-build"]


@pytest.fixture(scope="session")
def pip_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wheel_of("pip", tmp_path_factory.mktemp("pip"))


@pytest.fixture
def checkout(tmp_path: Path, pip_wheel: Path) -> Iterator[Checkout]:
    root = tmp_path / "a checkout"
    wheels = tmp_path / "wheels"
    for folder in (root / "requirements", root / "dossier", wheels):
        folder.mkdir(parents=True)
    shutil.copy2(ROOT / "build.py", root)
    shutil.copytree(ROOT / "bootstrap", root / "bootstrap", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "dossier/__init__.py").write_text("", "utf-8")
    (root / "dossier/__main__.py").write_text(ENGINE, "utf-8")
    pip = Path(shutil.copy2(pip_wheel, wheels))
    with serving(wheels) as index:
        project = Checkout(root, bare_python(tmp_path / "python"), wheels, index, pip)
        project.lock("pip", pip)
        project.lock("run", project.toy("1.0"))
        yield project


def test_fetches_the_locked_pip_and_sets_up_once(checkout: Checkout, tmp_path: Path) -> None:
    code, out, err = checkout.run(cwd=tmp_path)
    assert (code, out) == (0, "toy 1.0 build\n")
    assert "Setting up .venv" in err
    assert checkout.own_requests() == ["/simple/pip/", f"/files/{checkout.pip.name}"]
    checkout.index.asked.clear()
    assert checkout.run("check", "--strict", "7") == (7, "toy 1.0 check --strict 7\n", "")
    assert checkout.index.asked == []


@pytest.mark.parametrize("install_pip", [give_ensurepip, give_pip])
def test_uses_the_pip_that_python_has(checkout: Checkout, install_pip: Callable[[Path, Path], None]) -> None:
    install_pip(checkout.python, checkout.pip)
    assert checkout.run()[:2] == (0, "toy 1.0 build\n")
    assert checkout.own_requests() == []


def test_refuses_a_pip_with_another_hash(checkout: Checkout) -> None:
    checkout.lock("pip", checkout.pip, hashed="0" * 64)
    code, out, err = checkout.run()
    assert (code, out) == (2, "")
    assert f"the hash of {checkout.pip.name} in the index is not the hash in the lock" in err
    assert "sudo apt install python3-venv" in err


def test_refuses_a_package_with_another_hash_each_time(checkout: Checkout) -> None:
    toy = checkout.toy("1.0")
    checkout.lock("run", toy, hashed="0" * 64)
    for _ in range(2):
        code, out, err = checkout.run()
        assert (code, out) == (2, "")
        assert "pip could not install the locked packages" in err
        assert "Setting up .venv" in err
    checkout.lock("run", toy)
    assert checkout.run()[:2] == (0, "toy 1.0 build\n")


def test_names_the_debian_package_if_no_pip_can_be_found(checkout: Checkout) -> None:
    checkout.settings["PIP_INDEX_URL"] = "http://127.0.0.1:9/simple"
    code, out, err = checkout.run()
    assert (code, out) == (2, "")
    assert err.rstrip().endswith("run `sudo apt install python3-venv`")


def test_reads_the_index_from_the_configuration_of_pip(checkout: Checkout, tmp_path: Path) -> None:
    configuration = tmp_path / "pip.conf"
    configuration.write_text(f"[global]\nindex-url = {checkout.index.url}/\n", "utf-8")
    checkout.settings.update(PIP_CONFIG_FILE=str(configuration), PIP_INDEX_URL=None)
    assert checkout.run()[:2] == (0, "toy 1.0 build\n")


def test_makes_a_new_environment_when_the_lock_has_changed(checkout: Checkout) -> None:
    checkout.run()
    left_over = next((checkout.root / ".venv").glob("lib/python*/site-packages")) / "left_over.py"
    left_over.touch()
    checkout.lock("run", checkout.toy("2.0"))
    assert checkout.run()[:2] == (0, "toy 2.0 build\n")
    assert not left_over.exists()


def test_makes_a_new_environment_when_the_old_is_broken(checkout: Checkout) -> None:
    checkout.run()
    python = checkout.root / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    assert "Setting up" in checkout.run()[2]
    shutil.rmtree(next((checkout.root / ".venv").glob("lib/python*/site-packages/toy-*.dist-info")))
    assert "Setting up" in checkout.run()[2]
    checkout.root = checkout.root.rename(checkout.root.with_name("moved"))
    code, out, err = checkout.run()
    assert (code, out) == (0, "toy 1.0 build\n")
    assert "Setting up" in err
    assert checkout.run()[2] == ""


def test_starts_again_after_an_interruption(checkout: Checkout) -> None:
    give_pip(checkout.python, checkout.pip)
    checkout.index.is_open.clear()
    with checkout.start() as process:
        assert checkout.index.was_asked_for_file.wait(timeout=PATIENCE)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (130, "")
    assert "interrupted" in err
    assert "Traceback" not in err
    checkout.index.is_open.set()
    code, out, err = checkout.run()
    assert (code, out) == (0, "toy 1.0 build\n")
    assert "Setting up .venv" in err


def test_adds_the_packages_of_the_tests_and_runs_the_tests(checkout: Checkout, tmp_path: Path) -> None:
    checkout.run()
    checkout.lock("test", checkout.wheels / "toy-1.0-py3-none-any.whl", *(wheel_of(p, checkout.wheels) for p in PYTEST))
    tests = checkout.root / "tests"
    tests.mkdir()
    (tests / "test_toy.py").write_text("import toy\n\ndef test_version():\n    assert toy.VERSION == '2.0'\n", "utf-8")
    code, out, err = checkout.run("test", "-q", "--no-header", cwd=tmp_path)
    assert code == 1
    assert "1 failed" in out
    assert "Adding the packages of the tests" in err
    assert checkout.run("test", "-q", "--deselect", "tests/test_toy.py::test_version")[0] == 5
    assert checkout.run() == (0, "toy 1.0 build\n", "")


def test_tests_a_dossier_without_a_lock_of_tests_by_its_own_checks(checkout: Checkout, tmp_path: Path) -> None:
    commands = "toy 1.0 check\ntoy 1.0 schema --check\ntoy 1.0 build\n"
    assert checkout.run("test", cwd=tmp_path)[:2] == (0, commands)
    (checkout.root / "dossier/__main__.py").write_text("import sys\nsys.exit(len(sys.argv) + 1)\n", "utf-8")
    assert checkout.run("test", cwd=tmp_path)[0] == 3


def test_starts_a_new_dossier_from_the_current_folder(checkout: Checkout, tmp_path: Path) -> None:
    checkout.run()
    program = "import os, sys\nprint(os.getcwd(), *sys.argv[1:])\n"
    (checkout.root / "dossier/__main__.py").write_text(program, "utf-8")
    assert checkout.run("init", "new", cwd=tmp_path)[1] == f"{tmp_path} init new\n"
    assert checkout.run("check", cwd=tmp_path)[1] == f"{checkout.root} check\n"


def test_finds_records_from_any_folder(checkout: Checkout, tmp_path: Path) -> None:
    claims = checkout.root / "evidence/claims"
    claims.mkdir(parents=True)
    (claims / "first.yaml").touch()
    (claims / "claim").mkdir()
    checkout.run(cwd=tmp_path)
    arguments = ("new", "claim", "first.yaml", "../claims/first.yaml", "second.yaml")
    passed_on = "toy 1.0 new claim evidence/claims/first.yaml evidence/claims/first.yaml second.yaml\n"
    assert checkout.run(*arguments, cwd=claims) == (0, passed_on, "")
    assert checkout.run("--root", "..", "first.yaml", cwd=claims) == (0, "toy 1.0 --root .. first.yaml\n", "")


def test_passes_its_own_command_to_the_program(checkout: Checkout, tmp_path: Path) -> None:
    checkout.run()
    (checkout.root / "dossier/__main__.py").write_text("import os\nprint(os.environ['DOSSIER_STARTED_AS'])\n", "utf-8")
    assert checkout.run(cwd=tmp_path) == (0, f"python3 '{checkout.root}/build.py'\n", "")


def test_an_interruption_reaches_the_program(checkout: Checkout) -> None:
    checkout.run()
    (checkout.root / "dossier/__main__.py").write_text(SERVER, "utf-8")
    with checkout.start("serve") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, err) == (0, "ended\n", "")


def test_refuses_an_old_python_with_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(str(ROOT / "build.py"), run_name="__main__")
    message = str(stopped.value)
    assert message.startswith("build.py needs Python 3.11 or newer, and ")
    assert "Python 3.9:" in message
    assert "\n" not in message


def test_build_py_parses_under_an_old_python() -> None:
    tree = ast.parse((ROOT / "build.py").read_text("utf-8"), feature_version=(3, 7))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Match, ast.FunctionDef, ast.AsyncFunctionDef)
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]


def test_imports_only_the_standard_library() -> None:
    for path in (ROOT / "build.py", *(ROOT / "bootstrap").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert {name.split(".")[0] for name in names} <= {*sys.stdlib_module_names, "bootstrap"}, path

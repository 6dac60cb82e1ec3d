"""Tests of the declared dependencies, the lock files and the installed packages."""

import ast
import re
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.shared.places import ROOT

CODE = ("dossier", "bootstrap", "ci")
# Declared dependencies that no module imports, with the reason.
NOT_IMPORTED = {
    "mkdocs-material": "MkDocs finds the theme by its name in mkdocs.yml",
    "pagefind": "it is run as a program",
    "pymdown-extensions": "Material imports it, and its version is held for Debian 12",
}


def test_imported_and_declared_packages_are_the_same() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {re.split(r"[^a-z0-9-]", requirement)[0] for requirement in project["dependencies"]}
    distributions = packages_distributions()
    imported = {_normalised(distributions[name][0]) if name in distributions else name for name in _imported_packages()}
    assert {"mkdocs", "pyyaml"} <= imported
    assert sorted(imported - declared) == []
    assert sorted(declared - imported) == sorted(NOT_IMPORTED)


def _imported_packages() -> Iterator[str]:
    """Yield the name of each top-level package that our code imports from elsewhere."""
    ours = {*sys.stdlib_module_names, *CODE}
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                names: list[str] = []
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names = [node.module]
                yield from {name.split(".")[0] for name in names} - ours


def _normalised(distribution: str) -> str:
    """The normalised name of a distribution (PEP 503)."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_locks_agree_with_each_other_and_name_no_index() -> None:
    locks = {name: (ROOT / f"requirements/{name}.txt").read_text("utf-8") for name in ("pip", "run", "test")}
    pins = {name: set(re.findall(r"^([a-z0-9-]+==[^\s;]+)", text, re.MULTILINE)) for name, text in locks.items()}
    assert len(pins["pip"]) == 1
    assert pins["run"] < pins["test"]
    for text in locks.values():
        assert "://" not in text
        assert "index-url" not in text
        entries = re.split(r"\n(?=[a-z])", re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE).strip())
        assert all("--hash=sha256:" in entry for entry in entries)


def test_locks_contain_the_declared_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {"run": project["dependencies"], "test": project["optional-dependencies"]["test"]}
    for name, requirements in wanted.items():
        text = (ROOT / f"requirements/{name}.txt").read_text("utf-8")
        for requirement in requirements:
            project_name = re.split(r"[^a-z0-9-]", requirement)[0]
            assert re.search(rf"^{project_name}==", text, re.MULTILINE), requirement


def test_installed_versions_are_the_locked_ones() -> None:
    text = (ROOT / "requirements/test.txt").read_text("utf-8")
    locked = dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)(?= \\)", text, re.MULTILINE))
    packages = Path(sysconfig.get_path("purelib"))
    installed = {path.name.removesuffix(".dist-info").lower() for path in packages.glob("*.dist-info")}
    assert {f"{name.replace('-', '_')}-{version}" for name, version in locked.items()} <= installed

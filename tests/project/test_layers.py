"""Packages in order, sizes of modules, class names, and the mark [io]."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.shared.places import ENGINE, ROOT
from tests.shared.toy import TOY

# From the bottom up. A name without a folder is a module directly in `dossier/`.
LAYERS = (
    "errors",
    "system",
    "model",
    "diagnostics",
    "configuration",
    "reading",
    "cite",
    "drafting",
    "checks",
    "pages",
    "exports",
    "imports",
    "releases",
    "site",
    "commands",
    "cli",
    "__main__",
)
RELEASE_LAYERS = ("store", "freeze", "verify", "publish", "seal", "aftermath", "redact", "suspend")
TOP_MODULES = {"__init__", "__main__", "cli", "configuration", "errors"}
FEWEST_LINES, MOST_LINES = 30, 310
ANY_SIZE = {"__init__", "__main__", "errors"}
# Modules, methods and functions that use disk, network, clock, environment, terminal or other programs.
# `io` and `sqlite3` are missing because they also work in memory. To open a file they need a path.
WORLD = (
    {"asyncio", "ftplib", "getpass", "http", "locale", "logging", "mkdocs", "multiprocessing", "os", "pathlib"}
    | {"platform", "requests", "select", "shutil", "signal", "smtplib", "socket", "ssl", "stat", "subprocess", "sys"}
    | {"tempfile", "threading", "time", "urllib.request", "webbrowser"}
)
METHODS = (
    {"read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "rmdir", "unlink", "rename", "iterdir", "rglob"}
    | {"lstat", "now", "today", "utcnow", "getenv"}
)  # fmt: skip
CALLS = {"open", "input", "print"}
# Its only line passes the exit code to the interpreter.
UNMARKED = {"__main__"}
MODULES = sorted(path.relative_to(ENGINE).with_suffix("").as_posix().replace("/", ".") for path in ENGINE.rglob("*.py"))


def test_the_packages_are_those_of_the_two_orders() -> None:
    folders = {module.split(".")[0] for module in MODULES if "." in module}
    assert folders == set(LAYERS) - TOP_MODULES
    assert {module for module in MODULES if "." not in module} == TOP_MODULES
    parts = {module.split(".")[1] for module in MODULES if module.startswith("releases.")}
    assert parts == {"__init__", *RELEASE_LAYERS}


def test_the_readme_lists_the_packages_from_the_top_down() -> None:
    listed = re.findall(r"(?m)^\| `dossier/(\w+)/` \|", (ROOT / "README.md").read_text("utf-8"))
    assert listed == [name for name in reversed(LAYERS) if name not in TOP_MODULES]


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_from_layers_below(module: str) -> None:
    for name in sorted(_ours(module)):
        if _layer(name) != _layer(module):
            assert LAYERS.index(_layer(name)) < LAYERS.index(_layer(module)), f"{module} imports {name}"
        elif _layer(module) == "releases" and _part(name) != _part(module):
            assert RELEASE_LAYERS.index(_part(name)) < RELEASE_LAYERS.index(_part(module)), f"{module} imports {name}"


def test_modules_do_not_import_each_other_in_a_circle() -> None:
    left = {module: {name for name in _ours(module) if name != module} for module in MODULES}
    while free := {module for module, names in left.items() if not names & left.keys()}:
        left = {module: names for module, names in left.items() if module not in free}
    assert left == {}


@pytest.mark.parametrize("module", [name for name in MODULES if name.split(".")[-1] not in ANY_SIZE])
def test_a_module_is_neither_too_short_nor_too_long(module: str) -> None:
    lines = (ENGINE / f"{module.replace('.', '/')}.py").read_text("utf-8").count("\n")
    assert FEWEST_LINES <= lines <= MOST_LINES


@pytest.mark.parametrize("module", [name for name in MODULES if name not in UNMARKED])
def test_only_modules_marked_io_use_the_outside_world(module: str) -> None:
    if not _is_marked(module):
        assert _contacts(module) == []


def test_a_marked_module_uses_the_outside_world_or_imports_a_marked_module() -> None:
    """Otherwise the mark would spread and lose its meaning. The mark of a package is about its modules."""
    marked = {module for module in MODULES if _is_marked(module)}
    modules = {module for module in marked if not module.endswith("__init__")}
    assert modules
    assert [module for module in sorted(modules) if not _contacts(module) and not marked & _ours(module)] == []


def test_no_two_classes_of_the_engine_have_the_same_name() -> None:
    """A leading underscore makes no difference: a reader looks for the name."""
    places: dict[str, list[str]] = {}
    for module in MODULES:
        for node in ast.walk(_tree(module)):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name.lstrip("_"), []).append(f"{module}:{node.lineno}")
    assert len(places) > len(MODULES) / 2
    assert {name: classes for name, classes in places.items() if len(classes) > 1} == {}


def test_neither_the_engine_nor_the_toy_names_the_real_subject() -> None:
    files = [path for path in ENGINE.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    files += [path for path in TOY.rglob("*") if path.is_file() and path.suffix != ".png"]
    assert len(files) > len(MODULES)
    for path in files:
        assert "clearview" not in str(path.relative_to(ENGINE.parent)).casefold() + path.read_text("utf-8").casefold()


def _layer(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def _part(module: str) -> str:
    """The sub-package of `releases` that holds a module."""
    part = module.split(".")[1]
    return RELEASE_LAYERS[0] if part == "__init__" else part


def _is_marked(module: str) -> bool:
    return "[io]" in (ast.get_docstring(_tree(module)) or "").split("\n\n")[0]


def _contacts(module: str) -> list[str]:
    """The imports and calls by which a module uses the outside world."""
    contacts = sorted(_imported(module) & WORLD)
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in (METHODS if isinstance(called, ast.Attribute) else CALLS):
                contacts.append(f"{module}:{node.lineno} calls {name}")
    return contacts


def _ours(module: str) -> set[str]:
    """The modules of the engine that a module imports, without `dossier` itself, which holds only the version."""
    names = {name.removeprefix("dossier.") for name in _imported(module) if name.startswith("dossier.")}
    return {name if name in MODULES else f"{name}.__init__" for name in names}


def _imported(module: str) -> set[str]:
    """The full names that a module imports anywhere, and the top packages of those outside the engine."""
    names = set(_imports(_tree(module)))
    return names | {name.split(".")[0] for name in names if not name.startswith(("dossier", "urllib"))}


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                within = full.removeprefix("dossier.")
                yield full if within in MODULES or f"{within}.__init__" in MODULES else node.module


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse((ENGINE / f"{module.replace('.', '/')}.py").read_text("utf-8"))

"""Modules import from floors below their own, only those marked [io] meet the world, and none knows the subject."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ENGINE = Path(__file__).resolve().parent.parent / "dossier"
# From the ground up; a package stands on one floor with all its modules, which may import one another.
FLOORS = (
    {"dossier", "dates", "diagnostics", "errors", "identifiers", "links", "mentions", "misread", "personal_names"}
    | {"placing", "progress", "search_order", "sitemap"},
    {"characters", "folders", "generator", "git", "layout", "placeholders", "records", "report", "search", "writing"}
    | {"yaml_errors"},
    {"cite", "corrections", "field_shapes", "form", "leaves", "notes", "quotations", "schema", "shape", "words"},
    {"nodes"},
    {"field_errors", "graph", "quoting"},
    {"cite_record", "decode", "drafts", "preserved", "renumber"},
    {"beginnings", "checks", "load", "reads", "views"},
    {"inline"},
    {"exports"},
    {"explain", "fragments", "history", "imports", "settings"},
    {"releases", "shells", "structured"},
    {"exporting", "headtags", "staging"},
    {"made"},
    {"site"},
    {"commands"},
    {"cli"},
    {"__main__"},
)
# What touches disk, network, clock, environment, terminal or other programs: by import, by method and by call.
# (`io` and `sqlite3` work in memory, too; what opens a file with them needs a path.)
WORLD = (
    {"asyncio", "ftplib", "getpass", "http", "locale", "logging", "mkdocs", "multiprocessing", "os", "pathlib"}
    | {"platform", "requests", "select", "shutil", "signal", "smtplib", "socket", "ssl", "stat", "subprocess", "sys"}
    | {"tempfile", "threading", "time", "urllib.request", "webbrowser"}
)
METHODS = {
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "mkdir",
    "rmdir",
    "unlink",
    "rename",
    "iterdir",
    "rglob",
} | {"lstat", "now", "today", "utcnow", "getenv"}
CALLS = frozenset({"open", "input", "print"})
# Its one line hands the exit code to the interpreter; what it may do stands in `cli`.
SPARED = frozenset({"__main__"})
MODULES = sorted(path.relative_to(ENGINE).with_suffix("").as_posix().replace("/", ".") for path in ENGINE.rglob("*.py"))


@pytest.mark.parametrize("module", MODULES)
def test_a_module_stands_on_one_floor_and_imports_from_below(module: str) -> None:
    here = floor_of(module)
    for name in sorted(imports(module)):
        if name.split(".")[0] == "dossier" and unit_of(within(name)) != unit_of(module):
            assert floor_of(within(name)) < here, f"{module} imports {name}, which is not below it"


@pytest.mark.parametrize("module", [one for one in MODULES if one not in SPARED])
def test_only_modules_marked_io_meet_the_world(module: str) -> None:
    if "[io]" in (ast.get_docstring(tree_of(module)) or "").split("\n\n")[0]:
        return
    assert not sorted(imports(module) & WORLD)
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            forbidden = METHODS if isinstance(called, ast.Attribute) else CALLS
            assert name not in forbidden, f"{module}:{node.lineno} calls {name}"


def test_most_modules_need_no_mark() -> None:
    marked = [one for one in MODULES if "[io]" in (ast.get_docstring(tree_of(one)) or "")]
    assert {"load", "site", "staging", "search", "cli"} <= set(marked)
    assert len(marked) < len(MODULES) / 2


def test_the_engine_knows_nothing_of_its_subject() -> None:
    files = [path for path in ENGINE.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    toy = Path(__file__).parent / "toy"
    files += [path for part in ("evidence", "pages", "captures") for path in (toy / part).rglob("*") if path.is_file()]
    files.append(toy / "mkdocs.yml")
    assert len(files) > len(MODULES)
    for path in files:
        assert "clearview" not in str(path).casefold() + path.read_text("utf-8").casefold(), path


def unit_of(module: str) -> str:
    """The module or package that stands on a floor."""
    name = module.removesuffix(".__init__")
    return "dossier" if name == "__init__" else name.split(".")[0]


def floor_of(module: str) -> int:
    """The number of the floor on which a module stands."""
    unit = unit_of(module)
    found = [number for number, floor in enumerate(FLOORS) if unit in floor]
    assert len(found) == 1, f"`{unit}` must stand on one floor: write it into FLOORS"
    return found[0]


def within(name: str) -> str:
    """The name of an imported module below the package."""
    return name.removeprefix("dossier").removeprefix(".") or "__init__"


def imports(module: str) -> set[str]:
    """The full names of the modules that a module imports anywhere in it, and the packages they lie in."""
    found = set(_imports(tree_of(module)))
    return found | {name.split(".")[0] for name in found if not name.startswith(("dossier", "urllib"))}


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                full = f"{node.module}.{one.name}"
                yield full if within(full) in MODULES or within(full) + ".__init__" in MODULES else node.module


@cache
def tree_of(module: str) -> ast.Module:
    """The module as parsed."""
    return ast.parse((ENGINE / f"{module.replace('.', '/')}.py").read_text("utf-8"))

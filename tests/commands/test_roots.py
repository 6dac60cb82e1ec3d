"""Tests of `--root`: relative paths, links, and unusable paths, for every command."""

from __future__ import annotations

import importlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from dossier.cli import COMMANDS, main
from tests.shared.places import ROOT
from tests.shared.releasing import BRANCH, WorkingClone, make_working_clone
from tests.shared.toy import EPOCH, TOY

# The current folder, and the root as it is named from there.
BELOW, ELSEWHERE = (".", "near/works"), ("far/off", "../../near/works")
# The same, with the path of the site that `build` prints.
OTHER_PLACES = {
    "the root itself": ("near/works", ".", "build/site"),
    "a folder above": ("near/works/evidence", "..", "../build/site"),
    "a way up and down": ("near", "../near/./works/", "works/build/site"),
    "a link": (".", "link", "link/build/site"),
    "above what a link leads to": (".", "inner/..", "near/works/build/site"),
}
SOURCE = {
    "id": "denial",
    "type": "article-newspaper",
    "title": "No searches, says force",
    "author": [{"family": "Berg", "given": "Ann"}],
    "issued": {"date-parts": [[2020, 2, 28]]},
    "accessed": {"date-parts": [[2026, 11, 1]]},
    "container-title": "The Gazette",
    "URL": "https://www.gazette.example/denial",
    "language": "en",
}
IMPORTED = ("--genre", "news", "--tier", "secondary")
CLAIM = ("statement=The council took one camera down", "date=2025-03-01", "standing=reported", "adverse_to=")
EVIDENCE = ("evidence.source=SRC-2026-0003", "evidence.stance=supports", "evidence.says=says so")


# The commands that read the configuration: once, and by its absolute path.
CONFIGURED = {"build", "cite", "redact", "release", "suspend"}


@pytest.fixture
def works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkingClone:
    """The toy dossier in a repository in `near/works`."""
    for folder in ("near", "far/off"):
        (tmp_path / folder).mkdir(parents=True)
    works = make_working_clone(tmp_path / "near")
    (tmp_path / "link").symlink_to(works.root)
    (tmp_path / "inner").symlink_to(works.root / "pages")
    monkeypatch.setenv("DOSSIER_DEBUG", "1")
    for name, value in works.environment().items():
        monkeypatch.setenv(name, value)
    return works


@pytest.mark.slow
@pytest.mark.parametrize("place", [BELOW, ELSEWHERE], ids=["below", "elsewhere"])
def test_every_command_works_with_a_relative_root(
    works: WorkingClone,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    place: tuple[str, str],
) -> None:
    folder, root = place
    monkeypatch.chdir(tmp_path / folder)
    library, text = tmp_path / "library.json", tmp_path / "text"
    library.write_text(json.dumps([SOURCE]), "utf-8")
    text.write_text("finds it, at length", "utf-8")
    relative = {path: os.path.relpath(path) for path in (library, text)}
    tested = {"serve"}  # has its own test below
    read: list[str] = []

    def read_configuration(**settings: Any) -> MkDocsConfig:
        read.append(settings["config_file"])
        return load_config(**settings)

    monkeypatch.setattr("mkdocs.config.load_config", read_configuration)

    def run(command: str, *arguments: str) -> str:
        tested.add(command)
        read.clear()
        assert main([command, *arguments, "--root", root]) == 0, capsys.readouterr()
        printed = "".join(capsys.readouterr())
        assert str(tmp_path) not in printed
        assert read == ([str(works.root / "mkdocs.yml")] if command in CONFIGURED else [])
        return printed

    run("check", "--strict", f"{root}/evidence/claims/CLM-2026-0001.yaml")
    assert f" in {root}/build/site\n" in run("build", "--no-search")
    assert "Ashby Vale" in run("cite", "--page", "CLM-2026-0001")
    run("explain", "no-records")
    assert "  CLM-2026-0001\n" in run("digest", "CLM-2026-0001")
    assert f" in {root}/schemas\n" in run("schema")
    run("import", relative[library], *IMPORTED)
    fields = [argument for field in (*CLAIM, *EVIDENCE) for argument in ("--set", field)]
    assert f" --root {root} " in run("new", "claim", *fields)
    assert "2 numbered" in run("assign-ids")
    works.commit()
    assert "release 2026.11.23: " in run("release", "--onto", BRANCH, "--first")
    run("verify", BRANCH)
    run("build", "--no-search", "--published", BRANCH)
    assert (works.root / "build/site/r/CLM-2026-0002/1/index.html").is_file()
    order = ("--authority", "Vale County Court", "--reason", "an order", "--onto", BRANCH)
    remaining = run("redact", "CLM-2026-0002/1", "--text", relative[text], *order)
    assert f"  {root}/evidence/claims/CLM-2026-0002.yaml: line 14\n" in remaining
    (works.root / ".gitignore").write_text("/build/\n/suspended/\n", "utf-8")
    kept = tmp_path / "kept"
    run("suspend", "CLM-2026-0008", "--reason", "an order", "--onto", BRANCH, "--keep", os.path.relpath(kept))
    assert kept.is_dir()
    # `init` writes a dossier into another folder than the root.
    assert tested == set(COMMANDS) - {"init"}
    assert {path.name for path in (tmp_path / "near").iterdir()} == {"works", "original.git"}


@pytest.mark.parametrize("place", OTHER_PLACES.values(), ids=OTHER_PLACES)
@pytest.mark.usefixtures("works")
def test_a_root_may_be_any_path_to_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], place: tuple[str, str, str]
) -> None:
    folder, root, shown = place
    monkeypatch.chdir(tmp_path / folder)
    assert main(["check", "--strict", f"{root}/evidence/claims", "--root", root]) == 0
    assert main(["build", "--no-search", "--root", root]) == 0
    assert f" in {shown}\n" in capsys.readouterr().out


@pytest.mark.parametrize(("folder", "root"), [BELOW, ELSEWHERE])
def test_serve_works_with_a_relative_root(works: WorkingClone, tmp_path: Path, folder: str, root: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, "-m", "dossier", "serve", "--no-search", "--port", port, "--root", root]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "SOURCE_DATE_EPOCH": EPOCH}
    with subprocess.Popen(
        command, cwd=tmp_path / folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline(), process.stdout.readline()]
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=300)
    assert " pages in " in lines[0], lines
    assert "Ctrl-C to end" in lines[1], lines
    assert process.returncode == 0
    assert (works.root / "build/site/index.html").is_file()


# The path given as the root, and the message about it.
UNUSABLE_ROOTS = {
    "missing": ("gone", "there is no folder gone"),
    "below a missing folder": ("gone/deeper", "there is no folder gone/deeper"),
    "a file": ("file", "file is not a folder"),
    "below a file": ("file/deeper", "file/deeper is not a folder"),
    "a link to nothing": ("dangling", "dangling is a broken link"),
    "a link to a file": ("to-file", "to-file is not a folder"),
    "a circle of links": ("circle", "the folder circle cannot be read: too many levels of symbolic links"),
    "a name that is too long": ("x" * 300, f"the folder {'x' * 300} cannot be read: file name too long"),
    "a name that commands the terminal": ("gone\x1b[2J\n::error::", "there is no folder gone�[2J ::error::"),
    "empty": ("", "`--root` is empty: name the folder of the dossier"),
}
# The required arguments of each command.
ARGUMENTS = {
    "cite": ["CLM-2026-0001"],
    "digest": ["CLM-2026-0001"],
    "init": ["new"],
    "import": ["library.json"],
    "new": ["claim"],
    "redact": ["CLM-2026-0001", "--text", "text", "--authority", "a", "--reason", "b", "--onto", BRANCH],
    "release": ["--onto", BRANCH],
    "suspend": ["CLM-2026-0001", "--reason", "a", "--onto", BRANCH],
    "verify": [BRANCH],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_root_that_is_not_a_folder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("", "utf-8")
    Path("dangling").symlink_to("gone")
    Path("to-file").symlink_to("file")
    Path("circle").symlink_to("circle")
    for root, message in UNUSABLE_ROOTS.values():
        assert main([command, *ARGUMENTS.get(command, []), "--root", root]) == 2
        assert capsys.readouterr() == ("", f"error: {message}\n")
    assert {path.name for path in tmp_path.iterdir()} == {"file", "dangling", "to-file", "circle"}


@pytest.fixture
def reachable(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A current folder that every user may enter, unlike those that pytest makes."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        monkeypatch.chdir(folder)
        yield Path(folder)
        monkeypatch.undo()


@pytest.mark.parametrize("mode", [0o000, 0o444, 0o311])
def test_a_root_without_read_permission_is_refused(
    reachable: Path, capsys: pytest.CaptureFixture[str], mode: int
) -> None:
    (reachable / "closed").mkdir()
    # The other user may have no permission to read the checkout: every module a command needs is imported before.
    for module, _ in COMMANDS.values():
        importlib.import_module(f"dossier.commands.{module}")
    assert main(["explain", "--root", "closed"]) == 0
    capsys.readouterr()
    (reachable / "closed").chmod(mode)
    with ordinary_user():
        for command in COMMANDS:
            assert main([command, *ARGUMENTS.get(command, []), "--root", "closed"]) == 2
            assert capsys.readouterr() == ("", "error: the folder closed cannot be read: permission denied\n")
    (reachable / "closed").chmod(0o755)


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Act as an ordinary user, because root may read every folder."""
    if os.geteuid() != 0:
        yield
        return
    try:
        os.seteuid(65534)
    except OSError:
        pytest.skip("root cannot act as another user here")
    try:
        yield
    finally:
        os.seteuid(0)


def test_options_are_not_abbreviated(capsys: pytest.CaptureFixture[str]) -> None:
    """`build.py` changes the current folder unless it finds `--root` by its full name."""
    with pytest.raises(SystemExit, match="2"):
        main(["check", "--roo", str(TOY)])
    assert "--roo" in capsys.readouterr().err

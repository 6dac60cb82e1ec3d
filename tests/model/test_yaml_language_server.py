"""The YAML language server uses the schema that a record names."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dossier.model.json_schema import schema_text, schemas
from tests.shared.language_server import LanguageServer, running
from tests.shared.patience import PATIENCE
from tests.shared.toy import TOY_SUBJECT

FIRST_LINE = "# yaml-language-server: $schema=../../schemas/claim.schema.json\n"
GOOD = """id: CLM-2026-0001
statement: The force said that it had not used the tool.
date: 2021
standing: reported
evidence:
  - source: SRC-2026-0001
    stance: supports
    says: reports the denial
adverse_to: []
"""


def _command() -> list[str]:
    program = os.environ.get("DOSSIER_YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")
    if program is None:
        pytest.skip("yaml-language-server is neither on PATH nor named by DOSSIER_YAML_LANGUAGE_SERVER")
    return [program, "--stdio"]


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    def stop(*_: Any) -> None:
        raise TimeoutError("the server did not answer")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LanguageServer]:
    command = _command()
    (tmp_path / "schemas").mkdir()
    for name, schema in schemas(TOY_SUBJECT).items():
        (tmp_path / "schemas" / f"{name}.schema.json").write_text(schema_text(schema), encoding="utf-8")
    with _at_most(PATIENCE), running(command, tmp_path) as language_server:
        yield language_server


def _marked_lines(server: LanguageServer, root: Path, name: str, text: str) -> list[tuple[str, str]]:
    """The marked lines of the file, each with its message."""
    path = root / "evidence" / "claims" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    lines = text.splitlines()
    diagnostics = server.diagnostics(path, text)
    return [(lines[item["range"]["start"]["line"]].strip(), item["message"]) for item in diagnostics]


def test_an_editor_shows_the_problems_of_a_record(server: LanguageServer, tmp_path: Path) -> None:
    assert _marked_lines(server, tmp_path, "CLM-2026-0001.yaml", FIRST_LINE + GOOD) == []

    wrong = GOOD.replace("standing: reported", "standing: proven").replace("adverse_to: []", "staus: x")
    messages = dict(_marked_lines(server, tmp_path, "CLM-2026-0002.yaml", FIRST_LINE + wrong))
    assert set(messages) == {"id: CLM-2026-0001", "standing: proven", "staus: x"}
    assert "adverse_to" in messages["id: CLM-2026-0001"]
    assert '"corroborated"' in messages["standing: proven"]
    assert "staus" in messages["staus: x"]

    inner = GOOD.replace("source: SRC-2026-0001", "source: SRC-26-1").replace("date: 2021", "date: May 2021")
    marked = [line for line, _ in _marked_lines(server, tmp_path, "CLM-2026-0003.yaml", FIRST_LINE + inner)]
    assert marked == ["date: May 2021", "- source: SRC-26-1"]


def test_without_the_first_line_no_problem_is_shown(server: LanguageServer, tmp_path: Path) -> None:
    wrong = GOOD.replace("standing: reported", "standing: proven")
    assert _marked_lines(server, tmp_path, "CLM-2026-0001.yaml", wrong) == []

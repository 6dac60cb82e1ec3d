"""Pages that several processes make at the same time."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from dossier.errors import DossierError
from dossier.reading.load import load
from dossier.site import record_pages
from dossier.site.builder import Builder
from tests.shared.toy import DAY, copy_toy


def _build(root: Path) -> dict[str, bytes]:
    Builder(root, with_search=False).build(load(root, DAY).dossier)
    site = root / "build/site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def test_several_processes_make_the_same_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pids: set[int] = set()
    submit: Any = ProcessPoolExecutor.submit

    def recorded(executor: Any, *arguments: Any) -> Any:
        result = submit(executor, *arguments)
        pids.update(executor._processes)
        return result

    alone = _build(copy_toy(tmp_path / "alone"))
    monkeypatch.setattr(ProcessPoolExecutor, "submit", recorded)
    monkeypatch.setattr(record_pages, "process_count", lambda _: 3)
    monkeypatch.setattr(record_pages, "_BATCH", 4)
    assert _build(copy_toy(tmp_path / "together")) == alone
    assert len(pids) == 3
    assert os.getpid() not in pids


def test_few_pages_are_made_by_one_process() -> None:
    assert record_pages.process_count(10) == 1


def test_a_process_that_the_system_ends_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copy_toy(tmp_path / "dossier")
    before = _build(root)
    monkeypatch.setattr(record_pages, "process_count", lambda _: 2)
    monkeypatch.setattr(record_pages, "_write_batch", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(DossierError, match="the system ended a process that makes pages"):
        _build(root)
    site = root / "build/site"
    assert {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} == set(before)
    assert [path.name for path in (root / "build").iterdir() if path.name.startswith("new-")] == []

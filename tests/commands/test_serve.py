"""Tests of `serve` in a process of its own: updates, errors, Ctrl-C."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import RemoteDisconnected
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

import pytest

from tests.shared.patience import PATIENCE
from tests.shared.places import ROOT
from tests.shared.toy import copy_toy

CLAIM = "evidence/claims/CLM-2026-0003.yaml"
PAGE = "claims/CLM-2026-0003/"
# Requests to this computer must not go through a proxy that the environment names.
_open = build_opener(ProxyHandler({})).open


@dataclass(slots=True)
class Served:
    """A dossier that is being served, and the lines that the program has printed."""

    root: Path
    process: subprocess.Popen[str]
    address: str
    lines: list[str] = field(default_factory=list)
    reader: threading.Thread = field(default_factory=threading.Thread)

    def get(self, page: str) -> str:
        with _open(self.address + page, timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def status(self, page: str) -> int:
        try:
            with _open(self.address + page, timeout=PATIENCE) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code

    def edit(self, name: str, change: Callable[[str], str]) -> None:
        path = self.root / name
        path.write_text(change(path.read_text("utf-8")), "utf-8")

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.reader.join()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def output(self) -> str:
        return "".join(self.lines)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait until the condition is true. Fails if the program ends first."""
        until = time.monotonic() + PATIENCE
        while not condition():
            assert self.process.poll() is None, self.output()
            assert time.monotonic() < until, self.output()
            time.sleep(0.05)


def start(root: Path) -> Served:
    """Serve a copy of the toy dossier, without a search index, on a port that was free."""
    copy_toy(root)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "dossier", "serve", "--no-search", "--port", str(port), "--root", str(root)]
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True
    )
    served = Served(root, process, f"http://127.0.0.1:{port}/")
    assert process.stdout is not None
    served.reader = threading.Thread(target=served.lines.extend, args=(process.stdout,))
    served.reader.start()
    try:
        served.wait(lambda: "Ctrl-C to end" in served.output())
    except BaseException:
        served.end()
        raise
    return served


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = start(tmp_path_factory.mktemp("serve") / "dossier")
    yield served
    served.end()
    assert "Traceback" not in served.output()


def test_a_changed_record_is_shown_and_reloads_the_browser(served: Served) -> None:
    before = served.get(PAGE)
    polled = re.search(r"livereload\(([0-9]+), ([0-9]+)\)", before)
    assert polled
    assert "had no power over parish roads" in before
    answers: list[str] = []

    def poll_until_changed() -> None:
        # If nothing changed, the server answers after a minute with the same number.
        while not answers or answers[-1] == polled[1]:
            answers.append(served.get(f"livereload/{polled[1]}/{polled[2]}"))

    poll = threading.Thread(target=poll_until_changed, daemon=True)
    poll.start()

    served.edit(CLAIM, lambda text: text.replace("had no power over parish roads", "had power over no road"))

    poll.join(PATIENCE)
    assert int(answers[-1]) > int(polled[1])
    assert "had power over no road" in served.get(PAGE)
    assert "had power over no road" in served.get("claims/")
    assert "had no power over parish roads" not in served.get(PAGE)


def test_a_broken_record_leaves_the_last_good_page(served: Served) -> None:
    before = re.sub(r"livereload\([^)]*\)", "", served.get("claims/CLM-2026-0004/"))
    name = "evidence/claims/CLM-2026-0004.yaml"
    good = (served.root / name).read_text("utf-8")
    served.edit(name, lambda text: text.replace("standing: disputed", "standing: doubtful"))
    served.wait(lambda: "error[unknown-value]" in served.output() and f"{name}:" in served.output())
    assert re.sub(r"livereload\([^)]*\)", "", served.get("claims/CLM-2026-0004/")) == before

    served.edit(name, lambda _: good.replace("kept for a year", "kept for a decade"))
    served.wait(lambda: "kept for a decade" in served.get("claims/CLM-2026-0004/"))


def test_a_new_record_appears_and_a_deleted_record_disappears(served: Served) -> None:
    new = served.root / "evidence/claims/CLM-2026-0010.yaml"
    text = (served.root / CLAIM).read_text("utf-8").replace("CLM-2026-0003", "CLM-2026-0010")
    assert served.status("claims/CLM-2026-0010/") == 404
    new.write_text(text, "utf-8")
    served.wait(lambda: served.status("claims/CLM-2026-0010/") == 200)
    served.wait(lambda: "CLM-2026-0010" in served.get("proceedings/PRO-2026-0003/"))
    assert "CLM-2026-0010" in served.get("sitemap.xml")
    new.unlink()
    served.wait(lambda: served.status("claims/CLM-2026-0010/") == 404)
    served.wait(lambda: "CLM-2026-0010" not in served.get("proceedings/PRO-2026-0003/"))
    assert "CLM-2026-0010" not in served.get("sitemap.xml")


def test_changed_prose_is_shown_and_broken_prose_leaves_the_last_good_page(served: Served) -> None:
    served.edit("pages/about.md", lambda text: text + "\nA new sentence.\n")
    served.wait(lambda: "A new sentence." in served.get("about/"))
    served.edit("pages/about.md", lambda text: text + "\nAnother, [broken](nowhere.md).\n")
    served.wait(lambda: "nowhere.md" in served.output())
    assert "A new sentence." in served.get("about/")
    assert "Another" not in served.get("about/")
    served.edit("pages/about.md", lambda text: text.replace("nowhere.md", "claims/index.md"))
    served.wait(lambda: "Another" in served.get("about/"))
    assert served.status(PAGE) == 200


def test_a_changed_word_of_the_subject_is_shown_on_every_page(served: Served) -> None:
    addresses = ("", "forces/", PAGE, "forces/ashby-vale-police/")
    assert all("Forces" in served.get(address) for address in ("", "forces/", PAGE))
    good = (served.root / "subject.yml").read_text("utf-8")
    served.edit("subject.yml", lambda text: text.replace("plural: forces", "plural: constabularies"))
    for address in ("", "forces/", PAGE):
        served.wait(lambda address=address: "onstabularies" in served.get(address))  # type: ignore[misc]
    assert all(served.status(address) == 200 for address in addresses)

    served.edit("subject.yml", lambda text: text.replace("voice: admission", "voice: loud"))
    served.wait(lambda: re.search(r"error\[unknown-value\].*\n.*subject\.yml:", served.output()) is not None)
    assert "Constabularies" in served.get("forces/")

    served.edit("subject.yml", lambda _: good.replace("label: Reported trial", "label: Reported test drive"))
    served.wait(lambda: "Reported test drive" in served.get("forces/ashby-vale-police/"))
    assert "Constabularies" not in served.get("forces/")


@pytest.mark.parametrize("watched", [False, True], ids=["without a browser", "with a browser"])
def test_ctrl_c_ends_the_program_without_a_traceback(tmp_path: Path, watched: bool) -> None:
    served = start(tmp_path / "dossier")
    try:
        if watched:
            polled = re.search(r"livereload\(([0-9]+), ([0-9]+)\)", served.get(PAGE))
            assert polled
            threading.Thread(target=_poll, args=(served, f"livereload/{polled[1]}/{polled[2]}"), daemon=True).start()
            # If the request comes after the signal, the test passes too, as in the case without a browser.
            time.sleep(0.3)
        served.process.send_signal(signal.SIGINT)
        assert served.process.wait(PATIENCE) == 0
    finally:
        served.end()
    assert "Traceback" not in served.output()
    assert "error" not in served.output().casefold().replace("0 errors", "")


def _poll(served: Served, page: str) -> None:
    try:
        served.get(page)
    except (RemoteDisconnected, URLError, ConnectionError):
        return  # the server has ended, as it should


def test_a_port_in_use_is_reported(tmp_path: Path) -> None:
    copy_toy(tmp_path / "dossier")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "dossier", "serve", "--no-search", "--port", port]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [*command, "--root", str(tmp_path / "dossier")],
            env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert f"port {port}" in done.stderr
    assert port not in done.stdout
    assert "Traceback" not in done.stderr

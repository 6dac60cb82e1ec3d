"""`dossier serve`, as a program of its own: what changes shows, what breaks leaves the last good site, Ctrl-C ends."""

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
# A proxy of the environment must not stand between the test and this computer.
_open = build_opener(ProxyHandler({})).open


@dataclass(slots=True)
class Served:
    """A dossier that is being served, and what the program has printed so far."""

    root: Path
    process: subprocess.Popen[str]
    address: str
    said: list[str] = field(default_factory=list)
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

    def heard(self) -> str:
        return "".join(self.said)

    def wait(self, what: Callable[[], bool]) -> None:
        """Wait until it is so; the program must be alive meanwhile."""
        until = time.monotonic() + PATIENCE
        while not what():
            assert self.process.poll() is None, self.heard()
            assert time.monotonic() < until, self.heard()
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
    served.reader = threading.Thread(target=served.said.extend, args=(process.stdout,))
    served.reader.start()
    try:
        served.wait(lambda: "Ctrl-C ends" in served.heard())
    except BaseException:
        served.end()
        raise
    return served


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = start(tmp_path_factory.mktemp("serve") / "dossier")
    yield served
    served.end()
    assert "Traceback" not in served.heard()


def test_a_changed_record_shows_and_reloads_the_browser(served: Served) -> None:
    before = served.get(PAGE)
    polled = re.search(r"livereload\(([0-9]+), ([0-9]+)\)", before)
    assert polled
    assert "had no power over parish roads" in before
    answers: list[str] = []

    def ask() -> None:
        # The server answers a question after a minute in any case, with the number that was asked with.
        while not answers or answers[-1] == polled[1]:
            answers.append(served.get(f"livereload/{polled[1]}/{polled[2]}"))

    poll = threading.Thread(target=ask, daemon=True)
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
    served.wait(lambda: "error[unknown-value]" in served.heard() and f"{name}:" in served.heard())
    assert re.sub(r"livereload\([^)]*\)", "", served.get("claims/CLM-2026-0004/")) == before

    served.edit(name, lambda _: good.replace("kept for a year", "kept for a decade"))
    served.wait(lambda: "kept for a decade" in served.get("claims/CLM-2026-0004/"))


def test_a_new_record_appears_and_a_deleted_one_vanishes(served: Served) -> None:
    new = served.root / "evidence/claims/CLM-2026-0009.yaml"
    text = (served.root / CLAIM).read_text("utf-8").replace("CLM-2026-0003", "CLM-2026-0009")
    assert served.status("claims/CLM-2026-0009/") == 404
    new.write_text(text, "utf-8")
    served.wait(lambda: served.status("claims/CLM-2026-0009/") == 200)
    served.wait(lambda: "CLM-2026-0009" in served.get("proceedings/PRO-2026-0003/"))
    assert "CLM-2026-0009" in served.get("sitemap.xml")
    new.unlink()
    served.wait(lambda: served.status("claims/CLM-2026-0009/") == 404)
    served.wait(lambda: "CLM-2026-0009" not in served.get("proceedings/PRO-2026-0003/"))
    assert "CLM-2026-0009" not in served.get("sitemap.xml")


def test_changed_prose_shows_and_broken_prose_leaves_the_last_good_page(served: Served) -> None:
    served.edit("pages/about.md", lambda text: text + "\nA new sentence.\n")
    served.wait(lambda: "A new sentence." in served.get("about/"))
    served.edit("pages/about.md", lambda text: text + "\nAnother, [broken](nowhere.md).\n")
    served.wait(lambda: "nowhere.md" in served.heard())
    assert "A new sentence." in served.get("about/")
    assert "Another" not in served.get("about/")
    served.edit("pages/about.md", lambda text: text.replace("nowhere.md", "claims/index.md"))
    served.wait(lambda: "Another" in served.get("about/"))
    assert served.status(PAGE) == 200


@pytest.mark.parametrize("watched", [False, True], ids=["nobody watches", "a browser watches"])
def test_ctrl_c_ends_it_without_a_traceback(tmp_path: Path, watched: bool) -> None:
    served = start(tmp_path / "dossier")
    try:
        if watched:
            polled = re.search(r"livereload\(([0-9]+), ([0-9]+)\)", served.get(PAGE))
            assert polled
            threading.Thread(target=_poll, args=(served, f"livereload/{polled[1]}/{polled[2]}"), daemon=True).start()
            # Where the question comes later than the signal, this is the case without a browser, and passes too.
            time.sleep(0.3)
        served.process.send_signal(signal.SIGINT)
        assert served.process.wait(PATIENCE) == 0
    finally:
        served.end()
    assert "Traceback" not in served.heard()
    assert "error" not in served.heard().casefold().replace("0 errors", "")


def _poll(served: Served, page: str) -> None:
    try:
        served.get(page)
    except (RemoteDisconnected, URLError, ConnectionError):
        return  # the server went away, as it should


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
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

"""An engine that is loaded once and forks for each command.

Loading takes most of the time of a short command.

    python3 -m tests.shared.warm_engine SOCKET

listens at the socket until its standard input ends. `run_warm` hands a command over and waits for it. `client()` is the
text of a `build.py` that hands its arguments, folder, environment and streams over.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import pkgutil
import select
import socket
import subprocess
import sys
import traceback
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

from tests.shared.places import ROOT


def run_warm(arguments: list[str], folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """The finished command `dossier`, run in the folder with exactly this environment and without an input."""
    order = json.dumps([arguments, str(folder), dict(environment)]).encode()
    with socket.socket(socket.AF_UNIX) as server, TemporaryFile() as output, TemporaryFile() as errors:
        server.connect(_socket())
        with Path(os.devnull).open("rb") as nothing:
            streams = [nothing.fileno(), output.fileno(), errors.fileno()]
            socket.send_fds(server, [len(order).to_bytes(4, "big")], streams)
        server.sendall(order)
        [code] = server.recv(1)
        printed = [_text_of(stream) for stream in (output, errors)]
    return subprocess.CompletedProcess(["dossier", *arguments], code, *printed)


def _text_of(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode()


@cache
def _socket() -> str:
    """The socket of the engine that this process starts, and that ends with it."""
    folder = TemporaryDirectory(prefix="engine-")
    path = f"{folder.name}/socket"
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.shared.warm_engine", path],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    assert server.stdout.readline() == "ready\n"
    atexit.register(folder.cleanup)
    atexit.register(server.communicate)
    return path


def client() -> str:
    """A `build.py` whose builds leave out the search index, which takes the longest."""
    return f"""\
import json, os, socket, sys
arguments = [*sys.argv[1:], *(["--no-search"] if sys.argv[1] == "build" else [])]
with socket.socket(socket.AF_UNIX) as server:
    server.connect({_socket()!r})
    order = json.dumps([arguments, os.getcwd(), dict(os.environ)]).encode()
    socket.send_fds(server, [len(order).to_bytes(4, "big")], [0, 1, 2])
    server.sendall(order)
    sys.exit((server.recv(1) or b"\\1")[0])
"""


def serve(path: str) -> None:
    """Run each command that arrives in a process of its own, until the standard input ends."""
    import dossier

    for module in pkgutil.walk_packages(dossier.__path__, "dossier."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in ("mkdocs.commands.build", "material", "mkdocs.config"):
        importlib.import_module(name)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while sys.stdin not in select.select([listener, sys.stdin], [], [])[0]:
            connection, _ = listener.accept()
            if os.fork() == 0:
                _run(connection)
            connection.close()
            with suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG) != (0, 0):
                    """Remove the commands that have ended."""


def _run(connection: socket.socket) -> None:
    """Run a command, report its exit code and end this process."""
    code = 1
    try:
        length, streams, _, _ = socket.recv_fds(connection, 4, 3)
        order = b""
        while len(order) < int.from_bytes(length, "big"):
            order += connection.recv(1 << 16)
        arguments, folder, environment = json.loads(order)
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        from dossier.cli import main

        code = main(arguments)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - as the interpreter does
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        connection.sendall(bytes([code]))
        os._exit(code)


if __name__ == "__main__":
    serve(sys.argv[1])

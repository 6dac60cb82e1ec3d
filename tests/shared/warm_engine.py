"""An engine that is loaded once and forks for each command.

Loading takes most of the time of a short command.

    python3 -m tests.shared.warm_engine SOCKET

listens at the socket. `client(SOCKET)` is the text of a `build.py` that hands its arguments, folder, environment and
streams over.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import socket
import sys
from contextlib import suppress
from pathlib import Path


def client(path: Path) -> str:
    """A `build.py` whose builds leave out the search index, which takes the longest."""
    return f"""\
import json, os, socket, sys
arguments = [*sys.argv[1:], *(["--no-search"] if sys.argv[1] == "build" else [])]
with socket.socket(socket.AF_UNIX) as server:
    server.connect({str(path)!r})
    order = json.dumps([arguments, os.getcwd(), dict(os.environ)]).encode()
    socket.send_fds(server, [len(order).to_bytes(4, "big")], [0, 1, 2])
    server.sendall(order)
    sys.exit((server.recv(1) or b"\\1")[0])
"""


def serve(path: str) -> None:
    """Run each command that arrives in a process of its own, until this process is ended."""
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
        while True:
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
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        connection.sendall(bytes([code]))
        os._exit(code)


if __name__ == "__main__":
    serve(sys.argv[1])

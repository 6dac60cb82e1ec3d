"""A client of the Language Server Protocol 3.17."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

Message = dict[str, Any]

# Nothing is downloaded. The only schema is the schema that the file names.
_SETTINGS = {"yaml": {"validate": True, "schemaStore": {"enable": False}, "kubernetesCRDStore": {"enable": False}}}


class LanguageServer:
    """A running language server, with its standard output and input."""

    def __init__(self, reader: IO[bytes], writer: IO[bytes]) -> None:
        self._reader = reader
        self._writer = writer

    def diagnostics(self, path: Path, text: str) -> list[Message]:
        """The diagnostics of the server for a file that is opened with this text."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while True:
            message = self._next()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == path.as_uri():
                return list(message["params"]["diagnostics"])

    def begin(self, root: Path) -> None:
        """Start the session: exchange capabilities and send the settings."""
        capabilities = {"workspace": {"configuration": True}, "textDocument": {"publishDiagnostics": {}}}
        parameters = {"processId": None, "rootUri": root.as_uri(), "capabilities": capabilities}
        self._send({"id": 1, "method": "initialize", "params": parameters})
        while self._next().get("id") != 1:
            pass
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": _SETTINGS}})

    def _next(self) -> Message:
        """The next message that is not a request. Requests are answered."""
        while True:
            message = self._read()
            if "id" not in message or "method" not in message:
                return message
            self._send({"id": message["id"], "result": self._answer(message)})

    def _answer(self, request: Message) -> Any:
        if request["method"] == "workspace/configuration":
            return [_SETTINGS.get(item["section"]) for item in request["params"]["items"]]
        return None

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._writer.write(f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        self._writer.flush()

    def _read(self) -> Message:
        length = 0
        while line := self._reader.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the server went away"
        answer: Message = json.loads(self._reader.read(length))
        return answer


@contextmanager
def running(command: list[str], root: Path) -> Iterator[LanguageServer]:
    """A language server for a folder, which is ended at the end of the block."""
    with subprocess.Popen(
        command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            server = LanguageServer(process.stdout, process.stdin)
            server.begin(root)
            yield server
        finally:
            process.kill()

"""Conversations with a command on a terminal."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import threading

from tests.shared.places import ROOT

# An answer that presses Ctrl-C.
INTERRUPT = "\x03"


def converse(command: list[str], answers: list[tuple[str, str]]) -> tuple[int, str]:
    """Run the command on a terminal, and type each answer after its prompt. Returns the exit code and the screen."""
    master, terminal = pty.openpty()
    environment = {**os.environ, "PYTHONUTF8": "1", "TERM": "dumb"}
    process = subprocess.Popen(
        [sys.executable, "-m", "dossier", *command], cwd=ROOT, stdin=terminal, stdout=terminal, stderr=terminal,
        env=environment, start_new_session=True,
    )  # fmt: skip
    os.close(terminal)
    timer = threading.Timer(60, process.kill)
    timer.start()
    screen, seen, waiting = "", 0, list(answers)
    try:
        while True:
            if waiting and (at := screen.find(waiting[0][0], seen)) >= 0:
                prompt, answer = waiting.pop(0)
                seen = at + len(prompt)
                if answer is INTERRUPT:
                    # The terminal does not control the process, so that it sends no signal by itself. A signal between
                    # the prompt and the wait for a key is noticed only at the next key.
                    process.send_signal(signal.SIGINT)
                    os.write(master, b"\n")
                else:
                    os.write(master, answer.encode("utf-8") + b"\n")
                continue
            try:
                chunk = os.read(master, 4096)
            except OSError:  # Linux raises this when the process has closed the terminal
                break
            if not chunk:
                break
            screen += chunk.decode("utf-8", "replace")
    finally:
        code = process.wait()
        timer.cancel()
        os.close(master)
    assert not waiting, screen
    return code, screen

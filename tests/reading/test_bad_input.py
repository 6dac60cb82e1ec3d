"""Hostile files and names get their codes, quickly and without a traceback."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.shared.patience import PATIENCE
from tests.shared.toy import put_subject

CPU_SECONDS = 2
MEMORY = 2**30

_ALIASES = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
_MERGES = "".join(f"m{n}: &m{n}\n  <<: [*m{n - 1}, *m{n - 1}]\n  k{n}: x\n" for n in range(1, 60))
_WORDS = ("statement", "of", "the", "force", "standing", "reported", "evidence", "adverse")

# The content of a claim's file, and the codes it must get.
CONTENTS: dict[str, tuple[bytes, set[str]]] = {
    "alias bomb": (f"a0: &a0 [x]\n{_ALIASES}".encode(), {"anchor", "unknown-field"}),
    "merge bomb": (f"m0: &m0 {{k: x}}\n{_MERGES}".encode(), {"anchor", "unknown-field"}),
    "ten megabytes": (b"# " + b"x" * 10_000_000, {"too-large"}),
    "ten megabytes of brackets": (b"[" * 10_000_000, {"too-large"}),
    "brackets": (b"[" * 65_536, {"too-deep"}),
    "braces": (b"{a: " * 16_384, {"too-deep"}),
    "dashes": (b"- " * 32_768, {"too-deep"}),
    "question marks": (b"? " * 32_768, {"wrong-shape"}),
    "many values": (b"a:\n" + b"- x\n" * 16_000, {"too-many-nodes"}),
    "many keys": ("".join(f"{_WORDS[n % 8]}_{n}: x\n" for n in range(999)).encode(), {"unknown-field"}),
    "many equal keys": (b"id: x\n" * 999, {"duplicate-key", "unreadable-identifier"}),
    "many bad words": (b"adverse_to: [" + b"No, " * 1_900 + b"]\n", {"unreadable-identifier", "quote-this"}),
    "a long key": (b'"' + b"x" * 65_000 + b'": x\n', {"syntax"}),
    "a long word": (b"standing: " + b"reported" * 8_000, {"unknown-value"}),
    "a long anchor": (b"note: &" + b"x" * 65_000 + b" z\n", {"anchor"}),
    "a code tag": (b"id: !!python/object/apply:os.system ['true']\n", {"tag"}),
    "a zero byte": (b"id: CLM-2026-0001\x00\n", {"forbidden-character"}),
    "only zero bytes": (b"\x00" * 65_536, {"forbidden-character"}),
    "no text": (bytes(range(128, 256)) * 500, {"not-utf-8"}),
    "half a character": (b"id: \xf0\x9f\x98", {"not-utf-8"}),
    "an overlong slash": (b"id: \xc0\xaf", {"not-utf-8"}),
    "half of a pair": (b'id: "\\ud800"\n', {"syntax", "forbidden-character"}),
    "a large number": (b"date: " + b"9" * 60_000, {"unreadable-date"}),
    "a slow pattern": (b"id: " + b"a-" * 30_000, {"unreadable-identifier"}),
    "a slow date": (b"date: 2021-" + b"0" * 60_000 + b"/", {"unreadable-date"}),
    "open quotation marks": (b'id: "' + b"\n" * 60_000, {"syntax"}),
    "open braces on many lines": (b"id: {\n" + b"a\n" * 20_000, {"syntax", "too-many-nodes"}),
}


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _check(root: Path, wanted: str, limit: Callable[[], None] | None = None) -> str:
    """The output of the real command. Fails if the command takes too long or ends with a fault."""
    done = subprocess.run(
        [sys.executable, "-m", "dossier", "check", "--root", str(root), "--format", wanted],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
        preexec_fn=limit,
    )
    assert done.returncode == 1, (wanted, done.returncode, done.stderr[-2000:])
    assert "Traceback" not in done.stdout + done.stderr
    assert "fault in the program" not in done.stderr
    return done.stdout


def _codes(root: Path) -> set[str]:
    return {diagnostic["code"] for diagnostic in json.loads(_check(root, "json", _limit))["diagnostics"]}


@pytest.mark.parametrize("name", CONTENTS)
def test_a_hostile_file_is_refused(name: str, tmp_path: Path) -> None:
    content, expected = CONTENTS[name]
    put_subject(tmp_path)
    claims = tmp_path / "evidence" / "claims"
    claims.mkdir(parents=True)
    (claims / "CLM-2026-0001.yaml").write_bytes(content)
    found = _codes(tmp_path)
    # Missing fields are reported as well, unless reading the file was aborted.
    assert found & expected, found
    assert found <= expected | {"missing-field", "empty-field", "unknown-field", "wrong-shape"}, found


@pytest.mark.parametrize("wanted", ["full", "github", "sarif"])
def test_all_hostile_files_are_reported_in_every_format(wanted: str, tmp_path: Path) -> None:
    put_subject(tmp_path)
    claims = tmp_path / "evidence" / "claims"
    claims.mkdir(parents=True)
    for number, (content, _) in enumerate(CONTENTS.values(), 1):
        (claims / f"CLM-2026-{number:04d}.yaml").write_bytes(content)
    _commands_in_name(claims)
    report = _check(tmp_path, wanted)
    for number in range(1, len(CONTENTS) + 1):
        assert f"CLM-2026-{number:04d}.yaml" in report
    assert [char for char in set(report) - {"\n"} if not char.isprintable()] == []
    commands = [
        line for line in report.split("\n") if line.startswith("::") and not line.startswith("::error file=evid")
    ]
    assert commands == []


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "CLM-2026-0001.yaml")


def _link_to_a_device(folder: Path) -> None:
    (folder / "CLM-2026-0001.yaml").symlink_to("/dev/zero")


def _link_to_itself(folder: Path) -> None:
    (folder / "round").symlink_to(".")


def _parent_in_name(folder: Path) -> None:
    (folder / "..x.yaml").write_text("id: x\n")
    (folder / "..%2Fx.yaml").write_text("id: x\n")


def _parent_in_id(folder: Path) -> None:
    (folder / "CLM-2026-0001.yaml").write_text("id: ../../../etc/passwd\n")


def _commands_in_name(folder: Path) -> None:
    (folder / "::error file=x::forged\n::stop-commands::x\x1b[2J.yaml").write_text("id: x\n")


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (_pipe, "not-a-file"),
        (_link_to_a_device, "not-a-file"),
        (_link_to_itself, "not-a-file"),
        (_parent_in_name, "hidden-file"),
        (_parent_in_id, "unreadable-identifier"),
        (_commands_in_name, "reserved-name"),
    ],
)
def test_a_hostile_name_is_refused(make: Callable[[Path], None], code: str, tmp_path: Path) -> None:
    put_subject(tmp_path)
    claims = tmp_path / "evidence" / "claims"
    claims.mkdir(parents=True)
    make(claims)
    assert code in _codes(tmp_path)

"""The ledger: one line a release, each holding the hash of the line before, so that none can be changed unseen."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import rfc8785

from dossier.releases.store.canonical_json import digest
from dossier.releases.store.version import is_version

PATH = "releases/ledger.jsonl"
BEFORE_THE_FIRST = "0" * 64

_HASH = re.compile(r"[0-9a-f]{64}")
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """What the ledger says of a release."""

    previous: str
    version: str
    source_commit: str
    sha256sums: str
    timestamp: str | None
    signature: str | None
    state: str

    def to_bytes(self) -> bytes:
        """The line as RFC 8785 writes it, without the line break."""
        return rfc8785.dumps(asdict(self))

    @property
    def hash(self) -> str:
        """What the next line names as the previous: the SHA-256 of this one."""
        return digest(self.to_bytes())


@dataclass(frozen=True, slots=True, order=True)
class Newest:
    """The newest revision of a record."""

    identifier: str
    revision: int
    digest: str


def parse(content: bytes) -> tuple[LedgerLine, ...]:
    """The lines of a ledger; raises ValueError, naming the line, where it is malformed or does not chain."""
    if content and not content.endswith(b"\n"):
        raise ValueError("does not end with a line break")
    lines: list[LedgerLine] = []
    previous = BEFORE_THE_FIRST
    for number, written in enumerate(content.split(b"\n")[:-1], 1):
        line = _line(written, number)
        if line.previous != previous:
            raise ValueError(f"does not chain: line {number} ({line.version}) names another line before it")
        if line.version in {one.version for one in lines}:
            raise ValueError(f"names {line.version} twice, again in line {number}")
        lines.append(line)
        previous = line.hash
    return tuple(lines)


def append(lines: Sequence[LedgerLine], line: LedgerLine) -> bytes:
    """The ledger with one more line; raises ValueError where the line does not name the last one."""
    if line.previous != head(lines):
        raise ValueError("the line does not name the last one")
    return b"".join(one.to_bytes() + b"\n" for one in (*lines, line))


def head(lines: Sequence[LedgerLine]) -> str:
    """What the next line must name as the previous."""
    return lines[-1].hash if lines else BEFORE_THE_FIRST


def witness(lines: Sequence[LedgerLine]) -> tuple[str, bytes]:
    """The name and content of the file that keeps the last line where the branch cannot reach."""
    last = lines[-1]
    return f"ledger-head-{last.version}.json", last.to_bytes() + b"\n"


def witnessed(content: bytes) -> LedgerLine:
    """The line that a witness keeps; raises ValueError where the file holds anything else."""
    if not content.endswith(b"\n"):
        raise ValueError("does not end with a line break")
    return _line(content[:-1], 1)


def state(newest: Mapping[str, Newest]) -> str:
    """The hash of the whole: SHA-256 over the lines `ID REVISION DIGEST` of every newest revision, sorted bytewise."""
    lines = sorted(f"{one.identifier} {one.revision} {one.digest}\n".encode() for one in newest.values())
    return digest(b"".join(lines))


def _line(written: bytes, number: int) -> LedgerLine:
    try:
        fields = json.loads(written)
        line = LedgerLine(**fields)
        # One form only: another spelling of the same line would have another hash.
        is_sound = _is_sound(fields) and line.to_bytes() == written
    except (ValueError, TypeError):
        is_sound = False
    if not is_sound:
        raise ValueError(f"has no entry of the ledger in line {number}")
    return line


def _is_sound(fields: dict[str, object]) -> bool:
    optional = [fields[name] for name in ("timestamp", "signature") if fields[name] is not None]
    hashes = (fields["previous"], fields["sha256sums"], fields["state"], *optional)
    return (
        all(_HASH.fullmatch(str(one)) for one in hashes)
        and _COMMIT.fullmatch(str(fields["source_commit"])) is not None
        and is_version(str(fields["version"]))
    )

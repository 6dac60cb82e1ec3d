"""The ledger: a line for each release, chained by hashes.

Each line holds the hash of the line before, so no line can be changed without breaking the chain.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import rfc8785

from dossier.releases.store.canonical_json import digest, is_canonical_form
from dossier.releases.store.version import is_version, numbers_of

BEFORE_THE_FIRST = "0" * 64

_HASH = re.compile(r"[0-9a-f]{64}")
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """The entry of a release in the ledger."""

    # The hash of the line before.
    previous: str
    version: str
    source_commit: str
    # The SHA-256 digests of the files `SHA256SUMS`, `SHA256SUMS.tsr` and `SHA256SUMS.sig` of the release.
    sha256sums: str
    timestamp: str | None
    signature: str | None
    # The hash of all newest revisions, as `ReleaseTreeState.newest_hash` makes it.
    state: str

    def to_bytes(self) -> bytes:
        """The line as canonical JSON (RFC 8785), without the line break."""
        return rfc8785.dumps(asdict(self))

    @property
    def hash(self) -> str:
        """The SHA-256 digest of this line, which the next line holds as `previous`."""
        return digest(self.to_bytes())


def parse(content: bytes) -> tuple[LedgerLine, ...]:
    """The lines of a ledger.

    Raises ValueError, naming the line, if the ledger is malformed, does not chain, or its versions do not rise.
    """
    if content and not content.endswith(b"\n"):
        raise ValueError("does not end with a line break")
    lines: list[LedgerLine] = []
    previous = BEFORE_THE_FIRST
    last: LedgerLine | None = None
    for number, written in enumerate(content.split(b"\n")[:-1], 1):
        line = _parse_line(written, number)
        if line.previous != previous:
            raise ValueError(f"does not chain: line {number} ({line.version}) lacks the hash of the line before")
        if last is not None and numbers_of(line.version) <= numbers_of(last.version):
            raise ValueError(f"names {line.version} after {last.version}, and is not above it, in line {number}")
        lines.append(line)
        previous, last = digest(written), line
    return tuple(lines)


def append(lines: Sequence[LedgerLine], line: LedgerLine) -> bytes:
    """The content of the ledger with this line added. Raises ValueError if the line lacks the hash of the last line."""
    if line.previous != head_hash(lines):
        raise ValueError("the new line lacks the hash of the last line")
    return b"".join(entry.to_bytes() + b"\n" for entry in (*lines, line))


def head_hash(lines: Sequence[LedgerLine]) -> str:
    """The hash that the next line must hold as `previous`."""
    return lines[-1].hash if lines else BEFORE_THE_FIRST


def witness_file(lines: Sequence[LedgerLine]) -> tuple[str, bytes]:
    """The name and content of the witness: a file with the last line, to be kept outside the repository."""
    last = lines[-1]
    return f"ledger-head-{last.version}.json", last.to_bytes() + b"\n"


def parse_witness(content: bytes) -> LedgerLine:
    """The line in a witness file. Raises ValueError if the file holds anything else."""
    if not content.endswith(b"\n"):
        raise ValueError("does not end with a line break")
    return _parse_line(content[:-1], 1)


def _parse_line(written: bytes, number: int) -> LedgerLine:
    try:
        fields = json.loads(written)
        line = LedgerLine(**fields)
        # The same line in another spelling would have another hash.
        is_valid = _has_valid_fields(fields) and is_canonical_form(written, fields)
    except (ValueError, TypeError, RecursionError):
        is_valid = False
    if not is_valid:
        raise ValueError(f"has no ledger entry in line {number}")
    return line


def _has_valid_fields(fields: dict[str, object]) -> bool:
    texts = {name: value for name, value in fields.items() if isinstance(value, str)}
    optional = [name for name in ("timestamp", "signature") if fields[name] is not None]
    return (
        all(_HASH.fullmatch(texts.get(name, "")) for name in ("previous", "sha256sums", "state", *optional))
        and _COMMIT.fullmatch(texts.get("source_commit", "")) is not None
        and is_version(texts.get("version", ""))
    )

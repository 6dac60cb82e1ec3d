"""Manifests, ledgers, release descriptions and versions are accepted in one form only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.releases.store import ledger, manifest, release_json
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.ledger import BEFORE_THE_FIRST, LedgerLine
from dossier.releases.store.manifest import ReleaseTreeState
from dossier.releases.store.release_json import (
    AddedRecord,
    ChangedRecord,
    CorrectionNote,
    RedactedFile,
    ReissuedRecord,
    Release,
    ReleaseArchive,
)
from dossier.releases.store.version import is_version, next_version, numbers_of

HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)
PATHS = st.from_regex(r"r/(CLM|SRC|PRO)-2026-[0-9]{4}/[1-9][0-9]?/(index\.html|record\.json)", fullmatch=True)


def line(previous: str = BEFORE_THE_FIRST, version: str = "2026.11.23") -> LedgerLine:
    return LedgerLine(previous, version, "a" * 40, "b" * 64, None, None, "c" * 64)


@given(st.dictionaries(PATHS, HASHES, max_size=20))
def test_a_manifest_reads_back(hashes: dict[str, str]) -> None:
    assert manifest.parse(manifest.to_bytes(hashes)) == hashes


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"x", "does not end with a line break"),
        (b"x\n", "has no hash and path in line 1"),
        ("ü\n".encode(), "is not ASCII"),
        (b"a" * 64 + b"  /etc/passwd\n", "has no hash and path in line 1"),
        (b"a" * 64 + b"  r/../x\n", "has no hash and path in line 1"),
        (b"a" * 64 + b" *r/x/1/index.html\n", "has no hash and path in line 1"),
        (b"a" * 64 + b"  r/./index.html\n", "has no hash and path in line 1"),
        (b"a" * 64 + b"  r/VALE/1/index.html\n", "has no hash and path in line 1"),
        (b"a" * 64 + b"  r/CAP-2026-0001/1/index.html\n", "has no hash and path in line 1"),
        (b"a" * 64 + b"  releases/2026.13.01/index.html\n", "has no hash and path in line 1"),
        (b"a" * 64 + b"  releases/2026.11.01/SHA256SUMS\n", "has no hash and path in line 1"),
        ((b"a" * 64 + b"  r/x/1/index.html\n") * 2, "is not sorted at line 2"),
        (b"a" * 64 + b"  r/x/1/index.html\n" + b"a" * 64 + b"  r/w/1/index.html\n", "is not sorted at line 2"),
    ],
)
def test_a_malformed_manifest_is_refused_with_its_line(content: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        manifest.parse(content)


def test_the_ledger_chains() -> None:
    first = line()
    second = line(first.hash, "2026.11.24")
    content = ledger.append([first], second)
    assert ledger.parse(content) == (first, second)
    assert content.count(b"\n") == 2
    name, witness = ledger.witness_file([first, second])
    assert (name, witness) == ("ledger-head-2026.11.24.json", second.to_bytes() + b"\n")
    with pytest.raises(ValueError, match="lacks the hash of the last line"):
        ledger.append([first], line(version="2026.11.24"))


def test_a_changed_ledger_is_refused_with_its_line() -> None:
    first = line()
    lines = [first, line(first.hash, "2026.11.24")]
    good = b"".join(entry.to_bytes() + b"\n" for entry in lines)
    twice, earlier, later = (
        good + line(lines[1].hash, version).to_bytes() + b"\n" for version in ("2026.11.24", "2026.11.9", "2999.12.31")
    )
    assert len(ledger.parse(later)) == 3
    for content, why in (
        (good[:-1], "does not end with a line break"),
        (twice, r"names 2026\.11\.24 after 2026\.11\.24, and is not above it, in line 3"),
        (earlier, "no ledger entry in line 3"),
        (earlier.replace(b"11.9", b"11.09"), r"names 2026\.11\.09 after 2026\.11\.24, and is not above it, in line 3"),
        (good.replace(b'"state":"c', b'"state":"d', 1), r"does not chain: line 2 \(2026\.11\.24\)"),
        (good.replace(b'{"previous"', b'{ "previous"', 1), "no ledger entry in line 1"),
        (good.replace(b'"signature":null', b'"signature":""', 1), "no ledger entry in line 1"),
        (good.replace(b'"2026.11.24"', b'"../x"'), "no ledger entry in line 2"),
        (b"\n" + good, "no ledger entry in line 1"),
        (b"[]\n", "no ledger entry in line 1"),
        (b"\xff\n", "no ledger entry in line 1"),
    ):
        with pytest.raises(ValueError, match=why):
            ledger.parse(content)


def test_the_state_is_the_digest_of_the_sorted_lines() -> None:
    old = {"r/CLM-2026-0042/9/record.json": "2" * 64, "r/b/2/index.html": "3" * 64}
    hashes = {"r/b/2/record.json": "0" * 64, "r/CLM-2026-0042/10/record.json": "1" * 64, **old}
    # printf 'CLM-2026-0042 10 111…1\nb 2 000…0\n' | sha256sum
    content = f"CLM-2026-0042 10 {'1' * 64}\nb 2 {'0' * 64}\n".encode()
    assert ReleaseTreeState(hashes=hashes).newest_hash == digest(content)
    assert ReleaseTreeState(hashes=dict(reversed(hashes.items()))).newest_hash == digest(content)


def test_a_release_description_has_one_form() -> None:
    release = Release(
        version="2026.11.24",
        date="2026-11-24",
        site_url="https://cameras.example.org/",
        source_commit="a" * 40,
        previous="2026.11.23",
        records=3,
        added=(AddedRecord("a", 1, "1" * 64),),
        changed=(ChangedRecord("b", 2, "2" * 64, "1" * 64, (CorrectionNote("2026-11-24", "A slip."),)),),
        corrected=("b",),
        reissued=(ReissuedRecord("c", 2, "Unreadable."),),
        redacted=(RedactedFile("r/d/1/index.html", "3" * 64, "A court", "An order", ("p1",)),),
        archives=(ReleaseArchive("x.zip", 5, "4" * 64),),
        timestamp=release_json.TimestampStatement(without="The authority was down."),
        source_rewritten=release_json.RewrittenSource("A court", "An order", "b" * 40),
        salt="0" * 32,
    )
    content = release.to_bytes()
    assert release_json.parse(content) == release
    assert b'"timestamp":{"without":"The authority was down."}' in content
    assert release_json.parse(replace(release, timestamp=None).to_bytes()).timestamp is None
    for other in (
        b"",
        b"[]",
        content + b"\n",
        content.replace(b":", b": ", 1),
        content.replace(b"release/1", b"release/2"),
    ):
        with pytest.raises(ValueError, match=r"does not describe a release|is not canonical JSON"):
            release_json.parse(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026.11.23", True),
        ("2026.11.23.2", True),
        ("2026.11.23.17", True),
        ("2026.11.23.1", False),
        ("2026.11.23.02", False),
        ("2026.2.3", False),
        ("2026.02.30", False),
        ("2026.11", False),
        ("2026.11.23\n", False),
        ("٢٠٢٦.11.23", False),
    ],
)
def test_a_version_is_recognised(text: str, *, expected: bool) -> None:
    assert is_version(text) is expected


@given(st.dates(date(2000, 1, 1), date(2999, 12, 31)), st.integers(0, 30))
def test_each_release_of_a_day_has_its_own_version(day: date, times: int) -> None:
    taken: set[str] = set()
    for _ in range(times):
        version = next_version(day, taken)
        assert is_version(version)
        assert version not in taken
        assert all(numbers_of(version) > numbers_of(other) for other in taken)
        taken.add(version)
    if taken:
        # A clock that was wrong yesterday delays no redaction today.
        above = next_version(date(1999, 1, 1), taken)
        assert is_version(above)
        assert all(numbers_of(above) > numbers_of(other) for other in taken)

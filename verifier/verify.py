#!/usr/bin/env python3
"""A verifier of published dossiers, written from docs/format.md alone.

    python3 verifier/verify.py FOLDER|URL [--witness FILE]... [--site] [--seconds SECONDS]

It needs Python 3.11 or newer and nothing else. It shares no code with the program that publishes dossiers, so a mistake
in that program is not a mistake here as well. It reads every file of the tree, and changes nothing.

Exit code 0: the tree holds. Exit code 1: it does not hold, and each line names a file. Exit code 2: no verdict.

How to read this file: it follows docs/format.md from top to bottom. Each rule has its number (R1, R2 and so on) next to
the code that enforces it. Rule R9 (timestamps and signatures) and rule R38 (modes in git) are not checked: a verdict
names what was not checked, with the commands that check it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import http.client
import json
import os
import re
import stat
import sys
import threading
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

MIB = 1024 * 1024
# Section 1: no file is larger.
LARGEST_FILE = 32 * MIB
# Limits of our own: manifests and descriptions stay in memory, and a server must not be able to fill it or to go on
# for ever. If a limit is reached, there is no verdict.
MOST_BYTES_IN_MEMORY = 128 * MIB
MOST_BYTES_OF_A_SERVER = 4096 * MIB
MOST_REDIRECTS = 5
SECONDS_OF_SILENCE = 30
WORKERS = 4
MOST_LINES = 50

LEDGER = "releases/ledger.jsonl"
GITATTRIBUTES = ".gitattributes"

Fault = tuple[str, str]  # the path that it names, and words that say what is wrong
Read = Callable[[str], bytes]


class NoVerdict(Exception):  # noqa: N818 - it is not an error of the tree
    """Why the verifier cannot say if the tree holds."""


class NotAFile(Exception):  # noqa: N818 - it is a finding, which becomes a fault
    """Why a path is not a regular file of at most 32 MiB."""


class NotCanonical(ValueError):  # noqa: N818 - it is a finding, which becomes a fault
    """Why bytes are not canonical JSON."""


# ---------------------------------------------------------------------------------------------------------------------
# Section 2: names, numbers and texts. Each function says if a value of JSON has the form.

Form = Callable[[Any], bool]

CLAIM, SOURCE, PROCEEDING = (rf"{prefix}-2[0-9]{{3}}-[0-9]{{4,6}}" for prefix in ("CLM", "SRC", "PRO"))
BODY = r"(?=.{1,64}\Z)[a-z][a-z0-9]*(-[a-z0-9]+)*"
FORM_OF_KIND = {"claim": CLAIM, "source": SOURCE, "focus": BODY, "organisation": BODY, "proceeding": PROCEEDING}
NUMBER = r"[1-9][0-9]{0,8}"
VERSION = r"(2[0-9]{3})\.([0-9]{2})\.([0-9]{2})(?:\.([2-9]|[1-9][0-9]{1,3}))?"
DAY = r"([1-9][0-9]{3})-([0-9]{2})-([0-9]{2})"
BLANK = frozenset(
    chr(code)
    for first, last in (
        (0x09, 0x0D),
        (0x1C, 0x20),
        (0x85, 0x85),
        (0xA0, 0xA0),
        (0x1680, 0x1680),
        (0x2000, 0x200A),
        (0x2028, 0x2029),
        (0x202F, 0x202F),
        (0x205F, 0x205F),
        (0x3000, 0x3000),
    )
    for code in range(first, last + 1)
)
NOT_IN_ADDRESS = BLANK | frozenset("\"'<>?#\\^{}|`")


def has_form(pattern: str) -> Form:
    """The form of a text that matches a pattern as a whole."""
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


is_identifier = has_form("|".join((CLAIM, SOURCE, PROCEEDING, BODY)))
is_hash = has_form(r"[0-9a-f]{64}")
is_commit = has_form(r"[0-9a-f]{40}|[0-9a-f]{64}")
is_salt = has_form(r"[0-9a-f]{32}")
is_name_of_archive = has_form(r"[A-Za-z0-9._-]+")


def is_date(year: str, month: str, day: str) -> bool:
    try:
        dt.date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def is_version(value: Any) -> bool:
    found = re.fullmatch(VERSION, value) if isinstance(value, str) else None
    return found is not None and is_date(found[1], found[2], found[3])


def is_day(value: Any) -> bool:
    found = re.fullmatch(DAY, value) if isinstance(value, str) else None
    return found is not None and is_date(found[1], found[2], found[3])


def numbers_of_version(version: str) -> list[int]:
    """Year, month, day and counter. Versions are compared by these."""
    numbers = [int(number) for number in version.split(".")]
    return numbers if len(numbers) == 4 else [*numbers, 1]


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def is_filled_text(value: Any) -> bool:
    return isinstance(value, str) and any(character not in BLANK for character in value)


def is_integer(value: Any) -> bool:
    # In Python, True and False are integers too.
    return isinstance(value, int) and not isinstance(value, bool)


def is_count(value: Any) -> bool:
    return is_integer(value) and value >= 0


def is_number_of_revision(value: Any) -> bool:
    return is_integer(value) and 1 <= value <= 999_999_999


def is_address_of_site(value: Any) -> bool:
    found = re.fullmatch(r"https?://.+/", value, re.DOTALL) if isinstance(value, str) else None
    return found is not None and NOT_IN_ADDRESS.isdisjoint(value)


def or_null(form: Form) -> Form:
    return lambda value: value is None or form(value)


def exactly(text: str) -> Form:
    return lambda value: isinstance(value, str) and value == text


def list_of(form: Form) -> Form:
    return lambda value: isinstance(value, list) and all(form(element) for element in value)


def object_with(**forms: Form) -> Form:
    """The form of an object with exactly these fields."""
    return lambda value: not list(wrong_fields(value, forms))


def is_list_of_different_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(is_text, value)) and len(set(value)) == len(value)


def wrong_fields(value: Any, forms: dict[str, Form]) -> Iterator[str]:
    """What is wrong with an object that must have exactly these fields in these forms."""
    if not isinstance(value, dict):
        yield "is not an object of JSON"
        return
    for name, form in forms.items():
        if name not in value:
            yield f"has no field `{name}`: a newer verifier may be needed"
        elif not form(value[name]):
            newer = ": a newer verifier may be needed" if name == "schema" else ""
            yield f"has a field `{name}` that does not have its form{newer}"
    for name in value:
        if name not in forms:
            yield f"has a field `{name}` that is not known here: a newer verifier may be needed"


# ---------------------------------------------------------------------------------------------------------------------
# Section 3: canonical JSON (RFC 8785), narrowed.

LARGEST_INTEGER = 9_007_199_254_740_991
MOST_LEVELS = 100  # an array or object is inside at most 99 others
# The last quotation mark of a string may be missing: the parser reports that, and this takes no longer.
STRINGS_AND_BRACKETS = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)
ESCAPES = {code: f"\\u{code:04x}" for code in range(0x20)} | {
    ord('"'): '\\"',
    ord("\\"): "\\\\",
    ord("\b"): "\\b",
    ord("\t"): "\\t",
    ord("\n"): "\\n",
    ord("\f"): "\\f",
    ord("\r"): "\\r",
}


def parse_json(content: bytes) -> Any:
    """The value that the bytes write, if they are its canonical form."""
    try:
        text = content.decode("utf-8")
        check_levels(text)
        value = json.loads(
            text,
            object_pairs_hook=object_without_repeats,
            parse_int=parse_integer,
            parse_float=refuse_number,
            parse_constant=refuse_number,
        )
        is_canonical = canonical(value).encode("utf-8") == content
    except UnicodeError:
        raise NotCanonical("is not UTF-8, or has a lone surrogate") from None
    except json.JSONDecodeError as error:
        raise NotCanonical(f"is not JSON: {error}") from None
    if not is_canonical:
        raise NotCanonical("is not canonical JSON (RFC 8785)")
    return value


def parse_object(content: bytes, forms: dict[str, Form]) -> tuple[dict[str, Any], list[str]]:
    """The object that the bytes write with exactly these fields, or an empty one and what is wrong."""
    try:
        value = parse_json(content)
    except NotCanonical as error:
        return {}, [str(error)]
    wrong = list(wrong_fields(value, forms))
    return ({}, wrong) if wrong else (value, [])


def check_levels(text: str) -> None:
    # This comes before the parser, because a parser that calls itself fails on deep nesting.
    level = 0
    for found in STRINGS_AND_BRACKETS.finditer(text):
        if found[0] in "[{":
            level += 1
        elif found[0] in "]}":
            level -= 1
        if level > MOST_LEVELS:
            raise NotCanonical(f"has an array or object inside more than {MOST_LEVELS - 1} others")


def object_without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise NotCanonical("has an object with a name twice")
    return value


def parse_integer(digits: str) -> int:
    # The length comes first, because Python refuses to convert thousands of digits.
    if len(digits) > len(str(-LARGEST_INTEGER)) or abs(int(digits)) > LARGEST_INTEGER:
        raise NotCanonical("has a number that is too large")
    return int(digits)


def refuse_number(number: str) -> None:
    raise NotCanonical(f"has the number {number[:40]}, which is not written as an integer")


def canonical(value: Any) -> str:
    """The canonical form of a value that has no number except integers."""
    if isinstance(value, str):
        return f'"{value.translate(ESCAPES)}"'
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return f"[{','.join(map(canonical, value))}]"
    # Sorting by UTF-16 code units is sorting by these bytes.
    names = sorted(value, key=lambda name: name.encode("utf-16-be"))
    return f"{{{','.join(f'{canonical(name)}:{canonical(value[name])}' for name in names)}}}"


# ---------------------------------------------------------------------------------------------------------------------
# Sections 1 and 4: paths and manifests.


@dataclass(frozen=True)
class RevisionPath:
    """The path of a file of a revision: r/ID/N/record.json or r/ID/N/index.html."""

    identifier: str
    number: int
    name: str

    @property
    def other(self) -> str:
        """The path of the other file of the same revision."""
        return path_of_revision(self.identifier, self.number, OTHER_NAME[self.name])


OTHER_NAME = {"record.json": "index.html", "index.html": "record.json"}


def path_of_revision(identifier: str, number: int, name: str) -> str:
    return f"r/{identifier}/{number}/{name}"


def revision_path(path: str) -> RevisionPath | None:
    """The parts of the path of a file of a revision, or None for any other path."""
    found = re.fullmatch(rf"r/([^/]+)/({NUMBER})/(record\.json|index\.html)", path)
    if found is None or not is_identifier(found[1]):
        return None
    return RevisionPath(found[1], int(found[2]), found[3])


def release_path(path: str) -> tuple[str, str] | None:
    """Version and name of a listed file of a release, or None for any other path."""
    found = re.fullmatch(r"releases/([^/]+)/(release\.json|index\.html|VERIFY\.md)", path)
    return (found[1], found[2]) if found is not None and is_version(found[1]) else None


def parse_manifest(content: bytes) -> tuple[dict[str, str], list[str]]:
    """The hash of each path that a manifest lists, and what is wrong with its form."""
    hashes: dict[str, str] = {}
    wrong: list[str] = []
    if content and not content.endswith(b"\n"):
        wrong.append("does not end with a line feed")
    last = ""
    for number, line in enumerate(content.removesuffix(b"\n").split(b"\n") if content else (), start=1):
        # A byte that is not ASCII becomes a character that no path has.
        found = re.fullmatch("([0-9a-f]{64})  (.+)", line.decode("ascii", "replace"))
        if found is None:
            wrong.append(f"line {number} is not a hash, two spaces and a path")
            continue
        path = found[2]
        if revision_path(path) is None and release_path(path) is None:
            wrong.append(f"line {number} has a path that no published file has")
        if path <= last:
            wrong.append(f"line {number} is not in the order of paths, or repeats a path")
        last = path
        hashes[path] = found[1]
    return hashes, wrong


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def wrong_hash(content: bytes, expected: str) -> str | None:
    """Words that say that the content has another hash, or None if it has the expected hash."""
    if hash_of(content) == expected:
        return None
    if hash_of(content.replace(b"\r\n", b"\n")) == expected:
        return "has other line endings than it was published with: git changed them"
    return f"does not have the hash {expected}"


# ---------------------------------------------------------------------------------------------------------------------
# Sections 5 to 7 and 10: the fields of each kind of JSON.

LEDGER_LINE: dict[str, Form] = {
    "previous": is_hash,
    "version": is_version,
    "source_commit": is_commit,
    "sha256sums": is_hash,
    "timestamp": or_null(is_hash),
    "signature": or_null(is_hash),
    "state": is_hash,
}

RELEASE: dict[str, Form] = {
    "schema": exactly("dossier-release/1"),
    "version": is_version,
    "previous": or_null(is_version),
    "date": is_day,
    "site_url": is_address_of_site,
    "source_commit": is_commit,
    "source_rewritten": or_null(object_with(authority=is_filled_text, reason=is_filled_text, previous=is_commit)),
    "records": is_count,
    "added": list_of(object_with(id=is_identifier, revision=is_number_of_revision, digest=is_hash)),
    "changed": list_of(
        object_with(
            id=is_identifier,
            revision=is_number_of_revision,
            digest=is_hash,
            previous_digest=is_hash,
            corrections=list_of(object_with(date=is_day, reason=is_text)),
        )
    ),
    "corrected": list_of(is_identifier),
    "withdrawn": list_of(is_identifier),
    "reissued": list_of(object_with(id=is_identifier, revision=is_number_of_revision, reason=is_text)),
    "redacted": list_of(
        object_with(
            path=is_text,
            old_sha256=is_hash,
            authority=is_filled_text,
            reason=is_filled_text,
            changed=is_list_of_different_texts,
        )
    ),
    "suspended": list_of(object_with(path=is_text, sha256=is_hash, reason=is_filled_text, record=is_identifier)),
    "lifted": list_of(object_with(path=is_text, sha256=is_hash)),
    "archives": list_of(object_with(name=is_name_of_archive, bytes=is_count, sha256=is_hash)),
    "timestamp": lambda value: (
        value is None or object_with(authority=is_filled_text)(value) or object_with(without=is_filled_text)(value)
    ),
    "salt": is_salt,
}


def is_object(value: Any) -> bool:
    return isinstance(value, dict)


def is_object_of_objects_and_arrays(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(inner, dict | list) for inner in value.values())


RECORD: dict[str, Form] = {
    "id": is_identifier,
    "kind": lambda value: isinstance(value, str) and value in FORM_OF_KIND,
    "record": is_object,
    "resolved": is_object_of_objects_and_arrays,
    "salt": is_salt,
    "schema": exactly("dossier-record/1"),
}

NOTICE: dict[str, Form] = {
    "id": is_identifier,
    "reason": is_text,
    "release": is_version,
    "revision": is_number_of_revision,
    "salt": is_salt,
    "schema": exactly("dossier-suspension/1"),
}


# ---------------------------------------------------------------------------------------------------------------------
# What the verifier knows of a release, and what is so after some releases.


@dataclass
class Release:
    """A line of the ledger, and what belongs to it."""

    line: dict[str, Any]
    manifest: dict[str, str] = field(default_factory=dict)  # the hash of each path that it lists
    description: dict[str, Any] = field(default_factory=dict)  # release.json, from step C on

    @property
    def version(self) -> str:
        return str(self.line["version"])

    def path(self, name: str) -> str:
        return f"releases/{self.version}/{name}"

    def revisions(self) -> Iterator[dict[str, Any]]:
        """The entry of each revision that the release publishes."""
        for name in ("added", "changed", "reissued"):
            yield from self.description[name]

    def changes(self) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Each entry for a published file that the release changes: its list, the entry, and the hash in the entry."""
        for entry in self.description["redacted"]:
            yield "redacted", entry, entry["old_sha256"]
        for name in ("suspended", "lifted"):
            for entry in self.description[name]:
                yield name, entry, entry["sha256"]


@dataclass(frozen=True)
class Suspension:
    """A file that is suspended, as the release that suspended it says."""

    version: str
    sha256: str
    reason: str
    record: str


@dataclass
class History:
    """What is so after the releases that were judged. *Before* in the rules means this."""

    last: Release | None = None
    versions: set[str] = field(default_factory=set)
    in_force: dict[str, str] = field(default_factory=dict)  # the hash in force of each path that was listed
    newest: dict[str, int] = field(default_factory=dict)  # the newest revision of each record that was published
    suspended: dict[str, Suspension] = field(default_factory=dict)  # by path
    redacted: dict[str, set[str]] = field(default_factory=dict)  # the places that must have a mark, by path

    def add(self, release: Release) -> None:
        """Take the release as it is, also if it has a fault."""
        self.last = release
        self.versions.add(release.version)
        self.in_force.update(release.manifest)
        self.newest.update({entry["id"]: entry["revision"] for entry in release.revisions()})
        for name, entry, sha256 in release.changes():
            path = entry["path"]
            if name == "redacted":
                self.redacted.setdefault(path, set()).update(entry["changed"])
            elif name == "suspended":
                self.suspended[path] = Suspension(release.version, sha256, entry["reason"], entry["record"])
            else:
                self.suspended.pop(path, None)

    def is_itself_suspended(self, identifier: str) -> bool:
        """Section 10: the newest revision is suspended on account of the record itself."""
        path = path_of_revision(identifier, self.newest.get(identifier, 0), "record.json")
        return path in self.suspended and self.suspended[path].record == identifier


# ---------------------------------------------------------------------------------------------------------------------
# Section 14, step A: the ledger. Each fault names the ledger.


def split_lines(ledger: bytes) -> list[bytes]:
    """The lines of a ledger, without their line feeds."""
    return ledger.removesuffix(b"\n").split(b"\n") if ledger else []


def parse_ledger_line(line: bytes) -> tuple[dict[str, Any], list[str]]:
    """A line of the ledger, and what is wrong with it under R2."""
    value, wrong = parse_object(line, LEDGER_LINE)
    endings = ": git changed the line endings" if line.endswith(b"\r") else ""
    return value, [f"{words}{endings}" for words in wrong]


def judge_ledger(ledger: bytes, witnesses: Iterable[bytes]) -> tuple[list[Release], list[str]]:
    """The releases, and what is wrong with the ledger under R1 to R5."""
    lines = split_lines(ledger)
    releases: list[Release] = []
    wrong: list[str] = []
    if not lines:
        wrong.append("has no line (R1)")
    elif not ledger.endswith(b"\n"):
        wrong.append("does not end with a line feed (R1)")
    previous, version = "0" * 64, [0]
    for number, line in enumerate(lines, start=1):
        value, faults = parse_ledger_line(line)
        wrong.extend(f"line {number} {words} (R2)" for words in faults)
        if value and value["previous"] != previous:
            wrong.append(f"line {number} does not have the hash of the line before it (R3)")
        if value and numbers_of_version(value["version"]) <= version:
            wrong.append(f"line {number} has a version that is not above the version before it (R4)")
        previous = hash_of(line)
        if value:
            version = numbers_of_version(value["version"])
            releases.append(Release(value))
    known = {line + b"\n" for line in lines} if ledger.endswith(b"\n") else set()
    wrong.extend("does not have the line of a witness (R5)" for witness in witnesses if witness not in known)
    return releases, wrong


def check_witness(witness: bytes) -> None:
    """A witness that is not a line of any ledger shows nothing, so there is no verdict (section 15)."""
    _, wrong = parse_ledger_line(witness.removesuffix(b"\n"))
    if not witness.endswith(b"\n") or wrong:
        raise NoVerdict(f"a witness is not a line of a ledger: {wrong[0] if wrong else 'it has no line feed'}")


# ---------------------------------------------------------------------------------------------------------------------
# Section 14, steps B and C: what the ledger requires of a release, and its description.


def required_files(release: Release) -> dict[str, str | None]:
    """The files that R6 requires of a release, each with its hash in the ledger, if the ledger has one."""
    files = {"SHA256SUMS": release.line["sha256sums"]}
    if release.line["timestamp"] is not None:
        files |= {"SHA256SUMS.tsr": release.line["timestamp"], "tsa.pem": None}
    if release.line["signature"] is not None:
        files |= {"SHA256SUMS.sig": release.line["signature"], "allowed_signers": None}
    return {release.path(name): sha256 for name, sha256 in files.items()}


def parse_description(content: bytes) -> tuple[dict[str, Any], list[str]]:
    """The fields of a release.json, and what is wrong with it under R11."""
    if not content.endswith(b"\n"):
        return {}, ["does not end with a line feed"]
    return parse_object(content.removesuffix(b"\n"), RELEASE)


# ---------------------------------------------------------------------------------------------------------------------
# Section 14, step D: the sequence of releases. Each rule gets a release and what is so before it.


def r12_agrees_with_ledger(release: Release, before: History) -> Iterator[Fault]:
    description, path = release.description, release.path("release.json")
    if description["version"] != release.version:
        yield path, f"has the version {description['version']}, and the ledger has {release.version} (R12)"
    if description["previous"] != (before.last.version if before.last else None):
        yield path, "has another `previous` than the ledger (R12)"
    if description["source_commit"] != release.line["source_commit"]:
        yield path, "has another `source_commit` than the ledger (R12)"


def r13_timestamp(release: Release, before: History) -> Iterator[Fault]:  # noqa: ARG001 - all rules get the same
    if ("authority" in (release.description["timestamp"] or {})) != (release.line["timestamp"] is not None):
        yield release.path("release.json"), "has another `timestamp` than the ledger (R13)"


def r14_rewritten_evidence(release: Release, before: History) -> Iterator[Fault]:
    rewritten = release.description["source_rewritten"]
    if rewritten is None:
        return
    if before.last is None or rewritten["previous"] != before.last.line["source_commit"]:
        yield release.path("release.json"), "rewrites evidence that is not that of the release before (R14)"
    if rewritten["previous"] == release.description["source_commit"]:
        yield release.path("release.json"), "rewrites evidence, and has the same commit (R14)"


def r15_one_entry_a_record(release: Release, before: History) -> Iterator[Fault]:  # noqa: ARG001
    identifiers = [entry["id"] for entry in release.revisions()]
    if len(set(identifiers)) != len(identifiers):
        yield release.path("release.json"), "has two revisions of a record (R15)"


def r16_numbers_of_revisions(release: Release, before: History) -> Iterator[Fault]:
    path = release.path("release.json")
    for entry in release.description["added"]:
        if entry["id"] in before.newest or entry["revision"] != 1:
            yield path, f"adds revision {entry['revision']} of {entry['id']}, which is not its first (R16)"
    for entry in release.description["changed"] + release.description["reissued"]:
        if entry["id"] not in before.newest or entry["revision"] != before.newest[entry["id"]] + 1:
            yield path, f"has revision {entry['revision']} of {entry['id']}, which is not its next (R16)"


def r17_digests(release: Release, before: History) -> Iterator[Fault]:  # noqa: ARG001
    for entry in release.description["added"] + release.description["changed"]:
        listed = release.manifest.get(path_of_revision(entry["id"], entry["revision"], "record.json"))
        if listed is not None and listed != entry["digest"]:
            yield release.path("release.json"), f"has another digest of {entry['id']} than SHA256SUMS (R17)"


def r18_previous_digests(release: Release, before: History) -> Iterator[Fault]:
    path = release.path("release.json")
    for entry in release.description["changed"]:
        old = before.in_force.get(path_of_revision(entry["id"], entry["revision"] - 1, "record.json"))
        if old is None:
            continue
        if entry["previous_digest"] != old:
            yield path, f"has another `previous_digest` of {entry['id']} than the revision before (R18)"
        if entry["previous_digest"] == entry["digest"]:
            yield path, f"has a changed record {entry['id']} that is the same (R18)"
    for entry in release.description["reissued"]:
        old = before.in_force.get(path_of_revision(entry["id"], entry["revision"] - 1, "record.json"))
        new = release.manifest.get(path_of_revision(entry["id"], entry["revision"], "record.json"))
        if old is not None and new is not None and old != new:
            yield path, f"has a reissued record {entry['id']} that is not the same (R18)"


def r19_corrected_and_withdrawn(release: Release, before: History) -> Iterator[Fault]:  # noqa: ARG001
    description, path = release.description, release.path("release.json")
    with_corrections = {entry["id"] for entry in description["changed"] if entry["corrections"]}
    if sorted(description["corrected"]) != sorted(with_corrections):
        yield path, "has a `corrected` that is not the records with corrections, each once (R19)"
    withdrawn = description["withdrawn"]
    reported = {entry["id"] for entry in description["added"] + description["changed"]}
    if len(set(withdrawn)) != len(withdrawn) or not reported.issuperset(withdrawn):
        yield path, "has a `withdrawn` that repeats a record or has one that did not change (R19)"


def r20_number_of_records(release: Release, before: History) -> Iterator[Fault]:
    count = len(before.newest) + len({entry["id"] for entry in release.revisions()} - before.newest.keys())
    if release.description["records"] != count:
        yield release.path("release.json"), f"says {release.description['records']} records, not {count} (R20)"


def r21_no_revision_while_suspended(release: Release, before: History) -> Iterator[Fault]:
    for entry in release.revisions():
        if before.is_itself_suspended(entry["id"]):
            yield release.path("release.json"), f"has a revision of {entry['id']}, which is suspended (R21)"


def r22_nothing_else(release: Release, before: History) -> Iterator[Fault]:
    description, path = release.description, release.path("release.json")
    if not any(description[name] for name in ("redacted", "suspended", "lifted")):
        return
    for name in ("added", "changed", "corrected", "withdrawn", "reissued", "archives"):
        if description[name]:
            yield path, f"changes published files, and `{name}` is not empty (R22)"
    if before.last is None or description["source_commit"] != before.last.line["source_commit"]:
        yield path, "changes published files, and has another commit than the release before (R22)"
    if description["source_rewritten"] is not None:
        yield path, "changes published files, and rewrites the evidence (R22)"


def own_paths(release: Release) -> set[str]:
    return {release.path(name) for name in ("index.html", "release.json", "VERIFY.md")}


def new_paths(release: Release) -> set[str]:
    return {
        path_of_revision(entry["id"], entry["revision"], name) for entry in release.revisions() for name in OTHER_NAME
    }


def r23_own_files(release: Release, before: History) -> Iterator[Fault]:  # noqa: ARG001
    for path in sorted(own_paths(release) - release.manifest.keys()):
        yield release.path("SHA256SUMS"), f"does not list {path} (R23)"


def r24_new_files(release: Release, before: History) -> Iterator[Fault]:
    for path in sorted(new_paths(release)):
        if path not in release.manifest:
            yield release.path("SHA256SUMS"), f"does not list {path} (R24)"
        if path in before.in_force:
            yield release.path("SHA256SUMS"), f"is not the first to list {path}, which is reported as new (R24)"


def r25_other_files(release: Release, before: History) -> Iterator[Fault]:
    for path in sorted(release.manifest.keys() - own_paths(release) - new_paths(release)):
        if path not in before.in_force:
            yield release.path("SHA256SUMS"), f"lists {path}, which is neither new in this release nor known (R25)"


def r26_changed_files(release: Release, before: History) -> Iterator[Fault]:
    for name, entry, _ in release.changes():
        path = entry["path"]
        if path not in before.in_force or path not in release.manifest:
            yield release.path("SHA256SUMS"), f"does not list the {name} {path}, or is the first to list it (R26)"


def r27_one_entry_a_path(release: Release, before: History) -> Iterator[Fault]:  # noqa: ARG001
    seen: set[str] = set()
    for _, entry, _ in release.changes():
        if entry["path"] in seen:
            yield entry["path"], f"has two entries in release {release.version} (R27)"
        seen.add(entry["path"])


def r28_change_is_reported(release: Release, before: History) -> Iterator[Fault]:
    again = before.in_force.keys() & release.manifest.keys()
    reported = {entry["path"] for _, entry, _ in release.changes()}
    for path in sorted(again - reported):
        yield path, f"is listed again by release {release.version}, which does not report why (R28)"
    for name, entry, sha256 in release.changes():
        path = entry["path"]
        is_suspended_again = name == "suspended" and path in before.suspended
        expected = before.suspended[path].sha256 if is_suspended_again else before.in_force.get(path)
        if path in again and sha256 != expected:
            yield path, f"had another hash before release {release.version} than reported (R28)"
        if path in again and release.manifest[path] == before.in_force[path]:
            yield path, f"has the same hash as before in release {release.version}, which changes it (R28)"


def r29_may_be_changed(release: Release, before: History) -> Iterator[Fault]:
    for name, entry, _ in release.changes():
        path = entry["path"]
        if path not in before.in_force or revision_path(path) is not None:
            continue
        parts = release_path(path)
        is_earlier = parts is not None and parts[0] in before.versions and parts[1] != "VERIFY.md"
        if name != "redacted" or not is_earlier:
            yield path, f"is {name} by release {release.version}, and no file of this kind can be (R29)"


def r30_places(release: Release, before: History) -> Iterator[Fault]:  # noqa: ARG001
    entries = release.description["redacted"]
    marked = {folder_of(entry["path"]) for entry in entries if entry["changed"]}
    for entry in entries:
        if not entry["changed"] and folder_of(entry["path"]) not in marked:
            yield entry["path"], f"is redacted by release {release.version} at no place (R30)"


def folder_of(path: str) -> str:
    return path.rpartition("/")[0]


def r31_suspended_before(release: Release, before: History) -> Iterator[Fault]:
    for name, entry, _ in release.changes():
        path = entry["path"]
        if name == "lifted" and path in before.in_force and path not in before.suspended:
            yield path, f"is lifted by release {release.version}, but was not suspended (R31)"
        if name == "redacted" and path in before.suspended:
            yield path, f"is {name} by release {release.version}, but was suspended before (R31)"


def r32_both_files(release: Release, before: History) -> Iterator[Fault]:
    for name in ("suspended", "lifted"):
        entries = {entry["path"]: entry for entry in release.description[name]}
        for path, entry in entries.items():
            parts = revision_path(path)
            if parts is None:
                continue
            if parts.other not in entries:
                yield path, f"is {name} by release {release.version} without the other file of the revision (R32)"
            elif name == "suspended" and not agree(entry, entries[parts.other]):
                yield path, f"has another reason or record in release {release.version} than the other file (R32)"
            if name == "suspended" and entry["record"] not in before.newest:
                yield path, f"is suspended on account of {entry['record']}, which was not published (R32)"


def agree(entry: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(entry["reason"] == other["reason"] and entry["record"] == other["record"])


def r33_old_bytes_return(release: Release, before: History) -> Iterator[Fault]:
    for entry in release.description["lifted"]:
        path = entry["path"]
        if path not in before.suspended or path not in release.manifest:
            continue
        if release.manifest[path] != before.suspended[path].sha256:
            yield path, f"is not what it was before its suspension, which release {release.version} lifts (R33)"


RULES_OF_SEQUENCE = (
    r12_agrees_with_ledger,
    r13_timestamp,
    r14_rewritten_evidence,
    r15_one_entry_a_record,
    r16_numbers_of_revisions,
    r17_digests,
    r18_previous_digests,
    r19_corrected_and_withdrawn,
    r20_number_of_records,
    r21_no_revision_while_suspended,
    r22_nothing_else,
    r23_own_files,
    r24_new_files,
    r25_other_files,
    r26_changed_files,
    r27_one_entry_a_path,
    r28_change_is_reported,
    r29_may_be_changed,
    r30_places,
    r31_suspended_before,
    r32_both_files,
    r33_old_bytes_return,
)


# ---------------------------------------------------------------------------------------------------------------------
# Section 14, step E: what the ledger and the manifests say of the files.


def is_living(path: str) -> bool:
    """Section 13: files that each build of a site writes again."""
    if not path.startswith(("r/", "releases/")):
        return True
    return path in ("r/index.html", "releases/index.html") or (
        re.fullmatch(r"r/[A-Za-z0-9-]+/index\.html", path) is not None
    )


def judge_states(releases: list[Release]) -> Iterator[Fault]:
    """R37: section 5 says what the state is."""
    highest: dict[str, int] = {}
    lines: dict[str, str] = {}
    for release in releases:
        for path, sha256 in release.manifest.items():
            parts = revision_path(path)
            if parts is None or parts.name != "record.json" or parts.number < highest.get(parts.identifier, 0):
                continue
            highest[parts.identifier] = parts.number
            lines[parts.identifier] = f"{parts.identifier} {parts.number} {sha256}\n"
        if hash_of("".join(sorted(lines.values())).encode()) != release.line["state"]:
            yield LEDGER, f"has another state after release {release.version} than the manifests (R37)"


# ---------------------------------------------------------------------------------------------------------------------
# Section 14, step F: what is in the files. Each fault names the file.

META_REVISION = re.compile(r'<meta name="dossier-revision" content="([^"]*)">')
META_SUSPENDED = re.compile(r'<meta name="dossier-suspended" content="([^"]*)">')
# This finds the same digests as the pattern of section 7, which takes hours on a page with very many of these links.
LINK = r'href="record\.json">'
PRINTED_DIGEST = re.compile(rf"{LINK}(?:(?!{LINK})[^<])*+</a>: <code>([0-9a-f]{{64}})</code>")
MARK = "[redacted]"
MARK_ON_PAGE = re.compile(r'\[redacted\]|(?<=href=")#(?=")')
# Section 9. With re.ASCII, `\b` is what that section says.
PLACE_ON_PAGE = re.compile(
    r'<(title|style|header|main|h1|h2|footer)\b|<[a-z0-9]+\b[^<>]* id="([^"]+)"|</(title|style|h1|h2)>', re.ASCII
)
PLACE_IN_ELEMENT = re.compile(
    r'(?= id="([^"]+)")|<(title|style|header|main|h1|h2|footer)\b|</(title|style|h1|h2)>', re.ASCII
)
PLACE_AFTER = {"title": "head", "style": "head", "h1": "main", "h2": "main"}


def judge_content(path: str, content: bytes, history: History) -> Iterator[Fault]:
    """The faults of a file that has its hash."""
    parts = revision_path(path)
    suspension = history.suspended.get(path)
    wrong: list[str] = []
    if parts is not None and parts.name == "record.json":
        wrong += judge_notice(parts, content, suspension) if suspension else judge_record(parts, content)
    elif parts is not None and suspension is not None:
        wrong += judge_page_of_notice(parts, content, suspension)
    elif parts is not None:
        wrong += judge_page(parts, content, history.in_force.get(parts.other))
    if suspension is None and path in history.redacted:
        wrong += judge_marks(path, content, history.redacted[path])
    yield from ((path, words) for words in wrong)


def judge_record(parts: RevisionPath, content: bytes) -> Iterator[str]:
    """R39: section 7 has the fields."""
    value, wrong = parse_object(content, RECORD)
    yield from (f"{words} (R39)" for words in wrong)
    if wrong:
        return
    if value["id"] != parts.identifier:
        yield "has another `id` than its path (R39)"
    if not has_form(FORM_OF_KIND[value["kind"]])(value["id"]):
        yield "has an `id` that does not have the form of its kind (R39)"
    yield from (f"{words} (R39)" for words in wrong_in_record(value["record"], parts.identifier))


def wrong_in_record(record: dict[str, Any], identifier: str) -> Iterator[str]:
    """What is wrong in the field `record`. Other fields than these are not judged."""
    if record.get("id") != identifier:
        yield "has another `id` in `record`"
    if not any(is_text(record.get(name)) for name in ("statement", "title", "name")):
        yield "has no `statement`, `title` or `name` in `record`"
    for name in ("reply", "withdrawn"):
        if name in record and not is_object(record[name]):
            yield f"has a `{name}` in `record` that is not an object"
    if "corrections" in record and not list_of(is_correction)(record["corrections"]):
        yield "has `corrections` in `record` that are not a list of objects with `date` and `reason`"


def is_correction(value: Any) -> bool:
    return isinstance(value, dict) and is_text(value.get("date")) and is_text(value.get("reason"))


def judge_page(parts: RevisionPath, content: bytes, hash_of_record: str | None) -> Iterator[str]:
    """R40: the meta tag and the printed digest of section 7."""
    text = decode(content)
    if text is None:
        yield "is not UTF-8 (R40)"
        return
    if META_REVISION.findall(text) != [f"{parts.identifier}/{parts.number}"]:
        yield "does not name its revision exactly once (R40)"
    if hash_of_record is None:
        yield "has no record.json next to it that is listed (R40)"
    elif PRINTED_DIGEST.findall(text) != [hash_of_record]:
        yield "does not print the hash of its record.json exactly once (R40)"


def judge_notice(parts: RevisionPath, content: bytes, suspension: Suspension) -> Iterator[str]:
    """R41: section 10 has the fields and their values."""
    value, wrong = parse_object(content, NOTICE)
    yield from (f"{words} (R41)" for words in wrong)
    if wrong:
        return
    if value["id"] != parts.identifier or value["revision"] != parts.number:
        yield "is the notice of another revision (R41)"
    if value["release"] != suspension.version or value["reason"] != suspension.reason:
        yield f"has another release or reason than the suspension in release {suspension.version} (R41)"


def judge_page_of_notice(parts: RevisionPath, content: bytes, suspension: Suspension) -> Iterator[str]:
    """R42: both meta tags of section 10."""
    text = decode(content)
    if text is None:
        yield "is not UTF-8 (R42)"
        return
    if META_REVISION.findall(text) != [f"{parts.identifier}/{parts.number}"]:
        yield "does not name its revision exactly once (R42)"
    if META_SUSPENDED.findall(text) != [suspension.version]:
        yield "does not name the release that suspended it exactly once (R42)"


def judge_marks(path: str, content: bytes, places: set[str]) -> Iterator[str]:
    """R43: each place that a redaction gave has a mark."""
    if path.endswith("/index.html"):
        text = decode(content)
        if text is None:
            yield "was redacted, and is not UTF-8 (R43)"
            return
        missing = places - marked_places_of_page(text, places)
    else:
        try:
            value = parse_json(content.removesuffix(b"\n"))
        except NotCanonical as error:
            yield f"was redacted, and {error} (R43)"
            return
        missing = {place for place in places if not has_mark(value, place)}
    yield from (f"has no mark at `{place}`, where a release redacted it (R43)" for place in sorted(missing))


def has_mark(value: Any, place: str) -> bool:
    """True if the string at this JSON Pointer (RFC 6901) contains a mark.

    To write the pointers of all strings would take long if the names of objects are long.
    """
    start, *steps = place.split("/")
    for step in steps:
        if isinstance(value, dict) and re.fullmatch("(?:[^~]|~0|~1)*+", step, re.DOTALL):
            value = value.get(step.replace("~1", "/").replace("~0", "~"))
        elif isinstance(value, list) and re.fullmatch("0|[1-9][0-9]{0,8}", step) and int(step) < len(value):
            value = value[int(step)]
        else:
            return False
    return not start and isinstance(value, str) and MARK in value


def marked_places_of_page(text: str, wanted: set[str]) -> set[str]:
    """The places that have marks, at least those that are wanted."""
    found: set[str] = set()
    for place in places_of_marks(text):
        found.add(place)
        if found >= wanted:
            break
    return found


def places_of_marks(text: str) -> Iterator[str]:
    """The place of each mark, which depends on the part of the page before it alone.

    An occurrence that ends before a mark is one in that part, too. If the mark is inside an occurrence, the part has
    only the beginning of it. There it can end after an earlier `id`, and after that, only the other occurrences are
    possible, because the rest has no quotation mark before its end.
    """
    place, inside = "head", ""
    occurrences = PLACE_ON_PAGE.finditer(text)
    occurrence = next(occurrences, None)
    shorter: list[tuple[int, str]] = []
    for mark in MARK_ON_PAGE.finditer(text):
        while occurrence is not None and occurrence.end() <= mark.start():
            place, inside = name_of(occurrence), ""
            occurrence = next(occurrences, None)
            shorter = []
        if occurrence is not None and occurrence.start() < mark.start():
            shorter = shorter or sorted(shorter_occurrences(text, occurrence), reverse=True)
            while shorter and shorter[-1][0] <= mark.start():
                inside = shorter.pop()[1]
        yield inside or place


def shorter_occurrences(text: str, whole: re.Match[str]) -> Iterator[tuple[int, str]]:
    """The end and the place of each occurrence that a part of this one can have."""
    for occurrence in PLACE_IN_ELEMENT.finditer(text, whole.start() + 1, whole.end()):
        identifier = occurrence[1]
        if identifier is None:
            yield occurrence.end(), occurrence[2] or PLACE_AFTER[occurrence[3]]
        else:
            yield occurrence.end(1) + 1, identifier


def name_of(occurrence: re.Match[str]) -> str:
    return occurrence[1] or occurrence[2] or PLACE_AFTER[occurrence[3]]


def decode(content: bytes) -> str | None:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


# ---------------------------------------------------------------------------------------------------------------------
# Section 14: the steps A to F.


def verify(
    read: Read,
    paths: Collection[str] | None,
    witnesses: Collection[bytes] = (),
    *,
    is_site: bool = False,
    workers: int = 1,
) -> list[Fault]:
    """The faults of a tree, none twice: an empty list if it holds.

    `read` returns the bytes of a path, or raises NotAFile. It may raise KeyError for a path that is missing, so
    `files.__getitem__` of a dictionary will do. `paths` are all entries that are not folders, or None if they cannot be
    listed (over HTTP). A witness is the content of its file. NoVerdict is raised if there is no verdict.
    """
    run = Run(read, paths, witnesses, is_site=is_site, workers=workers)
    run.take_steps()
    return list(dict.fromkeys(run.faults))


class Run:
    """One verification: the steps in their order, and what they found."""

    def __init__(
        self, read: Read, paths: Collection[str] | None, witnesses: Collection[bytes], *, is_site: bool, workers: int
    ) -> None:
        self.read = read
        self.paths = paths
        self.witnesses = witnesses
        self.is_site = is_site
        self.workers = workers
        self.faults: list[Fault] = []
        self.releases: list[Release] = []
        self.in_force: dict[str, str] = {}
        self.bytes_in_memory = 0

    def take_steps(self) -> None:
        self.step_a_ledger()
        if self.faults:
            return
        self.step_b_manifests()
        if self.faults:
            return
        for release in self.releases:
            self.in_force.update(release.manifest)
        self.step_c_descriptions()
        history = None if self.faults else self.step_d_sequence()
        self.steps_e_and_f_files(history)
        self.step_e_tree()
        self.faults.extend(judge_states(self.releases))

    def get_each(self, paths: Iterable[str], rule: str) -> Iterator[tuple[str, bytes]]:
        """Each path with its bytes, after reporting those that are not regular files of at most 32 MiB."""
        for path, content in read_each(self.read, paths, self.workers):
            if isinstance(content, NotAFile):
                self.faults.append((path, f"{content} ({rule})"))
            else:
                yield path, content

    def keep(self, content: bytes) -> None:
        self.bytes_in_memory += len(content)
        if self.bytes_in_memory > MOST_BYTES_IN_MEMORY:
            raise NoVerdict(f"manifests and descriptions have more than {MOST_BYTES_IN_MEMORY // MIB} MiB together")

    def step_a_ledger(self) -> None:
        for witness in self.witnesses:
            check_witness(witness)
        for path, ledger in self.get_each([LEDGER], "R1"):
            self.releases, wrong = judge_ledger(ledger, self.witnesses)
            self.faults.extend((path, words) for words in wrong)

    def step_b_manifests(self) -> None:
        releases = {path: release for release in self.releases for path in required_files(release)}
        for path, content in self.get_each(releases, "R6"):
            release = releases[path]
            sha256 = required_files(release)[path]
            if sha256 is not None and (wrong := wrong_hash(content, sha256)):
                self.faults.append((path, f"{wrong} (R7)"))
            elif sha256 is None and b"\r\n" in content:
                self.faults.append((path, "has a carriage return before a line feed (R7)"))
            elif path == release.path("SHA256SUMS"):
                self.keep(content)
                release.manifest, faults = parse_manifest(content)
                self.faults.extend((path, f"{words} (R8)") for words in faults)

    def step_c_descriptions(self) -> None:
        releases = {release.path("release.json"): release for release in self.releases}
        for path in sorted(releases.keys() - self.in_force.keys()):
            self.faults.append((path, "is not listed by any SHA256SUMS (R10)"))
        for path, content in self.get_each([path for path in releases if path in self.in_force], "R10"):
            if wrong := wrong_hash(content, self.in_force[path]):
                self.faults.append((path, f"{wrong} (R10)"))
                continue
            self.keep(content)
            releases[path].description, faults = parse_description(content)
            self.faults.extend((path, f"{words} (R11)") for words in faults)

    def step_d_sequence(self) -> History:
        history = History()
        for release in self.releases:
            for rule in RULES_OF_SEQUENCE:
                self.faults.extend(rule(release, history))
            history.add(release)
        return history

    def steps_e_and_f_files(self, history: History | None) -> None:
        """Read each listed file once: R34, and then step F, unless step C had a fault."""
        for path, content in self.get_each(sorted(self.in_force), "R34"):
            if wrong := wrong_hash(content, self.in_force[path]):
                self.faults.append((path, f"{wrong} (R34)"))
            elif history is not None:
                self.faults.extend(judge_content(path, content, history))

    def step_e_tree(self) -> None:
        if self.paths is None:
            return
        known = {LEDGER, GITATTRIBUTES} | self.in_force.keys()
        for release in self.releases:
            known.update(required_files(release))
        for path in sorted(set(self.paths) - known):
            if not (self.is_site and is_living(path)):
                self.faults.append((path, "is not listed by any SHA256SUMS (R35)"))
        if GITATTRIBUTES in self.paths and not self.is_site:
            for path, content in self.get_each([GITATTRIBUTES], "R36"):
                if content != b"* -text\n":
                    self.faults.append((path, "is not `* -text` and a line feed (R36)"))


def attempt(read: Read, path: str) -> bytes | NotAFile:
    """The bytes of a path, or why it is not a regular file of at most 32 MiB."""
    try:
        content = read(path)
    except NotAFile as refusal:
        return refusal
    except KeyError:
        return NotAFile("is missing")
    return content if len(content) <= LARGEST_FILE else NotAFile("is larger than 32 MiB")


def read_each(read: Read, paths: Iterable[str], workers: int) -> Iterator[tuple[str, bytes | NotAFile]]:
    """Each path with its bytes, in order. No more files are in memory than there are workers, and one."""
    if workers == 1:
        yield from ((path, attempt(read, path)) for path in paths)
        return
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[tuple[str, Future[bytes | NotAFile]]] = deque()
        for path in paths:
            if len(waiting) == workers:
                first, future = waiting.popleft()
                yield first, future.result()
                del future
            waiting.append((path, pool.submit(attempt, read, path)))
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result()
            del future


# ---------------------------------------------------------------------------------------------------------------------
# Reading a folder.


def list_folder(root: str) -> set[str]:
    """The path of each entry below a folder that is not a folder itself. A link is one, and is not followed."""
    paths: set[str] = set()
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(os.path.join(root, folder)) as entries:  # noqa: PTH118 - names may be any bytes
            for entry in entries:
                path = folder + entry.name
                if path == ".git":  # a checkout has it
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path + "/")
                else:
                    paths.add(path)
    return paths


def read_from_folder(root: str, paths: set[str]) -> Read:
    """The function that reads a listed path of a folder."""

    def read(path: str) -> bytes:
        # What is not listed is missing, also if a link takes the place of a folder.
        if path not in paths:
            raise NotAFile("is missing")
        file = Path(root) / path
        if not stat.S_ISREG(file.lstat().st_mode):
            raise NotAFile("is not a regular file")
        with file.open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)

    return read


# ---------------------------------------------------------------------------------------------------------------------
# Section 13: reading over HTTP.


class Server:
    """Files below an address. Each thread has a connection of its own."""

    def __init__(self, address: str) -> None:
        try:
            parts = urlsplit(address if address.endswith("/") else address + "/")
            self.host, self.port = parts.hostname or "", parts.port
        except ValueError as error:
            raise NoVerdict(f"the address cannot be read: {error}") from None
        if not self.host or parts.query or parts.fragment or parts.username is not None:
            raise NoVerdict("the address must have a host, and no user, query or fragment")
        self.address = parts.geturl()
        self.is_encrypted = parts.scheme == "https"
        self.bytes_read = 0
        self.lock = threading.Lock()
        self.local = threading.local()

    def read(self, path: str) -> bytes:
        address = self.address + path
        for _ in range(MOST_REDIRECTS + 1):
            status, content, location = self.get(address)
            if status == http.client.OK:
                return content
            if status in (http.client.NOT_FOUND, http.client.GONE):
                raise NotAFile("is missing")
            if status not in (301, 302, 303, 307, 308) or location is None:
                raise NoVerdict(f"the server answers {status} for {address}")
            address = self.follow(address, location)
        raise NoVerdict(f"the server redirects {path} again and again")

    def follow(self, address: str, location: str) -> str:
        """The address of a redirect, which must be on the same host."""
        try:
            target = urljoin(address, location)
            old, new = urlsplit(address), urlsplit(target)
        except ValueError:
            raise NoVerdict(f"the server redirects to {location}, which is not an address") from None
        if (new.scheme, new.netloc) != (old.scheme, old.netloc):
            raise NoVerdict(f"the server redirects to {new.scheme}://{new.netloc}: to read that, give its address")
        return target

    def get(self, address: str) -> tuple[int, bytes, str | None]:
        """Status, content and redirect of an answer. Only an answer with status 200 has content."""
        try:
            response = self.request(address)
            if response.status != http.client.OK:
                self.connection().close()
                return response.status, b"", response.getheader("Location")
            content = self.content(response)
            if response.length:
                raise NoVerdict(f"the server stopped in the middle of {address}")
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.connection().close()
            raise NoVerdict(f"{address} cannot be read: {type(error).__name__} {error}") from None
        if response.getheader("Content-Encoding", "identity").strip().lower() != "identity":
            raise NoVerdict(f"the server compresses {address}, although it was asked not to")
        return response.status, content, None

    def request(self, address: str) -> http.client.HTTPResponse:
        parts = urlsplit(address)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection = self.connection()
        try:
            connection.request("GET", target, headers={"Accept-Encoding": "identity"})
            return connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            # A server may close a connection that was idle.
            connection.close()
        connection.request("GET", target, headers={"Accept-Encoding": "identity"})
        return connection.getresponse()

    def connection(self) -> http.client.HTTPConnection:
        if not hasattr(self.local, "connection"):
            kind = http.client.HTTPSConnection if self.is_encrypted else http.client.HTTPConnection
            self.local.connection = kind(self.host, self.port, timeout=SECONDS_OF_SILENCE)
        connection: http.client.HTTPConnection = self.local.connection
        return connection

    def content(self, response: http.client.HTTPResponse) -> bytes:
        content = bytearray()
        while chunk := response.read(64 * 1024):
            content += chunk
            self.count(len(chunk))
            if len(content) > LARGEST_FILE:
                self.connection().close()
                raise NotAFile("is larger than 32 MiB")
        return bytes(content)

    def count(self, size: int) -> None:
        with self.lock:
            self.bytes_read += size
            if self.bytes_read > MOST_BYTES_OF_A_SERVER:
                raise NoVerdict(f"the server sent more than {MOST_BYTES_OF_A_SERVER // MIB} MiB")


# ---------------------------------------------------------------------------------------------------------------------
# Section 15: what is printed.

TIMESTAMP_COMMANDS = """\
openssl ts -reply -in releases/V/SHA256SUMS.tsr -text
date -u -d "THE TIME THAT THE LINE `Time stamp` PRINTED" +%s    # this is SECONDS
openssl ts -verify -data releases/V/SHA256SUMS -in releases/V/SHA256SUMS.tsr -CAfile releases/V/tsa.pem -attime SECONDS
openssl ts -reply -in releases/V/SHA256SUMS.tsr -token_out -out token.p7s
openssl cms -verify -inform DER -in token.p7s -purpose timestampsign -signer signer.pem -out content.der \\
  -no-CApath -no-CAstore -CAfile releases/V/tsa.pem -attime SECONDS
openssl x509 -in signer.pem -noout -subject -fingerprint -sha256
openssl x509 -in releases/V/tsa.pem -noout -subject -fingerprint -sha256    # must print the same as the line above
"""

SIGNATURE_COMMANDS = """\
ssh-keygen -Y verify -f releases/V/allowed_signers -I release -n dossier-release \\
  -s releases/V/SHA256SUMS.sig < releases/V/SHA256SUMS
"""

LIMITS = """\
What no verifier can know:
- that what is published is true, or that the evidence is the evidence of its commit;
- without a witness: that no release was removed at the end, and that the publisher did not write everything again;
- over HTTP: that nothing was added, and that everybody gets the same bytes;
- in a redacted file: that nothing changed except the marked words and the salt;
- in a suspended file: what it said;
- whom certificates and keys belong to, and that a key was not stolen;
- that VERIFY.md and the pages say what release.json and record.json say.
"""


def printable(text: str) -> str:
    """The text on one line, without characters that could change what a terminal shows."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode() for character in text
    )


def printable_path(path: str) -> str:
    """Section 15: other characters than U+0020 to U+007E are escaped."""
    return "".join(
        character if " " <= character <= "~" else character.encode("unicode_escape").decode() for character in path
    )


def lines_of_faults(faults: list[Fault], paths: Collection[str] | None) -> Iterator[str]:
    """What may explain the faults, and a line for each of them."""
    if any(path == "sitemap.xml" for path, _ in faults):
        yield "this looks like a built site: give --site to leave out the pages that belong to no release"
    if paths is not None and all(map(is_living, paths)):
        yield "no releases are here: give a folder with their files, such as a checkout of the branch `published`"
    for path, words in faults[:MOST_LINES]:
        yield f"does not hold: `{printable_path(path)}` {printable(words)}"
    if len(faults) > MOST_LINES:
        yield f"... and {len(faults) - MOST_LINES} more"


def lines_of_verdict(run: Run) -> Iterator[str]:
    releases = "1 release" if len(run.releases) == 1 else f"{len(run.releases)} releases"
    yield f"holds: {releases}, the last {run.releases[-1].version}; {len(run.in_force)} files"
    yield from lines_of_changes(run.releases)
    for release in run.releases:
        yield from lines_of_seals(release)
    if run.paths is None:
        yield "not checked here: that nothing was added (R35) and .gitattributes (R36), because this was read over HTTP"
    yield "not checked here: modes in git (R38), because this verifier does not read git"
    if not run.witnesses:
        yield "not checked here: that no release was removed, because no witness was given (R5)"
    yield LIMITS.rstrip("\n")


def lines_of_changes(releases: list[Release]) -> Iterator[str]:
    """Redactions, suspensions, liftings and rewritten evidence."""
    reasons: dict[str, str] = {}
    for release in releases:
        rewritten = release.description["source_rewritten"]
        if rewritten is not None:
            words = f"evidence rewritten before release {release.version}, instead of commit {rewritten['previous']}"
            yield printable(f"{words}: {rewritten['authority']}: {rewritten['reason']}")
        for name, entry, _ in release.changes():
            path = entry["path"]
            # An entry of a lifting has no reason of its own: this is the reason of the suspension that it ends.
            words = "the reason of the suspension was: " if name == "lifted" else ""
            reasons[path] = entry.get("reason", reasons.get(path, ""))
            authority = f"{entry['authority']}: " if name == "redacted" else ""
            yield printable(f"{name} `{path}` by release {release.version}: {words}{authority}{reasons[path]}")


def lines_of_seals(release: Release) -> Iterator[str]:
    commands = ""
    if release.line["timestamp"] is not None:
        commands += TIMESTAMP_COMMANDS
    if release.line["signature"] is not None:
        commands += SIGNATURE_COMMANDS
    if commands:
        yield f"not checked here: the seals of release {release.version} (R9). In the root folder of the tree, run:"
        yield commands.replace("/V/", f"/{release.version}/").rstrip("\n")


def read_witness(name: str) -> bytes:
    with Path(name).open("rb") as stream:
        return stream.read(LARGEST_FILE + 1)


def prepare(target: str, witnesses: list[bytes], *, is_site: bool) -> Run:
    """The verification of a folder or of an address."""
    if target.startswith(("http://", "https://")):
        return Run(Server(target).read, None, witnesses, is_site=is_site, workers=WORKERS)
    if not Path(target).is_dir():
        raise NoVerdict("there is no such folder, and it is not an address that begins with http:// or https://")
    paths = list_folder(target)
    return Run(read_from_folder(target, paths), paths, witnesses, is_site=is_site, workers=1)


def parse_arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Check that every file of a published dossier is unchanged.")
    parser.add_argument("target", metavar="FOLDER|URL", help="a folder with the tree, or the address of the site")
    parser.add_argument("--witness", metavar="FILE", action="append", default=[], help="a ledger-head-V.json you kept")
    parser.add_argument("--site", action="store_true", help="the folder is a built site, so skip its living pages")
    parser.add_argument("--seconds", type=int, default=600, help="the longest time for an address (default: 600)")
    options = parser.parse_args(arguments)
    if not 1 <= options.seconds <= 86_400:
        parser.error("--seconds must be from 1 to 86400")
    return options


def stop_after(seconds: int) -> threading.Timer:
    """A clock that ends the process, so that no server can delay the end, whatever it sends."""

    def stop() -> None:
        sys.stderr.write(f"no verdict: not finished after {seconds} seconds\n")
        sys.stderr.flush()
        os._exit(2)

    clock = threading.Timer(seconds, stop)
    clock.daemon = True
    clock.start()
    return clock


def main(arguments: list[str]) -> int:
    """The exit code of section 15."""
    options = parse_arguments(arguments)
    clock = stop_after(options.seconds) if options.target.startswith(("http://", "https://")) else None
    try:
        witnesses = [read_witness(name) for name in options.witness]
        run = prepare(options.target, witnesses, is_site=options.site)
        run.take_steps()
    except (NoVerdict, OSError) as error:
        sys.stderr.write(f"no verdict: {printable(str(error))}\n")
        return 2
    finally:
        if clock is not None:
            clock.cancel()
    faults = list(dict.fromkeys(run.faults))
    lines = lines_of_faults(faults, run.paths) if faults else lines_of_verdict(run)
    print_lines(lines)
    return 1 if faults else 0


def print_lines(lines: Iterable[str]) -> None:
    try:
        for line in lines:
            # What the terminal cannot show is escaped.
            sys.stdout.buffer.write(f"{line}\n".encode(sys.stdout.encoding or "utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Another program, such as `head`, has read enough. Python must not try to write the rest at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

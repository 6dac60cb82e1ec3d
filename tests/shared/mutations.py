"""Random damage to published trees, mostly hidden by new hashes."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from dossier.model.addresses import LEDGER
from dossier.releases.store.canonical_json import digest

Files = dict[str, bytes]


def _canonical(value: Any) -> bytes:
    """Canonical JSON. Unlike `rfc8785`, it also writes integers that are too large."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def mutated(files: Files, chance: random.Random) -> Files:
    """A copy of a tree with one piece of damage, after which the hashes may have been computed again."""
    damaged = dict(files)
    chance.choice(_KINDS)(damaged, chance)
    return damaged


def seal_again(files: Files, *, with_descriptions: bool = False) -> None:
    """Compute the hashes of the manifests and the ledger again, as a forger would. Unreadable files stay.

    With `with_descriptions`, the digests in the descriptions and on the pages are computed again as well.
    """
    if with_descriptions:
        for path in [path for path in files if path.endswith("/release.json")]:
            _describe_again(files, path)
    lines = files[LEDGER].splitlines()
    previous = "0" * 64
    written = []
    for line in lines:
        fields = json.loads(line)
        folder = f"releases/{fields['version']}"
        sums = f"{folder}/SHA256SUMS"
        if sums in files:
            entries = [entry.split("  ") for entry in files[sums].decode("utf-8", "replace").splitlines()]
            known = [entry for entry in entries if len(entry) == 2]
            if len(known) == len(entries) and folder == f"releases/{_newest(files, known)}":
                files[sums] = "".join(f"{_hash(files, *entry)}  {entry[1]}\n" for entry in known).encode()
            fields["sha256sums"] = digest(files[sums])
        fields["previous"] = previous
        written.append(_canonical(fields))
        previous = digest(written[-1])
    files[LEDGER] = b"".join(line + b"\n" for line in written)


def _newest(files: Files, entries: list[list[str]]) -> str:
    """The version of the release whose manifest lists these, for which the hashes are those of the files."""
    own = [path.split("/")[1] for _, path in entries if path.endswith("/release.json")]
    return own[-1] if own else ""


def _hash(files: Files, hash_: str, path: str) -> str:
    """The hash of a file, unless a later manifest lists it again."""
    later = [name for name, content in files.items() if name.endswith("/SHA256SUMS") and path.encode() in content]
    return digest(files[path]) if path in files and len(later) == 1 else hash_


def _describe_again(files: Files, path: str) -> None:
    try:
        description = json.loads(files[path])
        for entry in (*description["added"], *description["changed"]):
            record = f"r/{entry['id']}/{entry['revision']}/record.json"
            page = record.replace("record.json", "index.html")
            if record in files and page in files:
                files[page] = files[page].replace(entry["digest"].encode(), digest(files[record]).encode())
            entry["digest"] = digest(files.get(record, b""))
        files[path] = _canonical(description) + b"\n"
    except (ValueError, KeyError, TypeError, AttributeError):
        return


def _some(files: Files, chance: random.Random, end: str = "") -> str:
    return chance.choice(sorted(path for path in files if path.endswith(end)))


def _change_bytes(files: Files, chance: random.Random) -> None:
    path = _some(files, chance)
    content = bytearray(files[path])
    content[chance.randrange(len(content))] = chance.choice(b'\x00\n\r "{[]}0a~\xc3\xff')
    files[path] = bytes(content)
    if chance.random() < 0.5:
        _try_to_seal(files, chance)


def _remove(files: Files, chance: random.Random) -> None:
    del files[_some(files, chance)]
    if LEDGER in files and chance.random() < 0.3:
        _try_to_seal(files, chance)


def _add(files: Files, chance: random.Random) -> None:
    near = _some(files, chance)
    files[
        chance.choice((f"{near}x", f"r/x/{chance.randrange(9)}/index.html", "index.html", near.upper(), f"{near}/x"))
    ] = b"x"


def _change_json(end: str) -> Callable[[Files, random.Random], None]:
    def change(files: Files, chance: random.Random) -> None:
        path = _some(files, chance, end)
        value = json.loads(files[path])
        _change_value(value, chance)
        line_break = b"\n" if path.endswith("release.json") else b""
        files[path] = _canonical(value) + line_break
        if chance.random() < 0.1:
            files[path] = json.dumps(value).encode() + line_break
        _try_to_seal(files, chance)

    return change


def _change_value(value: Any, chance: random.Random) -> None:
    """Change one thing somewhere in a JSON value."""
    places = list(_places(value))
    container, key = chance.choice(places)
    old = container[key]
    choices: list[Any] = [None, True, 0, -1, 7, "", " ", "x", "0" * 64, "2026.11.24", "CLM-2026-0001", [], {}, 2**60]
    if isinstance(old, int) and not isinstance(old, bool):
        choices += [old + 1, old - 1] * 6
    if isinstance(old, str) and old:
        choices += [old + "x", old[:-1], old.upper(), old.replace("1", "2"), f"{old}\u00e9"] * 3
    if isinstance(old, list) and old:
        choices += [old[1:], [*old, old[0]], old[::-1]] * 4
    container[key] = chance.choice(choices)
    if isinstance(container, dict) and chance.random() < 0.2:
        del container[key]
    elif isinstance(container, dict) and chance.random() < 0.1:
        container["more"] = old


def _places(value: Any) -> Any:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in list(inner):
        yield value, key
        yield from _places(each)


def _change_manifest(files: Files, chance: random.Random) -> None:
    path = _some(files, chance, "/SHA256SUMS")
    lines = files[path].splitlines(keepends=True)
    at = chance.randrange(len(lines))
    other = _some(files, chance).encode()
    changes: list[Callable[[], list[bytes]]] = [
        lambda: lines[:at] + lines[at + 1 :],
        lambda: [*lines, lines[at]],
        lambda: sorted([*lines, b"a" * 64 + b"  " + other + b"\n"], key=lambda line: line[66:]),
        lambda: [*lines[:at], lines[at].replace(b"  ", b" *"), *lines[at + 1 :]],
        lambda: [*lines[:at], b"0" * 64 + lines[at][64:], *lines[at + 1 :]],
        lambda: [*lines[:at], lines[at].replace(b"/1/", b"/4/"), *lines[at + 1 :]],
        lambda: lines[::-1],
    ]
    files[path] = b"".join(chance.choice(changes)())
    _reseal_ledger(files)


def _change_ledger(files: Files, chance: random.Random) -> None:
    lines = [json.loads(line) for line in files[LEDGER].splitlines()]
    line = chance.choice(lines)
    _change_value(line, chance)
    files[LEDGER] = b"".join(_canonical(each) + b"\n" for each in lines)
    if chance.random() < 0.7:
        _chain(files)


def _cut_ledger(files: Files, chance: random.Random) -> None:
    lines = files[LEDGER].splitlines(keepends=True)
    at = chance.randrange(len(lines))
    files[LEDGER] = b"".join(chance.choice((lines[:at], lines[at:], lines[:at] + lines[at + 1 :], [*lines, lines[at]])))
    if chance.random() < 0.5 and files[LEDGER]:
        _chain(files)


def _change_page(files: Files, chance: random.Random) -> None:
    path = _some(files, chance, "/index.html")
    old, new = chance.choice(
        (
            (b"[redacted]", b"word"),
            (b"dossier-revision", b"dossier-x"),
            (b"<code>", b"<kbd>"),
            (b"</h1>", b""),
            (b"/", b"//"),
        )
    )
    files[path] = files[path].replace(old, new) + chance.choice(
        (b"", b"", b"\xff", b'<meta name="dossier-revision" content="x/1">')
    )
    _try_to_seal(files, chance)


def _try_to_seal(files: Files, chance: random.Random) -> None:
    try:
        seal_again(files, with_descriptions=chance.random() < 0.6)
    except (ValueError, KeyError, TypeError):
        return


def _reseal_ledger(files: Files) -> None:
    lines = [json.loads(line) for line in files[LEDGER].splitlines()]
    for line in lines:
        line["sha256sums"] = digest(files[f"releases/{line['version']}/SHA256SUMS"])
    files[LEDGER] = b"".join(_canonical(line) + b"\n" for line in lines)
    _chain(files)


def _chain(files: Files) -> None:
    previous, written = "0" * 64, []
    for line in files[LEDGER].splitlines():
        fields = json.loads(line)
        if not isinstance(fields, dict):
            return
        written.append(_canonical({**fields, "previous": previous}))
        previous = digest(written[-1])
    files[LEDGER] = b"".join(line + b"\n" for line in written)


_KINDS: tuple[Callable[[Files, random.Random], None], ...] = (
    _change_bytes,
    _remove,
    _add,
    *(_change_json("/release.json"),) * 6,
    *(_change_json("/record.json"),) * 3,
    *(_change_manifest,) * 3,
    _change_ledger,
    _cut_ledger,
    *(_change_page,) * 2,
)

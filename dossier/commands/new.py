"""`dossier new`: write a new record and ask on a terminal for what must be in it. [io]"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

from dossier.drafting.identifiers import placeholder, slug
from dossier.drafting.missing import missing_fields
from dossier.drafting.options import parse_options
from dossier.drafting.prompt import ask, complain, line, say
from dossier.drafting.template import draft
from dossier.errors import DossierError
from dossier.model.identifiers import BODIES, EXAMPLES, Kind, matches
from dossier.reading.decode import decode
from dossier.reading.files import EVIDENCE, find
from dossier.reading.load import today
from dossier.reading.yaml_nodes import MAX_BYTES, parse
from dossier.system.atomic import create
from dossier.system.terminal import clean, shown_path


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("kind", type=Kind, choices=list(Kind), metavar="KIND", help=f"one of: {', '.join(Kind)}")
    parser.add_argument("--slug", metavar="WORDS", help="words for the placeholder; else taken from the record")
    parser.add_argument("--id", metavar="SLUG", help="the identifier of a force or organisation")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        dest="fields",
        metavar="FIELD=VALUE",
        help="a field, such as standing=alleged or evidence.source=SRC-2026-0001; a list by repeating it",
    )
    parser.add_argument("--folder", default="", metavar="SUBFOLDER", help="a folder below that of the kind")


def run(options: argparse.Namespace, root: Path) -> int:
    """Write the record and print its path; raises DossierError where something is missing or cannot be written."""
    kind: Kind = options.kind
    _refuse_misuse(options)
    folder = _folder(options.folder)
    values = parse_options(kind, options.fields)
    taken = {found.name for found in find(root)[0]}
    is_asked = sys.stdin.isatty() and sys.stdout.isatty()
    body = _body(kind, options.id, taken, is_asked=is_asked) if kind in BODIES else ""
    if is_asked:
        values = ask(kind, values)
    missing = [str(want) for want in missing_fields(kind, values)]
    if kind in BODIES and not body:
        missing.insert(0, "the identifier (give it with --id)")
    if missing:
        raise DossierError(f"these are missing, and there is no terminal to ask on: {', '.join(missing)}; use --set")
    identifier = body or _placeholder(kind, options.slug, values, taken, is_asked=is_asked)
    path = f"{EVIDENCE}/{'/'.join([kind.folder, *folder])}/{identifier}.yaml"
    content = draft(kind, identifier, values, depth=len(folder)).encode("utf-8")
    _prove(content, kind, path, {"id": identifier, **values})
    _write(root, path, content)
    print(path)
    here = shown_path(root)
    elsewhere = "" if here == "." else f" --root {here}"
    print(f"next: fill in what you know, then `dossier check{elsewhere} {path}`")
    return 0


def _refuse_misuse(options: argparse.Namespace) -> None:
    if options.kind is Kind.CAPTURE:
        raise DossierError(
            "a capture is not written by hand: only the tool that makes the copy can vouch for its hashes and times"
        )
    if options.kind in BODIES and options.slug is not None:
        raise DossierError(f"a {options.kind} has no placeholder: give its identifier with --id")
    if options.kind not in BODIES and options.id is not None:
        raise DossierError(f"the number of a {options.kind} is assigned later: give words for it with --slug")


def _folder(text: str) -> list[str]:
    parts = [part for part in text.split("/") if part]
    if text.startswith("/") or any(part.startswith(".") or re.search(r"[\\:]", part) for part in parts):
        raise DossierError(f"`{clean(text)}` is no folder below that of the kind")
    return parts


def _body(kind: Kind, given: str | None, taken: set[str], *, is_asked: bool) -> str:
    """The identifier of a force or organisation, or nothing where none is given and nobody can be asked."""
    if given is None and not is_asked:
        return ""
    if given is not None:
        if problem := _unfit(kind, given, taken):
            raise DossierError(problem)
        return given
    print()
    say("The permanent identifier; also the name of the file. Lower-case letters, digits and hyphens.")
    while True:
        answer = line("id: ")
        problem = _unfit(kind, answer, taken)
        if problem is None:
            return answer
        complain(problem)


def _unfit(kind: Kind, identifier: str, taken: set[str]) -> str | None:
    if not matches(identifier, kind):
        return f"`{clean(identifier)}` is no identifier: write it like `{EXAMPLES[kind]}`"
    return f"`{identifier}` is taken" if identifier in taken else None


def _placeholder(kind: Kind, given: str | None, values: dict[str, Any], taken: set[str], *, is_asked: bool) -> str:
    """An identifier that waits for its number, named after the words given or after the record."""
    words = slug(given if given is not None else str(values.get("statement") or values.get("title") or ""))
    while not words and is_asked and given is None:
        words = slug(line("words for the identifier, in letters a to z: "))
    if not words:
        raise DossierError("the placeholder needs words in letters a to z or digits: give them with --slug")
    # Words that were given are kept as they are: the file is refused where there is one of that name.
    return placeholder(kind, today().year, words, taken if given is None else ())


def _prove(content: bytes, kind: Kind, path: str, values: dict[str, Any]) -> None:
    """Read the draft as the check will; what was given must come back, or nothing is written."""
    if len(content) > MAX_BYTES:
        raise DossierError(f"the record would be larger than {MAX_BYTES // 1024} KiB: shorten it")
    parsed = parse(content, path)
    problems = decode(parsed, kind, path).diagnostics
    if problems:
        raise DossierError("; ".join(f"{one.message}: {one.help}" for one in problems))
    if parsed.plain != values:
        raise RuntimeError("the draft does not hold the values given")


def _write(root: Path, path: str, content: bytes) -> None:
    folder = root
    for part in path.split("/")[:-1]:
        folder /= part
        # Records in it would not be read; and it may lead out of the dossier.
        if folder.is_symlink():
            raise DossierError(f"{shown_path(folder)} is a link: choose a folder of the dossier itself")
    target = root / path
    try:
        create(target, content)
    except FileExistsError:
        raise DossierError(f"there is a {path} already: choose other words with --slug") from None
    found, problems = find(root)
    if all(one.path != path for one in found):
        target.unlink()
        reason = next(
            (f"{one.message}; {one.help}" for one in problems if one.span.path == path), "it is not read there"
        )
        raise DossierError(f"{path} cannot be a record: {reason}")

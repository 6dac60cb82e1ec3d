"""`dossier new`: write a new record, and ask for its required fields. [io]"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dossier.commands import answers_kept, check_command, root_option
from dossier.drafting.identifiers import placeholder, slug
from dossier.drafting.missing import missing_fields
from dossier.drafting.options import as_settings, parse_options
from dossier.drafting.prompt import ask, ask_missing, read_line
from dossier.drafting.template import draft
from dossier.errors import DossierError
from dossier.model import Record
from dossier.model.identifiers import BODIES, EXAMPLES, Kind, matches
from dossier.model.subject import Subject
from dossier.reading.decode import decode
from dossier.reading.files import EVIDENCE, find_record_files, is_reserved_name
from dossier.reading.load import today
from dossier.reading.subject import required_subject
from dossier.reading.value_help import nearest
from dossier.reading.yaml_nodes import MAX_BYTES, parse
from dossier.system.atomic import create_file
from dossier.system.terminal import clean, shown_path

_IDENTIFIER_FORM = "use lower-case letters, digits and hyphens, and begin with a letter"


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "kind",
        metavar="KIND",
        help=f"write a record of this kind: {', '.join(Kind)}; for focus, the subject's own word works too",
    )
    parser.add_argument(
        "--slug", metavar="WORDS", help="use these words in the placeholder (those of the statement or title)"
    )
    parser.add_argument("--id", metavar="SLUG", help="use this identifier for a body")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        dest="fields",
        metavar="FIELD=VALUE",
        help="set a field, such as standing=alleged or evidence.source=SRC-2026-0001; repeat it to add to a list",
    )
    parser.add_argument(
        "--folder", default="", metavar="SUBFOLDER", help="write into this folder inside the folder of the kind"
    )


def run(options: argparse.Namespace, root: Path) -> int:
    """Write the record and print its path.

    Raises DossierError if a required field is missing and there is no terminal, or if the record cannot be written.
    """
    subject = required_subject(root)
    kind = _kind(options.kind, subject)
    model = subject.models[kind]
    _refuse_misuse(options, kind, subject)
    folder = _folder(options.folder)
    answers = _AnswersSoFar(options.id, parse_options(model, options.fields))
    taken = {file.name for file in find_record_files(root, subject)[0]}
    can_ask = sys.stdin.isatty() and sys.stdout.isatty()
    with answers_kept(lambda: _arguments(options, root, answers)):
        if kind in BODIES:
            answers.identifier = _body_identifier(kind, options.id, taken, can_ask=can_ask)
        for values in ask_missing(model, answers.values) if can_ask else ():
            answers.values = values
        _require_all(kind, answers, model)
        identifier = answers.identifier or _placeholder(kind, options.slug, answers.values, taken, can_ask=can_ask)
        path = f"{EVIDENCE}/{'/'.join([subject.folder(kind), *folder])}/{identifier}.yaml"
        content = draft(model, identifier, answers.values, depth=len(folder)).encode("utf-8")
        _check_draft(content, model, path, {"id": identifier, **answers.values})
        _write(root, path, content, subject)
    print(path)
    print(f"next: fill in what you know, then run `{check_command(root, path)}`")
    return 0


@dataclass(slots=True)
class _AnswersSoFar:
    """The identifier of a body, and the values of the fields."""

    identifier: str | None
    values: dict[str, Any]


def _arguments(options: argparse.Namespace, root: Path, answers: _AnswersSoFar) -> list[str]:
    """The arguments of the command line that gives these answers."""
    texts = {"--id": answers.identifier, "--slug": options.slug, "--folder": options.folder or None}
    named = [f"{name}={text}" for name, text in texts.items() if text is not None]
    settings = [part for setting in as_settings(answers.values) for part in ("--set", setting)]
    return ["new", options.kind, *root_option(root), *named, *settings]


def _require_all(kind: Kind, answers: _AnswersSoFar, model: type[Record]) -> None:
    """Raise DossierError if an answer is missing, which was not asked for without a terminal."""
    missing = [str(field) for field in missing_fields(model, answers.values)]
    if kind in BODIES and answers.identifier is None:
        missing.insert(0, "the identifier (give it with --id)")
    if missing:
        raise DossierError(
            f"these fields are missing, and there is no terminal to ask for them: {', '.join(missing)}; use --set"
        )


def _kind(text: str, subject: Subject) -> Kind:
    """The kind of record that a word means."""
    words = {kind.value: kind for kind in Kind} | {subject.focus.name: Kind.FOCUS}
    if text not in words:
        near = nearest(text, words)
        hint = f"did you mean `{near}`?" if near else f"choose from: {', '.join(words)}"
        raise DossierError(f"`{clean(text)}` is not a kind of record: {hint}")
    return words[text]


def _refuse_misuse(options: argparse.Namespace, kind: Kind, subject: Subject) -> None:
    if kind is Kind.CAPTURE:
        raise DossierError(
            "a capture is not written by hand: only the tool that makes the copy knows its hashes and times"
        )
    if kind in BODIES and options.slug is not None:
        raise DossierError(f"the {subject.name(kind)} needs its final identifier, not a placeholder: give it with --id")
    if kind not in BODIES and options.id is not None:
        raise DossierError(f"the number of the {kind} is assigned later: give words for a placeholder with --slug")


def _folder(text: str) -> list[str]:
    parts = [part for part in text.split("/") if part]
    if text.startswith("/") or any(part.startswith(".") or re.search(r"[\\:]", part) for part in parts):
        raise DossierError(f"`{clean(text)}` is not a folder inside the folder of the kind")
    return parts


def _body_identifier(kind: Kind, option: str | None, taken: set[str], *, can_ask: bool) -> str | None:
    """The identifier of a body, from the option or the terminal. None if there is neither of them."""
    if option is None and not can_ask:
        return None
    if option is not None:
        if problem := _identifier_problem(kind, option, taken):
            raise DossierError(problem)
        return option
    text = f"The permanent identifier, also the name of the file: {_IDENTIFIER_FORM}."
    return ask(text, "id", lambda answer: _identifier_problem(kind, answer, taken))


def _identifier_problem(kind: Kind, identifier: str, taken: set[str]) -> str | None:
    if not identifier:
        return f"the identifier is empty: write a name such as `{EXAMPLES[kind]}`"
    if not matches(identifier, kind):
        return f"`{clean(identifier)}` is not an identifier such as `{EXAMPLES[kind]}`: {_IDENTIFIER_FORM}"
    if is_reserved_name(identifier):
        return f"Windows cannot store a file named `{identifier}`: choose another identifier"
    return f"`{identifier}` is taken" if identifier in taken else None


def _placeholder(kind: Kind, option: str | None, values: dict[str, Any], taken: set[str], *, can_ask: bool) -> str:
    """A placeholder identifier, with words from the option, the record or the terminal."""
    words = slug(option if option is not None else str(values.get("statement") or values.get("title") or ""))
    while not words and can_ask and option is None:
        words = slug(read_line("words for the identifier, in letters a to z: "))
    if not words:
        raise DossierError("the placeholder needs words in letters a to z or digits: give them with --slug")
    # Words from the option are used unchanged. If a file has this name already, `_write` refuses the record.
    return placeholder(kind, today().year, words, taken if option is None else ())


def _check_draft(content: bytes, model: type[Record], path: str, values: dict[str, Any]) -> None:
    """Read the draft as `check` will. Raises if it has problems or does not hold exactly these values."""
    if len(content) > MAX_BYTES:
        raise DossierError(f"the record would be larger than {MAX_BYTES // 1024} KiB: shorten it")
    parsed = parse(content, path)
    problems = decode(parsed, model, path).diagnostics
    if problems:
        raise DossierError("; ".join(f"{problem.message}: {problem.help}" for problem in problems))
    if parsed.plain != values:
        raise RuntimeError("the draft does not hold the values it was made from")


def _write(root: Path, path: str, content: bytes, subject: Subject) -> None:
    folder = root
    for part in path.split("/")[:-1]:
        folder /= part
        # Records behind a link are not read, and the link may lead out of the dossier.
        if folder.is_symlink():
            raise DossierError(f"{shown_path(folder)} is a link: choose a folder of the dossier itself")
    target = root / path
    try:
        create_file(target, content)
    except FileExistsError:
        raise DossierError(f"{path} exists already: choose other words with --slug") from None
    files, problems = find_record_files(root, subject)
    if all(file.path != path for file in files):
        target.unlink()
        reasons = (f"{problem.message}; {problem.help}" for problem in problems if problem.span.path == path)
        reason = next(reasons, "a file at this path is not read")
        raise DossierError(f"{path} cannot be a record: {reason}")

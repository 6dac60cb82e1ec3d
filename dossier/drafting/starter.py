"""The files of a new dossier. [io]

`new_dossier/` holds their templates, in which `{{word}}` and the like are replaced. Everything else is the front door,
the engine as a wheel, and what is generated from the subject.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dossier.drafting.engine_wheel import PROJECT, engine_wheel, front_door_files
from dossier.drafting.generated import generated_files
from dossier.drafting.identifiers import slug
from dossier.drafting.yaml_writer import double_quoted
from dossier.errors import DossierError
from dossier.model.labels import capitalised
from dossier.model.subject import SUBJECT
from dossier.reading.files import EVIDENCE
from dossier.reading.prose import PAGES
from dossier.reading.subject import LocatedSubject, focus_folder_problem, folder_of_prose_problem, parse_subject

_TEMPLATES = Path(__file__).parent / "new_dossier"
_FIELD = re.compile(r"\{\{(\w+)\}\}")
_LOCK = "requirements/run.txt"
# `pyproject.toml` describes the engine, and `ci/tools.py` names the programs of its tests.
_ONLY_OF_THE_ENGINE = (PROJECT, "ci/tools.py")


@dataclass(frozen=True, slots=True)
class Answers:
    """The words of a new dossier, from its author."""

    name: str
    subject_word: str
    plural: str
    address: str
    publisher: str
    contact: str


def new_dossier_files(answers: Answers, year: int) -> dict[str, bytes]:
    """The contents of all files of a new dossier, by path. Raises DossierError if the words cannot be used."""
    fields = _fields(answers, year)
    files = {path: text.encode() for path, text in _rendered(fields)}
    located = parse_subject(files[SUBJECT])
    if not isinstance(located, LocatedSubject):
        raise DossierError("; ".join(f"{problem.message}: {problem.help}" for problem in located))
    front_door = {path: content for path, content in front_door_files().items() if path not in _ONLY_OF_THE_ENGINE}
    wheel_name, wheel = engine_wheel()
    front_door[_LOCK] = _pinned(f"engine/{wheel_name}", wheel).encode() + front_door[_LOCK]
    generated = {path: text.encode() for path, text in generated_files(located.subject).items()}
    return {**front_door, **files, f"engine/{wheel_name}": wheel, **generated}


def example_records(folder: str, year: int) -> dict[str, bytes]:
    """The example records that `init` wrote in that year, by path. `folder` is that of the bodies in focus."""
    fields = {"folder": folder, "year": str(year)}
    templates = (path for path in _templates() if path.startswith(f"{EVIDENCE}/") and path.endswith(".yaml"))
    return {_filled(path, fields): _filled(_template(path), fields).encode() for path in templates}


def example_sentence(year: int) -> str:
    """The sentence of the story in `subject.yml` that names the example records, as lines of the file."""
    return _filled(_template(SUBJECT).partition("\nstory:\n")[2], {"year": str(year)})


def folder_of(plural: str) -> str:
    """The folder of the bodies in focus, for their plural."""
    return slug(plural)


def folder_problem(folder: str) -> str | None:
    """The reason why the bodies in focus of a new dossier cannot have this folder, or None."""
    pages = (path.removeprefix(f"{PAGES}/") for path in _templates() if path.startswith(f"{PAGES}/"))
    return focus_folder_problem(folder) or folder_of_prose_problem(folder, pages)


def _fields(answers: Answers, year: int) -> dict[str, str]:
    word, plural = answers.subject_word, answers.plural
    quoted = {
        "name": answers.name,
        "description": f"An evidence dossier: {answers.name}.",
        "address": answers.address,
        "publisher": answers.publisher,
        "contact": answers.contact,
    }
    return {
        **{f"{name}_quoted": double_quoted(text) for name, text in quoted.items()},
        **{name: _as_markdown(text) for name, text in quoted.items()},
        "word": word,
        "Word": capitalised(word),
        "plural": plural,
        "Plural": capitalised(plural),
        "article": "an" if word[0].lower() in "aeiou" else "a",
        "folder": folder_of(plural),
        "year": str(year),
    }


def _rendered(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each template, with its fields filled in."""
    for path in _templates():
        yield _filled(path, fields), _filled(_template(path), fields)


def _templates() -> list[str]:
    return sorted(path.relative_to(_TEMPLATES).as_posix() for path in _TEMPLATES.rglob("*") if path.is_file())


def _template(path: str) -> str:
    return (_TEMPLATES / path).read_text("utf-8")


def _filled(text: str, fields: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda match: fields[match[1]], text)


def _as_markdown(text: str) -> str:
    """The text with its Markdown characters escaped. Text with `<` or `>` is refused before."""
    return re.sub(r"([\\`*_\[\]#])", r"\\\1", text)


def _pinned(path: str, wheel: bytes) -> str:
    """The lines of a lock that allow only this wheel. pip reads the path from the root of the dossier."""
    digest = hashlib.sha256(wheel).hexdigest()
    return f"# The engine. The packages below are those that it needs.\n./{path} \\\n    --hash=sha256:{digest}\n"

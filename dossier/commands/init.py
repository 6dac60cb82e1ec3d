"""`dossier init`: start a new dossier, or remove its examples. [io]"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dossier.checks.unfilled_blank import blanks
from dossier.commands import answers_kept
from dossier.configuration import address_problem, contact_problem
from dossier.drafting.examples import remove_examples
from dossier.drafting.prompt import ask
from dossier.drafting.starter import Answers, folder_of, folder_problem, new_dossier_files
from dossier.errors import DossierError
from dossier.model.labels import capitalised
from dossier.reading.load import today
from dossier.reading.prose import PAGES
from dossier.reading.subject import focus_name_problem
from dossier.system.atomic import create_files
from dossier.system.terminal import clean, shown_path

_PROGRAMS = (".ci/run",)
# What a folder may hold before: a clone of an empty repository, and what macOS writes into every folder.
_NOT_OURS = frozenset({".git", ".DS_Store"})


@dataclass(frozen=True, slots=True)
class _Prompt:
    """A question about the new dossier: its option, its text, and the reason why an answer cannot be used."""

    option: str
    text: str
    problem: Callable[[str], str | None]

    @property
    def field(self) -> str:
        return self.option.replace("-", "_")


def _line_problem(answer: str) -> str | None:
    if not answer.isprintable() or re.search(r"[<>]", answer):
        return f"`{clean(answer)}` has a character that cannot be used, such as `<`"
    return None


def _word_problem(answer: str) -> str | None:
    return _words_problem(answer, focus_name_problem(answer))


def _plural_problem(answer: str) -> str | None:
    return _words_problem(answer, folder_problem(folder_of(answer)))


def _words_problem(answer: str, use_problem: str | None) -> str | None:
    """The reason why an answer is not a word or words, or `use_problem` with a remedy, or None."""
    if not re.fullmatch(r"[a-z][a-z0-9]*([ '-][A-Za-z0-9]+)*", answer):
        return f"`{clean(answer)}` is not a word, or words, of letters in lower case, such as `fined company`"
    return use_problem and f"{use_problem}: choose another word"


def _address_problem(answer: str) -> str | None:
    if answer.startswith("https://"):
        return address_problem(answer)
    return f"`{clean(answer)}` does not begin with https://"


_QUESTIONS = (
    _Prompt("name", "the name of the dossier, such as `Fines of Freedonia`", _line_problem),
    _Prompt("subject-word", "the word for a body that it is about, in lower case, such as `airline`", _word_problem),
    _Prompt("plural", "the plural of that word, which is also the name of a folder", _plural_problem),
    _Prompt("address", "the address of the site, such as https://dossier.example.org/", _address_problem),
    _Prompt("publisher", "the organisation or person that answers for the site", _line_problem),
    _Prompt("contact", "an e-mail address, or the address of a page, for questions and replies", contact_problem),
)


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "folder",
        metavar="DIR",
        help="the folder of the dossier: for a new dossier, an empty or new folder, or a clone of an empty repository",
    )
    for question in _QUESTIONS:
        parser.add_argument(f"--{question.option}", metavar="TEXT", help=question.text)
    parser.add_argument(
        "--remove-examples",
        action="store_true",
        help="remove the unchanged example records of the dossier in DIR, and the sentence about them",
    )


def run(options: argparse.Namespace, _root: Path) -> int:
    """Write a new dossier into the folder, or remove the examples of the dossier there."""
    folder = Path(options.folder)
    given = {question: getattr(options, question.field) for question in _QUESTIONS}
    if options.remove_examples:
        return _remove_examples(folder, [question for question, answer in given.items() if answer is not None])
    _require_empty(folder)
    answers = _given_answers(given)
    with answers_kept(lambda: ["init", str(folder), *(f"--{name}={answer}" for name, answer in answers.items())]):
        for question in (question for question in _QUESTIONS if question.option not in answers):
            answers[question.option] = _ask(question)
        files = new_dossier_files(_as_words(answers), today().year)
        _write(folder, files)
    pages = [content.decode() for path, content in files.items() if path.startswith(f"{PAGES}/")]
    count = sum(len(list(blanks(page))) for page in pages)
    print(f"{len(files)} files in {shown_path(folder)}, with an example of each kind of record except a capture")
    print(f"{count} blanks in the pages begin with `[FILL IN`; README.md there lists the first steps")
    print(f"next: `cd {shlex.quote(shown_path(folder))} && python3 build.py`")
    return 0


def _require_empty(folder: Path) -> None:
    """Raise DossierError unless the folder is empty, holds only a repository without files, or does not exist."""
    if folder.is_symlink():
        raise DossierError(f"{clean(str(folder))} is a link: choose a folder")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise DossierError(f"{clean(str(folder))} is a file: choose a folder")
    if any(entry.name not in _NOT_OURS for entry in folder.iterdir()):
        raise DossierError(f"{clean(str(folder))} is not empty: choose a new or empty folder")


def _given_answers(given: dict[_Prompt, str | None]) -> dict[str, str]:
    """The answers from the options, by option.

    Raises DossierError if an answer cannot be used, or is missing and there is no terminal to ask for it.
    """
    problems = [
        f"--{question.option}: {problem}"
        for question, answer in given.items()
        if answer is not None and (problem := _problem(question, answer.strip()))
    ]
    if problems:
        raise DossierError("; ".join(problems))
    missing = [question for question, answer in given.items() if answer is None]
    if missing and not (sys.stdin.isatty() and sys.stdout.isatty()):
        options = ", ".join(f"--{question.option}" for question in missing)
        raise DossierError(f"there is no terminal to ask for what is missing: give {options}")
    return {question.option: answer.strip() for question, answer in given.items() if answer is not None}


def _as_words(answers: dict[str, str]) -> Answers:
    fields = {question.field: answers[question.option] for question in _QUESTIONS}
    return Answers(**{**fields, "address": fields["address"].rstrip("/") + "/"})


def _problem(question: _Prompt, answer: str) -> str | None:
    return question.problem(answer) if answer else "it is empty"


def _ask(question: _Prompt) -> str:
    return ask(capitalised(question.text), question.option.replace("-", " "), partial(_problem, question))


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """Write all files into the empty folder, or none."""
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        create_files((folder / path, content) for path, content in files.items())
        for path in _PROGRAMS:
            (folder / path).chmod((folder / path).stat().st_mode | 0o111)
    except BaseException:
        # The folder was empty, so everything else in it is from this run.
        for entry in [entry for entry in os.scandir(folder) if entry.name not in _NOT_OURS]:
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path)
            else:
                Path(entry.path).unlink()
        if is_new:
            folder.rmdir()
        raise


def _remove_examples(folder: Path, answered: list[_Prompt]) -> int:
    if answered:
        raise DossierError(f"--{answered[0].option} is only for a new dossier")
    if not folder.is_dir():
        raise DossierError(f"there is no folder {clean(str(folder))}")
    removal = remove_examples(folder)
    for path, reason in removal.kept:
        print(f"{path} stays: {reason}")
    count = len(removal.removed)
    print(f"{count} example {'record' if count == 1 else 'records'} removed")
    return 0

"""Removes the example records of a new dossier. [io]"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dossier.drafting.starter import example_records, example_sentence
from dossier.errors import DossierError
from dossier.model.identifiers import Kind
from dossier.model.subject import SUBJECT
from dossier.reading.files import EVIDENCE, find_record_files
from dossier.reading.prose import PAGES
from dossier.reading.subject import required_subject
from dossier.system.atomic import write_durably

_CLAIM = re.compile(r"CLM-([0-9]{4})-0001")


@dataclass(frozen=True, slots=True)
class Removal:
    """The paths of the removed records, and of the records that stay, each with the reason."""

    removed: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]


def remove_examples(root: Path) -> Removal:
    """Remove each unchanged example record that no other file names, and the example sentence of `subject.yml`.

    Raises DossierError if `subject.yml` cannot be used, or if a folder of records is a link.
    """
    subject = required_subject(root)
    examples = {
        path: content
        for year in _years(root)
        for path, content in example_records(subject.folder(Kind.FOCUS), year).items()
        if (root / path).is_file()
    }
    _refuse_links(root, examples)
    # git may have written the line ends of the system.
    kept = {
        path: "it was changed"
        for path, content in examples.items()
        if (root / path).read_bytes().replace(b"\r\n", b"\n") != content
    }
    removable = {path for path in examples if path not in kept}
    text = (root / SUBJECT).read_bytes().decode("utf-8")
    shorter = _without_sentence(text, _years(root))
    others = {path: (root / path).read_text("utf-8", "replace") for path in _texts(root) if path not in removable}
    others[SUBJECT] = shorter
    # A record that stays may name another example, which then has to stay as well.
    while named := next(_named(removable, others), None):
        path, by = named
        kept[path] = f"{by} names it"
        removable.remove(path)
        others[path] = examples[path].decode("utf-8")
    if shorter != text:
        write_durably(root / SUBJECT, shorter.encode("utf-8"))
    for path in removable:
        (root / path).unlink()
    return Removal(tuple(sorted(removable)), tuple(sorted(kept.items())))


def _refuse_links(root: Path, paths: Iterable[str]) -> None:
    """Raise DossierError if any of these files is a link, or is in a linked folder, which may be of another project."""
    for path in paths:
        for part in (path, *(str(folder) for folder in PurePosixPath(path).parents)):
            if part != "." and (root / part).is_symlink():
                raise DossierError(f"`{part}` is a link, and is not followed: nothing was removed")


def _years(root: Path) -> list[int]:
    """The years in which the example claim may have been written."""
    found = (_CLAIM.fullmatch(path.stem) for path in (root / EVIDENCE / "claims").glob("CLM-*-0001.yaml"))
    return sorted(int(match[1]) for match in found if match)


def _texts(root: Path) -> Iterator[str]:
    """Yield the path of each record and page."""
    yield from (file.path for file in find_record_files(root, required_subject(root))[0])
    yield from sorted(path.relative_to(root).as_posix() for path in (root / PAGES).glob("**/*.md"))


def _without_sentence(text: str, years: list[int]) -> str:
    """The text of `subject.yml` without the example sentence, and without the story if that was its only sentence."""
    for year in years:
        sentence = example_sentence(year)
        for lines in (sentence, sentence.replace("\n", "\r\n")):
            text = text.replace(lines, "", 1)
    return re.sub(r"(?m)^story:\r?\n(?=\S|\Z)", "", text)


def _named(paths: set[str], texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each of these records that a text names, with the path of the text."""
    for path in sorted(paths):
        identifier = re.compile(rf"(?<![\w-]){re.escape(Path(path).stem)}(?![\w-])")
        yield from ((path, by) for by, text in texts.items() if identifier.search(text))

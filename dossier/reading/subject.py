"""Reads `subject.yml`, the words and vocabularies of the dossier's subject. [io]"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dossier.diagnostics import Diagnostic, Span
from dossier.errors import DossierError
from dossier.model.body import Identifiers
from dossier.model.identifiers import Kind
from dossier.model.redaction import MARK
from dossier.model.subject import SUBJECT, Subject, subject_of
from dossier.model.subject_file import FocusWords, IdentifierScheme, SubjectFile, TileMap
from dossier.model.vocabulary import OrganisationKind
from dossier.reading import yaml_nodes
from dossier.reading.decode import decode
from dossier.reading.files import is_reserved_name, read_file
from dossier.reading.prose import PAGES, prose_files
from dossier.reading.yaml_nodes import node_at, parse, span_of

# The last column and row of a tile map, which must fit on a page.
_LAST_PLACE = 15
_OTHER_KINDS = frozenset(set(Kind) - {Kind.FOCUS})
# Folders of the site that hold something else than the bodies in focus.
_OTHER_FOLDERS = frozenset(
    {
        *(kind.collection for kind in _OTHER_KINDS),
        *("r", "releases", "status", "api", "data", "verify", "assets", "pagefind", "check-citations", "index"),
        *("countries", "topics", "names", "search", "timeline", "as-of", "penalties", "bibliography", "questions"),
    }
)

# The subject of a dossier whose `subject.yml` cannot be used. No record is read with it.
NO_SUBJECT = subject_of(SubjectFile(focus=FocusWords(name="body", plural="bodies", folder="bodies"), involvements=()))


@dataclass(frozen=True, slots=True)
class LocatedSubject:
    """The subject with the nodes of its file."""

    subject: Subject
    root: yaml_nodes.Mapping


def read_subject(root: Path) -> LocatedSubject | tuple[Diagnostic, ...]:
    """The subject in `root/subject.yml`, or the problems of that file."""
    if not (root / SUBJECT).exists() and not (root / SUBJECT).is_symlink():
        message = f"there is no `{SUBJECT}`, which holds the words of the subject"
        help_ = "start a dossier with `init`, or write it as `explain no-subject` shows"
        return (Diagnostic("no-subject", message, Span(SUBJECT), help=help_),)
    content = read_file(root, SUBJECT)
    located = (content,) if isinstance(content, Diagnostic) else parse_subject(content)
    if not isinstance(located, LocatedSubject):
        return located
    folder = located.subject.focus.folder
    problem = folder_of_prose_problem(folder, (name for _, name in prose_files(root)))
    if problem is None:
        return located
    span, help_ = _place(located.root, "focus", "folder"), "choose another folder, or rename the page"
    return (Diagnostic("subject-word", problem, span, help=help_),)


def required_subject(root: Path) -> Subject:
    """The subject in `root/subject.yml`. Raises DossierError with the first problem if it cannot be used."""
    found = read_subject(root)
    if isinstance(found, LocatedSubject):
        return found.subject
    problem = found[0]
    place = f"{problem.span.path}:{problem.span.line}" if problem.span.line else problem.span.path
    raise DossierError(f"{place}: {problem.message}; `check` prints all problems")


def parse_subject(content: bytes) -> LocatedSubject | tuple[Diagnostic, ...]:
    """The subject with this text, or the problems of the text."""
    parsed = parse(content, SUBJECT)
    decoded = decode(parsed, SubjectFile, SUBJECT)
    if decoded.value is None or parsed.root is None:
        return decoded.diagnostics
    problems = tuple(_problems(decoded.value, parsed.root))
    return problems or LocatedSubject(subject_of(decoded.value), parsed.root)


def focus_name_problem(name: str) -> str | None:
    """The reason why the bodies in focus cannot have this name, or None."""
    return f"`{name}` is the name of another kind of record" if name in _OTHER_KINDS else None


def focus_folder_problem(folder: str) -> str | None:
    """The reason why the records of the bodies in focus cannot be in this folder, or None."""
    if folder in _OTHER_FOLDERS:
        return f"the folder `{folder}` holds other pages of the site"
    return f"Windows cannot store a folder named `{folder}`" if is_reserved_name(folder) else None


def folder_of_prose_problem(folder: str, pages: Iterable[str]) -> str | None:
    """The reason why these pages of prose leave no place for a folder of records, or None."""
    for name in pages:
        if name.casefold().removesuffix(".md").split("/")[0] == folder:
            return f"the folder `{folder}` has the address of `{PAGES}/{name}`"
    return None


def _place(root: yaml_nodes.Mapping, *steps: str | int) -> Span:
    return span_of(node_at(root, steps), SUBJECT)


def _problems(file: SubjectFile, root: yaml_nodes.Mapping) -> Iterator[Diagnostic]:
    """Yield what no field of the file shows by itself."""
    if (message := focus_name_problem(file.focus.name)) is not None:
        yield Diagnostic("subject-word", message, _place(root, "focus", "name"), help="choose another name")
    if (message := focus_folder_problem(file.focus.folder)) is not None:
        span = _place(root, "focus", "folder")
        yield Diagnostic("subject-word", message, span, help="choose another folder, such as the plural of the name")
    standard = [kind.value for kind in OrganisationKind]
    terms = {
        ("focus", "kinds"): (standard, file.focus.kinds),
        ("organisation_kinds",): (standard, file.organisation_kinds),
        ("involvements",): ([], file.involvements),
    }
    for path, (words, entries) in terms.items():
        yield from _duplicates(root, (*path, "term"), words, [entry.term for entry in entries])
    yield from _registers(file.identifiers, root)
    yield from _questions(file, root)
    yield from _maps(file, root)
    for number, sentence in enumerate(file.story):
        if not sentence.records:
            message, help_ = "`records` is empty", "name the records that the sentence rests on, or delete the sentence"
            yield Diagnostic("empty-field", message, _place(root, "story", number, "records"), help=help_)


def _registers(schemes: Sequence[IdentifierScheme], root: yaml_nodes.Mapping) -> Iterator[Diagnostic]:
    names = [scheme.scheme for scheme in schemes]
    yield from _duplicates(root, ("identifiers", "scheme"), [], names)
    for number, name in enumerate(names):
        if hasattr(Identifiers, name):
            message = f"`{name}` is a word that the program itself uses"
            help_ = "choose a longer word, such as one with `_number` or `_id` at its end"
            yield Diagnostic("subject-word", message, _place(root, "identifiers", number, "scheme"), help=help_)


def _questions(file: SubjectFile, root: yaml_nodes.Mapping) -> Iterator[Diagnostic]:
    known = {entry.term for entry in file.involvements}
    for number, question in enumerate(file.questions):
        for position, term in enumerate(question.involvements):
            if term not in known:
                message = f"`{term}` is not one of the terms of `involvements`"
                span = _place(root, "questions", number, "involvements", position)
                yield Diagnostic("subject-word", message, span, help=f"choose from: {', '.join(sorted(known))}")


def _maps(file: SubjectFile, root: yaml_nodes.Mapping) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each unknown kind and empty list of a map, and what is wrong with its squares."""
    kinds = {*OrganisationKind, *(kind.term for kind in file.focus.kinds)}
    for number, drawn in enumerate(file.maps):
        path = ("maps", number)
        for name in ("countries", "kinds", "tiles"):
            if not getattr(drawn, name):
                help_ = "say what the map shows, or delete the map"
                yield Diagnostic("empty-field", f"`{name}` is empty", _place(root, *path, name), help=help_)
        for position, kind in enumerate(drawn.kinds):
            if kind not in kinds:
                message, help_ = f"`{kind}` is not a kind of body", f"choose from: {', '.join(sorted(kinds))}"
                yield Diagnostic("subject-word", message, _place(root, *path, "kinds", position), help=help_)
        yield from _squares(drawn, path, root)


def _squares(drawn: TileMap, path: tuple[str | int, ...], root: yaml_nodes.Mapping) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each square of a map that is far away, or whose name, place or body is taken."""
    places: set[tuple[int, int]] = set()
    bodies: set[str] = set()
    names: set[str] = set()
    for position, tile in enumerate(drawn.tiles):
        at = (*path, "tiles", position)
        # Names that a redaction removed can be the same.
        if tile.name in names and MARK not in tile.name:
            message, help_ = f"the map has a square `{tile.name}` already", "give each square a name of its own"
            yield Diagnostic("subject-word", message, _place(root, *at, "name"), help=help_)
        if max(tile.column, tile.row) > _LAST_PLACE:
            message = f"the square `{tile.name}` is far from the others: columns and rows end at {_LAST_PLACE}"
            yield Diagnostic("subject-word", message, _place(root, *at, "column"), help="choose a smaller number")
        if (tile.column, tile.row) in places:
            message, help_ = f"the square `{tile.name}` has the place of another", "choose another column or row"
            yield Diagnostic("subject-word", message, _place(root, *at, "column"), help=help_)
        if tile.body in bodies:
            message, help_ = f"`{tile.body}` is on another square of the map", "name each body once"
            yield Diagnostic("subject-word", message, _place(root, *at, "body"), help=help_)
        names.add(tile.name)
        places.add((tile.column, tile.row))
        bodies |= set() if tile.body is None else {tile.body}


def _duplicates(
    root: yaml_nodes.Mapping, path: tuple[str, ...], standard: list[str], words: list[str]
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each word of a list that every dossier has, or that came before in the list.

    The path leads to the list, and ends with the field of its entries that holds the word.
    """
    for number, word in enumerate(words):
        if word in standard or word in words[:number]:
            where = "every dossier has" if word in standard else "the list has"
            span = _place(root, *path[:-1], number, path[-1])
            message = f"`{word}` is a word that {where} already"
            yield Diagnostic("subject-word", message, span, help="choose another word, or remove this entry")

"""What can be wrong with the form of a YAML file: the diagnostics for what libyaml reads and records may not hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dossier.characters import shown
from dossier.diagnostics import Diagnostic, Label, Span

_NO_ANCHORS = "anchors and aliases are not read"
_PLAINER = "split the record, or write it more plainly"


class Abandoned(Exception):  # noqa: N818  (it says what became of the file)
    """A limit was exceeded, or nothing after this can be understood; the file is abandoned."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def place(event: Any, path: str) -> Span:
    """The stretch of an event: the whole of a scalar, the first character of a collection."""
    start, end = event.start_mark, event.end_mark
    return Span(path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def too_deep(most: int, span: Span) -> Diagnostic:
    """Collections within collections."""
    return Diagnostic("too-deep", f"collections are nested more than {most} deep", span, help=_PLAINER)


def too_many_nodes(most: int, span: Span) -> Diagnostic:
    """More values than a record needs."""
    return Diagnostic("too-many-nodes", f"the file holds more than {most:,} values", span, help=_PLAINER)


def several_documents(span: Span) -> Diagnostic:
    """A second document in the file."""
    help_ = "keep one record a file: move what follows to a file of its own"
    return Diagnostic("several-documents", "a second document begins here", span, help=help_)


def alias(name: str, span: Span) -> Diagnostic:
    """An alias where a value is wanted."""
    message = f"`*{shown(name)}` repeats a value from elsewhere in the file"
    return Diagnostic("anchor", message, span, help=f"write the value out; {_NO_ANCHORS}")


def decorations(event: Any, path: str) -> Iterator[Diagnostic]:
    """The anchor and the tag of a value."""
    span = place(event, path)
    if event.anchor is not None:
        name = shown(event.anchor)
        message = f"`&{name}` names a value so that it can be repeated"
        yield Diagnostic("anchor", message, span, help=f"remove `&{name}`; {_NO_ANCHORS}")
    if event.tag is not None:
        tag = shown(event.tag.replace("tag:yaml.org,2002:", "!!"))
        help_ = "remove the tag: every value is text until its field reads it"
        yield Diagnostic("tag", f"the tag `{tag}` asks for a type of its own", span, help=help_)


def no_key(span: Span) -> Diagnostic:
    """A collection as a key."""
    message = "a list or mapping stands where the name of a field is wanted"
    return Diagnostic("wrong-shape", message, span, help="write `name: value`, the name being plain text")


def no_mapping(span: Span) -> Diagnostic:
    """A file that is text or a list."""
    help_ = "begin with `id:` and give each field a line of its own"
    return Diagnostic("wrong-shape", "the file is not a list of `field: value` lines", span, help=help_)


def duplicate_key(name: str, span: Span, first: Span) -> Diagnostic:
    """The same key twice in one mapping."""
    message = f"`{shown(name)}` stands twice in the same mapping"
    related = (Label(first, "first here"),)
    return Diagnostic("duplicate-key", message, span, help="keep one of the two", related=related)

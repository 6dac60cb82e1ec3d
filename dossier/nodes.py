"""Turn the text of a YAML file into nodes that know their place, and into plain text values, in one pass.

The YAML is a strict subset of YAML 1.2: one document of mappings, sequences and scalars. Every scalar stays the text its
author typed. Tags, anchors, aliases and equal keys are refused, and the limits are applied while the events stream from
libyaml, so that a hostile file is abandoned at the event that breaks a limit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml
from yaml.cyaml import CParser

from dossier.diagnostics import Diagnostic, Label, Span

MAX_BYTES = 65_536
MAX_DEPTH = 12
MAX_NODES = 2_000


class Scalar(NamedTuple):
    """A scalar as typed; `plain` is true where it stands without quotation marks and is no block."""

    text: str
    plain: bool
    line: int
    column: int
    end_line: int
    end_column: int


class Sequence(NamedTuple):
    """A list of nodes."""

    items: list[Node]
    line: int
    column: int


class Mapping(NamedTuple):
    """A mapping; each key maps to where it stands and to its value."""

    entries: dict[str, tuple[Scalar, Node]]
    line: int
    column: int


Node = Scalar | Sequence | Mapping


class Suspect(NamedTuple):
    """A plain scalar that YAML tools read as something else than text, under the key it stands at."""

    key: str
    scalar: Scalar


@dataclass(slots=True)
class Parsed:
    """What a file holds: its root mapping, the same as plain values, and what is wrong with its form."""

    root: Mapping | None = None
    plain: dict[str, Any] = field(default_factory=dict)
    suspects: list[Suspect] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    # Where an alias stood there is no value: nothing is to be said of it a second time.
    broken: list[Scalar] = field(default_factory=list)


# C0 and C1 controls, bidirectional controls, zero-width and invisible characters, tag characters, halves of surrogates,
# line breaks that only some programs see, and the mark left by a failed conversion (Unicode 16; CVE-2021-42574).
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)

# What YAML 1.1 or 1.2 takes for a null, a boolean, a number (sexagesimal too), a date or a merge.
_MISREAD = re.compile(
    r"(?:|~|null|Null|NULL|<<|=|[yYnN]|yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF"
    r"|[-+]?0b[01_]+|[-+]?0o?[0-7_]+|[-+]?0x[0-9a-fA-F_]+|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[-+]?(?:\.[0-9][0-9_]*|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*)"
)
_MAY_BE_MISREAD = frozenset("0123456789+-.~<=yYnNtTfFoO")


def parse(content: bytes, path: str) -> Parsed:
    """Read one file; whatever is wrong with its form stands in the `diagnostics` of what is returned."""
    parsed = Parsed()
    try:
        text = content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        parsed.diagnostics.append(_not_utf8(content[error.start], Span(path, line, column, line, column + 1)))
        return parsed
    if found := _FORBIDDEN.search(text):
        parsed.diagnostics.extend(_forbidden_characters(text, path, found))
        return parsed
    builder = _Builder(path, parsed)
    try:
        builder.run(CParser(text))
    except _LimitError as limit:
        parsed.diagnostics.append(limit.diagnostic)
        parsed.root = None
    except yaml.MarkedYAMLError as error:
        parsed.diagnostics.append(_syntax(error, path))
        parsed.root = None
    return parsed


class _LimitError(Exception):
    """A limit was exceeded; the file is abandoned."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class _Frame:
    """A collection under construction: the node, its plain twin, and for a mapping the key that waits for its value."""

    __slots__ = ("key", "name", "node", "plain")

    def __init__(self, node: Sequence | Mapping, plain: list[Any] | dict[str, Any], name: str) -> None:
        self.node = node
        self.plain = plain
        self.name = name
        self.key: Scalar | None = None


class _Builder:
    """Builds nodes from the events of libyaml."""

    def __init__(self, path: str, parsed: Parsed) -> None:
        self.path = path
        self.parsed = parsed
        self.stack: list[_Frame] = []
        self.documents = 0
        self.nodes = 0

    def run(self, parser: Any) -> None:
        """Consume all events; raises _LimitError, or yaml's own error where the text is no YAML."""
        get_event = parser.get_event
        handlers = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start,
            yaml.SequenceStartEvent: self._start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        while True:
            event = get_event()
            kind = type(event)
            handler = handlers.get(kind)
            if handler is not None:
                handler(event)
                if self.nodes > MAX_NODES:
                    raise _LimitError(
                        self._limit("too-many-nodes", f"the file holds more than {MAX_NODES:,} values", event)
                    )
            elif kind is yaml.StreamEndEvent:
                return

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        text = event.value
        plain = event.style == ""
        node = Scalar(text, plain, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        if event.anchor is not None or event.tag is not None:
            self._decorated(event, node)
        if plain:
            if (text[:1] in _MAY_BE_MISREAD or not text) and _MISREAD.fullmatch(text):
                self._suspect(node)
        elif event.style == '"' and _FORBIDDEN.search(text):
            self.parsed.diagnostics.append(_escaped(text, self._span(node)))
            self.parsed.broken.append(node)
        self._add(node, text)

    def _suspect(self, node: Scalar) -> None:
        if not self.stack:
            return
        frame = self.stack[-1]
        if isinstance(frame.node, Mapping):
            if frame.key is None:
                return  # a key: its text is one of our field names, or an unknown field
            self.parsed.suspects.append(Suspect(frame.key.text, node))
        else:
            self.parsed.suspects.append(Suspect(frame.name, node))

    def _start(self, event: Any) -> None:
        start = event.start_mark
        if len(self.stack) >= MAX_DEPTH:
            raise _LimitError(self._limit("too-deep", f"collections are nested more than {MAX_DEPTH} deep", event))
        node: Sequence | Mapping
        plain: list[Any] | dict[str, Any]
        if type(event) is yaml.MappingStartEvent:
            node, plain = Mapping({}, start.line + 1, start.column + 1), {}
        else:
            node, plain = Sequence([], start.line + 1, start.column + 1), []
        if event.anchor is not None or event.tag is not None:
            mark = Scalar("", False, start.line + 1, start.column + 1, start.line + 1, start.column + 2)
            self._decorated(event, mark)
        name = ""
        if self.stack:
            parent = self.stack[-1]
            name = parent.key.text if parent.key is not None else parent.name
        self._add(node, plain)
        self.stack.append(_Frame(node, plain, name))

    def _end(self, event: Any) -> None:
        self.stack.pop()

    def _alias(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        node = Scalar("", False, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        self.parsed.diagnostics.append(
            Diagnostic(
                "anchor",
                f"`*{event.anchor}` repeats a value from elsewhere in the file",
                self._span(node),
                help="write the value out; anchors and aliases are not read",
            )
        )
        self.parsed.broken.append(node)
        self._add(node, "")

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise _LimitError(
                Diagnostic(
                    "several-documents",
                    "a second document begins here",
                    self._mark_span(event.start_mark, event.end_mark),
                    help="keep one record a file: move what follows to a file of its own",
                )
            )

    def _decorated(self, event: Any, node: Scalar) -> None:
        """Report an anchor or a tag on a value; the value itself is read."""
        if event.anchor is not None:
            message = f"`&{event.anchor}` names a value so that it can be repeated"
            help_ = f"remove `&{event.anchor}`; anchors and aliases are not read"
            self.parsed.diagnostics.append(Diagnostic("anchor", message, self._span(node), help=help_))
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            message = f"the tag `{tag}` asks for a type of its own"
            help_ = "remove the tag: every value is text until its field reads it"
            self.parsed.diagnostics.append(Diagnostic("tag", message, self._span(node), help=help_))

    def _add(self, node: Node, plain: Any) -> None:
        """Hang a finished scalar or a begun collection into the collection it belongs to."""
        self.nodes += 1
        if not self.stack:
            if isinstance(node, Mapping):
                self.parsed.root, self.parsed.plain = node, plain
            else:
                self.parsed.diagnostics.append(_no_mapping(node, self.path))
            return
        frame = self.stack[-1]
        if isinstance(frame.node, Sequence):
            frame.node.items.append(node)
            frame.plain.append(plain)  # type: ignore[union-attr]
            return
        if frame.key is None:
            if not isinstance(node, Scalar):
                raise _LimitError(
                    Diagnostic(
                        "wrong-shape",
                        "a list or mapping stands where the name of a field is wanted",
                        Span(self.path, node.line, node.column, node.line, node.column + 1),
                        help="write `name: value`, the name being plain text",
                    )
                )
            frame.key = node
            return
        key, frame.key = frame.key, None
        if key.text in frame.node.entries:
            first = frame.node.entries[key.text][0]
            self.parsed.diagnostics.append(
                Diagnostic(
                    "duplicate-key",
                    f"`{key.text}` stands twice in the same mapping",
                    self._span(key),
                    help="keep one of the two",
                    related=(Label(self._span(first), "first here"),),
                )
            )
            return
        frame.node.entries[key.text] = (key, node)
        frame.plain[key.text] = plain  # type: ignore[call-overload]

    def _span(self, node: Scalar) -> Span:
        return Span(self.path, node.line, node.column, node.end_line, node.end_column)

    def _mark_span(self, start: Any, end: Any) -> Span:
        return Span(self.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def _limit(self, code: str, message: str, event: Any) -> Diagnostic:
        span = self._mark_span(event.start_mark, event.end_mark)
        return Diagnostic(code, message, span, help="split the record, or write it more plainly")


def span_of(node: Node, path: str) -> Span:
    """The place of a node: a scalar whole, a collection by its first line up to the first value."""
    if isinstance(node, Scalar):
        return Span(path, node.line, node.column, node.end_line, node.end_column)
    if isinstance(node, Mapping) and node.entries:
        key = next(iter(node.entries.values()))[0]
        return Span(path, key.line, key.column, key.end_line, key.end_column)
    return Span(path, node.line, node.column, node.line, node.column + 1)


def _no_mapping(node: Node, path: str) -> Diagnostic:
    return Diagnostic(
        "wrong-shape",
        "the file is not a list of `field: value` lines",
        span_of(node, path),
        help="begin with `id:` and give each field a line of its own",
    )


def _syntax(error: yaml.MarkedYAMLError, path: str) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    what = error.problem or "the text is not YAML"
    related: tuple[Label, ...] = ()
    if error.context and error.context_mark:
        at = error.context_mark
        place = Span(path, at.line + 1, at.column + 1, at.line + 1, at.column + 2)
        related = (Label(place, error.context),)
    return Diagnostic(
        "syntax",
        f"YAML cannot be read here: {what}",
        Span(path, line, column, line, column + 1),
        help="look at the indentation, and put quotation marks around text that holds `: `, ` #` or begins with a sign",
        related=related,
    )


def _not_utf8(byte: int, span: Span) -> Diagnostic:
    message = f"the byte 0x{byte:02X} is not UTF-8"
    return Diagnostic("not-utf-8", message, span, help="save the file as UTF-8")


_MOST_CHARACTERS = 10


def _forbidden_characters(text: str, path: str, first: re.Match[str]) -> list[Diagnostic]:
    found = []
    for match in _FORBIDDEN.finditer(text, first.start()):
        if len(found) == _MOST_CHARACTERS:
            break
        at = match.start()
        line = text.count("\n", 0, at) + 1
        column = at - text.rfind("\n", 0, at)
        found.append(_forbidden(match.group(), Span(path, line, column, line, column + 1)))
    return found


def _forbidden(character: str, span: Span) -> Diagnostic:
    message = f"the character U+{ord(character):04X} is invisible, or changes how other text is shown"
    return Diagnostic(
        "forbidden-character", message, span, help="delete it; typing the text anew, not pasting it, helps"
    )


def _escaped(text: str, span: Span) -> Diagnostic:
    found = _FORBIDDEN.search(text)
    assert found is not None  # noqa: S101  (the caller has seen it)
    message = f"an escape stands for U+{ord(found.group()):04X}, which is invisible or changes how other text is shown"
    return Diagnostic("forbidden-character", message, span, help="remove the escape")

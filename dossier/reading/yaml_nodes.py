"""Located nodes from YAML text, and plain values other tools would misread.

The YAML is a strict subset of YAML 1.2: one document of mappings, sequences and scalars. Every scalar stays the text
its author typed. Tags, anchors, aliases and equal keys are refused, and the limits are applied while the events stream
from libyaml, so that a hostile file is abandoned at the event that breaks a limit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml
from yaml._yaml import CParser

from dossier.diagnostics import Diagnostic, Span
from dossier.reading import yaml_problems
from dossier.reading.text import first_forbidden, forbidden_escape, read_text
from dossier.reading.yaml_problems import syntax

# What YAML 1.1 or 1.2 takes for a null, a boolean or a merge.
_WORDS = frozenset(
    form
    for word in ("", "~", "<<", "=", "null", "y", "n", "yes", "no", "true", "false", "on", "off")
    for form in (word, word.capitalize(), word.upper())
)
# What they take for a number (sexagesimal too) or a date.
_NUMBER = re.compile(
    r"[-+]?0b[01_]+|[-+]?0o?[0-7_]+|[-+]?0x[0-9a-fA-F_]+|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[-+]?(?:\.[0-9][0-9_]*|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*"
)
_BEGINS_NUMBER = frozenset("0123456789+-.")


def is_misread(text: str) -> bool:
    """Whether some YAML tool reads the plain scalar as something else than text.

    >>> is_misread("NO"), is_misread("1:23:45"), is_misread("2021-05"), is_misread("North Yorkshire")
    (True, True, False, False)
    """
    return text in _WORDS or (text[0] in _BEGINS_NUMBER and _NUMBER.fullmatch(text) is not None)


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


class AmbiguousScalar(NamedTuple):
    """A plain scalar that YAML tools read as something else than text, under the key it stands at."""

    key: str
    scalar: Scalar


@dataclass(slots=True)
class Parsed:
    """What a file holds: its root mapping, the same as plain values, and what is wrong with its form."""

    root: Mapping | None = None
    plain: dict[str, Any] = field(default_factory=dict)
    suspects: list[AmbiguousScalar] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    # Where an alias stood there is no value: nothing is to be said of it a second time.
    broken: list[Scalar] = field(default_factory=list)


def parse(content: bytes, path: str) -> Parsed:
    """Read one file; whatever is wrong with its form stands in the `diagnostics` of what is returned."""
    parsed = Parsed()
    text, refused = read_text(content, path)
    if refused:
        parsed.diagnostics = refused
        return parsed
    try:
        _Builder(path, parsed).run(CParser(text))
    except yaml_problems.ParseAborted as abandoned:
        parsed.diagnostics.append(abandoned.diagnostic)
        parsed.root = None
    except yaml.MarkedYAMLError as error:
        parsed.diagnostics.append(syntax(error, text, path))
        parsed.root = None
    return parsed


def span_of(node: Node, path: str) -> Span:
    """The place of a node: a scalar whole, a mapping by its first key, a list by its first character."""
    if isinstance(node, Scalar):
        return Span(path, node.line, node.column, node.end_line, node.end_column)
    if isinstance(node, Mapping) and node.entries:
        return span_of(next(iter(node.entries.values()))[0], path)
    return Span(path, node.line, node.column, node.line, node.column + 1)


class _Frame:
    """A collection under construction: its content, its plain twin, and in a mapping the key that waits for a value."""

    __slots__ = ("content", "is_mapping", "key", "name", "plain")

    def __init__(self, content: Any, plain: Any, name: str) -> None:
        self.content = content
        self.plain = plain
        self.name = name
        self.is_mapping = type(plain) is dict
        self.key: Scalar | None = None


# `Scalar(...)` goes through a function written in Python; this does not, and a dossier has a million scalars.
_new_scalar = tuple.__new__


class _Builder:
    """Builds nodes from the events of libyaml."""

    __slots__ = ("documents", "nodes", "parsed", "path", "stack")

    def __init__(self, path: str, parsed: Parsed) -> None:
        self.path = path
        self.parsed = parsed
        self.stack: list[_Frame] = []
        self.documents = 0
        self.nodes = 0

    def run(self, parser: Any) -> None:
        """Consume all events; raises form.Abandoned, or yaml's own error where the text is no YAML."""
        handlers = _HANDLERS
        for event in iter(parser.get_event, None):
            handler = handlers.get(type(event))
            if handler is not None:
                handler(self, event)

    def scalar(self, event: Any) -> None:
        start, end, text, style = event.start_mark, event.end_mark, event.value, event.style
        plain = not style
        place = (text, plain, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        node: Scalar = _new_scalar(Scalar, place)
        if event.anchor is not None or event.tag is not None:
            self.decorated(event)
        if plain:
            if is_misread(text):
                self.suspect(node)
        elif style == '"':
            forbidden = first_forbidden(text)
            if forbidden is not None:
                self.parsed.diagnostics.append(forbidden_escape(forbidden, span_of(node, self.path)))
                self.parsed.broken.append(node)
        self.add(node, text, event)

    def suspect(self, node: Scalar) -> None:
        """Remember a plain scalar that other tools misread, unless it is a key: a field's name, or an unknown field."""
        if self.stack:
            frame = self.stack[-1]
            if not frame.is_mapping:
                self.parsed.suspects.append(AmbiguousScalar(frame.name, node))
            elif frame.key is not None:
                self.parsed.suspects.append(AmbiguousScalar(frame.key.text, node))

    def mapping(self, event: Any) -> None:
        start = event.start_mark
        content: dict[str, tuple[Scalar, Node]] = {}
        self.begin(event, Mapping(content, start.line + 1, start.column + 1), content, {})

    def sequence(self, event: Any) -> None:
        start = event.start_mark
        content: list[Node] = []
        self.begin(event, Sequence(content, start.line + 1, start.column + 1), content, [])

    def begin(self, event: Any, node: Node, content: Any, plain: Any) -> None:
        """Put a collection on the stack, hung into the one it belongs to."""
        if event.anchor is not None or event.tag is not None:
            self.decorated(event)
        stack = self.stack
        if len(stack) >= MAX_DEPTH:
            raise yaml_problems.ParseAborted(yaml_problems.too_deep(MAX_DEPTH, yaml_problems.place(event, self.path)))
        name = ""
        if stack:
            parent = stack[-1]
            name = parent.key.text if parent.key is not None else parent.name
        self.add(node, plain, event)
        stack.append(_Frame(content, plain, name))

    def end(self, event: Any) -> None:  # noqa: ARG002  (as every handler)
        self.stack.pop()

    def alias(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        node = Scalar(
            "",
            plain=False,
            line=start.line + 1,
            column=start.column + 1,
            end_line=end.line + 1,
            end_column=end.column + 1,
        )
        self.parsed.diagnostics.append(yaml_problems.alias(event.anchor, span_of(node, self.path)))
        self.parsed.broken.append(node)
        self.add(node, "", event)

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise yaml_problems.ParseAborted(yaml_problems.several_documents(yaml_problems.place(event, self.path)))

    def decorated(self, event: Any) -> None:
        """Report an anchor or a tag on a value; the value itself is read."""
        self.parsed.diagnostics.extend(yaml_problems.decorations(event, self.path))

    def add(self, node: Node, plain: Any, event: Any) -> None:
        """Hang a finished scalar or a begun collection into the collection it belongs to."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            problem = yaml_problems.too_many_nodes(MAX_NODES, yaml_problems.place(event, self.path))
            raise yaml_problems.ParseAborted(problem)
        if not self.stack:
            self.take_root(node, plain)
            return
        frame = self.stack[-1]
        if not frame.is_mapping:
            frame.content.append(node)
            frame.plain.append(plain)
        elif frame.key is None:
            if type(node) is not Scalar:
                raise yaml_problems.ParseAborted(yaml_problems.no_key(yaml_problems.place(event, self.path)))
            frame.key = node
        else:
            key, frame.key = frame.key, None
            name = key.text
            if name in frame.content:
                first = span_of(frame.content[name][0], self.path)
                self.parsed.diagnostics.append(yaml_problems.duplicate_key(name, span_of(key, self.path), first))
                return
            frame.content[name] = (key, node)
            frame.plain[name] = plain

    def take_root(self, node: Node, plain: Any) -> None:
        if isinstance(node, Mapping):
            self.parsed.root, self.parsed.plain = node, plain
        else:
            self.parsed.diagnostics.append(yaml_problems.no_mapping(span_of(node, self.path)))


_HANDLERS: dict[type, Callable[[_Builder, Any], None]] = {
    yaml.ScalarEvent: _Builder.scalar,
    yaml.MappingStartEvent: _Builder.mapping,
    yaml.SequenceStartEvent: _Builder.sequence,
    yaml.MappingEndEvent: _Builder.end,
    yaml.SequenceEndEvent: _Builder.end,
    yaml.AliasEvent: _Builder.alias,
    yaml.DocumentStartEvent: _Builder.document,
}

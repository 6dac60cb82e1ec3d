"""Nodes with their places, parsed from YAML text.

The YAML is a strict subset of YAML 1.2: a single document of mappings, sequences and scalars. Every scalar stays the
text that its author typed. Tags, anchors, aliases and duplicate keys are refused. The limits are checked on every
event from libyaml, so that parsing a hostile file stops at the event that breaks a limit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml
from yaml._yaml import CParser

from dossier.diagnostics import Diagnostic, Span
from dossier.reading import yaml_problems
from dossier.reading.text import first_forbidden, forbidden_escape, read_text
from dossier.reading.yaml_problems import syntax

# The words that YAML 1.1 or 1.2 reads as null, a boolean or a merge key.
_RESERVED_WORDS = frozenset(
    form
    for word in ("", "~", "<<", "=", "null", "y", "n", "yes", "no", "true", "false", "on", "off")
    for form in (word, word.capitalize(), word.upper())
)
# Text that they read as a number (decimal, sexagesimal and others) or as a date.
_NUMBER = re.compile(
    r"[-+]?0b[01_]+|[-+]?0o?[0-7_]+|[-+]?0x[0-9a-fA-F_]+|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[-+]?(?:\.[0-9][0-9_]*|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*"
)
_FIRST_OF_NUMBER = frozenset("0123456789+-.")


def is_ambiguous_scalar(text: str) -> bool:
    """True if some YAML tool would not read the plain scalar as text.

    >>> is_ambiguous_scalar("NO"), is_ambiguous_scalar("1:23:45"), is_ambiguous_scalar("2021-05")
    (True, True, False)
    """
    return text in _RESERVED_WORDS or (text[0] in _FIRST_OF_NUMBER and _NUMBER.fullmatch(text) is not None)


MAX_BYTES = 65_536
MAX_DEPTH = 12
MAX_NODES = 2_000


class Scalar(NamedTuple):
    """A scalar as typed. `plain` is True if it has no quotation marks and is not a block scalar."""

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
    """A mapping. `entries` holds for each key its own node and the node of its value."""

    entries: dict[str, tuple[Scalar, Node]]
    line: int
    column: int


Node = Scalar | Sequence | Mapping


class AmbiguousScalar(NamedTuple):
    """A plain scalar that other YAML tools would not read as text, and the key of its field."""

    key: str
    scalar: Scalar


@dataclass(slots=True)
class Parsed:
    """A parsed file: its root mapping, the same content as plain Python values, and the problems of its structure."""

    root: Mapping | None = None
    plain: dict[str, Any] = field(default_factory=dict)
    ambiguous_scalars: list[AmbiguousScalar] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    # Values with a diagnostic of their own, such as aliases. They must not be reported a second time.
    already_reported: list[Scalar] = field(default_factory=list)
    # Scalars without quotation marks that go on below their first line.
    wrapped_scalars: list[Scalar] = field(default_factory=list)
    # The text of the file, if it could be read.
    text: str = ""


def parse(content: bytes, path: str) -> Parsed:
    """The nodes of a file. Problems of its structure are in the `diagnostics` of the result."""
    parsed = Parsed()
    text, problems = read_text(content, path)
    if problems:
        parsed.diagnostics = problems
        return parsed
    parsed.text = text
    try:
        _NodeBuilder(path, parsed).run(CParser(text))
    except yaml_problems.ParseAborted as aborted:
        parsed.diagnostics.append(aborted.diagnostic)
        parsed.root = None
    except yaml.MarkedYAMLError as error:
        parsed.diagnostics.append(syntax(error, text, path))
        parsed.root = None
    return parsed


def span_of(node: Node, path: str) -> Span:
    """The place of a node: a whole scalar, the first key of a mapping, or the first character of a list."""
    if isinstance(node, Scalar):
        return Span(path, node.line, node.column, node.end_line, node.end_column)
    if isinstance(node, Mapping) and node.entries:
        return span_of(next(iter(node.entries.values()))[0], path)
    return Span(path, node.line, node.column, node.line, node.column + 1)


def node_at(root: Mapping, steps: Iterable[str | int]) -> Node:
    """The node at a path of field names and list positions, or the last node on the way if the path ends earlier."""
    node: Node = root
    for step in steps:
        if isinstance(node, Mapping) and step in node.entries:
            node = node.entries[str(step)][1]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            break
    return node


class _Frame:
    """A collection under construction: its nodes, its plain values, and in a mapping the key without a value yet."""

    __slots__ = ("content", "is_mapping", "key", "name", "plain")

    def __init__(self, content: Any, plain: Any, name: str) -> None:
        self.content = content
        self.plain = plain
        self.name = name
        self.is_mapping = type(plain) is dict
        self.key: Scalar | None = None


# `Scalar(...)` calls a function written in Python. This is faster, and a dossier has a million scalars.
_new_scalar = tuple.__new__


class _NodeBuilder:
    """Builds nodes from the events of libyaml. Each handler takes an event."""

    __slots__ = ("documents", "nodes", "parsed", "path", "stack")

    def __init__(self, path: str, parsed: Parsed) -> None:
        self.path = path
        self.parsed = parsed
        self.stack: list[_Frame] = []
        self.documents = 0
        self.nodes = 0

    def run(self, parser: Any) -> None:
        """Handle all events.

        Raises ParseAborted at a broken limit, and yaml.MarkedYAMLError if the text is not YAML.
        """
        handlers = _HANDLERS
        for event in iter(parser.get_event, None):
            handler = handlers.get(type(event))
            if handler is not None:
                handler(self, event)

    def scalar(self, event: Any) -> None:
        start, end, text, style = event.start_mark, event.end_mark, event.value, event.style
        plain = not style
        values = (text, plain, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        node: Scalar = _new_scalar(Scalar, values)
        if event.anchor is not None or event.tag is not None:
            self.report_anchor_and_tag(event)
        if plain:
            if is_ambiguous_scalar(text):
                self.add_ambiguous(node)
            elif values[4] > values[2]:  # its last line is below its first
                self.parsed.wrapped_scalars.append(node)
        elif style == '"':
            forbidden = first_forbidden(text)
            if forbidden is not None:
                self.parsed.diagnostics.append(forbidden_escape(forbidden, span_of(node, self.path)))
                self.parsed.already_reported.append(node)
        self.add(node, text, event)

    def add_ambiguous(self, node: Scalar) -> None:
        """Record an ambiguous scalar, unless it is a key. Keys are names of fields, or reported as unknown fields."""
        if self.stack:
            frame = self.stack[-1]
            if not frame.is_mapping:
                self.parsed.ambiguous_scalars.append(AmbiguousScalar(frame.name, node))
            elif frame.key is not None:
                self.parsed.ambiguous_scalars.append(AmbiguousScalar(frame.key.text, node))

    def mapping(self, event: Any) -> None:
        start = event.start_mark
        content: dict[str, tuple[Scalar, Node]] = {}
        self.begin(event, Mapping(content, start.line + 1, start.column + 1), content, {})

    def sequence(self, event: Any) -> None:
        start = event.start_mark
        content: list[Node] = []
        self.begin(event, Sequence(content, start.line + 1, start.column + 1), content, [])

    def begin(self, event: Any, node: Node, content: Any, plain: Any) -> None:
        """Add a collection to its parent and put it on the stack."""
        if event.anchor is not None or event.tag is not None:
            self.report_anchor_and_tag(event)
        stack = self.stack
        if len(stack) >= MAX_DEPTH:
            raise yaml_problems.ParseAborted(
                yaml_problems.too_deep(MAX_DEPTH, yaml_problems.event_span(event, self.path))
            )
        name = ""
        if stack:
            parent = stack[-1]
            name = parent.key.text if parent.key is not None else parent.name
        self.add(node, plain, event)
        stack.append(_Frame(content, plain, name))

    def end(self, event: Any) -> None:  # noqa: ARG002  (same signature as the other handlers)
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
        self.parsed.already_reported.append(node)
        self.add(node, "", event)

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise yaml_problems.ParseAborted(
                yaml_problems.several_documents(yaml_problems.event_span(event, self.path))
            )

    def report_anchor_and_tag(self, event: Any) -> None:
        """Report the anchor and the tag of a value, which is still read."""
        self.parsed.diagnostics.extend(yaml_problems.anchor_and_tag(event, self.path))

    def add(self, node: Node, plain: Any, event: Any) -> None:
        """Add a scalar or a new collection to the collection on top of the stack."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            problem = yaml_problems.too_many_nodes(MAX_NODES, yaml_problems.event_span(event, self.path))
            raise yaml_problems.ParseAborted(problem)
        if not self.stack:
            self.set_root(node, plain)
            return
        frame = self.stack[-1]
        if not frame.is_mapping:
            frame.content.append(node)
            frame.plain.append(plain)
        elif frame.key is None:
            if type(node) is not Scalar:
                raise yaml_problems.ParseAborted(yaml_problems.key_not_text(yaml_problems.event_span(event, self.path)))
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

    def set_root(self, node: Node, plain: Any) -> None:
        if isinstance(node, Mapping):
            self.parsed.root, self.parsed.plain = node, plain
        else:
            self.parsed.diagnostics.append(yaml_problems.root_not_mapping(span_of(node, self.path)))


_HANDLERS: dict[type, Callable[[_NodeBuilder, Any], None]] = {
    yaml.ScalarEvent: _NodeBuilder.scalar,
    yaml.MappingStartEvent: _NodeBuilder.mapping,
    yaml.SequenceStartEvent: _NodeBuilder.sequence,
    yaml.MappingEndEvent: _NodeBuilder.end,
    yaml.SequenceEndEvent: _NodeBuilder.end,
    yaml.AliasEvent: _NodeBuilder.alias,
    yaml.DocumentStartEvent: _NodeBuilder.document,
}

"""Diagnostics for problems of YAML syntax and structure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from dossier.diagnostics import Diagnostic, Label, Span
from dossier.reading.text import shown


class _Words(NamedTuple):
    """What is so and what to do; `begins` is true where the mistake lies at the beginning of what was being read."""

    message: str
    help: str
    begins: bool = False


_QUOTE = "put quotation marks around the whole text"
_INDENT = "give the fields of one mapping the same indentation, in spaces"
_FLOW = "separate the items with commas, and close the list with `{}`"

# By the problem as libyaml words it (src/parser.c and src/scanner.c of libyaml 0.2.5).
_BY_PROBLEM = {
    "could not find expected ':'": _Words(
        "this is neither `name: value` nor part of the text above",
        "write a colon and a space after the name, or indent the line so that it continues the text above",
        begins=True,
    ),
    "did not find expected key": _Words("what begins here fits neither the field above nor a new one", _INDENT),
    "did not find expected '-' indicator": _Words(
        "the items of this list end here, but the line is indented like one of them",
        "begin each item with `- ` in the same column, and a new field further left",
    ),
    "did not find expected ',' or ']'": _Words(
        "the list that begins with `[` has no comma or `]` here", _FLOW.format("]")
    ),
    "did not find expected ',' or '}'": _Words(
        "the mapping that begins with `{` has no comma or `}` here", _FLOW.format("}").replace("list", "mapping")
    ),
    "did not find expected node content": _Words(
        "a value is wanted here, and a sign of YAML's own stands in its place", _QUOTE
    ),
    "block sequence entries are not allowed in this context": _Words(
        "`- ` begins a list where none can stand", f"begin the list on the next line, or {_QUOTE}"
    ),
    "mapping keys are not allowed in this context": _Words("`? ` begins a key where none can stand", _QUOTE),
    "found unknown escape character": _Words(
        "a backslash inside double quotation marks begins an escape that YAML does not have",
        "write two backslashes, or use single quotation marks",
    ),
    "did not find expected hexdecimal number": _Words(
        "an escape inside double quotation marks lacks its hexadecimal digits", "type the character itself"
    ),
    "found invalid Unicode character escape code": _Words(
        "an escape stands for no character of Unicode", "type the character itself"
    ),
    "found a tab character that violates indentation": _Words(
        "the line is indented with a tab", "indent with spaces instead"
    ),
    "found a tab character where an indentation space is expected": _Words(
        "the line is indented with a tab", "indent with spaces instead"
    ),
    "did not find expected comment or line break": _Words(
        "text stands on the line of `|` or `>`", "begin the text on the next line, indented"
    ),
    "found an indentation indicator equal to 0": _Words("an indentation of 0 is asked for", "remove the 0"),
    "did not find expected alphabetic or numeric character": _Words(
        "`&` and `*` have a meaning of their own at the beginning of a value", _QUOTE
    ),
    "did not find expected <document start>": _Words(
        "the record ends above, and more text follows", f"{_INDENT}; remove `...` and lines that begin with `%`"
    ),
    "found undefined tag handle": _Words("`!` asks for a type of its own at the beginning of a value", _QUOTE),
    "did not find expected tag URI": _Words("`!` asks for a type of its own at the beginning of a value", _QUOTE),
    "did not find expected whitespace or line break": _Words(
        "`!` asks for a type of its own at the beginning of a value", _QUOTE
    ),
    "found incompatible YAML document": _Words("the file asks for another version of YAML", "remove the `%YAML` line"),
}
_COLON_IN_TEXT = _Words(
    "a colon followed by a space stands inside text without quotation marks",
    f"{_QUOTE}, or write what follows the colon on a line of its own",
)
_TOO_FAR = _Words("the line is indented further than the field above allows", _INDENT)
_AFTER_QUOTES = _Words(
    "text follows the quotation mark that closes this value",
    f"{_QUOTE}; inside single ones, write each of them twice",
)
_TAB = _Words("a tab stands where spaces are wanted", "use spaces instead of the tab")
_SIGN = "no value can begin with `{}` unless it stands in quotation marks"
_UNCLOSED = _Words("the quotation mark that opens here is never closed", "add the closing quotation mark", begins=True)
_DIRECTIVE = _Words("a line that begins with `%` is an order to YAML", f"remove the line, or {_QUOTE}", begins=True)
_UNKNOWN = "look at the indentation, and put quotation marks around text that holds `: ` or ` #` or begins with a sign"


def syntax(error: yaml.MarkedYAMLError, text: str, path: str) -> Diagnostic:
    """The diagnostic for a text that libyaml cannot read."""
    words = _words(error, text)
    here, there = _span(error.problem_mark, path), _span(error.context_mark, path)
    if here.line == 0 or (words.begins and there.line):
        here, there = there, here
    if words is _TOO_FAR:
        here = _line_start(here, text)
    outer = _outer(error.context or "")
    labels = (Label(there, f"the {outer} begins here"),) if outer and there.line and there != here else ()
    return Diagnostic("syntax", words.message, here, help=words.help, related=labels)


def _words(error: yaml.MarkedYAMLError, text: str) -> _Words:
    problem, context = error.problem or "", error.context or ""
    before, sign = _around(error.problem_mark, text)
    match problem:
        case "mapping values are not allowed in this context":
            return _COLON_IN_TEXT if ": " in before else _TOO_FAR
        case "did not find expected key" if before.rstrip(" ").endswith(("'", '"')):
            return _AFTER_QUOTES
        case "found character that cannot start any token":
            return _TAB if sign == "\t" else _Words(_SIGN.format(sign), _QUOTE)
        case "found unexpected end of stream" | "found unexpected document indicator" if "quoted" in context:
            return _UNCLOSED
    if "directive" in context:
        return _DIRECTIVE
    return _BY_PROBLEM.get(problem) or _Words(f"YAML cannot be read here: {problem or 'unknown reason'}", _UNKNOWN)


def _around(mark: yaml.Mark | None, text: str) -> tuple[str, str]:
    """What stands on the line before a place, and the character at it."""
    if mark is None:
        return "", ""
    return text[mark.index - mark.column : mark.index], text[mark.index : mark.index + 1]


def _line_start(span: Span, text: str) -> Span:
    """The first character on the line of a place that is no space."""
    line = text.split("\n")[span.line - 1]
    column = len(line) - len(line.lstrip(" ")) + 1
    return Span(span.path, span.line, column, span.line, column + 1)


def _outer(context: str) -> str:
    """What was being read, where to see its beginning helps: "while parsing a flow sequence" is a list."""
    if "flow mapping" in context:
        return "mapping"
    return "list" if "sequence" in context or "collection" in context else ""


def _span(mark: yaml.Mark | None, path: str) -> Span:
    if mark is None:
        return Span(path)
    return Span(path, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)


_NO_ANCHORS = "anchors and aliases are not read"
_PLAINER = "split the record, or write it more plainly"


class ParseAborted(Exception):  # noqa: N818  (it says what became of the file)
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

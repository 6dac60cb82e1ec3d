"""Diagnostics for problems of YAML syntax and structure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from dossier.diagnostics import Diagnostic, Label, Span
from dossier.reading.indentation import begins_field_or_item, column_help
from dossier.reading.quotation_marks import OPENING, SIMILAR
from dossier.reading.text import shortened


class _Wording(NamedTuple):
    """A message and its help.

    `is_at_start` is True if the mistake is at the beginning of what libyaml was reading. `is_column` is True if the
    mistake is the column in which a line begins.
    """

    message: str
    help: str
    is_at_start: bool = False
    is_column: bool = False


_QUOTE = "put quotation marks around the whole text"
_INDENT = "give the fields of one group the same indentation, in spaces"
_FLOW = "separate the {} with commas, and close the {} with `{}`"

# By libyaml's own message (src/parser.c and src/scanner.c of libyaml 0.2.5).
_BY_PROBLEM = {
    "could not find expected ':'": _Wording(
        "this is neither a `name: value` line nor part of the text above",
        "write a colon and a space after the name, or indent the line so that it continues the text above",
        is_at_start=True,
    ),
    "did not find expected key": _Wording("this fits neither the field above nor a new field", _INDENT, is_column=True),
    "did not find expected '-' indicator": _Wording(
        "the items of this list end here, but the line is indented like an item",
        "begin each item with `- ` in the same column, and a new field further left",
        is_column=True,
    ),
    "did not find expected ',' or ']'": _Wording(
        "the list that begins with `[` has no comma or `]` here", _FLOW.format("items", "list", "]")
    ),
    "did not find expected ',' or '}'": _Wording(
        "the group of fields that begins with `{` has no comma or `}` here", _FLOW.format("fields", "group", "}")
    ),
    "did not find expected node content": _Wording("expected a value, found a character that YAML reserves", _QUOTE),
    "block sequence entries are not allowed in this context": _Wording(
        "`- ` begins a list, which is not possible here", f"begin the list on the next line, or {_QUOTE}"
    ),
    "mapping keys are not allowed in this context": _Wording("`? ` begins a key, which is not possible here", _QUOTE),
    "found unknown escape character": _Wording(
        "a backslash inside double quotation marks begins an escape that YAML does not know",
        "write two backslashes for each backslash in the text",
    ),
    "did not find expected hexdecimal number": _Wording(
        "a backslash inside double quotation marks begins an escape that lacks its hexadecimal digits",
        "write two backslashes for each backslash in the text, or type the character itself",
    ),
    "found invalid Unicode character escape code": _Wording(
        "an escape does not stand for a Unicode character", "type the character itself"
    ),
    "found a tab character that violates indentation": _Wording(
        "the line is indented with a tab", "indent with spaces instead"
    ),
    "found a tab character where an indentation space is expected": _Wording(
        "the line is indented with a tab", "indent with spaces instead"
    ),
    "did not find expected comment or line break": _Wording(
        "there is text on the line of `|` or `>`", "begin the text on the next line, indented"
    ),
    "found an indentation indicator equal to 0": _Wording("the indentation of a block cannot be 0", "remove the 0"),
    "did not find expected alphabetic or numeric character": _Wording(
        "`&` and `*` have a special meaning in YAML at the beginning of a value", _QUOTE
    ),
    "did not find expected <document start>": _Wording(
        "more text follows after the end of the record",
        f"{_INDENT}; remove `...` and lines that begin with `%`",
        is_column=True,
    ),
    "found undefined tag handle": _Wording("`!` at the beginning of a value sets its type in YAML", _QUOTE),
    "did not find expected tag URI": _Wording("`!` at the beginning of a value sets its type in YAML", _QUOTE),
    "did not find expected whitespace or line break": _Wording(
        "`!` at the beginning of a value sets its type in YAML", _QUOTE
    ),
    "found incompatible YAML document": _Wording(
        "the file requires another version of YAML", "remove the `%YAML` line"
    ),
}
_COLON_IN_TEXT = _Wording(
    "text without quotation marks contains a colon and a space",
    f"{_QUOTE}, or write the inner field on a line of its own",
)
_TOO_FAR = _Wording(
    "the line is indented further than the field above allows",
    f"{_INDENT}; a field with a value has no lines below it",
    is_column=True,
)
_CLOSED_EARLY = "text follows the quotation mark that closes this value"
# By the quotation mark around a value.
_AFTER_QUOTES = {
    '"': _Wording(_CLOSED_EARLY, f'{_QUOTE}, and a backslash before each quotation mark inside it: `\\"`'),
    "'": _Wording(_CLOSED_EARLY, f"{_QUOTE}, and write each single quotation mark inside it twice: `''`"),
}
_BEFORE_VALUE = re.compile(r"^ *(?:- +)*(?:[a-z_]+ *: +)?")
_CURLY = _Wording(
    "YAML does not know this quotation mark, and the text has a colon and a space in it",
    'write straight quotation marks, `"`, around the whole text',
)
_MARKDOWN_LINK = _Wording(
    "`[` begins a list in YAML, so a Markdown link cannot be a value",
    f"write only the address, without `[` and `(`; in a note, {_QUOTE}",
)
_TAB = _Wording("expected spaces, found a tab", "use spaces instead of the tab")
_RESERVED_CHARACTER = "a value without quotation marks cannot begin with `{}`"
_UNCLOSED = _Wording("this quotation mark is never closed", "add the closing quotation mark", is_at_start=True)
_CLOSED_BY_CURLY = "this quotation mark is never closed: `{}` does not close it"
_DIRECTIVE = _Wording(
    "a line that begins with `%` is a YAML directive", f"remove the line, or {_QUOTE}", is_at_start=True
)
_UNKNOWN = "check the indentation; put quotation marks around text that has `: ` or ` #` in it or begins with a symbol"


def syntax(error: yaml.MarkedYAMLError, text: str, path: str) -> Diagnostic:
    """The diagnostic for text that libyaml cannot parse."""
    wording = _wording(error, text)
    span, context = _span(error.problem_mark, path), _span(error.context_mark, path)
    if span.line == 0 or (wording.is_at_start and context.line):
        span, context = context, span
    if wording is _TOO_FAR:
        span = _line_start(span, text)
    if wording is _CURLY:
        line = text.split("\n")[span.line - 1]
        column = len(line) - len(_value(line)) + 1
        span = Span(path, span.line, column, span.line, column + 1)
    collection = _collection(error.context or "")
    has_label = collection and context.line and context != span
    labels = (Label(context, f"the {collection} begins here"),) if has_label else ()
    help_ = (column_help(text, span.line) if wording.is_column else None) or wording.help
    return Diagnostic("syntax", wording.message, span, help=help_, related=labels)


def _wording(error: yaml.MarkedYAMLError, text: str) -> _Wording:
    problem, context = error.problem or "", error.context or ""
    before, character = _around(error.problem_mark, text)
    if character == "(" and before.endswith("]"):
        return _MARKDOWN_LINK
    about_quotes = _quotes_wording(problem, before, character)
    if about_quotes is not None:
        return about_quotes
    match problem:
        case "mapping values are not allowed in this context":
            return _COLON_IN_TEXT if ": " in before or not begins_field_or_item(f"{before}: ") else _TOO_FAR
        case "found character that cannot start any token":
            return _TAB if character == "\t" else _Wording(_RESERVED_CHARACTER.format(character), _QUOTE)
        case "found unexpected end of stream" | "found unexpected document indicator" if "quoted" in context:
            return _unclosed(error.context_mark, text)
    known = _DIRECTIVE if "directive" in context else _BY_PROBLEM.get(problem)
    return known or _Wording(f"this is not valid YAML: {problem or 'unknown reason'}", _UNKNOWN)


def _quotes_wording(problem: str, before: str, character: str) -> _Wording | None:
    """The wording for text around quotation marks, or None if the cause is another."""
    first, last = _value(before)[:1], before.rstrip(" ")[-1:]
    match problem:
        case "mapping values are not allowed in this context" if first in OPENING:
            return _CURLY
        case "mapping values are not allowed in this context" if first == last:
            return _AFTER_QUOTES.get(last)
        case (
            "did not find expected key"
            | "did not find expected '-' indicator"
            | "did not find expected ',' or ']'"
            | "did not find expected ',' or '}'"
        ) if character not in _AFTER_QUOTES:
            return _AFTER_QUOTES.get(last)
    return None


def _unclosed(mark: yaml.Mark | None, text: str) -> _Wording:
    """The wording for a quotation mark that is never closed. A similar mark may end the line."""
    _, opening = _around(mark, text)
    last = "" if mark is None else text[mark.index :].partition("\n")[0].rstrip()[-1:]
    if last and last in SIMILAR.get(opening, ""):
        return _Wording(_CLOSED_BY_CURLY.format(last), f"write `{opening}` in place of `{last}`", is_at_start=True)
    return _UNCLOSED


def _value(line: str) -> str:
    """The rest of a line after its dashes and the name of its field."""
    return _BEFORE_VALUE.sub("", line, count=1)


def _around(mark: yaml.Mark | None, text: str) -> tuple[str, str]:
    """The part of the line before a place, and the character at that place."""
    if mark is None:
        return "", ""
    return text[mark.index - mark.column : mark.index], text[mark.index : mark.index + 1]


def _line_start(span: Span, text: str) -> Span:
    """The place of the first character on the same line that is not a space."""
    line = text.split("\n")[span.line - 1]
    column = len(line) - len(line.lstrip(" ")) + 1
    return Span(span.path, span.line, column, span.line, column + 1)


def _collection(context: str) -> str:
    """The collection in libyaml's context: a list for "while parsing a flow sequence". Empty if there is none."""
    if "flow mapping" in context:
        return "group"
    return "list" if "sequence" in context or "collection" in context else ""


def _span(mark: yaml.Mark | None, path: str) -> Span:
    if mark is None:
        return Span(path)
    return Span(path, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)


_NO_ANCHORS = "anchors and aliases are not read"
_SIMPLIFY = "split the record, or simplify it"


class ParseAborted(Exception):  # noqa: N818  (an outcome, not an error)
    """The file breaks a limit, or the rest of it cannot be understood."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def event_span(event: Any, path: str) -> Span:
    """The place of an event: a whole scalar, or the first character of a collection."""
    start, end = event.start_mark, event.end_mark
    return Span(path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def too_deep(limit: int, span: Span) -> Diagnostic:
    """The diagnostic for collections nested too deeply."""
    message = f"lists and groups of fields are nested more than {limit} deep"
    return Diagnostic("too-deep", message, span, help=_SIMPLIFY)


def too_many_nodes(limit: int, span: Span) -> Diagnostic:
    """The diagnostic for more values than a record needs."""
    return Diagnostic("too-many-nodes", f"the file holds more than {limit:,} values", span, help=_SIMPLIFY)


def several_documents(span: Span) -> Diagnostic:
    """The diagnostic for a second document in the file."""
    help_ = "move the second record to a file of its own"
    return Diagnostic("several-documents", "a second document begins here", span, help=help_)


def alias(name: str, span: Span) -> Diagnostic:
    """The diagnostic for an alias."""
    message = f"`*{shortened(name)}` repeats a value from elsewhere in the file"
    return Diagnostic("anchor", message, span, help=f"write the value out; {_NO_ANCHORS}")


def anchor_and_tag(event: Any, path: str) -> Iterator[Diagnostic]:
    """Yield the diagnostics for the anchor and the tag of a value."""
    span = event_span(event, path)
    if event.anchor is not None:
        name = shortened(event.anchor)
        message = f"`&{name}` names a value so that it can be repeated"
        yield Diagnostic("anchor", message, span, help=f"remove `&{name}`; {_NO_ANCHORS}")
    if event.tag is not None:
        tag = shortened(event.tag.replace("tag:yaml.org,2002:", "!!"))
        help_ = "remove the tag; the field decides how its value is read"
        yield Diagnostic("tag", f"the tag `{tag}` sets the type of a value", span, help=help_)


def key_not_text(span: Span) -> Diagnostic:
    """The diagnostic for a list or mapping as a key."""
    message = "expected the name of a field, found a list or a group of fields"
    return Diagnostic("wrong-shape", message, span, help="write `name: value`, with plain text as the name")


def root_not_mapping(span: Span) -> Diagnostic:
    """The diagnostic for a file whose content is text or a list."""
    help_ = "begin with `id:` and write each field on a line of its own"
    return Diagnostic("wrong-shape", "the file is not a list of `field: value` lines", span, help=help_)


def duplicate_key(name: str, span: Span, first: Span) -> Diagnostic:
    """The diagnostic for a key that is in the same mapping twice."""
    message = f"`{shortened(name)}` appears twice in the same group of fields"
    related = (Label(first, "first here"),)
    return Diagnostic("duplicate-key", message, span, help="keep one of the two", related=related)

"""Text as YAML scalars that every YAML tool reads as that text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from dossier.reading.yaml_nodes import Scalar, parse

WIDTH = 100

# The characters that need an escape in double quotes. All others that a record may hold are written as they are.
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def double_quoted(text: str) -> str:
    r"""The text as a scalar in double quotes, on one line.

    >>> print(double_quoted('say "no"\nor not'))
    "say \"no\"\nor not"
    """
    return f'"{text.translate(_ESCAPES)}"'


def scalar_lines(text: str, *, natural: bool = False) -> list[str]:
    """The lines of a scalar: first what follows `name: `, then the lines that are indented below the name.

    `natural` is True if the field reads dates or numbers, which then need no quotes. The plainest form that reads back
    as the same text is chosen. Each form is tried with the parser, because YAML's rules have many exceptions.

    >>> scalar_lines("NO"), scalar_lines("2021-05-27", natural=True), scalar_lines("North Yorkshire")
    (['"NO"'], ['2021-05-27'], ['North Yorkshire'])
    """
    candidates = (lines for lines in _unquoted_forms(text) if _reads_back(lines, text, natural))
    return next(candidates, [double_quoted(text)])


def _unquoted_forms(text: str) -> Iterator[list[str]]:
    """Yield the possible forms without quotes, the plainest first."""
    if not text.replace("\n", " ").isprintable():
        return
    if "\n" in text:
        lines = text.split("\n")
        # White space at the end of a line is invisible without quotes.
        if all(line == line.rstrip() for line in lines):
            yield ["|-", *lines]
        return
    wrapped = textwrap.wrap(text, WIDTH - 2, break_long_words=False, break_on_hyphens=False)
    if len(text) <= WIDTH or len(wrapped) == 1:
        # Other parsers refuse more characters than libyaml at the start of a plain scalar.
        if text[:1].isalnum():
            yield [text]
    elif " ".join(wrapped) == text:
        yield [">-", *wrapped]


def _reads_back(lines: list[str], text: str, natural: bool) -> bool:
    first, *further = lines
    written = "\n".join([f"name: {first}", *(f"  {line}" if line else "" for line in further), ""])
    parsed = parse(written.encode("utf-8", "surrogateescape"), "")
    if parsed.root is None or parsed.diagnostics or (parsed.ambiguous_scalars and not natural):
        return False
    node = parsed.root.entries["name"][1]
    return isinstance(node, Scalar) and node.text == text and len(parsed.root.entries) == 1

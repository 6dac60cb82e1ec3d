"""Turn text into a YAML scalar that every YAML tool reads as that text, written as plainly as that allows."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from dossier.reading.yaml_nodes import Scalar, parse

WIDTH = 100

# What stands in quotation marks as an escape; everything else a record may hold stands there as itself.
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def in_quotation_marks(text: str) -> str:
    r"""The text as a scalar in double quotation marks, on one line.

    >>> print(in_quotation_marks('say "no"\nor not'))
    "say \"no\"\nor not"
    """
    return f'"{text.translate(_ESCAPES)}"'


def scalar(text: str, *, natural: bool = False) -> list[str]:
    """The lines of a block-style scalar: what follows `name: `, and further lines, to be indented below the name.

    `natural` says that the field reads dates or numbers, so that these need no quotation marks. The plainest form that
    reads back as the same text is taken; that is tried, not reasoned, for YAML's rules have many exceptions.

    >>> scalar("NO"), scalar("2021-05-27", natural=True), scalar("North Yorkshire")
    (['"NO"'], ['2021-05-27'], ['North Yorkshire'])
    """
    return next((lines for lines in _forms(text) if _reads_back(lines, text, natural)), [in_quotation_marks(text)])


def _forms(text: str) -> Iterator[list[str]]:
    """Yield the forms without quotation marks that may do, the plainest first."""
    if not text.replace("\n", " ").isprintable():
        return
    if "\n" in text:
        lines = text.split("\n")
        # White space that nobody sees at the end of a line is shown by quotation marks.
        if all(line == line.rstrip() for line in lines):
            yield ["|-", *lines]
        return
    wrapped = textwrap.wrap(text, WIDTH - 2, break_long_words=False, break_on_hyphens=False)
    if len(text) <= WIDTH or len(wrapped) == 1:
        # Other parsers know more signs than libyaml with which a plain scalar may not begin.
        if text[:1].isalnum():
            yield [text]
    elif " ".join(wrapped) == text:
        yield [">-", *wrapped]


def _reads_back(lines: list[str], text: str, natural: bool) -> bool:
    first, *further = lines
    written = "\n".join([f"name: {first}", *(f"  {line}" if line else "" for line in further), ""])
    parsed = parse(written.encode("utf-8", "surrogateescape"), "")
    if parsed.root is None or parsed.diagnostics or (parsed.suspects and not natural):
        return False
    node = parsed.root.entries["name"][1]
    return isinstance(node, Scalar) and node.text == text and len(parsed.root.entries) == 1

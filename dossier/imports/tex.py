"""The text that TeX prints for a value of a bibliography."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from dossier.imports.tex_commands import (
    ACCENTS,
    AROUND,
    BARE_ACCENTS,
    LEFT_OUT,
    RAISED,
    SKIP_FIRST,
    VERBATIM,
    symbols,
)

_DEEPEST = 100
_CONDITION = re.compile(r"\\ifmmode(?![A-Za-z])(?:(?!\\fi(?![A-Za-z])|\\else(?![A-Za-z])).){0,500}", re.DOTALL)
_CONDITION_WORD = re.compile(r"\\(?:else|fi)(?![A-Za-z])\s*")
_TOKEN = re.compile(
    r"\\(?:(?P<word>[A-Za-z]+\*?)[ \t\n]*|(?P<char>.)|$)|(?P<brace>[{}])|(?P<math>\$)|(?P<plain>[^\\{}$]+)", re.DOTALL
)
_MATH = re.compile(r"\$\$?[^$]*(?<!\\)\$\$?|\\\(.*?\\\)|\\\[.*?\\\]", re.DOTALL)
_OPTION = re.compile(r"\s*\[[^\[\]]*\]")
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "!`": "¡", "?`": "¿", "~": " "}
_LIGATURE = re.compile("---|--|``|''|!`|\\?`|~")


def plain_text(text: str, name_command: Callable[[str], None] = lambda _: None) -> str:
    r"""The text that TeX would print, on one line. Mathematics is kept as it was typed.

    A command that is unknown, or stands for no text, is given to `name_command`; the words in an unknown command are
    kept. Raises ValueError if braces do not match. Its text continues a sentence that begins with the field's name.

    >>> plain_text(r"M{\"u}ller {{\textless}b> -- 50\% of $x^2$}")
    'Müller <b> – 50% of $x^2$'
    """
    if "\\ifmmode" in text:
        text = _CONDITION_WORD.sub("", _CONDITION.sub("", text))
    return " ".join(_TexPrinter(text, name_command, 0).print().split())


class _TexPrinter:
    """Prints a text. Commands with an argument print that argument by a printer of its own."""

    def __init__(self, text: str, name_command: Callable[[str], None], depth: int) -> None:
        if depth > _DEEPEST:
            raise ValueError("has commands that are nested too deep")
        self.text = text
        self.name_command = name_command
        self.depth = depth
        self.closing = _match_braces(text)
        self.at = 0

    def print(self) -> str:
        parts: list[str] = []
        while self.at < len(self.text):
            token = _TOKEN.match(self.text, self.at)
            if token is None:  # a backslash at the end
                break
            self.at = token.end()
            if token["plain"] is not None:
                parts.append(_LIGATURE.sub(lambda marks: _LIGATURES[marks[0]], token["plain"]))
            elif token["math"] is not None:
                parts.append(self.mathematics(token.start()))
            elif token["brace"] is None:
                parts.append(self.command(token))
        return "".join(parts)

    def mathematics(self, start: int) -> str:
        """The formula that begins at the place, as it is typed. A sign without a partner is a dollar."""
        formula = _MATH.match(self.text, start)
        if formula is None:
            return self.text[start : self.at]
        self.at = formula.end()
        return formula.group()

    def command(self, token: re.Match[str]) -> str:
        name = token["word"] or token["char"] or ""
        if name in {"(", "["}:
            return self.mathematics(token.start())
        if name in ACCENTS:
            return self.accent(name)
        if name in VERBATIM:
            return self.raw_argument() or ""
        if name in AROUND or name in RAISED:
            return self.around(name)
        if name in LEFT_OUT or name.removesuffix("*") in SKIP_FIRST:
            return self.left_out(name)
        return self.symbol(name)

    def left_out(self, name: str) -> str:
        """Nothing. An argument that is no text that is printed is passed over."""
        if name in LEFT_OUT:
            self.name_command(name)
        self.skip_argument()
        return ""

    def symbol(self, name: str) -> str:
        if name == "ensuremath":
            return f"${self.raw_argument() or ''}$"
        known = symbols().get(name, symbols().get(name.removesuffix("*")))
        if known is None and name:
            self.name_command(name)
        return known or ""

    def accent(self, name: str) -> str:
        argument = self.raw_argument(or_character=True)
        # `\c` and the like need a letter; `\'` and the like may stand alone.
        letters = self.inner(argument or "").replace("ı", "i").replace("ȷ", "j").strip()
        if not letters:
            return BARE_ACCENTS.get(name, "")
        return unicodedata.normalize("NFC", letters[0] + ACCENTS[name]) + letters[1:]

    def around(self, name: str) -> str:
        argument = self.raw_argument()
        text = self.inner(argument or "")
        if name in RAISED:
            changed = text.translate(RAISED[name])
            return changed if all(old != new for old, new in zip(text, changed, strict=True)) else text
        left, right = AROUND[name]
        return f"{left}{text}{right}" if argument is not None else ""

    def inner(self, argument: str) -> str:
        return _TexPrinter(argument, self.name_command, self.depth + 1).print()

    def raw_argument(self, *, or_character: bool = False) -> str | None:
        """The text in the braces that follow, or the next character or command. None if there is no argument."""
        at = self.at
        while self.text[at : at + 1].isspace():
            at += 1
        if self.text[at : at + 1] == "{":
            end = self.closing[at]
            self.at = end + 1
            return self.text[at + 1 : end]
        token = _TOKEN.match(self.text, at) if or_character else None
        if token is None or token["brace"] is not None or token["math"] is not None:
            return None
        if token["plain"] is not None:
            self.at = at + 1
            return self.text[at]
        self.at = token.end()
        return token.group()

    def skip_argument(self) -> None:
        """Go behind an argument in braces, and the options before it. A command without braces has none."""
        while option := _OPTION.match(self.text, self.at):
            self.at = option.end()
        self.raw_argument()


def _match_braces(text: str) -> dict[int, int]:
    """The place of the closing brace of each opening brace. A brace after a backslash is a character."""
    closing: dict[int, int] = {}
    stack: list[int] = []
    for token in re.finditer(r"\\.|[{}]", text, re.DOTALL):
        if token.group() == "{":
            stack.append(token.start())
        elif token.group() == "}":
            if not stack:
                raise ValueError("has braces or TeX commands that do not match")
            closing[stack.pop()] = token.start()
    if stack:
        raise ValueError("has braces or TeX commands that do not match")
    return closing

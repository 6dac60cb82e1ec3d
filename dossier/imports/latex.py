"""Turn TeX, as bibliographies use it in their fields, into plain text without losing a word."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db  # type: ignore[import-untyped]
from pylatexenc.latexwalker import LatexMacroNode, LatexWalkerError  # type: ignore[import-untyped]

# What the library's own table lacks, or prints as a sign that only looks alike.
_CHARACTERS = {
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textasciicircum": "^",
    "textasciitilde": "~",
    "textasciigrave": "`",
    "textquotesingle": "'",
    "textquotedbl": '"',
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "slash": "/",
    "allowbreak": "",
}
# Accents over nothing, which TeX prints by themselves.
_ACCENTS = {"`": "`", "'": "´", "^": "^", "~": "~", '"': "¨"}


def plain(text: str) -> str:
    r"""The text that TeX would print, on one line; mathematics stands as it was typed.

    Raises ValueError, with the reason in words, where braces do not match or a command is not known.

    >>> plain("M{\\"u}ller {{\\textless}b> -- 50\\% of $x^2$}")
    'Müller <b> – 50% of $x^2$'
    """
    try:
        found = _converter().latex_to_text(text, tolerant_parsing=False)
    except LatexWalkerError:
        raise ValueError("has braces or commands of TeX that do not fit together") from None
    except RecursionError:
        raise ValueError("has braces that are nested too deep") from None
    return " ".join(found.split())


@cache
def _converter() -> LatexNodes2Text:
    known = get_default_latex_context_db()
    characters = [MacroTextSpec(name, simplify_repl=char) for name, char in _CHARACTERS.items()]
    accents = [_accent(name, alone, known.get_macro_spec(name).simplify_repl) for name, alone in _ACCENTS.items()]
    known.add_context_category("characters", prepend=True, macros=[*characters, *accents])
    known.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=_refuse))
    # A percent sign begins a comment in TeX, and is mostly meant as one in bibliographies.
    return LatexNodes2Text(latex_context=known, math_mode="verbatim", keep_comments=True, strict_latex_spaces=True)


def _accent(name: str, alone: str, over: Callable[[LatexMacroNode, LatexNodes2Text], str]) -> MacroTextSpec:
    def print_accent(node: LatexMacroNode, l2tobj: LatexNodes2Text) -> str:
        return over(node, l2tobj) or alone

    return MacroTextSpec(name, simplify_repl=print_accent)


def _refuse(node: LatexMacroNode) -> str:
    raise ValueError(f"has the command `\\{node.macroname}`, which is not known")

"""Turn TeX, as bibliographies use it in their fields, into plain text without losing a word."""

from __future__ import annotations

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
    known.add_context_category("characters", prepend=True, macros=characters)
    known.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=_refuse))
    # A percent sign begins a comment in TeX, and is mostly meant as one in bibliographies.
    return LatexNodes2Text(latex_context=known, math_mode="verbatim", keep_comments=True, strict_latex_spaces=True)


def _refuse(node: LatexMacroNode) -> str:
    raise ValueError(f"has the command `\\{node.macroname}`, which is not known")

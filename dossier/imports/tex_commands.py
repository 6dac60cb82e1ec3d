"""The TeX commands that bibliographies use, and what they print."""

from __future__ import annotations

from functools import cache

from pylatexenc.latex2text import get_default_latex_context_db  # type: ignore[import-untyped]

# Accents, as the combining character that follows the letter.
ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
    "t": "\u0361",
}
# The mark itself, if there is no letter below it.
BARE_ACCENTS = {"`": "`", "'": "´", "^": "^", "~": "~", '"': "¨"}

# Commands that pylatexenc does not know, or prints as a character that only looks the same.
_SYMBOLS = {
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
    "lbrace": "{",
    "rbrace": "}",
    "slash": "/",
    "copyright": "©",
    "textcopyright": "©",
    "textregistered": "®",
    "texttrademark": "™",
    "textdegree": "°",
    "degree": "°",
    "euro": "€",
    "texteuro": "€",
    "EUR": "€",
    "textperiodcentered": "·",
    "textnumero": "№",
    "TeX": "TeX",
    "LaTeX": "LaTeX",
    "BibTeX": "BibTeX",
    "i": "ı",
    "j": "ȷ",
    " ": " ",
    "\n": " ",
    "\t": " ",
    "\\": " ",
    ",": " ",
    ";": " ",
    ":": " ",
    ">": " ",
    "newline": " ",
    "quad": " ",
    "qquad": " ",
    "space": " ",
    "par": " ",
    "thinspace": " ",
    "nobreakspace": " ",
    "mbox": "",
}
# Commands that print nothing by themselves: fonts, hyphens that may be put in, spaces of no width.
_SILENT = frozenset(
    {
        *("!", "/", "@", "-", "*", "allowbreak", "nobreak", "protect", "relax", "null", "hfill", "ignorespaces"),
        *("emph", "em", "textit", "textbf", "textrm", "textsf", "texttt", "textsc", "textsl", "textup", "textmd"),
        *("textnormal", "textquote", "text", "hbox", "fbox", "makebox", "bf", "it", "rm", "sf", "sl", "sc", "tt"),
        *("bfseries", "itshape", "rmfamily", "sffamily", "ttfamily", "scshape", "slshape", "upshape", "mdseries"),
        *("normalfont", "underline", "uline", "ul", "small", "footnotesize", "scriptsize", "tiny", "large", "Large"),
        *("normalsize", "mkbibemph", "mkbibbold", "mkbibitalic", "textln", "NoCaseChange", "enskip", "selectfont"),
        *("autocap", "natexlab", "bibnamefont", "bibfnamefont", "boldmath", "unboldmath"),
    }
)

# Commands whose first argument is no text that is printed, such as a colour, a language or a key to sort by.
SKIP_FIRST = frozenset({"textcolor", "color", "foreignlanguage", "href", "bibinfo", "noopsort", "raisebox", "hspace"})
# Commands whose argument is printed as it is typed.
VERBATIM = frozenset({"url", "path", "nolinkurl"})
# Commands that stand for something that is no text of the value: it is left out, and named.
LEFT_OUT = frozenset(
    {
        *(
            "cite",
            "citep",
            "citet",
            "citeauthor",
            "citeyear",
            "textcite",
            "parencite",
            "footcite",
            "autocite",
            "nocite",
        ),
        *("footnote", "footnotemark", "footnotetext", "thanks", "includegraphics", "label", "ref", "pageref", "index"),
    }
)
# Commands around their argument.
AROUND = {
    "enquote": ("“", "”"),
    "mkbibquote": ("“", "”"),
    "enquote*": ("‘", "’"),
    "mkbibparens": ("(", ")"),
    "mkbibbrackets": ("[", "]"),
}
_HIGH = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOW = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
RAISED = {"textsuperscript": _HIGH, "mkbibsuperscript": _HIGH, "textsubscript": _LOW}

# The journals that astronomers write as commands (AASTeX 6.3, section 2.13.4).
_JOURNALS = {
    "aj": "Astronomical Journal",
    "actaa": "Acta Astronomica",
    "araa": "Annual Review of Astronomy and Astrophysics",
    "apj": "Astrophysical Journal",
    "apjl": "Astrophysical Journal Letters",
    "apjs": "Astrophysical Journal Supplement Series",
    "ao": "Applied Optics",
    "apss": "Astrophysics and Space Science",
    "aap": "Astronomy and Astrophysics",
    "aapr": "Astronomy and Astrophysics Reviews",
    "aaps": "Astronomy and Astrophysics Supplement Series",
    "baas": "Bulletin of the American Astronomical Society",
    "grl": "Geophysical Research Letters",
    "icarus": "Icarus",
    "jcap": "Journal of Cosmology and Astroparticle Physics",
    "jgr": "Journal of Geophysical Research",
    "mnras": "Monthly Notices of the Royal Astronomical Society",
    "nat": "Nature",
    "pasa": "Publications of the Astronomical Society of Australia",
    "pasj": "Publications of the Astronomical Society of Japan",
    "pasp": "Publications of the Astronomical Society of the Pacific",
    "physrep": "Physics Reports",
    "planss": "Planetary and Space Science",
    "pra": "Physical Review A",
    "prb": "Physical Review B",
    "prc": "Physical Review C",
    "prd": "Physical Review D",
    "pre": "Physical Review E",
    "prl": "Physical Review Letters",
    "procspie": "Proceedings of SPIE",
    "solphys": "Solar Physics",
    "ssr": "Space Science Reviews",
}


def journal_name(value: str) -> str | None:
    r"""The name of the journal that a value such as `\mnras` stands for, or None."""
    return _JOURNALS.get(value.strip(" {}").removeprefix("\\")) if value.strip(" {}").startswith("\\") else None


@cache
def symbols() -> dict[str, str]:
    """The text that each command without an argument prints."""
    commands = get_default_latex_context_db()
    known: dict[str, str] = {}
    for category in commands.category_list:
        for name, spec in commands.d[category]["macros"].items():
            printed = spec.simplify_repl
            # Other texts have places for arguments, or stand for something that is no text.
            if isinstance(printed, str) and 0 < len(printed) <= 2 and "%" not in printed:
                known.setdefault(name, printed)
    return {**known, "%": "%", **dict.fromkeys(_SILENT, ""), **_SYMBOLS}

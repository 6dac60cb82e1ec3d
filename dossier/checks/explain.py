"""Turn a diagnostic code into the page that explains it: what is wanted, why it matters, an example, what to do. [io]

A check explains itself in its docstring. What is found while a file is read is explained in `explanations/CODE.txt`.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from inspect import cleandoc

from dossier.checks import CHECKS, COMPARISONS

_FOLDER = files("dossier.checks") / "explanations"
_SUFFIX = ".txt"


def explanation(code: str) -> str | None:
    """The page of a code, without a final line break; None where no diagnostic has that code."""
    page = _of_checks().get(code)
    if page is None and code in _of_reading():
        page = (_FOLDER / f"{code}{_SUFFIX}").read_text(encoding="utf-8")
    return page.rstrip() if page is not None else None


def codes() -> tuple[str, ...]:
    """Every code a diagnostic can have, in alphabetical order."""
    return tuple(sorted({*_of_checks(), *_of_reading()}))


@cache
def _of_checks() -> dict[str, str]:
    pages = {check.CODE: check.__doc__ for check in CHECKS}
    pages |= {comparison.CODE: comparison.__doc__ for comparison in COMPARISONS}
    return {code: cleandoc(page or "") for code, page in pages.items()}


@cache
def _of_reading() -> frozenset[str]:
    names = (page.name for page in _FOLDER.iterdir())
    return frozenset(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX))

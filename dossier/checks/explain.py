"""The pages that explain the diagnostic codes. [io]

The page of a check is its docstring. The page of a problem that is found while a file is read is in
`explanations/CODE.txt`.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from inspect import cleandoc

from dossier.checks import CHECKS, COMPARISONS

_FOLDER = files("dossier.checks") / "explanations"
_SUFFIX = ".txt"


def explanation(code: str) -> str | None:
    """The page of a code, without a final line break, or None if no diagnostic has that code."""
    page = _check_pages().get(code)
    if page is None and code in _codes_with_file():
        page = (_FOLDER / f"{code}{_SUFFIX}").read_text(encoding="utf-8")
    return page.rstrip() if page is not None else None


def codes() -> tuple[str, ...]:
    """Every code that a diagnostic can have, in alphabetical order."""
    return tuple(sorted({*_check_pages(), *_codes_with_file()}))


@cache
def _check_pages() -> dict[str, str]:
    pages = {check.CODE: check.__doc__ for check in CHECKS}
    pages |= {comparison.CODE: comparison.__doc__ for comparison in COMPARISONS}
    return {code: cleandoc(page or "") for code, page in pages.items()}


@cache
def _codes_with_file() -> frozenset[str]:
    names = (file.name for file in _FOLDER.iterdir())
    return frozenset(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX))

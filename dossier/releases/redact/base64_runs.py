"""Runs of characters that can be base64, and what they say."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from functools import lru_cache

# Mail and certificates break base64 into lines of 64 or 76 characters.
# A short name, such as Ida Lee, takes ten characters.
_RUN = re.compile(r"[0-9A-Za-z+/_-]{10,}(?:(?<=[0-9A-Za-z+/]{60})\s+[0-9A-Za-z+/_-]+)*")
_STANDARD = str.maketrans("-_", "+/")


def base64_runs(text: str) -> Iterator[tuple[str, str]]:
    """Yield each run with upper-case and lower-case letters, and its readings.

    Base64 can begin at any of four characters, because other characters can be directly before it.

    >>> [(run, "Zoe Ambrose" in said) for run, said in base64_runs("data:text/plain;base64,Wm9lIEFtYnJvc2U=")]
    [('Wm9lIEFtYnJvc2U', True)]
    """
    for run in _RUN.findall(text):
        if run.lower() != run != run.upper():
            yield run, _readings(run)


# All pages of a release have the runs of their frame, and most texts are read twice: as they are, and decoded.
@lru_cache(maxsize=10_000)
def _readings(run: str) -> str:
    letters = "".join(run.split()).translate(_STANDARD)
    return " ".join(_decoded(letters[start:]) for start in range(4))


def _decoded(letters: str) -> str:
    whole = letters[: len(letters) - (len(letters) % 4 == 1)]
    return binascii.a2b_base64(whole + "=" * (-len(whole) % 4)).decode("utf-8", "ignore")

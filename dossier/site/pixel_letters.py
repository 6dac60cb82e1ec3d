"""Letters of five by eight points, to draw without a font."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

# The columns of each character from the space to the tilde, left to right. The lowest bit is the top point.
_COLUMNS = bytes.fromhex(
    "000000000000005f00000007000700147f147f14242a7f2a12231308646236495620500008070300001c2241000041221c00"
    "2a1c7f1c2a08083e08080080703000080808080800006060002010080402"
    "3e5149453e00427f400072494949462141494d331814127f1027454545393c4a49493141211109073649494936464949291e"
    "00001400000040340000000814224114141414140041221408020159090 63e415d594e"
    "7c1211127c7f494949363e414141227f4141413e7f494949417f090909013e414151737f0808087f00417f41002040413f01"
    "7f081422417f404040407f021c027f7f0408107f3e4141413e7f090909063e4151215e7f0919294626494949320301 7f0103"
    "3f4040403f1f2040201f3f4038403f6314081463030478040361 59494d43"
    "007f41414102040810200041 41417f04020102044040404040000307080 0"
    "20545478407f284444383844444428384444287f385454541800087e090218a4a49c787f0804047800447d40002040403d00"
    "7f1028440000417f40007c047804787c080404783844444438fc182424181824 2418fc7c080404084854545424 04043f4424"
    "3c4040207c1c2040201c3c4030403c44281028444c9090907c4464544c44"
    "000836410000007700000041360800 0201020402".replace(" ", "")
)
WIDTH, HEIGHT = 5, 8
_FIRST, _LAST = " ", "~"
# Characters that Unicode does not take apart into a letter of these and a mark.
_LIKE = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Æ": "AE", "Œ": "OE"}
    | {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "·": "-"}
)


def spelled(text: str) -> str | None:
    """The text in the characters that can be drawn, without accents, or None if any letter cannot be drawn."""
    letters = unicodedata.normalize("NFKD", text.translate(_LIKE))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return plain if all(_FIRST <= letter <= _LAST for letter in plain) else None


def points(letter: str) -> Iterator[tuple[int, int]]:
    """Yield the column and the row of each point of a letter, from its left top corner."""
    start = (ord(letter) - ord(_FIRST)) * WIDTH
    for column, bits in enumerate(_COLUMNS[start : start + WIDTH]):
        yield from ((column, row) for row in range(HEIGHT) if bits >> row & 1)

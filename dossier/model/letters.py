"""Letters that Unicode does not take apart.

Unicode makes `é` an `e` with an accent, and has nothing of the kind for `ø`. In addresses, and on keyboards without the
letter, it is an `o`.
"""

from __future__ import annotations

# A stroke through a letter, as an accent of its own.
STROKE = "\u0338"

_WITH_STROKE = {"đ": "d", "ð": "d", "ǥ": "g", "ħ": "h", "ɨ": "i", "ł": "l", "ø": "o", "ŧ": "t", "ʉ": "u", "ƶ": "z"}
# Hausa and other African languages have these.
_WITH_HOOK = {"ɓ": "b", "ɖ": "d", "ɗ": "d", "ƙ": "k", "ƴ": "y"}

# For `str.translate`, with letters in lower case. Strokes are kept as accents.
TAKEN_APART = str.maketrans(
    {
        **{letter: f"{plain}{STROKE}" for letter, plain in _WITH_STROKE.items()},
        **_WITH_HOOK,
        "æ": "ae",
        "ı": "i",
        "ŋ": "ng",
        "œ": "oe",
        "ß": "ss",
        "þ": "th",
        # Tatweel makes an Arabic word longer on the line, and is no letter.
        "\u0640": "",
    }
)

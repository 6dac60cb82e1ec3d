"""Turn a reference to the Official Journal of the European Union into the form of each style."""

from __future__ import annotations

import re

# As legal writing has it: `[2016] OJ L119/1`.
_CITED = re.compile(r"\[(?P<year>[0-9]{4})\] OJ (?P<series>[LC]) ?(?P<issue>[0-9]+)/(?P<page>[0-9]+)")
# As the Journal itself has it, until September 2023: `OJ L 119, 4.5.2016, p. 1`.
_OFFICIAL = re.compile(
    r"OJ (?P<series>[LC]) (?P<issue>[0-9]+), [0-9]{1,2}\.[0-9]{1,2}\.(?P<year>[0-9]{4}), pp?\. ?(?P<page>[0-9]+).*"
)
# Since 1 October 2023 each act is an issue of its own, known by its day: `OJ L, 2024/1689, 12.7.2024`.
_BY_DAY = re.compile(r"\[?(?:[0-9]{4}\] )?OJ (?P<series>[LC]),? (?:[0-9]{4}/[0-9]+, )?(?P<day>[0-9]{1,2}\.[0-9]{1,2}\.(?P<year>[0-9]{4}))")  # fmt: skip  # noqa: E501


def oscola_oj(reference: str) -> str:
    """The reference by OSCOLA 5 §4.4.1; as recorded where its form is not known.

    >>> oscola_oj("OJ L 119, 4.5.2016, p. 1")
    '[2016] OJ L119/1'
    """
    found = _CITED.fullmatch(reference) or _OFFICIAL.fullmatch(reference)
    if found is not None:
        return f"[{found['year']}] OJ {found['series']}{found['issue']}/{found['page']}"
    found = _BY_DAY.fullmatch(reference)
    return reference if found is None else f"[{found['year']}] OJ {found['series']} {found['day']}"


def bluebook_oj(reference: str) -> str:
    """The reference by Bluebook rule 21.9; as recorded where its form is not known.

    >>> bluebook_oj("[2009] OJ L311/35")
    '2009 O.J. (L 311) 35'
    """
    found = _CITED.fullmatch(reference) or _OFFICIAL.fullmatch(reference)
    return reference if found is None else f"{found['year']} O.J. ({found['series']} {found['issue']}) {found['page']}"

"""Court, number and report of a case in a BibTeX entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_NEUTRAL = re.compile(r"\[[12][0-9]{3}\] [A-Z][A-Za-z. ]*(?:\([A-Za-z]+\) )?[0-9]+(?: \([A-Za-z]+\))?")
_ECLI = re.compile(r"(?:ECLI:)?([A-Z]{2}:[A-Z0-9.]+:[12][0-9]{3}:[A-Z0-9.]+)")
_COURTS = ("court", "institution", "authority", "organization", "gericht")
_NUMBERS = ("casenumber", "docket", "docketnumber", "aktenzeichen", "number")
_NEUTRAL_CITATIONS = ("neutralcitation", "neutral", "citation")
_REPORTERS = ("reporter", "reports", "journaltitle", "journal")
# The reports of the courts of the United States, whose citations need no year and no brackets.
_AMERICAN = re.compile(
    r"(?:U\. ?S\.|S\. ?Ct\.|L\. ?Ed\.(?: ?2d)?|F\.(?: ?(?:2d|3d|4th))?|F\. ?Supp\.(?: ?(?:2d|3d))?|F\.R\.D\."
    r"|(?:A|P|N\.E|N\.W|S\.E|S\.W|So)\.(?: ?[23]d)?|N\.Y\.(?:S\.)?(?: ?[23]d)?"
    r"|Cal\.(?: ?Rptr\.)?(?: ?(?:[2-4]d|4th|5th))?)"
)
LAW_FIELDS = frozenset({*_COURTS, *_NUMBERS, *_NEUTRAL_CITATIONS, *_REPORTERS, "ecli", "volume", "pages"})


def read_case(fields: Mapping[str, str]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the fields of a source that a case has, each with its text and the names of the fields it comes from.

    >>> list(read_case({"institution": "CJEU", "ecli": "EU:C:2021:483"}))
    [('court', 'CJEU', ('institution',)), ('ecli', 'ECLI:EU:C:2021:483', ('ecli',))]
    """
    court = next((name for name in _COURTS if name in fields), None)
    if court:
        yield "court", fields[court], (court,)
    yield from _numbers(fields)
    yield from _report(fields)


def _numbers(fields: Mapping[str, str]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    done: set[str] = set()
    for name in (*_NUMBERS, *_NEUTRAL_CITATIONS, "ecli"):
        text = fields.get(name, "").strip()
        ecli = _ECLI.fullmatch(text)
        if ecli:
            target, text = "ecli", f"ECLI:{ecli[1]}"
        elif _NEUTRAL.fullmatch(text) or name in {"neutralcitation", "neutral"}:
            target = "neutral_citation"
        else:
            target = "case_number" if name in _NUMBERS else ""
        if text and target and target not in done:
            done.add(target)
            yield target, text, (name,)


def _report(fields: Mapping[str, str]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the report, if volume, reporter and page are all that its citation needs."""
    reporter = next((name for name in _REPORTERS if name in fields), None)
    if reporter is None or not {"volume", "pages"} <= fields.keys():
        return
    if _AMERICAN.fullmatch(fields[reporter]):
        first = re.split("[–-]", fields["pages"])[0].strip()
        yield "report", f"{fields['volume']} {fields[reporter]} {first}", ("volume", reporter, "pages")

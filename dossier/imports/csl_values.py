"""Names and dates of CSL-JSON, as Zotero, Crossref and others write them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from dossier.imports.entries import join_date, one_line
from dossier.imports.people import read_names

_NAME_PARTS = frozenset({"family", "given", "literal", "name", "suffix", "dropping-particle", "non-dropping-particle"})
# How a style or a tool handles a name, and nothing about the person.
_HANDLING = frozenset(
    {"parse-names", "static-ordering", "comma-suffix", "sequence", "authenticated-orcid", "isInstitution"}
)
_SEASONS = {"spring": "1", "summer": "2", "autumn": "3", "fall": "3", "winter": "4"}


@dataclass(frozen=True, slots=True)
class CslName:
    """A name, what of it is not imported, and true if it stands for further people."""

    author: dict[str, str] | None
    lost: tuple[str, ...] = ()
    is_more: bool = False


def csl_name(value: Any) -> CslName:
    """The author that a CSL name stands for.

    >>> csl_name({"family": "Berg", "given": "Ann", "non-dropping-particle": "van den"}).author
    {'family': 'van den Berg', 'given': 'Ann'}
    >>> csl_name({"name": "Harbour Union", "sequence": "first"}).author, csl_name({"given": "Ann"}).author
    ({'literal': 'Harbour Union'}, {'literal': 'Ann'})
    >>> csl_name({"literal": "et al."})
    CslName(author=None, lost=(), is_more=True)
    """
    if isinstance(value, str):
        value = {"literal": value}
    if not isinstance(value, dict):
        return CslName(None)
    parts = {key: one_line(part) for key, part in value.items() if isinstance(part, str) and part.strip()}
    lost = tuple(sorted(key for key in value.keys() - _NAME_PARTS - _HANDLING if value[key] not in (None, "", [], {})))
    whole = parts.get("literal") or parts.get("name")
    if whole is None and "family" not in parts:
        whole = parts.get("given")
    alone = whole if whole is not None else parts.get("family", "") if "given" not in parts else ""
    if alone and alone.casefold() in {"others", "et al", "et al.", "and others"}:
        return CslName(None, lost, is_more=True)
    if alone and read_names(alone).is_nobody:
        return CslName(None, (*lost, "anonymous"))
    if whole is not None:
        return CslName({"literal": whole}, lost)
    if "family" not in parts:
        return CslName(None, lost)
    family = " ".join(parts[key] for key in ("non-dropping-particle", "family") if key in parts)
    given = " ".join(parts[key] for key in ("given", "dropping-particle") if key in parts)
    given = ", ".join(part for part in (given, parts.get("suffix", "")) if part)
    return CslName({"family": family, "given": given} if given else {"family": family}, lost)


def csl_date(value: Any) -> str:
    """The text of a CSL date, or "" if it says nothing, as `[[null]]` of Crossref does.

    Text that is not a date is returned too, so that those who read dates in words can judge it.

    >>> csl_date({"date-parts": [["2021", "5"]]}), csl_date({"date-parts": [[None]]}), csl_date({"raw": "May 2021"})
    ('2021-05', '', 'May 2021')
    """
    if isinstance(value, str):
        return one_line(value)
    if not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    parts = value.get("date-parts", value.get("date_parts"))
    days = [_day(day, value) for day in parts] if isinstance(parts, list) else []
    if days := [day for day in days if day]:
        mark = "~" if value.get("circa") not in (None, False, "", "0") else ""
        return "/".join(f"{day}{mark}" for day in days)
    texts = [value[name] for name in ("raw", "literal", "date-time") if isinstance(value.get(name), str)]
    return one_line(texts[0]) if texts else ""


def _day(parts: Any, date: dict[str, Any]) -> str:
    if not isinstance(parts, list):
        parts = [parts]
    known: list[str] = []
    for part in parts:
        # After an unknown month, a day says nothing.
        if part in (None, "", "0"):
            break
        if not isinstance(part, str):
            return json.dumps(parts, ensure_ascii=False)
        known.append(part)
    if not known:
        return ""
    season = str(date.get("season") or "").casefold()
    season = _SEASONS.get(season, season)
    if len(known) == 1 and season in {"1", "2", "3", "4"}:
        return f"{known[0]}-2{season}"
    return join_date(*known) if len(known) <= 3 else "-".join(known)

"""No two sources have the same address.

Why it matters
    Two records of the same document look like two sources, and a claim that rests on both looks corroborated.

Reported
    # SRC-2026-0003.yaml
    url: https://www.gazette.example/denial
    # SRC-2026-0007.yaml
    url: http://gazette.example/denial/?utm_source=newsletter#denied

Instead
    Keep the older record, and cite it. Addresses are the same if they differ only in `http` or `https`, `www.`, the
    case of the host, the default port, characters escaped without need, a slash at the end, parameters that follow
    readers around, or a fragment that only marks a place in the document. Two versions of a page that changed may be
    two sources, if their `issued` dates cannot be the same. Addresses with the mark `[redacted]` are not compared.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from urllib.parse import urlsplit

from dossier.checks.tracking_parameters import without_tracking
from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Source
from dossier.model.dates import PartialDate
from dossier.model.redaction import MARK
from dossier.reading.dossier import Dossier, Entry

CODE = "duplicate-url"
SEVERITY = Severity.ERROR
NEEDS_ALL = True

_ESCAPED = re.compile("%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset(string.ascii_letters + string.digits + "-._~")
_USUAL_PORTS = {None, 80, 443}
# A fragment that a program in the page reads to choose what it shows. Other fragments mark a place.
_ROUTE = re.compile(r"[/!].*")


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each source whose address an earlier source has."""
    seen: dict[str, list[Entry[Source]]] = {}
    for entry in dossier.sources():
        if entry.record.url is None or MARK in entry.record.url:
            continue
        before = seen.setdefault(normalised_address(entry.record.url), [])
        same = next((other for other in before if not are_two_versions(entry.record, other.record)), None)
        if same is not None:
            message = f"`{same.record.id}` has the same address"
            help_ = f"cite `{same.record.id}` instead, or correct the address if this is another document"
            label = Label(same.at("url"), "the same address")
            yield Diagnostic(CODE, message, entry.at("url"), help_, SEVERITY, (label,))
        before.append(entry)


def normalised_address(url: str) -> str:
    """The address without the parts that do not distinguish documents (RFC 3986, section 6.2).

    >>> normalised_address("http://www.Gazette.example:80/%7Edenial/?fbclid=IwAR2x#denied")
    'gazette.example/~denial'
    """
    parts = urlsplit(without_tracking(url))
    host = (parts.hostname or "").removeprefix("www.")
    port = "" if parts.port in _USUAL_PORTS else f":{parts.port}"
    query = f"?{parts.query}" if parts.query else ""
    route = f"#{parts.fragment}" if _ROUTE.match(parts.fragment) else ""
    whole = f"{host}{port}{parts.path.rstrip('/')}{query}{route}"
    return _ESCAPED.sub(_simplest_form, whole)


def _simplest_form(escape: re.Match[str]) -> str:
    char = chr(int(escape.group(1), 16))
    return char if char in _UNRESERVED else escape.group().upper()


def are_two_versions(first: Source, second: Source) -> bool:
    """True if both sources have an `issued` date, and these dates cannot be the same."""
    date, other_date = first.issued, second.issued
    if not isinstance(date, PartialDate) or not isinstance(other_date, PartialDate):
        return False
    return date.latest < other_date.earliest or other_date.latest < date.earliest

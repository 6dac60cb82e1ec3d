"""A document is one source: no two sources have the same address.

Why it matters
    Two records of one document look like two voices, and a claim that rests on both looks corroborated.

Reported
    # SRC-2026-0003.yaml
    url: https://www.gazette.example/denial
    # SRC-2026-0007.yaml
    url: http://gazette.example/denial/#:~:text=denied

Instead
    Keep the older record, and cite it. Addresses are the same if they differ only in `http` or `https`, `www.`, the
    case of the host, the port that goes without saying, characters escaped without need, a slash at the end, or a
    fragment that merely marks words. Two versions of a page that changed are two sources, if their `issued` differ.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from urllib.parse import urlsplit

from dossier.diagnostics import Diagnostic, Label, Severity
from dossier.model import Source
from dossier.model.dates import PartialDate
from dossier.reading.dossier import Dossier, Entry

CODE = "duplicate-url"
SEVERITY = Severity.ERROR
NEEDS_ALL = True

_ESCAPED = re.compile("%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset(string.ascii_letters + string.digits + "-._~")
_USUAL_PORTS = {None, 80, 443}
_MARKED_WORDS = re.compile(r":~:.*")


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each source whose address an earlier source has."""
    seen: dict[str, list[Entry[Source]]] = {}
    for entry in dossier.sources():
        if entry.record.url is None:
            continue
        before = seen.setdefault(address(entry.record.url), [])
        same = next((other for other in before if not two_versions(entry.record, other.record)), None)
        if same is not None:
            message = f"`{same.record.id}` has the same address"
            help_ = f"cite `{same.record.id}` instead, or give the address of the other document"
            label = Label(same.at("url"), "the same address")
            yield Diagnostic(CODE, message, entry.at("url"), help_, SEVERITY, (label,))
        before.append(entry)


def address(url: str) -> str:
    """What is left of an address without what does not tell documents apart (RFC 3986, section 6.2).

    >>> address("http://www.Gazette.example:80/%7Edenial/#:~:text=denied")
    'gazette.example/~denial'
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    port = "" if parts.port in _USUAL_PORTS else f":{parts.port}"
    query = f"?{parts.query}" if parts.query else ""
    fragment = _MARKED_WORDS.sub("", parts.fragment)
    whole = f"{host}{port}{parts.path.rstrip('/')}{query}{'#' if fragment else ''}{fragment}"
    return _ESCAPED.sub(_needless, whole)


def _needless(found: re.Match[str]) -> str:
    char = chr(int(found.group(1), 16))
    return char if char in _UNRESERVED else found.group().upper()


def two_versions(one: Source, other: Source) -> bool:
    """Whether both carry dates, and these cannot be the same."""
    first, second = one.issued, other.issued
    if not isinstance(first, PartialDate) or not isinstance(second, PartialDate):
        return False
    return first.latest < second.earliest or second.latest < first.earliest

"""An address has no parameters that only follow readers around.

Why it matters
    Newsletters and social networks add such parameters to every link. They show the publisher which way each reader
    came, they can name the person who copied the link, and they make one document look like two.

Reported
    url: https://gazette.example/denial?id=7&utm_source=newsletter&fbclid=IwAR2x

Instead
    url: https://gazette.example/denial?id=7
    Open the shorter address once, to see that it leads to the same document. Addresses of archived copies are not
    judged, because the archive made them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from dossier.checks.text_values import text_values
from dossier.diagnostics import Diagnostic, Severity
from dossier.model.field_types import ValueType
from dossier.reading.dossier import Dossier

CODE = "tracking-parameters"
SEVERITY = Severity.WARNING
NEEDS_ALL = False

_TRACKING = re.compile(
    r"(?:utm_[a-z_]+|at_(?:campaign|medium)|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id"
    r"|igshid|mc_[ce]id|mkt_tok|_hsenc|_hsmi|oly_(?:anon|enc)_id|vero_id|xtor)(?:=.*)?",
    re.IGNORECASE,
)
_MADE_BY_ARCHIVES = {"archives", "persistent_url"}


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one warning for each address with tracking parameters."""
    for value in text_values(dossier):
        if not value.text.startswith("http") or value.path[0] in _MADE_BY_ARCHIVES:
            continue
        clean = without_tracking(value.text)
        if clean != value.text and value.field.value_type is ValueType.URL:
            message = "the address has parameters that only serve to follow readers"
            yield Diagnostic(CODE, message, value.span, f"write `{clean}`, and check that it opens", SEVERITY)


def without_tracking(url: str) -> str:
    """The address without tracking parameters in its query and fragment.

    >>> without_tracking("https://gazette.example/denial?id=7&utm_source=x#xtor=RSS-1")
    'https://gazette.example/denial?id=7'
    """
    if "=" not in url:
        return url
    parts = urlsplit(url)
    query = "&".join(pair for pair in parts.query.split("&") if not _TRACKING.fullmatch(pair))
    fragment = "&".join(pair for pair in parts.fragment.split("&") if not _TRACKING.fullmatch(pair))
    if (query, fragment) == (parts.query, parts.fragment):
        return url
    return parts._replace(query=query, fragment=fragment).geturl()

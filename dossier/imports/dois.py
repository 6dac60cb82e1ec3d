"""DOIs as libraries write them."""

from __future__ import annotations

import re
from urllib.parse import unquote

# A registrant may have parts of its own (DOI Handbook, 2.2).
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")
_CLOSING = {")": "(", "]": "[", ">": "<", "}": "{"}


def bare_doi(text: str) -> str | None:
    """The DOI in a text: alone, after `doi:`, or in an address. None if there is no DOI, or more than one.

    >>> (
    ...     bare_doi("https://doi.acm.org/10.1145/3442188.3445922"),
    ...     bare_doi("doi: 10.1000/182."),
    ...     bare_doi("(10.1000/182)"),
    ... )
    ('10.1145/3442188.3445922', '10.1000/182', '10.1000/182')
    >>> bare_doi("10.1000/1 10.1000/2"), bare_doi("see the web page")
    (None, None)
    """
    decoded = unquote(text) if "%" in text else text
    found = {_without_end(each) for each in _DOI.findall(decoded)}
    return found.pop() if len(found) == 1 else None


def _without_end(doi: str) -> str:
    """A DOI without what belongs to the text around it: punctuation, and a bracket that nothing in it opens."""
    while doi and (doi[-1] in ".,;:\"'" or doi.count(doi[-1]) > doi.count(_CLOSING.get(doi[-1], doi[-1]))):
        doi = doi[:-1]
    return doi

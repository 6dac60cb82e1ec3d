"""Turn the names of authors, typed on one line, into the parts in which records hold them."""

from __future__ import annotations

import re

# A name in quotation marks, or one up to the next semicolon.
_NAME = re.compile(r'\s*(?:"([^"]*)"|([^;]*))\s*(?:;|$)')


def authors(line: str) -> list[dict[str, str]]:
    """The authors, with `;` between them: a person as `Family, Given`, a body by its name.

    Quotation marks keep the comma in the name of a body.

    >>> authors('Hellard, Bobby; Privacy International; "Clear View, Inc."')
    [{'family': 'Hellard', 'given': 'Bobby'}, {'literal': 'Privacy International'}, {'literal': 'Clear View, Inc.'}]
    """
    found = []
    for quoted, plain in _NAME.findall(line):
        family, comma, given = (part.strip() for part in plain.partition(","))
        if quoted:
            found.append({"literal": quoted.strip()})
        elif comma:
            found.append({"family": family, "given": given} if given else {"family": family})
        elif family:
            found.append({"literal": family})
    return found

"""What a contributor cannot mend in a record: the tool was used wrongly, or its surroundings failed."""

from __future__ import annotations


class DossierError(Exception):
    """One sentence, lower case, without a full stop; the command ends with exit code 2."""

"""The time of a reproducible build, as the environment gives it. [io]

See reproducible-builds.org/specs/source-date-epoch. MkDocs reads it too, and would not say that it is wrong. So each
command reads it first.

This module loads nothing that reads records: that takes longer than a verification, which needs none.
"""

from __future__ import annotations

import os
import re

from dossier.errors import DossierError

_SECONDS = re.compile(r"[0-9]{1,12}")
# MkDocs cannot write a time after the year 9999.
_LAST_SECOND = 253_402_300_799


def source_date_epoch() -> int | None:
    """The number of seconds since 1970 in `SOURCE_DATE_EPOCH`, or None if that is not set.

    Raises DossierError if it is not a time.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return None
    if not _SECONDS.fullmatch(epoch) or int(epoch) > _LAST_SECOND:
        raise DossierError(f"the variable SOURCE_DATE_EPOCH is `{epoch}`, which is not a number of seconds since 1970")
    return int(epoch)

"""Failures that are not problems of a record."""

from __future__ import annotations


class DossierError(Exception):
    """The command was used wrongly or its environment failed. It ends with exit code 2.

    The message is one sentence in lower case, without a full stop.
    """

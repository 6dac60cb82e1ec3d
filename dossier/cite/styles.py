"""The styles of citation that can be asked for."""

from __future__ import annotations

from enum import StrEnum


class Style(StrEnum):
    """A published standard, at the edition whose rules are followed."""

    OSCOLA5 = "oscola5"
    """Oxford University Standard for the Citation of Legal Authorities, 5th edition (2026)."""
    OSCOLA4 = "oscola4"
    """The same, 4th edition (2012): always an access date."""
    BLUEBOOK = "bluebook"
    """The Bluebook: A Uniform System of Citation, 22nd edition (2025), in the typeface of court documents."""

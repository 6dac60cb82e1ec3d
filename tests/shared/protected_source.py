"""A source of the toy dossier after it became protected."""

VIDEO = "SRC-2026-0011"
PROTECTED = f"""\
id: {VIDEO}
type: motion_picture
genre: video
title: What a neighbour filmed
title_basis: described
authors: not-seen
issued: not-seen
unpublished:
  described_as: A video of a person who lives in the street
  reason: It was given in confidence
  protected: The person would be sued
language: cy
tier: primary
derived_from: none-found
checked: {{level: full-text, on: withheld}}
"""


def declared(day: str) -> str:
    """The correction that declares the protection, on this day."""
    return f"""\
corrections:
  - {{date: {day}, was: "[redacted]", reason: The source asked for protection.}}
"""

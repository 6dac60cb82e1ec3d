"""The reviews that `extra.release.review` in `mkdocs.yml` asks for. [io]

`reviewers` is the number of persons who must have reviewed each record, `adverse_reviewers` that for claims that are
adverse to a body. With `adverse_lawyer: true`, a lawyer must be among these.
"""

from __future__ import annotations

from pathlib import Path

from dossier.configuration import CONFIG, site_settings
from dossier.errors import DossierError
from dossier.model.review_rule import ReviewRule


def review_rule(root: Path) -> ReviewRule | None:
    """The rule, or None if the settings ask for no review or the dossier has no settings.

    Raises DossierError if the settings cannot be used.
    """
    if not (root / CONFIG).is_file():
        return None
    settings = site_settings(root).extra.get("release") or {}
    # What else is wrong with these settings is said when a release is made.
    return rule_of(settings.get("review")) if isinstance(settings, dict) else None


def rule_of(setting: object) -> ReviewRule | None:
    """The rule in the setting `extra.release.review`. Raises DossierError if it cannot be used."""
    if setting is None:
        return None
    try:
        return ReviewRule.parse(setting)
    except ValueError as error:
        raise DossierError(f"`extra.release.review` in `{CONFIG}` {error}") from None

"""The forms that the values of a `release.json` must have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from dossier.model.identifiers import is_published_name
from dossier.releases.store.canonical_json import LARGEST_INTEGER
from dossier.releases.store.salt import is_salt
from dossier.releases.store.version import is_version


def form_of(owner: str, name: str) -> Callable[[Any], bool] | None:
    """True for a value of the right type that has the form which this field of a class needs. None if it needs none."""
    return _FORMS.get(f"{owner}.{name}") or _FORMS.get(name)


def _matches(pattern: str) -> Callable[[Any], bool]:
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(value) is not None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text and text >= "1000"
    except ValueError:
        return False


def _is_filled(text: str) -> bool:
    return bool(text.strip())


def _is_count(number: int) -> bool:
    return 0 <= number <= LARGEST_INTEGER


def _is_one_statement(statement: Any) -> bool:
    given = [text for text in (statement.authority, statement.without) if text is not None]
    return len(given) == 1 and _is_filled(given[0])


def _are_names(texts: Iterable[str]) -> bool:
    return all(map(is_published_name, texts))


_COMMIT = _matches("[0-9a-f]{40}|[0-9a-f]{64}")
_HASH = _matches("[0-9a-f]{64}")
# The forms of fields by name, and by class and name if another class has a field of that name.
_FORMS: dict[str, Callable[[Any], bool]] = {
    "version": is_version,
    "previous": is_version,
    "date": _is_day,
    # It becomes the beginning of permalinks.
    "site_url": _matches(r"https?://[^\s\"'<>?#\\^`{|}]+/"),
    "source_commit": _COMMIT,
    "RewrittenSource.previous": _COMMIT,
    "RewrittenSource.authority": _is_filled,
    "RewrittenSource.reason": _is_filled,
    "records": _is_count,
    "id": is_published_name,
    "record": is_published_name,
    "revision": lambda number: 1 <= number < 10**9,
    "corrected": _are_names,
    "withdrawn": _are_names,
    "digest": _HASH,
    "previous_digest": _HASH,
    "old_sha256": _HASH,
    "sha256": _HASH,
    "name": _matches("[A-Za-z0-9._-]+"),
    "bytes": _is_count,
    "salt": is_salt,
    "timestamp": _is_one_statement,
    "RedactedFile.authority": _is_filled,
    "RedactedFile.reason": _is_filled,
    "SuspendedFile.reason": _is_filled,
    "RedactedFile.changed": lambda places: len(set(places)) == len(places),
}

"""Look-ups in a dossier, recorded while a page is made from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from dossier.reading.dossier import Dossier

V = TypeVar("V")


@dataclass(slots=True)
class LookupLog:
    """The keys that were looked up in each mapping of a dossier, found or not."""

    entries: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    backlinks: set[str] = field(default_factory=set)
    # True if the page went through all records, so that any change can matter.
    covers_all: bool = False


@dataclass(frozen=True, slots=True)
class ChangedKeys:
    """The keys whose values differ between two dossiers."""

    entries: set[str]
    names: set[str]
    texts: set[str]
    backlinks: set[str]
    # True if a value differs that can affect any page and has no key.
    affect_all: bool

    def affect(self, log: LookupLog) -> bool:
        """True if any of these look-ups may find another value now."""
        return (
            self.affect_all
            or log.covers_all
            or not log.entries.isdisjoint(self.entries)
            or not log.backlinks.isdisjoint(self.backlinks)
            or not log.names.isdisjoint(self.names)
            or not log.texts.isdisjoint(self.texts)
        )


def changes_between(before: Dossier, after: Dossier) -> ChangedKeys:
    """The keys whose values differ. Comparing once is faster than comparing for each page that looked."""
    return ChangedKeys(
        _changed_keys(before.entries, after.entries),
        _changed_keys(before.names, after.names),
        _changed_keys(before.texts, after.texts),
        _changed_keys(before.backlinks, after.backlinks),
        affect_all=_global_inputs(before) != _global_inputs(after),
    )


def record_lookups(dossier: Dossier) -> tuple[Dossier, LookupLog]:
    """The same dossier, and a log of what will be looked up in it."""
    log = LookupLog()
    recorded = replace(
        dossier,
        entries=_RecordedMapping(dossier.entries, log.entries, log),
        names=_RecordedMapping(dossier.names, log.names, log),
        texts=_RecordedMapping(dossier.texts, log.texts, log),
        backlinks=_RecordedMapping(dossier.backlinks, log.backlinks, log),
    )
    return recorded, log


class RecordedView:
    """A view whose fields are recorded, with their values, when a template looks them up."""

    __slots__ = ("_recorded", "_view")

    def __init__(self, view: object, recorded: dict[str, Any]) -> None:
        self._view = view
        self._recorded = recorded

    def __getattr__(self, name: str) -> Any:
        value = self._recorded[name] = getattr(self._view, name)
        return value


class _RecordedMapping(Mapping[str, V]):
    """A mapping that records which keys are looked up."""

    __slots__ = ("_inner", "_log", "_recorded")

    def __init__(self, inner: Mapping[str, V], recorded: set[str], log: LookupLog) -> None:
        self._inner = inner
        self._recorded = recorded
        self._log = log

    def __getitem__(self, key: str) -> V:
        self._recorded.add(key)
        return self._inner[key]

    def get(self, key: str, default: Any = None) -> Any:
        self._recorded.add(key)
        return self._inner.get(key, default)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        self._log.covers_all = True
        return iter(self._inner)

    def __len__(self) -> int:
        self._log.covers_all = True
        return len(self._inner)


def _global_inputs(dossier: Dossier) -> tuple[object, ...]:
    return dossier.today, dossier.complete, dossier.final


def _changed_keys(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    """The keys with another value, or missing on one side. Records that were not read again are the same object."""
    changed = set(before.keys() ^ after.keys())
    for key, value in after.items():
        old = before.get(key)
        if old is not value and old != value:
            changed.add(key)
    return changed

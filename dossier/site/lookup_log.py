"""Look-ups in a dossier, recorded while a page is made from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from dossier.reading.dossier import Dossier

V = TypeVar("V")


@dataclass(slots=True)
class LookupLog:
    """The keys that were looked up in each mapping of a dossier, with the values, or None if a key was missing."""

    entries: dict[str, Any] = field(default_factory=dict)
    names: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, Any] = field(default_factory=dict)
    backlinks: dict[str, Any] = field(default_factory=dict)
    # Values that can affect any page and have no key.
    global_inputs: tuple[object, ...] = ()
    # True if the page went through all records, so that any change can matter.
    covers_all: bool = False

    def is_current(self, dossier: Dossier) -> bool:
        """True if the same look-ups in this dossier find the same values."""
        return (
            not self.covers_all
            and self.global_inputs == _global_inputs(dossier)
            and _are_equal(self.entries, dossier.entries)
            and _are_equal(self.backlinks, dossier.backlinks)
            and _are_equal(self.names, dossier.names)
            and _are_equal(self.texts, dossier.texts)
        )


def record_lookups(dossier: Dossier) -> tuple[Dossier, LookupLog]:
    """The same dossier, and a log of what will be looked up in it."""
    log = LookupLog(global_inputs=_global_inputs(dossier))
    recorded = replace(
        dossier,
        entries=_RecordedMapping(dossier.entries, log.entries, log),
        names=_RecordedMapping(dossier.names, log.names, log),
        texts=_RecordedMapping(dossier.texts, log.texts, log),
        backlinks=_RecordedMapping(dossier.backlinks, log.backlinks, log),
    )
    return recorded, log


class _RecordedMapping(Mapping[str, V]):
    """A mapping that records which keys are looked up."""

    __slots__ = ("_inner", "_log", "_recorded")

    def __init__(self, inner: Mapping[str, V], recorded: dict[str, Any], log: LookupLog) -> None:
        self._inner = inner
        self._recorded = recorded
        self._log = log

    def __getitem__(self, key: str) -> V:
        self._recorded[key] = self._inner.get(key)
        return self._inner[key]

    def get(self, key: str, default: Any = None) -> Any:
        value = self._recorded[key] = self._inner.get(key)
        return default if value is None else value

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


def _are_equal(recorded: Mapping[str, Any], current: Mapping[str, Any]) -> bool:
    """True if each key still has the recorded value. Records that were not read again are the same object."""
    for key, value in recorded.items():
        now = current.get(key)
        if now is not value and now != value:
            return False
    return True

"""Frozen records stand for a commit that is gone."""

from __future__ import annotations

import json
from dataclasses import replace

from dossier.checks import RELEASE_COMPARISONS
from dossier.model.identifiers import Kind
from dossier.reading.dossier import Dossier
from dossier.reading.load import load
from dossier.releases.freeze.revision import snapshot
from dossier.releases.publish.frozen_base import frozen_base
from dossier.releases.store.salt import new_salt, with_salt
from tests.shared.toy import DAY, TOY


def codes(dossier: Dossier, base: Dossier) -> list[str]:
    return sorted(found.code for rule in RELEASE_COMPARISONS for found in rule.check(dossier, base))


def test_every_frozen_record_is_compared() -> None:
    dossier = load(TOY, DAY).dossier
    entries = {name: entry for name, entry in dossier.entries.items() if entry.kind is not Kind.CAPTURE}
    published = {name: with_salt(snapshot(dossier, entry), new_salt()) for name, entry in entries.items()}
    base = frozen_base(published, dossier)
    assert base.entries.keys() == entries.keys()
    assert codes(dossier, base) == []
    # A suspended revision has no record, and says nothing.
    suspended = json.dumps({"id": "CLM-2026-0001", "schema": "dossier-suspension/1"}).encode()
    assert "CLM-2026-0001" not in frozen_base(published | {"CLM-2026-0001": suspended}, dossier).names
    # A record is missing, a published correction as well, and a statement differs.
    without = {name: entry for name, entry in entries.items() if name != "CLM-2026-0005"}
    names = {name: named for name, named in dossier.names.items() if name != "CLM-2026-0005"}
    corrected = next(name for name, entry in entries.items() if entry.record.corrections)
    claim = next(name for name in entries if name.startswith("CLM-") and name != corrected)
    for name, change in ((corrected, {"corrections": ()}), (claim, {"statement": "Other words."})):
        record = entries[name].record.model_copy(update=change)
        without[name] = replace(entries[name], record=record)
    changed = replace(dossier, entries=without, names=names)
    assert set(codes(changed, base)) == {"correction-removed", "identifier-removed", "undeclared-correction"}

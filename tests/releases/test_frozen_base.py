"""Frozen records stand for a commit that is gone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from dossier.checks import RELEASE_COMPARISONS
from dossier.errors import DossierError
from dossier.model.addresses import Revision
from dossier.model.identifiers import Kind
from dossier.reading.dossier import Dossier
from dossier.reading.load import load
from dossier.releases.freeze.revision import snapshot
from dossier.releases.publish import comparison
from dossier.releases.publish.frozen_base import frozen_base
from dossier.releases.publish.suspended_records import without_suspended
from dossier.releases.store.release_json import AddedRecord, SuspendedFile
from dossier.releases.store.salt import new_salt, with_salt
from dossier.system.git import Repository
from tests.shared.frozen_samples import release
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


def test_a_suspended_record_is_compared_with_the_source_of_its_first_suspension(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody could read what it said since then. All other records are compared with the last source."""
    published = load(TOY, DAY).dossier
    suspended, other = "CLM-2026-0001", "CLM-2026-0003"

    def changed(dossier: Dossier, *names: str) -> Dossier:
        words = {"statement": "Other words."}
        entries = {name: dossier.entries[name] for name in names}
        others = {name: replace(each, record=each.record.model_copy(update=words)) for name, each in entries.items()}
        return replace(dossier, entries={**dossier.entries, **others})

    file = SuspendedFile(Revision(suspended, 1).record, "a" * 64, "An order", suspended)
    first, second, third = (replace(release(f"2026.11.2{number}"), source_commit=str(number)) for number in range(3))
    first = replace(first, added=tuple(AddedRecord(name, 1, "") for name in published.entries))
    releases = (first, *(replace(each, suspended=(file,)) for each in (replace(first, version="x"), second)), third)
    records = {name: with_salt(snapshot(published, published.entries[name]), new_salt()) for name in (suspended, other)}
    released = comparison.Released(releases, records, ())
    bases = {"0": published, "1": changed(published, suspended), "2": changed(published, suspended, other)}
    monkeypatch.setattr(Repository, "commit", lambda _, name: name)
    read: list[str] = []

    def base_of(_: Path, source: str, *__: object) -> Dossier:
        read.append(source)
        return bases[source]

    monkeypatch.setattr(comparison, "load_base", base_of)

    def reported(now: Dossier, commit: str, released: comparison.Released = released) -> list[str]:
        return [each.span.path.rpartition("/")[2] for each in released.forbidden_changes(Path(), now, commit)]

    both = bases["2"]
    assert reported(both, "3") == [f"{suspended}.yaml"]
    assert reported(published, "3") == [f"{other}.yaml"]
    # A build of the last source has only the suspended record to compare.
    assert reported(both, "2") == [f"{suspended}.yaml"]
    # If that is as published, no base needs to be read.
    read.clear()
    assert reported(published, "2") == []
    assert read == []
    # A record that is suspended now was not removed.
    suspended_now = replace(released, suspended=(suspended,))
    assert reported(both.without((suspended,)), "3", suspended_now) == []
    assert reported(both.without((suspended,)), "3") != []


def test_no_record_may_refer_to_a_preserved_copy_of_a_suspended_source() -> None:
    loaded, name = load(TOY, DAY), "CLM-2026-0003"
    copy, entry = loaded.dossier.capture("CAP-2026-0001"), loaded.dossier.entries[name]
    assert copy is not None
    noted = replace(entry, record=entry.record.model_copy(update={"note": copy.id}))
    dossier = replace(loaded.dossier, entries={**loaded.dossier.entries, name: noted})
    with pytest.raises(DossierError, match=rf"{name}\.yaml:[0-9]+ refers to `{copy.id}`"):
        without_suspended(replace(loaded, dossier=dossier), {copy.source})

"""The dossier that the newest frozen records describe.

If the history of the source was purged, the commit that was released last may not exist any more. Corrections must be
declared all the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from dossier.model import Record
from dossier.model.identifiers import Kind
from dossier.reading.decode import decode
from dossier.reading.dossier import Dossier, Entry, entry, link_records
from dossier.reading.files import EVIDENCE
from dossier.reading.yaml_nodes import parse
from dossier.releases.publish.redacted_fields import marked_texts


def frozen_base(published: Mapping[str, bytes], now: Dossier) -> Dossier:
    """The dossier of these newest revisions, given by identifier. It has only the names of records it cannot read."""
    entries: dict[str, Entry[Record]] = {}
    names: dict[str, tuple[Kind, tuple[str, ...]]] = {}
    for name, content in published.items():
        fields = json.loads(content)
        if "kind" not in fields:
            # A suspended revision has neither a kind nor a record.
            continue
        kind = Kind(fields["kind"])
        path = f"{EVIDENCE}/{now.subject.folder(kind)}/{name}.yaml"
        names[name] = (kind, (path,))
        # JSON is YAML, so a frozen record is read as its file was.
        model = now.subject.models[kind]
        record = _with_days(fields["record"], model.volatile, now.today.isoformat())
        parsed = parse(json.dumps(record, ensure_ascii=False, indent=1).encode(), path)
        decoded = decode(parsed, model, path)
        if decoded.value is not None and parsed.root is not None:
            entries[name] = entry(kind, decoded.value, path, parsed.root)
    return link_records(entries, names, now.subject, now.today)


def with_redacted_texts(base: Dossier, published: Mapping[str, bytes]) -> Dossier:
    """The base, with the marks that the newest revisions have. So no other mark excuses a change.

    `published` has the newest `record.json` of each record whose published bytes are there.
    """
    return replace(base, redacted_texts={name: marked_texts(name, content) for name, content in published.items()})


def _with_days(record: dict[str, Any], volatile: Iterable[str], day: str) -> dict[str, Any]:
    """The record with a day in its volatile fields, which no frozen record has and no comparison looks at."""
    for path in volatile:
        name, field = path.split(".")
        record |= {name: {**record.get(name, {}), field: day}}
    return record

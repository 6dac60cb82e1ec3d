"""Values of a type are found in every field."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dossier.model.date_types import Instant
from dossier.model.dates import Edtf, PartialDate
from dossier.model.introspection import Path, values_of_type
from dossier.model.record import Part
from dossier.reading.load import load
from tests.shared.toy import DAY, TOY

RECORDS = [entry.record for entry in load(TOY, DAY).dossier.entries.values()]


@pytest.mark.parametrize("kinds", [(str,), (PartialDate, Edtf, Instant)], ids=["text", "dates"])
def test_the_declarations_of_fields_leave_out_no_value(kinds: tuple[type, ...]) -> None:
    count = 0
    for record in RECORDS:
        expected = [(path, value) for path, value in _values(record, ()) if isinstance(value, kinds)]
        assert values_of_type(record, *kinds) == expected
        count += len(expected)
    assert count > 2 * len(RECORDS)


def _values(part: Part, path: Path) -> Iterator[tuple[Path, object]]:
    """Yield every value in a part and its parts, with its path."""
    for name, value in part:
        own = (*path, name)
        items = [((*own, n), item) for n, item in enumerate(value)] if isinstance(value, tuple) else [(own, value)]
        for item_path, item in items:
            if isinstance(item, Part):
                yield from _values(item, item_path)
            else:
                yield item_path, item

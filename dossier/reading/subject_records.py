"""The records that `subject.yml` names, in the story and on maps.

That file is published, so they must not include a held or suspended record.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Span
from dossier.reading.dossier import Dossier


def subject_records(dossier: Dossier) -> Iterator[tuple[str, Span]]:
    """Yield the identifier of each record that the story or a map names, with its place in `subject.yml`."""
    yield from story_records(dossier)
    yield from tile_bodies(dossier)


def story_records(dossier: Dossier) -> Iterator[tuple[str, Span]]:
    """Yield the identifier of each record that the story names, with its place."""
    for number, sentence in enumerate(dossier.subject.file.story):
        for position, name in enumerate(sentence.records):
            yield name, dossier.at_subject("story", number, "records", position)


def tile_bodies(dossier: Dossier) -> Iterator[tuple[str, Span]]:
    """Yield the identifier of each body that a tile map names, with its place."""
    for number, drawn in enumerate(dossier.subject.file.maps):
        for position, tile in enumerate(drawn.tiles):
            if tile.body is not None:
                yield tile.body, dossier.at_subject("maps", number, "tiles", position, "body")

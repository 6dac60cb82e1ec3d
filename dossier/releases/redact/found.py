"""Files of a release tree in which a redaction has work.

Each file is folded once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dossier.model.addresses import Revision
from dossier.releases.redact.folding import skeletons
from dossier.releases.redact.replacing import Texts
from dossier.releases.redact.signs import may_have_signs


@dataclass(frozen=True, slots=True)
class Found:
    """The content of each file that has the letters of a text, and the records with the letters of a sign."""

    similar: dict[str, bytes] = field(default_factory=dict)
    with_signs: list[Revision] = field(default_factory=list)


def find(files: Iterable[tuple[str, bytes]], texts: Texts) -> Found:
    """Search the files for the letters of the texts, in all encodings. That takes little time for each text."""
    found = Found()
    for path, content in files:
        read = skeletons(content.decode("utf-8", "ignore"))
        if any(text.is_loosely_in(read) for text in texts):
            found.similar[path] = content
        revision = Revision.parse(path)
        if revision is not None and path == revision.record and may_have_signs(read, texts):
            found.with_signs.append(revision)
    return found

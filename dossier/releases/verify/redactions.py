"""Rules about files that a release redacted.

The old bytes are gone, so it cannot be shown that nothing else changed. What can be known must hold: the kind of file,
the marks at the reported places, and that the file is still the page, record or description that it was.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Sequence

from dossier.model.addresses import RELEASES, Revision, release_description, release_folder
from dossier.releases.store.release_json import RedactedFile


def redaction_faults(
    redacted: Sequence[RedactedFile], before: Container[str], versions: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield the path and the fault of each reported redaction that no release may make.

    `before` has the paths of all files before the release, and `versions` are the releases before it.
    """
    marked = {_folder(file.path) for file in redacted if file.changed}
    for file in redacted:
        is_allowed = Revision.parse(file.path) is not None or _describes_release(file.path, versions)
        if file.path in before and not is_allowed:
            text = "is reported as redacted, and is neither a page nor a record nor a description of a release"
            yield file.path, text
        # If only the page or only the record has the text, the salt of the other file changes all the same.
        if not file.changed and _folder(file.path) not in marked:
            yield file.path, "is reported as redacted at no place"


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _describes_release(path: str, versions: Collection[str]) -> bool:
    """True for the page or the description of a release in `versions`."""
    version = path.removeprefix(RELEASES).partition("/")[0]
    pages = (release_description(version), f"{release_folder(version)}index.html")
    return version in versions and path in pages


def redacted_places(redacted: Iterable[Sequence[RedactedFile]]) -> dict[str, set[str]]:
    """The reported places of each redacted file."""
    places: dict[str, set[str]] = {}
    for file in (file for files in redacted for file in files):
        places.setdefault(file.path, set()).update(file.changed)
    return places

"""Rules about files that a release redacted.

The old bytes are gone, so it cannot be shown that nothing else changed. What can be known must hold: the kind of file,
the marks at the reported places, and that the file is still the page, record or description that it was.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from dossier.model.addresses import RELEASES, Revision, release_description, release_folder
from dossier.model.identifiers import Kind, matches
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.marked_places import marked_places
from dossier.releases.store.release_json import RedactedFile

_DIGEST = re.compile(r'href="record\.json">[^<]*</a>: <code>([0-9a-f]{64})</code>')


def redaction_faults(
    redacted: Sequence[RedactedFile], listed: Mapping[str, str], before: Mapping[str, str], versions: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield the path and the fault of each reported redaction that no release may make.

    `listed` has the hashes of the files in the manifest of the release, `before` those of all files before it, and
    `versions` are the releases before it.
    """
    for path, times in Counter(file.path for file in redacted).items():
        if times > 1:
            yield path, "is reported as redacted twice by the same release"
        if path in before and Revision.parse(path) is None and not _describes_release(path, versions):
            yield path, "is reported as redacted, and is neither a page nor a record nor a description of a release"
        if path in before and listed.get(path) == before[path]:
            yield path, "is reported as redacted, and has not changed"
    for file in redacted:
        # If only the record has the text, only the digest on the page changes.
        if not file.changed and not file.path.endswith("/index.html"):
            yield file.path, "is reported as redacted at no place"


def _describes_release(path: str, versions: Collection[str]) -> bool:
    """True for the page or the description of a release in `versions`."""
    version = path.removeprefix(RELEASES).partition("/")[0]
    pages = (release_description(version), f"{release_folder(version)}index.html")
    return version in versions and path in pages


def redacted_places(redacted: Iterable[Sequence[RedactedFile]]) -> dict[str, set[str]]:
    """The reported places of each redacted file, and of the other file of its revision."""
    places: dict[str, set[str]] = {}
    for file in (file for files in redacted for file in files):
        # The page of a redacted record prints another digest.
        revision = Revision.parse(file.path)
        for path in (file.path,) if revision is None else revision.files:
            places.setdefault(path, set())
        places[file.path].update(file.changed)
    return places


def faults_of_redacted(
    contents: Iterable[tuple[str, bytes]], places: Mapping[str, Collection[str]], hashes: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield the path and each fault of redacted files. Files that differ from the manifest are reported elsewhere."""
    for path, content in contents:
        if digest(content) == hashes.get(path):
            yield from ((path, text) for text in _file_faults(path, content, places[path], hashes))


def _file_faults(path: str, content: bytes, places: Collection[str], hashes: Mapping[str, str]) -> Iterator[str]:
    """Yield each fault of a redacted file, which has marks at these places and its hash among the hashes."""
    try:
        marked = marked_places(path, content)
    except (ValueError, RecursionError):
        yield "is reported as redacted, and cannot be read"
        return
    for place in sorted(set(places) - marked.keys()):
        yield f"is reported as redacted at `{place}`, and has no mark there"
    revision = Revision.parse(path)
    if revision is None:
        return
    if path == revision.page:
        page = content.decode()
        if f'<meta name="dossier-revision" content="{revision}">' not in page:
            yield f"does not say that it is revision `{revision}`"
        if _DIGEST.findall(page) != [hashes.get(revision.record)]:
            yield f"does not print the digest of `{revision.record}`"
    elif not _is_of_kind(content, revision.identifier):
        yield "has another kind than its identifier"


def _is_of_kind(record: bytes, identifier: str) -> bool:
    kind = json.loads(record).get("kind")
    return kind in set(Kind) and matches(identifier, Kind(kind))

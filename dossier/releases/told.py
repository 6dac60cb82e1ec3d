"""Turn what all releases say of themselves into what the next one must know: permalinks, and what was redacted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dossier.errors import DossierError
from dossier.releases import release_json
from dossier.releases.changes import Revision
from dossier.releases.ledger import Line
from dossier.releases.record_json import digest
from dossier.releases.release_json import Added, Changed, Reissued, Release
from dossier.releases.verify import Tree

Permalinks = dict[str, tuple[str, date]]


def releases_of(tree: Tree, lines: Sequence[Line]) -> tuple[Release, ...]:
    """What the releases of a verified tree say of themselves, the first one first."""
    paths = [f"releases/{line.version}/release.json" for line in lines]
    return tuple(release_json.parse(content) for _, content in tree.read(paths))


def permalinks_of(releases: Iterable[Release]) -> Permalinks:
    """The permalink of the newest revision of each record, and the day of its release."""
    found: Permalinks = {}
    for release in releases:
        day = date.fromisoformat(release.date)
        revisions: tuple[Added | Changed | Reissued, ...] = (*release.added, *release.changed, *release.reissued)
        for one in revisions:
            found[one.id] = f"{release.site_url}r/{one.id}/{one.revision}/", day
    return found


def permalinks_to_be(revisions: Iterable[Revision], address: str, day: date) -> Permalinks:
    """The same of the revisions that a release adds."""
    return {one.id: (f"{address}{one.folder}/", day) for one in revisions}


def refuse_redacted(releases: Iterable[Release], revisions: Iterable[Revision]) -> None:
    """Raise DossierError where a record would be published again as it was before words of it were redacted."""
    removed = {one.old_sha256: release.version for release in releases for one in release.redacted}
    for revision in revisions:
        version = removed.get(digest(revision.snapshot))
        if version is not None:
            raise DossierError(
                f"`{revision.id}` still holds in the evidence what release {version} redacted: put [redacted] in its "
                "place there, too"
            )

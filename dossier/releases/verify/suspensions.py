"""Rules about files that a release suspended or put back.

While a revision is suspended, a notice is in the place of its page and of its record. When the suspension ends, both
have the bytes that were published, which their hashes prove.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping

from dossier.model.addresses import Revision, release_description
from dossier.releases.store.release_json import Release
from dossier.releases.store.suspensions import Suspension, suspended_records

Fault = tuple[str, str]


def suspension_faults(
    release: Release,
    listed: Mapping[str, str],
    before: Container[str],
    active: Mapping[str, Suspension],
    published: Mapping[str, int],
) -> Iterator[Fault]:
    """Yield the path and the fault of each suspension and lifting that a release may not report.

    `listed` has the hashes of the files in the manifest of the release, and `before` the paths of all files before it.
    `active` has the suspensions before it, and `published` the number of the newest revision of each record before it.
    """
    for path, times in Counter(release.replaced_paths).items():
        if times > 1:
            yield path, "is reported twice by the same release as redacted, suspended or put back"
    for path in (file.path for file in release.redacted if file.path in active):
        yield path, "is reported as redacted, and is suspended"
    yield from _incomplete(release, before)
    for file in release.suspended:
        if Revision.parse(file.path) is not None and file.record not in published:
            yield file.path, f"is reported as suspended because of `{file.record}`, which was not published before"
    for path in (file.path for file in release.lifted):
        if path not in active and path in before:
            yield path, "is reported as put back, and was not suspended"
        if path in active and path in listed and listed[path] != active[path].file.sha256:
            yield path, "is reported as put back, and is not the file that was suspended"
    yield from _revised_while_suspended(release, active, published)


def _incomplete(release: Release, before: Container[str]) -> Iterator[Fault]:
    """Yield the files that are reported without the other file of their revision, or with another reason or record."""
    suspended = {file.path: (file.reason, file.record) for file in release.suspended}
    lifted = {file.path: ("", "") for file in release.lifted}
    for reported, word in ((suspended, "suspended"), (lifted, "put back")):
        for path, values in reported.items():
            revision = Revision.parse(path)
            if revision is None and path in before:
                yield path, f"is reported as {word}, and is neither the page nor the record of a revision"
            elif revision is not None and any(reported.get(other) != values for other in revision.files):
                text = f"is reported as {word} without the other file of its revision, or for another reason or record"
                yield path, text


def _revised_while_suspended(
    release: Release, active: Mapping[str, Suspension], published: Mapping[str, int]
) -> Iterator[Fault]:
    """Yield the revisions of records that are suspended themselves."""
    newest = {name: Revision(name, number) for name, number in published.items()}
    out = suspended_records(newest, active) if active else {}
    for new in release.revisions:
        if new.id in out:
            yield release_description(release.version), f"reports `{new.place}`, and `{new.id}` is suspended"

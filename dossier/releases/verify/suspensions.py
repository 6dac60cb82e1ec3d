"""Rules about files that a release suspended or put back.

While a revision is suspended, a notice is in the place of its page and of its record. When the suspension ends, both
have the bytes that were published, which their hashes prove.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from dossier.model.addresses import Revision, release_description
from dossier.releases.store.release_json import Release
from dossier.releases.store.suspensions import Suspension, notice_record

Fault = tuple[str, str]


def suspension_faults(release: Release, listed: Mapping[str, str], active: Mapping[str, Suspension]) -> Iterator[Fault]:
    """Yield the path and the fault of each suspension and lifting that a release may not report.

    `listed` has the hashes of the files in the manifest of the release, and `active` the suspensions before it.
    """
    redacted, suspended, lifted = (
        [file.path for file in files] for files in (release.redacted, release.suspended, release.lifted)
    )
    for path, times in Counter((*redacted, *suspended, *lifted)).items():
        if times > 1:
            yield path, "is reported twice by the same release as redacted, suspended or put back"
    yield from _incomplete(release)
    for file in release.suspended:
        if file.path in active:
            yield file.path, f"is reported as suspended, and release {active[file.path].version} suspended it already"
        elif listed.get(file.path) == file.sha256:
            yield file.path, "is reported as suspended, and has not changed"
    for path in lifted:
        if path not in active:
            yield path, "is reported as put back, and was not suspended"
        elif path in listed and listed[path] != active[path].file.sha256:
            yield path, "is reported as put back, and is not the file that was suspended"
    for path in active.keys() & redacted:
        yield path, "is reported as redacted, and is suspended"
    yield from _revised_while_suspended(release, active)


def _incomplete(release: Release) -> Iterator[Fault]:
    """Yield the files that are reported without the other file of their revision, or with another reason."""
    reasons = {file.path: file.reason for file in release.suspended}
    for reported, word in (
        (reasons, "suspended"),
        (dict.fromkeys((file.path for file in release.lifted), ""), "put back"),
    ):
        for path, reason in reported.items():
            revision = Revision.parse(path)
            if revision is None:
                yield path, f"is reported as {word}, and is neither the page nor the record of a revision"
            elif any(reported.get(other) != reason for other in revision.files):
                yield path, f"is reported as {word} without the other file of its revision, or for another reason"


def _revised_while_suspended(release: Release, active: Mapping[str, Suspension]) -> Iterator[Fault]:
    suspended = active.keys() - {file.path for file in release.lifted} | {file.path for file in release.suspended}
    for new in release.revisions:
        previous = new.place.previous
        if previous is not None and previous.record in suspended:
            yield release_description(release.version), f"reports `{new.place}`, and `{previous}` is suspended"


def notice_faults(path: str, content: bytes, suspension: Suspension) -> Iterator[Fault]:
    """Yield each fault of a suspended file, which must be a notice."""
    revision = Revision.parse(path)
    if revision is None:
        return
    if path == revision.record:
        if content != notice_record(revision, suspension.version, suspension.file.reason):
            yield path, "is suspended, and is not the notice of its suspension"
        return
    page = content.decode("utf-8", "replace")
    metas = {"dossier-revision": str(revision), "dossier-suspended": suspension.version}
    for name, value in metas.items():
        if f'<meta name="{name}" content="{value}">' not in page:
            yield path, f"is suspended, and does not say `{name}` `{value}`"

"""Redacted words that the subject, the settings or the pages repeat. [io]

The words of the subject, the settings and the pages have no revisions and no marks of their own. So they are searched
for the removed texts. A text that any record still publishes is no secret.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dossier.configuration import CONFIG
from dossier.errors import DossierError
from dossier.model.addresses import LEDGER, release_description
from dossier.model.redaction import MARK
from dossier.model.subject import SUBJECT
from dossier.reading.prose import PAGES, prose_files, read_prose
from dossier.releases.publish.changes import read_releases
from dossier.releases.publish.evidence_commit import LICENCE
from dossier.releases.publish.republication import ReleasedRecords
from dossier.releases.redact.lines import lines_with
from dossier.releases.redact.removed_texts import RemovedText, removed_texts
from dossier.releases.redact.replacing import persons_in
from dossier.releases.store import ledger
from dossier.releases.store.branch import Branch, CommitTree
from dossier.releases.store.kept_files import KeptFiles
from dossier.releases.store.marked_places import texts_of

# Identifiers and addresses keep their words when a text is redacted.
_NOT_WORDS = re.compile(r"[a-z0-9-]+|https?://\S*")
_NAME = "its name"


@dataclass(frozen=True, slots=True)
class _Repetition:
    """A place of a file with a removed text, and the words there that can be its family name if it has no more."""

    path: str
    place: str
    text: RemovedText
    family_words: frozenset[str] = frozenset()


def refuse_repetition(released: ReleasedRecords, root: Path, replaced: Container[str]) -> tuple[str, ...]:
    """Raise DossierError if a file of the dossier outside its records repeats a text that a redaction removed.

    `replaced` has the places whose words are meant all the same, each as `FILE:PLACE`. Returns the redacted files of
    which no earlier bytes are left: what was removed from them cannot be searched for.
    """
    removed = removed_texts(released)
    if not removed.texts:
        return removed.lost
    files = [*_texts_outside_records(root)]
    found = [each for path, text in files for each in _repetitions(path, text, removed.texts)]
    found = [each for each in found if f"{each.path}:{each.place}" not in replaced]
    if found:
        published = [*_published_texts(released)]
        listed = dict.fromkeys(
            f"  `{each.path}`: {each.place} (removed from `{each.text.record}` by release {each.text.release})"
            for each in found
            if not _is_published(each, published)
        )
        if listed:
            raise DossierError(_message(listed))
    return removed.lost


def refuse_repetition_on(branch: Branch, kept: KeptFiles, root: Path, replaced: Container[str]) -> tuple[str, ...]:
    """The same for the releases at the tip of a branch, which may not exist."""
    tip = branch.tip()
    if tip is None:
        return ()
    tree = CommitTree(branch.repository, tip)
    try:
        releases = read_releases(tree, ledger.parse(dict(tree.read([LEDGER])).get(LEDGER, b"")))
    except ValueError:
        # What is wrong with the branch is said when the release is made.
        return ()
    released = ReleasedRecords(releases, tree.read, lambda path, sha256: kept.original(tree, path, sha256))
    return refuse_repetition(released, root, replaced)


def _message(listed: Iterable[str]) -> str:
    places = "\n".join(listed)
    return (
        "a redaction removed words that are still at these places, or the family name alone, and they would be "
        f"published again:\n{places}\nput {MARK} in place of the words, in quotation marks if the value begins with "
        "it, or write the line without them; rename a file that has them in its name; then commit, and try again; if "
        "the place means somebody or something else, say so with `--replace-redacted 'FILE:PLACE'`"
    )


def _texts_outside_records(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file outside the records that the site or an archive prints."""
    for name in (SUBJECT, CONFIG, LICENCE):
        if (root / name).is_file():
            yield name, (root / name).read_text("utf-8", "replace")
    pages = read_prose(root)
    for _, name in prose_files(root):
        path = f"{PAGES}/{name}"
        yield path, pages.get(path, "")


def _repetitions(path: str, text: str, removed: Sequence[RemovedText]) -> Iterator[_Repetition]:
    for each in removed:
        if each.is_in(path):
            yield _Repetition(path, _NAME, each)
        places = [*lines_with(text, each.is_in)] if each.is_in(text) else []
        yield from (_Repetition(path, place, each) for place in places)
        lines = enumerate(text.splitlines(), 1) if each.family_words_in(text) else ()
        for place, line in ((f"line {number}", line) for number, line in lines):
            if place not in places and (words := each.family_words_in(line)):
                yield _Repetition(path, place, each, words)


def _published_texts(released: ReleasedRecords) -> Iterator[str]:
    """Yield each text that the frozen records and the releases still publish, and the name of each person."""
    paths = [release_description(release.version) for release in released.releases]
    paths += [new.place.record for release in released.releases for new in release.revisions]
    for _, content in released.read(sorted(set(paths))):
        fields = json.loads(content)
        yield from (text for _, text in texts_of(fields) if not _NOT_WORDS.fullmatch(text))
        yield from (f"{given} {family}" for _, given, family in persons_in(fields))


def _is_published(found: _Repetition, published: Sequence[str]) -> bool:
    """True if a record or a release has the removed text still, or each word that is like the family name."""
    if not found.family_words:
        return any(found.text.is_in(text) for text in published)
    left = set(found.family_words)
    for text in published:
        left -= found.text.family_words_in(text)
        if not left:
            return True
    return False

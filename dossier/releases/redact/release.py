"""Releases that redact words. [io]

No manifest is ever edited. The release of a redaction lists the changed paths again and names their old hashes. Only
that makes it legal for the files to differ from the older list.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dossier.errors import DossierError
from dossier.model.addresses import Revision, release_description
from dossier.model.dates import PartialDate
from dossier.model.redaction import MARK
from dossier.releases.publish.changes import read_releases
from dossier.releases.publish.replacement import PublishedReleases, Replacement, Replacer
from dossier.releases.redact.formats import places_with_text
from dossier.releases.redact.likenesses import likenesses
from dossier.releases.redact.order import RedactionOrder, TextLeftError
from dossier.releases.redact.replacing import RedactionNotice, Texts, persons_in, reasons_in
from dossier.releases.redact.signs import signs_in_records
from dossier.releases.redact.tree import TreeRedaction
from dossier.releases.store.manifest import ReleaseTreeState
from dossier.releases.store.marked_places import marked_places, texts_of
from dossier.releases.store.release_json import RedactedFile, Release
from dossier.releases.store.version import is_version


@dataclass(frozen=True, slots=True)
class RedactionOutcome:
    """The commit at the tip of the branch, the release that it added, and what still has a text."""

    commit: str
    release: Release
    # Other published files that have a text.
    remaining: tuple[str, ...]
    # Places in the named records and in releases that may have a part of a text.
    parts: tuple[str, ...]
    # Places in other records that have what can be the family name, or the number in another form.
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Redactor:
    """Makes redaction releases."""

    replacer: Replacer

    def redact(self, order: RedactionOrder, day: date) -> RedactionOutcome:
        """Make a release that removes the texts, and append it to the branch.

        Raises DossierError if a revision does not contain a text, if a text is a part of what must stay, if something
        that is left may be the text, or if the branch does not verify. The branch then stays as it was.
        """
        remaining: tuple[str, ...] = ()
        parts: tuple[str, ...] = ()
        signs: tuple[str, ...] = ()

        def replacement(published: PublishedReleases) -> Replacement:
            nonlocal remaining, parts, signs
            state, tree = published.state, published.tree
            day_in_words = str(PartialDate.parse(day.isoformat()))
            notice = RedactionNotice(published.next_version, day_in_words, order.authority, order.reason)
            releases = read_releases(tree, state.lines)
            redaction = TreeRedaction(order, notice, tree, state, releases, self.replacer.new_salt)
            redaction = _with_other_spellings(redaction)
            self._search_suspended(redaction, published)
            remaining, parts = redaction.remaining, tuple(_places_with_part(redaction))
            signs = tuple(signs_in_records(tree.read(_other_records(redaction)), order.texts))
            return Replacement(redaction.changed, "redaction", redacted=_redacted_files(redaction, state))

        outcome = self.replacer.release(day, replacement)
        return RedactionOutcome(outcome.commit, outcome.release, remaining, parts, signs)

    def _search_suspended(self, redaction: TreeRedaction, published: PublishedReleases) -> None:
        """Raise DossierError if a suspended file may have a text: the end of the suspension would publish it again."""
        for path, suspension in sorted(published.state.suspensions.items()):
            content = self.replacer.original(path, published)
            if content is None and redaction.order.leaves(path):
                continue
            if content is None:
                raise DossierError(
                    f"`{path}` is suspended, and the published bytes are missing, so they cannot be searched: put the "
                    f"file with the SHA-256 {suspension.file.sha256} into `{self.replacer.kept.folder}`, or say with "
                    "`--leave ID` that what is left in this record stays"
                )
            has_text = not redaction.order.leaves(path) and _may_have_text(redaction.order, path, content)
            if has_text or (path.endswith(".json") and redaction.unsafe_digests(path, content)):
                raise DossierError(
                    f"`{path}` is suspended, and what was published there has the text, something like it, or the "
                    "digest of an earlier text in a review: end the suspension with `suspend --lift`, redact it as "
                    "well, suspend it again, and push all at once"
                )


def _may_have_text(order: RedactionOrder, path: str, content: bytes) -> bool:
    """True if a suspended file has a text, or a part of it in a record that the order names."""
    revision = Revision.parse(path)
    is_named = revision is not None and revision.identifier in {name for name, _ in order.revisions}
    return any(likenesses(path, content, order.texts) if is_named else places_with_text(content, order.texts))


def _with_other_spellings(redaction: TreeRedaction) -> TreeRedaction:
    """The redaction after it ran, with the other spellings of its texts as further texts if the order asks for that."""
    while True:
        try:
            redaction.run()
        except TextLeftError as error:
            further = [text for text in error.spellings if text not in redaction.order.texts]
            if not redaction.order.is_loose or not further:
                raise
            order = replace(redaction.order, texts=(*redaction.order.texts, *further))
            redaction = TreeRedaction(
                order,
                redaction.notice,
                redaction.tree,
                redaction.state,
                redaction.releases,
                redaction.new_salt,
                has_spellings=True,
            )
        else:
            return redaction


def _places_with_part(redaction: TreeRedaction) -> Iterator[str]:
    """Yield each place that may still have a part of a text, and is not refused for it.

    These are places in the named records and in the words of all releases. The part can be that to remove without its
    context, a first name or the letters of the family name. In a revision or release that the order does not name, it
    can be a word of the name as well. A record that is left, and whose page lost a text in other words, is listed too.
    """
    order, only_on_page = redaction.order, redaction.only_on_page
    records = [name for name, _ in order.revisions if not is_version(name)]
    revisions = dict.fromkeys(revision for name in records for revision in redaction.published_revisions(name, None))
    releases = [release_description(release.version) for release in redaction.releases]
    paths = [*(revision.record for revision in revisions), *releases]
    paths = [path for path in paths if path in only_on_page or not order.leaves(path)]
    files = dict(redaction.tree.read(sorted(paths))) | redaction.changed
    for path in paths:
        is_record = Revision.parse(path) is not None
        found = _in_record(files[path], order.texts) if is_record else _with_part(reasons_in(files[path]), order.texts)
        words = ["in other words than its page had"] if path in only_on_page else []
        yield from (f"{path}: {place}" for place in sorted(found) or words)


def _other_records(redaction: TreeRedaction) -> list[str]:
    """The records with the letters of a sign that have no text, and that the order neither names nor leaves."""
    order, found = redaction.order, redaction.found
    named = {name for name, _ in order.revisions}
    paths = (each.record for each in found.with_signs if each.identifier not in named)
    return [path for path in paths if path not in found.similar and not order.leaves(path)]


def _in_record(record: bytes, texts: Texts) -> set[str]:
    """The places in a `record.json` that may have a part of a text. A person is one place."""
    fields = json.loads(record)
    places = _with_part(texts_of(fields), texts)
    persons = ((place, f"{given} {family}") for place, given, family in persons_in(fields))
    if any(text.other_numbers is not None and text.other_numbers.is_judgment for text in texts):
        places |= _reports(dict(texts_of(fields)))
    return places | {f"{place}/given" for place in _with_part(persons, texts) if f"{place}/family" not in places}


def _reports(texts: Mapping[str, str]) -> set[str]:
    """The places of law reports and ECLI that are next to the mark of a neutral citation: they name the judgment."""
    marked = [place.rpartition("/")[0] for place, text in texts.items() if text == MARK and "neutral_cit" in place]
    return {f"{parent}/{name}" for parent in marked for name in ("ecli", "report")} & texts.keys()


def _with_part(found: Iterable[tuple[str, str]], texts: Texts) -> set[str]:
    return {place for place, words in found if any(text.is_partly_in(words) for text in texts)}


def _redacted_files(redaction: TreeRedaction, state: ReleaseTreeState) -> tuple[RedactedFile, ...]:
    order, before = redaction.order, dict(redaction.tree.read(sorted(redaction.changed)))
    return tuple(
        RedactedFile(
            path,
            state.hashes[path],
            order.authority,
            order.reason,
            tuple(marked_places(path, content) - marked_places(path, before[path])),
        )
        for path, content in sorted(redaction.changed.items())
    )

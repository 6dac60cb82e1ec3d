"""The redaction of a release tree: marks, and what may be left.

A file that does not have the letters and digits of a text has it in no spelling.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from dossier.errors import DossierError
from dossier.model.addresses import REVISIONS, Revision, release_description, release_folder
from dossier.model.identifiers import guess
from dossier.releases.redact.by_context import places_with_part, redact_by_context
from dossier.releases.redact.found import Found, find
from dossier.releases.redact.likenesses import likenesses
from dossier.releases.redact.order import RedactionOrder, TextLeftError, name_of_file, shown_name
from dossier.releases.redact.refusals import identifiers_in, on_fixed, on_frame, on_identifier
from dossier.releases.redact.replacing import (
    RedactionNotice,
    only_marks_changed,
    only_marks_on_page,
    redact_description,
    redact_page,
    redact_record,
    without_notices,
)
from dossier.releases.redact.reviewed_texts import removed_digests, text_digest_of, without_digests
from dossier.releases.redact.wanted import TextToRedact
from dossier.releases.store import release_json
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.manifest import ReleaseTreeState
from dossier.releases.store.marked_places import FRAME, marked_places
from dossier.releases.store.release_json import Release
from dossier.releases.store.salt import salt_of, with_other_salt
from dossier.releases.verify.verify import Tree


@dataclass(slots=True)
class TreeRedaction:
    """The redaction of a release tree."""

    order: RedactionOrder
    notice: RedactionNotice
    tree: Tree
    state: ReleaseTreeState
    # Oldest first.
    releases: Sequence[Release]
    new_salt: Callable[[], str]
    # True if the texts of the order include other spellings, which an earlier try found.
    has_spellings: bool = False
    # The files that changed, by path.
    changed: dict[str, bytes] = field(default_factory=dict)
    # Places that may still have a text or a part of it, each after the path of a file of the revision or release.
    doubts: list[tuple[str, str]] = field(default_factory=list)
    found: Found = field(default_factory=Found)
    # The words of files that are like a text.
    _spellings: dict[TextToRedact, None] = field(default_factory=dict)
    # True if a record has the text in a field that its page does not print.
    _is_in_record_alone: bool = False
    # True if a page has the words in square brackets at other places, so that its record keeps them.
    _is_left_on_page: bool = False
    # The files that the order names and that do not have the letters of a text.
    _without_text: list[str] = field(default_factory=list)
    # The records that do not have a text as their pages have it.
    only_on_page: list[str] = field(default_factory=list)
    # The files that changed because of the digests of reviewed texts alone.
    _only_digests: set[str] = field(default_factory=set)

    def run(self) -> None:
        """Put the marks into the files.

        Raises DossierError if a name was never published or does not contain a text, or if something that is left may
        be the text.
        """
        self.found = find(self.tree.read(sorted(self.state.hashes)), self.order.texts)
        releases = {release.version: release for release in self.releases}
        for name, number in self.order.leave:
            if name not in releases:
                self.published_revisions(name, number)
        named: set[Revision] = set()
        for name, number in self.order.revisions:
            found = len(self.changed) + len(self.doubts)
            if name in releases:
                self._redact_release(releases[name])
            else:
                revisions = self._revisions(name, number)
                named.update(revisions)
                for revision in revisions:
                    self._redact_revision(revision)
            if len(self.changed) + len(self.doubts) == found:
                raise DossierError(f"`{shown_name(name, number)}` does not contain the text")
        changed = (Revision.parse(path) for path in self.changed)
        for identifier in sorted({each.identifier for each in changed if each is not None}):
            self._remove_digests(identifier)
        for release in self.releases:
            if _revisions_with_words(release) & named:
                self._redact_release(release)
        # The family name can stand alone in what does not have the text.
        self._compare(dict(self.tree.read(self._without_text)))
        self._require_certainty()

    @property
    def remaining(self) -> tuple[str, ...]:
        """The paths of files that still have a text, except those that the order leaves."""
        others = sorted(self.found.similar.keys() - (self.changed.keys() - self._only_digests))
        return tuple(path for path in others if not self.order.leaves(path))

    def _revisions(self, identifier: str, number: int | None) -> list[Revision]:
        revisions = self.published_revisions(identifier, number)
        for revision in revisions:
            if revision in self.state.suspended:
                raise DossierError(
                    f"`{revision}` is suspended, and only a notice is left to redact: end the suspension with `suspend "
                    "--lift`, redact, and push both releases together"
                )
        return revisions

    def published_revisions(self, identifier: str, number: int | None) -> list[Revision]:
        """A revision of a record, or all if there is no number. Raises DossierError if it was never published."""
        newest = self.state.newest.get(identifier)
        if newest is None or not (number is None or 1 <= number <= newest.number):
            meant = guess(identifier, self.state.newest)
            raise DossierError(f"`{shown_name(identifier, number)}` was never published{meant}")
        return [Revision(identifier, each) for each in (range(1, newest.number + 1) if number is None else [number])]

    def _redact_revision(self, revision: Revision) -> None:
        """Put marks into the page and the record of a revision, if they contain a text."""
        if not self.found.similar.keys() & set(revision.files):
            self._without_text += revision.files
            return
        files = dict(self.tree.read(revision.files))
        page, record = files[revision.page].decode(), files[revision.record]
        new_page, new_record = redact_page(page, self.order.texts), self._redact_record(revision, record)
        if new_page != page:
            marked = redact_by_context(page, record, self.order.texts)
            new_record = marked.record
            if marked.is_elsewhere:
                self.doubts.append((revision.page, f"`{revision.page}` has the words in square brackets elsewhere too"))
        if new_page == page and new_record == record:
            self._compare(files)
            return
        has_page = without_notices(new_page) != without_notices(page)
        places = _new_places(revision.record, record, new_record)
        self._check_both(revision, has_page=has_page, places=places, left=places_with_part(new_page, self.order.texts))
        self._check_frame(revision.page, page, new_page)
        is_gone = new_page == redact_page(new_page, self.order.texts)
        is_gone &= new_record == redact_record(new_record, self.order.texts).content
        if not (is_gone and only_marks_on_page(page, new_page) and only_marks_changed(record, new_record)):
            raise DossierError(f"`{revision}` would keep the text or lose other words: this is a fault of the program")
        self._add(self._salted(revision, record, new_page, new_record), files)

    def unsafe_digests(self, path: str, record: bytes) -> list[str]:
        """The digests in a suspended `record.json` with which a guess of the removed words could be confirmed."""
        revision = Revision.parse(path)
        if revision is None or not any(path.startswith(f"{REVISIONS}{revision.identifier}/") for path in self.changed):
            return []
        texts = {text_digest_of(other) for _, other in self._files_now(revision.identifier).values()}
        return removed_digests(record, {*texts, text_digest_of(record)})

    def _remove_digests(self, identifier: str) -> None:
        """Put marks in place of such digests in all revisions of a record, whether the order names them or not."""
        files = self._files_now(identifier)
        texts = {text_digest_of(record) for _, record in files.values()}
        for revision, (page, record) in files.items():
            new_page, new_record = without_digests(page.decode(), record, texts)
            if new_record != record:
                self._only_digests |= set(revision.files) - self.changed.keys()
                self.changed |= self._salted(revision, record, new_page, new_record)

    def _files_now(self, identifier: str) -> dict[Revision, tuple[bytes, bytes]]:
        """The page and the record of each revision that is not suspended, with the marks of this redaction."""
        revisions = [Revision(identifier, number) for number in range(1, self.state.newest[identifier].number + 1)]
        shown = [revision for revision in revisions if revision not in self.state.suspended]
        files = dict(self.tree.read([path for revision in shown for path in revision.files])) | self.changed
        return {revision: (files[revision.page], files[revision.record]) for revision in shown}

    def _salted(self, revision: Revision, old_record: bytes, page: str, record: bytes) -> dict[str, bytes]:
        """The files of a revision with marks: with another salt, the digest of the new record, and the notice."""
        salts = salt_of(old_record), self.new_salt()
        salted = with_other_salt(record, *salts)
        page = page.replace(digest(old_record), digest(salted))
        sentence = "" if revision.page in self.changed else self.notice.sentence("../../../")
        return {revision.record: salted, revision.page: _with_notice(page, sentence, salts)}

    def _redact_record(self, revision: Revision, record: bytes) -> bytes:
        """The record with marks. Raises DossierError if a text is in a field that must stay."""
        redacted = redact_record(record, self.order.texts)
        for place, value in redacted.fixed:
            way_on = on_fixed(value, self.state.newest, is_spelling=self.has_spellings)
            raise DossierError(
                f"the text is a part of `{value}` at `{place}` in `{revision.record}`, and identifiers, terms and "
                f"dates of a record cannot be redacted: {way_on}"
            )
        return redacted.content

    def _check_both(self, revision: Revision, *, has_page: bool, places: Sequence[str], left: Sequence[str]) -> None:
        """Note a text that only the page or only the record has: the other may have it in other words.

        What a record holds of other records is only partly printed. With a loose order, the letters and digits are on
        the page in no words, and a record has addresses that are not printed.
        """
        if has_page and not places:
            doubt = f"`{revision.page}` has the text, and `{revision.record}` does not have it in these words"
            if left:
                shown = ", ".join(f"`{place}`" for place in left)
                doubt += f"; the words in square brackets are still at {shown} of the page"
                self._is_left_on_page = True
            self.doubts.append((revision.page, doubt))
            self.only_on_page.append(revision.record)
        elif not has_page and not self.order.is_loose and any(place.startswith("/record/") for place in places):
            doubt = f"`{revision.record}` has the text, and `{revision.page}` does not have it in these words"
            self.doubts.append((revision.record, doubt))
            self._is_in_record_alone = True

    def _redact_release(self, release: Release) -> None:
        """Put marks into the reasons and authorities that a release has on its page and in its description."""
        description, page = release_description(release.version), f"{release_folder(release.version)}index.html"
        if not self.found.similar.keys() & {description, page}:
            self._without_text += (description, page)
            return
        files = dict(self.tree.read([description, page]))
        new_description, old_page = redact_description(files[description], self.order.texts), files[page].decode()
        new_page = redact_page(old_page, self.order.texts)
        places = _new_places(description, files[description], new_description)
        # A notice on the page gives the reason of another release.
        is_own = without_notices(new_page) != without_notices(old_page)
        if new_page == old_page or (is_own and not places):
            if not self.order.leaves(page):
                self._check_frame(page, old_page, new_page)
            self._compare(files)
            return
        self._check_suspensions(release, release_json.parse(new_description))
        # The last paragraph of the page has the words on its timestamp.
        own = {"footer"} if any(place.startswith("/timestamp/") for place in places) else set()
        self._check_frame(page, old_page, new_page, own)
        salts = release.salt, self.new_salt()
        noticed = _with_notice(new_page, self.notice.sentence("../../"), salts)
        self._add({description: with_other_salt(new_description, *salts), page: noticed}, files)

    def _check_suspensions(self, before: Release, after: Release) -> None:
        """Raise DossierError if the reason of a suspension in force would change: the notices in its place have it."""
        for old, new in zip(before.suspended, after.suspended, strict=True):
            suspension = self.state.suspensions.get(old.path)
            if old != new and suspension is not None and suspension.version == before.version:
                raise DossierError(
                    f"the reason of the suspension of `{old.path}` has the text, and the notice there repeats it: end "
                    "the suspension with `suspend --lift`, redact, suspend again with another reason, and push all at "
                    "once"
                )

    def _check_frame(self, path: str, before: str, after: str, own: Container[str] = ()) -> None:
        """Raise DossierError if a part of the frame of pages would change, except the parts with words of this page."""
        added = _new_places(path, before.encode(), after.encode())
        for part in FRAME:
            if part in added and part not in own:
                raise DossierError(f"the text is also in the `{part}` of `{path}`, {on_frame(part)}")

    def _add(self, files: Mapping[str, bytes], before: Mapping[str, bytes]) -> None:
        self.changed |= files
        self._compare(files, before)

    def _compare(self, files: Mapping[str, bytes], before: Mapping[str, bytes] = MappingProxyType({})) -> None:
        """Note what is like a text, or a part of it, in the files of a revision or release that the order names."""
        for path, content in files.items():
            for likeness in likenesses(path, content, self.order.texts, before.get(path)):
                self.doubts.append((path, f"`{path}` has {likeness.words}"))
                if not self.order.leaves(path):
                    self._spellings |= dict.fromkeys(likeness.spellings)

    def _require_certainty(self) -> None:
        doubts = [doubt for path, doubt in self.doubts if not self.order.leaves(path)]
        if doubts:
            lines = ["nothing was redacted, because some of the text would be left:", *dict.fromkeys(doubts)]
            left = [path for path, _ in self.doubts if not self.order.leaves(path)]
            identifiers = identifiers_in(
                [self.found.similar.get(path, b"") for path in left], self.state.newest, self.order.texts
            )
            lines += [
                f"the text is also in the identifier `{name}`, which stays: "
                f"{on_identifier(name, is_loose=self.order.is_loose)}"
                for name in identifiers
            ]
            raise TextLeftError(
                "\n  ".join(lines),
                tuple(dict.fromkeys(map(name_of_file, left))),
                tuple(self._spellings),
                would_go_loosely=not identifiers and (bool(self._spellings) or self._is_in_record_alone),
                is_left_on_page=self._is_left_on_page,
            )
        if not self.changed:
            raise DossierError("nothing was redacted: the text itself is nowhere, and what is like it is left")


def _new_places(path: str, before: bytes, after: bytes) -> list[str]:
    """The places of a file that have more marks than before."""
    return list(marked_places(path, after) - marked_places(path, before))


def _with_notice(page: str, sentence: str, salts: tuple[str | None, str]) -> bytes:
    return with_other_salt(page.replace("<main>\n", f"<main>\n{sentence}", 1).encode(), *salts)


def _revisions_with_words(release: Release) -> set[Revision]:
    """The revisions for which a release gives a reason."""
    revisions = {new.place for new in release.reissued} | {new.place for new in release.changed if new.corrections}
    paths = [file.path for file in release.redacted] + [file.path for file in release.suspended]
    return revisions | {revision for revision in map(Revision.parse, paths) if revision is not None}

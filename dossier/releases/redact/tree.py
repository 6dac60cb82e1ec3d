"""The redaction of a release tree: marks, and what may be left.

Each file is folded once. A file that does not have the letters and digits of a text has it in no spelling.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dossier.errors import DossierError
from dossier.model.addresses import Revision, release_description, release_folder
from dossier.releases.redact.folding import skeletons
from dossier.releases.redact.likenesses import likenesses
from dossier.releases.redact.replacing import (
    RedactionNotice,
    Texts,
    only_marks_changed,
    only_marks_on_page,
    redact_description,
    redact_page,
    redact_record,
)
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.manifest import ReleaseTreeState
from dossier.releases.store.marked_places import marked_places
from dossier.releases.store.release_json import ChangedRecord, NewRevision, ReissuedRecord, Release
from dossier.releases.store.salt import salt_of, with_other_salt
from dossier.releases.verify.verify import Tree

# Parts of a page that its template fills, whose words are the same on each page.
_FRAME = ("head", "style", "header", "h2", "footer")


@dataclass(frozen=True, slots=True)
class RedactionOrder:
    """A request to redact texts, with the authority and reason that are printed."""

    # Identifiers of records with the number of a revision, or None for all revisions that contain a text.
    revisions: Sequence[tuple[str, int | None]]
    texts: Texts
    authority: str
    reason: str
    # Records and revisions whose other matches stay, such as `CLM-2026-0042` and `CLM-2026-0042/3`.
    leave: frozenset[str] = frozenset()


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
    # The files that changed, by path.
    changed: dict[str, bytes] = field(default_factory=dict)
    # Places that may still have a text or a part of it, each after the revision or release that has it.
    doubts: list[tuple[str, str]] = field(default_factory=list)
    # The content of each file that has the letters of a text.
    _similar: Mapping[str, bytes] = field(default_factory=dict)

    def run(self) -> None:
        """Put the marks into the files.

        Raises DossierError if a name was never published or does not contain a text, or if something that is left may
        be the text.
        """
        self._similar = dict(self._find_similar())
        named: set[Revision] = set()
        for identifier, number in self.order.revisions:
            revisions = self._revisions(identifier, number)
            named.update(revisions)
            before = len(self.changed)
            for revision in revisions:
                self._redact_revision(revision)
            if len(self.changed) == before and not any(name in map(str, revisions) for name, _ in self.doubts):
                raise DossierError(f"`{_name(identifier, number)}` does not contain the text")
        for release in self.releases:
            if any(new.place in named and _has_reason(new) for new in release.revisions):
                self._redact_release(release)
        self._require_certainty()

    @property
    def remaining(self) -> tuple[str, ...]:
        """The paths of other files that have a text, except those that the order leaves."""
        return tuple(path for path in sorted(self._similar.keys() - self.changed.keys()) if not self._is_left(path))

    def _find_similar(self) -> Iterator[tuple[str, bytes]]:
        for path, content in self.tree.read(sorted(self.state.hashes)):
            read = skeletons(content.decode("utf-8", "ignore"))
            if any(text.is_loosely_in(read) for text in self.order.texts):
                yield path, content

    def _revisions(self, identifier: str, number: int | None) -> list[Revision]:
        newest = self.state.newest.get(identifier)
        if newest is None or not (number is None or 1 <= number <= newest.number):
            raise DossierError(f"`{_name(identifier, number)}` was never published")
        return [Revision(identifier, each) for each in (range(1, newest.number + 1) if number is None else [number])]

    def _redact_revision(self, revision: Revision) -> None:
        """Put marks into the page and the record of a revision, if they contain a text."""
        if not self._similar.keys() & set(revision.files):
            return
        files = dict(self.tree.read(revision.files))
        page, record = files[revision.page].decode(), files[revision.record]
        redacted = redact_record(record, self.order.texts)
        for place, value in redacted.fixed:
            raise DossierError(
                f"the text is a part of `{value}` at `{place}` in `{revision.record}`, and identifiers, terms and "
                "dates of a record cannot be redacted: give more of the words around it"
            )
        new_page, new_record = redact_page(page, self.order.texts), redacted.content
        if new_page != page and new_record == record:
            new_record = self._record_by_context(record)
        if (new_page != page) is not (new_record != record):
            where, other = (revision.page, revision.record) if new_page != page else (revision.record, revision.page)
            self.doubts.append(
                (str(revision), f"`{where}` has the text, and `{other}` does not have it in these words")
            )
        if new_page == page and new_record == record:
            self._compare(revision.page, new_page.encode(), str(revision))
            self._compare(revision.record, new_record, str(revision))
            return
        self._check_frame(revision.page, page, new_page)
        is_gone = new_page == redact_page(new_page, self.order.texts)
        is_gone &= new_record == redact_record(new_record, self.order.texts).content
        if not (is_gone and only_marks_on_page(page, new_page) and only_marks_changed(record, new_record)):
            raise DossierError(f"`{revision}` would keep the text or lose other words: this is a fault of the program")
        salts = salt_of(record), self.new_salt()
        new_record = with_other_salt(new_record, *salts)
        new_page = new_page.replace(digest(record), digest(new_record))
        self._add(revision.record, record, new_record, str(revision))
        self._add(revision.page, page.encode(), self._with_notice(new_page, "../../../", salts), str(revision))

    def _record_by_context(self, record: bytes) -> bytes:
        """The record with a mark in the only field that the part to remove fills, or unchanged."""
        redacted = redact_record(record, self.order.texts, is_alone=True).content
        places = marked_places("record.json", redacted) - marked_places("record.json", record)
        filled = [place for place in places if place != "/salt" and not place.startswith("/record/reviewed/")]
        return redacted if len(filled) == 1 else record

    def _redact_release(self, release: Release) -> None:
        """Put marks into the reasons that a release repeats on its page and in its description."""
        description, page = release_description(release.version), f"{release_folder(release.version)}index.html"
        if description not in self._similar:
            return
        files = dict(self.tree.read([description, page]))
        new_description = redact_description(files[description], self.order.texts)
        old_page = files[page].decode()
        new_page = redact_page(old_page, self.order.texts)
        if new_description == files[description]:
            return
        self._check_frame(page, old_page, new_page)
        salts = release.salt, self.new_salt()
        self._add(description, files[description], with_other_salt(new_description, *salts), release.version)
        self._add(page, files[page], self._with_notice(new_page, "../../", salts), release.version)

    def _with_notice(self, page: str, root: str, salts: tuple[str | None, str]) -> bytes:
        """The page with the notice and another salt."""
        noticed = page.replace("<main>\n", f"<main>\n{self.notice.sentence(root)}", 1)
        return with_other_salt(noticed.encode(), *salts)

    def _check_frame(self, path: str, before: str, after: str) -> None:
        added = marked_places(path, after.encode()) - marked_places(path, before.encode())
        for part in _FRAME:
            if part in added:
                raise DossierError(
                    f"the text is also in the `{part}` of `{path}`, which is the same on all pages: give more of the "
                    "words around it"
                )

    def _add(self, path: str, before: bytes, after: bytes, name: str) -> None:
        if after != before:
            self.changed[path] = after
        self._compare(path, after, name)

    def _compare(self, path: str, content: bytes, name: str) -> None:
        """Note what is like a text, or a part of it, in a file of a revision or release that the order names."""
        for likeness in likenesses(path, content, self.order.texts):
            self.doubts.append((name, f"`{path}` has {likeness}"))

    def _require_certainty(self) -> None:
        doubts = [doubt for name, doubt in self.doubts if not self._is_left(name)]
        if doubts:
            raise DossierError(
                "\n  ".join(["nothing was redacted, because some of the text would be left:", *dict.fromkeys(doubts)])
                + "\nname the other spellings with further `--text` options, or say with `--leave ID/N` that what is "
                "left in a revision stays"
            )

    def _is_left(self, path: str) -> bool:
        revision = Revision.parse(path)
        name = path if revision is None else str(revision)
        return bool(self.order.leave & {name, name.partition("/")[0]})


def _name(identifier: str, number: int | None) -> str:
    return identifier if number is None else f"{identifier}/{number}"


def _has_reason(new: NewRevision) -> bool:
    return isinstance(new, ReissuedRecord) or (isinstance(new, ChangedRecord) and bool(new.corrections))

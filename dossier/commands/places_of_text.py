"""Places outside the branch that have a redacted text. [io]"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.model.subject import SUBJECT
from dossier.system.terminal import shown_path

if TYPE_CHECKING:
    from dossier.releases.redact.order import RedactionOrder
    from dossier.releases.store.release_json import Release

_DIGEST = re.compile(r"\btext: *[\"']?[0-9a-f]{64}\b")
# What a dossier consists of, and what builds and releases leave. Preserved copies are not published.
EVIDENCE = "evidence"
_FOLDERS = (EVIDENCE, "pages", "docs", "suspended", "build/release-assets", "build/site")


def remaining_elsewhere(root: Path, order: RedactionOrder, texts: Iterable[Path]) -> dict[str, list[str]]:
    """The places with a text in the evidence, the pages, the settings, the archives and the built site, by folder.

    Files of records that the order leaves are left out, and so are the files that give the texts.
    """
    from dossier.releases.redact.formats import places_with_text

    given = {path.resolve() for path in texts}
    remaining: dict[str, list[str]] = {}
    for folder, path, content in _files(root, {name for name, number in order.leave if number is None}):
        places = [] if path.resolve() in given else [*places_with_text(content, order.texts)]
        # A review of the text has its digest, with which a guess of the words could be confirmed.
        digests = _lines_with_digests(content) if places and path.suffix == ".yaml" else ()
        if places:
            remaining.setdefault(folder, []).extend(f"{shown_path(path)}: {place}" for place in (*places, *digests))
    return remaining


def parts_in_evidence(root: Path, order: RedactionOrder, release: Release) -> Iterator[str]:
    """Yield the lines of the redacted records that can have a part of a text, or else the fields with new marks.

    A file has a field and its context on different lines, and so it has the two names of an author. The lines of
    `subject.yml` that can have a part follow: builds and releases notice there only the whole text or the family name.
    """
    from dossier.model.addresses import Revision
    from dossier.releases.redact.lines import lines_with

    def has_part(text: str) -> bool:
        return any(each.is_partly_in(text) for each in order.texts)

    marked: dict[str, set[str]] = {}
    for file in release.redacted:
        revision = Revision.parse(file.path)
        if revision is not None and (revision.identifier, None) not in order.leave:
            inside = (place.removeprefix("/record") for place in file.changed if place.startswith("/record/"))
            marked.setdefault(revision.identifier, set()).update(inside)
    has_context = any(text.has_context for text in order.texts)
    for name, fields in sorted(marked.items()):
        for path in sorted((root / EVIDENCE).rglob(f"{name}.yaml")):
            content = path.read_text("utf-8", "replace")
            found = [*lines_with(content, has_part)]
            yield from (f"{shown_path(path)}: {place}" for place in found or (sorted(fields) if has_context else ()))
    subject = root / SUBJECT
    yield from (f"{shown_path(subject)}: {place}" for place in lines_with(subject.read_text("utf-8"), has_part))


def signs_in_evidence(root: Path, order: RedactionOrder) -> list[str]:
    """The lines of the evidence with a sign of a text, except in records that the order leaves."""
    from dossier.releases.redact.signs import signs_in_lines

    left = {name for name, number in order.leave if number is None}
    paths = (path for path in sorted((root / EVIDENCE).rglob("*.yaml")) if path.stem not in left)
    return signs_in_lines(((shown_path(path), path.read_bytes()) for path in paths), order.texts)


def warn_of_lost_texts(lost: Sequence[str]) -> None:
    """Print a warning if redacted files have no earlier bytes any more, so that nothing knows what was removed."""
    if lost:
        more = f" and {len(lost) - 1:,} more" if len(lost) > 1 else ""
        print(
            f"warning: what was redacted in `{lost[0]}`{more} is not known here, so `{SUBJECT}`, the settings and the "
            "pages were not searched for it: look for it yourself, or, if the branch of releases still has its "
            "history, fetch all of it and name the branch instead of a folder",
            file=sys.stderr,
        )


def _lines_with_digests(content: bytes) -> Iterator[str]:
    lines = content.decode("utf-8", "replace").splitlines()
    yield from (f"line {number}, a digest" for number, line in enumerate(lines, 1) if _DIGEST.search(line))


def _files(root: Path, leave: set[str]) -> Iterator[tuple[str, Path, bytes]]:
    """Yield the folder, the path and the content of each file."""
    from dossier.releases.verify.trees import FolderTree

    yield from (
        ("", path, path.read_bytes()) for path in sorted(root.iterdir()) if path.is_file() and not path.is_symlink()
    )
    for name in _FOLDERS:
        folder = root / name
        if folder.is_dir():
            tree = FolderTree(folder)
            paths = (path for path in tree.paths() if not leave & set(path.replace(".", "/").split("/")))
            yield from ((name, folder / path, content) for path, content in tree.read(sorted(paths)))

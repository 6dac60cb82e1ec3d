"""`dossier assign-ids`: replace placeholder identifiers by numbers, or undo it. [io]"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Container, Iterator
from pathlib import Path

from dossier.commands.check import print_report
from dossier.diagnostics import Diagnostic, Severity
from dossier.diagnostics.formats import Format
from dossier.drafting.identifiers import (
    IdentifierMap,
    assign_numbers,
    give_back_numbers,
    renew_reviews,
    replace_in_record,
    replace_in_text,
)
from dossier.errors import DossierError
from dossier.model.identifiers import is_placeholder
from dossier.model.subject import SUBJECT
from dossier.reading.base_revision import identifiers_before_fork, identifiers_ever_used
from dossier.reading.captures import CAPTURES
from dossier.reading.files import EVIDENCE, read_file
from dossier.reading.load import Loaded, load, today
from dossier.reading.prose import MARKDOWN, PAGES, prose_files
from dossier.system.atomic import Rewrite, remove_leftovers, write_all
from dossier.system.terminal import shown_path


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--base",
        nargs="+",
        default=[],
        metavar="REF",
        help="the published branches, whose numbers are not assigned again (always with origin/main, else main)",
    )
    parser.add_argument(
        "--undo",
        action="store_true",
        help="give placeholders back to the records that were numbered since this branch left the base",
    )
    parser.add_argument("--dry-run", action="store_true", help="print what would be done, and change nothing")


def run(options: argparse.Namespace, root: Path) -> int:
    """Rename and rewrite all files or none. Returns 1 if a record cannot be read: it may refer to any identifier."""
    if not options.dry_run:
        remove_leftovers(root, EVIDENCE, PAGES)
    loaded = load(root, today())
    errors = [problem for problem in loaded.diagnostics if problem.severity is Severity.ERROR]
    if errors:
        print_report(errors, len(loaded.files), Format.AUTO, root)
        undone = "given back" if options.undo else "assigned"
        print(f"no number was {undone}: correct these records first", file=sys.stderr)
        return 1
    identifiers = (_placeholders if options.undo else _numbers)(root, loaded, options.base)
    if not identifiers:
        print("no record has a new number" if options.undo else "no record has a placeholder identifier")
        return 0
    rewrites = [
        *_record_rewrites(root, loaded, identifiers),
        *_subject_rewrites(root, identifiers),
        *_page_rewrites(root, identifiers),
    ]
    moves = [(root / CAPTURES / old, root / CAPTURES / new) for old, new in identifiers.items()]
    if not options.dry_run:
        write_all(rewrites, [(old, new) for old, new in moves if old.is_dir()])
    for old, new in identifiers.items():
        print(f"{old} → {new}")
    further = sum(rewrite.old == rewrite.new for rewrite in rewrites)
    would = "would be " if options.dry_run else ""
    done = "given a placeholder" if options.undo else "numbered"
    print(f"{len(identifiers)} {would}{done}; {further} other {'file' if further == 1 else 'files'} {would}rewritten")
    return 0


def _placeholders(root: Path, loaded: Loaded, refs: list[str]) -> IdentifierMap:
    identifiers = give_back_numbers(loaded.dossier, identifiers_before_fork(root, refs))
    _refuse_twins(loaded, identifiers)
    return identifiers


def _refuse_twins(loaded: Loaded, names: Container[str]) -> None:
    """Raise DossierError if two files have the same name among these: a reference could mean either."""
    for name, (_, paths) in loaded.dossier.names.items():
        if len(paths) > 1 and name in names:
            raise DossierError(f"`{name}` names {' and '.join(paths)}: rename one of them, and change its `id`")


def _numbers(root: Path, loaded: Loaded, refs: list[str]) -> IdentifierMap:
    current = loaded.dossier.names
    _refuse_twins(loaded, [name for name in current if is_placeholder(name)])
    past = identifiers_ever_used(root, refs)
    if past is None:
        if refs:
            raise DossierError(f"--base needs a git repository, and {shown_path(root)} is not in a repository")
        print("there is no git repository: only numbers of the present files are known to be used", file=sys.stderr)
    return assign_numbers(current, {*current, *(past or ())})


def _record_rewrites(root: Path, loaded: Loaded, identifiers: IdentifierMap) -> Iterator[Rewrite]:
    """Yield the record files that get a new name or new content."""
    names = [name.encode() for name in identifiers]
    for file in loaded.files:
        content = read_file(root, file.path)
        if isinstance(content, Diagnostic):
            raise DossierError(f"{file.path}: {content.message}")
        old = root / file.path
        new = old.with_name(f"{identifiers.get(file.name, file.name)}.yaml")
        # An escape in quotation marks may be part of an identifier.
        if b"\\" in content or any(name in content for name in names):
            changed = replace_in_record(content, file.path, identifiers)
            changed = renew_reviews(content, changed, file.path, loaded.dossier.subject.models[file.kind])
            if changed != content or new != old:
                yield Rewrite(old, new, content, changed)


def _subject_rewrites(root: Path, identifiers: IdentifierMap) -> Iterator[Rewrite]:
    """Yield the subject file if its story names a record that gets a new identifier."""
    content = (root / SUBJECT).read_bytes()
    changed = replace_in_record(content, SUBJECT, identifiers)
    if changed != content:
        yield Rewrite(root / SUBJECT, root / SUBJECT, content, changed)


def _page_rewrites(root: Path, identifiers: IdentifierMap) -> Iterator[Rewrite]:
    """Yield the pages of prose that contain an old identifier."""
    for path, name in prose_files(root):
        if not name.endswith(MARKDOWN) or path.is_symlink() or not path.is_file():
            continue
        content = path.read_bytes()
        try:
            changed = replace_in_text(content.decode("utf-8"), identifiers).encode("utf-8")
        except UnicodeDecodeError:
            raise DossierError(f"{shown_path(path)} is not UTF-8") from None
        if changed != content:
            yield Rewrite(path, path, content, changed)

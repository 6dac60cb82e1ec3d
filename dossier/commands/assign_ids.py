"""`dossier assign-ids`: give every placeholder its number, in file names, records and pages alike. [io]"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from dossier.commands.check import write
from dossier.diagnostics import Diagnostic, Severity
from dossier.diagnostics.formats import Format
from dossier.drafting.identifiers import Names, in_record, in_text, numbers
from dossier.errors import DossierError
from dossier.model.identifiers import is_placeholder
from dossier.reading.base_revision import names_ever
from dossier.reading.load import CAPTURES, Loaded, load, read, today
from dossier.site.staging import PAGES
from dossier.system.atomic import Rewrite, rewrite_all
from dossier.system.terminal import shown_path


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--base",
        nargs="+",
        default=[],
        metavar="REF",
        help="git refs whose numbers are taken, besides those of this branch (origin/main, else main)",
    )
    parser.add_argument("--dry-run", action="store_true", help="only print what would be done")


def run(options: argparse.Namespace, root: Path) -> int:
    """Rename and rewrite all or nothing; 1 where a record cannot be read, for what it names is not known."""
    loaded = load(root, today())
    unread = [one for one in loaded.diagnostics if one.severity is Severity.ERROR]
    if unread:
        write(unread, len(loaded.files), Format.AUTO, root)
        print("no number was assigned: mend these records first", file=sys.stderr)
        return 1
    names = _numbers(root, loaded, options.base)
    if not names:
        print("no record waits for a number")
        return 0
    rewrites = [*_records(root, loaded, names), *_pages(root, names)]
    moves = [(root / CAPTURES / old, root / CAPTURES / new) for old, new in names.items()]
    if not options.dry_run:
        rewrite_all(rewrites, [(old, new) for old, new in moves if old.is_dir()])
    for old, new in names.items():
        print(f"{old} → {new}")
    beside = sum(one.old == one.new for one in rewrites)
    would = "would be " if options.dry_run else ""
    print(f"{len(names)} {would}numbered; {beside} other {'file' if beside == 1 else 'files'} {would}rewritten")
    return 0


def _numbers(root: Path, loaded: Loaded, refs: list[str]) -> Names:
    for name, (_, paths) in loaded.dossier.names.items():
        if len(paths) > 1 and is_placeholder(name):
            raise DossierError(f"`{name}` names {' and '.join(paths)}: rename one of them, with its `id`")
    here = loaded.dossier.names
    ever = names_ever(root, refs)
    if ever is None:
        if refs:
            raise DossierError(f"--base needs a git repository, and {shown_path(root)} lies in none")
        print("no git repository here: only the numbers of the files at hand are known", file=sys.stderr)
    return numbers(here, {*here, *(ever or ())})


def _records(root: Path, loaded: Loaded, names: Names) -> Iterator[Rewrite]:
    """Yield the record files that get another name or other bytes."""
    for found in loaded.files:
        content = read(root, found.path)
        if isinstance(content, Diagnostic):
            raise DossierError(f"{found.path}: {content.message}")
        old = root / found.path
        new = old.with_name(f"{names.get(found.name, found.name)}.yaml")
        # An escape in quotation marks can hide any letter.
        if b"-NEW-" in content or b"\\" in content:
            changed = in_record(content, found.path, names)
            if changed != content or new != old:
                yield Rewrite(old, new, content, changed)


def _pages(root: Path, names: Names) -> Iterator[Rewrite]:
    """Yield the pages of prose that name a placeholder."""
    for path in sorted((root / PAGES).rglob("*.md")):
        if path.is_symlink() or not path.is_file():
            continue
        content = path.read_bytes()
        try:
            changed = in_text(content.decode("utf-8"), names).encode("utf-8")
        except UnicodeDecodeError:
            raise DossierError(f"{shown_path(path)} is not UTF-8") from None
        if changed != content:
            yield Rewrite(path, path, content, changed)

"""`dossier cite`: print the citation of a record, as its page shows it. [io]"""

from __future__ import annotations

import argparse
import difflib
from pathlib import Path

from dossier.cite import plain
from dossier.cite.classify import citation_of
from dossier.cite.formats.box import CitationFormat, Cited, citation, cited_itself, cited_page
from dossier.errors import DossierError
from dossier.model import Capture, Record
from dossier.reading.dossier import Dossier
from dossier.reading.files import RecordFile, find
from dossier.reading.load import load, load_some, today
from dossier.system.terminal import clean


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("id", metavar="ID", help="the identifier of a source, proceeding, claim, force or organisation")
    parser.add_argument(
        "--style",
        type=CitationFormat,
        choices=list(CitationFormat),
        default=CitationFormat.OSCOLA5,
        help="the style (oscola5)",
    )
    parser.add_argument("--pinpoint", metavar="PLACE", help='the place in it, such as "paragraphs 1 to 3"')
    parser.add_argument("--page", action="store_true", help="cite the page about a source or proceeding, not it itself")
    parser.add_argument(
        "--published",
        metavar="REF|DIR",
        help="cite a page by its permalink: a branch or commit of this repository, or a folder of what was released",
    )


def run(options: argparse.Namespace, root: Path) -> int:
    """Print the citation without its final full stop, which belongs to the note that it stands in."""
    files, _ = find(root)
    wanted = next((found for found in files if found.name == options.id), None)
    if wanted is None:
        raise DossierError(_unknown(options.id, [found.name for found in files]))
    if options.pinpoint is not None and not options.style.takes_pinpoint:
        raise DossierError(f"{options.style} has no place for a pinpoint: give it where you cite, or choose a style")
    text = plain(citation(_cited(root, wanted, options), options.style, options.pinpoint))
    for line in text.split("\n"):
        print(clean(line))
    return 0


def _unknown(name: str, names: list[str]) -> str:
    near = difflib.get_close_matches(name, names, n=1)
    message = f"no record is called `{clean(name)}`"
    return f"{message}: did you mean `{near[0]}`?" if near else message


def _cited(root: Path, wanted: RecordFile, options: argparse.Namespace) -> Cited:
    dossier, record = _read(root, wanted)
    if isinstance(record, Capture):
        raise DossierError(f"`{options.id}` is a preserved copy: cite the source that it is a copy of")
    itself = None if options.page else cited_itself(dossier, record)
    return _page(root, record, options.published) if itself is None else itself


def _read(root: Path, wanted: RecordFile) -> tuple[Dossier, Record]:
    """The record and what it reaches; of a judgment all records, for what became of it is told by others."""
    dossier = load_some(root, today(), [wanted.path]).dossier
    entry = dossier.entries.get(wanted.name)
    if entry is None:
        raise DossierError(f"`{wanted.name}` cannot be read: `dossier check {wanted.path}` says why")
    source = dossier.source(wanted.name)
    if source is not None and citation_of(source)[0] is not None:
        dossier = load(root, today()).dossier
    return dossier, entry.record


def _page(root: Path, record: Record, where: str | None) -> Cited:
    """The page of a record: by the permalink of its newest revision if what was released is given and has one."""
    # Imported here: only a page is cited with them, and MkDocs takes longer to load than all else.
    from dossier.configuration import site_settings
    from dossier.releases.aftermath.published import read_published
    from dossier.releases.aftermath.revision_history import release_notes

    site_name = str(site_settings(root).site_name)
    notes = {} if where is None else release_notes(read_published(where, root), load(root, today()).dossier)
    released = notes.get(record.id)
    return cited_page(record, site_name, None if released is None else released.cited_as)

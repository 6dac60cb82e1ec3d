"""`dossier cite`: print the citation of a record, as its page shows it. [io]"""

from __future__ import annotations

import argparse
import difflib
from pathlib import Path

from dossier.cite import Runs, Style, plain
from dossier.cite.forms import citation_of
from dossier.cite_record import cite_page, cite_proceeding, cite_source
from dossier.errors import DossierError
from dossier.folders import EVIDENCE, Found, find
from dossier.graph import Dossier
from dossier.load import load, load_some, today
from dossier.records import Body, Claim, Proceeding, Source
from dossier.report.safe import clean


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("id", metavar="ID", help="the identifier of a source, proceeding, claim, force or organisation")
    parser.add_argument("--style", type=Style, choices=list(Style), default=Style.OSCOLA5, help="the style (oscola5)")
    parser.add_argument("--pinpoint", metavar="PLACE", help='the place in it, such as "paragraphs 1 to 3"')


def run(options: argparse.Namespace, root: Path) -> int:
    """Print the citation on one line, without its final full stop, which belongs to the note that it stands in."""
    files, _ = find(root)
    wanted = next((found for found in files if found.name == options.id), None)
    if wanted is None:
        raise DossierError(_unknown(options.id, [found.name for found in files]))
    print(clean(plain(_citation(_read(root, wanted), root, options))))
    return 0


def _unknown(name: str, names: list[str]) -> str:
    near = difflib.get_close_matches(name, names, n=1)
    message = f"no record is called `{clean(name)}`"
    return f"{message}: did you mean `{near[0]}`?" if near else message


def _read(root: Path, wanted: Found) -> Dossier:
    """The record and what it reaches; of a judgment all records, for what became of it is told by others."""
    dossier = load_some(root, today(), [wanted.path]).dossier
    entry = dossier.entries.get(wanted.name)
    if entry is None:
        raise DossierError(f"`{wanted.name}` cannot be read: `dossier check {wanted.path}` says why")
    source = dossier.source(wanted.name)
    return load(root, today()).dossier if source is not None and citation_of(source)[0] is not None else dossier


def _citation(dossier: Dossier, root: Path, options: argparse.Namespace) -> Runs:
    record = dossier.entries[options.id].record
    match record:
        case Source():
            return cite_source(dossier, record, options.style, options.pinpoint)
        case Proceeding():
            return cite_proceeding(dossier, record, options.style, options.pinpoint)
        case Claim() | Body():
            # The address of the frozen page comes with the first release; until then the citation says so.
            return cite_page(
                record, _site_name(root), permalink=None, released=None, style=options.style, pinpoint=options.pinpoint
            )
    raise DossierError(f"`{options.id}` is a preserved copy: cite the source that it is a copy of")


def _site_name(root: Path) -> str:
    """The name of the dossier, from the configuration of its site."""
    # Imported here: only a page is cited with it, and MkDocs takes longer to load than all else.
    from dossier.generator import configure

    # MkDocs wants folders that exist; nothing is read from the one or written to the other.
    return str(configure(root, root / EVIDENCE, root / "build" / "site").site_name)

"""`dossier cite`: print the citation that a record's page shows. [io]"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.cite import plain
from dossier.cite.formats.box import CitationFormat, Cited, citation, cited_itself, cited_page
from dossier.cite.formats.documents import CitedPage
from dossier.commands import check_command, printable_option, word_of
from dossier.commands.shown_records import shown_records
from dossier.commands.unshown_releases import warn_of_releases
from dossier.errors import DossierError
from dossier.model import Capture, Claim, Proceeding, Record, Source
from dossier.model.decision_numbers import may_be_decision
from dossier.model.identifiers import Kind, sort_key
from dossier.reading.dossier import Dossier
from dossier.reading.files import RecordFile, find_record_files
from dossier.reading.load import load, load_files, today
from dossier.reading.subject import required_subject
from dossier.reading.value_help import nearest
from dossier.system.terminal import clean

if TYPE_CHECKING:
    from dossier.releases.aftermath.published import Published


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("id", metavar="ID", help="cite this source, proceeding, claim or body")
    parser.add_argument(
        "--style",
        type=word_of(CitationFormat),
        choices=list(CitationFormat),
        default=CitationFormat.OSCOLA5,
        help="use this style (oscola5)",
    )
    parser.add_argument("--pinpoint", metavar="PLACE", help='cite this place in it, such as "paragraphs 1 to 3"')
    parser.add_argument(
        "--page", action="store_true", help="cite the page about a source or proceeding, not the document itself"
    )
    parser.add_argument(
        "--published",
        metavar="REF|DIR",
        help="cite a page by its permalink in the released files: a branch or commit of this repository, or a folder",
    )


def run(options: argparse.Namespace, root: Path) -> int:
    """Print the citation without a final full stop, because it is made for a footnote that adds the full stop."""
    pinpoint = None if options.pinpoint is None else printable_option("pinpoint", options.pinpoint)
    files, _ = find_record_files(root, required_subject(root))
    wanted = next((file for file in files if file.name == options.id), None)
    if wanted is None:
        raise DossierError(_unknown_record(options.id, [file.name for file in files]))
    if options.pinpoint is not None and not options.style.takes_pinpoint:
        raise DossierError(
            f"{options.style} has no place for a pinpoint: give it in your text, or choose another style"
        )
    cited = _cited(root, wanted, options)
    text = plain(citation(cited, options.style, pinpoint))
    for line in text.split("\n"):
        print(clean(line))
    caveat = "" if isinstance(cited, CitedPage) or options.style.is_code else cited.caveat
    if isinstance(cited, CitedPage) and options.published is None:
        page = ["--page"] if options.page else []
        style = [] if options.style is CitationFormat.OSCOLA5 else ["--style", str(options.style)]
        command = ("cite", options.id, *page, *style)
        warn_of_releases(root, "this citation calls the page", "cite what was released", *command)
    if caveat not in text:
        print(f"warning: this style has no words for this: {clean(caveat)}", file=sys.stderr)
    return 0


def _unknown_record(name: str, names: list[str]) -> str:
    similar = nearest(name, names)
    message = f"no record is called `{clean(name)}`"
    return f"{message}: did you mean `{similar}`?" if similar else message


def _cited(root: Path, wanted: RecordFile, options: argparse.Namespace) -> Cited:
    published = None if options.published is None else _published(root, wanted.name, options.published)
    dossier, record = _read(root, wanted, published)
    if isinstance(record, Capture):
        raise DossierError(f"`{options.id}` is a preserved copy: cite its source instead")
    itself = None if options.page else cited_itself(dossier, record)
    return _page(root, dossier, record, published) if itself is None else itself


def _published(root: Path, name: str, location: str) -> Published:
    """The released files. Raises DossierError if the record is suspended: its text must not get out by a citation."""
    # Imported here because a citation without releases does not need them.
    from dossier.releases.aftermath.published import read_published

    published = read_published(location, root)
    suspension = published.records_out.get(name)
    if suspension is not None:
        raise DossierError(
            f"`{name}` is suspended since release {suspension.version}, and is not cited until the suspension ends"
        )
    return published


def _read(root: Path, wanted: RecordFile, published: Published | None) -> tuple[Dossier, Record]:
    """The record, with a dossier of the records it refers to.

    For a decision, and for a claim that may rest on one, all records are loaded: the later history is in other records.
    With released files, suspended records are left out, because a citation could repeat what they say.
    """
    dossier = _shown(root, published) if published else load_files(root, today(), [wanted.path]).dossier
    entry = dossier.entries.get(wanted.name)
    if entry is None:
        raise DossierError(f"`{wanted.name}` cannot be read: `{check_command(root, wanted.path)}` says why")
    is_decision = isinstance(entry.record, Source) and may_be_decision(entry.record)
    if is_decision or isinstance(entry.record, Claim | Proceeding):
        dossier = dossier if dossier.complete else load(root, today()).dossier
        if unread := _unread_proceedings(dossier):
            names = ", ".join(f"`{clean(name)}`" for name in unread)
            why = f"cannot be read: `{check_command(root)}` says why"
            print(f"warning: later decisions may be missing from the citation, because {names} {why}", file=sys.stderr)
    return dossier, entry.record


def _shown(root: Path, published: Published) -> Dossier:
    """All records that may be shown next to the released files."""
    return shown_records(load(root, today()), published).dossier


def _unread_proceedings(dossier: Dossier) -> list[str]:
    """The proceedings that cannot be read. Any of them may be the decision that is cited, or a later one."""
    known = {name for name, (kind, _) in dossier.names.items() if kind is Kind.PROCEEDING}
    named = {later.proceeding for entry in dossier.proceedings() for later in entry.record.history}
    return sorted((known | named) - dossier.entries.keys(), key=sort_key)


def _page(root: Path, dossier: Dossier, record: Record, published: Published | None) -> Cited:
    """The page of a record, with the permalink of its newest revision in the released files if they are given."""
    # Imported here because only the citation of a page needs them, and MkDocs is slow to load.
    from dossier.configuration import site_settings
    from dossier.releases.aftermath.revision_history import release_notes

    site_name = str(site_settings(root).site_name)
    notes = {} if published is None else release_notes(published, dossier)
    released = notes.get(record.id)
    return cited_page(dossier, record, site_name, None if released is None else released.cited_as)

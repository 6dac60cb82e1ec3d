"""`dossier digest`: print the digest of a text for its review. [io]"""

from __future__ import annotations

import argparse
from pathlib import Path

from dossier.commands import check_command
from dossier.errors import DossierError
from dossier.model.written_text import text_digest
from dossier.reading.files import find_record_files
from dossier.reading.load import load_files, today
from dossier.reading.subject import required_subject
from dossier.system.terminal import clean


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("ids", nargs="+", metavar="ID", help="print the digest of this record")


def run(options: argparse.Namespace, root: Path) -> int:
    """Print a line for each record: its digest and its identifier.

    Raises DossierError if a record does not exist or cannot be read.
    """
    files = {file.name: file for file in find_record_files(root, required_subject(root))[0]}
    for name in options.ids:
        if name not in files:
            raise DossierError(f"no record is called `{clean(name)}`")
    entries = load_files(root, today(), [files[name].path for name in options.ids]).dossier.entries
    for name in options.ids:
        if name not in entries:
            raise DossierError(f"`{name}` cannot be read: `{check_command(root, files[name].path)}` says why")
        print(f"{text_digest(entries[name].record)}  {name}")
    return 0

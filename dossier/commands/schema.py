"""`dossier schema`: write the JSON Schema of each kind of record. [io]"""

from __future__ import annotations

import argparse
from pathlib import Path

from dossier.commands import word_of
from dossier.model.identifiers import Kind
from dossier.model.json_schema import schema_text
from dossier.system.terminal import shown_path

FOLDER = "schemas"


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "kind",
        nargs="?",
        type=word_of(Kind),
        choices=list(Kind),
        help="print the schema of this kind, and write nothing",
    )


def run(options: argparse.Namespace, root: Path) -> int:
    """Print the schema of a kind, or write the schemas of all kinds into `schemas/`."""
    if options.kind is not None:
        print(schema_text(options.kind), end="")
        return 0
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    for kind in Kind:
        path = folder / f"{kind.value}.schema.json"
        temporary = path.with_suffix(".new")
        temporary.write_text(schema_text(kind), encoding="utf-8", newline="\n")
        temporary.replace(path)
    print(f"{len(Kind)} schemas in {shown_path(folder)}")
    return 0

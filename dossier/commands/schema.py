"""`dossier schema`: write the JSON Schema of each kind of record. [io]"""

from __future__ import annotations

import argparse
from pathlib import Path

from dossier.model.identifiers import Kind
from dossier.model.json_schema import schema_text
from dossier.system.terminal import shown_path

FOLDER = "schemas"


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "kind", nargs="?", type=Kind, choices=list(Kind), help="print this schema instead of writing all"
    )


def run(options: argparse.Namespace, root: Path) -> int:
    """Print one schema, or write all into `schemas/`."""
    if options.kind is not None:
        print(schema_text(options.kind), end="")
        return 0
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    for kind in Kind:
        path = folder / f"{kind.value}.schema.json"
        beside = path.with_suffix(".new")
        beside.write_text(schema_text(kind), encoding="utf-8", newline="\n")
        beside.replace(path)
    print(f"{len(Kind)} schemas in {shown_path(folder)}")
    return 0

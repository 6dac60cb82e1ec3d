"""`dossier schema`: write the JSON Schemas of records and of the subject. [io]"""

from __future__ import annotations

import argparse
from pathlib import Path

from dossier.model.identifiers import Kind
from dossier.model.json_schema import FOLDER, file_name, schema_text, schemas
from dossier.model.subject import SUBJECT
from dossier.reading.subject import required_subject
from dossier.system.atomic import replace_text
from dossier.system.terminal import shown_path


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "kind",
        nargs="?",
        choices=[*Kind, "subject"],
        help="print the schema of this kind of record or of the subject, and write nothing",
    )
    parser.add_argument("--check", action="store_true", help="write nothing, and fail if a file in `schemas/` differs")


def run(options: argparse.Namespace, root: Path) -> int:
    """Print the schema of a kind, or write all schemas into `schemas/`."""
    texts = {name: schema_text(schema) for name, schema in schemas(required_subject(root)).items()}
    if options.kind is not None:
        print(texts[options.kind], end="")
        return 0
    folder = root / FOLDER
    if options.check:
        return _compare(folder, texts)
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        replace_text(folder / file_name(name), text)
    print(f"{len(texts)} schemas in {shown_path(folder)}")
    return 0


def _compare(folder: Path, texts: dict[str, str]) -> int:
    """Print the files that differ from these texts. Returns 1 if there are any."""
    paths = {file_name(name): text for name, text in texts.items()}
    found = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    stale = sorted(found - paths.keys())
    for name, text in paths.items():
        path = folder / name
        if path.is_symlink() or not path.is_file() or path.read_bytes() != text.encode():
            stale.append(name)
    for name in stale:
        print(f"{FOLDER}/{name} is not what `{SUBJECT}` and the engine give: run `schema` without --check")
    return int(bool(stale))

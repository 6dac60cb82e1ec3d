"""`dossier schema`: write the JSON Schemas and the issue form for evidence. [io]"""

from __future__ import annotations

import argparse
from pathlib import Path

from dossier.drafting.generated import FORM, generated_files
from dossier.model.identifiers import Kind
from dossier.model.json_schema import FOLDER, file_name
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
    parser.add_argument(
        "--check", action="store_true", help="write nothing, and fail if a schema or the issue form differs"
    )


def run(options: argparse.Namespace, root: Path) -> int:
    """Print the schema of a kind, or write all schemas and the form."""
    texts = generated_files(required_subject(root))
    if options.kind is not None:
        print(texts[f"{FOLDER}/{file_name(options.kind)}"], end="")
        return 0
    if options.check:
        return _compare(root, texts)
    for path, text in texts.items():
        replace_text(root / path, text)
    print(f"{len(texts) - 1} schemas in {shown_path(root / FOLDER)}")
    print(f"1 issue form in {shown_path((root / FORM).parent)}")
    return 0


def _compare(root: Path, texts: dict[str, str]) -> int:
    """Print the files that differ from these texts. Returns 1 if there are any."""
    folder = root / FOLDER
    found = {f"{FOLDER}/{path.name}" for path in folder.iterdir()} if folder.is_dir() else set()
    stale = sorted(found - texts.keys())
    for name, text in texts.items():
        path = root / name
        if path.is_symlink() or not path.is_file() or path.read_bytes() != text.encode():
            stale.append(name)
    for name in stale:
        print(f"{name} is not what `{SUBJECT}` and the engine give: run `schema` without --check")
    return int(bool(stale))

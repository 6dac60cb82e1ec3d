"""Moves the records of a dossier from forces to bodies in focus: `forces` of claims becomes `concerns`.

    python3 move_to_subject.py FOLDER...

FOLDER holds record files in folders below it. Each file changes in those lines only.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

_FORCES = re.compile(r"^forces:(?P<inline>.*)$", re.MULTILINE)
_ENTRY = re.compile(r"^(?P<mark>\s*-?\s+|\s*-\s+)force:(?P<rest>.*)$", re.MULTILINE)
_INLINE = re.compile(r"\{\s*force:")
_SCHEMA = re.compile(r"(schemas/)force(\.schema\.json)")


def moved(text: str) -> str:
    """The text of a record in the new form."""
    text = _SCHEMA.sub(r"\1focus\2", text)
    if not _FORCES.search(text):
        return text
    text = _FORCES.sub(r"concerns:\g<inline>", text)
    text = _ENTRY.sub(r"\g<mark>body:\g<rest>", text)
    return _INLINE.sub("{body:", text)


def main(folders: list[str]) -> None:
    """Rewrite the files that change, and print their number."""
    changed = 0
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.yaml")):
            content = path.read_bytes()
            try:
                new = moved(content.decode("utf-8")).encode("utf-8")
            except UnicodeDecodeError:
                continue
            if new != content:
                temporary = path.with_suffix(".new")
                temporary.write_bytes(new)
                temporary.replace(path)
                changed += 1
    sys.stdout.write(f"{changed} records moved\n")


if __name__ == "__main__":
    main(sys.argv[1:])

"""Search a branch, a built site and the evidence for a text that was redacted. [io]"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from dossier.releases.branch import CommitTree
from dossier.releases.redaction import Unwanted, holds

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"


def remains_in_tree(tree: CommitTree, unwanted: Unwanted) -> Iterator[str]:
    """Yield the path of each file of a commit that holds the text."""
    for path, content in tree.read(sorted(tree.paths())):
        if _holds(content, unwanted):
            yield path


def remains_in_folder(folder: Path, unwanted: Unwanted) -> Iterator[Path]:
    """Yield the path of each file below a folder that holds the text, packed files and indexes included."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and _holds(path.read_bytes(), unwanted):
            yield path


def _holds(content: bytes, unwanted: Unwanted) -> bool:
    return any(holds(one, unwanted) for one in _unpacked(content))


def _unpacked(content: bytes) -> Iterator[bytes]:
    yield content
    if content.startswith(_GZIP):
        try:
            yield gzip.decompress(content)
        except (OSError, EOFError, zlib.error):
            return
    if content.startswith(_ZIP):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for name in archive.namelist():
                    yield archive.read(name)
        except (zipfile.BadZipFile, RuntimeError, zlib.error):
            return
